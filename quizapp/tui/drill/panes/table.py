"""Which pane a kind of card is answered in."""

from collections.abc import Callable
from random import Random
from typing import Any

from quizapp.banks.collection import Entry
from quizapp.core.cards.card import Base
from quizapp.core.cards.kinds.bug import Bug
from quizapp.core.cards.kinds.choice import Choice
from quizapp.core.cards.kinds.code import Code
from quizapp.core.cards.kinds.flashcard import Flashcard
from quizapp.core.cards.kinds.order import Order
from quizapp.core.cards.kinds.predict import Predict
from quizapp.core.cards.kinds.short import Short
from quizapp.tui.drill.panes.base import AnswerPane
from quizapp.tui.drill.panes.coding import BugPane, CodePane
from quizapp.tui.drill.panes.lists import ChoicePane, FlashcardPane, OrderPane
from quizapp.tui.drill.panes.typed import PredictPane, ShortPane, TextPane

PANES: dict[type[Base], Callable[[Entry, Any, Random], AnswerPane]] = {
    Flashcard: FlashcardPane,
    Choice: ChoicePane,
    Order: OrderPane,
    Short: ShortPane,
    Predict: PredictPane,
    Bug: BugPane,
    Code: CodePane,
}


def pane_for(entry: Entry, luck: Random) -> AnswerPane:
    """A new pane for a card; `luck` orders options and steps. A kind that is not in the table is
    answered in a field."""
    return PANES.get(type(entry.card), TextPane)(entry, entry.card, luck)
