"""The plan: the interview's day, the minutes there are, and which topics weigh more."""

import asyncio
from collections.abc import Sequence
from datetime import date

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from quizapp.banks.collection import Topic
from quizapp.core.days import Day, describe, distance, read_day
from quizapp.core.memory.readiness import Readiness
from quizapp.core.wording import plural
from quizapp.study.services import Services
from quizapp.study.wishes import NO_MINUTES, Wishes, keep_wishes, read_minutes
from quizapp.tui.keys import Key, KeyedModal
from quizapp.tui.screens.progress_text import calendar_lines, day_lines
from quizapp.tui.widgets.fields import Line
from quizapp.tui.widgets.key_bar import KeyBar
from quizapp.tui.widgets.options import Options

_PAUSE = 0.3  # seconds without a change before the days are played through
WEIGHTS = (0.0, 0.5, 1.0, 2.0, 4.0)  # that keys go to; the command line has all between


class WeightList(Options):
    """Topics and how much each weighs; left and right change the marked one."""

    BINDINGS = [
        Key("left,h,minus", "weigh(-1)", "weigh less", key_display="←",
            help="the marked topic weighs less; at 0 the plan leaves it out"),
        Key("right,l,plus", "weigh(1)", "weigh more", key_display="→",
            help="the marked topic weighs more"),
        Key("enter", "screen.keep", show=False),
    ]  # fmt: skip

    class Changed(Message):
        """A weight changed."""

    def __init__(self, topics: Sequence[Topic], weights: dict[str, float]) -> None:
        self._topics = topics
        self._weights = [weights.get(topic.name, 1.0) for topic in topics]
        self._signs = max(len(_signs(weight)) for weight in (*WEIGHTS, *self._weights))
        super().__init__(*(Option(self._line(at)) for at in range(len(topics))), compact=True)

    @property
    def weights(self) -> dict[str, float]:
        """Those that are not 1, by topic."""
        named = zip(self._topics, self._weights, strict=True)
        return {topic.name: weight for topic, weight in named if weight != 1.0}

    def action_weigh(self, by: int) -> None:
        at = self.highlighted
        if at is None:
            return
        now = self._weights[at]
        beyond = [weight for weight in WEIGHTS if (weight - now) * by > 0]
        if not beyond:
            return
        self._weights[at] = min(beyond) if by > 0 else max(beyond)
        self.replace_option_prompt_at_index(at, self._line(at))
        self.post_message(self.Changed())

    def _line(self, at: int) -> Content:
        weight = self._weights[at]
        word = _word(weight)
        style = "" if weight == 1.0 else "$text-accent" if weight > 1.0 else "$foreground 50%"
        title = self._topics[at].title
        signs = _signs(weight).rjust(self._signs)
        return Content.assemble((f"{signs} ", style), (f"{word:<9}", style), (title, style))


