"""A field for an answer that is judged after the interview: taken as it is."""

from textual.app import ComposeResult
from textual.widgets import TextArea

from quizapp.banks.collection import Entry
from quizapp.core.grading.grade import Response, Typed
from quizapp.tui.drill.panes.base import AnswerPane
from quizapp.tui.widgets.fields import Area


class FieldPane(AnswerPane):
    """Lines of text: one's own words, or what a script prints. Its keys hand nothing in; `code`
    keeps long lines whole."""

    DEFAULT_CSS = """
    FieldPane TextArea { height: auto; min-height: 5; max-height: 12; border: round $panel; }
    FieldPane TextArea:focus { border: round $accent; }
    """

    def __init__(self, entry: Entry, placeholder: str, *, code: bool = False) -> None:
        super().__init__(entry)
        self._area = Area(soft_wrap=not code, placeholder=placeholder)

    def compose(self) -> ComposeResult:
        yield self.prompt
        yield self._area

    @property
    def text(self) -> str:
        return self._area.text

    @text.setter
    def text(self, text: str) -> None:
        self._area.text = text

    def response(self) -> Response:
        return Typed(self.text)

    def take_focus(self) -> None:
        self._area.focus()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Typed())
