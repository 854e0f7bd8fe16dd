"""How a card shows in a table: one line that says what it is and how it stands."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Literal, NamedTuple

from quizapp.core.cards.card import Base, CardId
from quizapp.core.memory.leech import is_leech
from quizapp.core.memory.model import MemoryModel, in_learning
from quizapp.core.memory.review import CardState, Memory
from quizapp.core.printable import in_one_line
from quizapp.core.wording import interval, times
from quizapp.tui.browse.card_table import Cell, Column

# What is asked has room in every terminal; the rest has it where it is left over.
COLUMNS = (
    Column("card", 0, least=70),
    Column("question", 0),
    Column("kind", 9, least=96),
    Column("level", 6, least=112),
    Column("state", 9),
    Column("due", 5, right=True),
    Column("known", 5, right=True, least=78),
    Column("lapses", 6, right=True, least=120),
    Column("⚑", 2),
)

Order = Literal["bank", "due", "known", "lapses"]
ORDERS: dict[Order, str] = {
    "bank": "",
    "due": ", first due first",
    "known": ", least known first",
    "lapses": ", most forgotten first",
}


class Stock(NamedTuple):
    """What rows are made of: all that is known of the cards at one moment."""

    model: MemoryModel
    memories: Mapping[CardId, Memory]
    states: Mapping[CardId, CardState]
    left_out: Collection[str]  # topics
    at: datetime
    notes: Mapping[CardId, str] = MappingProxyType({})  # of the learner's own
    missed: Collection[CardId] = ()  # of late

    def memory(self, card: CardId) -> Memory | None:
        return self.memories.get(card)

    def state(self, card: CardId) -> CardState:
        return self.states.get(card, CardState())


def ordered(cards: list[CardId], order: Order, stock: Stock) -> list[CardId]:
    """The cards in another order; those never answered come last."""
    keys: dict[Order, Callable[[Memory], float]] = {
        "due": lambda memory: memory.due.timestamp(),
        "known": lambda memory: stock.model.known(memory, stock.at),
        "lapses": lambda memory: -memory.lapses,
    }
    if order == "bank":
        return cards
    seen = [card for card in cards if card in stock.memories]
    seen.sort(key=lambda card: keys[order](stock.memories[card]))
    return seen + [card for card in cards if card not in stock.memories]


def row(card: Base, stock: Stock) -> list[Cell]:
    """The cells of COLUMNS for a card."""
    memory, state = stock.memory(card.id), stock.state(card.id)
    lapses = memory.lapses if memory is not None else 0
    return [
        Cell(card.id, "muted"),
        Cell(in_one_line(card.question)[:200]),
        Cell(card.kind, "muted"),
        Cell(card.level, "muted"),
        state_cell(card, stock),
        _due(card, stock),
        _known(memory, stock),
        Cell(str(lapses or ""), "bad" if is_leech(memory) else ""),
        Cell(("⚑" if state.flag else " ") + ("✎" if card.id in stock.notes else ""), "warn"),
    ]


def standing_line(card: Base, stock: Stock) -> str:
    """The same in words: `learning, due now, forgotten twice`."""
    memory, state = stock.memory(card.id), stock.state(card.id)
    due, known = _due(card, stock).text, _known(memory, stock).text
    parts = [
        state_cell(card, stock).text,
        f"due {due}" if due == "now" else f"due in {due}" if due else "",
        f"known {known}" if "%" in known else "",
        f"forgotten {times(memory.lapses)}" if memory is not None and memory.lapses else "",
        "flagged" if state.flag else "",
    ]
    return ", ".join(filter(None, parts))


def state_cell(card: Base, stock: Stock) -> Cell:
    """In one word or two, how a card stands."""
    memory, state = stock.memory(card.id), stock.state(card.id)
    if state.suspended:
        return Cell("suspended", "warn")
    if card.topic in stock.left_out:
        return Cell("left out", "muted")
    if state.buried(stock.at):
        return Cell("buried", "warn")
    if is_leech(memory):
        return Cell("leech", "bad")
    if memory is None:
        return Cell("new", "muted")
    return Cell("learning", "accent") if in_learning(memory) else Cell("known")


def _due(card: Base, stock: Stock) -> Cell:
    """When the card comes back; one that is suspended or left out does not."""
    memory, state, at = stock.memory(card.id), stock.state(card.id), stock.at
    if memory is None or state.suspended or card.topic in stock.left_out:
        return Cell("")
    if state.buried_until is not None and state.buried(at):
        return Cell(interval(max(stock.model.away(memory, at), state.buried_until - at)))
    if stock.model.is_due(memory, at):
        return Cell("now", "accent")
    return Cell(interval(stock.model.away(memory, at)))


def _known(memory: Memory | None, stock: Stock) -> Cell:
    """How much of the card is known, which for one in learning is nothing yet."""
    if memory is None:
        return Cell("")
    if in_learning(memory):
        return Cell("–", "muted")
    return Cell(f"{stock.model.known(memory, stock.at):.0%}")