class PlanScreen(KeyedModal[bool]):
    """Left with True if the plan was kept."""

    AUTO_FOCUS = "#day"
    CSS_PATH = "plan.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-stacked"), (140, "-beside")]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (24, "-low"), (30, "-high")]
    KEYS = (
        Key("ctrl+s,f5", "keep", "keep", key_display="enter", priority=True,
            help="keep the plan, from every field"),
        Key("question_mark,f1", "help", "help"),
        Key("escape", "leave", "leave as it was"),
    )  # fmt: skip
    BINDINGS = [*KEYS]
    NOTES = (
        "With a day set, every drill asks what helps most until then; without one, what is due, "
        "and so many new cards a day.",
        "A topic of twice the weight is worth twice as much; one that is left out is not asked, "
        "and counts in no figure.",
    )

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._today: date = services.now().astimezone().date()
        self._wishes = wishes = services.wishes
        self._pause: Timer | None = None
        day = wishes.interview.isoformat() if wishes.interview else ""
        self._day_field = Line(day, placeholder="in 12 days", id="day", compact=True)
        self._day_said = Static("", id="day-said")
        self._minutes_field = Line(str(wishes.minutes), id="minutes", compact=True)
        self._minutes_said = Static("", id="minutes-said")
        self._problem = Static("", id="problem")
        self._weights = WeightList(services.collection.topics, dict(wishes.weights))
        self._outlook = Static("", id="outlook")
        self._calendar = Static("", id="calendar")

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="plan", can_focus=False):
            with Vertical(id="wishes"):
                yield Static("Plan", id="name")
                with Horizontal():
                    yield Static("interview", classes="label")
                    yield self._day_field
                    yield self._day_said
                with Horizontal():
                    yield Static("minutes a day", classes="label")
                    yield self._minutes_field
                    yield self._minutes_said
                yield self._problem
                yield Static("topics", classes="label", id="topics-label")
                yield self._weights
                yield self._outlook
            yield self._calendar
        yield KeyBar()

    def on_mount(self) -> None:
        self._check()

    @on(Input.Changed)
    @on(WeightList.Changed)
    def _check(self) -> None:
        """Say how what was typed is understood, or in one line what is wrong with it."""
        day, minutes = self._day(), self._minutes()
        said = "no date: plain spaced repetition"
        if day.day is not None:
            said = f"{describe(day.day)}, {distance(day.day, self._today)}"
        self._day_said.update(Content("" if day.problem else said))
        answers = Wishes(minutes=minutes).answers_a_day
        self._minutes_said.update(Content(f"about {plural(answers, 'answer')}" if minutes else ""))
        self._look_ahead()
        problem = day.problem or ("" if minutes else NO_MINUTES)
        self._problem.update(Content(problem))
        self._problem.set_class(bool(problem), "-problem")

    @property
    def waiting(self) -> bool:
        """Whether a change was made so lately that the days are not yet played through."""
        return self._pause is not None

    def _look_ahead(self) -> None:
        """Play the plan through, once nothing has changed for a moment."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._start_outlook)

    def _start_outlook(self) -> None:
        self._pause = None
        if not self.still_here:
            return
        wishes = self._read()
        if wishes is None or wishes.interview is None:
            self._outlook.update("")
            self._calendar.update("")
        else:
            self._outlook.update("ready on the day: playing the days through …")
        self._play(wishes)

    @work(exclusive=True, group="outlook")
    async def _play(self, wishes: Wishes | None) -> None:
        """A later call, also one with nothing to play, takes the place of this one."""
        if wishes is None or wishes.interview is None:
            return
        ahead = await asyncio.to_thread(self._services.outlook, wishes)
        if ahead is not None and self.still_here:
            self._show_outlook(ahead, wishes, wishes.interview)

    def _show_outlook(self, ahead: Readiness, wishes: Wishes, day: date) -> None:
        lines = [
            Content.assemble(
                "ready on the day  ",
                (f"{ahead.follow:.0%}", "bold $text-accent"),
                " with this plan, ",
                (f"{ahead.stop:.0%}", "bold"),
                " if you stop today",
            ),
            *day_lines(ahead, distance(day, self._today)),
        ]
        self._outlook.update(Content("\n").join(lines))
        width = self._calendar.size.width or self.size.width - 4
        days = calendar_lines(self._services.calendar(ahead, wishes), width)
        self._calendar.update(Content("\n").join(days))

    def _day(self) -> Day:
        return read_day(self._day_field.value, self._today)

    def _minutes(self) -> int:
        """Minutes a day; 0 if the field holds no number that makes sense."""
        return read_minutes(self._minutes_field.value)

    def _read(self) -> Wishes | None:
        """What the fields say; None if one of them is wrong."""
        day, minutes = self._day(), self._minutes()
        if day.problem or not minutes:
            return None
        weights = {**self._other_weights(), **self._weights.weights}
        return Wishes(day.day, minutes, weights)

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Keep the plan, or go to what is wrong in it."""
        if not self.is_active:
            return
        wishes = self._read()
        if wishes is None:
            self.set_focus(self._day_field if self._day().problem else self._minutes_field)
            self.app.bell()
            return
        keep_wishes(self._services.store, self._wishes, wishes)
        self.leave(True)

    def action_leave(self) -> None:
        self.leave(False)

    def _other_weights(self) -> dict[str, float]:
        """Weights of topics whose banks are not here today."""
        here = {topic.name for topic in self._services.collection.topics}
        return {name: weight for name, weight in self._wishes.weights.items() if name not in here}


def _signs(weight: float) -> str:
    return "×½" if weight == 0.5 else f"×{weight:g}"


def _word(weight: float) -> str:
    if weight == 0:
        return "left out"
    if weight < 1:
        return "less"
    return "" if weight == 1 else "more" if weight < WEIGHTS[-1] else "most"
