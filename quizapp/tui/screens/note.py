"""Write a note of one's own on a card."""

from collections.abc import Callable
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key as Pressed
from textual.screen import Screen
from textual.widgets import TextArea

from quizapp.core.cards.card import CardId
from quizapp.study.notes import NoteKeeper
from quizapp.study.services import Services
from quizapp.tui.keys import Key, KeyedModal, or_say
from quizapp.tui.widgets.fields import Area
from quizapp.tui.widgets.key_bar import KeyBar


class NoteScreen(KeyedModal[str]):
    """Kept at every key; left with the note as it is then."""

    DEFAULT_CSS = """
    NoteScreen { align: center middle; }
    NoteScreen > Vertical { width: 72; max-width: 96%; height: 14; max-height: 90%;
        background: $surface; border: round $accent; border-title-color: $text-accent;
        padding: 0 1; }
    NoteScreen TextArea { height: 1fr; border: none; padding: 0; background: $surface; }
    """
    KEYS = (
        Key("escape,ctrl+s", "leave", "done", help="close; the note is kept as it stands"),
        Key("ctrl+g", "earlier", "earlier text", priority=True, when=lambda s: s.has_earlier,
            help="bring back what stood there before; again for the one before that"),
        Key("f1", "help", "help"),
    )  # fmt: skip
    BINDINGS = [*KEYS]
    WRITES = True
    NOTES = (
        "The note is shown below the card's answer once that is revealed, and stands in exports. "
        "An empty one is none.",
    )

    def __init__(self, services: Services, card: CardId) -> None:
        super().__init__()
        self._keeper = NoteKeeper(services.store, card, services.now)
        self._area = Area(self._keeper.text, soft_wrap=True, compact=True)
        self._frame = Vertical(self._area)
        self._frame.border_title = f"Your note on {card}"

    def compose(self) -> ComposeResult:
        yield self._frame
        yield KeyBar()

    def on_mount(self) -> None:
        self.set_focus(self._area)
        self._area.move_cursor(self._area.document.end)

    def on_key(self, event: Pressed) -> None:
        """What was typed before the field was there goes into it."""
        if event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self._area.insert(event.character)

    @property
    def has_earlier(self) -> bool:
        return self._keeper.has_earlier

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._area.text != self._keeper.text and self._keeper.keep(self._area.text):
            self.notify("Another window changed this note, too: ctrl+g has its text.", timeout=5)
        self.refresh_bindings()

    def action_earlier(self) -> None:
        self._area.text = self._keeper.before(self._area.text)
        self._area.move_cursor(self._area.document.end)

    def action_leave(self) -> None:
        self.leave(self._keeper.text)


def write_note(
    screen: Screen[Any], services: Services, card: CardId, then: Callable[[str], None]
) -> None:
    """Open a card's note over a screen, if it is the one on top; `then` hears what it is now."""

    def heard(text: str | None) -> None:
        then(text or "")

    if screen.is_active:
        screen.app.push_screen(NoteScreen(services, card), or_say(screen.app, heard))
