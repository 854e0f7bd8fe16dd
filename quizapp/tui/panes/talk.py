"""Answering in one's own words, typed or aloud: what an interview is mostly made of."""

from textual.app import ComposeResult
from textual.widgets import Static, TextArea

from quizapp.collection import Entry
from quizapp.core.grading import Response, Ticked
from quizapp.tui.panes.base import AnswerPane


class TalkPane(AnswerPane):
    """A field for notes; the key points are ticked later, so `response` holds none."""

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
