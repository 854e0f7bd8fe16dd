"""Before a mock interview: how long, how hard, about what; and how earlier ones went."""

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, SelectionList, Static
from textual.widgets.option_list import Option
from textual.widgets.selection_list import Selection

from quizapp.core.cards.card import Level
from quizapp.core.mock.mock import Question
from quizapp.core.mock.scorecard import Scorecard
from quizapp.core.wording import plural
from quizapp.study.bench import NOT_ALLOWED
from quizapp.study.interview import Pool, Settings, begin, drop, plan, pool
from quizapp.study.interview_record import open_mock, scorecards, when_text
from quizapp.study.services import Services
from quizapp.tui.keys import Key, KeyedScreen, or_say
from quizapp.tui.mock.mock_screen import MockScreen
from quizapp.tui.mock.scorecard_screen import ScorecardScreen
from quizapp.tui.screens.ask import AskScreen
from quizapp.tui.text import DIM, block_bar
from quizapp.tui.widgets.charts import sparkline
from quizapp.tui.widgets.choice_rows import ChoiceRow, ChoiceRows
from quizapp.tui.widgets.key_bar import KeyBar

_MINUTES = (15, 30, 45)
_COUNTS = (5, 10, 15, 20, 30)
_LEVELS: tuple[Level, ...] = ("junior", "mid", "senior")
_OPEN = {"g": "go on with the open one", "y": "drop it and start anew", "n": "neither"}


class Topics(SelectionList[str]):
    """The topics to be asked about, all of them at first."""

    BINDINGS = [
        Binding("space", "select", "topic on or off"),
        Binding("a", "all", "all topics"),
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]

    def action_all(self) -> None:
        """All of them, or none if all are chosen."""
        if len(self.selected) == self.option_count:
            self.deselect_all()
        else:
            self.select_all()


