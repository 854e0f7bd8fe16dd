"""The footer: every key that works now, wrapped over as many rows as it needs, never clipped."""

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.events import Mount
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "escape": "esc",
    "f5": "F5",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "minus": "-",
    "plus": "+",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}


def key_name(key: str) -> str:
    """How a key is written on the screen."""
    start, plus, last = key.rpartition("+")
    name = _NAMES.get(last, last)
    return (
        start.replace("ctrl", "^").replace("shift", "⇧").replace("+", "") + name if plus else name
    )


def in_rows(items: Sequence[Content], width: int, gap: int = 2) -> Content:
    """The items in rows; one is never broken, unlike by the wrapping of text."""
    rows: list[list[Content]] = [[]]
    used = 0
    for item in items:
        if rows[-1] and used + item.cell_length > width:
            rows.append([])
            used = 0
        rows[-1].append(item)
        used += item.cell_length + gap
    between = Content(" " * gap)
    return Content("\n").join(between.join(row) for row in rows)


class KeyBar(Widget):
    """Shows the screen's bindings that are not hidden; each can be clicked."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: auto; max-height: 4; background: $panel; padding: 0 1; }
    KeyBar > Static { height: auto; width: 100%; link-style: none; link-color: $text;
        link-style-hover: underline; link-background-hover: $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._keys = Static("")

    def compose(self) -> ComposeResult:
        yield self._keys

    def _on_mount(self, event: Mount) -> None:
        super()._on_mount(event)
        self.screen.bindings_updated_signal.subscribe(self, self._update)
        self._update(self.screen)

    def on_resize(self) -> None:
        if self.is_attached:
            self._update(self.screen)

    def _update(self, screen: Screen[Any]) -> None:
        items: list[Content] = []
        seen: set[str] = set()
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.action not in seen:
                seen.add(binding.action)
                items.append(_item(binding))
        width = (
            self.size.width or self.app.size.width - 2
        )  # not laid out yet: as wide as it will be
        self._keys.update(in_rows(items, max(20, width)))


def _item(binding: Binding) -> Content:
    key = binding.key_display or key_name(binding.key)
    link = f"@click=app.simulate_key('{binding.key}')"
    markup = f"[{link}][bold $text-accent]$key[/] $label[/]"
    return Content.from_markup(markup, key=key, label=binding.description)
