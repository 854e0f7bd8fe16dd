"""Fields to write in, whose keys work in the order in which they were pressed.

Textual inserts a letter where it arrives, in the field, but runs a binding only once the key has
bubbled up to the app: of keys that come together, as over a slow line, a letter overtakes the
backspace before it.
"""

from dataclasses import replace

from rich.style import Style
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.widgets.text_area import TextAreaTheme

from quizapp.tui.keys import Keyed


async def _edit(field: Widget, event: Key) -> None:
    """Run what a key is bound to in `field`, now."""
    if isinstance(field.screen, Keyed) and field.screen.repeats(event):
        event.stop()
        event.prevent_default()
        return
    if event.is_printable:
        return
    for binding in field._bindings.key_to_bindings.get(event.key, ()):
        if not binding.priority and await field.app.run_action(binding.action, field):
            event.stop()
            event.prevent_default()
            return


class Line(Input):
    """A field of one line."""

    async def on_key(self, event: Key) -> None:
        await _edit(self, event)


class Area(TextArea):
    """A field of many lines."""

    async def on_key(self, event: Key) -> None:
        await _edit(self, event)


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
