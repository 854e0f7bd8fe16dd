"""Before a mock interview: how long, how hard, about what; and how earlier ones went."""

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, SelectionList, Static
from textual.widgets.option_list import Option
from textual.widgets.selection_list import Selection

from quizapp.core.cards.card import Level
from quizapp.core.mock.scorecard import Scorecard
from quizapp.study.interview import Settings, begin, plan
from quizapp.study.interview_record import open_mock, scorecards, when_text
from quizapp.tui.mock.mock_screen import MockScreen
from quizapp.tui.mock.scorecard_screen import ScorecardScreen
from quizapp.tui.screens.ask import AskScreen
from quizapp.tui.screens.help import HelpScreen
from quizapp.tui.services import Parts
from quizapp.tui.widgets.charts import block_bar
from quizapp.tui.widgets.choice_rows import ChoiceRow, ChoiceRows
from quizapp.tui.widgets.key_bar import KeyBar

_MINUTES = (15, 30, 45)
_COUNTS = (5, 10, 15, 20, 30)
_LEVELS: tuple[Level, ...] = ("junior", "mid", "senior")


class Topics(SelectionList[str]):
    """The topics to be asked about, all of them at first."""

    BINDINGS = [
        Binding("space", "select", "topic on or off"),
        Binding("a", "all", "all topics"),
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]

    def action_all(self) -> None:
        if len(self.selected) == self.option_count:
            self.deselect_all()
        else:
            self.select_all()


class MockSetupScreen(Screen[None]):
    """Enter starts, or opens the earlier interview that is marked."""

    AUTO_FOCUS = "ChoiceRows"
    CSS_PATH = "mock_setup.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]
    BINDINGS = [
        Binding("enter", "start", "start", priority=True),
        Binding("r", "resume", "go on with the open one"),
        Binding("tab", "app.focus_next", "next field"),
        Binding("question_mark", "help", "help"),
        Binding("q,escape", "dismiss", "back", key_display="q"),
    ]

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._open = open_mock(parts.store)
        lengths = [f"{minutes} minutes" for minutes in _MINUTES]
        lengths += [f"{count} questions, no clock" for count in _COUNTS]
        self._length = ChoiceRow("length", lengths, at=1)
        self._level = ChoiceRow("level", ["any", *_LEVELS])
        self._counts = ChoiceRow("schedule", ["stays as it is", "every answer counts"])

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("Mock interview", "bold $text-accent"), id="title")
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="resume")
            yield ChoiceRows([self._length, self._level, self._counts])
            yield Static("", id="size")
            yield Static("topics", classes="label")
            yield Topics(
                *(
                    Selection(f"{topic.title}  ({len(topic.cards)})", topic.name, True)
                    for topic in self._parts.collection.topics
                ),
                compact=True,
            )
            yield Static("earlier interviews", classes="label", id="earlier")
            yield OptionList(id="history", compact=True)
        yield KeyBar()

    def on_mount(self) -> None:
        self._draw()

    def on_screen_resume(self) -> None:
        if self.is_mounted:
            self._open = open_mock(self._parts.store)
            self._draw()

    def _draw(self) -> None:
        self._draw_open()
        self._draw_size()
        history = self.query_one("#history", OptionList)
        history.clear_options()
        found = scorecards(self._parts)
        history.add_options([Option(history_line(one), id=one.mock) for one in reversed(found)])
        history.display = self.query_one("#earlier").display = history.option_count > 0
        self.refresh_bindings()

    def _draw_open(self) -> None:
        notice = self.query_one("#resume", Static)
        notice.set_class(self._open is not None, "-open")
        if self._open is not None:
            notice.update(Content(f"{self._open.standing} r goes on with it."))

    @on(ChoiceRows.Changed)
    @on(SelectionList.SelectedChanged)
    def _draw_size(self) -> None:
        found = plan(self._parts, self.settings)
        text = f"{len(found)} questions" if found else "no question fits: choose more topics"
        self.query_one("#size", Static).update(Content(text))
        self.refresh_bindings()

    @property
    def settings(self) -> Settings:
        """What is chosen now."""
        at = self._length.at
        timed = at < len(_MINUTES)
        return Settings(
            minutes=_MINUTES[at] if timed else None,
            number=None if timed else _COUNTS[at - len(_MINUTES)],
            level=_LEVELS[self._level.at - 1] if self._level.at else None,
            topics=tuple(self.query_one(Topics).selected),
            counts=self._counts.at == 1,
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._open is not None if action == "resume" else True

    def action_start(self) -> None:
        history = self.query_one("#history", OptionList)
        if self.focused is history and history.highlighted is not None:
            chosen = history.get_option_at_index(history.highlighted).id
            if chosen is not None:
                self.app.push_screen(ScorecardScreen(self._parts, chosen))
        elif not plan(self._parts, self.settings):
            self.app.bell()
        else:
            self._begin()

    @work
    async def _begin(self) -> None:
        if self._open is not None:
            answers = {
                "g": "go on with the open one",
                "y": "drop it and start anew",
                "n": "neither",
            }
            question = f"{self._open.standing} Only one is kept open."
            chosen = await self.app.push_screen_wait(AskScreen(question, answers))
            if chosen == "g":
                self.action_resume()
            if chosen != "y":
                return
            self._parts.store.delete_mock(self._open.id)
        self.app.push_screen(MockScreen(self._parts, begin(self._parts, self.settings)))

    def action_resume(self) -> None:
        if self._open is not None:
            self.app.push_screen(MockScreen(self._parts, self._open))

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(self))


def history_line(card: Scorecard) -> Content:
    """One earlier interview in a line."""
    change = "" if card.change is None else f"{card.change * 100:+.0f} points"
    return Content.assemble(
        f"{when_text(card.started):<17}",
        (f"{card.score:>5.0%}", "bold"),
        f"  {block_bar(card.score, 10)}  ",
        (f"{card.answered} of {card.questions} answered  {change}", "$foreground 65%"),
    )
