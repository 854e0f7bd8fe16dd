"""A mock interview: question after question against the clock, and no feedback until the end."""

from contextlib import suppress
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from quizapp.core.wording import clock
from quizapp.errors import StoreError
from quizapp.study.interview import Given, Interview, drop
from quizapp.study.interview_record import InterviewState
from quizapp.study.services import Services
from quizapp.tui.keys import Key, KeyedScreen, digits, or_say, say_unkept
from quizapp.tui.mock.mock_review import ELSEWHERE, MockReviewScreen, give_way
from quizapp.tui.mock.mock_view import MockView
from quizapp.tui.screens.ask import AskScreen
from quizapp.tui.text import block_bar
from quizapp.tui.widgets.fields import Area, Line
from quizapp.tui.widgets.key_bar import KeyBar

_ASIDE = "What you typed here stays with its card: ctrl+g brings it back in a drill."
_LATE = 120.0  # seconds left
_CLOCK_KEPT = 5  # seconds of the clock that a crash may lose
_LEAVE = {
    "e": "end it here, and see the score of what you answered",
    "l": "leave, and go on another time",
    "s": "stay",
}


def _asking(screen: Any) -> bool:
    view = screen.view
    return view is not None and view.ready and not screen.over


def _free(screen: Any) -> bool:
    """Whether keys are keys, and not typed into a field."""
    return _asking(screen) and not screen.in_field


def _entered(screen: Any) -> bool:
    """Whether enter makes no new line."""
    return _asking(screen) and not isinstance(screen.focused, Area)


def _paged(screen: Any) -> bool:
    return _asking(screen) and screen.view.can_page


