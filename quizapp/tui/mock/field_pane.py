"""A field for an answer that is judged after the interview: taken as it is."""

from textual.app import ComposeResult

from quizapp.banks.collection import Entry
from quizapp.tui.drill.panes.base import WrittenPane
from quizapp.tui.widgets.fields import Area


class FieldPane(WrittenPane):
    """Lines of text: one's own words, or what a script prints. Its keys hand nothing in; `code`
    keeps long lines whole."""

    DEFAULT_CSS = """
    FieldPane TextArea { height: auto; min-height: 5; max-height: 12; border: round $panel; }
    FieldPane TextArea:focus { border: round $accent; }
    """

    def __init__(self, entry: Entry, placeholder: str, *, code: bool = False) -> None:
        super().__init__(entry, Area(soft_wrap=not code, placeholder=placeholder))

    def compose(self) -> ComposeResult:
        yield self.prompt
        yield self.area
