"""Show what a stranger's bank would execute, and ask once."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from quizapp.banks.collection import Entry
from quizapp.core.printable import printable
from quizapp.study.trust import Trust, fingerprint, why_not
from quizapp.tui.keys import Key, KeyedModal
from quizapp.tui.widgets.code_view import CodeView
from quizapp.tui.widgets.key_bar import KeyBar


class ConsentScreen(KeyedModal[bool]):
    """Left with True when the learner has allowed the bank as it was shown."""

    DEFAULT_CSS = """
    ConsentScreen { align: center middle; }
    ConsentScreen > Vertical { width: 96%; height: 90%; background: $surface;
        border: round $warning; padding: 1 2; }
    ConsentScreen VerticalScroll { height: 1fr; margin: 1 0; }
    ConsentScreen Static { height: auto; }
    """
    KEYS = (
        Key("y", "yes", "yes, run this bank's code"),
        Key("n,escape,q", "no", "no"),
    )
    BINDINGS = [*KEYS]

    def __init__(self, entry: Entry, trust: Trust) -> None:
        super().__init__()
        self._trust = trust
        self._root = entry.root
        self._seen = fingerprint(entry.root)  # before anything is read to be shown
        self._question = trust.question(entry.root)
        self._name = entry.label()
        self._script = entry.read()

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self._question, markup=False)
            with VerticalScroll():
                if self._script.fault:
                    yield Static(f"This card would run {self._name}, but {self._script.fault}.",
                                 markup=False)  # fmt: skip
                else:
                    yield Static(f"This card would run {self._name}:", markup=False)
                    yield CodeView(self._script.text)
        yield KeyBar()

    def action_yes(self) -> None:
        allowed = self._trust.allow(self._root, self._seen)
        if not allowed:
            said = printable(why_not(self._root, self._seen))
            self.notify(f"Not allowed: {said}.", severity="warning", markup=False)
        self.leave(allowed)

    def action_no(self) -> None:
        self.leave(False)
