"""The first minute: what this is, when the interview is, and ten questions to begin with."""

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Center, Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from quizapp.core.days import describe, distance, read_day
from quizapp.core.memory.placement import COUNT
from quizapp.study.services import Services
from quizapp.study.wishes import NO_MINUTES, Wishes, keep_wishes, read_minutes
from quizapp.tui.drill.starting import start_sitting
from quizapp.tui.keys import Key, KeyedScreen
from quizapp.tui.text import DIM
from quizapp.tui.widgets.fields import Line
from quizapp.tui.widgets.key_bar import KeyBar


class WelcomeScreen(KeyedScreen[bool]):
    """Left with True if the questions were asked for."""

    AUTO_FOCUS = "#day"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]
    DEFAULT_CSS = """
    WelcomeScreen { align: center middle; }
    WelcomeScreen > Center { height: auto; }
    WelcomeScreen Vertical { width: 74; max-width: 100%; height: auto; padding: 0 1; }
    WelcomeScreen #fields { padding: 0; }
    WelcomeScreen Static { height: auto; }
    WelcomeScreen #claim { text-style: bold; color: $text-accent; }
    WelcomeScreen .text { color: $foreground 80%; margin: 1 0 0 0; }
    WelcomeScreen Horizontal { height: auto; margin: 1 0 0 0; }
    WelcomeScreen.-low Horizontal, WelcomeScreen.-low .text { margin: 0; }
    WelcomeScreen.-low #claim { margin: 0 0 1 0; }
    WelcomeScreen.-low #fields { margin: 1 0; }
    WelcomeScreen .label { width: 28; }
    WelcomeScreen Input { width: 15; background: $panel; margin: 0 1 0 0; }
    WelcomeScreen Input:focus { background: $accent 20%; }
    WelcomeScreen .said { width: 1fr; color: $foreground 65%; }
    WelcomeScreen #problem { display: none; color: $text-error; }
    WelcomeScreen #problem.-problem { display: block; }
    """
    KEYS = (
        Key("f5,ctrl+s", "questions", "ten questions", key_display="enter", priority=True,
            help="keep what the fields say, and start with ten questions"),
        Key("escape", "home", "straight to the cards",
            help="keep what the fields say, if it makes sense, and skip the questions"),
        Key("f1", "help", "help"),
    )  # fmt: skip
    BINDINGS = [*KEYS]
    NOTES = (
        "Both fields may stay empty: without a date cards come back as you forget them.",
        "The questions come over topics and levels, harder after an answer that was right and "
        "easier after one that was wrong. What you know already comes later.",
        "All of this can be changed at any time: on the screen Plan.",
    )

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._today: date = services.now().astimezone().date()
        self._day = Line("", placeholder="in 12 days", id="day", compact=True)
        self._minutes = Line("", placeholder="30", id="minutes", compact=True)
        self._day_said = Static("", classes="said")
        self._minutes_said = Static("", classes="said")
        self._problem = Static("", id="problem")

    def compose(self) -> ComposeResult:
        cards = self._services.collection.cards
        tasks = sum(card.judged_by == "checks" for card in cards)
        with Center(), Vertical():
            yield Static("Every answer here is proven by running it.", id="claim")
            yield Static(
                f"You answer, the code runs, you see what is true. {len(cards)} cards for machine "
                f"learning and PyTorch interviews, {tasks} of them code to write. Your answers "
                "stay on this machine; they decide what is asked again, and when.",
                classes="text",
            )
            with Vertical(id="fields"):
                with Horizontal():
                    yield Static("When is your interview?", classes="label")
                    yield self._day
                    yield self._day_said
                with Horizontal():
                    yield Static("How many minutes a day?", classes="label")
                    yield self._minutes
                    yield self._minutes_said
                yield self._problem
            yield Static(
                Content.assemble(
                    f"Next: {COUNT} quick questions to see where you stand, about six minutes; "
                    "then your plan.  ",
                    ("esc skips them", DIM),
                ),
                classes="text",
            )
        yield KeyBar()

    def on_mount(self) -> None:
        self._check()

    @on(Input.Changed)
    def _check(self) -> None:
        """How what was typed is understood, or in one line what is wrong with it."""
        found, minutes = read_day(self._day.value, self._today), self._read_minutes()
        said = "" if self._day.value.strip() else "no date yet: leave it empty"
        if found.day is not None:
            said = f"{describe(found.day)}, {distance(found.day, self._today)}"
        self._day_said.update(Content("" if found.problem else said))
        answers = Wishes(minutes=minutes).answers_a_day if minutes else 0
        self._minutes_said.update(Content(f"about {answers} answers" if minutes else ""))
        problem = found.problem or ("" if minutes else NO_MINUTES)
        self._problem.update(Content(problem))
        self._problem.set_class(bool(problem), "-problem")

    def _read_minutes(self) -> int:
        """0 if the field holds no number that makes sense; the usual ones if it is empty."""
        text = self._minutes.value
        return read_minutes(text) if text.strip() else Wishes().minutes

    def _keep(self) -> bool:
        """Keep what the fields say; False, with the focus there, if one of them is wrong."""
        found, minutes = read_day(self._day.value, self._today), self._read_minutes()
        if found.problem or not minutes:
            self.set_focus(self._day if found.problem else self._minutes)
            self.app.bell()
            return False
        store = self._services.store
        keep_wishes(store, Wishes(), Wishes(found.day, minutes))
        store.set("welcomed", True)
        return True

    @on(Input.Submitted)
    def action_questions(self) -> None:
        if self.is_active and self._keep():
            self.leave(True)

    def action_home(self) -> None:
        if self.is_active:
            if not self._keep():
                self._services.store.set("welcomed", True)
            self.leave(False)


def start_placement(screen: KeyedScreen[None], services: Services) -> bool:
    """Ask the ten questions, and show the plan that comes of them; False if there is no card."""

    def plan(_: object) -> None:
        from quizapp.tui.screens.plan import PlanScreen

        if services.wishes.interview is not None and services.store.review_count():
            screen.app.push_screen(PlanScreen(services))

    return start_sitting(screen.app, services, services.placement(), plan)
