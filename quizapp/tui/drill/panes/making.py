"""Which pane a card is answered in."""

from random import Random

from quizapp.banks.collection import Entry
from quizapp.core.cards.card import Bug, Choice, Code, Flashcard, Order, Predict, Short
from quizapp.tui.drill.panes.base import AnswerPane
from quizapp.tui.drill.panes.coding import BugPane, CodePane
from quizapp.tui.drill.panes.lists import ChoicePane, FlashcardPane, OrderPane
from quizapp.tui.drill.panes.typed import PredictPane, ShortPane


def pane_for(entry: Entry, shuffle: Random) -> AnswerPane:
    """A new pane for a card; `shuffle` orders options and steps."""
    match entry.card:
        case Flashcard() as card:
            return FlashcardPane(entry, card)
        case Choice() as card:
            return ChoicePane(entry, card, shuffle)
        case Order() as card:
            return OrderPane(entry, card, shuffle)
        case Short() as card:
            return ShortPane(entry, card)
        case Predict() as card:
            return PredictPane(entry, card)
        case Bug() as card:
            return BugPane(entry, card)
        case Code() as card:
            return CodePane(entry, card)
