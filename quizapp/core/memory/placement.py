"""A few cards over topics and levels, each chosen by the answers before, that show where to start.

The levels are climbed and left as on a staircase: after an answer that passed the next card is one
level up, after one that failed one level down. That stays about where half of the answers pass,
which is where an answer tells most (Wetherill and Levitt, 1965).
"""

from collections.abc import Mapping, Sequence
from math import floor
from typing import NamedTuple

from quizapp.core.cards.card import LEVELS, CardId, Level

COUNT = 10
_FIRST = 1  # of LEVELS: the middle one


class Placed(NamedTuple):
    """A card that could be asked to place somebody."""

    card: CardId
    level: Level

    @property
    def topic(self) -> str:
        return self.card.split("/", 1)[0]


def chosen(
    cards: Sequence[Placed], passed: Mapping[CardId, bool], count: int = COUNT
) -> list[CardId]:
    """The cards still to ask, after those that were answered: the next one at the level where the
    answers lead, the rest around it; of topics that were not asked yet first."""
    known = {one.card: one for one in cards}
    asked = [known[card] for card in passed if card in known]
    level = _level([(LEVELS.index(one.level), passed[one.card]) for one in asked])
    topics = [one.topic for one in asked]
    left = [one for one in cards if one.card not in passed]
    found: list[CardId] = []
    while left and len(found) < count - len(passed):
        best = min(
            left,
            key=lambda one: (topics.count(one.topic), abs(LEVELS.index(one.level) - level)),
        )
        found.append(best.card)
        topics.append(best.topic)
        left.remove(best)
    return found


def starts(levels: Mapping[CardId, Level], passed: Mapping[CardId, bool]) -> dict[str, Level]:
    """The level at which each topic begins for who answered so: what lies below it comes later. A
    topic of which a card was asked goes by that card, the others by all of them; those that begin
    at the first level are not named."""
    answers = [(card, LEVELS.index(levels[card]), ok) for card, ok in passed.items()]
    overall = _ability([(level, ok) for _, level, ok in answers])
    found = {card.split("/", 1)[0]: overall for card in levels}
    for card, level, ok in answers:
        found[card.split("/", 1)[0]] = max(overall, level) if ok else min(overall, level - 1)
    return {topic: LEVELS[level] for topic, level in found.items() if level > 0}


def _level(answers: Sequence[tuple[int, bool]]) -> int:
    if not answers:
        return _FIRST
    level, ok = answers[-1]
    return min(max(level + (1 if ok else -1), 0), len(LEVELS) - 1)


def _ability(answers: Sequence[tuple[int, bool]]) -> int:
    """The level at which the answers waver: below it they pass, above it they fail."""
    if not answers:
        return 0
    total = sum(level + (1 if ok else -1) for level, ok in answers) / len(answers)
    return min(max(floor(total + 0.5), 0), len(LEVELS) - 1)
