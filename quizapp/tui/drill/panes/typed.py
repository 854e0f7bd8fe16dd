"""The kinds answered by typing: short and predict, and any kind without a pane of its own."""

import random
from collections.abc import Sequence

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, Static

from quizapp.banks.collection import Entry
from quizapp.core.cards.card import Base
from quizapp.core.cards.kinds.predict import Predict
from quizapp.core.cards.kinds.short import Short
from quizapp.core.grading.grade import Grade, LineGrade, Response, Typed
from quizapp.core.grading.marking import PrintedLine
from quizapp.core.grading.prediction import MOST_LINES
from quizapp.core.wording import plural
from quizapp.tui.drill.panes.base import AnswerPane, Field, WrittenPane, focus_now
from quizapp.tui.drill.panes.form import Form
from quizapp.tui.keys import answering
from quizapp.tui.text import DIM
from quizapp.tui.widgets.fields import Line, show_start

_MOST_FIELDS = 60  # of a form
_BESIDE = 34  # columns of what was said, at most, for what was printed to stand beside it


class _Line(Line):
    BINDINGS = [Binding("enter", "submit", "answer")]

    async def action_submit(self) -> None:
        answering(self)
        self.closed = True
        await super().action_submit()


class ShortPane(AnswerPane):
    """One line: a word, a number, a shape."""

    DEFAULT_CSS = """
    ShortPane Input { border: round $panel; height: 3; }
    ShortPane Input:focus { border: round $accent; }
    """

    def __init__(self, entry: Entry, card: Short, luck: random.Random) -> None:
        super().__init__(entry)
        placeholder = "your answer, then enter; esc for the other keys"
        self._line = _Line(placeholder=placeholder, select_on_focus=False)

    def compose(self) -> ComposeResult:
        yield self._line
        yield self.prompt

    @property
    def text(self) -> str:
        return self._line.value

    @text.setter
    def text(self, text: str) -> None:
        self._line.value = text
        self._line.cursor_position = len(text)

    def response(self) -> Response:
        return Typed(self.text)

    def settle(self, grade: Grade) -> None:
        self._line.disabled = True
        self.tell(grade)

    def take_focus(self) -> None:
        focus_now(self._line)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Answered())


