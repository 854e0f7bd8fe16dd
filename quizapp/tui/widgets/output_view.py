"""What a run prints, as it comes: drawn line by line, so that a flood never stalls a keypress."""

from itertools import groupby
from operator import itemgetter
from textwrap import wrap

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from quizapp.core.printable import MAX_LINE, printable
from quizapp.core.run import Stream
from quizapp.core.tracebacks import folded

MAX_LINES = 20_000
_FRAME, _SLOW_FRAME = 1 / 60, 1 / 8  # seconds from one drawing to the next
_SAID = 20  # lines at the end, in which an exception says what it has to say
_MANY = 200  # lines, from which on a layout takes long


def _folded(kind: str, lines: list[str]) -> list[str]:
    return folded(lines) if kind == "stderr" else lines


def _broken(kind: str, line: str, width: int) -> list[str]:
    """What an exception says in parts of this width; code, which is indented, as it is."""
    as_it_is = kind != "stderr" or line[:1].isspace()
    if as_it_is or width <= 0 or cell_len(line) <= width:
        return [line]
    return wrap(line, width, subsequent_indent="  ", break_on_hyphens=False)


class OutputView(ScrollView, can_focus=True):
    """stdout plain, stderr in the error color behind a bar; wide lines scroll sideways."""

    COMPONENT_CLASSES = {"output--stderr", "output--note", "output--added", "output--gone"}
    DEFAULT_CSS = """
    OutputView { height: auto; min-height: 1; background: $surface; padding: 0 1; }
    OutputView:focus { background-tint: $foreground 4%; }
    OutputView .output--stderr { color: $text-error; }
    OutputView .output--note { color: $foreground 60%; text-style: italic; }
    OutputView .output--added { color: $text-success; }
    OutputView .output--gone { color: $foreground 60%; text-style: strike; }
    """
    BINDINGS = [
        Binding("j", "scroll_down", show=False),
        Binding("k", "scroll_up", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[tuple[str, str]] = []
        self._open: dict[str, bool] = {}
        self._width = 0
        self._flushing = False
        self.cut = False

    @property
    def text(self) -> str:
        """Everything shown, without marks."""
        return "\n".join(line for _, line in self._lines)

    def clear(self) -> None:
        self._lines.clear()
        self._open.clear()
        self._width = 0
        self.cut = False
        self.flush()

    def append(self, stream: Stream, text: str) -> None:
        """Add what came; a line may come in parts."""
        if len(self._lines) >= MAX_LINES:
            self.cut = True
            return
        first, *rest = printable(text).split("\n")
        if self._open.get(stream) and self._lines and self._lines[-1][0] == stream:
            self._go_on(stream, first)
        elif first or rest:
            self._add(stream, first)
        for line in rest[:-1]:
            self._add(stream, line)
        if rest and rest[-1]:
            self._add(stream, rest[-1])
        self._open[stream] = not text.endswith("\n")
        self._schedule()

    def _go_on(self, stream: Stream, text: str) -> None:
        """Add to the last line; one without end is cut, or each part of it would cost more."""
        line = self._lines[-1][1]
        room = MAX_LINE - len(line)
        if len(text) > room:
            self.cut = True
        if room > 0:
            self._put(len(self._lines) - 1, stream, line + text[:room])

    def note(self, text: str) -> None:
        """A line of the app's own, told apart from what was printed; it is shown also where that
        was cut."""
        self._append("note", text)
        self._schedule()

    def show_lines(self, lines: list[tuple[str, str]]) -> None:
        """Replace everything by (kind, line) pairs; kinds: stdout stderr note added gone."""
        self.clear()
        for kind, line in lines:
            self._add(kind, line)
        self._schedule()

    def fold(self) -> None:
        """Show of the tracebacks in stderr what is not a library's, and all that they say."""
        width = self.size.width - 2  # behind the bar, and clear of the edge
        shown = [
            (kind, line)
            for kind, group in groupby(self._lines, itemgetter(0))
            for line in _folded(kind, [line for _, line in group])
        ]
        shown[-_SAID:] = [
            (kind, part) for kind, line in shown[-_SAID:] for part in _broken(kind, line, width)
        ]
        if shown != self._lines:
            cut = self.cut
            self.show_lines(shown)
            self.cut = cut

    def _add(self, kind: str, line: str) -> None:
        if len(self._lines) >= MAX_LINES:
            self.cut = True
        else:
            self._append(kind, line)

    def _append(self, kind: str, line: str) -> None:
        self._lines.append(("", ""))
        self._put(len(self._lines) - 1, kind, line)

    def _put(self, at: int, kind: str, line: str) -> None:
        self._lines[at] = (kind, line)
        self._width = max(self._width, cell_len(line) + 2)

    def _schedule(self) -> None:
        if not self._flushing:
            self._flushing = True
            self.set_timer(_FRAME if len(self._lines) < _MANY else _SLOW_FRAME, self.flush)

    def flush(self) -> None:
        """Draw what there is, now."""
        self._flushing = False
        at_end = self.scroll_offset.y >= self.max_scroll_y
        size = Size(self._width, len(self._lines))
        if size != self.virtual_size:
            self.virtual_size = size
            self.refresh(layout=True)
        self.refresh()
        if at_end and self.is_mounted:
            self.call_after_refresh(self.scroll_end, animate=False, x_axis=False)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        sideways = 1 if self._width > width else 0
        return max(1, len(self._lines)) + sideways

    def render_line(self, y: int) -> Strip:
        scroll_x, scroll_y = self.scroll_offset
        at, width = y + scroll_y, self.size.width
        base = self.rich_style
        if at >= len(self._lines):
            return Strip.blank(width, base)
        kind, line = self._lines[at]
        segments = self._segments(kind, line, base)
        return Strip(segments).crop_extend(scroll_x, scroll_x + width, base)

    def _segments(self, kind: str, line: str, base: Style) -> list[Segment]:
        if kind == "stdout":
            return [Segment(line, base)]
        style = base + self.get_component_rich_style(f"output--{kind}", partial=True)
        sign = {"stderr": "▏", "added": "+ ", "gone": "- "}.get(kind, "")
        return [Segment(sign + line, style)]
