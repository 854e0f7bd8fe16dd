from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.memory import scheduling
from quizapp.core.memory.dynamics import Trace, dynamics
from quizapp.core.memory.review import Memory, Rating
from quizapp.core.memory.scheduling import DEFAULT_PARAMETERS

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
OTHERS = tuple(
    value * 1.1 if index != 4 else value for index, value in enumerate(DEFAULT_PARAMETERS)
)


def trace(memory: Memory) -> Trace:
    return Trace(memory.stability, memory.difficulty)


@given(
    parameters=st.sampled_from([DEFAULT_PARAMETERS, OTHERS]),
    ratings=st.lists(st.sampled_from(Rating), min_size=1, max_size=6),
    days=st.integers(1, 200),
)
def test_answers_move_a_memory_as_the_fsrs_library_does(
    parameters: tuple[float, ...], ratings: list[Rating], days: int
) -> None:
    model, memory = dynamics(parameters), None
    for number, rating in enumerate(ratings):
        at = NOON + 2 * number * DAY
        memory = scheduling.review(memory, rating, at, parameters=parameters)
    assert memory is not None
    later = memory.last_review + days * DAY
    recall = model.recall(memory.stability, days)
    assert recall == pytest.approx(scheduling.recall(memory, later, parameters=parameters))
    good = scheduling.review(memory, Rating.GOOD, later, parameters=parameters)
    assert model.passed(trace(memory), recall) == pytest.approx(trace(good))
    again = scheduling.review(memory, Rating.AGAIN, later, parameters=parameters)
    mended = scheduling.review(again, Rating.GOOD, later, parameters=parameters)
    assert model.failed(trace(memory), recall) == pytest.approx(trace(mended))


@pytest.mark.parametrize("rating", Rating)
def test_a_first_answer_leaves_what_the_fsrs_library_says(rating: Rating) -> None:
    memory = scheduling.review(None, rating, NOON)
    if rating is Rating.AGAIN:
        memory = scheduling.review(memory, Rating.GOOD, NOON)
    assert dynamics().first(rating) == pytest.approx(trace(memory))
