"""Where the learner stands: what is due, every topic's state, and one key to start."""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult, SystemCommand
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import DataTable, OptionList, Static
from textual.widgets.option_list import Option

from quizapp.core.cards.card import LEVELS, CardId
from quizapp.core.cards.kinds import kinds
from quizapp.core.memory.progress import streak
from quizapp.core.memory.readiness import Readiness
from quizapp.core.memory.review import CardState
from quizapp.core.printable import printable
from quizapp.errors import RunnerError, StoreError
from quizapp.study.finding import found, to_drill
from quizapp.study.interview_record import InterviewState, open_mock
from quizapp.study.services import Services
from quizapp.study.standing import Standing
from quizapp.study.today import Today
from quizapp.tui.drill.starting import start_drill
from quizapp.tui.keys import Key, KeyedScreen
from quizapp.tui.screens import home_text
from quizapp.tui.text import DIM
from quizapp.tui.widgets.key_bar import KeyBar
from quizapp.tui.widgets.options import Options

_MENU = {
    "drill": ("Drill", ""),
    "mock": ("Mock", "an interview against the clock"),
    "browse": ("Browse", "all cards: search, read, put away"),
    "progress": ("Progress", "what you know, and how it grows"),
    "plan": ("Plan", "set the day of your interview"),
}
_SOME_CARDS = (
    ("Drill the missed", "is:missed"),
    ("Drill the flagged", "is:flagged"),
    *((f"Drill cards of kind {kind}", f"kind:{kind}") for kind in kinds()),
    *((f"Drill {level} cards", f"level:{level}") for level in LEVELS),
)
_PLACEMENT = "placement"
_MINUTE = 60.0
_LOOK_SECONDS = 2.0


class Menu(Options):
    BINDINGS = [Key("enter,space", "select", "start", help="start what is marked")]

    class Below(Message):
        """The cursor went on below the last line."""

    def action_cursor_down(self) -> None:
        if self.highlighted == self.option_count - 1:
            self.post_message(self.Below())
        else:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        if self.highlighted:
            super().action_cursor_up()


class Topics(DataTable[Text]):
    BINDINGS = [
        Key("enter,space", "select_cursor", "drill topic",
            help="drill the marked topic's cards, and no others"),
        Key("j", "cursor_down", show=False),
        Key("k", "cursor_up", show=False),
        Key("home", "scroll_top", show=False),
        Key("end", "scroll_bottom", show=False),
    ]  # fmt: skip

    class Above(Message):
        """The cursor went on above the first row."""

    def action_cursor_up(self) -> None:
        if self.cursor_row <= 0:
            self.post_message(self.Above())
        else:
            super().action_cursor_up()


