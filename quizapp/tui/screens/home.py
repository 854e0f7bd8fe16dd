"""Where the learner stands: what is due, every topic's state, and one key to start."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import DataTable, OptionList, Static
from textual.widgets.option_list import Option

from quizapp import study
from quizapp.core.card import CardId
from quizapp.core.progress import streak
from quizapp.core.review import Memory
from quizapp.core.scheduling import is_due, recall
from quizapp.core.session import Session
from quizapp.tui.parts import Parts
from quizapp.tui.screens.drill import DrillScreen
from quizapp.tui.screens.help import HelpScreen
from quizapp.tui.widgets.key_bar import KeyBar

_BAR = 10


def blocks(share: float, width: int = _BAR) -> str:
    """A bar of full and low blocks."""
    full = round(max(0.0, min(1.0, share)) * width)
    return "█" * full + "▁" * (width - full)


class Menu(OptionList):
    BINDINGS = [Binding("enter,space", "select", "start")]


class HomeScreen(Screen[None]):
    """The menu starts things; a topic in the table drills just its cards."""

    CSS_PATH = "home.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]
    BINDINGS = [
        Binding("t", "topics", "topics"),
        Binding("p", "problems", "problems"),
        Binding("question_mark", "help", "help"),
        Binding("q", "app.quit", "quit"),
    ]

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._today = study.Today([], 0, 0, 0)

    def compose(self) -> ComposeResult:
        yield Static("", id="title", markup=False)
        yield Static("", id="ready")
        yield Menu(id="menu")
        table: DataTable[str] = DataTable(id="topics", cursor_type="row", zebra_stripes=False)
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

    def on_resize(self) -> None:
        self._draw()

    async def take_up(self, different: frozenset[Path]) -> None:
        """Banks changed."""
        self._draw()

    # What it shows

    def _draw(self) -> None:
        now, parts = self._parts.now(), self._parts
        self._today = study.today(parts.collection, parts.store, parts.config, now)
        memories = parts.store.memories()
        self._draw_title(now)
        self._draw_ready(now, memories)
        self._draw_menu()
        self._draw_topics(now, memories)

    def _draw_title(self, now: datetime) -> None:
        wishes = study.read_wishes(self._parts.store)
        said = ""
        if wishes.interview is not None:
            days = (wishes.interview - now.astimezone().date()).days
            when = "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"
            if days >= 0:
                said = f"interview on {wishes.interview:%a %-d %b}, {when}"
        width = max(10, self.size.width - 4)
        self.query_one("#title", Static).update(f"quizapp{said:>{width - 7}}")

    def _draw_ready(self, now: datetime, memories: dict[CardId, Memory]) -> None:
        cards = list(self._parts.collection.entries)
        known = _mean(recall(memories.get(card), now) for card in cards)
        seen = sum(card in memories for card in cards)
        days = streak(
            [review.at for review in self._parts.store.reviews()], now, now.astimezone().tzinfo
        )
        text = Content.assemble(
            "known now  ",
            (f"{known:.0%}", "bold $text-accent"),
            f"   {seen} of {len(cards)} cards seen",
            f"   streak {days} day{'s' * (days != 1)}" if days else "",
        )
        if self._parts.problems:
            count = len(self._parts.problems)
            text = Content.assemble(
                text, (f"\n{count} problem{'s' * (count != 1)} in the banks: p", "$text-warning")
            )
        self.query_one("#ready", Static).update(text)

    def _draw_menu(self) -> None:
        today, menu = self._today, self.query_one(OptionList)
        if today.queue:
            drill = f"{today.due} due, {today.new} new, about {today.minutes} minutes"
        elif self._parts.collection.entries:
            drill = "nothing is due; a topic below can be drilled at any time"
        else:
            drill = "no cards: the banks are empty"
        at = menu.highlighted or 0
        menu.clear_options()
        menu.add_options([_item("drill", "Drill", drill)])
        menu.highlighted = min(at, menu.option_count - 1)

    def _draw_topics(self, now: datetime, memories: dict[CardId, Memory]) -> None:
        table = self.query_one(DataTable)
        row = table.cursor_row
        table.clear(columns=True)
        narrow = self.size.width < 80
        table.add_column("topic", width=20 if narrow else 32)
        for name in ("cards", "seen"):
            table.add_column(Content.from_text(f"{name:>5}"), width=5)  # type: ignore[arg-type]
        table.add_column("known now", width=9 if narrow else 16)
        table.add_column(Content.from_text(f"{'due':>4}"), width=4)  # type: ignore[arg-type]
        for topic in self._parts.collection.topics:
            seen = [card for card in topic.cards if card in memories]
            known = _mean(recall(memories.get(card), now) for card in topic.cards)
            due = sum(is_due(memories[card], now) for card in seen)
            state = f"{known:>4.0%}" if narrow else f"{blocks(known)} {known:>4.0%}"
            cells = (f"{len(topic.cards):>5}", f"{len(seen):>5}", state, f"{due or '':>4}")
            table.add_row(topic.title, *cells, key=topic.name)
        if table.row_count:
            table.move_cursor(row=min(row, table.row_count - 1))

    @work(exclusive=True, group="runner")
    async def _watch_runner(self) -> None:
        runner, machine = self._parts.runner, self.query_one("#machine", Static)
        machine.update(Content(f"runner: {runner.status}"))
        versions, devices = await runner.versions(), await runner.devices()
        names = ", ".join(devices)
        await runner.wait_ready()
        machine.update(Content(f"torch {versions.get('torch', '?')} · {names} · ready"))

    # Keys

    @on(OptionList.OptionSelected, "#menu")
    async def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id == "drill":
            await self.drill(self._today.queue)

    @on(DataTable.RowSelected)
    async def _topic_chosen(self, event: DataTable.RowSelected) -> None:
        event.stop()
        name = str(event.row_key.value)
        parts = self._parts
        queue = study.today(parts.collection, parts.store, parts.config, parts.now(), [name]).queue
        if queue:
            await self.drill(queue)
            return
        cards = next(topic.cards for topic in parts.collection.topics if topic.name == name)
        self.notify("Nothing is due here: this sitting is practice, the schedule stays.")
        await self.drill(cards, scheduled=False)

    async def drill(self, queue: Iterable[CardId], *, scheduled: bool = True) -> None:
        """Start a sitting; without `scheduled` it leaves the schedule alone."""
        cards = list(queue)
        if not cards:
            self.notify("Nothing to ask now. Pick a topic to practice it.")
            return
        session = Session(
            cards,
            self._parts.store.memories(),
            origin="drill" if scheduled else "practice",
            scheduled=scheduled,
            desired_retention=self._parts.config.retention,
        )
        await self.app.push_screen(DrillScreen(session, self._parts))

    def action_topics(self) -> None:
        self.query_one(DataTable).focus()

    def action_problems(self) -> None:
        shown = "\n".join(str(problem) for problem in self._parts.problems[:8])
        self.notify(shown or "The banks have no problems.", timeout=15, markup=False)

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(self))


def _item(name: str, label: str, said: str) -> Option:
    return Option(Content.assemble((f"{label:<10}", "bold"), (said, "$foreground 65%")), id=name)


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else 0.0