class PredictPane(WrittenPane):
    """Type what the code prints; the live run grades it line by line.

    Where the labels of the lines are known (`offer`), there is a form to fill in; a single box does
    as well, and takes the form's place for a text that does not fit into it.
    """

    foretells = True
    BINDINGS = [Binding("ctrl+t", "switch", "form or box", priority=True)]

    DEFAULT_CSS = """
    PredictPane TextArea { height: auto; min-height: 3; max-height: 12; border: round $panel; }
    PredictPane TextArea:focus { border: round $accent; }
    PredictPane #diff { height: auto; }
    """

    def __init__(self, entry: Entry, card: Predict, luck: random.Random) -> None:
        field = Field(soft_wrap=False, placeholder="line by line; labels may be left out")
        super().__init__(entry, field)
        self._diff = Static("", id="diff")
        self._form: Form | None = None
        self._raises = bool(card.raises)
        self._settled = False
        self._given = ""  # what was put into the box, and not typed
        self.in_form = False  # rather than in the box
        raises = " It ends in an exception: name its type." if card.raises else ""
        count = plural(card.printed_lines, "line") if card.printed_lines != 1 else "one line"
        self.say(f"What does it print? ({count}){raises} Then F5 or ctrl+r runs it.")

    def compose(self) -> ComposeResult:
        yield self.prompt
        yield self.area
        yield self._diff

    async def offer(self, lines: Sequence[PrintedLine]) -> None:
        """Put a form for these lines in the place of the box, unless somebody types there."""
        if self._form is not None or not lines or len(lines) > MOST_LINES:
            return
        if sum(piece.kind == "value" for line in lines for piece in line) > _MOST_FIELDS:
            return
        form = self._form = Form(lines, raises=self._raises)
        form.display = False
        await self.mount(form, after=self.area)
        if self.is_attached and not self._settled and self.area.text == self._given:
            self._change()

    def _change(self) -> None:
        """From the box to the form, with what was typed if it fits, or back."""
        form, focused = self._form, self.screen.focused
        if form is None:
            return
        within = focused is not None and self in focused.ancestors
        if self.in_form:
            self._put(form.text)
        elif not form.fill(self.area.text):
            return
        self._show(not self.in_form)
        if within:
            self.take_focus()

    def _show(self, in_form: bool) -> None:
        self.in_form = in_form
        self.area.display = not in_form
        if self._form is not None:
            self._form.display = in_form

    def action_switch(self) -> None:
        focused = self.screen.focused
        if focused is not None and self in focused.ancestors:
            focused.call_later(self._switch)  # behind the letters that it has not yet seen
        else:
            self._switch()

    def _switch(self) -> None:
        before = self.in_form
        self._change()
        if self.in_form == before:
            self.app.notify("What is in the box has not the lines of the form.", timeout=3)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._form is not None and not self._settled if action == "switch" else True

    @property
    def written(self) -> str:
        return self._form.written if self._form is not None and self.in_form else self.area.text

    @property
    def typed(self) -> int:
        form = self._form if self.in_form else None
        return super().typed if form is None else sum(len(one.value) for one in form.values)

    @property
    def text(self) -> str:
        return self._form.text if self._form is not None and self.in_form else self.area.text

    @text.setter
    def text(self, text: str) -> None:
        if self._form is not None and self.in_form and self._form.fill(text):
            return
        self._given = text
        self._put(text)
        self._show(False)

    def _put(self, text: str) -> None:
        self.area.text = text
        self.area.move_cursor(self.area.document.end)
        self.call_after_refresh(show_start, self.area)

    def take_focus(self) -> None:
        if self._form is not None and self.in_form:
            self._form.take_focus()
        else:
            super().take_focus()

    @on(Form.Changed)
    def _filled(self, event: Form.Changed) -> None:
        event.stop()
        self.post_message(self.Typed())

    @on(Form.HandedIn)
    def _done(self, event: Form.HandedIn) -> None:
        event.stop()
        self.post_message(self.Answered())

    def settle(self, grade: Grade) -> None:
        self._settled = True
        self.area.display = False
        if self._form is not None:
            self._form.display = False
        self.tell(grade)
        self._diff.update(comparison(grade.lines))


class TextPane(WrittenPane):
    """A kind without a pane of its own: what there is to choose from, and a field."""

    DEFAULT_CSS = """
    TextPane TextArea { height: auto; min-height: 3; max-height: 12; border: round $panel; }
    TextPane TextArea:focus { border: round $accent; }
    TextPane > Static { height: auto; }
    """

    def __init__(self, entry: Entry, card: Base, luck: random.Random) -> None:
        super().__init__(entry, Field(placeholder="ctrl+s hands it in"))
        self._asked = card.asked(luck)
        self._offers = Static(Content("\n".join(self._asked.lines)))
        self.say(self._asked.instruction)

    def compose(self) -> ComposeResult:
        yield self._offers
        yield self.prompt
        yield self.area

    def response(self) -> Response:
        return self.entry.card.read(self.text, self._asked)

    def settle(self, grade: Grade) -> None:
        self.area.disabled = True
        right = "" if grade.right else " ".join(self.entry.card.right_answer())
        self.tell(grade, f"{grade.feedback} {right}".strip())


def comparison(lines: list[LineGrade]) -> Content:
    """What was said and what was printed, a sign and a remark per line: side by side where that
    has room, else one below the other."""
    width = max([cell_len("you said"), *(cell_len(line.said) for line in lines)])
    beside = width <= _BESIDE
    head = (
        f"{'you said':<{width}}  it printed" if beside else "you said, and below it what it printed"
    )
    rows = [Content.styled(f"  {head}", DIM)]
    for line in lines:
        sign, style = ("✓", "$text-success") if line.right else ("✗", "$text-error")
        gap = " " * (2 + width - cell_len(line.said)) if beside else "\n  "
        row = Content.assemble((f"{sign} {line.said}", style), gap, line.printed or "—")
        if line.remark:
            row = Content.assemble(row, (f"\n    {line.remark}", "$foreground 65% italic"))
        rows.append(row)
    return Content("\n").join(rows)
