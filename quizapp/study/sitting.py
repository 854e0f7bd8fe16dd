"""A sitting as the drill plays it: what is answered or put away is in the store at once, and every
step can be taken back."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from quizapp.core.cards.card import CardId
from quizapp.core.grading.grade import Grade
from quizapp.core.memory.leech import is_leech
from quizapp.core.memory.queue import Session
from quizapp.core.memory.review import CardState, Rating
from quizapp.store.store import Store


class Sitting:
    """Joins a session to the store. `now` is the clock."""

    def __init__(self, session: Session, store: Store, now: Callable[[], datetime]) -> None:
        self.session = session
        self._store = store
        self._now = now
        self._suspended: list[tuple[int, CardId]] = []  # after how many answers, which card

    @property
    def card(self) -> CardId | None:
        return self.session.current

    @property
    def undoable(self) -> bool:
        return bool(self.session.reviews or self._suspended)

    def start(self) -> None:
        self._store.start_sitting(self.session.sitting, self._now(), self.session.origin)

    def end(self) -> None:
        self._store.end_sitting(self.session.sitting, self._now())

    def rate(self, rating: Rating, grade: Grade, seconds: float, hints: int) -> bool:
        """Answer the current card: one committed transaction. Whether it failed as a leech does."""
        review = self.session.rate(
            rating,
            self._now(),
            score=grade.score,
            suggested=grade.suggested,
            seconds=seconds,
            hints=hints,
        )
        self._store.append(review)
        return rating is Rating.AGAIN and is_leech(review.after)

    def undo(self) -> Literal["answer", "suspension"] | None:
        """Take the last step back, and say what it was."""
        if self._suspended and self._suspended[-1][0] >= len(self.session.reviews):
            _, card = self._suspended.pop()
            state = self.state(card)
            self._store.set_state(card, CardState(False, state.buried_until, state.flag))
            self.session.restore(card)
            return "suspension"
        review = self.session.undo()
        if review is None:
            return None
        self._store.undo(review.id)
        return "answer"

    def suspend(self, card: CardId) -> None:
        """Ask a card no more, in this sitting and later ones."""
        state = self.state(card)
        self._store.set_state(card, CardState(True, state.buried_until, state.flag))
        self._suspended.append((len(self.session.reviews), card))
        self.session.remove(card)

    def toggle_flag(self, card: CardId) -> None:
        state = self.state(card)
        flag = 0 if state.flag else 1
        self._store.set_state(card, CardState(state.suspended, state.buried_until, flag))

    def state(self, card: CardId) -> CardState:
        return self._store.states().get(card, CardState())
