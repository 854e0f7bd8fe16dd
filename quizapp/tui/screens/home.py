"""Where the learner stands: what is due, every topic's state, and one key to start."""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import DataTable, OptionList, Static
from textual.widgets.option_list import Option

from quizapp.core.cards.card import CardId
from quizapp.core.memory.progress import streak
from quizapp.core.memory.readiness import Readiness
from quizapp.core.memory.scheduling import recall
from quizapp.study import today as study
from quizapp.study.today import outlook
from quizapp.tui.drill.starting import start_drill
from quizapp.tui.screens import home_text
from quizapp.tui.screens.help import HelpScreen
from quizapp.tui.services import Parts
from quizapp.tui.widgets.key_bar import KeyBar

_MENU = {
    "drill": ("Drill", ""),
    "mock": ("Mock", "an interview against the clock"),
    "browse": ("Browse", "all cards: search, flag, suspend"),
    "progress": ("Progress", "what you know, and how it grows"),
    "plan": ("Plan", "set the day of your interview"),
}


class Menu(OptionList):
    BINDINGS = [Binding("enter,space", "select", "start"), Binding("j", "cursor_down", show=False),
                Binding("k", "cursor_up", show=False)]  # fmt: skip


class HomeScreen(Screen[None]):
    """The menu starts things; a topic in the table drills just its cards."""

    CSS_PATH = "home.tcss"
    BINDINGS = [
        Binding("t", "topics", "topics"),
        Binding("slash", "browse", "search"),
        Binding("p", "problems", "problems"),
        Binding("question_mark", "help", "help"),
        Binding("q", "app.quit", "quit"),
    ]

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._today = study.Today([], 0, 0, 0)
        self._outlook: Readiness | None = None
        self._streak = 0

    def compose(self) -> ComposeResult:
        yield Static("", id="title", markup=False)
        yield Static("", id="ready")
        yield Menu(*self._options(), id="menu")
        table: DataTable[str] = DataTable(id="topics", cursor_type="row")
        yield table
        yield Static("", id="machine")
        yield KeyBar()

    def on_mount(self) -> None:
        self._draw()
        self.query_one(OptionList).focus()
        self._watch_runner()

    def on_screen_resume(self) -> None:
        if self.is_mounted:
            self._draw()
            self._look_ahead()

    def on_resize(self) -> None:
        self._draw()

    async def take_up(self, different: frozenset[Path]) -> None:
        """Banks changed."""
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self._parts.problems) if action == "problems" else True

    # What it shows

    def _draw(self) -> None:
        parts, now = self._parts, self._parts.now()
        self._today = study.today(parts.collection, parts.store, parts.config, now)
        self._draw_title()
        self._draw_ready()
        menu = self.query_one(OptionList)
        menu.replace_option_prompt("drill", self._prompt("drill"))
        self._draw_topics()
        self.refresh_bindings()

    def _draw_title(self) -> None:
        interview = study.read_wishes(self._parts.store).interview
        said = home_text.interview_line(interview, self._parts.now().astimezone().date())
        width = max(10, self.size.width - 2 - len("quizapp"))
        self.query_one("#title", Static).update(f"quizapp{said:>{width}}")

    def _draw_ready(self) -> None:
        parts, now = self._parts, self._parts.now()
        cards, memories = parts.collection.entries, parts.store.memories()
        fitted = study.fitted(parts.store)
        known = home_text.mean([recall(memories.get(c), now, parameters=fitted) for c in cards])
        seen = sum(card in memories for card in cards)
        text = home_text.ready_line(known, seen, len(cards), self._streak, self._outlook)
        if parts.problems:
            said = f"\n{home_text.plural(len(parts.problems), 'problem')} in the banks: p"
            text = Content.assemble(text, (said, "$text-warning"))
        self.query_one("#ready", Static).update(text)

    def _options(self) -> list[Option]:
        return [Option(self._prompt(name), id=name) for name in _MENU]

    def _prompt(self, name: str) -> Content:
        label, said = _MENU[name]
        if name == "drill":
            said = home_text.drill_line(self._today, len(self._parts.collection.entries))
        return Content.assemble((f" {label:<10}", "bold"), (said, "$foreground 65%"))

    def _draw_topics(self) -> None:
        table, now = self.query_one(DataTable), self._parts.now()
        row, width = table.cursor_row, self.size.width
        memories = self._parts.store.memories()
        ahead = (
            {topic.topic: topic.follow for topic in self._outlook.topics} if self._outlook else {}
        )
        table.clear(columns=True)
        for title, size in home_text.columns(width, bool(ahead)):
            table.add_column(title, width=size)
        for topic in self._parts.collection.topics:
            day = ahead.get(topic.name, 0.0) if ahead else None
            table.add_row(*home_text.topic_row(topic, memories, now, day, width), key=topic.name)
        if table.row_count:
            table.move_cursor(row=min(row, table.row_count - 1))

    @work(exclusive=True, group="outlook")
    async def _look_ahead(self) -> None:
        parts = self._parts
        wishes = study.read_wishes(parts.store)
        now = parts.now()
        ahead = await asyncio.to_thread(outlook, parts.collection, parts.store, wishes, now)
        days = await asyncio.to_thread(_streak, parts)  # it reads the time of every answer
        if (ahead, days) != (self._outlook, self._streak):
            self._outlook, self._streak = ahead, days
            self._draw()

    @work(exclusive=True, group="runner")
    async def _watch_runner(self) -> None:
        runner, machine = self._parts.runner, self.query_one("#machine", Static)
        machine.update(Content(f"runner: {runner.status}"))
        versions, devices = await runner.versions(), await runner.devices()
        await self._parts.learn_protection()
        await runner.wait_ready()
        torch = versions.get("torch", "?")
        machine.update(Content(f"torch {torch} · {', '.join(devices)} · ready"))

    # Keys

    @on(OptionList.OptionSelected, "#menu")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id == "drill":
            self.drill(self._today.queue)
        elif event.option_id is not None:
            self.open_screen(event.option_id)

    @on(DataTable.RowSelected)
    def _topic_chosen(self, event: DataTable.RowSelected) -> None:
        event.stop()
        name, parts = str(event.row_key.value), self._parts
        queue = study.today(parts.collection, parts.store, parts.config, parts.now(), [name]).queue
        if queue:
            self.drill(queue)
            return
        cards = next(topic.cards for topic in parts.collection.topics if topic.name == name)
        self.notify("Nothing is due here: this sitting is practice, the schedule stays.")
        start_drill(self.app, parts, cards)

    def drill(self, queue: Iterable[CardId]) -> None:
        """Start a sitting that counts."""
        if not start_drill(self.app, self._parts, queue, scheduled=True):
            self.notify("Nothing to ask now. Pick a topic to practice it.")

    def open_screen(self, name: str) -> None:
        """Open a screen of the menu by its name."""
        self.app.push_screen(_screen(name, self._parts))

    def action_topics(self) -> None:
        self.query_one(DataTable).focus()

    def action_browse(self) -> None:
        self.open_screen("browse")

    def action_problems(self) -> None:
        shown = "\n".join(str(problem) for problem in self._parts.problems[:8])
        self.notify(shown, timeout=15, markup=False)

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(self, self._parts.protection))


def _streak(parts: Parts) -> int:
    now = parts.now()
    return streak(parts.store.times(), now, now.astimezone().tzinfo)


def _screen(name: str, parts: Parts) -> Screen[Any]:
    """A screen of the menu, its code loaded when it is first opened."""
    match name:
        case "mock":
            from quizapp.tui.mock.mock_setup import MockSetupScreen

            return MockSetupScreen(parts)
        case "browse":
            from quizapp.tui.browse.browse_screen import BrowseScreen

            return BrowseScreen(parts)
        case "progress":
            from quizapp.tui.screens.progress import ProgressScreen

            return ProgressScreen(parts)
        case _:
            from quizapp.tui.screens.plan import PlanScreen

            return PlanScreen(parts)
