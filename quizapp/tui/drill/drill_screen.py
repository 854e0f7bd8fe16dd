"""One card after the other: ask, take the answer, show what is true, rate, next."""

import asyncio
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Resize
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, TextArea

from quizapp.core.cards.card import Base, CardId
from quizapp.core.memory.leech import easier_neighbor, leech_notice
from quizapp.core.memory.queue import Session
from quizapp.core.memory.review import Rating
from quizapp.study.sitting import Sitting
from quizapp.tui.drill.card_view import CardView
from quizapp.tui.drill.drill_keys import KeyState, seconds_taken, works
from quizapp.tui.drill.follow_ups import FollowUps
from quizapp.tui.drill.rating_bar import RatingBar
from quizapp.tui.drill.sitting_bar import SittingBar
from quizapp.tui.drill.summary import SummaryScreen
from quizapp.tui.editing import open_in_editor
from quizapp.tui.screens.consent import ConsentScreen
from quizapp.tui.screens.help import HelpScreen
from quizapp.tui.services import Parts
from quizapp.tui.widgets.key_bar import KeyBar

_PREVIEW_SECONDS = 30
_OUTPUTS_BESIDE = 150  # columns


class DrillScreen(Screen[None]):
    """Drills the queue of a session. Every rating is in the store before the next card shows."""

    AUTO_FOCUS = ""
    CSS_PATH = "drill_screen.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    BINDINGS = [
        Binding("space,enter", "reveal", "reveal", key_display="space"),
        Binding("enter,space", "answer", "answer", key_display="enter"),
        Binding("enter,space,n", "accept", "next", key_display="enter"),
        *(Binding(str(n), f"digit({n})", show=False) for n in range(1, 10)),
        Binding("y", "allow", "allow this bank to run"),
        Binding("r", "run", "run"),
        Binding("e", "edit", "edit"),
        Binding("h", "hint", "hint"),
        Binding("m", "more", "follow-ups"),
        Binding("d", "device", "device"),
        Binding("c", "compare", "compare devices"),
        Binding("u", "undo", "undo"),
        Binding("s", "suspend", "suspend"),
        Binding("f", "flag", "flag"),
        Binding("o", "open", "open"),
        Binding("i", "write", "write"),
        Binding("escape", "stop", "stop"),
        Binding("escape", "leave_field", "leave field"),
        Binding("question_mark", "help", "help"),
        Binding("q", "leave", "back"),
    ]

    def __init__(self, session: Session, parts: Parts) -> None:
        super().__init__()
        self._session = session
        self._parts = parts
        self._shown = parts.now()
        self._sitting = Sitting(session, parts.store, parts.now)
        self._preview_timer: Timer | None = None
        self._showing = asyncio.Lock()

    def compose(self) -> ComposeResult:
        yield SittingBar()
        yield CardView(self._parts, id="body")
        yield RatingBar()
        yield KeyBar()

    async def on_mount(self) -> None:
        self._sitting.start()
        self._preview_timer = self.set_interval(_PREVIEW_SECONDS, self._refresh_ratings)
        await self._show_current()
        self._learn_devices()

    def on_resize(self, event: Resize) -> None:
        self.set_class(event.size.width >= _OUTPUTS_BESIDE, "-huge")

    @work
    async def _learn_devices(self) -> None:
        await self._parts.learn_protection()
        self.view.devices = await self._parts.runner.devices()
        self.refresh_bindings()

    async def action_allow(self) -> None:
        attempt = self.view.attempt
        if attempt is not None:
            await self.app.push_screen(ConsentScreen(attempt.entry), self._allowed)

    async def _allowed(self, yes: bool | None) -> None:
        attempt = self.view.attempt
        if yes and attempt is not None:
            self._parts.trust.allow(attempt.entry.root)
            await self._show_current()

    @property
    def view(self) -> CardView:
        return self.query_one(CardView)

    @property
    def card(self) -> CardId | None:
        return self._session.current

    async def _show_current(self) -> None:
        entries = self._parts.collection.entries
        while self.card is not None and self.card not in entries:
            self._session.remove(self.card)
        self.query_one(RatingBar).close()
        if self.card is None:
            self._finish()
            return
        entry = entries[self.card]
        async with self._showing:
            self._shown = self._parts.now()
            self._draw_bar()
            await self.view.show(entry)
            self.refresh_bindings()

    async def take_up(self, different: frozenset[Path]) -> None:
        """Banks changed: ask the card anew if it is another one now and not yet answered."""
        attempt = self.view.attempt
        if attempt is None or self.view.revealed or self.card is None:
            return
        entry = self._parts.collection.entries.get(self.card)
        files = {path for path in different if path.is_relative_to(attempt.entry.snippet)}
        if entry != attempt.entry or files:
            await self._show_current()

    def _draw_bar(self) -> None:
        if self.card is not None:
            card = self._parts.collection.card(self.card)
            flag = self._sitting.state(self.card).flag
            self.query_one(SittingBar).show(card, self._session, flag)

    def _finish(self) -> None:
        self._sitting.end()
        self.app.push_screen(SummaryScreen(self._session, self._parts), self._after_summary)

    async def _after_summary(self, undo: bool | None) -> None:
        if undo:
            await self.action_undo()
        else:
            self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        attempt = self.view.attempt if self.is_mounted else None
        if attempt is None:
            return action in ("undo", "leave", "help")
        state = KeyState(
            attempt=attempt,
            typing=isinstance(self.focused, TextArea),
            in_field=isinstance(self.focused, Input | TextArea),
            code_shown=self.view.panel.display,
            running=self.view.panel.running,
            devices=len(self.view.devices),
            undoable=self._sitting.undoable,
            allowed=self._parts.trust.allows(attempt.entry.root),
        )
        return works(action, state)

    # Answer and rate

    def action_reveal(self) -> None:
        self.view.hand_in()

    def action_answer(self) -> None:
        self.view.hand_in()

    def action_write(self) -> None:
        if self.view.attempt is not None:
            self.view.attempt.pane.write()

    def action_leave_field(self) -> None:
        self.set_focus(None)

    async def action_accept(self) -> None:
        attempt = self.view.attempt
        if attempt is not None and attempt.grade is not None:
            await self._rate(attempt.grade.suggested)

    async def action_digit(self, number: int) -> None:
        if not self.view.revealed:
            if self.view.attempt is not None:
                self.view.attempt.pane.pick(number - 1)
        elif number <= Rating.EASY:
            await self._rate(Rating(number))

    @on(CardView.Judged)
    def _judged(self, event: CardView.Judged) -> None:
        self._refresh_ratings()
        self.refresh_bindings()

    @on(CardView.Updated)
    def _updated(self) -> None:
        self.refresh_bindings()

    @on(CardView.Accepted)
    async def _accepted(self) -> None:
        await self.action_accept()

    @on(RatingBar.Rated)
    async def _rated(self, event: RatingBar.Rated) -> None:
        await self._rate(event.rating)

    def _refresh_ratings(self) -> None:
        attempt = self.view.attempt
        if attempt is not None and attempt.grade is not None:
            preview = self._session.preview(self._parts.now())
            self.query_one(RatingBar).open(attempt.grade.suggested, preview)

    async def _rate(self, rating: Rating) -> None:
        attempt = self.view.attempt
        if attempt is None or attempt.grade is None:
            return
        seconds = seconds_taken(self._shown, self._parts.now())
        if self._sitting.rate(rating, attempt.grade, seconds, attempt.hints):
            self._say_leech(attempt.entry.card)
        await self._show_current()

    def _say_leech(self, card: Base) -> None:
        """The card itself is in the way: offer what to learn first."""
        cards, memories = self._parts.collection.cards, self._parts.store.memories()
        said = leech_notice(card, easier_neighbor(card, cards, memories))
        self.notify(said, severity="warning", timeout=10, markup=False)

    async def action_undo(self) -> None:
        undone = self._sitting.undo()
        if undone == "answer":
            self.notify("Taken back: answer it again.", timeout=2)
        if undone is not None:
            await self._show_current()

    async def action_suspend(self) -> None:
        if self.card is not None:
            self._sitting.suspend(self.card)
            self.notify("Suspended: it is not asked again. u brings it back.", timeout=3)
            await self._show_current()

    def action_flag(self) -> None:
        if self.card is not None:
            self._sitting.toggle_flag(self.card)
            self._draw_bar()

    # The rest of the keys

    def action_run(self) -> None:
        attempt = self.view.attempt
        if attempt is not None and attempt.pane.needs_run and not self.view.revealed:
            self.view.hand_in()
        else:
            self.view.panel.action_run_edit()
        self.refresh_bindings()

    async def action_edit(self) -> None:
        await self.view.panel.edit()
        self.refresh_bindings()

    def action_stop(self) -> None:
        self.view.panel.stop()
        self.refresh_bindings()

    def action_hint(self) -> None:
        self.view.hint()

    def action_more(self) -> None:
        self.query_one(FollowUps).open_next()

    def action_device(self) -> None:
        choices = ["auto", *self.view.devices]
        panel = self.view.panel
        panel.device = choices[(choices.index(panel.device) + 1) % len(choices)]
        self._parts.remember("device", panel.device)
        self.notify(f"Snippets run on: {panel.device}", timeout=2)

    def action_compare(self) -> None:
        self.view.compare_devices()

    def action_open(self) -> None:
        if self.card is not None:
            open_in_editor(self.app, self._parts, self._parts.collection.entries[self.card])

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(self, self._parts.protection))

    def action_leave(self) -> None:
        self.view.save_draft()
        if self._session.reviews:
            self._finish()
        else:
            self.dismiss()
