"""After the last question: runs mark what can be run, and the learner ticks what was said."""

from collections.abc import Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Markdown, ProgressBar, Static

from quizapp.errors import StoreError
from quizapp.study.interview_marking import Marking
from quizapp.study.interview_record import InterviewState
from quizapp.study.services import Services
from quizapp.tui.keys import Key, Keyed, KeyedScreen, digits, say_unkept
from quizapp.tui.mock.scorecard_screen import ScorecardScreen
from quizapp.tui.text import inline
from quizapp.tui.widgets.key_bar import KeyBar
from quizapp.tui.widgets.row_list import RowList

ELSEWHERE = "Another window went on with this interview, or dropped it."


class TalkView(Vertical):
    """An answer in words above what it should have held, which scrolls; the points to tick stay in
    sight below."""

    def __init__(self, marking: Marking, place: int) -> None:
        super().__init__()
        self._marking = marking
        self._place = place
        self._talk = marking.talk(place)
        self.rows = RowList(self._talk.points, "many", self._talk.ticked)
        self._page = VerticalScroll(id="page", can_focus=False)

    def compose(self) -> ComposeResult:
        yours = self._talk.said.strip() or "(nothing noted: tick what you said aloud)"
        with self._page:
            yield Markdown(self._talk.question, classes="question")
            yield Static("you said", classes="label")
            yield Static(Content(yours), classes="yours")
            yield Static("an answer that convinces", classes="label")
            yield Markdown(self._talk.answer, classes="answer")
        with VerticalScroll(id="ticks", can_focus=False):
            yield Static("Tick what you mentioned: space, or its digit.", classes="label")
            yield self.rows

    def on_mount(self) -> None:
        self.rows.focus(scroll_visible=False)

    def keep(self) -> None:
        """Keep the ticks as they are."""
        self._marking.tick(self._place, self.rows.marked)

    def page(self, by: int) -> None:
        self._page.scroll_relative(y=by * max(1, self._page.size.height - 2), animate=False)


TYPING = (2.5, 60.0)  # the time may have run out under the fingers: until there is a pause


def give_way(screen: KeyedScreen[None]) -> None:
    """Leave a screen though nobody asked for it: what is typed was not meant for the one below."""
    below = screen.app.screen_stack[-2]
    if isinstance(below, Keyed):
        below.calm_down(*TYPING)
    screen.leave()


