"""The memory model: FSRS-6 with one learner's parameters, and the only file that names its library.

What the words mean, for every screen and command:

- a card is *new* until it is answered for the first time;
- it is *in learning* after an answer that asks for it again on the same day: one that failed, and
  the first Hard of a new card. It leaves when it is recalled;
- it is *known* to a share: its chance of recall now. While it is new or in learning that is 0,
  whatever FSRS gives a card that was looked at a minute ago;
- it is *due* when its time has come: in learning to the minute, else from the beginning of its day
  on. A new card is never due;
- *ready* is the share of the cards expected to be recalled at the interview, if the plan is
  followed until then (`core.memory.readiness`).

fsrs is imported at the first answer, not with this module: it takes 20 ms that the first card on
the screen does not need.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

import msgspec

from quizapp.core.cards.card import CardId
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.moves import Moves
from quizapp.core.memory.review import Memory, Review, which
from quizapp.core.memory.study_days import DAY, StudyDays

if TYPE_CHECKING:
    from fsrs import Card, Scheduler
    from fsrs import Rating as FsrsRating

Parameters = Sequence[float]

# fsrs 6.3 DEFAULT_PARAMETERS; here so that planning and recall need no import of fsrs.
DEFAULT_PARAMETERS: tuple[float, ...] = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
# And the bounds of each, for parameters that are kept.
LEAST_PARAMETERS: tuple[float, ...] = (
    0.001, 0.001, 0.001, 0.001, 1.0, 0.001, 0.001, 0.001, 0.0, 0.0, 0.001,
    0.001, 0.001, 0.001, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.1,
)  # fmt: skip
MOST_PARAMETERS: tuple[float, ...] = (
    100.0, 100.0, 100.0, 100.0, 10.0, 4.0, 4.0, 0.75, 4.5, 0.8, 3.5,
    5.0, 0.25, 0.9, 4.0, 1.0, 6.0, 2.0, 2.0, 0.8, 0.8,
)  # fmt: skip
DEFAULT_RETENTION = 0.9

# One step, not Anki's two: for FSRS-6 a second Good on the same day adds nothing (its short-term
# gain is 1.0 from a stability of 2.1 days on), so a new card that was known costs one answer.
STEP = timedelta(minutes=10)


class MemoryModel:
    """One learner's: 21 FSRS parameters, the recall at which a card falls due, and the days by
    which both are counted, where fsrs counts every 24 hours: what is asked again the next morning
    was recalled on another day.

    It is the only way to recall, to know, to preview, to review and (by `moves`) to plan, so that
    everybody who shows a number shows the same one. Raises ValueError for parameters that FSRS
    cannot use, at the first answer.
    """

    def __init__(
        self,
        parameters: Parameters = DEFAULT_PARAMETERS,
        desired_retention: float = DEFAULT_RETENTION,
        days: StudyDays | None = None,
    ) -> None:
        self.parameters = tuple(parameters)
        self.desired_retention = desired_retention
        self.days = days or StudyDays()

    @cached_property
    def moves(self) -> Moves:
        """The same memory in plain floats, for trying out answers that were never given."""
        return _moves(self.parameters)

    # What a memory is worth

    def recall(self, memory: Memory | None, at: datetime) -> float:
        """The chance, 0 to 1, that the card is recalled at a time; 0 for a card never answered.

        Whole days count, so it is 1 on the day of the answer, and also when the clock was set back
        to before it.
        """
        if memory is None:
            return 0.0
        return self.moves.recall(memory.stability, self.days.between(memory.last_review, at))

    def known(self, memory: Memory | None, at: datetime) -> float:
        """How much the card is known now: its recall, but 0 while it is new or in learning."""
        if memory is None or in_learning(memory):
            return 0.0
        return self.recall(memory, at)

    # When it is asked again

    def is_due(self, memory: Memory | None, at: datetime) -> bool:
        """Whether its time has come; a card never answered is new, not due."""
        return memory is not None and self.away(memory, at) <= timedelta()

    def away(self, memory: Memory, at: datetime) -> timedelta:
        """How long until it is due, none or less if it is: to the minute while it is in learning,
        else in whole days."""
        if in_learning(memory):
            return memory.due - at
        return self.days.between(at, memory.due) * DAY

    # What an answer does to it

    def review(self, memory: Memory | None, rating: Rating, at: datetime) -> Memory:
        """The memory after an answer. A lapse is an Again on a card that had left its learning
        steps. Raises ValueError for a time without zone."""
        moment = _utc(at)
        scheduler = _scheduler(self.parameters, self.desired_retention)
        card = _fsrs_card(memory, moment)
        if memory is not None:
            card.last_review = moment - max(0, self.days.between(memory.last_review, moment)) * DAY
        after, _ = scheduler.review_card(card, _fsrs_rating(rating), moment)
        if after.stability is None or after.difficulty is None:
            raise ValueError(f"fsrs left no memory of an answer at {moment}")
        lapsed = memory is not None and memory.state == "review" and rating is Rating.AGAIN
        return Memory(
            state=_STATES[int(after.state)],
            step=after.step,
            stability=after.stability,
            difficulty=after.difficulty,
            due=after.due,
            last_review=moment,
            reps=(memory.reps if memory else 0) + 1,
            lapses=(memory.lapses if memory else 0) + lapsed,
        )

    def preview(self, memory: Memory | None, at: datetime) -> dict[Rating, Memory]:
        """The memory that each rating would leave."""
        return {rating: self.review(memory, rating, at) for rating in Rating}

    def retell(self, reviews: Iterable[Review]) -> list[Review]:
        """The same answers with the memories that this model makes of them: another one may have
        been in use when they were given. 100,000 of them take some seconds.

        An answer goes on from the one that left the memory it was given with, not from the one
        above it in the log: there may be those of another machine.
        """
        left: dict[tuple[CardId, datetime, int], Memory] = {}
        found: list[Review] = []
        for one in reviews:
            before, after = one.before, one.after
            if before is not None:
                before = left.get(which(one.card, before), before)
            told = self.review(before, one.rating, one.at) if one.counted else before
            if one.counted and after is not None and told is not None:
                left[which(one.card, after)] = told
            found.append(msgspec.structs.replace(one, before=before, after=told))
        return found


USUAL = MemoryModel()


def in_learning(memory: Memory | None) -> bool:
    """Whether it has still to be recalled on the day on which it was last answered or failed."""
    return memory is not None and memory.state != "review"


def parameter_problem(parameters: object) -> str | None:
    """What is wrong with the parameters, in one line; None if FSRS can use them."""
    wanted = len(DEFAULT_PARAMETERS)
    if not isinstance(parameters, Sequence) or len(parameters) != wanted:
        return f"they are no list of {wanted} numbers"
    for place, (one, least, most) in enumerate(
        zip(parameters, LEAST_PARAMETERS, MOST_PARAMETERS, strict=True)
    ):
        if type(one) not in (int, float):
            return f"parameters[{place}] is no number"
        if not least <= one <= most:
            return f"parameters[{place}] is out of bounds: {least} to {most}"
    return None


@lru_cache(maxsize=8)
def _moves(parameters: tuple[float, ...]) -> Moves:
    return Moves(parameters)


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"a time without its zone: {at}")
    return at.astimezone(UTC)


_STATES: dict[int, Literal["learning", "review", "relearning"]] = {
    1: "learning",
    2: "review",
    3: "relearning",
}


@lru_cache(maxsize=16)
def _scheduler(parameters: tuple[float, ...], desired_retention: float) -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(
        parameters=parameters,
        desired_retention=desired_retention,
        learning_steps=(STEP,),
        relearning_steps=(STEP,),
        enable_fuzzing=False,
    )


def _fsrs_card(memory: Memory | None, at: datetime) -> Card:
    from fsrs import Card, State

    if memory is None:
        return Card(card_id=0, due=at)  # without an id, fsrs sleeps a millisecond to make one
    return Card(
        card_id=0,
        state=State[memory.state.capitalize()],
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
    )


def _fsrs_rating(rating: Rating) -> FsrsRating:
    from fsrs import Rating as FsrsRating

    return FsrsRating(int(rating))
