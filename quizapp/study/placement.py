"""The placement of a newcomer: a short sitting, after which each topic has a level to begin at."""

from collections.abc import Callable, Mapping
from datetime import datetime

from quizapp.banks.collection import Collection
from quizapp.core.cards.card import CardId, Level
from quizapp.core.grading.grade import Grade
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.placement import COUNT, Placed, chosen, starts
from quizapp.core.memory.queue import Queue
from quizapp.store.store import Store
from quizapp.study.sitting import Sitting, Undone
from quizapp.study.starts import keep_starts

Clock = Callable[[], datetime]
_LONGEST = 1.5  # minutes that a card takes in an interview: the first ones are quick
_ENOUGH = 30  # quick cards to choose from; a bank with fewer has slower ones asked, too


def quick_cards(collection: Collection) -> list[Placed]:
    """Those that can be asked to place somebody: no code to write, and nothing that hangs on a
    package."""
    cards = [card for card in collection.cards if not card.requires and card.judged_by != "checks"]
    quick = [card for card in cards if card.effort.minutes <= _LONGEST]
    return [Placed(one.id, one.level) for one in (quick if len(quick) >= _ENOUGH else cards)]


class Placement(Sitting):
    """Ten cards, the next one chosen by the answers before. What fails does not come back here."""

    def __init__(self, collection: Collection, queue: Queue, store: Store, now: Clock) -> None:
        super().__init__(queue, store, now)
        self._cards = quick_cards(collection)
        self._levels: Mapping[CardId, Level] = {card.id: card.level for card in collection.cards}
        self._queue.replace(chosen(self._cards, {}))

    def rate(self, rating: Rating, grade: Grade | None, hints: int = 0, said: str = "") -> bool:
        leech = super().rate(rating, grade, hints, said)
        self._adapt()
        return leech

    def undo(self) -> Undone | None:
        undone = super().undo()
        self._keep()
        return undone

    def _adapt(self) -> None:
        passed = self._keep()
        if len(passed) < COUNT:
            self._queue.replace(chosen(self._cards, passed))

    def _keep(self) -> dict[CardId, bool]:
        """What the answers so far say; kept at each of them, however the sitting ends."""
        passed = {one.card: one.rating is not Rating.AGAIN for one in self.reviews}
        keep_starts(self._store, starts(self._levels, passed))
        return passed
