"""Cards to be read, one after the other, without being asked."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from quizapp.core.cards.card import Base, CardId
from quizapp.study.services import Services
from quizapp.tui.browse.card_info import CardInfoScreen
from quizapp.tui.browse.card_page import CardPage
from quizapp.tui.drill.starting import start_drill
from quizapp.tui.editing import open_in_editor
from quizapp.tui.keys import Key, KeyedScreen, or_say
from quizapp.tui.screens.consent import ConsentScreen
from quizapp.tui.screens.note import write_note
from quizapp.tui.text import DIM
from quizapp.tui.widgets.key_bar import KeyBar


class ReadingScreen(KeyedScreen[CardId]):
    """Left with the card that was read last. Nothing here changes what is remembered."""

    AUTO_FOCUS = ""
    CSS_PATH = "reading_screen.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (150, "-wide")]
    KEYS = (
        Key("r,f5", "run", "run", key_display="r", when=lambda s: s.can_run, help="run the code"),
        Key("e", "edit", "edit", when=lambda s: s.can_run,
            help="change the code; F5 or ctrl+r runs it, ctrl+g brings the original back, esc "
            "leaves; the bank stays as it is"),
        Key("y", "allow", "allow this bank to run", when=lambda s: s.consent_wanted,
            help="look at the code of this bank, and allow it to run"),
        Key("N", "note", "note", when=lambda s: s.can_page,
            help="a note of your own on this card"),
        Key("right,n", "next", "next", key_display="→", when=lambda s: s.has_more(1),
            help="read the next card of the list"),
        Key("left", "before", "before", when=lambda s: s.has_more(-1),
            help="read the card before"),
        Key("i", "info", "info", when=lambda s: s.can_page,
            help="how the card stands, and its past"),
        Key("p", "practice", "practice", when=lambda s: s.can_page,
            help="answer it now; the schedule stays as it is"),
        Key("o", "open", "open", when=lambda s: s.can_page,
            help="open the card's bank in your editor"),
        Key("pagedown,space", "page(1)", "scroll", key_display="space", when=lambda s: s.can_page),
        Key("pageup", "page(-1)", show=False, when=lambda s: s.can_page),
        Key("down,j", "line(1)", show=False, when=lambda s: s.can_page, help="scroll by a line"),
        Key("up,k", "line(-1)", show=False, when=lambda s: s.can_page),
        Key("escape", "stop", "stop", when=lambda s: s.running, help="stop the run"),
        Key("question_mark,f1", "help", "help"),
        Key("q", "leave", "back", when=lambda s: not s.in_field),
        Key("escape", "leave", show=False),
    )  # fmt: skip
    BINDINGS = [*KEYS]
    NOTES = ("Reading a card is no answer: what you remember, and what is due, stay as they are.",)

    def __init__(self, services: Services, cards: Sequence[CardId], card: CardId) -> None:
        super().__init__()
        self._services = services
        self._cards = list(cards)
        self._card = card
        self._title = Static("", id="title")
        self._holder = Container(id="holder")
        self._showing = asyncio.Lock()
        self.page: CardPage | None = None

    def compose(self) -> ComposeResult:
        yield self._title
        yield self._holder
        yield KeyBar()

    async def on_mount(self) -> None:
        await self._show()

    async def _show(self) -> None:
        """Have the card's page in the place of the one before, in a single frame."""
        async with self._showing:
            entry = self._services.collection.entries.get(self._card)
            if not self.still_here:
                return
            if entry is None:
                self.action_leave()
                return
            with self.app.batch_update():
                before, self.page = self.page, CardPage(self._services, entry)
                self.set_focus(None)
                if before is not None:
                    await before.remove()
                if self.still_here:
                    await self._holder.mount(self.page)
            self._draw_title(entry.card)
            self.refresh_bindings()

    def _draw_title(self, card: Base) -> None:
        several = len(self._cards) > 1
        place = f"   {self._place + 1} of {len(self._cards)}" if several else ""
        self._title.update(
            Content.assemble(
                (card.id, "bold $text-accent"), (f"   {card.kind} · {card.level}{place}", DIM)
            )
        )

    async def take_up(self, different: frozenset[Path]) -> None:
        """Banks changed: show the card anew if it is another one now, unless somebody types."""
        page = self.page
        entry = self._services.collection.entries.get(self._card)
        if page is None or page.panel.editing:
            return
        files = any(path.is_relative_to(page.entry.snippet) for path in different)
        if entry is None or entry.card != page.entry.card or files:
            await self._show()

    # What the keys depend on

    @property
    def _place(self) -> int:
        return self._cards.index(self._card) if self._card in self._cards else 0

    def has_more(self, by: int) -> bool:
        return not self.in_field and 0 <= self._place + by < len(self._cards)

    @property
    def can_run(self) -> bool:
        return self.page is not None and self.page.can_run

    @property
    def consent_wanted(self) -> bool:
        refused = self.page.refusal if self.page is not None else None
        return refused is not None and refused.consent

    @property
    def running(self) -> bool:
        return self.page is not None and self.page.panel.running

    @property
    def can_page(self) -> bool:
        return self.page is not None and not self.page.panel.editing

    @on(CardPage.Updated)
    def _updated(self) -> None:
        self.refresh_bindings()

    # Keys

    def action_run(self) -> None:
        if self.page is not None:
            self.page.run()
            self.refresh_bindings()

    async def action_edit(self) -> None:
        if self.page is not None:
            await self.page.panel.edit()
            self.page.panel.follow()
            self.refresh_bindings()

    async def action_allow(self) -> None:
        if self.page is not None and self.is_active:
            asked = ConsentScreen(self.page.entry, self._services.bench.trust)
            await self.app.push_screen(asked, or_say(self.app, self._allowed))

    async def _allowed(self, yes: bool | None) -> None:
        if yes:
            await self._show()

    def action_note(self) -> None:
        if self.page is not None:
            write_note(self, self._services, self._card, self.page.note.show)

    def _turn_by(self, by: int) -> None:
        if self.has_more(by):
            self._card = self._cards[self._place + by]
            self._turn()

    @work
    async def _turn(self) -> None:
        """Of keys that come quickly, only the last turns the page."""
        wanted = self._card
        await asyncio.sleep(0)
        if wanted == self._card:
            await self._show()

    def action_next(self) -> None:
        self._turn_by(1)

    def action_before(self) -> None:
        self._turn_by(-1)

    def action_info(self) -> None:
        if self.is_active and self._card in self._services.collection.entries:
            self.app.push_screen(CardInfoScreen(self._services, self._card))

    def action_practice(self) -> None:
        if self.is_active:
            start_drill(self.app, self._services, [self._card])

    def action_open(self) -> None:
        if self.page is not None and self.is_active:
            open_in_editor(self.app, self._services, self.page.entry)

    def action_stop(self) -> None:
        if self.page is not None:
            self.page.panel.stop()
            self.refresh_bindings()

    def action_page(self, by: int) -> None:
        if self.page is not None:
            self.page.page(by)

    def action_line(self, by: int) -> None:
        if self.page is not None:
            self.page.line(by)

    def action_leave(self) -> None:
        self.leave(self._card)
