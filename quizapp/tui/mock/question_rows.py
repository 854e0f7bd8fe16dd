"""The questions of a scorecard, a row each: part of a page that scrolls."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.message import Message
from textual.widgets.option_list import Option

from quizapp.core.mock.scorecard import QuestionResult
from quizapp.tui.keys import Key
from quizapp.tui.mock.scorecard_text import question_row
from quizapp.tui.widgets.options import Options


class QuestionRows(Options):
    """As high as it has rows."""

    DEFAULT_CSS = """
    QuestionRows { height: auto; max-height: 1000; border: none; padding: 0; margin: 0 1;
        background: $background; text-wrap: nowrap; text-overflow: ellipsis; }
    QuestionRows:focus { border: none; background-tint: $foreground 0%; }
    """
    BINDINGS = [Key("enter,space", "select", "open", key_display="enter",
                    help="read the question whole: what was said, what is right")]  # fmt: skip

    @dataclass
    class Beyond(Message):
        """The cursor went on below the last row, or above the first (`by` is -1)."""

        by: int

    def __init__(self, rows: Iterable[QuestionResult]) -> None:
        super().__init__(*(Option(question_row(at, row)) for at, row in enumerate(rows, 1)),
                         id="questions", compact=True)  # fmt: skip

    @property
    def at(self) -> int:
        """The row under the cursor."""
        return self.highlighted or 0

    def action_cursor_down(self) -> None:
        if self.at >= self.option_count - 1:
            self.post_message(self.Beyond(1))
        else:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        if self.at:
            super().action_cursor_up()
        else:
            self.post_message(self.Beyond(-1))
