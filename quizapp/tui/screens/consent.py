"""Show what a stranger's bank would execute, and ask once."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from quizapp.banks.collection import Entry
from quizapp.study.trust import question
from quizapp.tui.widgets.code_view import CodeView
from quizapp.tui.widgets.key_bar import KeyBar


class ConsentScreen(ModalScreen[bool]):
    """Dismissed with True when the learner says yes."""

    DEFAULT_CSS = """
    ConsentScreen { align: center middle; }
    ConsentScreen > Vertical { width: 96%; height: 90%; background: $surface;
        border: round $warning; padding: 1 2; }
    ConsentScreen VerticalScroll { height: 1fr; margin: 1 0; }
    ConsentScreen Static { height: auto; }
    """
    BINDINGS = [
        Binding("y", "yes", "yes, run this bank's code"),
        Binding("n,escape,q", "no", "no", key_display="n"),
    ]

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._entry = entry

    def compose(self) -> ComposeResult:
        name = self._entry.script.relative_to(self._entry.root).as_posix()
        with Vertical():
            yield Static(question(self._entry.root), markup=False)
            with VerticalScroll():
                yield Static(f"This card would run {name}:", markup=False)
                yield CodeView(self._entry.script.read_text(encoding="utf-8"))
        yield KeyBar()

    def action_yes(self) -> None:
        self.dismiss(True)

    def action_no(self) -> None:
        self.dismiss(False)
