"""What can be brought back into the editor: the original, attempts, and texts that went."""

from collections.abc import Sequence
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quizapp.study.attempts import Attempt
from quizapp.tui.keys import Key, KeyedModal
from quizapp.tui.widgets.code_view import CodeView
from quizapp.tui.widgets.key_bar import KeyBar
from quizapp.tui.widgets.options import Options


class Version(NamedTuple):
    label: str
    text: str


def versions(original: str, earlier: Sequence[str], attempts: Sequence[Attempt]) -> list[Version]:
    """Each text once: the attempts, the latest first, then others that were typed, the latest
    first, then the original."""
    found = [Version(_said(attempt), attempt.text) for attempt in reversed(attempts)]
    found += [Version("typed, not checked", text) for text in reversed(earlier)]
    by_text: dict[str, Version] = {}
    for version in found:
        by_text.setdefault(version.text, version)
    by_text[original] = Version("the original", original)
    return list(by_text.values())


def _said(attempt: Attempt) -> str:
    when = f"{attempt.at.astimezone():%Y-%m-%d %H:%M}"
    if attempt.passed is None:
        return f"{when}  not judged"
    return f"{when}  {attempt.passed} of {attempt.of} checks pass"


class _List(Options):
    BINDINGS = [
        Key("enter", "select", "bring back", help="put it into the editor; yours is kept"),
        Key("ctrl+g", "cursor_down", "next"),
    ]


class VersionsScreen(KeyedModal[str]):
    """Left with the text that was chosen, or with nothing."""

    DEFAULT_CSS = """
    VersionsScreen { align: center middle; }
    VersionsScreen > Vertical { width: 96%; height: 90%; background: $surface;
        border: round $accent; padding: 0 1; }
    VersionsScreen OptionList { height: auto; max-height: 40%; border: none; padding: 0;
        background: $surface; }
    VersionsScreen VerticalScroll { height: 1fr; border-top: solid $panel; }
    VersionsScreen CodeView { max-height: 1000; }
    """
    KEYS = (
        Key("escape,q", "leave", "back", help="leave the editor's text as it is"),
        Key("question_mark,f1", "help", "help"),
    )
    BINDINGS = [*KEYS]

    def __init__(self, known: Sequence[Version], now: str) -> None:
        super().__init__()
        self._known = known
        here = [f"{one.label}{'  · in the editor' if one.text == now else ''}" for one in known]
        self._list = _List(*(Option(Content(label)) for label in here), compact=True)
        self._others = [at for at, one in enumerate(known) if one.text != now]
        self._code = CodeView()
        self._code.can_focus = False

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self._list
            with VerticalScroll(can_focus=False):
                yield self._code
        yield KeyBar()

    def on_mount(self) -> None:
        self._list.focus()
        self._list.highlighted = self._others[0] if self._others else 0

    @on(OptionList.OptionHighlighted)
    def _look(self, event: OptionList.OptionHighlighted) -> None:
        self._code.code = self._known[event.option_index].text

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self.leave(self._known[event.option_index].text)
