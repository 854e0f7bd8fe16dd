"""A sitting, as the app, `drill --plain` and a mock interview play it: what is answered or put away
is in the store when the method returns, and every step can be taken back."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random
from typing import Literal

import msgspec

from quizapp.core.cards.card import CardId
from quizapp.core.grading.grade import FULL, Grade, suggest
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.leech import is_leech
from quizapp.core.memory.model import in_learning
from quizapp.core.memory.queue import Queue
from quizapp.core.memory.review import CardState, Memory, Review
from quizapp.core.wording import interval, plural
from quizapp.errors import StoreError
from quizapp.store.store import Store
from quizapp.study.attempts import Attempt, attempts, keep_attempt
from quizapp.study.earlier import earlier, keep_earlier, put_aside
from quizapp.study.wishes import SECONDS_PER_ANSWER

Planned = Callable[[CardId, Memory], str]
LONGEST = 600.0  # seconds: who goes for lunch does not think about the card


class Undone(msgspec.Struct, frozen=True):
    """What was taken back, and of which card; `still_so` where another window suspended it, too."""

    what: Literal["answer", "suspension"]
    card: CardId
    still_so: bool = False


class Past(msgspec.Struct, frozen=True):
    """An answer that was judged already; `id` is what its review is to be called. From `good` on
    its score is as good as a full one."""

    id: str
    card: CardId
    score: float
    seconds: float
    said: str = ""
    good: float = FULL


class _Suspended(msgspec.Struct, frozen=True):
    """After how many answers a card was suspended, and its state before."""

    answers: int
    card: CardId
    was: CardState


class Sitting:
    """The cards that are asked, in a queue, and all that becomes of them. `now` is the clock,
    `planned` says when a plan, if there is one, asks a card again that was left with a memory."""

    def __init__(
        self,
        queue: Queue,
        store: Store,
        now: Callable[[], datetime],
        planned: Planned = lambda card, memory: "",
    ) -> None:
        self._queue = queue
        self._store = store
        self._now = now
        self._planned = planned
        self._shown = now()
        self._suspended: list[_Suspended] = []
        self._drafts: dict[CardId, str] = {}  # as they were read or written here

    def start(self) -> None:
        self._store.start_sitting(self._queue.sitting, self._now(), self._queue.origin)

    def end(self) -> None:
        """When it ended is of no weight: where the store is held it stays open."""
        with suppress(StoreError):
            self._store.end_sitting(self._queue.sitting, self._now())

    # Where it stands

    @property
    def card(self) -> CardId | None:
        """The card to answer now; None when the sitting is over."""
        return self._queue.current

    @property
    def reviews(self) -> Sequence[Review]:
        """The answers that were not taken back, oldest first."""
        return self._queue.reviews

    @property
    def answered(self) -> int:
        """How many cards are through and will not come back in this sitting."""
        return self._queue.answered

    @property
    def total(self) -> int:
        return self._queue.total

    @property
    def in_learning(self) -> int:
        """How many were answered here and come back here."""
        return self._queue.in_learning

    @property
    def left(self) -> int:
        """How many cards are still to come, the current one with them."""
        return len(self._queue.upcoming)

    @property
    def scheduled(self) -> bool:
        """Whether answers move the schedule; in practice they do not."""
        return self._queue.scheduled

    @property
    def undoable(self) -> bool:
        return bool(self._queue.reviews or self._suspended)

    def memory(self, card: CardId) -> Memory | None:
        """The card's memory as it is kept now."""
        return self._store.memory(card)

    def luck(self, card: CardId) -> Random:
        """What shuffles a card's options: anew after each answer, and the same until then, so that
        a draft still means what it meant."""
        return Random(f"{card} {len(self._store.reviews(card=card))}")

    def coming(self) -> dict[Rating, str]:
        """When each rating would bring the current card back, in a word or two; empty if answers do
        not count."""
        with suppress(StoreError):
            self._catch_up()
            now, card = self._now(), self._queue.current
            after = self._queue.preview(now)
            return {rating: self._when(card, after[rating], now) for rating in after if card}
        return {}

    def _when(self, card: CardId, after: Memory, now: datetime) -> str:
        if not in_learning(after):
            return self._planned(card, after) or interval(after.due - now)
        others = self._queue.others
        if (
            not self._queue.repeats
            or others * SECONDS_PER_ANSWER >= (after.due - now).total_seconds()
        ):
            return interval(after.due - now)
        return plural(others, "card") if others else "next"

    # Answers

    def show(self) -> None:
        """The current card is on the screen: its time begins."""
        self._shown = self._now()

    def rate(self, rating: Rating, grade: Grade | None, hints: int = 0, said: str = "") -> bool:
        """Answer the current card: one committed transaction. Whether it failed as a leech does.

        Without a `grade` nothing judged the answer but the learner. `said` is what was typed; it is
        kept with the answer, and no longer a draft.
        """
        seconds = (self._now() - self._shown) / timedelta(seconds=1)
        review = None
        try:
            with self._store.at_once():  # no other memory and no other model meanwhile
                self._catch_up()
                review = self._queue.rate(
                    rating,
                    self._now(),
                    score=None if grade is None else grade.score,
                    suggested=None if grade is None else grade.suggested,
                    seconds=max(0.0, min(seconds, LONGEST)),
                    hints=hints,
                    said=said,
                )
                self._store.append(review)
        except StoreError:
            if review is not None:
                self._queue.undo()
            raise
        with suppress(StoreError):  # the answer is kept
            if self._store.draft(review.card) == self._drafts.get(review.card):
                self.clear_draft(review.card)  # else somebody types in another window
        return rating is Rating.AGAIN and is_leech(review.after)

    def _catch_up(self) -> None:
        """Another app may have answered the current card since this sitting began: what counts is
        the memory that is kept."""
        card = self._queue.current
        if card is not None and self._queue.scheduled:
            self._queue.set_memory(card, self._store.memory(card))

    def record(self, answers: Iterable[Past], started: datetime) -> None:
        """Keep a sitting that is over: its answers in the order of its cards, in one committed
        transaction. A card that failed does not come back, and an answer that was kept before (a
        crash, say) is not kept again."""
        self._store.start_sitting(self._queue.sitting, started, self._queue.origin)
        with self._store.at_once():
            self._store.extend([self._review(one) for one in answers])
        self.end()

    def _review(self, past: Past) -> Review:
        self._catch_up()
        rating = suggest(past.score, good=past.good)
        review = self._queue.rate(
            rating,
            self._now(),
            score=past.score,
            suggested=rating,
            seconds=past.seconds,
            said=past.said,
        )
        self._queue.remove(past.card)
        return msgspec.structs.replace(review, id=past.id)

    def undo(self) -> Undone | None:
        """Take the last step back: its card is the current one again, and what was typed is in its
        field again."""
        last = self._suspended[-1] if self._suspended else None
        if last is not None and last.answers >= len(self._queue.reviews):
            fields, was = {"suspended": True}, last.was
            self._store.change_states([last.card], lambda _, now: now.taken_back(fields, was))
            self._suspended.pop()
            self._queue.restore(last.card)
            return Undone("suspension", last.card, last.was.suspended)
        if not self._queue.reviews:
            return None
        review = self._queue.reviews[-1]
        drafts = {review.card: review.said} if review.said else {}
        for card in drafts:
            self.put_aside(card, self.draft(card))
        self._store.undo(review.id, self._queue.replay, drafts)
        self._queue.undo()
        return Undone("answer", review.card)

    # Cards

    def suspend(self) -> None:
        """Ask the current card no more, in this sitting and later ones."""
        card = self._queue.current
        if card is not None:
            was = self._change(card, suspended=True)
            self._suspended.append(_Suspended(len(self._queue.reviews), card, was))
            self._queue.remove(card)

    def pass_over(self) -> None:
        """Leave the current card out: its bank has gone."""
        if self._queue.current is not None:
            self._queue.remove(self._queue.current)

    def flagged(self, card: CardId) -> bool:
        return self._store.states().get(card, CardState()).flag > 0

    def flag(self, card: CardId, *, on: bool) -> None:
        self._change(card, flag=int(on))

    def _change(self, card: CardId, **fields: object) -> CardState:
        """Set these fields of a card's state; what it was."""
        replace = msgspec.structs.replace
        before = self._store.change_states([card], lambda _, now: replace(now, **fields))
        return before[card]

    # What is typed and not yet rated

    def draft(self, card: CardId) -> str:
        """What was typed before the card was left; empty if nothing was."""
        self._drafts[card] = self._store.draft(card) or ""
        return self._drafts[card]

    def save_draft(self, card: CardId, text: str) -> bool:
        """Keep what is typed, against leaving, a crash or a kill; an empty text is none. What
        another window typed since is put aside; whether that was so."""
        theirs = self._store.draft(card) or ""
        aside = theirs not in (self._drafts.get(card, theirs), text)
        if aside:
            self.put_aside(card, theirs)
        self._drafts[card] = text
        if text.strip():
            self._store.save_draft(card, text)
        else:
            self._store.clear_draft(card)
        return aside

    def wiped(self, card: CardId) -> list[str]:
        """What going back to the original took away, the latest last. It outlives the answer."""
        return earlier(self._store, card)

    def save_wiped(self, card: CardId, versions: Sequence[str]) -> None:
        keep_earlier(self._store, card, versions)

    def attempts(self, card: CardId) -> list[Attempt]:
        """What was handed to the checks of an exercise, the latest last."""
        return attempts(self._store, card)

    def keep_attempt(
        self, card: CardId, text: str, passed: int | None = None, of: int = 0
    ) -> list[Attempt]:
        """Keep what is handed to the checks, and again with what they said; all that are kept."""
        return keep_attempt(self._store, card, Attempt(self._now(), text, passed, of))

    def put_aside(self, card: CardId, text: str) -> None:
        """Keep a text that another one takes the place of, to be brought back."""
        put_aside(self._store, card, text)

    def clear_draft(self, card: CardId) -> None:
        self._store.clear_draft(card)
