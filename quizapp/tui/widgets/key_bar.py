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
    "ctrl+r": "^r",
    "ctrl+p": "^p",
    "ctrl+s": "^s",
    "ctrl+g": "^g",
    "f5": "F5",
}


def key_name(key: str) -> str:
    """How a key is written on the screen."""
    return _NAMES.get(key, key.replace("ctrl+", "^").replace("shift+", "⇧"))


class KeyBar(Widget):
    """Shows the screen's bindings that are not hidden; each can be clicked."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: auto; max-height: 4; background: $panel; padding: 0 1; }
    KeyBar > Static { height: auto; width: 100%; link-style: none; link-color: $text;
        link-style-hover: underline; link-background-hover: $panel; }
    """

    def compose(self) -> ComposeResult:
        yield Static("")

    def _on_mount(self, event: Mount) -> None:
        super()._on_mount(event)
        self.screen.bindings_updated_signal.subscribe(self, self._update)
        self._update(self.screen)

    def on_resize(self) -> None:
        self._update(self.screen)

    def _update(self, screen: Screen[Any]) -> None:
        items: list[Content] = []
        seen: set[str] = set()
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.action not in seen:
                seen.add(binding.action)
                items.append(_item(binding))
        self.query_one(Static).update(_rows(items, max(20, self.size.width - 2)))


def _item(binding: Binding) -> Content:
    key = binding.key_display or key_name(binding.key)
    link = f"@click=app.simulate_key('{binding.key}')"
    markup = f"[{link}][bold $text-accent]$key[/] $label[/]"
    return Content.from_markup(markup, key=key, label=binding.description)


def _rows(items: Sequence[Content], width: int) -> Content:
    """The items in rows; one is never broken, unlike by the wrapping of text."""
    rows: list[list[Content]] = [[]]
    used = 0
    for item in items:
        if rows[-1] and used + item.cell_length > width:
            rows.append([])
            used = 0
        rows[-1].append(item)
        used += item.cell_length + 2
    return Content("\n").join(Content("  ").join(row) for row in rows)
