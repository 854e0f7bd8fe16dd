"""The placement of a newcomer: a short sitting, after which each topic has a level to begin at."""

from collections.abc import Callable, Container, Mapping
from contextlib import suppress
from datetime import datetime

from quizapp.banks.collection import Collection
from quizapp.core.cards.card import CardId, Level
from quizapp.core.grading.grade import Grade
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.placement import COUNT, LEAST, Placed, chosen, starts
from quizapp.core.memory.queue import Queue
from quizapp.errors import StoreError
from quizapp.store.store import Store
from quizapp.study.sitting import Planned, Sitting, Undone
from quizapp.study.starts import keep_starts, read_starts
from quizapp.study.today import may_be_asked

Clock = Callable[[], datetime]
_KEY = "placement"
_LONGEST = 1.5  # minutes that a card takes in an interview: the first ones are quick
_ENOUGH = 30  # quick cards to choose from; a bank with fewer has slower ones asked, too


def quick_cards(collection: Collection) -> list[Placed]:
    """Those that can be asked to place somebody: no code to write, and nothing that hangs on a
    package."""
    cards = [card for card in collection.cards if not card.requires and card.judged_by != "checks"]
    quick = [card for card in cards if card.effort.minutes <= _LONGEST]
    return [Placed(one.id, one.level) for one in (quick if len(quick) >= _ENOUGH else cards)]


class Placement(Sitting):
    """Ten cards, the next one chosen by the answers before. What fails does not come back here.
    One that was left before its end goes on."""

    def __init__(
        self, collection: Collection, queue: Queue, store: Store, now: Clock, planned: Planned
    ) -> None:
        super().__init__(queue, store, now, planned)
        self._levels: Mapping[CardId, Level] = {card.id: card.level for card in collection.cards}
        self._before, self._starts = store.get(_KEY), read_starts(store)
        self._earlier = open_placement(collection, store, now())
        self._cards = _to_choose(collection, store, now(), self._earlier)
        self._choose()

    def rate(self, rating: Rating, grade: Grade | None, hints: int = 0, said: str = "") -> bool:
        leech = super().rate(rating, grade, hints, said)
        self._adapt()
        return leech

    def undo(self) -> Undone | None:
        undone = super().undo()
        self._adapt()
        return undone

    def suspend(self) -> None:
        super().suspend()
        self._choose()

    def pass_over(self) -> None:
        super().pass_over()
        self._choose()

    @property
    def _passed(self) -> dict[CardId, bool]:
        here = {one.card: one.rating is not Rating.AGAIN for one in self.reviews}
        return self._earlier | here

    def _choose(self) -> None:
        """The same cards for the same answers, so that what is taken back is undone whole."""
        left = [one for one in self._cards if one.card not in self._queue.removed]
        self._queue.replace(chosen(left, self._passed))

    def _adapt(self) -> None:
        """What the answers so far say is kept at each of them, however the sitting ends; as long
        as they say nothing, what was kept before holds."""
        self._choose()
        passed = self._passed
        known = {card: ok for card, ok in passed.items() if card in self._levels}
        found = starts(self._levels, known) if len(known) >= LEAST else self._starts
        with suppress(StoreError), self._store.at_once():  # the answer itself is kept
            self._store.set(_KEY, passed if self.reviews else self._before)
            keep_starts(self._store, found)


def open_placement(collection: Collection, store: Store, at: datetime) -> dict[CardId, bool]:
    """The answers of a placement that was left before its end, and whether they passed; empty if
    there is none."""
    kept = store.get(_KEY)
    if not isinstance(kept, dict):
        return {}
    here = collection.entries
    passed = {card: ok is True for card, ok in kept.items() if card in here}
    if len(passed) >= COUNT:
        return {}
    return passed if chosen(_to_choose(collection, store, at, passed), passed) else {}


def forget_placement(store: Store) -> bool:
    """Have every topic begin at its first level again; False if that is so."""
    with store.at_once():
        known = store.get(_KEY) is not None or bool(read_starts(store))
        store.set(_KEY, None)
        keep_starts(store, {})
    return known


def _to_choose(
    collection: Collection, store: Store, at: datetime, passed: Container[CardId]
) -> list[Placed]:
    """Quick cards that may be asked, and those that were; only such as were never answered before,
    while there are enough."""
    states, memories = store.states(), store.memories()
    may = [
        one
        for one in quick_cards(collection)
        if one.card in passed or may_be_asked(states.get(one.card), at)
    ]
    new = [one for one in may if one.card in passed or one.card not in memories]
    return new if len(new) >= _ENOUGH else may