class MockSetupScreen(KeyedScreen[None]):
    """Enter starts, or opens the earlier interview that is marked. What is begun is what the
    screen has planned."""

    AUTO_FOCUS = "ChoiceRows"
    CSS_PATH = "mock_setup.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]
    KEYS = (
        Key(
            "enter",
            "start",
            "start",
            priority=True,
            help="start what is chosen, or open the earlier interview that is marked",
        ),
        Key("r", "resume", "go on with the open one", when=lambda s: s.open is not None),
        Key("tab", "app.focus_next", "next field"),
        Key("question_mark", "help", "help"),
        Key("q,escape", "leave", "back", key_display="q"),
    )
    BINDINGS = [*KEYS]
    NOTES = (
        "← and → change a setting; space takes a topic in or out, a all of them.",
        "With a level, cards of it and of the one below are asked.",
        "The schedule stays as it is, unless every answer is to count.",
    )

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.open = open_mock(services.store)
        self._pool: Pool | None = None
        self._seed = 0
        self._questions: list[Question] = []
        lengths = [f"{minutes} minutes" for minutes in _MINUTES]
        lengths += [f"{count} questions, no clock" for count in _COUNTS]
        self._length = ChoiceRow("length", lengths, at=1)
        self._level = ChoiceRow("level", ["any", *_LEVELS])
        self._counts = ChoiceRow("schedule", ["stays as it is", "every answer counts"])
        self._resume = Static("", id="resume")
        self._how_many = Static("", id="size")
        self._topics = Topics(
            *(
                Selection(f"{one.title}  ({one.cards})", one.topic, True)
                for one in services.standing().topics
            ),
            compact=True,
        )
        self._earlier = Static("", classes="label", id="earlier")
        self._history = OptionList(id="history", compact=True)

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("Mock interview", "bold $text-accent"), id="title")
        with VerticalScroll(id="body", can_focus=False):
            yield self._resume
            yield ChoiceRows([self._length, self._level, self._counts])
            yield self._how_many
            yield Static("topics", classes="label")
            yield self._topics
            yield self._earlier
            yield self._history
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Opened, or come back to: other questions than the last time."""
        self.open = open_mock(self._services.store)
        self._seed = self._services.luck.getrandbits(32)
        self._draw_open()
        self._draw_history()
        self._draw_size()
        self._look()

    @work(exclusive=True)
    async def _look(self) -> None:
        """Which cards can be asked, once it is known what runs here."""
        await self._services.bench.learn()
        if self.still_here:
            self._pool = pool(self._services)
            self._draw_size()

    def _draw_open(self) -> None:
        self._resume.set_class(self.open is not None, "-open")
        if self.open is not None:
            self._resume.update(Content(f"{self.open.how_far} r goes on with it."))
        self.refresh_bindings()

    def _draw_history(self) -> None:
        found = scorecards(self._services)
        scores = [one.score for one in found if one.score is not None][-24:]
        curve = (f"  {sparkline(scores, high=1.0)}", "$accent") if len(scores) > 1 else ""
        self._earlier.update(Content.assemble("earlier interviews", curve))
        self._history.clear_options()
        self._history.add_options([Option(history_line(one), one.mock) for one in reversed(found)])
        self._history.display = self._earlier.display = bool(found)

    @on(ChoiceRows.Changed)
    @on(SelectionList.SelectedChanged)
    def _draw_size(self) -> None:
        if self._pool is None:
            self._how_many.update(Content("Looking at what can be asked here …"))
            return
        settings = self.settings
        self._questions = plan(self._pool, settings, self._seed)
        found = len(self._questions)
        left_out = self._pool.left_out(settings.topics)
        none = "no question fits" if left_out else "no question fits: choose more topics"
        lines = [plural(found, "question") if found else none]
        for reason, count in left_out.items():
            it = "it" if count == 1 else "each"
            are = "is" if count == 1 else "are"
            how = "; drill one of them, and y allows it" if reason == NOT_ALLOWED else ""
            lines.append(f"{plural(count, 'card')} {are} left out: {it} {reason}{how}.")
        self._how_many.update(Content("\n").join(map(Content, lines)))

    @property
    def settings(self) -> Settings:
        """What is chosen now."""
        at = self._length.at
        timed = at < len(_MINUTES)
        return Settings(
            minutes=_MINUTES[at] if timed else None,
            number=None if timed else _COUNTS[at - len(_MINUTES)],
            level=_LEVELS[self._level.at - 1] if self._level.at else None,
            topics=tuple(self._topics.selected),
            counts=self._counts.at == 1,
        )

    def action_start(self) -> None:
        if not self.is_active:
            return
        self.open = open_mock(self._services.store)  # another window may have gone on with it
        self._draw_open()
        if self.focused is self._history:
            self._open_marked()
        elif not self._questions:
            self.app.bell()
        elif self.open is not None:
            question = f"{self.open.how_far} Only one is kept open."
            answer = or_say(self.app, self._start_as)
            self.app.push_screen(AskScreen(question, _OPEN), answer)
        else:
            self._begin()

    def _open_marked(self) -> None:
        at = self._history.highlighted
        chosen = None if at is None else self._history.get_option_at_index(at).id
        if chosen is not None:
            self.app.push_screen(ScorecardScreen(self._services, chosen))

    def _start_as(self, chosen: str | None) -> None:
        if chosen == "g":
            self.action_resume()
        elif chosen == "y" and self.is_active and self.open is not None:
            if drop(self._services, self.open):
                self._begin()
            else:
                self.notify("Not dropped: another window has gone on with it.", severity="warning")
                self.on_screen_resume()

    def _begin(self) -> None:
        state = begin(self._services, self.settings, self._questions)
        self.app.push_screen(MockScreen(self._services, state))

    def action_resume(self) -> None:
        if not self.is_active:
            return
        self.open = open_mock(self._services.store)  # another window may have gone on with it
        self._draw_open()
        if self.open is not None:
            self.app.push_screen(MockScreen(self._services, self.open))
        else:
            self.notify("It is open no more: another window ended it.", severity="warning")
            self.on_screen_resume()


def history_line(card: Scorecard) -> Content:
    """One earlier interview in a line."""
    change = "" if card.change is None else f"{card.change * 100:+.0f} points"
    score = "–" if card.score is None else f"{card.score:.0%}"
    return Content.assemble(
        f"{when_text(card.started):<17}",
        (f"{score:>5}", "bold"),
        f"  {block_bar(card.score or 0.0, 10)}  ",
        (f"{card.answered} of {card.questions} answered  {change}", DIM),
    )
