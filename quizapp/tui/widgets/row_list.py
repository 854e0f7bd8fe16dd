"""Rows to pick, tick or sort, with the keys or the mouse: one widget for three kinds of card."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import HorizontalGroup, VerticalGroup
from textual.content import Content
from textual.events import MouseDown, MouseMove, MouseUp
from textual.message import Message
from textual.reactive import var
from textual.widgets import Static

from quizapp.tui.text import DIM, inline

Mode = Literal["one", "many", "order"]
_SIGNS = {"one": ("○", "●"), "many": ("☐", "☑"), "order": (" ", " ")}


class ListRow(HorizontalGroup):
    """One line of the list: its number and sign, the text, and after the answer a remark."""

    DEFAULT_CSS = """
    ListRow > .sign { width: auto; color: $text-muted; }
    ListRow > .text { width: 1fr; height: auto; }
    """

    def __init__(self, index: int, text: str) -> None:
        super().__init__()
        self.index = index
        self.text = text
        self.remark = ""
        self._sign = Static("", classes="sign", markup=False)
        self._body = Static(inline(text), classes="text")

    def compose(self) -> ComposeResult:
        yield self._sign
        yield self._body

    def draw(self, number: str, sign: str, at_cursor: bool) -> None:
        self.set_class(at_cursor, "-cursor")
        self._sign.update(f"{'▸' if at_cursor else ' '}{number} {sign} ")
        text = inline(self.text)
        if self.remark:
            text = Content.assemble(text, "\n", inline(self.remark).stylize(DIM))
        self._body.update(text)


class RowList(VerticalGroup, can_focus=True):
    """`marked` holds the picked or ticked rows; `order` the rows as they now stand (0-based, by
    their first places). Rows are `numbered` unless the digits mean something else there."""

    DEFAULT_CSS = """
    RowList { height: auto; margin: 1 0; }
    RowList ListRow { padding: 0 1 0 0; height: auto; }
    RowList:focus ListRow.-cursor { background: $accent 20%; }
    RowList ListRow:hover { background: $foreground 6%; }
    RowList ListRow.-right { border-left: thick $success; }
    RowList ListRow.-right > .sign { color: $text-success; text-style: bold; }
    RowList ListRow.-missed { border-left: outer $warning; }
    RowList ListRow.-missed > .sign { color: $text-warning; text-style: bold; }
    RowList ListRow.-wrong { border-left: thick $error; }
    RowList ListRow.-wrong > .sign { color: $text-error; text-style: bold; }
    """
    BINDINGS = [
        Binding("down,j", "move(1)", "move", show=False),
        Binding("up,k", "move(-1)", "move", show=False),
        Binding("shift+down,J,right_square_bracket", "carry(1)", "step down", key_display="⇧↓"),
        Binding("shift+up,K,left_square_bracket", "carry(-1)", "step up", key_display="⇧↑"),
        Binding("space", "tick", "tick"),
    ]

    @dataclass
    class Picked(Message):
        """An option of a single choice was picked, by its digit or the mouse."""

    @dataclass
    class Changed(Message):
        """A tick changed, or the order."""

    cursor: var[int] = var(0)

    def __init__(
        self, texts: Sequence[str], mode: Mode, marked: Iterable[int] = (), *, numbered: bool = True
    ) -> None:
        super().__init__()
        self.mode: Mode = mode
        self._numbered = numbered
        self.marked = set(marked)
        self.settled = False
        self._rows = [ListRow(index, text) for index, text in enumerate(texts)]
        self._dragged: ListRow | None = None
        self._signs: dict[int, str] = {}  # of the rows, once they are settled
        self._draw()

    def compose(self) -> ComposeResult:
        yield from self._rows

    @property
    def order(self) -> tuple[int, ...]:
        return tuple(row.index for row in self._rows)

    def mark(self, rows: Iterable[int]) -> None:
        """Have these rows picked or ticked, and the cursor at the first of them."""
        self.marked = set(rows)
        first = (place for place, row in enumerate(self._rows) if row.index in self.marked)
        self.cursor = next(first, self.cursor)
        self._draw()

    def put_in_order(self, order: Sequence[int]) -> None:
        """Have the rows in this order."""
        self._rows.sort(key=lambda row: order.index(row.index))
        if self.is_mounted:
            self.sort_children(key=lambda row: self._rows.index(cast("ListRow", row)))
        self._draw()

    def settle(self, right: set[int], wrong: set[int], remarks: dict[int, str]) -> None:
        """After the answer: show which rows were right, and why."""
        self.settled = True
        self._signs = {}
        for row in self._rows:
            missed = self.mode == "many" and row.index in right - self.marked
            found, bad = row.index in right and not missed, row.index in wrong
            row.set_class(found, "-right")
            row.set_class(missed, "-missed")
            row.set_class(bad, "-wrong")
            self._signs[row.index] = "✓" if found else "✗" if bad else "!" if missed else " "
            said = ["missed"] * missed + [remarks.get(row.index, "")]
            row.remark = ": ".join(filter(None, said))
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "carry":
            return self.mode == "order" and not self.settled
        if action == "tick":
            return self.mode == "many" and not self.settled
        return True

    def pick(self, place: int) -> None:
        """Choose the row at a place (0-based): what a digit or a click does."""
        if not 0 <= place < len(self._rows) or self.settled:
            return
        self.cursor = place
        if self.mode == "one":
            self.marked = {self._rows[place].index}
            self._draw()
            self.post_message(self.Picked())
        elif self.mode == "many":
            self.action_tick()

    def watch_cursor(self) -> None:
        self._draw()
        self._follow()

    def _follow(self) -> None:
        if self._rows and self.is_mounted:
            self._rows[self.cursor].scroll_visible(animate=False)

    def action_move(self, by: int) -> None:
        self.cursor = min(max(0, self.cursor + by), len(self._rows) - 1)
        self._follow()  # also where it is at the end: the page may show something else

    def action_carry(self, by: int) -> None:
        self._swap(self.cursor, self.cursor + by)

    def action_tick(self) -> None:
        self.marked ^= {self._rows[self.cursor].index}
        self._draw()
        self._follow()
        self.post_message(self.Changed())

    def mark_cursor(self) -> None:
        """A single choice is answered by where the cursor is, if nothing was picked."""
        if self.mode == "one" and not self.marked:
            self.marked = {self._rows[self.cursor].index}
            self._draw()

    def on_mouse_down(self, event: MouseDown) -> None:
        row = self._row_at(event)
        if row is None or self.settled:
            return
        if self.mode == "order":
            self._dragged = row
            self.cursor = self._rows.index(row)
            self.capture_mouse()
        else:
            self.pick(self._rows.index(row))

    def on_mouse_move(self, event: MouseMove) -> None:
        row = self._row_at(event) if self._dragged else None
        if row is not None and self._dragged is not None and row is not self._dragged:
            self._swap(self._rows.index(self._dragged), self._rows.index(row))

    def on_mouse_up(self, event: MouseUp) -> None:
        self._dragged = None
        self.release_mouse()

    def _row_at(self, event: MouseDown | MouseMove) -> ListRow | None:
        for row in self._rows:
            if row.region.contains(int(event.screen_x), int(event.screen_y)):
                return row
        return None

    def _swap(self, here: int, there: int) -> None:
        if not 0 <= there < len(self._rows):
            return
        row = self._rows.pop(here)
        self._rows.insert(there, row)
        self.move_child(row, before=there) if there < here else self.move_child(row, after=there)
        self.cursor = there
        self._draw()
        self.post_message(self.Changed())

    def _draw(self) -> None:
        off, on = _SIGNS[self.mode]
        for place, row in enumerate(self._rows):
            marked = row.index in self.marked
            number = str(place + 1) if self._numbered else ""
            sign = self._signs.get(row.index, on if marked else off)
            row.draw(number, sign, place == self.cursor)
