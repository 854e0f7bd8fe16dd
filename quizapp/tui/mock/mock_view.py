"""A question of a mock interview: it takes the answer and gives nothing back."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalGroup, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Markdown, Static

from quizapp.study.interview import Asked, Given
from quizapp.study.services import Services
from quizapp.tui.drill.panes.base import AnswerPane
from quizapp.tui.drill.panes.coding import BugPane, CodePane
from quizapp.tui.drill.panes.table import pane_for
from quizapp.tui.drill.snippet_panel import SnippetPanel
from quizapp.tui.mock.field_pane import FieldPane
from quizapp.tui.scrolling import page
from quizapp.tui.widgets.code_view import CodeView
from quizapp.tui.widgets.row_list import RowList

_TALK = "Type your answer, or say it aloud and note the points. ctrl+s hands it in."
_GUESS = "What does it print, line by line? Labels may be left out. ctrl+s hands it in."
_POINT = "Which line is at fault? Move in the code with ↑ ↓; enter picks it. Then mend it."
_MEND = "Line {line} it is. Mend the code: F5 runs it, ctrl+s hands it in. The line is a part."
_CODE = "ctrl+s hands it in; F5 runs it as it stands, without the checks."
_ROWS = {
    "one": "A digit or space picks; enter hands it in.",
    "many": "A digit or space ticks all that are right; enter hands them in.",
    "order": "Move a step with shift+↑ ↓ (or J K, or drag it); enter hands it in.",
}


class MockView(VerticalScroll, can_focus=False):
    """One question, for as long as it is asked: the next has a view of its own, so that nothing
    late finds its way there. Code of a bug hunt or an exercise can be run; that of a prediction
    cannot, for its output is the answer.

    `draft` is what had been typed, and `wiped` what the original took the place of; before the view
    is `ready` it takes no answer.
    """

    @dataclass
    class HandedIn(Message):
        """The answer was given from within its field."""

        view: "MockView"

    @dataclass
    class Changed(Message):
        """What was typed changed."""

        view: "MockView"

    @dataclass
    class Wiped(Message):
        """The original took the place of what was typed; see `SnippetPanel.Wiped`."""

        view: "MockView"
        versions: list[str]

    def __init__(
        self, services: Services, asked: Asked, draft: str = "", wiped: Sequence[str] = ()
    ) -> None:
        super().__init__()
        entry, card = asked.entry, asked.entry.card
        self._services = services
        self.asked = asked
        self._entry = entry
        self._draft = draft
        self.ready = False
        self.can_run = False
        self.talking = bool(asked.follow_up) or card.spoken
        shows_code = card.code_is_asked and not self.talking
        usual = pane_for(entry, asked.luck())
        self._guessing = usual.foretells and not self.talking
        self._hunt = usual if isinstance(usual, BugPane) and not self.talking else None
        self._coding = isinstance(usual, CodePane) and not self.talking
        self._secret = card.judged_by == "run"  # what its code prints is the answer
        self.set_class(self._guessing, "-guessing")
        self._panel = SnippetPanel(services.bench, entry) if shows_code else None
        if self._panel is not None:
            self._panel.wiped = list(wiped)
        self._notice = Static("", classes="notice")
        self._notice.display = False
        self._rows: RowList | None = None
        if self.talking:
            self._pane: AnswerPane = FieldPane(entry, "what you would say")
        elif self._guessing:
            self._pane = FieldPane(entry, "line by line", code=True)
        else:
            self._pane = usual
            self._pane.picks_one = False  # a picked option can still be changed

    def compose(self) -> ComposeResult:
        follow_up = self.asked.follow_up
        question = f"*And then:* {follow_up}" if follow_up else self._entry.card.question
        yield Markdown(question, classes="question")
        if self._panel is not None and self._hunt is None:
            yield self._panel
        with VerticalGroup(classes="reply"):
            yield self._pane
            yield self._notice
        if self._panel is not None and self._hunt is not None:
            yield self._panel  # below what it is to be looked at for

    async def on_mount(self) -> None:
        self._rows = next(iter(self._pane.query(RowList)), None)
        if self._prompt:
            self._pane.say(self._prompt)
        if self._draft and not self._coding:
            self._pane.text = self._draft
        panel = self._panel
        if panel is not None and self._coding:
            await panel.edit(self._draft or None)
            if not self.is_attached:
                return
        elif panel is not None and self._hunt is not None:
            panel.code.picking = True
            if self._hunt.line:
                self._say_picked(self._hunt, panel)
            if self._hunt.mend:
                await panel.edit(self._hunt.mend)
            else:
                panel.code.focus(scroll_visible=False)
            if not self.is_attached:
                return
        else:
            self._pane.take_focus()
        self.ready = True
        if panel is not None and not self._secret:
            self._look(panel)

    @property
    def _prompt(self) -> str:
        if self._rows is not None:
            return _ROWS[self._rows.mode]
        if self.talking:
            return _TALK
        if self._guessing:
            return _GUESS
        return _POINT if self._hunt is not None else _CODE if self._coding else ""

    @work
    async def _look(self, panel: SnippetPanel) -> None:
        """Whether the code can run here; what a bug prints is part of the question."""
        await self._services.bench.learn()
        if not self.is_attached:
            return
        refusal = self._services.bench.refusal(self._entry)
        if refusal is not None:
            self._note(f"Not run on this machine: it {refusal.reason}.")
            return
        self.can_run = True
        if self._entry.card.runs_first:
            self._note("Its symptom shows below the code.")
            panel.run_original()
        self.screen.refresh_bindings()

    def _note(self, text: str) -> None:
        self._notice.update(Content(text))
        self._notice.display = True

    # What was answered

    @property
    def text(self) -> str:
        """What is typed now, in whichever field the question has."""
        if not self.ready:
            return self._draft
        if self._panel is not None and self._coding:
            return self._panel.source if self._panel.edited else ""
        return self._pane.text

    @property
    def written(self) -> str:
        """The letters that can be deleted there."""
        editing = self._coding or self._hunt is not None
        if self.ready and editing and self._panel is not None:
            return self._panel.source
        return self.text

    def given(self) -> Given:
        """The answer as it stands, and what code it is about."""
        code = self._panel.mark if self._panel is not None else ""
        return msgspec.structs.replace(self._given(), code=code)

    def _given(self) -> Given:
        if not self.ready:
            return Given(None, "", True)
        if self._panel is not None and self._coding:
            return Given(None, self._panel.source, not self._panel.edited)
        if self.talking or self._entry.card.judged_by != "answer":
            return Given(None, self.text, not self.text.strip())
        empty = not self._pane.answered
        if empty and not self.sorting:
            return Given(None, "", True)
        return Given(self._pane.response(), self._pane.text, empty)

    # Orders

    @property
    def can_pick(self) -> bool:
        """Whether there is one option to be picked out of several."""
        return self._rows is not None and self._rows.mode == "one"

    @property
    def sorting(self) -> bool:
        """Whether steps are sorted: they are an answer also as they stand, once handed in."""
        return self._rows is not None and self._rows.mode == "order"

    @property
    def can_write(self) -> bool:
        """Whether there is a field to go back to."""
        return self.ready and self._rows is None and (self._hunt is None or self.can_run)

    @property
    def can_page(self) -> bool:
        """Whether page keys scroll it; an editor needs them itself."""
        in_editor = self._panel is not None and self._panel.editing
        return self.ready and not in_editor

    @property
    def running(self) -> bool:
        return self._panel is not None and self._panel.running

    def pick(self, place: int) -> None:
        """A digit was pressed (0-based)."""
        self._pane.pick(place)

    def pick_cursor(self) -> bool:
        """Pick the option under the cursor; False if there is nothing to pick."""
        if self._rows is None or not self.can_pick:
            return False
        self._rows.pick(self._rows.cursor)
        return True

    def page(self, by: int) -> None:
        """Scroll by half of what is seen, whatever has the focus."""
        page([self, *(self._panel.scrolled if self._panel is not None else [])], by)

    async def write(self) -> None:
        """Go back to the field, or to the editor."""
        if self._panel is not None and (self._coding or self._hunt is not None):
            await self._panel.edit()
            self._panel.follow()
        else:
            self._pane.write()

    def run_code(self) -> None:
        """Run the code as it stands."""
        if self._panel is not None and self.can_run:
            self._panel.action_run_edit()

    def stop(self) -> None:
        if self._panel is not None:
            self._panel.stop()

    # What comes from below

    @on(AnswerPane.Answered)
    def _answered(self, event: AnswerPane.Answered) -> None:
        event.stop()
        if self._rows is None:
            self.post_message(self.HandedIn(self))
        else:
            self.post_message(self.Changed(self))

    @on(CodeView.Picked)
    def _line_picked(self, event: CodeView.Picked) -> None:
        event.stop()
        if self._hunt is None or self._panel is None or not self.ready:
            return
        if not self._panel.edited:  # else the lines are others
            self._hunt.line = event.line
            self.post_message(self.Changed(self))
        self._mend(event.line)

    @work(exclusive=True, group="mend")
    async def _mend(self, line: int) -> None:
        """Go on from a picked line: to the editor, or where nothing runs to the next question."""
        await self._services.bench.learn()  # or nobody knows yet which of them
        if not self.is_attached or self._hunt is None or self._panel is None:
            return
        if self._services.bench.refusal(self._entry) is None:
            self._say_picked(self._hunt, self._panel)
            await self._panel.edit_at(line)
        else:
            self.post_message(self.HandedIn(self))

    def _say_picked(self, hunt: BugPane, panel: SnippetPanel) -> None:
        """Which line was picked, also where the code is when what is said above is out of sight."""
        hunt.say(_MEND.format(line=hunt.line))
        panel.remark(f"you picked line {hunt.line}")

    @on(AnswerPane.Typed)
    @on(SnippetPanel.Edited)
    def _typed(self) -> None:
        if self._hunt is not None and self._panel is not None and self.ready:
            self._hunt.mend = self._panel.source if self._panel.edited else ""
        self.post_message(self.Changed(self))

    @on(SnippetPanel.Wiped)
    def _wiped(self, event: SnippetPanel.Wiped) -> None:
        event.stop()
        self.post_message(self.Wiped(self, event.versions))
