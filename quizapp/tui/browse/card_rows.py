"""How a card shows in a table: one line that says what it is and how it stands."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Literal

from quizapp.core.cards.card import Base, CardId
from quizapp.core.memory.leech import is_leech
from quizapp.core.memory.review import CardState, Memory
from quizapp.core.memory.scheduling import is_due, recall
from quizapp.core.search import is_buried
from quizapp.tui.browse.card_table import Cell, Column
from quizapp.tui.drill.rating_bar import interval

COLUMNS = (
    Column("card", 0),
    Column("question", 0, least=110),
    Column("kind", 9, least=56),
    Column("level", 6, least=72),
    Column("state", 10),
    Column("due", 5, right=True),
    Column("recall", 6, right=True, least=72),
    Column("lapses", 6, right=True, least=80),
    Column("⚑", 1),
)

Order = Literal["bank", "due", "recall", "lapses"]
ORDERS: dict[Order, str] = {
    "bank": "",
    "due": ", the first due first",
    "recall": ", the least recalled first",
    "lapses": ", the most forgotten first",
}


def ordered(
    cards: list[CardId], order: Order, memories: Mapping[CardId, Memory], at: datetime
) -> list[CardId]:
    """The cards in another order; those never answered come last."""
    keys: dict[Order, Callable[[Memory], float]] = {
        "due": lambda memory: memory.due.timestamp(),
        "recall": lambda memory: recall(memory, at),
        "lapses": lambda memory: -memory.lapses,
    }
    if order == "bank":
        return cards
    seen = [card for card in cards if card in memories]
    seen.sort(key=lambda card: keys[order](memories[card]))
    return seen + [card for card in cards if card not in memories]


def row(card: Base, memory: Memory | None, state: CardState, at: datetime) -> list[Cell]:
    """The cells of COLUMNS for a card."""
    question = " ".join(card.question.replace("`", "").split())
    return [
        Cell(card.id),
        Cell(question[:200], "muted"),
        Cell(card.kind, "muted"),
        Cell(card.level, "muted"),
        standing(memory, state, at),
        _due(memory, at),
        Cell(f"{recall(memory, at):.0%}" if memory else ""),
        Cell(str(memory.lapses or "") if memory else "", "bad" if is_leech(memory) else ""),
        Cell("⚑" if state.flag else "", "warn"),
    ]


def standing(memory: Memory | None, state: CardState, at: datetime) -> Cell:
    """In one word, how a card stands."""
    if state.suspended:
        return Cell("suspended", "warn")
    if is_buried(state, at):
        return Cell("buried", "warn")
    if is_leech(memory):
        return Cell("leech", "bad")
    if memory is None:
        return Cell("new", "muted")
    return Cell({"review": "known"}.get(memory.state, memory.state))


def _due(memory: Memory | None, at: datetime) -> Cell:
    if memory is None:
        return Cell("")
    if is_due(memory, at):
        return Cell("now", "accent")
    return Cell(interval(memory.due - at))
