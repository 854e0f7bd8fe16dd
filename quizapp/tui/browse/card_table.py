"""Cards as rows, thousands of them: only the rows on the screen are ever drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from quizapp.core.cards.card import CardId
from quizapp.tui.keys import Key

_MARK = 2  # cells before the first column
_LOOSE = 34  # cells, at most, of a column of open width that is not the last such
_SHARE = 0.4  # of what there is for it and the last


class Column(NamedTuple):
    """`width` in cells, 0 for a share of what is left over; the column is not shown where the
    table is narrower than `least`."""

    name: str
    width: int
    right: bool = False
    least: int = 0


class Cell(NamedTuple):
    """`tone` is one of "", muted, accent, good, warn and bad."""

    text: str
    tone: str = ""


class CardTable(ScrollView, can_focus=True):
    """A table under its header. `cells` makes a card's row when it comes into view; `cards` is
    what is shown, `marked` what was selected, shown or not."""

    TONES = ("muted", "accent", "good", "warn", "bad")
    COMPONENT_CLASSES = {"table--header", "table--cursor", *(f"table--{tone}" for tone in TONES)}
    DEFAULT_CSS = """
    CardTable { height: 1fr; background: $background; overflow-x: hidden; }
    CardTable .table--header { color: $foreground 65%; }
    CardTable .table--cursor { background: $panel; }
    CardTable:focus .table--cursor { background: $accent 25%; }
    CardTable .table--muted { color: $foreground 65%; }
    CardTable .table--accent { color: $text-accent; }
    CardTable .table--good { color: $text-success; }
    CardTable .table--warn { color: $text-warning; }
    CardTable .table--bad { color: $text-error; }
    """
    BINDINGS = [
        Key("down,j", "move(1)", show=False),
        Key("up,k", "move(-1)", show=False),
        Key("pagedown", "page(1)", show=False),
        Key("pageup", "page(-1)", show=False),
        Key("home", "move(-1_000_000)", show=False),
        Key("end", "move(1_000_000)", show=False),
        Key("enter", "inspect", "read",
            help="read the card at the cursor: question, code, answer, your note"),
        Key("space", "mark", "select", help="select the card at the cursor, or no longer"),
        Key("a", "mark_all", "all", help="select all cards shown, or none of them"),
    ]  # fmt: skip

    @dataclass
    class Opened(Message):
        """Enter, or a click on the row of the cursor."""

        card: CardId

    class Marked(Message):
        """The selection changed."""

    class Moved(Message):
        """The cursor is on another card."""

    cursor: reactive[int] = reactive(0)

    def __init__(
        self,
        columns: Sequence[Column],
        cells: Callable[[CardId], Sequence[Cell]],
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._columns = columns
        self._cells = cells
        self.cards: list[CardId] = []
        self.marked: set[CardId] = set()

    def go_to(self, card: CardId) -> None:
        """Put the cursor on a card, if it is shown."""
        if card in self.cards:
            self.cursor = self.cards.index(card)

    @property
    def current(self) -> CardId | None:
        """The card under the cursor."""
        return self.cards[self.cursor] if self.cursor < len(self.cards) else None

    def show(self, cards: list[CardId]) -> None:
        """Show other cards; the cursor stays on its card where that is still there."""
        held = self.current
        self.cards = cards
        place = cards.index(held) if held is not None and held in set(cards) else 0
        self.virtual_size = Size(0, len(cards) + 1)
        self.cursor = place
        self._follow()
        self.refresh(layout=True)
        self.post_message(self.Moved())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self.cards) if action in ("inspect", "mark", "mark_all") else True

    def watch_cursor(self) -> None:
        self._follow()
        self.refresh()
        self.post_message(self.Moved())

    def _follow(self) -> None:
        """Scroll so that the cursor is below the header and above the end."""
        rows = max(1, self.size.height - 1)
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + rows:
            self.scroll_to(y=self.cursor - rows + 1, animate=False)

    def on_resize(self) -> None:
        self._follow()

    def action_move(self, by: int) -> None:
        self.cursor = min(max(0, self.cursor + by), max(0, len(self.cards) - 1))

    def action_page(self, by: int) -> None:
        self.action_move(by * max(1, self.size.height - 2))

    def action_inspect(self) -> None:
        if self.current is not None:
            self.post_message(self.Opened(self.current))

    def action_mark(self) -> None:
        if self.current is not None:
            self.marked ^= {self.current}
            self.action_move(1)
            self._changed()

    def action_mark_all(self) -> None:
        """Select all that is shown, or none of it if all of it was selected."""
        shown = set(self.cards)
        self.marked = self.marked - shown if shown <= self.marked else self.marked | shown
        self._changed()

    def unmark(self) -> None:
        self.marked.clear()
        self._changed()

    def _changed(self) -> None:
        self.refresh()
        self.post_message(self.Marked())

    def on_click(self, event: Click) -> None:
        row = event.y - 1 + self.scroll_offset.y
        if event.y < 1 or row >= len(self.cards):
            return
        if event.ctrl or event.x < _MARK:
            self.cursor = row
            self.action_mark()
        elif row == self.cursor:
            self.action_inspect()
        else:
            self.cursor = row

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width  # without the scrollbar
        at = y - 1 + self.scroll_offset.y
        if y == 0:
            cells = [Cell(column.name, "header") for column in self._columns]
            return self._strip("  ", cells, width, ())
        if y == 1 and not self.cards:
            style = self._style("table--muted")
            return Strip([Segment("   nothing matches", style)]).crop_extend(0, width, style)
        if at >= len(self.cards):
            return Strip.blank(width, self._style())
        card = self.cards[at]
        mark = ("▸" if at == self.cursor else " ") + ("●" if card in self.marked else " ")
        classes = ("table--cursor",) if at == self.cursor else ()
        return self._strip(mark, self._cells(card), width, classes)

    def _style(self, *classes: str) -> Style:
        return self.get_visual_style(*classes).rich_style

    def _strip(
        self, mark: str, cells: Sequence[Cell], width: int, classes: tuple[str, ...]
    ) -> Strip:
        line = self._style(*classes)
        segments = [Segment(mark, self._style(*classes, "table--accent"))]
        for (column, cell), room in zip(*self._layout(cells, width), strict=True):
            style = self._style(*classes, f"table--{cell.tone}") if cell.tone else line
            text = _fitted(cell.text, room, column.right)
            segments += [Segment(" ", line), Segment(text, style)]
        return Strip(segments).crop_extend(0, width, line)

    def _layout(
        self, cells: Sequence[Cell], width: int
    ) -> tuple[list[tuple[Column, Cell]], list[int]]:
        """The columns that the width has room for, with their cells, and how wide each is."""
        shown = [pair for pair in zip(self._columns, cells, strict=True) if width >= pair[0].least]
        spare = width - _MARK - sum(column.width + 1 for column, _ in shown)
        loose = [place for place, (column, _) in enumerate(shown) if not column.width]
        widths = [column.width for column, _ in shown]
        for left, place in zip(range(len(loose), 0, -1), loose, strict=True):
            share = spare if left == 1 else min(_LOOSE, int(spare * _SHARE))
            widths[place] = max(8, share)
            spare -= widths[place]
        return shown, widths


def _fitted(text: str, width: int, right: bool) -> str:
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1) + "…"
    space = " " * (width - cell_len(text))
    return space + text if right else text + space
