"""Code with line numbers, and for a bug hunt a cursor that picks a line."""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from pygments.token import Token
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.events import Click, Key
from textual.geometry import Size
from textual.highlight import HighlightTheme, highlight
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from quizapp.tui.keys import answering

_HANG, _LEAST = 4, 12  # columns by which a line goes on further in, and has at the least
_PART = re.compile(r"[,({\[=]\s?|\s")  # behind these a line may be broken


class CodeTheme(HighlightTheme):
    """Few colors, from the theme: names stay plain, so that the eye goes to what they do."""

    STYLES = {
        Token.Comment: "$foreground 65% italic",
        Token.Keyword: "$text-accent",
        Token.Keyword.Constant: "$text-warning",
        Token.Literal.Number: "$text-warning",
        Token.Literal.String: "$text-success",
        Token.Literal.String.Doc: "$foreground 65% italic",
        Token.Name.Builtin: "$text-primary",
        Token.Name.Class: "$text-primary bold",
        Token.Name.Decorator: "$text-accent",
        Token.Name.Function: "$text-primary bold",
        Token.Number: "$text-warning",
        Token.Operator.Word: "$text-accent",
        Token.String: "$text-success",
    }


@functools.lru_cache(maxsize=8)
def colored(code: str) -> list[Content]:
    """Its lines in their colors."""
    text = highlight(code.rstrip("\n"), language="python", theme=CodeTheme)
    return text.split("\n", allow_blank=True)


class _Lines(Widget):
    """Numbered lines, as wide as there is room; what is left of one goes on below it."""

    DEFAULT_CSS = "_Lines { width: 100%; height: auto; padding: 0 1 0 0; }"

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[Content, Content]] = []
        self._rows: list[tuple[int, Content]] = []
        self._width = 0

    def show(self, lines: list[tuple[Content, Content]]) -> None:
        """Draw these: the number of each, with its sign, and its code."""
        self._lines, self._width = lines, 0
        self.refresh(layout=True)

    def row_of(self, line: int) -> int:
        """Where a line (1-based) begins."""
        return next((at for at, (number, _) in enumerate(self._rows) if number == line), 0)

    def line_at(self, row: int) -> int:
        """The line that a row is of; 0 for none."""
        return self._rows[row][0] if 0 <= row < len(self._rows) else 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._at(width))

    def render(self) -> Content:
        return Content("\n").join(row for _, row in self._at(self.content_size.width))

    def _at(self, width: int) -> list[tuple[int, Content]]:
        """The rows, each with the number of its line."""
        if width != self._width:
            self._width = width
            self._rows = [
                (number, row)
                for number, (head, line) in enumerate(self._lines, 1)
                for row in _in_rows(head, line, width)
            ]
        return self._rows


