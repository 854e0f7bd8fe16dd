"""A question of a finished interview as a card to read: asked, said, right, and its code to run."""

from collections.abc import Sequence

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from quizapp.study.bench import Refusal
from quizapp.study.interview_answers import Reading
from quizapp.study.services import Services
from quizapp.tui.drill.snippet_panel import SnippetPanel
from quizapp.tui.drill.starting import start_drill
from quizapp.tui.keys import Key, KeyedScreen, or_say
from quizapp.tui.mock.question_text import AskedText, ToldText
from quizapp.tui.screens.consent import ConsentScreen
from quizapp.tui.scrolling import SCROLL_KEYS, line, page
from quizapp.tui.widgets.key_bar import KeyBar
from quizapp.tui.widgets.note_view import NoteView


class QuestionScreen(KeyedScreen[int]):
    """Dismissed with the place in the interview of the question that was read last."""

    AUTO_FOCUS = ""
    CSS_PATH = "question_screen.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (150, "-wide")]
    KEYS = (
        Key("r", "run", "run", when=lambda s: s.can_run, help="run the card's code"),
        Key("y", "allow", "allow its bank", when=lambda s: s.consent_wanted),
        Key("n,right", "onward", "next", when=lambda s: s.at + 1 < s.count, help="next question"),
        Key("b,left", "before", "one back", when=lambda s: s.at > 0, help="question before"),
        Key("p", "practice", "practice it", help="answer it now; the schedule stays as it is"),
        *SCROLL_KEYS,
        Key("space", "page(1)", show=False),
        Key("question_mark,f1", "help", "help"),
        Key("escape", "stop", "stop", when=lambda s: s.running),
        Key("q,escape", "leave", "back", key_display="esc", when=lambda s: not s.running),
    )
    BINDINGS = [*KEYS]
    NOTES = ("The card is shown as it is now, with what you said to it in the interview.",)

    def __init__(self, services: Services, readings: Sequence[Reading], at: int) -> None:
        super().__init__()
        self._services = services
        self._readings = readings
        self.at = at
        self._refusal: Refusal | None = None
        self._settled = False  # whether it is known what may run
        self._title = Static("", id="title")
        self._page = VerticalScroll(id="page", can_focus=False)
        self._panel: SnippetPanel | None = None

    def compose(self) -> ComposeResult:
        yield self._title
        yield self._page
        yield KeyBar()

    async def on_mount(self) -> None:
        await self._show()

    @property
    def count(self) -> int:
        return len(self._readings)

    @property
    def running(self) -> bool:
        return self._panel is not None and self._panel.running

    @property
    def can_run(self) -> bool:
        """Whether its code may run, and prints something by itself."""
        claims = self._readings[self.at].entry.card.claims()
        return self._settled and self._refusal is None and bool(claims) and not self.running

    @property
    def consent_wanted(self) -> bool:
        return self._refusal is not None and self._refusal.consent

    async def _show(self) -> None:
        """The question in the place of another; what ran for that ends."""
        reading = self._readings[self.at]
        said = f" · question {self.at + 1} of {self.count}"
        self._title.update(Content.assemble(("Scorecard", "bold $text-accent"), said))
        asked, told = AskedText(), ToldText()
        panel = self._panel = SnippetPanel(self._services.bench, reading.entry)
        note = NoteView(self._services.store.note(reading.entry.card.id))
        first = [panel, told, note] if reading.entry.card.code_is_asked else [told, note, panel]
        self._settled = False
        with self.app.batch_update():
            await self._page.remove_children()
            await self._page.mount(asked, *first)
        if not self.still_here or panel is not self._panel:
            return
        asked.show(self.at + 1, reading)
        told.show(reading)
        panel.tell_name()
        self._page.scroll_home(animate=False)
        self._settle()

    @work(exclusive=True, group="settle")
    async def _settle(self) -> None:
        """Find out what may run."""
        entry = self._readings[self.at].entry
        bench, panel = self._services.bench, self._panel
        await bench.settle(entry)
        if not self.still_here or panel is None:
            return
        self._refusal, self._settled = bench.refusal(entry), True
        panel.remark("" if self._refusal is None else f"not run: it {self._refusal.reason}")
        if self._refusal is not None and entry.card.claims():
            found = bench.recorded(entry)
            panel.first.show(found.label, found.transcript.stdout)
        self.refresh_bindings()

    # Keys

    def action_run(self) -> None:
        panel, card = self._panel, self._readings[self.at].entry.card
        if panel is None:
            return
        panel.action_run_edit()
        if card.solves:
            panel.run_beside("with the fix", card.solves)
        self.refresh_bindings()

    def on_snippet_panel_ran(self, event: SnippetPanel.Ran) -> None:
        event.stop()
        self.refresh_bindings()

    def action_stop(self) -> None:
        if self._panel is not None:
            self._panel.stop()
            self.refresh_bindings()

    def action_allow(self) -> None:
        if self.is_active:
            entry = self._readings[self.at].entry
            screen = ConsentScreen(entry, self._services.bench.trust)
            self.app.push_screen(screen, or_say(self.app, self._allowed))

    def _allowed(self, allowed: bool | None) -> None:
        if allowed:
            self._settle()

    async def action_onward(self) -> None:
        await self._turn(1)

    async def action_before(self) -> None:
        await self._turn(-1)

    async def _turn(self, by: int) -> None:
        self.at = min(max(0, self.at + by), self.count - 1)
        await self._show()

    def action_practice(self) -> None:
        if self.is_active:
            start_drill(self.app, self._services, [self._readings[self.at].entry.card.id])

    def action_scroll(self, by: int) -> None:
        line(self._parts, by)

    def action_page(self, by: int) -> None:
        if abs(by) > 1:
            self._page.scroll_relative(y=by * max(1, self._page.size.height), animate=False)
        else:
            page(self._parts, by)

    @property
    def _parts(self) -> list[Widget]:
        return [self._page, *(self._panel.scrolled if self._panel is not None else [])]

    def action_leave(self) -> None:
        self.leave(self._readings[self.at].result.place)