class MockScreen(KeyedScreen[None]):
    """Asks what is left of an interview. Every answer is in the store before the next question
    shows, so that an interview that was cut off goes on where it was."""

    AUTO_FOCUS = ""
    CSS_PATH = "mock_screen.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (150, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]
    KEYS = (
        Key("ctrl+s", "hand_in", "hand in", when=_asking),
        Key("enter", "enter", "hand in", when=_entered, help="hand the answer in"),
        Key("space", "pick", "pick", when=lambda s: _free(s) and s.view.can_pick),
        *digits("digit", when=_free),
        Key("n", "skip", "skip", when=_free, help="go on without an answer; it counts as 0"),
        Key("r", "run", "run", when=lambda s: _free(s) and s.view.can_run),
        Key("i,e", "write", "write", when=lambda s: _free(s) and s.view.can_write),
        Key("escape", "stop", "stop", when=lambda s: _asking(s) and s.view.running),
        Key(
            "escape",
            "leave_field",
            "leave field",
            when=lambda s: _asking(s) and s.in_field and not s.view.running,
            help="leave the field, for the other keys",
        ),
        Key("pagedown", "page(1)", show=False, priority=True, when=_paged, help="scroll"),
        Key("pageup", "page(-1)", show=False, priority=True, when=_paged),
        Key("question_mark,f1", "help", "help", help="the keys of this screen"),
        Key(
            "q",
            "leave",
            "leave",
            when=lambda s: not s.in_field,
            help="end it here, or leave it for another time",
        ),
    )
    BINDINGS = [*KEYS]
    CLOSING = frozenset({"ctrl+s"})
    NOTES = (
        "No feedback until the end. Every answer is kept at once, and what you type at every key: "
        "after a crash, go on from where you were.",
        "When the time is up, what stands in the field counts as handed in.",
        "pgup and pgdn scroll the question and its code, also while you type; in the editor of a "
        "code they move in that: esc leaves it.",
        "What is said aloud counts too: hand it in empty, and tick its points at the end.",
    )

    def __init__(self, services: Services, state: InterviewState) -> None:
        super().__init__()
        self._services = services
        self._interview = Interview(services, state)
        self._ticks = 0
        self._what = Static("", id="what")
        self._left = Static("", id="left")
        self._bar = Horizontal(self._what, self._left, id="bar")
        self._room = Vertical(id="room")
        self.view: MockView | None = None
        self.over = False  # no more is asked

    def compose(self) -> ComposeResult:
        yield self._bar
        yield self._room
        yield KeyBar()

    @property
    def state(self) -> InterviewState:
        """The interview as it stands."""
        return self._interview.state

    async def on_mount(self) -> None:
        self._interview.start(self._services.now())
        self.set_interval(1, self._tick)
        try:
            await self._show()
        except StoreError as error:  # it ended with its last answer, and that cannot be kept yet
            say_unkept(self.app, error)
            self.leave()

    def on_screen_resume(self) -> None:
        if self.over:
            self._go_on()

    async def _show(self) -> None:
        """Ask what is open now; what belongs to the question before goes with its view."""
        asked = self._interview.current
        if asked is None:
            self._end()
            return
        fresh = MockView(self._services, asked, self.state.draft, self._interview.wiped)
        before, self.view = self.view, fresh
        self._draw_bar()
        self.calm_down()
        with self.app.batch_update():
            await self._room.mount(fresh)
            if before is not None:
                await before.remove()
        self.calm_down()  # for what was pressed while it was laid out
        if self.still_here and fresh is self.view:
            self.refresh_bindings()

    # The clock

    def _tick(self) -> None:
        if self.over or not self.is_active:  # a question about leaving is open, say
            return
        self._draw_bar()
        self._ticks += 1
        left = self._interview.left(self._services.now())
        if left is not None and left <= 0:
            self.notify("Time is up.", timeout=6)
            try:
                self._end(self._open_answer)
            except StoreError as error:
                say_unkept(self.app, error, asked=False)  # the next tick tries again
        elif self._ticks % _CLOCK_KEPT == 0 and self.view is not None:
            self._keep_draft(self.view)

    def _draw_bar(self) -> None:
        asked = self._interview.current
        if asked is None:
            return
        done, total = len(self.state.answers), len(self.state.questions)
        card = asked.entry.card
        kind = "follow-up" if asked.follow_up else card.kind
        self._what.update(
            Content.assemble(
                ("mock", "bold $text-accent"), f" · {card.topic} · {kind} · {done + 1} of {total}"
            )
        )
        left = self._interview.left(self._services.now())
        width = 20 if self.size.width >= 80 else 6
        time = "" if left is None else f"  {clock(left)} left"
        self._left.update(Content(f"{block_bar(done / total, width)}{time}"))
        self._bar.set_class(left is not None and left < _LATE, "-late")

    # Answers

    @on(MockView.HandedIn)
    async def _handed_in(self, event: MockView.HandedIn) -> None:
        if event.view is self.view:
            try:
                await self.action_hand_in()
            except StoreError as error:
                say_unkept(self.app, error)

    async def action_enter(self) -> None:
        await self.action_hand_in()

    async def action_hand_in(self) -> None:
        view = self.view
        if view is None or not _asking(self):
            return
        given = view.given()
        try:
            if view.asked is not self._interview.current:
                await self._show()  # it is answered; what comes next could not be kept before
            elif not given.empty or view.talking or view.sorting:
                self._interview.give(given, self._services.now())
                await self._show()
            elif not view.pick_cursor():
                skips = "esc, then n skips" if self.in_field else "n skips"
                self.notify(f"Nothing answered yet; {skips} the question.", timeout=3)
        finally:
            if isinstance(self.focused, Line | Area):
                self.focused.open()

    async def action_skip(self) -> None:
        if self.view is not None and _asking(self):
            if self.view.asked is self._interview.current:
                self._interview.give(None, self._services.now())
            await self._show()

    @on(MockView.Changed)
    def _changed(self, event: MockView.Changed) -> None:
        if event.view is self.view and not self.over:
            self._keep_draft(event.view)

    @on(MockView.Wiped)
    def _wiped(self, event: MockView.Wiped) -> None:
        if event.view is self.view and not self.over:
            self._interview.keep_wiped(event.versions)

    def _keep_draft(self, view: MockView) -> None:
        if view.asked is not self._interview.current:
            return  # it is answered, and only the end is still to be kept
        try:
            self._interview.keep_draft(view.text, self._services.now(), view.written)
        except StoreError as error:
            say_unkept(self.app, error, asked=False)  # the next key tries again
        if self._interview.elsewhere:
            self._end()

    @property
    def _open_answer(self) -> Given | None:
        """What was answered when time ran out, or the learner ended it, counts."""
        if self.view is None or self.view.asked is not self._interview.current:
            return None
        given = self.view.given()
        return None if given.empty else given

    # The other keys

    def action_pick(self) -> None:
        if self.view is not None:
            self.view.pick_cursor()

    def action_digit(self, number: int) -> None:
        if self.view is not None:
            self.view.pick(number - 1)

    def action_run(self) -> None:
        if self.view is not None:
            self.view.run_code()
            self.refresh_bindings()

    async def action_write(self) -> None:
        if self.view is not None:
            await self.view.write()
            self.refresh_bindings()

    def action_stop(self) -> None:
        if self.view is not None:
            self.view.stop()
            self.refresh_bindings()

    def action_page(self, by: int) -> None:
        if self.view is not None:
            self.view.page(by)

    def action_leave_field(self) -> None:
        self.set_focus(None)

    # Leaving, and the end

    def action_leave(self) -> None:
        if self.is_active:
            question = AskScreen("Leave the interview?", _LEAVE)
            self.app.push_screen(question, or_say(self.app, self._leave_as))

    def _leave_as(self, chosen: str | None) -> None:
        if self.over or not self.is_active:
            return
        if chosen == "e":
            self._end(self._open_answer)
        elif chosen == "l":
            view, interview = self.view, self._interview
            shown = view if view is not None and view.asked is interview.current else None
            typed = self.state.draft if shown is None else shown.text
            interview.leave(typed, self._services.now())
            self.over = True
            if interview.elsewhere:
                self._go_on()
            else:
                self.leave()

    def _end(self, given: Given | None = None) -> None:
        """No more is asked; what was `given` last is kept in the same write."""
        if not self.over:
            self._interview.stop(self._services.now(), given)
            self.over = True
        self._go_on()

    def _go_on(self) -> None:
        """To what comes after the questions, as soon as no other screen is on top."""
        if not self.is_active:
            return
        if self._interview.elsewhere:
            said = f"{ELSEWHERE} {_ASIDE}" if self._interview.kept_aside else ELSEWHERE
            self.notify(said, severity="warning", timeout=10)
            give_way(self)
            return
        if self.state.answers:
            self.app.switch_screen(MockReviewScreen(self._services, self.state))
            return
        with suppress(StoreError):  # then it stays open
            drop(self._services, self.state)
        self.notify("Nothing was answered: this interview is not kept.")
        self.leave()