def _in_rows(head: Content, line: Content, width: int) -> Iterator[Content]:
    """A line that is too long is broken where a part of it ends, and goes on further in."""
    indent = len(line.plain) - len(line.plain.lstrip())
    hang = min(indent + _HANG, max(0, (width - head.cell_length) // 2))
    room = max(_LEAST, width - head.cell_length)
    while line.cell_length > room:
        fits = line.truncate(room)
        end = max((found.end() for found in _PART.finditer(fits.plain[indent:])), default=0)
        end = indent + end if end > room // 3 else len(fits.plain)
        yield Content.assemble(head, line[:end])
        line, indent = line[end:], 0
        head = Content(" " * (head.cell_length + hang))
        room, hang = max(_LEAST, width - head.cell_length), 0
    yield Content.assemble(head, line)


def differences(before: str, after: str) -> Iterator[tuple[str, int, int]]:
    """The lines of two texts in one order: a sign ("-" for one that only the first has, "+" for
    one of the second), and which line (0-based) of the two it is."""
    first, second = _lines(before), _lines(after)
    for tag, i, j, m, n in SequenceMatcher(a=first, b=second, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (
                (" ", one, other) for one, other in zip(range(i, j), range(m, n), strict=True)
            )
        else:
            yield from (("-", one, m) for one in range(i, j))
            yield from (("+", i, other) for other in range(m, n))


def _lines(code: str) -> list[str]:
    return [line.rstrip() for line in code.rstrip("\n").split("\n")]


def _compared(before: str, after: str) -> Iterator[tuple[Content, Content]]:
    """Each line with its sign and its number in the text that it is of."""
    first, second = colored(before), colored(after)
    width = len(str(max(before.count("\n"), after.count("\n")) + 1))
    styles = {"-": "$text-error", "+": "$text-success", " ": "$foreground 40%"}
    for sign, one, other in differences(before, after):
        lines, at = (first, one) if sign == "-" else (second, other)
        line = lines[at] if at < len(lines) else Content("")
        head = Content.styled(f"{sign}{at + 1:>{width}}  ", styles[sign])
        ground = {"-": "on $error 15%", "+": "on $success 15%"}.get(sign)
        yield head, line.stylize(ground) if ground else line


class CodeView(ScrollableContainer):
    """Read-only code. `marks` puts a sign and a style on lines (1-based); with `picking`, arrow
    keys or the mouse move a cursor, and enter or a second click picks its line."""

    DEFAULT_CSS = """
    CodeView { height: auto; max-height: 100%; background: $surface; }
    CodeView:focus { background-tint: $foreground 4%; }
    """
    BINDINGS = [
        Binding("down,j", "move(1)", "line", show=False),
        Binding("up,k", "move(-1)", "line", show=False),
        Binding("enter,space", "pick", "pick line"),
    ]

    @dataclass
    class Picked(Message):
        """The learner chose a line (1-based)."""

        line: int

    code: reactive[str] = reactive("", layout=True)
    cursor: reactive[int] = reactive(0)
    picking: reactive[bool] = reactive(False)

    def __init__(self, code: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._marks: Mapping[int, tuple[str, str]] = {}
        self._compared: tuple[str, str] | None = None
        self._picked = False  # and what is typed since is meant for the code
        self._typed = ""
        self._body = _Lines()
        self.set_reactive(CodeView.code, code)

    def compose(self) -> ComposeResult:
        self._draw()
        yield self._body

    def mark(self, marks: Mapping[int, tuple[str, str]]) -> None:
        """Put a sign and a style on lines, such as {4: ("✗", "$error")}."""
        self._marks = marks
        self._draw()

    def compare(self, before: str, after: str) -> None:
        """Show two texts as one: what only the first has, with a -, and only the second, with
        a +."""
        self._compared = before, after
        self._draw()

    @property
    def same(self) -> bool:
        """Whether the two texts that are compared are the same line by line."""
        return self._compared is not None and not any(
            sign.strip() for sign, *_ in differences(*self._compared)
        )

    def watch_code(self) -> None:
        self._marks = {}
        self._draw()

    def validate_code(self, code: str) -> str:
        if self._compared is not None:  # the same code as before is another thing to show
            self._compared = None
            self.call_later(self._draw)
        return code

    def watch_cursor(self, line: int) -> None:
        self._draw()
        if line:
            row = self._body.row_of(line)
            self.scroll_to(y=max(0, row - self.size.height // 2), animate=False)
            if self.has_focus:
                self.scroll_visible(animate=False)

    def watch_picking(self, picking: bool) -> None:
        self.can_focus = picking
        self.set_class(picking, "-picking")
        self.typed()
        self.cursor = 1 if picking else 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.picking if action in ("move", "pick") else True

    def action_move(self, by: int) -> None:
        self.cursor = min(max(1, self.cursor + by), len(self._lines()))

    async def on_key(self, event: Key) -> None:
        """Keys work in their order, and letters right behind the one that picked a line are kept
        for the editor that opens."""
        bound = self._bindings.key_to_bindings.get(event.key, ())
        if self._picked:
            self._typed += (event.character or "") if event.is_printable else ""
        elif not self.picking or not bound:
            return
        else:
            await self.app.run_action(bound[0].action, self)
        event.stop()
        event.prevent_default()

    def typed(self) -> str:
        """What was typed since a line was picked; from now on keys are keys again."""
        typed, self._typed, self._picked = self._typed, "", False
        return typed

    def action_pick(self) -> None:
        answering(self)
        self._picked = True
        self.post_message(self.Picked(self.cursor))

    def on_click(self, event: Click) -> None:
        if not self.picking:
            return
        offset = event.get_content_offset(self._body)
        line = self._body.line_at(offset.y) if offset is not None else 0
        if not line:
            return
        if line == self.cursor:
            self.action_pick()
        self.cursor = line

    def _lines(self) -> list[str]:
        return self.code.rstrip("\n").split("\n")

    def _draw(self) -> None:
        if self._compared is not None:
            self._body.show(list(_compared(*self._compared)))
            return
        lines = colored(self.code)
        width = len(str(self.code.count("\n") + 1))  # as the editor has it
        self._body.show([self._line(number, line, width) for number, line in enumerate(lines, 1)])

    def _line(self, number: int, line: Content, width: int) -> tuple[Content, Content]:
        """Its number, with its sign, and its code."""
        sign, style = self._marks.get(number, (" ", ""))
        at_cursor = number == self.cursor
        gutter = f"{'▸' if at_cursor else sign}{number:>{width}} "
        head = Content.styled(gutter, style or ("$accent bold" if at_cursor else "$foreground 40%"))
        body = line if line.plain.strip() or not at_cursor else Content(" ")
        if at_cursor:
            body = body.stylize("on $accent 25%")
        elif style:
            body = body.stylize(f"{style} bold")
        return Content.assemble(head, " "), body
