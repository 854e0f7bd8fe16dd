"""One card after the other: ask, take the answer, show what is true, rate, next."""

import asyncio
from contextlib import suppress
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Resize
from textual.widgets import TextArea

from quizapp.core.cards.card import Base
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.leech import easier_neighbor, leech_notice
from quizapp.errors import StoreError
from quizapp.study.services import Services
from quizapp.study.sitting import Sitting
from quizapp.tui.drill.card_view import CardView
from quizapp.tui.drill.rating_bar import RatingBar
from quizapp.tui.drill.sitting_bar import SittingBar
from quizapp.tui.drill.snippet_panel import SnippetPanel
from quizapp.tui.drill.starting import start_drill
from quizapp.tui.drill.summary import After, SummaryScreen
from quizapp.tui.drill.views import view_for
from quizapp.tui.editing import open_in_editor
from quizapp.tui.keys import Key, KeyedScreen, answering, digits, or_say, say_unkept
from quizapp.tui.screens.consent import ConsentScreen
from quizapp.tui.screens.note import write_note
from quizapp.tui.widgets.key_bar import KeyBar
from quizapp.tui.widgets.output_view import OutputView

_PREVIEW_SECONDS = 30
_OUTPUTS_BESIDE = 200  # columns


class DrillScreen(KeyedScreen[None]):
    """Drills the queue of a sitting. Every rating is in the store before the next card shows."""

    AUTO_FOCUS = ""
    CSS_PATH = "drill_screen.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (150, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]
    KEYS = (
        Key("space,enter", "reveal", "reveal", key_display="space",
            when=lambda s: s.can_hand_in and s.view.entry.card.spoken,
            help="show the answer"),
        Key("enter,space", "answer", "answer", key_display="enter",
            when=lambda s: s.can_hand_in and not (s.view.entry.card.spoken or s.view.gives_up),
            help="hand the answer in"),
        Key("space,enter", "give_up", "show the solution", key_display="space",
            when=lambda s: s.can_hand_in and s.view.gives_up,
            help="give up: show the solution, or the fix; code that was not tried is asked about"),
        Key("enter,space,n", "accept", "next", key_display="enter",
            when=lambda s: s.graded, help="take the suggested rating, and go on"),
        *digits("digit", when=lambda s: s.view is not None),
        Key("v", "view", "view the answer", when=lambda s: s.unjudged,
            help="show the answer where nothing could judge yours; you rate it yourself"),
        Key("y", "allow", "allow this bank to run",
            when=lambda s: s.view is not None and s.consent_wanted,
            help="look at the code of this bank, and allow it to run"),
        Key("r,f5", "run", "run", key_display="r", when=lambda s: s.can_run, help="run the code"),
        Key("p", "picture", "picture", when=lambda s: s.view is not None and bool(s.view.pictures),
            help="open the card's pictures; the mouse opens one"),
        Key("e,i", "edit", "edit", key_display="e", when=lambda s: s.can_edit,
            help="change the code; F5 or ctrl+r runs it, ctrl+g brings the original or another "
            "version back, esc leaves"),
        Key("x", "swap", "yours/solution", when=lambda s: s.can_compare,
            help="show your version in the place of the solution, and back; r runs what is shown"),
        Key("D", "diff", "diff", when=lambda s: s.can_compare,
            help="show what tells your version from the solution"),
        Key("ctrl+o", "open_own", "$EDITOR", when=lambda s: s.has_own_file,
            help="open your code in your editor: each save is kept, and run"),
        Key("h,f2", "hint", "hint", when=lambda s: s.has_hint,
            help="a hint; each lowers the suggested rating"),
        Key("m", "more", "follow-ups",
            when=lambda s: s.revealed and bool(s.view.entry.card.follow_ups),
            help="what the interviewer asks next"),
        Key("N", "note", "note", when=lambda s: s.revealed,
            help="a note of your own on this card, shown below its answer"),
        Key("d", "device", "device", when=lambda s: s.several_devices,
            help="switch the device that snippets run on"),
        Key("c", "compare", "compare devices",
            when=lambda s: s.revealed and s.several_devices,
            help="run on two devices side by side"),
        Key("u,f3", "undo", "undo", when=lambda s: s.undoable,
            help="take the last answer back, up to the start of the sitting"),
        Key("s", "suspend", "suspend", when=lambda s: s.view is not None,
            help="never ask this card again; u brings it back"),
        Key("f", "flag", "flag", when=lambda s: s.view is not None, help="flag the card, or not"),
        Key("o", "open", "open", when=lambda s: s.view is not None,
            help="open the card's bank in your editor"),
        Key("ctrl+g", "earlier", "earlier text", priority=True, when=lambda s: s.has_earlier,
            help="bring back what you typed earlier for this card; again for the one before"),
        Key("i", "write", "write", when=lambda s: s.can_write and not s.can_edit,
            help="go to the field"),
        Key("pagedown", "page(1)", show=False, priority=True, when=lambda s: s.can_page,
            help="scroll; beside an editor, the task and the code"),
        Key("pageup", "page(-1)", show=False, priority=True, when=lambda s: s.can_page),
        Key("down,j", "line(1)", show=False, when=lambda s: s.can_page, help="scroll by a line"),
        Key("up,k", "line(-1)", show=False, when=lambda s: s.can_page),
        Key("escape", "stop", "stop", when=lambda s: s.running, help="stop the run"),
        Key("escape", "leave_field", "leave field", when=lambda s: s.in_field and not s.running,
            help="leave the field, for the other keys"),
        Key("question_mark,f1", "help", "help", help="the keys of this screen"),
        Key("q", "leave", "back", help="end the sitting; what was typed is kept"),
    )  # fmt: skip
    BINDINGS = [*KEYS]
    NOTES = (
        "Answer first, then look: the app shows the truth by running the code.",
        "1 to 4 say how well you knew it: Again, Hard, Good, Easy. Enter takes the suggestion (▸).",
        "Before the answer, a digit picks an option, or goes to a step.",
    )

    def __init__(self, services: Services, sitting: Sitting) -> None:
        super().__init__()
        self._services = services
        self._bench = services.bench
        self._sitting = sitting
        self._showing = asyncio.Lock()
        self._bar = SittingBar()
        self._holder = Container(id="holder")
        self._ratings = RatingBar()
        self.view: CardView | None = None
        self._outdated = False  # the card was changed while somebody typed
        self._looking = False  # the days until the interview are played through

    def compose(self) -> ComposeResult:
        yield self._bar
        yield self._holder
        yield self._ratings
        yield KeyBar()

    async def on_mount(self) -> None:
        self.set_interval(_PREVIEW_SECONDS, self._keep_time)
        await self._show_current()
        self._learn()
        self._look_ahead()

    def on_resize(self, event: Resize) -> None:
        self.set_class(event.size.width >= _OUTPUTS_BESIDE, "-huge")

    @work
    async def _learn(self) -> None:
        """What there is to run on, and what confines it, changes which keys work."""
        await self._bench.learn()
        if self.still_here:
            self.refresh_bindings()

    # The card on the screen

    async def _show_current(self) -> None:
        """Ask the sitting's current card: in a view of its own, which is laid out whole before it
        takes the place of the last one."""
        async with self._showing:
            if not self.still_here:
                return
            entries = self._services.collection.entries
            while self._sitting.card is not None and self._sitting.card not in entries:
                self._sitting.pass_over()
            self._ratings.close()
            if self._sitting.card is None:
                await self._put(None)
                self._finish()
                return
            entry = entries[self._sitting.card]
            await self._put(view_for(self._services, self._sitting, entry))

    async def _put(self, view: CardView | None) -> None:
        """Have `view` in the place of the one before, in a single frame."""
        with self.app.batch_update():
            before, self.view = self.view, view
            self._outdated = False
            self.calm_down()
            if before is not None:
                self.set_focus(None)
                await before.remove()
            if view is not None and self.still_here:
                await self._holder.mount(view)
                self._sitting.show()
                self._draw_bar()
                await view.begin()
                self.calm_down()  # for what was pressed while it was laid out
            self.refresh_bindings()

    async def take_up(self, different: frozenset[Path]) -> None:
        """Banks changed: ask the card anew if it is another one now and not yet answered."""
        view = self.view
        if view is None or view.revealed:
            return
        entry = self._services.collection.entries.get(view.entry.card.id)
        files = any(path.is_relative_to(view.entry.snippet) for path in different)
        if entry is None or entry.card != view.entry.card or files:
            if self.in_field:  # nothing is taken from under the fingers of who types
                self._outdated = True
                self.notify("This card has changed on the disk: esc asks it anew.", timeout=4)
            else:
                await self._show_current()

    def _draw_bar(self) -> None:
        if self.view is not None:
            card = self.view.entry.card
            self._bar.show(card, self._sitting, flagged=self._sitting.flagged(card.id))

    def _finish(self) -> None:
        self._sitting.end()
        if self.is_active:
            summary = SummaryScreen(self._sitting, self._services)
            self.app.push_screen(summary, or_say(self.app, self._after_summary))

    async def _after_summary(self, after: After | None) -> None:
        if after == "undo":
            await self.action_undo()
            return
        self.leave()
        services = self._services
        if after == "missed":
            missed = [one.card for one in self._sitting.reviews if one.rating is Rating.AGAIN]
            start_drill(self.app, services, missed, scheduled=self._sitting.scheduled)
        elif after == "on":
            start_drill(self.app, services, services.today().queue, scheduled=True)

    # What the keys depend on

    @property
    def revealed(self) -> bool:
        return self.view is not None and self.view.revealed

    @property
    def graded(self) -> bool:
        return self.view is not None and self.view.grade is not None

    @property
    def unjudged(self) -> bool:
        return self.view is not None and bool(self.view.unjudged) and not self.view.revealed

    @property
    def running(self) -> bool:
        return self.view is not None and self.view.running

    @property
    def can_hand_in(self) -> bool:
        view = self.view
        if view is None or view.revealed or view.waiting:
            return False
        return not isinstance(self.focused, TextArea)

    @property
    def can_run(self) -> bool:
        view = self.view
        if view is None or view.waiting or not view.panel.display:
            return False
        return view.refusal is None

    @property
    def can_edit(self) -> bool:
        """Whether running a changed text would not tell what is still to be predicted."""
        view = self.view
        return (
            view is not None
            and self.can_run
            and (view.revealed or view.entry.card.judged_by != "run")
        )

    @property
    def consent_wanted(self) -> bool:
        refused = self.view.refusal if self.view is not None else None
        return refused is not None and refused.consent

    @property
    def has_hint(self) -> bool:
        view = self.view
        return view is not None and not view.revealed and view.hints < len(view.entry.card.hints)

    @property
    def can_write(self) -> bool:
        return self.view is not None and self.view.can_write

    @property
    def has_earlier(self) -> bool:
        return self.view is not None and self.view.has_earlier

    @property
    def has_own_file(self) -> bool:
        return self.view is not None and self.view.has_own_file

    @property
    def can_compare(self) -> bool:
        return self.view is not None and self.view.can_compare

    @property
    def several_devices(self) -> bool:
        return self.view is not None and len(self._bench.devices) > 1

    @property
    def undoable(self) -> bool:
        return self._sitting.undoable

    @property
    def can_page(self) -> bool:
        """Whether keys scroll the card; an editor and an output need them themselves."""
        if self.view is None or (self.view.panel.editing and not self.view.pages_in_editor):
            return False
        return not isinstance(self.focused, OutputView)

    # Answer and rate

    def action_reveal(self) -> None:
        if self.view is not None:
            self.view.hand_in()

    def action_answer(self) -> None:
        self.action_reveal()

    def action_give_up(self) -> None:
        self.action_reveal()

    async def action_write(self) -> None:
        if self.view is not None:
            await self.view.write()

    def action_earlier(self) -> None:
        if self.view is not None:
            self.view.bring_back()

    def action_view(self) -> None:
        if self.view is not None:
            self.view.reveal_unjudged()

    @on(SnippetPanel.Left)
    async def action_leave_field(self) -> None:
        self.set_focus(None)
        if self._outdated and not self.revealed:
            await self._show_current()

    async def action_accept(self) -> None:
        if self.view is not None and self.view.grade is not None:
            await self._rate(self.view.grade.suggested)

    async def action_digit(self, number: int) -> None:
        view = self.view
        if view is None:
            return
        if not view.revealed:
            view.pane.pick(number - 1)
            if view.pane.picks_one:
                answering(view)
        elif number <= Rating.EASY:
            await self._rate(Rating(number))

    @on(CardView.Judged)
    def _judged(self, event: CardView.Judged) -> None:
        if event.view is self.view:
            self._refresh_ratings()
            self.refresh_bindings()

    @on(CardView.Outdated)
    async def _ask_anew(self, event: CardView.Outdated) -> None:
        if event.view is self.view:
            self.notify("This card has changed on the disk: it is asked anew.", timeout=4)
            await self._show_current()

    @on(CardView.Updated)
    def _updated(self, event: CardView.Updated) -> None:
        if event.view is self.view:
            self.refresh_bindings()

    @on(RatingBar.Rated)
    async def _rated(self, event: RatingBar.Rated) -> None:
        try:
            await self._rate(event.rating)
        except StoreError as error:
            say_unkept(self.app, error)

    def _keep_time(self) -> None:
        """The ratings are those of now; a new day has a plan of its own."""
        self._look_ahead()
        self._refresh_ratings()

    @work
    async def _look_ahead(self) -> None:
        """The ratings say when the plan asks a card again, once that is known."""
        services = self._services
        with suppress(StoreError):
            if self._looking or services.wishes.interview is None or services.has_calendar:
                return
            self._looking = True
            await asyncio.to_thread(services.outlook)
        self._looking = False
        if self.still_here:
            self._refresh_ratings()

    def _refresh_ratings(self) -> None:
        if self.view is not None and self.view.revealed:
            grade = self.view.grade
            suggested = None if grade is None else grade.suggested
            self._ratings.open(suggested, self._sitting.coming())

    async def _rate(self, rating: Rating) -> None:
        view = self.view
        if view is None or not view.revealed or view.entry.card.id != self._sitting.card:
            return
        if self._sitting.rate(rating, view.grade, view.hints, view.said):
            self._say_leech(view.entry.card)
        await self._show_current()

    def _say_leech(self, card: Base) -> None:
        """The card itself is in the way: offer what to learn first."""
        cards, memories = self._services.collection.cards, self._services.store.memories()
        said = leech_notice(card, easier_neighbor(card, cards, memories))
        self.notify(said, severity="warning", timeout=10, markup=False)

    async def action_undo(self) -> None:
        undone = self._sitting.undo()
        if undone is None:
            return
        if undone.what == "answer":
            self.notify("Taken back: answer it again.", timeout=2)
        elif undone.still_so:
            self.notify("Asked now. Another window had suspended it: s in Browse asks it again.")
        await self._show_current()

    async def action_suspend(self) -> None:
        if self.view is not None:
            self._sitting.suspend()
            self.notify("Suspended: it is not asked again. u brings it back.", timeout=3)
            await self._show_current()

    def action_flag(self) -> None:
        if self.view is not None:
            self._sitting.flag(self.view.entry.card.id, on=not self._bar.flagged)
            self._draw_bar()

    # The rest of the keys

    def action_picture(self) -> None:
        for path in self.view.pictures if self.view is not None else []:
            self.app.open_url(path.as_uri())
            self.notify(str(path), title="picture", markup=False)

    async def action_allow(self) -> None:
        if self.view is not None and self.is_active:
            asked = ConsentScreen(self.view.entry, self._bench.trust)
            await self.app.push_screen(asked, or_say(self.app, self._allowed))

    async def _allowed(self, yes: bool | None) -> None:
        if yes and self.view is not None:
            await self._show_current()

    def action_run(self) -> None:
        if self.view is not None:
            self.view.run()
            self.refresh_bindings()

    async def action_edit(self) -> None:
        if self.view is not None:
            await self.view.panel.edit()
            self.view.panel.follow()
            self.refresh_bindings()

    async def action_open_own(self) -> None:
        if self.view is not None:
            await self.view.open_own()

    def action_swap(self) -> None:
        if self.view is not None:
            self.view.swap()

    def action_diff(self) -> None:
        if self.view is not None:
            self.view.diff()

    def action_stop(self) -> None:
        if self.view is not None:
            self.view.stop()
            self.refresh_bindings()

    def action_page(self, by: int) -> None:
        if self.view is not None:
            self.view.page(by)

    def action_line(self, by: int) -> None:
        if self.view is not None:
            self.view.line(by)

    def action_hint(self) -> None:
        if self.view is not None:
            self.view.hint()

    def action_more(self) -> None:
        if self.view is not None:
            self.view.more()

    def action_note(self) -> None:
        if self.view is not None:
            write_note(self, self._services, self.view.entry.card.id, self.view.note.show)

    def action_device(self) -> None:
        choices = ["auto", *self._bench.devices]
        now = self._bench.device
        at = choices.index(now) if now in choices else 0
        chosen = choices[(at + 1) % len(choices)]
        self._services.remember("device", chosen)
        self.notify(f"Snippets run on: {chosen}", timeout=2)

    def action_compare(self) -> None:
        if self.view is not None:
            self.view.compare_devices()

    def action_open(self) -> None:
        if self.view is not None:
            open_in_editor(self.app, self._services, self.view.entry)

    def action_leave(self) -> None:
        if not self.is_active:
            return
        if self._sitting.reviews:
            self._finish()
        else:
            self.leave()
