"""A field for Python: it indents, closes brackets, and looks like the code that is only read."""

from collections.abc import Callable

from rich.style import Style as RichStyle
from rich.text import Text
from textual.events import Key as Pressed
from textual.style import Style
from textual.widgets.text_area import Selection

from quizapp.tui.keys import Key
from quizapp.tui.widgets.code_view import colored
from quizapp.tui.widgets.fields import Area
from quizapp.tui.widgets.python_text import (
    INDENT,
    PAIRS,
    QUOTES,
    commented,
    indented,
    next_indent,
    outdented,
    pairs_up,
    steps_over,
)

_CLOSED_BY = {**PAIRS, **{quote: quote for quote in QUOTES}}
_MOST_COLORED = 10_000  # characters; of more the colors would be late


class CodeEditor(Area):
    """What is pasted stays as it is; only what is typed is indented and closed."""

    BINDINGS = [
        Key("tab", "indent", show=False, help="indent the lines that are selected"),
        Key("shift+tab", "outdent", show=False, help="take a step of indentation back"),
        Key("ctrl+underscore,ctrl+slash", "comment", show=False, key_display="^/",
            help="make the line a comment, or code again"),
        Key("ctrl+z", "undo", "undo", help="take back what was typed last"),
        Key("ctrl+y", "redo", "redo", help="type again what ^z took back"),
    ]  # fmt: skip

    def __init__(self, text: str = "") -> None:
        super().__init__(
            text, soft_wrap=True, show_line_numbers=True, tab_behavior="indent", compact=True
        )

    # How it looks

    @property
    def gutter_width(self) -> int:
        """As wide as that of the code that is read, which has a sign before each number."""
        return super().gutter_width + 1

    def get_line(self, line_index: int) -> Text:
        """A line in the colors of the code that is read."""
        line = super().get_line(line_index)
        text = self.text
        lines = colored(text) if len(text) <= _MOST_COLORED else []
        if line_index < len(lines) and lines[line_index].plain == line.plain:
            for start, end, style in lines[line_index].spans:
                line.stylize(self._seen(style), start, end)
        return line

    def _seen(self, style: Style | str) -> RichStyle:
        """A style as it comes out on this field's ground, which stays the cursor's."""
        style = style if isinstance(style, Style) else Style.parse(style)
        seen = (self.visual_style + style).rich_style
        return RichStyle(color=seen.color, bold=seen.bold, italic=seen.italic)

    # What is typed

    @property
    def _around(self) -> tuple[str, str]:
        """All before the cursor, and the rest of its line."""
        row, column = self.cursor_location
        before = [self.document.get_line(line) for line in range(row)]
        line = self.document.get_line(row)
        return "\n".join([*before, line[:column]]), line[column:]

    def put(self, event: Pressed) -> bool:
        if self.read_only:
            return False
        if event.key == "enter":
            self._new_line()
            return True
        typed = event.character or ""
        if not self.selection.is_empty or not (typed in QUOTES or typed in "()[]{}"):
            return False
        before, after = self._around
        if steps_over(typed, before, after):
            self.move_cursor_relative(columns=1)
            return True
        if typed in PAIRS or typed in QUOTES:
            return self._put_pair(typed, before, after)
        return False

    def _put_pair(self, typed: str, before: str, after: str) -> bool:
        if not pairs_up(typed, before, after):
            return False
        self._insert(typed + _CLOSED_BY[typed])
        self.move_cursor_relative(columns=-1)
        return True

    def _insert(self, text: str) -> None:
        """Put text in the place of what is selected, with the cursor behind it."""
        self._restart_blink()
        self._replace(text, self.selection)

    def _replace(self, text: str, place: Selection) -> None:
        self.replace(text, *sorted(place), maintain_selection_offset=False)

    def _new_line(self) -> None:
        if not self.selection.is_empty:
            self._replace("", self.selection)
        before, after = self._around
        blanks = len(after) - len(after.lstrip(" "))
        row, column = self.cursor_location
        line = before.rpartition("\n")[2]
        if not line.strip():  # it takes along what it is indented by
            start = (row, 0) if not after.strip() else (row, column)
            self._replace(f"\n{line}", Selection(start, (row, column)))
            return
        opening, closing = before.rstrip(" ")[-1:], after[blanks : blanks + 1]
        inner = next_indent(before)
        place = Selection((row, column), (row, column + blanks))
        if closing and PAIRS.get(opening) == closing:
            self._replace(f"\n{inner}\n{next_indent(before, after)}", place)
            self.move_cursor((row + 1, len(inner)))
        else:
            self._replace(f"\n{next_indent(before, after)}", place)

    def action_delete_left(self) -> None:
        """Within the indentation a whole step of it; a bracket with the closing one that stands
        right behind."""
        row, column = self.cursor_location
        before, after = self.document.get_line(row)[:column], self.document.get_line(row)[column:]
        if self.read_only or not self.selection.is_empty or not before:
            super().action_delete_left()
        elif not before.strip(" "):
            self._replace("", Selection((row, (column - 1) // INDENT * INDENT), (row, column)))
        elif after[:1] and after[0] == _CLOSED_BY.get(before[-1]):
            self._replace("", Selection((row, column - 1), (row, column + 1)))
        else:
            super().action_delete_left()

    # Whole lines

    def action_indent(self) -> None:
        """With nothing selected a tab is typed: blanks up to the next step."""
        if self.selection.is_empty:
            self._insert(" " * self._find_columns_to_next_tab_stop())
        else:
            self._change_lines(indented)

    def action_outdent(self) -> None:
        self._change_lines(outdented)

    def action_comment(self) -> None:
        self._change_lines(commented)

    def _change_lines(self, change: Callable[[list[str]], list[str]]) -> None:
        """Change the lines that are selected, or that of the cursor, in one step."""
        (first, _), (last, column) = sorted(self.selection)
        if last > first and not column:
            last -= 1  # of that one nothing is selected
        lines = [self.document.get_line(row) for row in range(first, last + 1)]
        changed = change(lines)
        if changed == lines:
            return
        start, end = self.selection
        self._replace("\n".join(changed), Selection((first, 0), (last, len(lines[-1]))))
        longer = {row: len(changed[row - first]) - len(lines[row - first])
                  for row in range(first, last + 1)}  # fmt: skip
        self.selection = Selection(
            *((row, max(0, at + longer.get(row, 0)) if at else 0) for row, at in (start, end))
        )
