"""Answers of a mock interview that are typed: taken as they are, and judged after the end."""

from textual.app import ComposeResult
from textual.widgets import Static, TextArea

from quizapp.banks.collection import Entry
from quizapp.core.grading.grade import Response, Ticked
from quizapp.tui.drill.panes.base import AnswerPane
from quizapp.tui.drill.panes.typed import PredictPane


class TalkPane(AnswerPane):
    """One's own words, typed or said aloud with a field for notes. The key points are ticked
    later, so `response` holds none."""

    DEFAULT_CSS = """
    TalkPane TextArea { height: 10; border: round $panel; }
    TalkPane TextArea:focus { border: round $accent; }
    """

    def __init__(self, entry: Entry, text: str = "") -> None:
        super().__init__(entry)
        self._text = text

    def compose(self) -> ComposeResult:
        yield Static("Type your answer, or say it aloud and note the points.", classes="prompt")
        yield TextArea(self._text, placeholder="what you would say")

    def response(self) -> Response:
        return Ticked(frozenset())

    def take_focus(self) -> None:
        self.query_one(TextArea).focus()


class GuessPane(PredictPane):
    """What the code prints, in a field whose keys run nothing."""

    def compose(self) -> ComposeResult:
        yield Static("What does it print, line by line? Labels may be left out.", classes="prompt")
        yield TextArea(soft_wrap=False, placeholder="then ctrl+s hands it in")
