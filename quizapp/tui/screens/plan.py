"""The plan: the interview's day, the minutes there are, and which topics weigh more."""

from collections.abc import Sequence
from datetime import date

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from quizapp.banks.collection import Topic
from quizapp.core.days import Day, describe, distance, read_day
from quizapp.core.memory.readiness import Readiness
from quizapp.study import today as study
from quizapp.study.today import outlook
from quizapp.tui.screens.progress_text import day_lines
from quizapp.tui.services import Parts
from quizapp.tui.widgets.key_bar import KeyBar

MAX_MINUTES = 12 * 60
_PAUSE = 0.3  # seconds without a change before the days are played through
WEIGHTS: tuple[tuple[float, str], ...] = (
    (0.0, "left out"),
    (0.5, "less"),
    (1.0, ""),
    (2.0, "more"),
    (4.0, "most"),
)


class WeightList(OptionList):
    """Topics and how much each weighs; left and right change the marked one."""

    BINDINGS = [
        Binding("left,h,minus", "weigh(-1)", "weigh less", key_display="←"),
        Binding("right,l,plus", "weigh(1)", "weigh more", key_display="→"),
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("enter", "screen.keep", show=False),
    ]

    class Changed(Message):
        """A weight changed."""

    def __init__(self, topics: Sequence[Topic], weights: dict[str, float]) -> None:
        self._topics = topics
        self._steps = [_step(weights.get(topic.name, 1.0)) for topic in topics]
        super().__init__(*(Option(self._line(at)) for at in range(len(topics))), compact=True)

    @property
    def weights(self) -> dict[str, float]:
        """Those that are not 1, by topic."""
        named = zip(self._topics, self._steps, strict=True)
        return {topic.name: WEIGHTS[step][0] for topic, step in named if WEIGHTS[step][0] != 1.0}

    def action_weigh(self, by: int) -> None:
        at = self.highlighted
        if at is None:
            return
        self._steps[at] = max(0, min(self._steps[at] + by, len(WEIGHTS) - 1))
        self.replace_option_prompt_at_index(at, self._line(at))
        self.post_message(self.Changed())

    def _line(self, at: int) -> Content:
        weight, word = WEIGHTS[self._steps[at]]
        style = "" if weight == 1.0 else "$text-accent" if weight > 1.0 else "$foreground 50%"
        signs = "×" + f"{weight:g}".replace("0.5", "½")
        title = self._topics[at].title
        return Content.assemble((f"{signs:>3} ", style), (f"{word:<9}", style), (title, style))


class PlanScreen(ModalScreen[bool]):
    """Dismissed with True if the plan was kept."""

    AUTO_FOCUS = "#day"
    CSS_PATH = "plan.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]
    BINDINGS = [
        Binding("ctrl+s,f5", "keep", "keep", key_display="enter", priority=True),
        Binding("escape", "dismiss(False)", "leave as it was"),
    ]

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._today: date = parts.now().astimezone().date()
        self._wishes = study.read_wishes(parts.store)
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        wishes = self._wishes
        day = wishes.interview.isoformat() if wishes.interview else ""
        with VerticalScroll(id="plan", can_focus=False):
            yield Static("Plan", id="name")
            with Horizontal():
                yield Static("interview", classes="label")
                yield Input(day, placeholder="in 12 days", id="day", compact=True)
                yield Static("", id="day-said")
            with Horizontal():
                yield Static("minutes a day", classes="label")
                yield Input(str(wishes.minutes), id="minutes", compact=True)
                yield Static("", id="minutes-said")
            yield Static("", id="problem")
            yield Static("topics", classes="label", id="topics-label")
            yield WeightList(self._parts.collection.topics, dict(wishes.weights))
            yield Static("", id="outlook")
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
        self._say("#day-said", "" if day.problem else said)
        answers = f"about {round(minutes * 60 / study.SECONDS_PER_ANSWER)} answers"
        self._say("#minutes-said", answers if minutes else "")
        self._look_ahead()
        problem = day.problem or ("" if minutes else f"minutes: a number from 1 to {MAX_MINUTES}")
        self._say("#problem", problem)
        self.query_one("#problem").set_class(bool(problem), "-problem")

    def _look_ahead(self) -> None:
        """Play the plan through, once nothing has changed for a moment."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._start_outlook)

    def _start_outlook(self) -> None:
        wishes = self._read()
        if wishes is None or wishes.interview is None:
            self._say("#outlook", "")
        else:
            self._say("#outlook", "ready on the day: playing the days through …")
            self._play(wishes)

    @work(thread=True, exclusive=True, group="outlook")
    def _play(self, wishes: study.Wishes) -> None:
        worker = get_current_worker()
        parts = self._parts
        ahead = outlook(parts.collection, parts.store, wishes, parts.now())
        if ahead is not None and not worker.is_cancelled:
            self.app.call_from_thread(self._show_outlook, ahead, wishes.interview)

    def _show_outlook(self, ahead: Readiness, day: date) -> None:
        if not self.is_mounted:
            return
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
        self.query_one("#outlook", Static).update(Content("\n").join(lines))

    def _day(self) -> Day:
        return read_day(self.query_one("#day", Input).value, self._today)

    def _minutes(self) -> int:
        """Minutes a day; 0 if the field holds no number that makes sense."""
        text = self.query_one("#minutes", Input).value.strip()
        minutes = int(text) if text.isdecimal() and len(text) < 6 else 0
        return minutes if minutes <= MAX_MINUTES else 0

    def _say(self, place: str, text: str) -> None:
        self.query_one(place, Static).update(Content(text))

    def _read(self) -> study.Wishes | None:
        """What the fields say; None if one of them is wrong."""
        day, minutes = self._day(), self._minutes()
        if day.problem or not minutes:
            return None
        weights = {**self._other_weights(), **self.query_one(WeightList).weights}
        return study.Wishes(day.day, minutes, weights)

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Keep the plan, or go to what is wrong in it."""
        wishes = self._read()
        if wishes is None:
            self.query_one("#day" if self._day().problem else "#minutes").focus()
            self.app.bell()
            return
        study.keep_wishes(self._parts.store, wishes)
        self.dismiss(True)

    def _other_weights(self) -> dict[str, float]:
        """Weights of topics whose banks are not here today."""
        here = {topic.name for topic in self._parts.collection.topics}
        return {name: weight for name, weight in self._wishes.weights.items() if name not in here}


def _step(weight: float) -> int:
    """The step whose weight is nearest."""
    return min(range(len(WEIGHTS)), key=lambda step: abs(WEIGHTS[step][0] - weight))
