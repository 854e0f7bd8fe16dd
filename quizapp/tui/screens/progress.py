"""Where the learner stands and how it came: a screen of numbers with their pictures."""

from collections.abc import Callable, Iterator

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from quizapp.study.report import Numbers, gather
from quizapp.tui.drill.starting import start_drill
from quizapp.tui.screens import progress_text
from quizapp.tui.screens.help import HelpScreen
from quizapp.tui.services import Parts
from quizapp.tui.widgets.key_bar import KeyBar

_SECTIONS: dict[str, Callable[[Numbers, int], Iterator[Content]]] = {
    "ready": progress_text.ready,
    "honest": progress_text.honest,
    "calendar": progress_text.calendar,
    "forecast": progress_text.forecast,
    "time": progress_text.time_spent,
    "topics": progress_text.topics,
    "hardest": progress_text.hardest,
}
_ROWS = (("ready", "honest"), ("calendar",), ("forecast", "time"), ("topics", "hardest"))


class ProgressScreen(Screen[None]):
    """Shows at once; the numbers follow from a thread."""

    AUTO_FOCUS = ""
    CSS_PATH = "progress.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS = [
        Binding("down,j", "scroll(1)", "scroll", key_display="↓ ↑"),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "page(-100)", show=False),
        Binding("end", "page(100)", show=False),
        Binding("p", "practice", "practice the hardest"),
        Binding("question_mark", "help", "help"),
        Binding("q,escape", "dismiss", "back", key_display="q"),
    ]

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._numbers: Numbers | None = None

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("Progress", "bold $text-accent"), id="title")
        with VerticalScroll(id="scroll", can_focus=False):
            for row in _ROWS:
                with Horizontal(classes="row"):
                    for name in row:
                        yield Static("", id=name)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#ready", Static).update(Content.styled("counting …", "$foreground 65%"))

    def on_screen_resume(self) -> None:
        self._count()

    @work(thread=True, exclusive=True, group="numbers")
    def _count(self) -> None:
        worker = get_current_worker()
        found = gather(self._parts.collection, self._parts.store, self._parts.now())
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, found)

    def _take(self, numbers: Numbers) -> None:
        if self.is_mounted:
            self._numbers = numbers
            self._draw()

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        numbers = self._numbers
        if numbers is None:
            return
        for name, lines in _SECTIONS.items():
            shown = self.query_one(f"#{name}", Static)
            width = shown.content_region.width or self.size.width - 4
            shown.update(progress_text.section(lines(numbers, width)))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "practice":
            return self._numbers is not None and bool(self._numbers.hardest)
        return True

    def action_scroll(self, by: int) -> None:
        self.query_one("#scroll").scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        scroll = self.query_one("#scroll")
        scroll.scroll_relative(y=by * max(1, scroll.size.height - 2), animate=False)

    def action_practice(self) -> None:
        if self._numbers is not None:
            start_drill(self.app, self._parts, [card.card for card in self._numbers.hardest])

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(self))
