"""The kinds answered in a list: flashcard, choice and order."""

import random

from textual.app import ComposeResult
from textual.widgets import Static, TextArea

from quizapp.banks.collection import Entry
from quizapp.core.cards.card import Choice, Flashcard, Order
from quizapp.core.grading.grade import Arranged, Grade, Picked, Response, Ticked
from quizapp.tui.drill.panes.base import AnswerPane
from quizapp.tui.widgets.row_list import RowList


class FlashcardPane(AnswerPane):
    """Answer aloud, or in writing; after the reveal tick the key points that you mentioned."""

    DEFAULT_CSS = """
    FlashcardPane TextArea { display: none; height: 6; border: round $panel; }
    FlashcardPane TextArea.-open { display: block; }
    FlashcardPane RowList { display: none; }
    FlashcardPane.-revealed RowList { display: block; }
    """

    def __init__(self, entry: Entry, card: Flashcard) -> None:
        super().__init__(entry)
        self._card = card
        self._revealed = False

    def compose(self) -> ComposeResult:
        yield Static("Say your answer aloud (or i to write it), then reveal.", classes="prompt")
        yield TextArea(placeholder="your answer, for yourself; esc when done")
        yield RowList(self._card.key_points, "many")

    def write(self) -> None:
        area = self.query_one(TextArea)
        area.add_class("-open")
        area.focus()

    def response(self) -> Response:
        return Ticked(frozenset(self.query_one(RowList).marked))

    def settle(self, grade: Grade) -> None:
        rows = self.query_one(RowList)
        if not self._revealed:
            self._revealed = True
            self.add_class("-revealed")
            rows.focus()
        self.query_one(".prompt", Static).update(
            f"Tick what you mentioned (space): {grade.feedback}"
        )

    def pick(self, place: int) -> None:
        self.query_one(RowList).pick(place)

    def on_row_list_toggled(self, event: RowList.Toggled) -> None:
        event.stop()
        self.post_message(self.Changed())


class ChoicePane(AnswerPane):
    """Options in a new order each time; a wrong pick is answered with its own why."""

    def __init__(self, entry: Entry, card: Choice, shuffle: random.Random) -> None:
        super().__init__(entry)
        self._card = card
        self._order = list(range(len(card.options)))
        if {option.text.casefold() for option in card.options} != {"true", "false"}:
            shuffle.shuffle(self._order)

    def compose(self) -> ComposeResult:
        several = self._card.several
        prompt = "Tick all that are right: space, or a digit." if several else (
            "Pick one: a digit, or enter where the mark is."
        )  # fmt: skip
        yield Static(prompt, classes="prompt")
        texts = [self._card.options[index].text.strip() for index in self._order]
        yield RowList(texts, "many" if several else "one")

    def response(self) -> Response:
        self.query_one(RowList).mark_cursor()
        return Picked(frozenset(self._order[row] for row in self.query_one(RowList).marked))

    def settle(self, grade: Grade) -> None:
        options = self._card.options
        rows = self.query_one(RowList)
        right = {row for row, index in enumerate(self._order) if options[index].correct}
        why = {row: options[index].why.strip() for row, index in enumerate(self._order)}
        shown = {row: why[row] for row in right | rows.marked}
        if len(rows.marked) != 1 or rows.marked != right:
            shown = why
        rows.settle(right, rows.marked - right, shown)
        self.query_one(".prompt", Static).update(grade.feedback)

    def pick(self, place: int) -> None:
        self.query_one(RowList).pick(place)

    def take_focus(self) -> None:
        self.query_one(RowList).focus()

    def on_row_list_picked(self, event: RowList.Picked) -> None:
        event.stop()
        self.post_message(self.Answered())


class OrderPane(AnswerPane):
    """Steps to bring into their order."""

    def __init__(self, entry: Entry, card: Order, shuffle: random.Random) -> None:
        super().__init__(entry)
        self._card = card
        self._start = list(range(len(card.steps)))
        while self._start == sorted(self._start):
            shuffle.shuffle(self._start)

    def compose(self) -> ComposeResult:
        yield Static(
            "Move a step with shift+↑ ↓ (or J K, or drag it); enter answers.", classes="prompt"
        )
        yield RowList([self._card.steps[step] for step in self._start], "order")

    def response(self) -> Response:
        return Arranged(tuple(self._start[row] for row in self.query_one(RowList).order))

    def settle(self, grade: Grade) -> None:
        rows = self.query_one(RowList)
        places = {row: place for place, row in enumerate(rows.order)}
        right = {row for row, place in places.items() if self._start[row] == place}
        remarks = {
            row: f"belongs to place {self._start[row] + 1}" for row in places if row not in right
        }
        rows.settle(right, set(places) - right, remarks)
        self.query_one(".prompt", Static).update(grade.feedback)

    def take_focus(self) -> None:
        self.query_one(RowList).focus()
