"""A question that is answered before something is lost."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static


class AskScreen(ModalScreen[bool]):
    """Dismissed with True for yes. Enter does nothing: a yes has to be meant."""

    DEFAULT_CSS = """
    AskScreen { align: center middle; }
    AskScreen > Vertical { width: 60; max-width: 96%; height: auto; background: $surface;
        border: round $warning; padding: 1 2; }
    AskScreen Static { height: auto; }
    AskScreen #keys { margin: 1 0 0 0; link-style: none; link-color: $text;
        link-style-hover: underline; link-background-hover: $surface; }
    """
    BINDINGS = [
        Binding("y", "answer(True)", "yes"),
        Binding("n,escape,q", "answer(False)", "no"),
    ]

    def __init__(self, question: str, yes: str, no: str) -> None:
        super().__init__()
        self._question = question
        self._answers = (yes, no)

    def compose(self) -> ComposeResult:
        markup = (
            "[@click=screen.answer(True)][bold $text-accent]y[/] $yes[/]"
            "     [@click=screen.answer(False)][bold $text-accent]n[/] $no[/]"
        )
        yes, no = self._answers
        with Vertical():
            yield Static(Content(self._question))
            yield Static(Content.from_markup(markup, yes=yes, no=no), id="keys")

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)
