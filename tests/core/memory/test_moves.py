from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import DEFAULT_PARAMETERS, USUAL, MemoryModel
from quizapp.core.memory.moves import Moves, Trace
from quizapp.core.memory.review import Memory

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
    model, moves, memory = MemoryModel(parameters), Moves(parameters), None
    for number, rating in enumerate(ratings):
        at = NOON + 2 * number * DAY
        memory = model.review(memory, rating, at)
    assert memory is not None
    later = memory.last_review + days * DAY
    recall = moves.recall(memory.stability, days)
    assert recall == pytest.approx(model.recall(memory, later))
    good = model.review(memory, Rating.GOOD, later)
    assert moves.passed(trace(memory), recall) == pytest.approx(trace(good))
    again = model.review(memory, Rating.AGAIN, later)
    mended = model.review(again, Rating.GOOD, later)
    assert moves.failed(trace(memory), recall) == pytest.approx(trace(mended))


@pytest.mark.parametrize("rating", Rating)
def test_a_first_answer_leaves_what_the_fsrs_library_says(rating: Rating) -> None:
    memory = USUAL.review(None, rating, NOON)
    if rating is Rating.AGAIN:
        memory = USUAL.review(memory, Rating.GOOD, NOON)
    assert USUAL.moves.first(rating) == pytest.approx(trace(memory))
