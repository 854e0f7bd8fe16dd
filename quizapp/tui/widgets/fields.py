"""Fields to write in, whose keys work in the order in which they were pressed.

Textual inserts a letter where it arrives, in the field, but runs a binding only once the key has
bubbled up to the app: of keys that come together, as over a slow line, a letter overtakes the
backspace before it.
"""

from dataclasses import replace

from rich.style import Style
from textual.events import Key
from textual.widgets import Input, TextArea
from textual.widgets.text_area import TextAreaTheme

from quizapp.tui.keys import Keyed

_BURST = 0.5  # seconds in which a key that hands in has done so


def _take(event: Key) -> None:
    event.stop()
    event.prevent_default()


async def _edit(field: "Line | Area", event: Key) -> None:
    """Run what a key is bound to in `field`, now."""
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
        focused.post_message(Key(event.key, event.character))
        return
    if event.is_printable:
        if event.key.startswith("alt+"):  # or esc with a letter right behind: no letter to type
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


class Line(Input):
    """A field of one line. While it is `closed`, what it holds was handed in, and letters that came
    in one burst with that key are no part of it."""

    closed = False

    def open(self) -> None:
        """Take what is typed again."""
        self.closed = False

    def on_focus(self) -> None:
        self.open()

    async def on_key(self, event: Key) -> None:
        await _edit(self, event)


class Area(TextArea):
    """A field of many lines, `closed` like a `Line`."""

    closed = False

    def open(self) -> None:
        """Take what is typed again."""
        self.closed = False

    def on_focus(self) -> None:
        self.open()

    async def on_key(self, event: Key) -> None:
        await _edit(self, event)


def show_start(area: TextArea) -> None:
    """Scroll back what a text that came before the field was laid out has scrolled sideways."""
    area.scroll_to(x=0, animate=False)
    area.scroll_cursor_visible()


def code_theme(*, dark: bool) -> TextAreaTheme:
    """Colors for code in a field: Textual's, but darker on light where its own are too pale."""
    theme = TextAreaTheme.get_builtin_theme("css" if dark else "github_light")
    assert theme is not None
    if dark:
        return theme
    darker = {
        "type": "#963800", "type.class": "#963800", "variable": "#24292e",
        "type.builtin": "#1f6b52", "boolean": "#1f6b52", "constant.builtin": "#1f6b52",
    }  # fmt: skip
    styles = {name: Style(color=color) for name, color in darker.items()}
    return replace(theme, name="quizapp-light", syntax_styles={**theme.syntax_styles, **styles})
