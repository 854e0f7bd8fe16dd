"""The footer: the keys that work now, in one row. Where not all have room, those that come first
and the ways out are there, and the help has the rest."""

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.content import Content
from textual.events import Mount
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static, TextArea

_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "escape": "esc",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
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


_GAP = 2  # columns between two
# How to get out of where one is, and to all the other keys.
_ALWAYS = frozenset({"help", "leave", "leave_field", "leave_editor", "stop"})
_REDO = "ctrl+y"  # in an editor it comes behind what else can be done


def key_name(key: str) -> str:
    """How a key is written on the screen."""
    start, plus, last = key.rpartition("+")
    name = _NAMES.get(last, last)
    return (
        start.replace("ctrl", "^").replace("shift", "⇧").replace("+", "") + name if plus else name
    )


def in_a_row(items: Sequence[tuple[Content, bool]], width: int) -> Content:
    """As many of the items as have room, whole: those that are always to be there, and of the
    others the first ones."""
    left = width - sum(item.cell_length + _GAP for item, always in items if always) + _GAP
    shown: list[Content] = []
    full = False
    for item, always in items:
        needs = item.cell_length + _GAP
        full = full or (not always and needs > left)
        if always or not full:
            shown.append(item)
            left -= 0 if always else needs
    return Content(" " * _GAP).join(shown)


class KeyBar(Widget):
    """Shows the screen's bindings that are not hidden; each can be clicked."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; background: $panel; padding: 0 1; }
    KeyBar > Static { height: 1; width: 100%; text-wrap: nowrap; link-style: none;
        link-color: $text; link-style-hover: underline; link-background-hover: $panel; }
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
        items: list[tuple[Content, bool]] = []
        seen: set[str] = set()
        # What a field has beside letters comes behind what is done with all that it holds.
        for active in sorted(screen.active_bindings.values(), key=lambda a: _rank(a, screen)):
            binding = active.binding
            if binding.show and active.enabled and binding.action not in seen:
                seen.add(binding.action)
                items.append((_item(binding), binding.action in _ALWAYS))
        # not laid out yet: as wide as it will be
        width = self.size.width or self.app.size.width - 2
        self._keys.update(in_a_row(items, width))


def _rank(active: ActiveBinding, screen: Screen[Any]) -> tuple[bool, bool, bool]:
    follows = active.node in (screen, screen.app) or not active.binding.priority
    writes, action = isinstance(screen.focused, TextArea), active.binding.action
    return (
        follows and not (writes and action == "hint"),
        writes and action == "help",
        active.binding.key == _REDO,
    )


def _item(binding: Binding) -> Content:
    key = binding.key_display or key_name(binding.key)
    link = f"@click=app.simulate_key('{binding.key}')"
    markup = f"[{link}][bold $text-accent]$key[/] $label[/]"
    return Content.from_markup(markup, key=key, label=binding.description)
