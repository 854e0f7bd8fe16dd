"""A question of a mock interview: it takes the answer and gives nothing back."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalGroup, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Markdown, Static, TextArea

from quizapp.banks.collection import Entry, obstacle
from quizapp.core.cards.card import Bug, Code, Flashcard, Predict
from quizapp.core.grading.grade import Pointed, Response, Typed
from quizapp.tui.drill.panes.base import AnswerPane
from quizapp.tui.drill.panes.coding import BugPane, CodePane
from quizapp.tui.drill.panes.making import pane_for
from quizapp.tui.drill.snippet_panel import SnippetPanel
from quizapp.tui.mock.talk_panes import GuessPane, TalkPane
from quizapp.tui.services import Parts
from quizapp.tui.widgets.code_view import CodeView
from quizapp.tui.widgets.row_list import RowList


@dataclass
class Given:
    """An answer as it was given: the response, None if only a run can make one, and what was
    typed. `empty` if nothing was typed or picked."""

    response: Response | None
    text: str
    empty: bool


class MockView(VerticalScroll, can_focus=False):
    """Shows one question at a time. Code of a bug hunt or an exercise can be run; that of a
    prediction cannot, for its output is the answer."""

    class HandedIn(Message):
        """The answer was given from within its field."""

    class Changed(Message):
        """What was typed changed."""

    def __init__(self, parts: Parts, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._parts = parts
        self._pane: AnswerPane | None = None
        self._entry: Entry | None = None
        self._draft = ""
        self.devices: list[str] = ["cpu"]

    def compose(self) -> ComposeResult:
        yield Markdown(id="question")
        config = self._parts.config
        yield SnippetPanel(self._parts.runner, device=config.device, seconds=config.seconds)
        with VerticalGroup(id="reply"):
            yield Static("", id="notice")
            yield VerticalGroup(id="pane")

    @property
    def panel(self) -> SnippetPanel:
        return self.query_one(SnippetPanel)

    @property
    def can_run(self) -> bool:
        """Whether running the code tells no more than it may."""
        entry = self._entry
        kind = isinstance(entry.card, Bug | Code) if entry is not None else False
        return kind and self.panel.display and not self._obstacle

    @property
    def talking(self) -> bool:
        """Whether it is answered in words, which may also be said aloud."""
        return isinstance(self._pane, TalkPane)

    @property
    def can_pick(self) -> bool:
        rows = self._rows
        return rows is not None and rows.mode == "one"

    @property
    def can_write(self) -> bool:
        pane = self._pane
        if pane is None:
            return False
        return isinstance(pane, CodePane) or bool(pane.query("TextArea, Input"))

    @property
    def _rows(self) -> RowList | None:
        found = self._pane.query(RowList) if self._pane is not None else None
        return found.first() if found else None

    @property
    def _obstacle(self) -> str:
        return obstacle(self._entry, self.devices) if self._entry is not None else ""

    async def ask(self, entry: Entry, follow_up: str = "", draft: str = "") -> None:
        """Ask a card, or a follow-up question to it; `draft` is what had been typed before."""
        self._entry, self._draft = entry, draft
        if follow_up or isinstance(entry.card, Flashcard):
            self._pane = TalkPane(entry, draft)
        elif isinstance(entry.card, Predict):
            self._pane = GuessPane(entry, entry.card)
        else:
            self._pane = pane_for(entry, self._parts.shuffle)
        holder = self.query_one("#pane", VerticalGroup)
        await holder.remove_children()
        await holder.mount(self._pane)
        question = f"*And then:* {follow_up}" if follow_up else entry.card.question
        await self.query_one("#question", Markdown).update(question)
        await self._show_code(entry, self._pane)
        self.call_after_refresh(self.scroll_home, animate=False)

    async def _show_code(self, entry: Entry, pane: AnswerPane) -> None:
        panel = self.panel
        await panel.show(entry.script, entry.root, entry.script.relative_to(entry.root).as_posix())
        panel.display = pane.shows_code
        panel.code.picking = isinstance(pane, BugPane)
        self._explain(pane)
        self.screen.set_focus(None)
        if isinstance(pane, BugPane):
            panel.code.focus(scroll_visible=False)
            if self.can_run:
                panel.run_now()
        elif isinstance(pane, CodePane):
            await panel.edit(self._draft or None)
        else:
            self._restore(pane)
            pane.take_focus()

    def _explain(self, pane: AnswerPane) -> None:
        notice = self.query_one("#notice", Static)
        said = ""
        if isinstance(pane, BugPane):
            said = "Its symptom shows below the code." if self.can_run else ""
        if self._obstacle and pane.shows_code and not isinstance(pane.entry.card, Predict):
            said = f"Not run on this machine: it {self._obstacle}."
        notice.update(Content(said))
        notice.display = bool(said)
        prompt = _PROMPTS.get(pane.entry.card.kind)
        if prompt and not isinstance(pane, TalkPane):
            pane.query_one(".prompt", Static).update(prompt)

    def _restore(self, pane: AnswerPane) -> None:
        if self._draft and not isinstance(pane, TalkPane):
            for field in pane.query(TextArea):
                field.text = self._draft
            for line in pane.query(Input):
                line.value = self._draft

    @property
    def text(self) -> str:
        """What is typed now, in whichever field the question has."""
        if isinstance(self._pane, CodePane):
            return self.panel.source
        if self._pane is not None:
            for field in self._pane.query(TextArea):
                return field.text
            for line in self._pane.query(Input):
                return line.value
        return ""

    def given(self) -> Given:
        """The answer as it stands."""
        pane = self._pane
        if pane is None:
            return Given(None, "", True)
        if isinstance(pane, TalkPane):
            return Given(pane.response(), self.text, not self.text.strip())
        if isinstance(pane, CodePane):
            return Given(None, self.panel.source, not self.panel.edited)
        rows = self._rows
        if rows is not None and rows.mode != "order" and not rows.marked:
            return Given(None, "", True)  # asking the pane would mark the row of the cursor
        response = pane.response()
        match response:
            case Typed(text=text):
                return Given(response, text, not text.strip())
            case Pointed(line=line):
                return Given(response, str(line or ""), not line)
            case _:
                return Given(response, "", False)

    def pick(self, place: int) -> None:
        """A digit was pressed (0-based)."""
        if self._pane is not None:
            self._pane.pick(place)

    def pick_cursor(self) -> bool:
        """Pick the option under the cursor; False if there is nothing to pick."""
        rows = self._rows
        if rows is None or rows.mode != "one":
            return False
        rows.pick(rows.cursor)
        return True

    def write(self) -> None:
        """Go back to the field, or to the editor."""
        if self._pane is None:
            return
        if isinstance(self._pane, CodePane):
            self.call_later(self.panel.edit)
        else:
            self._pane.take_focus()

    @on(AnswerPane.Answered)
    def _answered(self, event: AnswerPane.Answered) -> None:
        event.stop()
        if self._rows is None:  # a picked option can still be changed
            self.post_message(self.HandedIn())

    @on(CodeView.Picked)
    def _line_picked(self, event: CodeView.Picked) -> None:
        event.stop()
        if isinstance(self._pane, BugPane):
            self._pane.line = event.line
            self.post_message(self.HandedIn())

    @on(SnippetPanel.Edited)
    @on(TextArea.Changed)
    @on(Input.Changed)
    def _typed(self) -> None:
        self.post_message(self.Changed())


_PROMPTS = {
    "code": "ctrl+s hands it in; F5 runs it as it stands, without the checks.",
    "choice": "A digit or space picks; enter hands it in.",
    "order": "Move a step with shift+↑ ↓ (or J K, or drag it); enter hands it in.",
}
