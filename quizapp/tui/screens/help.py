"""The keys of one screen, and of no other."""

from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from quizapp.tui.widgets.key_bar import key_name

NOTES = {
    "DrillScreen": (
        "Answer first, then look: the app shows the truth by running the code.",
        "1 to 4 say how well you knew it: Again, Hard, Good, Easy. Enter takes the suggestion (▸).",
        "In an editor: F5 or ctrl+r runs, ctrl+g brings the original back, esc leaves.",
        "Before the answer, a digit picks an option.",
    ),
    "HomeScreen": ("Enter starts what is marked. A topic drills just its cards.",),
}


class HelpScreen(ModalScreen[None]):
    """Opened by `?`; any of its keys closes it."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen > VerticalScroll { width: 72; max-width: 96%; height: auto; max-height: 94%;
        background: $surface; border: round $accent; padding: 1 2; }
    HelpScreen Static { height: auto; }
    """
    BINDINGS = [
        Binding("escape,q,question_mark,enter,space", "dismiss", "close", key_display="esc"),
    ]

    def __init__(self, screen: Screen[Any], protection: str = "") -> None:
        super().__init__()
        self._keys = [
            (", ".join(key_name(key.strip()) for key in _keys(binding)), binding.description)
            for binding in _bindings(screen)
        ]
        self._notes = NOTES.get(type(screen).__name__, ())
        self._protection = protection

    def compose(self) -> ComposeResult:
        width = max(len(keys) for keys, _ in self._keys)
        rows = [
            Content.assemble((f"{keys:>{width}}", "bold $text-accent"), f"   {what}")
            for keys, what in self._keys
        ]
        notes = [Content(note) for note in self._notes]
        parts = [Content.styled("Keys of this screen", "bold"), *rows]
        if notes:
            parts += [Content(""), *notes]
        if self._protection:
            parts += [Content(""), Content.styled(self._protection, "$foreground 65%")]
        with VerticalScroll():
            yield Static(Content("\n").join(parts))


def _bindings(screen: Screen[Any]) -> list[Binding]:
    found: dict[str, Binding] = {}
    for binding in type(screen).BINDINGS:
        if isinstance(binding, Binding) and binding.show and binding.description:
            found.setdefault(binding.description, binding)
    return list(found.values())


def _keys(binding: Binding) -> list[str]:
    return [binding.key_display] if binding.key_display else binding.key.split(",")
