"""A key is declared once, on its screen: that gives its binding, its place in the footer, its line
in the help and its entry in the palette; and `when` says whether it works now.

    KEYS = (
        Key("r", "run", "run", when=lambda screen: screen.can_run, help="run the snippet"),
        ...
    )
    BINDINGS = [*KEYS]

The one rule for everything that awaits, here and in every widget: whoever comes back (a worker, a
timer, a callback, a handler after an `await`) asks first whether it is still wanted. A screen asks
`still_here`; what belongs to one card lives in that card's own widget, which goes with the card and
takes its workers along. Children are kept as attributes and never looked up, so that a late caller
finds what it knew; and a screen is left by `leave`, which a screen that is not on top ignores.
"""

import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from inspect import isawaitable
from textwrap import wrap
from time import monotonic, perf_counter
from typing import Any, ClassVar, NamedTuple, Protocol, runtime_checkable

from textual.actions import parse
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.events import Key as Pressed
from textual.events import Mount
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from quizapp.errors import StoreError
from quizapp.tui.text import DIM, inline
from quizapp.tui.widgets.key_bar import key_name

_now = perf_counter if sys.platform == "win32" else monotonic  # as Textual stamps its events
_IN_A_LINE = 4  # keys of the help, at most


def _always(_: Any) -> bool:
    return True


@dataclass(frozen=True)
class Key(Binding):
    """`when` is asked with the screen, at any moment of its life; `help` says more than the
    footer's word has room for."""

    when: Callable[[Any], bool] = _always
    help: str = ""

    @property
    def name(self) -> str:
        """The action without its parameters."""
        return self.action.partition("(")[0]

    @property
    def meaning(self) -> str:
        return self.help or self.description


@runtime_checkable
class Noted(Protocol):
    """An app with lines of its own for the help of every screen, which takes back a line on what
    could not be kept at the next key."""

    def notes(self) -> list[str]: ...

    def said_unkept(self) -> None: ...


class Use(NamedTuple):
    """What one key, or several that do the same, do: a line of the help, an entry of the palette.

    `keys` are as Textual calls them, unless the binding has a display of its own.
    """

    keys: tuple[str, ...]
    title: str
    meaning: str
    works: bool
    node: DOMNode
    action: str


class Keyed:
    """What a screen with `KEYS` has; to stand before Screen or ModalScreen among the bases."""

    KEYS: ClassVar[tuple[Key, ...]] = ()
    NOTES: ClassVar[tuple[str, ...]] = ()
    """What the help says beside the keys."""

    CLOSING: ClassVar[frozenset[str]] = frozenset()
    """Keys that hand in what is typed, so that no letter right behind one belongs to it."""

    WRITES: ClassVar[bool] = False
    """Whether it is for writing: letters right behind the key that opens it are meant for it."""

    HASTE = 0.3  # seconds after something came up by itself in which keys are none of its commands
    _hasty_until = 0.0
    _calm_by = 0.0
    _gap = 0.0
    _commanded = ""

    def calm_down(self, share: float = 1.0, patience: float = 0.0) -> None:
        """Something came up: a key pressed within a `share` of `HASTE` was meant for what was there
        before, and so is the rest of its burst, for twice `HASTE` or `patience` seconds at most;
        the next key of it comes within that share, too."""
        self._gap = max(1.0, share) * self.HASTE
        self._hasty_until = _now() + share * self.HASTE
        self._calm_by = _now() + max(2 * self.HASTE, patience)

    def calm_like(self, other: "Keyed") -> None:
        """Come up in the place of another screen that somebody may still be typing on."""
        self._gap, self._calm_by = other._gap, other._calm_by
        self._hasty_until = max(self._hasty_until, other._hasty_until)

    def hasty(self, pressed: float) -> bool:
        """Whether what was pressed at a time was meant for what was there before, however late it
        is looked at."""
        if pressed >= self._hasty_until:
            return False
        self._hasty_until = max(self._hasty_until, min(pressed + self._gap, self._calm_by))
        return True

    def _on_mount(self, event: Mount) -> None:
        """Its first frame is laid out for the size that there is; Textual gives a screen its
        breakpoints behind that."""
        screen: Any = self
        width, height = screen.app.size
        for length, points in (
            (width, screen.HORIZONTAL_BREAKPOINTS),
            (height, screen.VERTICAL_BREAKPOINTS),
        ):
            reached = [name for least, name in sorted(points or ()) if least <= length]
            screen.add_class(*reached[-1:])

    def on_key(self, event: Pressed) -> None:
        """A key that no field took: it is one for commands."""
        self._commanded = event.key

    def repeats(self, event: Pressed) -> bool:
        """Whether a key is the last command once more, and not meant for a field that has come up
        meanwhile. With any other key in between it is a letter."""
        if event.key != self._commanded:
            self._commanded = ""
            return False
        return self.hasty(event.time)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key works now."""
        return all(key.when(self) for key in self.KEYS if key.name == action)

    @property
    def in_field(self) -> bool:
        """Whether what is pressed now is typed into a field."""
        screen: Any = self
        return isinstance(screen.focused, Input | TextArea)

    @property
    def still_here(self) -> bool:
        """Whether the screen is still part of the app: to be asked after every await."""
        screen: Any = self
        return bool(screen.is_attached and screen.is_running)

    def leave(self, result: Any = None) -> None:
        """Dismiss the screen with a result, if it is the one on top; a second key pressed while it
        goes must not take the one below along."""
        screen: Any = self
        if screen.is_active:
            screen.dismiss(result)

    def action_leave(self) -> None:
        self.leave()

    def action_help(self) -> None:
        screen: Any = self
        if screen.is_active:
            screen.app.push_screen(HelpScreen(screen))

    def notes(self) -> list[str]:
        """`NOTES`, and what the app has to say on every screen."""
        screen: Any = self
        app = screen.app
        return [*self.NOTES, *(app.notes() if isinstance(app, Noted) else [])]

    def uses(self) -> list[Use]:
        """All that keys do here, now or at another time: those of the widget that has the focus,
        then the screen's own."""
        screen: Any = self
        found: list[Use] = []
        for node in [] if screen.focused is None else screen.focused.ancestors_with_self:
            if node is screen:
                break
            found += _uses(node, _declared(type(node)))
        return [*found, *_uses(screen, self.KEYS)]

    def commands(self) -> Iterator[SystemCommand]:
        """What keys do now, for the palette."""
        screen: Any = self
        for use in self.uses():
            if use.works and use.title:
                title = use.title[:1].upper() + use.title[1:]
                yield SystemCommand(title, use.meaning, _runner(screen, use.node, use.action))


