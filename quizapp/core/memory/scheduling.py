"""The memory of one card: FSRS-6, and the only file that names its library.

fsrs is imported at the first answer, not with this module: it takes 20 ms that the first card on
the screen does not need.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from quizapp.core.cards.card import CardId
from quizapp.core.memory.review import Memory, Rating, Review

if TYPE_CHECKING:
    from fsrs import Card, Scheduler
    from fsrs import Rating as FsrsRating

Parameters = Sequence[float]

# fsrs 6.3 DEFAULT_PARAMETERS; here so that planning and recall need no import of fsrs.
DEFAULT_PARAMETERS: tuple[float, ...] = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
DEFAULT_RETENTION = 0.9

# One step, not Anki's two: for FSRS-6 a second Good on the same day adds nothing (its short-term
# gain is 1.0 from a stability of 2.1 days on), so a new card that was known costs one answer.
STEP = timedelta(minutes=10)


def review(
    memory: Memory | None,
    rating: Rating,
    at: datetime,
    *,
    parameters: Parameters | None = None,
    desired_retention: float = DEFAULT_RETENTION,
) -> Memory:
    """The memory after an answer. A lapse is an Again on a card that had left its learning steps.

    Raises ValueError for a time without zone, and for parameters outside FSRS's bounds.
    """
    moment = _utc(at)
    after, _ = _scheduler(parameters, desired_retention).review_card(
        _fsrs_card(memory, moment), _fsrs_rating(rating), moment
    )
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


def recall(memory: Memory | None, at: datetime, *, parameters: Parameters | None = None) -> float:
    """The chance, 0 to 1, that the card is recalled at a time; 0 for a card never answered.

    As fsrs has it, whole days count, so it is 1 for the first 24 hours, and also when the clock
    was set back to before the last answer.
    """
    if memory is None:
        return 0.0
    days = (at - memory.last_review).days
    return forgetting(memory.stability, days, (parameters or DEFAULT_PARAMETERS)[20])


def forgetting(stability: float, days: float, decay: float = DEFAULT_PARAMETERS[20]) -> float:
    """FSRS's forgetting curve: power law, 0.9 after `stability` days.

    https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm
    """
    if days <= 0:
        return 1.0
    return float((1.0 + (0.9 ** (-1.0 / decay) - 1.0) * days / stability) ** -decay)


def preview(
    memory: Memory | None,
    at: datetime,
    *,
    parameters: Parameters | None = None,
    desired_retention: float = DEFAULT_RETENTION,
) -> dict[Rating, timedelta]:
    """How long the card would stay away after each rating."""
    return {
        rating: review(
            memory, rating, at, parameters=parameters, desired_retention=desired_retention
        ).due
        - at
        for rating in Rating
    }


def is_due(memory: Memory | None, at: datetime) -> bool:
    """Whether its time has come; a card never answered is new, not due."""
    return memory is not None and memory.due <= at


def rebuild(
    reviews: Iterable[Review],
    *,
    parameters: Parameters | None = None,
    desired_retention: float = DEFAULT_RETENTION,
) -> dict[CardId, Memory]:
    """All memories anew from the log, in the order in which it was written.

    Answers that did not count are passed over. That order, and not the order of their times, holds
    also when the clock was set back in between.
    """
    memories: dict[CardId, Memory] = {}
    for one in reviews:
        if one.after is not None and one.after != one.before:
            memories[one.card] = review(
                memories.get(one.card) if one.before is not None else None,
                one.rating,
                one.at,
                parameters=parameters,
                desired_retention=desired_retention,
            )
    return memories


def parameter_problem(parameters: Parameters) -> str | None:
    """What is wrong with the parameters, in one line; None if FSRS can use them."""
    try:
        _scheduler(tuple(parameters), DEFAULT_RETENTION)
    except (TypeError, ValueError) as error:
        return " ".join(str(error).split())
    return None


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"a time without its zone: {at}")
    return at.astimezone(UTC)


_STATES: dict[int, Literal["learning", "review", "relearning"]] = {
    1: "learning",
    2: "review",
    3: "relearning",
}


def _scheduler(parameters: Parameters | None, desired_retention: float) -> Scheduler:
    return _make_scheduler(tuple(parameters or DEFAULT_PARAMETERS), desired_retention)


@lru_cache(maxsize=16)
def _make_scheduler(parameters: tuple[float, ...], desired_retention: float) -> Scheduler:
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
        last_review=memory.last_review,
    )


def _fsrs_rating(rating: Rating) -> FsrsRating:
    from fsrs import Rating as FsrsRating

    return FsrsRating(int(rating))
