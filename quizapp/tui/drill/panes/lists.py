"""The kinds answered in a list: flashcard, choice and order."""

import random

from textual.app import ComposeResult
from textual.widgets import TextArea

from quizapp.banks.collection import Entry
from quizapp.core.cards.kinds.choice import Choice, Picked
from quizapp.core.cards.kinds.flashcard import Flashcard, Ticked
from quizapp.core.cards.kinds.order import Arranged, Order
from quizapp.core.grading.grade import Grade, Response
from quizapp.tui.drill.panes.base import AnswerPane, Field, focus_now
from quizapp.tui.widgets.row_list import RowList


class FlashcardPane(AnswerPane):
    """Answer aloud, or in writing; after the reveal tick the key points that you mentioned."""

    DEFAULT_CSS = """
    FlashcardPane TextArea { height: 6; border: round $panel; }
    """

    def __init__(self, entry: Entry, card: Flashcard, luck: random.Random) -> None:
        super().__init__(entry)
        self._area = Field(placeholder="your answer, for yourself; ctrl+s shows the card's")
        self._rows = RowList(card.points, "many", numbered=False)  # digits rate
        self._area.display = self._rows.display = False
        self.say("Say your answer aloud (or i to write it), then reveal.")

    def compose(self) -> ComposeResult:
        yield self.prompt
        yield self._area
        yield self._rows

    @property
    def text(self) -> str:
        return self._area.text

    @text.setter
    def text(self, text: str) -> None:
        self._area.text = text
        self._area.move_cursor(self._area.document.end)
        self._area.display = bool(text.strip())

    def write(self) -> None:
        self._area.display = True
        focus_now(self._area)
        self._follow()

    def _follow(self) -> None:
        self.call_after_refresh(self._area.scroll_visible, animate=False)

    def response(self) -> Response:
        return Ticked(frozenset(self._rows.marked))

    def settle(self, grade: Grade) -> None:
        if not self._rows.display:
            self._rows.display = True
            focus_now(self._rows)
        self.say(f"Tick what you mentioned (space): {grade.feedback}")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._area.has_focus:
            self._follow()
        self.post_message(self.Typed())

    def on_row_list_changed(self, event: RowList.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())


class ChoicePane(AnswerPane):
    """Options in a new order each time; a wrong pick is answered with its own why."""

    def __init__(self, entry: Entry, card: Choice, luck: random.Random) -> None:
        super().__init__(entry)
        self._card = card
        self._options = card.offers()
        self._order = card.shuffled(luck)
        self.picks_one = not card.several
        texts = [self._options[index].text for index in self._order]
        self._rows = RowList(texts, "many" if card.several else "one")
        self.say(
            "Tick all that are right: space, or a digit."
            if card.several
            else "Pick one: a digit, or enter where the mark is."
        )

    def compose(self) -> ComposeResult:
        yield self.prompt
        yield self._rows

    @property
    def text(self) -> str:
        if self.picks_one:  # it is answered, or nothing is picked
            return ""
        return self._card.named(self._order[row] for row in self._rows.marked)

    @text.setter
    def text(self, text: str) -> None:
        if not self.picks_one:
            self._rows.mark(self._order.index(index) for index in self._card.recalled(text))

    @property
    def answered(self) -> bool:
        return bool(self._rows.marked)

    def response(self) -> Response:
        self._rows.mark_cursor()
        return Picked(frozenset(self._order[row] for row in self._rows.marked))

    def settle(self, grade: Grade) -> None:
        rows = self._rows
        right = {row for row, index in enumerate(self._order) if self._options[index].right}
        why = {row: self._options[index].why for row, index in enumerate(self._order)}
        shown = {row: why[row] for row in right | rows.marked}
        if len(rows.marked) != 1 or rows.marked != right:
            shown = why
        rows.settle(right, rows.marked - right, shown)
        self.tell(grade)

    def pick(self, place: int) -> None:
        self._rows.pick(place)

    def take_focus(self) -> None:
        focus_now(self._rows)

    def on_row_list_changed(self, event: RowList.Changed) -> None:
        event.stop()
        self.post_message(self.Typed())

    def on_row_list_picked(self, event: RowList.Picked) -> None:
        event.stop()
        self.post_message(self.Answered())


class OrderPane(AnswerPane):
    """Steps to bring into their order."""

    def __init__(self, entry: Entry, card: Order, luck: random.Random) -> None:
        super().__init__(entry)
        self._card = card
        self._start = card.shuffled(luck)
        self._rows = RowList([card.steps[step] for step in self._start], "order")
        self.say("Move a step with shift+↑ ↓ (or J K, or drag it); enter answers.")

    def compose(self) -> ComposeResult:
        yield self.prompt
        yield self._rows

    @property
    def _steps(self) -> tuple[int, ...]:
        return tuple(self._start[row] for row in self._rows.order)

    @property
    def text(self) -> str:
        return "" if self._steps == self._start else self._card.named(self._steps)

    @text.setter
    def text(self, text: str) -> None:
        steps = self._card.recalled(text)
        if sorted(steps) == sorted(self._start):  # else it was another card
            self._rows.put_in_order([self._start.index(step) for step in steps])

    def response(self) -> Response:
        return Arranged(self._steps)

    def settle(self, grade: Grade) -> None:
        rows = self._rows
        places = {row: place for place, row in enumerate(rows.order)}
        right = {row for row, place in places.items() if self._start[row] == place}
        remarks = {
            row: f"belongs to place {self._start[row] + 1}" for row in places if row not in right
        }
        rows.settle(right, set(places) - right, remarks)
        self.tell(grade)

    def pick(self, place: int) -> None:
        self._rows.pick(place)

    def take_focus(self) -> None:
        focus_now(self._rows)

    def on_row_list_changed(self, event: RowList.Changed) -> None:
        event.stop()
        self.post_message(self.Typed())