class MockReviewScreen(KeyedScreen[None]):
    """Ends on the scorecard. First the runs; an answer that no run could judge waits for the
    learner's word; then the talks. All of it is kept as it comes, so that it can be left at any
    moment. Where another window goes on with it, this one leaves it to that."""

    AUTO_FOCUS = ""
    CSS_PATH = "mock_review.tcss"
    KEYS = (
        Key("enter,n", "next", "next", key_display="enter", when=lambda s: s.talking),
        Key("r", "again", "run it again", when=lambda s: s.stuck),
        Key(
            "n",
            "without",
            "go on without it",
            when=lambda s: s.stuck,
            help="leave this answer out of every score",
        ),
        Key("r", "keep", "keep it now", when=lambda s: s.unkept),
        *digits("digit", when=lambda s: s.talking),
        Key("u", "back", "one back", when=lambda s: s.talking and s.at > 0),
        Key("pagedown", "page(1)", "scroll", priority=True, when=lambda s: s.talking),
        Key("pageup", "page(-1)", show=False, priority=True, when=lambda s: s.talking),
        Key("question_mark,f1", "help", "help"),
        Key("q", "leave", "later", help="go on with this another time"),
    )
    BINDINGS = [*KEYS]
    NOTES = (
        "Tick what you said; the score is the share of all points.",
        "A run that hit a limit judges nobody: run it again, or leave the answer out.",
    )

    def __init__(self, services: Services, state: InterviewState) -> None:
        super().__init__()
        self._services = services
        self._marking = Marking(services, state)
        self.calm_down(*TYPING)
        self._marking_now = False
        self._unjudged: list[tuple[int, str]] = []  # places that no run could judge, and why
        self._talks: list[int] = []  # the places of the answers to tick
        self.unkept = False  # the end of it: the store said no
        self._done = False
        self._bar = Static("", id="bar")
        self._progress = ProgressBar(id="marking", show_eta=False)
        self._why = Static("", id="why")
        self._room = Vertical(id="room")
        self._view: TalkView | None = None
        self.at = 0  # which of the talks is shown

    def compose(self) -> ComposeResult:
        yield self._bar
        yield self._progress
        yield self._why
        yield self._room
        yield KeyBar()

    @property
    def stuck(self) -> bool:
        """Whether an answer waits for the learner's word, since no run could judge it."""
        return bool(self._unjudged) and not self._marking_now and not self._done

    @property
    def talking(self) -> bool:
        """Whether there is an answer to tick."""
        return self._view is not None and not self._done

    def on_mount(self) -> None:
        self.calm_down(*TYPING)
        self._mark(self._marking.unmarked)

    def on_screen_resume(self) -> None:
        if self._done:
            self._end()

    # Runs

    @work(exclusive=True, group="marking")
    async def _mark(self, places: Sequence[int]) -> None:
        """Run the predictions and exercises that have no score yet."""
        self._marking_now = True
        self._show_marking(len(places))
        for place in places:
            try:
                why = await self._marking.mark(place)
            except StoreError as error:
                why = f"not kept: {error}"
            if not self.still_here:
                return
            if self._marking.elsewhere:
                break
            if why:
                self._unjudged.append((place, why))
            self._progress.advance()
        self._marking_now = False
        await self._go_on()

    def _show_marking(self, runs: int) -> None:
        self._say("Marking: your answers run")
        self._progress.update(total=max(1, runs), progress=0)
        self._progress.display = True
        self._why.display = False
        self.refresh_bindings()

    async def _go_on(self) -> None:
        """To what is next: an answer that no run could judge, a talk to tick, or the end."""
        if self._marking.elsewhere:
            self._end()
            return
        self._progress.display = False
        self._why.display = bool(self._unjudged)
        if self._unjudged:
            self._show_unjudged()
            return
        self._talks = self._talks or self._marking.talks
        if self.at < len(self._talks):
            await self._show_talk()
            return
        try:
            self._finish()
        except StoreError as error:
            self._show_unkept(error)

    def _show_unjudged(self) -> None:
        place, why = self._unjudged[0]
        many = len(self._unjudged)
        self._say("An answer was not judged" if many == 1 else f"{many} answers were not judged")
        title = Content.assemble(f"{place + 1}. ", inline(self._marking.title(place)))
        self._why.update(Content("\n").join([title, Content(why)]))
        self.refresh_bindings()

    def _show_unkept(self, error: StoreError) -> None:
        self.unkept = True
        self._say("All is marked, and cannot be kept yet")
        self._why.update(Content(f"{error}. Answers and scores are kept; r tries again."))
        self._why.display = True
        self.refresh_bindings()

    def action_again(self) -> None:
        if self.stuck:
            place, _ = self._unjudged.pop(0)
            self._mark([place])

    async def action_keep(self) -> None:
        if self.unkept:
            await self._go_on()

    async def action_without(self) -> None:
        if self.stuck:
            self._marking.leave_out(*self._unjudged[0])
            self._unjudged.pop(0)
            await self._go_on()

    # Talks

    async def _show_talk(self) -> None:
        self._say(f"What did you mention? {self.at + 1} of {len(self._talks)}")
        before, fresh = self._view, TalkView(self._marking, self._talks[self.at])
        self._view = fresh
        with self.app.batch_update():
            await self._room.mount(fresh)
            if before is not None:
                await before.remove()
        if self.still_here:
            self.refresh_bindings()

    @on(RowList.Changed)
    def _ticked(self) -> None:
        try:
            self._keep_ticks()
        except StoreError as error:
            say_unkept(self.app, error)

    def _keep_ticks(self) -> None:
        """Keep the ticks as they are."""
        if self._view is not None and self.talking:
            self._view.keep()
            if self._marking.elsewhere:
                self._end()

    def action_digit(self, number: int) -> None:
        if self._view is not None:
            self._view.rows.pick(number - 1)

    async def action_next(self) -> None:
        await self._turn(1)

    async def action_back(self) -> None:
        await self._turn(-1)

    async def _turn(self, by: int) -> None:
        if self._view is not None and self.talking:
            self._view.keep()
            self.at = min(max(0, self.at + by), len(self._talks))
            await self._go_on()

    def action_page(self, by: int) -> None:
        if self._view is not None:
            self._view.page(by)

    # The end

    def _say(self, text: str) -> None:
        self._bar.update(Content.assemble(("mock", "bold $text-accent"), f" · {text}"))

    def _finish(self) -> None:
        if not self._done:
            self._marking.finish(self._services.now())
        self._end()

    def _end(self) -> None:
        """To the scorecard, as soon as no other screen is on top; back where another window has
        gone on with the interview and not yet ended it."""
        self._done = True
        if not self.is_active:
            return
        if self._marking.elsewhere:
            self.notify(ELSEWHERE, severity="warning", timeout=10)
        scorecard = ScorecardScreen(self._services, self._marking.state.id)
        if scorecard.card is None and self._marking.elsewhere:
            give_way(self)
            return
        scorecard.calm_like(self)
        self.app.switch_screen(scorecard)

    def action_leave(self) -> None:
        try:
            self._keep_ticks()
        except StoreError as error:  # the ticks since then; nobody is kept here for them
            say_unkept(self.app, error)
        if not self._done:
            self.leave()
