"""Where the learner stands and how it came: a screen of numbers with their pictures."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quizapp.study.report import Report, report
from quizapp.study.services import Services
from quizapp.tui.drill.starting import start_drill
from quizapp.tui.keys import Key, KeyedScreen
from quizapp.tui.screens import progress_text
from quizapp.tui.scrolling import SCROLL_KEYS, Scrolls
from quizapp.tui.text import DIM
from quizapp.tui.widgets.key_bar import KeyBar

_SECTIONS: dict[str, Callable[[Report, int], Iterator[Content]]] = {
    "ready": progress_text.ready,
    "honest": progress_text.honest,
    "calendar": progress_text.calendar,
    "forecast": progress_text.forecast,
    "time": progress_text.time_spent,
    "topics": progress_text.topics,
    "hardest": progress_text.hardest,
}
_ROWS = (("ready", "honest"), ("calendar",), ("forecast", "time"), ("topics", "hardest"))


class ProgressScreen(Scrolls, KeyedScreen[None]):
    """Shows at once; the numbers follow from a thread."""

    AUTO_FOCUS = ""
    CSS_PATH = "progress.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    KEYS = (
        *SCROLL_KEYS,
        Key("space", "page(1)", show=False),
        Key("p", "practice", "practice the hardest", when=lambda s: s.has_hardest,
            help="answer the hardest cards; the schedule stays as it is"),
        Key("question_mark,f1", "help", "help"),
        Key("q,escape", "leave", "back"),
    )  # fmt: skip
    BINDINGS = [*KEYS]
    NOTES = (
        "**Known** is the share that you would recall now: 0 for a new card and for one in "
        "learning. Suspended cards, and topics that the plan leaves out, do not count.",
        "`quizapp fit` fits the memory model to your own answers.",
    )

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._report: Report | None = None
        self._sections = {name: Static("", id=name) for name in _SECTIONS}
        self._scroll = VerticalScroll(id="scroll", can_focus=False)

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("Progress", "bold $text-accent"), id="title")
        with self._scroll:
            for row in _ROWS:
                with Horizontal(classes="row"):
                    yield from (self._sections[name] for name in row)
        yield KeyBar()

    def on_mount(self) -> None:
        self._sections["ready"].update(Content.styled("counting …", DIM))

    def on_screen_resume(self) -> None:
        self._count()

    async def take_up(self, different: frozenset[Path]) -> None:
        """Banks changed."""
        if self.still_here:
            self._count()

    @work(exclusive=True, group="report")
    async def _count(self) -> None:
        services, now = self._services, self._services.now()
        found = await asyncio.to_thread(
            report, services.collection, services.store, services.config, now
        )
        if self.still_here:
            self._report = found
            self._draw()

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        found = self._report
        if found is None or not self.still_here:
            return
        for name, lines in _SECTIONS.items():
            shown = self._sections[name]
            width = shown.content_region.width or self.size.width - 4
            shown.update(progress_text.section(lines(found, width)))
        self.refresh_bindings()

    @property
    def has_hardest(self) -> bool:
        return self._report is not None and bool(self._report.hardest)

    def action_practice(self) -> None:
        if self._report is not None and self.is_active:
            start_drill(self.app, self._services, [card.card for card in self._report.hardest])
