"""Before a mock interview: how long, how hard, about what; and how earlier ones went."""

from collections.abc import Iterator

from rich.segment import Segment
from rich.style import Style
from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.strip import Strip
from textual.widgets import OptionList, SelectionList, Static
from textual.widgets.option_list import Option
from textual.widgets.selection_list import Selection

from quizapp.core.cards.card import Level
from quizapp.core.mock.mix import mix
from quizapp.core.mock.mock import Question
from quizapp.core.mock.trend import by_topic
from quizapp.study.interview import Pool, Settings, begin, drop, plan, pool
from quizapp.study.interview_record import open_mock, scorecards
from quizapp.study.services import Services
from quizapp.tui.keys import Key, KeyedScreen, or_say
from quizapp.tui.mock import setup_text
from quizapp.tui.mock.mock_screen import MockScreen
from quizapp.tui.mock.scorecard_screen import ScorecardScreen
from quizapp.tui.mock.scorecard_text import SCORING, history_line
from quizapp.tui.screens.ask import AskScreen
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
        Key("space", "select", "on/off", help="take the topic in or out"),
        Key("j", "cursor_down", show=False),
        Key("k", "cursor_up", show=False),
    ]

    def render_line(self, y: int) -> Strip:
        """With a sign before each: Textual's own tells what is chosen by color alone."""
        strip = super().render_line(y)
        row = self.scroll_offset.y + y
        if row >= self.option_count:
            return strip
        button, _, _, space, *line = strip
        chosen = self.get_option_at_index(row).value in self.selected
        sign = Segment(f" {'☑' if chosen else '☐'} ", (space.style or Style()) + _clicks(button))
        return Strip([sign, space, *line])

    def all_or_none(self) -> None:
        """All of them, or none if all are chosen."""
        if len(self.selected) == self.option_count:
            self.deselect_all()
        else:
            self.select_all()


def _clicks(segment: Segment) -> Style:
    """What a click on a segment means, without its looks."""
    return Style(meta=segment.style.meta if segment.style is not None else {})


class MockSetupScreen(KeyedScreen[None]):
    """Enter starts, or opens the earlier interview that is marked. What is begun is what the
    screen has planned. With `go_on` an interview that is open goes on at once, and leaving it leads
    here."""

    AUTO_FOCUS = "ChoiceRows"
    CSS_PATH = "mock_setup.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high"), (48, "-tall")]
    KEYS = (
        Key(
            "enter",
            "start",
            "start",
            priority=True,
            when=lambda s: not s.in_history and s.can_start,
            help="start what is chosen",
        ),
        Key(
            "enter",
            "open_marked",
            "open",
            priority=True,
            when=lambda s: s.in_history,
            help="open the earlier interview that is marked",
        ),
        Key(
            "r",
            "resume",
            "go on",
            when=lambda s: s.open is not None,
            help="go on with the open interview",
        ),
        Key("a", "all", "all or none", help="all topics, or none of them"),
        Key("tab", "app.focus_next", "next", help="go to the next field"),
        Key("question_mark,f1", "help", "help"),
        Key("q,escape", "leave", "back", key_display="q"),
    )
    BINDINGS = [*KEYS]
    NOTES = (
        "← and → change a setting; space takes a topic in or out, a all of them or none.",
        "**What is asked**: a mix of kinds as in a real interview, spread over the topics: first "
        "questions to talk about, then code to read (what does it print, where is the bug), at the "
        "end code to write. With a level, cards of it and of the one below are asked.",
        "**How long**: a talk is meant to take 3 minutes, code to read 2 or 3, code to write 7. "
        "When the time is up, what stands in the field still counts.",
        SCORING,
        "Answers to code are run, and what a run cannot judge is left out; talks you tick yourself "
        "when all is asked. Nothing tells you how it goes before that.",
        "The schedule stays as it is, unless every answer is to count.",
        "The small curves are a topic's scores in the interviews so far, the latest last.",
    )

    def __init__(self, services: Services, *, go_on: bool = False) -> None:
        super().__init__()
        self._services = services
        self._go_on = go_on
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
        self._topics = Topics(compact=True)
        self._scoring = Static(setup_text.SCORING, id="scoring", markup=False)
        self._earlier = Static("", classes="label", id="earlier")
        self._history = OptionList(id="history", compact=True)

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("Mock interview", "bold $text-accent"), id="title")
        with VerticalScroll(id="body", can_focus=False):
            yield self._resume
            yield ChoiceRows([self._length, self._level, self._counts])
            yield self._how_many
            yield self._scoring
            yield Static("topics", classes="label")
            yield self._topics
            yield self._earlier
            yield self._history
        yield KeyBar()

    def _selections(self) -> Iterator[Selection[str]]:
        topics = self._services.standing().topics
        trends = by_topic(scorecards(self._services))
        width = setup_text.topic_width(topics, self.app.size.width)
        for one in topics:
            line = setup_text.topic_line(one, trends.get(one.topic, ()), width)
            yield Selection(line, one.topic, True)

    def on_mount(self) -> None:
        self._topics.add_options(self._selections())
        self._topics.action_first()

    def on_screen_resume(self) -> None:
        """Opened, or come back to: other questions than the last time."""
        self.open = open_mock(self._services.store)
        self._seed = self._services.luck.getrandbits(32)
        self._draw_open()
        self._draw_history()
        self._draw_size()
        self._look()
        if self._go_on and self.open is not None:
            self.action_resume()
        self._go_on = False

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
        at = self._history.highlighted
        self._history.clear_options()
        self._history.add_options([Option(history_line(one), one.mock) for one in reversed(found)])
        self._history.highlighted = at
        self._history.display = self._earlier.display = bool(found)

    @on(ChoiceRows.Changed)
    @on(SelectionList.SelectedChanged)
    def _draw_size(self) -> None:
        if self._pool is None:
            self._how_many.update(Content("Looking at what can be asked here …"))
            return
        settings = self.settings
        asked = self._questions = plan(self._pool, settings, self._seed)
        self.refresh_bindings()
        mixed = mix(asked, {card.id: card for card in self._pool.cards})
        left_out = self._pool.left_out(settings.topics)
        said = setup_text.size(len(asked), mixed, settings, left_out)
        self._how_many.update(Content("\n").join(said))

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

    def action_all(self) -> None:
        self._topics.all_or_none()

    def action_start(self) -> None:
        if not self.is_active:
            return
        self.open = open_mock(self._services.store)  # another window may have gone on with it
        self._draw_open()
        if not self._questions:
            self.app.bell()
        elif self.open is not None:
            question = f"{self.open.how_far} Only one is kept open."
            answer = or_say(self.app, self._start_as)
            self.app.push_screen(AskScreen(question, _OPEN), answer)
        else:
            self._begin()

    @property
    def can_start(self) -> bool:
        """Whether there is something to ask: what can be asked here is looked at first."""
        return bool(self._questions)

    @property
    def in_history(self) -> bool:
        """Whether the keys are those of the list of earlier interviews."""
        return self.focused is self._history

    def on_descendant_focus(self) -> None:
        if self.in_history and self._history.highlighted is None:
            self._history.action_first()
        self.refresh_bindings()

    def action_open_marked(self) -> None:
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
