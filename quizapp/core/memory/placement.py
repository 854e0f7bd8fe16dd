"""A few cards over topics and levels, each chosen by the answers before, that show where to start.

The levels are climbed and left as on a staircase: after an answer that passed the next card is one
level up, after one that failed one level down. That stays about where half of the answers pass,
which is where an answer tells most (Wetherill and Levitt, 1965).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from quizapp.core.cards.card import LEVELS, CardId, Level

COUNT = 10
LEAST = 4  # answers, before they say anything
_FIRST = 1  # of LEVELS: the middle one
_SEVERAL = 3  # answers at the last level that passed; below it one fewer will do


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
    """The level at which each topic begins for who answered so: what lies below it comes later.

    Who rates themselves errs, so few answers move little: none of fewer than `LEAST` do, and only
    several that passed at the last level have topics begin there. A topic of which a card was asked
    goes by that card, a level above the others at most. Those that begin at the first level are not
    named.
    """
    if len(passed) < LEAST:
        return {}
    answers = [(card, LEVELS.index(levels[card]), ok) for card, ok in passed.items()]
    overall = _overall([(level, ok) for _, level, ok in answers])
    found = {card.split("/", 1)[0]: overall for card in levels}
    for card, level, ok in answers:
        own = min(max(overall, level), overall + 1) if ok else min(overall, level - 1)
        found[card.split("/", 1)[0]] = own
    return {topic: LEVELS[level] for topic, level in found.items() if level > 0}


def _level(answers: Sequence[tuple[int, bool]]) -> int:
    if not answers:
        return _FIRST
    level, ok = answers[-1]
    return min(max(level + (1 if ok else -1), 0), len(LEVELS) - 1)


def _overall(answers: Sequence[tuple[int, bool]]) -> int:
    """The last level such that what lies below it is known: of the answers there or above several
    passed, more than failed there. For the last level, some at that itself."""
    found, top = 0, len(LEVELS) - 1
    for at in range(1, len(LEVELS)):
        passed = sum(ok and level >= at - 1 for level, ok in answers)
        failed = sum(not ok and level < at for level, ok in answers)
        sure = at < top or sum(ok and level == top for level, ok in answers) >= _SEVERAL
        if passed >= _SEVERAL - 1 and passed > failed and sure:
            found = at
    return found
