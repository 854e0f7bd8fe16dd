"""The cards of a sitting: the current one, its answer, and the way back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from quizapp.core.cards.card import CardId
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.mixing import Neighbors
from quizapp.core.memory.model import STEP, USUAL, MemoryModel
from quizapp.core.memory.review import Memory, Origin, Review

SOON = timedelta(minutes=20)


def _new_id() -> str:
    return uuid4().hex


class _Order(NamedTuple):
    """What is asked now, what then, and what comes back, with the time from which on it may."""

    current: CardId | None
    ahead: tuple[CardId, ...]
    steps: Mapping[CardId, datetime]


class Queue:
    """The cards of one sitting, in the order in which they are still to be asked. It keeps nothing
    itself: `study.sitting` appends each review to the store, and removes there what `undo` gives
    back.

    A card that is to be asked again in this sitting comes back when its learning step is over, the
    others between, and before that only when no other is left. Two `neighbors` do not follow one
    another while there is anything else to ask.

    Without `repeats` nothing comes back. With `scheduled=False` answers leave the memories as they
    are; failed cards come back nonetheless. `model` is asked at every answer: another one may be
    adopted meanwhile.
    """

    def __init__(
        self,
        cards: Sequence[CardId],
        memories: Mapping[CardId, Memory],
        *,
        sitting: str | None = None,
        origin: Origin = "drill",
        scheduled: bool = True,
        repeats: bool = True,
        model: Callable[[], MemoryModel] = lambda: USUAL,
        new_id: Callable[[], str] = _new_id,
        neighbors: Neighbors | None = None,
    ) -> None:
        self.sitting = sitting or _new_id()
        self.origin: Origin = origin
        self.scheduled = scheduled
        self.repeats = repeats
        self._model = model
        self._new_id = new_id
        self._neighbors = neighbors or {}
        self._ahead = list(dict.fromkeys(cards))
        self._current = self._ahead.pop(0) if self._ahead else None
        self._steps: dict[CardId, datetime] = {}
        self._cards = set(self.upcoming)
        self._removed: dict[CardId, bool] = {}  # was it still to come?
        self._memories = {card: memories[card] for card in self._cards if card in memories}
        self._reviews: list[Review] = []
        self._orders: list[_Order] = []  # before each of them

    @property
    def current(self) -> CardId | None:
        """The card to answer now; None when the sitting is over."""
        return self._current

    @property
    def upcoming(self) -> tuple[CardId, ...]:
        """The cards still to come, the current one first, those that come back last."""
        current = () if self._current is None else (self._current,)
        return (*current, *self._ahead, *sorted(self._steps, key=self._steps.__getitem__))

    @property
    def reviews(self) -> tuple[Review, ...]:
        """The answers of this sitting that were not taken back, oldest first."""
        return tuple(self._reviews)

    @property
    def total(self) -> int:
        """How many different cards the sitting has."""
        return len(self._cards)

    @property
    def answered(self) -> int:
        """How many of them are through and will not come back in this sitting."""
        return self.total - len(self.upcoming)

    @property
    def removed(self) -> frozenset[CardId]:
        """Those that were taken out, and not brought back."""
        return frozenset(self._removed)

    @property
    def in_learning(self) -> int:
        """How many were answered in this sitting and come back in it."""
        return len({review.card for review in self._reviews} & set(self.upcoming))

    def memory(self, card: CardId) -> Memory | None:
        """The card's memory as the answers of this sitting have left it."""
        return self._memories.get(card)

    def set_memory(self, card: CardId, memory: Memory | None) -> None:
        """The card was answered elsewhere meanwhile, or an answer was taken back there."""
        if memory is None:
            self._memories.pop(card, None)
        else:
            self._memories[card] = memory

    def replay(self, before: Memory | None, rating: Rating, at: datetime) -> Memory:
        """What an answer leaves of a memory, whichever queue asked for it."""
        return self._model().review(before, rating, at)

    def preview(self, at: datetime) -> dict[Rating, Memory]:
        """The memory that each rating would leave; empty if answers do not count."""
        if self.current is None or not self.scheduled:
            return {}
        return self._model().preview(self.memory(self.current), at)

    @property
    def others(self) -> int:
        """How many cards are still to come besides the current one."""
        return max(0, len(self.upcoming) - 1)

    def rate(
        self,
        rating: Rating,
        at: datetime,
        *,
        score: float | None = None,
        suggested: Rating | None = None,
        seconds: float = 0.0,
        hints: int = 0,
        said: str = "",
    ) -> Review:
        """Answers the current card and goes on to the next. Raises IndexError if there is none."""
        card = self._current
        if card is None:
            raise IndexError("the sitting is over: no card to rate")
        before = self._memories.get(card)
        after = self._model().review(before, rating, at) if self.scheduled else before
        self._orders.append(_Order(card, tuple(self._ahead), dict(self._steps)))
        if after is not None:
            self._memories[card] = after
        self._current = self._next(at, card)
        if self._comes_back(rating, after, at):
            self._steps[card] = after.due if self.scheduled and after is not None else at + STEP
            self._current = self._current or self._next(at, card)
        review = Review(
            id=self._new_id(),
            card=card,
            sitting=self.sitting,
            at=at.astimezone(UTC),
            rating=rating,
            before=before,
            after=after,
            origin=self.origin,
            score=score,
            suggested=suggested,
            seconds=seconds,
            hints=hints,
            said=said,
        )
        self._reviews.append(review)
        return review

    def undo(self) -> Review | None:
        """Takes the last answer back: its card is the current one again, its memory as before.

        Works back to the start of the sitting, and also when the sitting is over. None if nothing
        is left to take back. A card removed in the meantime stays away.
        """
        if not self._reviews:
            return None
        review = self._reviews.pop()
        card = review.card
        self.set_memory(card, review.before)
        order, gone = self._orders.pop(), self._removed
        self._ahead = [other for other in order.ahead if other not in gone]
        self._steps = {other: due for other, due in order.steps.items() if other not in gone}
        self._cards = self._answered_or({card, *self._ahead, *self._steps})
        if card in self._removed:
            self._removed[card] = True
            self._current = self._next()
        else:
            self._current = card
        return review

    def skip(self) -> None:
        """Puts the current card to the end of the queue, unanswered."""
        if self._current is not None:
            self._ahead.append(self._current)
            self._current = self._next()

    def replace(self, cards: Sequence[CardId]) -> None:
        """These are still to come, in the place of those that were."""
        self._ahead = [card for card in dict.fromkeys(cards) if card not in self._removed]
        self._steps.clear()
        self._cards = self._answered_or(self._ahead)
        self._current = self._next()

    def _answered_or(self, coming: Iterable[CardId]) -> set[CardId]:
        """The cards of the sitting, if these are still to come."""
        return {*coming, *(review.card for review in self._reviews)} - self._removed.keys()

    def remove(self, card: CardId) -> None:
        """Takes a card out of the sitting: it was suspended or buried."""
        if card not in self._cards:
            return
        self._cards.discard(card)
        self._removed[card] = card in self.upcoming
        self._steps.pop(card, None)
        if card in self._ahead:
            self._ahead.remove(card)
        if card == self._current:
            self._current = self._next()

    def restore(self, card: CardId) -> None:
        """Brings a removed card back; one that was not yet through becomes the current one."""
        if card not in self._removed:
            return
        self._cards.add(card)
        if self._removed.pop(card):
            if self._current is not None:
                self._ahead.insert(0, self._current)
            self._current = card

    def _next(self, at: datetime | None = None, after: CardId | None = None) -> CardId | None:
        """Takes out what to ask now, `after` another: a card whose step is over, else one that is
        ahead, else one whose step is not over."""
        steps = sorted(self._steps, key=self._steps.__getitem__)
        over = [card for card in steps if at is not None and self._steps[card] <= at]
        turns = [*over, *self._ahead, *steps[len(over) :]]
        near = self._neighbors.get(after, ()) if after is not None else ()
        card = next((card for card in turns if card not in near), turns[0] if turns else None)
        if card in self._steps:
            del self._steps[card]
        elif card is not None:
            self._ahead.remove(card)
        return card

    def _comes_back(self, rating: Rating, after: Memory | None, at: datetime) -> bool:
        if not self.repeats:
            return False
        soon = self.scheduled and after is not None and after.due - at < SOON
        return rating is Rating.AGAIN or soon
