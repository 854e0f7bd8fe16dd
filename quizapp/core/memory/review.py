"""What an answer leaves behind: plain values that the store keeps and the scheduler reads."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, Self

import msgspec

from quizapp.core.cards.card import CardId
from quizapp.core.grading.rating import Rating


class Memory(msgspec.Struct, frozen=True, gc=False):
    """FSRS memory of one card: stability in days, difficulty from 1 to 10, times in UTC."""

    state: Literal["learning", "review", "relearning"]
    step: int | None
    stability: float
    difficulty: float
    due: datetime
    last_review: datetime
    reps: int = 1
    lapses: int = 0


Origin = Literal["drill", "practice", "mock"]


class Review(msgspec.Struct, frozen=True, gc=False):
    """One answered card. `before` and `after` are equal when the answer did not count for the
    schedule (practice, or a mock that the learner kept apart); `said` is what was typed."""

    id: str
    card: CardId
    sitting: str
    at: datetime
    rating: Rating
    before: Memory | None
    after: Memory | None
    origin: Origin = "drill"
    score: float | None = None
    suggested: Rating | None = None
    seconds: float = 0.0
    hints: int = 0
    said: str = ""

    @property
    def counted(self) -> bool:
        """Whether the answer moved the card's memory."""
        return self.after is not None and self.after != self.before


class Reset(msgspec.Struct, frozen=True, gc=False):
    """A card was made new again: the answers up to this time are no part of its memory any more."""

    id: str
    card: CardId
    at: datetime


class CardState(msgspec.Struct, frozen=True):
    """What the learner decided about a card, apart from its memory."""

    suspended: bool = False
    buried_until: datetime | None = None
    flag: int = 0

    def buried(self, at: datetime) -> bool:
        """Whether it is put off beyond a time."""
        return self.buried_until is not None and self.buried_until > at

    def holds(self, fields: Mapping[str, object]) -> bool:
        """Whether these fields are still as they were set."""
        return all(getattr(self, name) == value for name, value in fields.items())

    def taken_back(self, fields: Mapping[str, object], was: Self) -> Self:
        """With the fields that were set as they `was` before, those set anew since left alone."""
        same = [name for name, value in fields.items() if self.holds({name: value})]
        return msgspec.structs.replace(self, **{name: getattr(was, name) for name in same})


def which(card: CardId, memory: Memory) -> tuple[CardId, datetime, int]:
    """Which answer left a memory, whatever the parameters made of it."""
    return card, memory.last_review, memory.reps
