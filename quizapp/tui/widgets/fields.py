"""Fields to write in, whose keys work in the order in which they were pressed.

Textual inserts a letter where it arrives, in the field, but runs a binding only once the key has
bubbled up to the app: of keys that come together, as over a slow line, a letter overtakes the
backspace before it.
"""

from textual.binding import Binding
from textual.events import Key as Pressed
from textual.widgets import Input, TextArea

from quizapp.tui.keys import Key, Keyed

_BURST = 0.5  # seconds in which a key that hands in has done so


def _take(event: Pressed) -> None:
    event.stop()
    event.prevent_default()


async def _edit(field: "Line | Area", event: Pressed) -> None:
    """Run what a key is bound to in `field`, now; what else it types there is up to the field."""
    screen = field.screen
    if isinstance(screen, Keyed) and screen.repeats(event):
        _take(event)
        return
    if field.closed and event.key != "escape":
        _take(event)
        return
    focused = screen.focused
    if focused is not field and isinstance(focused, Line | Area):
        _take(event)  # an earlier key of the same burst went on to that field
        focused.post_message(Pressed(event.key, event.character))
        return
    if event.is_printable:
        # alt with a letter, or esc with one right behind, is no letter to type
        if event.key.startswith("alt+") or field.put(event):
            _take(event)
        return
    if event.key in ("tab", "shift+tab") and getattr(field, "tab_behavior", "focus") == "focus":
        _take(event)
        screen.focus_next() if event.key == "tab" else screen.focus_previous()
        return
    if isinstance(screen, Keyed) and event.key in screen.CLOSING:
        field.closed = True
        field.set_timer(_BURST, field.open)
    for binding in field._bindings.key_to_bindings.get(event.key, ()):
        if not binding.priority and await field.app.run_action(binding.action, field):
            _take(event)
            return
    if field.put(event):
        _take(event)


class Line(Input):
    """A field of one line. While it is `closed`, what it holds was handed in, and letters that came
    in one burst with that key are no part of it."""

    closed = False

    def open(self) -> None:
        """Take what is typed again."""
        self.closed = False

    def put(self, event: Pressed) -> bool:
        """Type something other than the key's own letter; whether that was done."""
        return False

    def on_focus(self) -> None:
        self.open()

    async def on_key(self, event: Pressed) -> None:
        await _edit(self, event)


class Area(TextArea):
    """A field of many lines, `closed` like a `Line`."""

    BINDINGS = [
        Key("ctrl+home", "text_edge(-1)", show=False, help="go to the start of the text"),
        Key("ctrl+end", "text_edge(1)", show=False, help="go to the end of the text"),
        Binding("ctrl+shift+home", "text_edge(-1, True)", show=False),
        Binding("ctrl+shift+end", "text_edge(1, True)", show=False),
    ]

    closed = False

    def action_text_edge(self, way: int, select: bool = False) -> None:
        """Go to the start of the text (`way` below 0) or its end; `select` what is in between."""
        self.move_cursor((0, 0) if way < 0 else self.document.end, select=select)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Enter makes a line here, whatever else it does on the screen."""
        return (key == "enter" and not self.read_only) or super().check_consume_key(key, character)

    def open(self) -> None:
        """Take what is typed again."""
        self.closed = False

    def put(self, event: Pressed) -> bool:
        """Type something other than the key's own letter; whether that was done."""
        return False

    def on_focus(self) -> None:
        self.open()

    async def on_key(self, event: Pressed) -> None:
        await _edit(self, event)


def show_start(area: TextArea) -> None:
    """Scroll back what a text that came before the field was laid out has scrolled sideways."""
    area.scroll_to(x=0, animate=False)
    area.scroll_cursor_visible()
