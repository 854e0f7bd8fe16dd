"""The kinds answered by typing: short and predict."""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from quizapp.banks.collection import Entry
from quizapp.core.cards.card import Predict, Short
from quizapp.core.grading.grade import Grade, LineGrade, Response, Typed
from quizapp.tui.drill.panes.base import AnswerPane


class _Line(Input):
    BINDINGS = [Binding("enter", "submit", "answer")]


class ShortPane(AnswerPane):
    """One line: a word, a number, a shape."""

    DEFAULT_CSS = """
    ShortPane Input { border: round $panel; height: 3; }
    ShortPane Input:focus { border: round $accent; }
    """

    def __init__(self, entry: Entry, card: Short) -> None:
        super().__init__(entry)
        self._card = card

    def compose(self) -> ComposeResult:
        yield _Line(placeholder="your answer, then enter; esc for the other keys")
        yield Static("", classes="prompt")

    def response(self) -> Response:
        return Typed(self.query_one(Input).value)

    def settle(self, grade: Grade) -> None:
        self.query_one(Input).disabled = True
        self.query_one(".prompt", Static).update(grade.feedback)

    def take_focus(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Answered())


class _Prediction(TextArea):
    BINDINGS = [
        Binding("f5,ctrl+r,ctrl+s", "hand_in", "run and compare", priority=True),
    ]

    def action_hand_in(self) -> None:
        self.post_message(AnswerPane.Answered())


class PredictPane(AnswerPane):
    """Type what the code prints; the live run grades it line by line."""

    shows_code = True
    needs_run = True
    DEFAULT_CSS = """
    PredictPane TextArea { height: auto; min-height: 3; max-height: 12; border: round $panel; }
    PredictPane TextArea:focus { border: round $accent; }
    PredictPane #diff { height: auto; }
    """

    def __init__(self, entry: Entry, card: Predict) -> None:
        super().__init__(entry)
        self._card = card

    def compose(self) -> ComposeResult:
        lines = len((self._card.output or "").strip().splitlines()) + bool(self._card.raises)
        count = "one line" if lines == 1 else f"{lines} lines"
        raises = " It ends in an exception: name its type." if self._card.raises else ""
        yield Static(
            f"What does it print? ({count}){raises} Then F5 or ctrl+r runs it.",
            classes="prompt",
            markup=False,
        )
        yield _Prediction(soft_wrap=False, placeholder="line by line; labels may be left out")
        yield Static("", id="diff")

    def response(self) -> Response:
        return Typed(self.query_one(TextArea).text)

    def settle(self, grade: Grade) -> None:
        self.query_one(TextArea).display = False
        self.query_one(".prompt", Static).update(grade.feedback)
        self.query_one("#diff", Static).update(comparison(grade.lines))

    def take_focus(self) -> None:
        self.query_one(TextArea).focus()


def comparison(lines: list[LineGrade]) -> Content:
    """A table of what was said and what was printed, a sign and a remark per line."""
    width = max([cell_len("you said"), *(cell_len(line.said) for line in lines)])
    width = min(width, 34)
    rows = [Content.styled(f"  {'you said':<{width}}  it printed", "$foreground 65%")]
    for line in lines:
        sign, style = ("✓", "$text-success") if line.right else ("✗", "$text-error")
        said = line.said if cell_len(line.said) <= width else line.said[: width - 1] + "…"
        said += " " * (width - cell_len(said))
        row = Content.assemble((f"{sign} ", style), (said, style), "  ", line.printed or "—")
        if line.remark:
            row = Content.assemble(row, (f"\n    {line.remark}", "$foreground 65% italic"))
        rows.append(row)
    return Content("\n").join(rows)
