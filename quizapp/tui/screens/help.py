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
    "BrowseScreen": (
        "Search: topic:autograd is:due kind:predict level:senior flag:1 tag:x -without",
        'Words stand anywhere in a card; "exact words" stand together.',
        "What is done to cards is done to those selected, or to the one at the cursor.",
    ),
    "MockScreen": (
        "No feedback until the end. Every answer is kept at once: after a crash, go on from home.",
    ),
    "MockReviewScreen": ("Tick what you said; the score is the share of all points.",),
    "ProgressScreen": ("`quizapp fit` fits the memory model to your own answers.",),
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
