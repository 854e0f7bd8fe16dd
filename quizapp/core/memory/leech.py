"""Leeches: cards forgotten so often that the card itself is in the way."""

from collections.abc import Iterable, Mapping

from quizapp.core.cards.card import LEVELS, Base, CardId
from quizapp.core.memory.progress import LEECH_LAPSES
from quizapp.core.memory.review import Memory


def is_leech(memory: Memory | None) -> bool:
    return memory is not None and memory.lapses >= LEECH_LAPSES


def easier_neighbor(
    card: Base, cards: Iterable[Base], memories: Mapping[CardId, Memory]
) -> Base | None:
    """The card of the same topic to learn first: an easier level, or at the same level a kind that
    asks less. Of those the one that shares most sources and tags; leeches themselves are left out.
    """
    mine = set(card.covers) | set(card.tags)
    found = [
        other
        for other in cards
        if other.topic == card.topic
        and _ease(other) < _ease(card)
        and not is_leech(memories.get(other.id))
    ]
    return max(
        found,
        key=lambda other: (len(mine & (set(other.covers) | set(other.tags))), _ease(other)),
        default=None,
    )


def leech_notice(card: Base, neighbor: Base | None) -> str:
    """What to tell a learner whose card was forgotten once too often."""
    first = f"Learn {neighbor.id} first, rewrite it" if neighbor else "Rewrite it"
    return f"{card.id} is a leech: forgotten {LEECH_LAPSES} times or more. {first}, or suspend it."


def _ease(card: Base) -> tuple[int, int]:
    return LEVELS.index(card.level), card.effort.ease
