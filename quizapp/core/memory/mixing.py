"""The order of a sitting: topics mixed, new cards among the others, neighbors apart."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from quizapp.core.cards.card import CardId

_APART = 6  # cards: what one of two neighbors told is then out of the working memory
# How far ahead another card is looked for, in the place of a neighbor or of one of the same topic:
# farther, and the cards that were spread over the sitting would all be at its beginning.
_FOR_A_NEIGHBOR, _FOR_A_TOPIC = 50, 4

Neighbors = Mapping[CardId, Collection[CardId]]


def interleaved(cards: Sequence[CardId]) -> list[CardId]:
    """The same cards, every topic spread evenly over the whole and in the order given."""
    return by_levels([cards], {})


def by_levels(levels: Sequence[Sequence[CardId]], weights: Mapping[str, float]) -> list[CardId]:
    """One level after the other, every topic spread evenly over each. A topic of weight 2 is
    through twice as fast: when the others begin with a level, it ends it."""
    turns: list[tuple[float, CardId]] = []
    for level, cards in enumerate(levels):
        topics: defaultdict[str, list[CardId]] = defaultdict(list)
        for card in cards:
            topics[_topic(card)].append(card)
        for start, (topic, ids) in zip(_evenly(len(topics)), topics.items(), strict=True):
            pace = weights.get(topic, 1.0) or 1.0
            for place, card in enumerate(ids):
                turns.append(((level + (place + start) / len(ids)) / pace, card))
    return _merged(turns)


def mixed(seen: Sequence[CardId], new: Sequence[CardId], neighbors: Neighbors) -> list[CardId]:
    """All of them, each of both in about the order given, the `new` ones evenly among the others.
    Two of one topic in a row, or two neighbors close to each other, come only where there is
    nothing else near."""
    turns = [turn for part in (seen, new) for turn in zip(_evenly(len(part)), part, strict=True)]
    left, order = _merged(turns), list[CardId]()
    while left:
        order.append(_next(left, order, neighbors))
        left.remove(order[-1])
    return order


def _next(left: Sequence[CardId], order: Sequence[CardId], neighbors: Neighbors) -> CardId:
    near = [neighbors.get(card, ()) for card in order[-_APART:]]
    apart = [card for card in left[:_FOR_A_NEIGHBOR] if not any(card in one for one in near)]
    topic = _topic(order[-1]) if order else ""
    others = (card for card in apart[:_FOR_A_TOPIC] if _topic(card) != topic)
    return next(others, apart[0] if apart else left[0])


def _evenly(count: int) -> list[float]:
    return [(place + 0.5) / count for place in range(count)]


def _merged(turns: list[tuple[float, CardId]]) -> list[CardId]:
    turns.sort(key=lambda turn: turn[0])
    return [card for _, card in turns]


def _topic(card: CardId) -> str:
    return card.split("/", 1)[0]