def say_unkept(app: App[Any], error: StoreError, *, asked: bool = True) -> None:
    """Nothing was kept of what a key stands for, and nothing has changed. Keys that were pressed
    while the store was waited for were meant for what would have come; `asked` is False where no
    key was the cause."""
    if asked and isinstance(app.screen, Keyed):
        app.screen.calm_down()
    app.clear_notifications()  # it may be said at every key
    app.notify(f"Not kept: {error}", severity="error", timeout=10, markup=False)
    if isinstance(app, Noted):
        app.said_unkept()


def or_say(app: App[Any], then: Callable[[Any], Any]) -> Callable[[Any], Awaitable[None]]:
    """What a screen's answer leads to; what the store cannot keep of it is a line on the screen."""

    async def heard(answer: Any) -> None:
        try:
            done = then(answer)
            if isawaitable(done):
                await done
        except StoreError as error:
            say_unkept(app, error)

    return heard


def answering(widget: Widget) -> None:
    """An answer is on its way, as a message: no key right behind it may overtake it."""
    if isinstance(widget.screen, Keyed):
        widget.screen.calm_down(0.5)


class KeyedScreen(Keyed, Screen[ScreenResultType]):
    """A screen whose keys are declared once."""


class KeyedModal(Keyed, ModalScreen[ScreenResultType]):
    """A screen on top of another, whose keys are declared once."""


def _runner(screen: Any, node: DOMNode, action: str) -> Callable[[], Any]:
    async def run() -> None:
        if screen.is_active:
            await screen.app.run_action(action, node)

    return run


def _declared(widget: type[DOMNode]) -> Iterator[Binding]:
    """A widget's bindings and those that it inherits, its own first, where they are to be seen."""
    for kind in widget.__mro__:
        for binding in kind.__dict__.get("BINDINGS", ()):
            if isinstance(binding, Key) or (isinstance(binding, Binding) and binding.show):
                yield binding


def _uses(node: DOMNode, bindings: Iterable[Binding]) -> Iterator[Use]:
    by_action: dict[str, list[Binding]] = {}
    for binding in bindings:
        by_action.setdefault(binding.action, []).append(binding)
    for action, same in by_action.items():
        title = next((one.description for one in same if one.description), "")
        meaning = next((one.help for one in same if isinstance(one, Key) and one.help), title)
        if not meaning:
            continue  # another key for what is told elsewhere
        display = next((one.key_display for one in same if one.key_display), None)
        keys = [key.strip() for one in same for key in one.key.split(",")]
        namespace, name, parameters = parse(action)
        works = bool(namespace) or bool(node.check_action(name, parameters))
        shown = (display,) if display else tuple(keys)
        yield Use(shown, title, meaning, works, node, action)


def digits(action: str, when: Callable[[Any], bool] = _always, most: int = 9) -> Iterable[Key]:
    """The keys 1 to `most`, each with its number."""
    return [Key(str(n), f"{action}({n})", show=False, when=when) for n in range(1, most + 1)]


class HelpScreen(KeyedModal[None]):
    """Opened by `?`; any of its keys closes it. What works now stands first, the rest is dim."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen > VerticalScroll { width: 78; max-width: 98%; height: auto; max-height: 96%;
        background: $surface; border: round $accent; border-subtitle-color: $foreground 65%;
        padding: 0 1; }
    HelpScreen Static { height: auto; }
    """
    KEYS = (Key("escape,q,question_mark,f1,enter", "leave", "close"),)
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
    return ", ".join(dict.fromkeys(key_name(key) for key in use.keys[:_IN_A_LINE]))
