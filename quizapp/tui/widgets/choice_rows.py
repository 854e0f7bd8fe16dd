"""Settings in rows: up and down go to one, left and right change it."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widgets.option_list import Option

from quizapp.tui.keys import Key
from quizapp.tui.text import DIM
from quizapp.tui.widgets.options import Options


@dataclass
class ChoiceRow:
    """One setting: its name, what it can be, and which of these it is (0-based)."""

    name: str
    values: Sequence[str]
    at: int = 0


class ChoiceRows(Options):
    DEFAULT_CSS = """
    ChoiceRows { height: auto; border: none; padding: 0; background: $background; }
    ChoiceRows:focus { border: none; background-tint: $foreground 0%; }
    """
    BINDINGS = [
        Key("left,h", "change(-1)", "change", key_display="← →", help="change what is marked"),
        Key("right,l", "change(1)", show=False),
    ]

    class Changed(Message):
        """A setting was changed."""

    def __init__(self, rows: Sequence[ChoiceRow], *, id: str | None = None) -> None:
        self.rows = rows
        super().__init__(*(Option(self._line(row)) for row in rows), id=id, compact=True)

    def action_change(self, by: int) -> None:
        if self.highlighted is None:
            return
        row = self.rows[self.highlighted]
        row.at = max(0, min(row.at + by, len(row.values) - 1))
        self.replace_option_prompt_at_index(self.highlighted, self._line(row))
        self.post_message(self.Changed())

    def _line(self, row: ChoiceRow) -> Content:
        name = max(len(one.name) for one in self.rows)
        before = "◂" if row.at > 0 else " "
        after = "▸" if row.at < len(row.values) - 1 else " "
        return Content.assemble(
            (f"{row.name:<{name}}  ", DIM),
            (before, "$text-accent"),
            f" {row.values[row.at]} ",
            (after, "$text-accent"),
        )
