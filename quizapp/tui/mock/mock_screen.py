"""A mock interview: question after question against the clock, and no feedback until the end."""

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from quizapp.study.interview import Interview
from quizapp.study.interview_record import Kept
from quizapp.tui.drill.sitting_bar import bar
from quizapp.tui.mock.mock_review import MockReviewScreen
from quizapp.tui.mock.mock_view import MockView
from quizapp.tui.screens.ask import AskScreen
from quizapp.tui.screens.help import HelpScreen
from quizapp.tui.services import Parts
from quizapp.tui.widgets.key_bar import KeyBar

_LATE = 120.0  # seconds left
_DRAFT_DELAY = 0.5
_CLOCK_KEPT = 10  # seconds of the clock that a crash may lose


class MockScreen(Screen[None]):
    """Asks what is left of an interview. Every answer is in the store before the next question
    shows, so that an interview that was cut off goes on where it was."""

    AUTO_FOCUS = ""
    CSS_PATH = "mock_screen.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    BINDINGS = [
        Binding("ctrl+s", "hand_in", "hand in", priority=True),
        Binding("enter", "hand_in", "hand in"),
        Binding("space", "pick", "pick"),
        *(Binding(str(n), f"digit({n})", show=False) for n in range(1, 10)),
        Binding("n", "skip", "skip"),
        Binding("r", "run", "run"),
        Binding("i,e", "write", "write"),
        Binding("escape", "stop", "stop"),
        Binding("escape", "leave_field", "leave field"),
        Binding("question_mark", "help", "help"),
        Binding("q", "leave", "leave"),
    ]

    def __init__(self, parts: Parts, state: Kept) -> None:
        super().__init__()
        self._parts = parts
        self._interview = Interview(parts, state)
        self._draft_timer: Timer | None = None
        self._over = False
        self._ticks = 0

    def compose(self) -> ComposeResult:
        with Horizontal(id="bar"):
            yield Static("", id="what")
            yield Static("", id="left")
        yield MockView(self._parts, id="body")
        yield KeyBar()

    async def on_mount(self) -> None:
        self._interview.start(self._parts.now())
        self.set_interval(1, self._tick)
        self._learn_devices()
        await self._show_current()

    @work
    async def _learn_devices(self) -> None:
        self.view.devices = await self._parts.runner.devices()

    @property
    def view(self) -> MockView:
        return self.query_one(MockView)

    @property
    def _typing(self) -> bool:
        return isinstance(self.focused, Input | TextArea)

    async def _show_current(self) -> None:
        question = self._interview.current
        if question is None:
            self._end()
            return
        self._draw_bar()
        await self.view.ask(question.entry, question.follow_up, self._interview.state.draft)
        self.refresh_bindings()

    # The clock

    def _tick(self) -> None:
        if self._over or not self.is_current:  # a question about leaving is open
            return
        self._draw_bar()
        self._ticks += 1
        left = self._interview.left(self._parts.now())
        if left is not None and left <= 0:
            self.notify("Time is up.", timeout=6)
            self._hand_in_open()
            self._end()
        elif self._ticks % _CLOCK_KEPT == 0:
            self._save_draft()

    def _draw_bar(self) -> None:
        interview, question = self._interview, self._interview.current
        if question is None:
            return
        done, total = len(interview.state.answers), len(interview.state.questions)
        card = question.entry.card
        kind = "follow-up" if question.follow_up else card.kind
        what = Content.assemble(
            ("mock", "bold $text-accent"), f" · {card.topic} · {kind} · {done + 1} of {total}"
        )
        self.query_one("#what", Static).update(what)
        left = interview.left(self._parts.now())
        width = 20 if self.app.size.width >= 80 else 6
        clock = "" if left is None else f"  {clock_text(left)} left"
        self.query_one("#left", Static).update(f"{bar(done / total, width)}{clock}")
        self.query_one("#bar").set_class(left is not None and left < _LATE, "-late")

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not self.is_mounted or self._interview.current is None:
            return action == "help"
        typing = self._typing
        match action:
            case "pick":
                return not typing and self.view.can_pick
            case "skip" | "help" | "leave" | "digit":
                return not typing
            case "run":
                return not typing and self.view.can_run
            case "write":
                return not typing and self.view.can_write
            case "stop":
                return self.view.panel.running
            case "leave_field":
                return typing and not self.view.panel.running
            case _:
                return True

    @on(MockView.HandedIn)
    async def _handed_in(self) -> None:
        await self.action_hand_in()

    async def action_hand_in(self) -> None:
        given = self.view.given()
        if not given.empty or self.view.talking:
            self._interview.give(given, self._parts.now())
            await self._show_current()
        elif not self.view.pick_cursor():
            self.notify("Nothing answered yet; n skips the question.", timeout=3)

    async def action_skip(self) -> None:
        self._interview.give(None, self._parts.now())
        await self._show_current()

    def action_pick(self) -> None:
        self.view.pick_cursor()

    def action_digit(self, number: int) -> None:
        self.view.pick(number - 1)

    def action_run(self) -> None:
        self.view.panel.action_run_edit()
        self.refresh_bindings()

    def action_write(self) -> None:
        self.view.write()

    def action_stop(self) -> None:
        self.view.panel.stop()
        self.refresh_bindings()

    def action_leave_field(self) -> None:
        self.set_focus(None)

    @on(MockView.Changed)
    def _changed(self) -> None:
        if self._draft_timer is None:
            self._draft_timer = self.set_timer(_DRAFT_DELAY, self._save_draft)

    def _save_draft(self) -> None:
        self._draft_timer = None
        if not self._over:
            self._interview.keep_draft(self.view.text, self._parts.now())

    @work
    async def action_leave(self) -> None:
        answers = {
            "e": "end it here, and see the score of what you answered",
            "l": "leave, and go on another time",
            "s": "stay",
        }
        chosen = await self.app.push_screen_wait(AskScreen("Leave the interview?", answers))
        if chosen == "e":
            self._hand_in_open()
            self._end()
        elif chosen == "l":
            self._interview.keep_draft(self.view.text, self._parts.now())
            self._interview.halt(self._parts.now())
            self._over = True
            self.dismiss()

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(self))

    def _hand_in_open(self) -> None:
        """What was answered when time ran out, or the learner ended it, counts."""
        given = self.view.given()
        if not given.empty:
            self._interview.give(given, self._parts.now())

    def _end(self) -> None:
        self._over = True
        self._interview.stop(self._parts.now())
        if not self._interview.state.answers:
            self._parts.store.delete_mock(self._interview.state.id)
            self.notify("Nothing was answered: this interview is not kept.")
            self.dismiss()
            return
        self.app.switch_screen(MockReviewScreen(self._parts, self._interview.state))


def clock_text(seconds: float) -> str:
    """`9:05`; never below zero."""
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02}"
