"""A form for what a script prints: a row for each line, its labels there, fields for its values."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import HorizontalGroup, VerticalGroup
from textual.message import Message
from textual.widgets import Input, Static

from quizapp.core.grading.fields import fields_of, filled
from quizapp.core.grading.marking import PrintedLine
from quizapp.tui.drill.panes.base import focus_now
from quizapp.tui.keys import answering
from quizapp.tui.widgets.fields import Line


class _Value(Line):
    """Enter goes on to the next field, and from the last one hands in."""

    BINDINGS = [
        Binding("enter", "go(1, True)", "next value"),
        Binding("down", "go(1)", "next value", show=False),
        Binding("up", "go(-1)", "value before", show=False),
        Binding("f5,ctrl+r,ctrl+s", "hand_in", "hand in", key_display="F5", priority=True),
    ]

    def on_form_handed_in(self) -> None:
        self.closed = True

    def action_go(self, by: int, hand_in: bool = False) -> None:
        self._form.go_on(self, by, hand_in=hand_in)

    def action_hand_in(self) -> None:
        answering(self)
        self.post_message(Form.HandedIn())  # behind the letters that it has not yet seen

    @property
    def _form(self) -> "Form":
        return next(one for one in self.ancestors if isinstance(one, Form))


class Form(VerticalGroup):
    """The values of `lines`, to be filled in; with `raises` also the exception that ends them."""

    DEFAULT_CSS = """
    Form { height: auto; padding: 0 1; border: round $panel; }
    Form:focus-within { border: round $accent; }
    Form HorizontalGroup { height: auto; }
    Form Static { width: auto; max-width: 70%; color: $foreground 65%; }
    Form Input { width: 1fr; min-width: 8; height: 1; border: none; padding: 0;
        background: $boost; }
    Form Input:focus { border: none; background: $accent 20%; }
    """

    class HandedIn(Message):
        """The learner is done."""

    class Changed(Message):
        """A value was typed."""

    def __init__(self, lines: Sequence[PrintedLine], *, raises: bool) -> None:
        super().__init__()
        self._lines = lines
        self._rows = [
            [
                _Value(select_on_focus=False) if piece.kind == "value" else piece.text
                for piece in line
            ]
            for line in lines
        ]
        self._end = (
            _Value(placeholder="the exception's type", select_on_focus=False) if raises else None
        )

    def compose(self) -> ComposeResult:
        for row in self._rows:
            with HorizontalGroup():
                for part in row:
                    yield Static(part, markup=False) if isinstance(part, str) else part
        if self._end is not None:
            with HorizontalGroup():
                yield Static("ends in ", markup=False)
                yield self._end

    @property
    def values(self) -> list[_Value]:
        """All fields, in their order."""
        found = [part for row in self._rows for part in row if isinstance(part, _Value)]
        return found if self._end is None else [*found, self._end]

    @property
    def text(self) -> str:
        """The lines as they would be printed; empty while nothing is filled in."""
        return self.written if any(value.value.strip() for value in self.values) else ""

    @property
    def written(self) -> str:
        """The lines as they would be printed."""
        texts = [
            filled(line, [part.value for part in row if isinstance(part, _Value)])
            for line, row in zip(self._lines, self._rows, strict=True)
        ]
        end = self._end.value.strip() if self._end is not None else ""
        return "\n".join([*texts, end] if end else texts)

    def fill(self, text: str) -> bool:
        """Put the values of a text into the fields; False if it has not the form's lines."""
        lines = [line for line in text.splitlines() if line.strip()]
        ends = self._end is not None and len(lines) == len(self._lines) + 1
        if lines and len(lines) - ends != len(self._lines):
            return False
        found: list[str] = []
        for line, said in zip(self._lines, lines, strict=False):
            fields = fields_of(line, said)
            if fields is None:
                return False
            found += fields
        found += lines[len(self._lines) :]
        for place, value in enumerate(self.values):
            value.value = found[place] if place < len(found) else ""
            value.cursor_position = len(value.value)
        return True

    def take_focus(self) -> None:
        """To the first field that is empty."""
        values = self.values
        focus_now(next((one for one in values if not one.value.strip()), values[0]))

    def go_on(self, value: _Value, by: int, *, hand_in: bool) -> None:
        """Move on from a field; from the last one, hand in if that is meant."""
        values = self.values
        place = values.index(value) + by
        if 0 <= place < len(values):
            focus_now(values[place])
            values[place].scroll_visible(animate=False)
        elif hand_in:
            value.action_hand_in()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        event.input.scroll_visible(animate=False)
        self.post_message(self.Changed())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
