"""The keys of one screen, and of no other; and what its words mean."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quizapp.tui.keys import Key, Keyed, KeyedModal, Use
from quizapp.tui.text import DIM, inline
from quizapp.tui.widgets.key_bar import key_name

_KEYS = 4  # of one line, at most


class HelpScreen(KeyedModal[None]):
    """Opened by `?`; any of its keys closes it. What works now stands first, the rest is dim."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen > VerticalScroll { width: 78; max-width: 98%; height: auto; max-height: 96%;
        background: $surface; border: round $accent; border-subtitle-color: $foreground 65%;
        padding: 0 1; }
    HelpScreen Static { height: auto; }
    """
    KEYS = (Key("escape,q,question_mark,enter", "leave", "close"),)
    BINDINGS = [*KEYS]

    def __init__(self, screen: Keyed) -> None:
        super().__init__()
        uses = list({_shown(use): use for use in screen.uses()}.values())
        self._now = [use for use in uses if use.works]
        self._later = [use for use in uses if not use.works]
        self._notes = list(screen.notes())
        self._text = Static("")
        self._scroll = VerticalScroll(self._text)
        self._scroll.border_subtitle = "esc closes"

    def compose(self) -> ComposeResult:
        yield self._scroll

    def on_mount(self) -> None:
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        width = min(78, self.app.size.width * 98 // 100) - 5  # borders, padding, scrollbar
        self._text.update(Content("\n").join(self._lines(width)))

    def _lines(self, width: int) -> Iterator[Content]:
        keys = max((len(_names(use)) for use in [*self._now, *self._later]), default=0)
        yield Content.styled("Keys of this screen", "bold")
        yield from _table(self._now, keys, width)
        if self._later:
            yield Content("")
            yield Content.styled("Not now", f"bold {DIM}")
            yield from (line.stylize(DIM) for line in _table(self._later, keys, width))
        for note in self._notes:
            yield Content("")
            yield inline(note)


def _table(uses: Sequence[Use], keys: int, width: int) -> Iterator[Content]:
    """A line a use, what it means wrapped below itself."""
    for use in uses:
        first, *more = wrap(use.meaning, max(20, width - keys - 2)) or [""]
        style = "bold $text-accent" if use.works else "bold"
        yield Content.assemble((f"{_names(use):>{keys}}", style), f"  {first}")
        for line in more:
            yield Content(f"{'':>{keys}}  {line}")


def _shown(use: Use) -> tuple[str, str]:
    return _names(use), use.meaning


def _names(use: Use) -> str:
    return ", ".join(dict.fromkeys(key_name(key) for key in use.keys[:_KEYS]))
