"""A note of the learner's own, to be read."""

from textual.content import Content
from textual.widgets import Static


class NoteView(Static):
    """Not there while there is no note. What the learner typed is shown as it is, no Markdown."""

    DEFAULT_CSS = """
    NoteView { height: auto; margin: 1 0 0 0; padding: 0 0 0 1;
        border-left: thick $warning 60%; }
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.show(text)

    def show(self, text: str) -> None:
        self.display = bool(text)
        self.update(Content.assemble(("Your note\n", "bold $text-warning"), text.rstrip()))
