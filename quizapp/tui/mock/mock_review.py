"""After the last question: runs mark what can be run, and the learner ticks what was said."""

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Markdown, ProgressBar, Static

from quizapp.study.interview_marking import Marking
from quizapp.study.interview_record import Kept
from quizapp.tui.mock.scorecard_screen import ScorecardScreen
from quizapp.tui.screens.help import HelpScreen
from quizapp.tui.services import Parts
from quizapp.tui.widgets.key_bar import KeyBar
from quizapp.tui.widgets.row_list import RowList


class MockReviewScreen(Screen[None]):
    """Ends on the scorecard. Each tick is kept at once, as the answers were."""

    AUTO_FOCUS = ""
    CSS_PATH = "mock_review.tcss"
    BINDINGS = [
        Binding("enter,n", "next", "next", key_display="enter"),
        *(Binding(str(n), f"digit({n})", show=False) for n in range(1, 10)),
        Binding("u", "back", "one back"),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("question_mark", "help", "help"),
        Binding("q", "leave", "later"),
    ]

    def __init__(self, parts: Parts, state: Kept) -> None:
        super().__init__()
        self._parts = parts
        self._marking = Marking(parts, state)
        self._talks: list[int] = []  # the places of the answers to tick
        self._at = 0

    def compose(self) -> ComposeResult:
        yield Static("", id="bar")
        yield ProgressBar(id="marking", show_eta=False)
        with VerticalScroll(id="body", can_focus=False):
            yield Markdown(id="question")
            yield Static("you said", classes="label")
            yield Static("", id="yours", markup=False)
            yield Static("an answer that convinces", classes="label")
            yield Markdown(id="answer")
            yield Static("Tick what you mentioned: space, or its digit.", classes="label")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#body").display = False
        self._mark()

    @work(exclusive=True)
    async def _mark(self) -> None:
        """Run the predictions and exercises that have no score yet."""
        self._say("Marking: your answers run")
        progress = self.query_one(ProgressBar)
        unmarked = self._marking.unmarked
        progress.update(total=max(1, len(unmarked)))
        for place in unmarked:
            await self._marking.mark(place)
            progress.advance()
        progress.display = False
        self._talks = self._marking.talks
        self.query_one("#body").display = True
        await self._show()

    async def _show(self) -> None:
        if self._at >= len(self._talks):
            self._marking.finish(self._parts.now())
            self.app.switch_screen(ScorecardScreen(self._parts, self._marking.state.id))
            return
        talk = self._marking.talk(self._talks[self._at])
        self._say(f"What did you mention? {self._at + 1} of {len(self._talks)}")
        await self.query_one("#question", Markdown).update(talk.question)
        yours = talk.said.strip() or "(nothing noted: tick what you said aloud)"
        self.query_one("#yours", Static).update(Content(yours))
        await self.query_one("#answer", Markdown).update(talk.answer)
        body = self.query_one("#body")
        await body.query(RowList).remove()
        rows = RowList(talk.points, "many")
        rows.marked |= talk.ticked
        await body.mount(rows)
        rows.focus(scroll_visible=False)
        body.scroll_home(animate=False)
        self.refresh_bindings()

    def _say(self, text: str) -> None:
        what = Content.assemble(("mock", "bold $text-accent"), f" · {text}")
        self.query_one("#bar", Static).update(what)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("next", "digit"):
            return bool(self._talks)
        return self._at > 0 if action == "back" else True

    def on_row_list_toggled(self, event: RowList.Toggled) -> None:
        event.stop()
        self._marking.tick(self._talks[self._at], self.query_one(RowList).marked)

    def action_digit(self, number: int) -> None:
        self.query_one(RowList).pick(number - 1)

    async def action_next(self) -> None:
        self._marking.tick(self._talks[self._at], self.query_one(RowList).marked)
        self._at += 1
        await self._show()

    async def action_back(self) -> None:
        self._at -= 1
        await self._show()

    def action_page(self, by: int) -> None:
        body = self.query_one("#body")
        body.scroll_relative(y=by * max(1, body.size.height - 2), animate=False)

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(self))

    def action_leave(self) -> None:
        self.dismiss()