class HomeScreen(KeyedScreen[None]):
    """The menu starts things; a topic in the table drills just its cards."""

    AUTO_FOCUS = ""
    CSS_PATH = "home.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]
    KEYS = (
        Key("t", "topics", "topics", when=lambda s: not s.in_topics, help="go to the topics"),
        Key("escape", "menu", "menu", when=lambda s: s.in_topics, help="go back to the menu"),
        Key("slash", "search", "search", help="search all cards"),
        Key("1", "start", "drill", show=False, help="drill: what is to be asked now"),
        Key("2", "open('mock')", "mock", show=False, help="mock: an interview against the clock"),
        Key("3", "open('browse')", "browse", show=False, help="browse: all cards"),
        Key("4", "open('progress')", "progress", show=False, help="progress: how it grows"),
        Key("5", "open('plan')", "plan", show=False,
            help="plan: the day of your interview, minutes a day, weights of topics"),
        Key("p", "problems", "problems", when=lambda s: s.has_problems,
            help="what is wrong in the banks; such cards are left out"),
        Key("question_mark,f1", "help", "help", help="these keys, and what the words mean"),
        Key("q", "quit", "quit", help="leave quizapp; every answer is kept"),
    )  # fmt: skip
    BINDINGS = [*KEYS]
    NOTES = home_text.MEANINGS

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._standing: Standing | None = None
        self._today = Today([], 0, 0, 0)
        self._ahead: Readiness | None = None
        self._streak = 0
        self._paused: InterviewState | None = None  # the interview that is open
        self._placed = 0  # answers of a placement that is open
        self._playing = asyncio.Lock()
        self._version = 0  # of what is kept, when it was looked at last
        self._drawn: tuple[object, ...] = ()  # what the table shows
        self._depends: tuple[object, ...] = ()  # what the look ahead was made of
        self._title = Static("", id="title", markup=False)
        self._ready = Static("", id="ready")
        self._menu = Menu(*(Option(self._prompt(name), id=name) for name in _MENU), id="menu")
        self._topics = Topics(id="topics", cursor_type="row")
        self._machine = Static("", id="machine", markup=False)

    def compose(self) -> ComposeResult:
        yield self._title
        yield self._ready
        yield self._menu
        yield self._topics
        yield self._machine
        yield KeyBar()

    def on_mount(self) -> None:
        self.set_focus(self._menu)
        self.set_interval(_MINUTE, self._tick)
        self.set_interval(_LOOK_SECONDS, self._look_again)
        self._watch_runner()

    def on_screen_resume(self) -> None:
        self._take_stock()
        self._look_ahead()

    def on_resize(self) -> None:
        self._draw()

    async def take_up(self, different: frozenset[Path]) -> None:
        """Banks changed."""
        self._take_stock()
        self._look_ahead()

    @property
    def in_topics(self) -> bool:
        return self.focused is self._topics

    @property
    def has_problems(self) -> bool:
        return bool(self._services.problems)

    # What it shows

    def _tick(self) -> None:
        """Cards fall due while the screen stands open, and the day may end."""
        if self.is_active:
            self._take_stock()
            self._look_ahead()

    def _look_again(self) -> None:
        """Another program may have changed what is kept: a command, or a second window."""
        with suppress(StoreError):  # the next look will tell
            version = self._services.store.version
            if version != self._version:
                self._tick()
                self._version = version

    def _take_stock(self) -> None:
        if self.still_here:
            self._standing = self._services.standing()
            self._today = self._services.today()
            self._paused = open_mock(self._services.store)
            self._placed = self._services.placement_open()
            self._offer_placement()
            self._draw()

    def _offer_placement(self) -> None:
        """A line of the menu, as long as a placement is open."""
        offered = self._menu.option_count > len(_MENU)
        if self._placed and not offered:
            self._menu.add_option(Option(self._prompt(_PLACEMENT), id=_PLACEMENT))
        elif offered and not self._placed:
            self._menu.remove_option(_PLACEMENT)
        elif offered:
            self._menu.replace_option_prompt(_PLACEMENT, self._prompt(_PLACEMENT))

    def _draw(self) -> None:
        stands = self._standing
        if stands is None or not self.still_here:
            return
        width, said = self.size.width, self._dated
        self._title.update(f"quizapp{said:>{max(10, width - 2 - len('quizapp'))}}")
        ready = home_text.Ready(
            stands, bool(said), self._ahead, self._streak, len(self._services.problems)
        )
        self._ready.update(home_text.ready_text(ready, width - 4))
        for name in ("drill", "mock", "plan"):
            self._menu.replace_option_prompt(name, self._prompt(name))
        self._draw_topics(stands, bool(said), width)
        self.refresh_bindings()

    @property
    def _dated(self) -> str:
        """When the interview is to come; empty if none is."""
        today = self._services.now().astimezone().date()
        interview = None if self._standing is None else self._standing.interview
        return home_text.interview_line(interview, today)

    def _prompt(self, name: str) -> Content:
        label, said = _MENU.get(name, ("Placement", ""))
        style = DIM
        if name == "drill":
            cards = self._standing.cards if self._standing is not None else 0
            said = home_text.drill_line(self._today, cards)
        elif name == "mock" and self._paused is not None:
            said, style = home_text.paused_line(self._paused), "$text-warning"
        elif name == "plan" and self._dated:
            said = "day by day until your interview"
        elif name == _PLACEMENT:
            said, style = home_text.placement_line(self._placed), "$text-warning"
        return Content.assemble((f" {label:<10}", "bold"), (said, style))

    def _draw_topics(self, stands: Standing, dated: bool, width: int) -> None:
        days = {topic.topic: topic.follow for topic in self._ahead.topics} if self._ahead else {}
        shown = (stands.topics, dated, days, width)
        if shown == self._drawn:
            return  # the cursor and the scrolled rows stay as they are
        self._drawn = shown
        table, row, scrolled = self._topics, self._topics.cursor_row, self._topics.scroll_y
        table.clear(columns=True)
        for title, size in home_text.columns(width, dated):
            table.add_column(title, width=size)
        for topic in stands.topics:
            day = days.get(topic.topic)
            table.add_row(*home_text.topic_row(topic, day, dated, width), key=topic.topic)
        if table.row_count:
            table.move_cursor(row=min(max(0, row), table.row_count - 1), scroll=False)
            table.call_after_refresh(table.scroll_to, y=scrolled, animate=False)

    def _look_ahead(self) -> None:
        """Play the days through, unless nothing has changed that they depend on: with a day that is
        months away, that takes seconds."""
        services, stands = self._services, self._standing
        if stands is None or not self.still_here:
            return
        store, day = services.store, services.model.days.day(services.now())
        depends = (
            *(day, services.wishes, store.states(), store.get("parameters")),
            *(store.review_count(), stands.seen, stands.cards),
        )
        if depends != self._depends:
            self._depends = depends
            self._play()

    @work(group="outlook")
    async def _play(self) -> None:
        """One at a time: a thread cannot be stopped."""
        depends = self._depends
        async with self._playing:
            if not self.still_here or depends != self._depends:
                return  # a later one will
            try:
                ahead = await asyncio.to_thread(self._services.outlook)
                days = await asyncio.to_thread(_streak, self._services)  # of every answer's time
            except StoreError:
                self._depends, self._version = (), 0  # the next look tries again
                return
        if self.still_here and (ahead, days) != (self._ahead, self._streak):
            self._ahead, self._streak = ahead, days
            self._draw()

    @work(exclusive=True, group="runner")
    async def _watch_runner(self) -> None:
        runner, bench = self._services.runner, self._services.bench
        self._machine.update(f"runner: {runner.status}")
        try:
            versions = await runner.versions()
            await bench.learn()
            await runner.wait_ready()
        except RunnerError as error:
            if not runner.place:
                raise
            self._machine.update(printable(str(error)))  # the next run looks again
            return
        if self.still_here:
            torch, devices = versions.get("torch"), ", ".join(bench.devices)
            ready = f"torch {torch} · {devices} · ready"
            self._machine.update("no torch: see `quizapp doctor`" if torch is None else ready)

    # Keys

    @on(OptionList.OptionSelected, "#menu")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id == "drill":
            self.action_start()
        elif event.option_id == _PLACEMENT:
            self._place()
        elif event.option_id is not None:
            self.open_screen(event.option_id)

    @on(DataTable.RowSelected)
    def _topic_chosen(self, event: DataTable.RowSelected) -> None:
        event.stop()
        services, name = self._services, str(event.row_key.value)
        queue = services.today([name]).queue
        if queue or not self.is_active:
            self.drill(queue)
            return
        states = services.store.states()
        cards = [
            card
            for topic in services.collection.topics
            for card in topic.cards
            if topic.name == name and not states.get(card, CardState()).suspended
        ]
        if start_drill(self.app, services, cards):
            self.notify("Nothing is due here: this sitting is practice, the schedule stays.")
        else:
            self.notify("All cards of this topic are suspended.")

    def drill(self, queue: Iterable[CardId]) -> None:
        """Start a sitting that counts."""
        if self.is_active and not start_drill(self.app, self._services, queue, scheduled=True):
            self.notify("Nothing to ask now. Pick a topic to practice it.")

    def welcome(self) -> None:
        """The first minute of a newcomer."""
        from quizapp.tui.screens.welcome import WelcomeScreen

        def go_on(asked: bool | None) -> None:
            if asked:
                self._place()

        self.app.push_screen(WelcomeScreen(self._services), go_on)

    def _place(self) -> None:
        from quizapp.tui.screens.welcome import start_placement

        if self.is_active and not start_placement(self, self._services):
            self.notify("No card can be asked: all are suspended.")

    def commands(self) -> Iterator[SystemCommand]:
        yield from super().commands()
        meaning = "questions over topics and levels, which show where each topic is to begin"
        yield SystemCommand(home_text.placement_title(self._placed), meaning, self._place)
        for title, query in _SOME_CARDS:
            meaning = f"only these, due or not: what Browse finds by {query}"
            yield SystemCommand(title, meaning, partial(self._drill_some, query))

    def _drill_some(self, query: str) -> None:
        cards, _ = found(self._services, query)
        if not cards:
            self.notify("No card is one of these.")
        else:
            self.drill(to_drill(self._services, cards))

    def open_screen(self, name: str, *, finding: bool = False) -> None:
        """Open a screen of the menu by its name; with `finding`, in its search field."""
        if self.is_active:
            self.app.push_screen(_screen(name, self._services, finding))

    @on(Menu.Below)
    def action_topics(self) -> None:
        if self._topics.row_count:
            self.set_focus(self._topics)

    @on(Topics.Above)
    def action_menu(self) -> None:
        self.set_focus(self._menu)

    def action_start(self) -> None:
        self.drill(self._services.today().queue)

    def action_open(self, name: str) -> None:
        self.open_screen(name)

    def action_search(self) -> None:
        self.open_screen("browse", finding=True)

    def action_problems(self) -> None:
        shown = "\n".join(str(problem) for problem in self._services.problems[:8])
        self.notify(shown, timeout=15, markup=False)

    async def action_quit(self) -> None:
        await self.app.action_quit()


def _streak(services: Services) -> int:
    return streak(services.store.times(), services.now(), services.model.days)


def _screen(name: str, services: Services, finding: bool) -> Screen[Any]:
    """A screen of the menu, its code loaded when it is first opened."""
    match name:
        case "mock":
            from quizapp.tui.mock.mock_setup import MockSetupScreen

            return MockSetupScreen(services, go_on=True)
        case "browse":
            from quizapp.tui.browse.browse_screen import BrowseScreen

            return BrowseScreen(services, finding=finding)
        case "progress":
            from quizapp.tui.screens.progress import ProgressScreen

            return ProgressScreen(services)
        case _:
            from quizapp.tui.screens.plan import PlanScreen

            return PlanScreen(services)
