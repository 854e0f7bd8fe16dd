from datetime import UTC, datetime, timedelta, timezone
from math import nan

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import (
    DEFAULT_PARAMETERS,
    LEAST_PARAMETERS,
    MOST_PARAMETERS,
    USUAL,
    MemoryModel,
    in_learning,
    parameter_problem,
)
from quizapp.core.memory.review import Memory, Review
from quizapp.core.memory.study_days import StudyDays

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def answers(*ratings: Rating, gap: timedelta = DAY) -> Memory:
    memory = None
    for number, rating in enumerate(ratings):
        memory = USUAL.review(memory, rating, NOON + number * gap)
    assert memory is not None
    return memory


def test_the_default_parameters_are_those_of_fsrs() -> None:
    assert DEFAULT_PARAMETERS == fsrs.scheduler.DEFAULT_PARAMETERS


def test_a_known_new_card_leaves_its_learning_steps_at_once() -> None:
    memory = USUAL.review(None, Rating.GOOD, NOON)
    assert memory.state == "review"
    assert memory.due - NOON >= DAY
    assert memory.reps == 1


def test_a_failed_card_is_due_in_ten_minutes() -> None:
    for failed in (USUAL.review(None, Rating.AGAIN, NOON), answers(Rating.GOOD, Rating.AGAIN)):
        assert failed.due - failed.last_review == timedelta(minutes=10)


def test_only_forgetting_a_learned_card_is_a_lapse() -> None:
    assert answers(Rating.AGAIN, Rating.AGAIN).lapses == 0
    assert answers(Rating.GOOD, Rating.AGAIN).lapses == 1
    assert answers(Rating.GOOD, Rating.AGAIN, Rating.AGAIN).lapses == 1
    assert answers(Rating.GOOD, Rating.AGAIN, Rating.GOOD, Rating.AGAIN).lapses == 2


def test_a_card_never_answered_is_not_recalled_and_not_due() -> None:
    assert USUAL.recall(None, NOON) == 0.0
    assert not USUAL.is_due(None, NOON)


@given(
    ratings=st.lists(st.sampled_from(Rating), min_size=1, max_size=8),
    gaps=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 60)), min_size=8, max_size=8),
    later=st.integers(-5, 400),
)
def test_memory_and_recall_are_those_of_fsrs(
    ratings: list[Rating], gaps: list[tuple[int, int]], later: int
) -> None:
    """At hours that never go back fsrs' 24 hours are days, too."""
    scheduler = fsrs.Scheduler(enable_fuzzing=False)
    card, memory, at = fsrs.Card(card_id=1), None, NOON
    for rating, (days, minutes) in zip(ratings, gaps, strict=False):
        at += timedelta(days=days, minutes=minutes)
        memory = USUAL.review(memory, rating, at)
        card, _ = scheduler.review_card(card, fsrs.Rating(int(rating)), at)
    assert memory is not None
    assert memory.stability == card.stability
    assert memory.difficulty == card.difficulty
    moment = at + later * DAY
    assert USUAL.recall(memory, moment) == pytest.approx(
        scheduler.get_card_retrievability(card, moment)
    )


def test_recall_is_nine_tenths_after_as_many_days_as_the_stability() -> None:
    memory = Memory("review", None, 17.0, 5.0, due=NOON, last_review=NOON)
    assert USUAL.recall(memory, NOON + 17 * DAY) == pytest.approx(0.9)
    assert USUAL.recall(memory, NOON) == 1.0


def test_the_preview_is_what_then_happens() -> None:
    memory = answers(Rating.GOOD, Rating.HARD)
    at = memory.due + DAY
    shown = USUAL.preview(memory, at)
    assert list(shown) == list(Rating)
    for rating, after in shown.items():
        assert USUAL.review(memory, rating, at) == after
    dues = [after.due for after in shown.values()]
    assert dues == sorted(set(dues))


def test_a_higher_desired_retention_asks_sooner() -> None:
    memory = answers(Rating.GOOD, Rating.GOOD, gap=3 * DAY)
    at = memory.due
    strict = MemoryModel(desired_retention=0.95).review(memory, Rating.GOOD, at)
    lax = MemoryModel(desired_retention=0.8).review(memory, Rating.GOOD, at)
    assert strict.due < lax.due
    assert strict.stability == lax.stability


def test_times_of_any_zone_mean_the_same_moment() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert USUAL.review(None, Rating.GOOD, NOON) == USUAL.review(
        None, Rating.GOOD, NOON.astimezone(tokyo)
    )


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without its zone"):
        USUAL.review(None, Rating.GOOD, datetime(2026, 3, 1))


def test_with_the_clock_set_back_a_card_is_neither_forgotten_nor_due_twice() -> None:
    memory = answers(Rating.GOOD)
    earlier = NOON - 400 * DAY
    assert USUAL.recall(memory, earlier) == 1.0
    assert not USUAL.is_due(memory, earlier)
    again = USUAL.review(memory, Rating.GOOD, earlier)
    assert again.due > earlier
    assert again.stability >= memory.stability


EAGER = MemoryModel([*DEFAULT_PARAMETERS[:2], 5.0, *DEFAULT_PARAMETERS[3:20], 0.5])


def log(*steps: tuple[str, Rating, datetime]) -> list[Review]:
    memories: dict[str, Memory] = {}
    reviews = []
    for number, (card, rating, at) in enumerate(steps):
        before = memories.get(card)
        memories[card] = USUAL.review(before, rating, at)
        reviews.append(Review(str(number), card, "s", at, rating, before, memories[card]))
    return reviews


def test_a_model_tells_its_own_answers_as_they_are_also_when_the_clock_was_set_back() -> None:
    reviews = log(
        ("a/1", Rating.GOOD, NOON + 9 * DAY),
        ("a/2", Rating.AGAIN, NOON + 9 * DAY),
        ("a/1", Rating.GOOD, NOON),
        ("a/1", Rating.AGAIN, NOON + DAY),
    )
    assert USUAL.retell(reviews) == reviews


def test_an_answer_that_did_not_count_leaves_no_trace_in_a_memory_told_anew() -> None:
    (real,) = log(("a/1", Rating.GOOD, NOON))
    practice = Review("p", "a/1", "s", NOON + DAY, Rating.AGAIN, real.after, real.after)
    unseen = Review("q", "a/2", "s", NOON, Rating.GOOD, None, None)
    told = EAGER.retell([real, practice, unseen])
    first = EAGER.review(None, Rating.GOOD, NOON)
    assert [(one.before, one.after) for one in told] == [
        (None, first),
        (first, first),
        (None, None),
    ]


def test_a_card_made_new_again_is_told_anew_from_then_on() -> None:
    reviews = log(("a/1", Rating.GOOD, NOON)) + log(("a/1", Rating.HARD, NOON + DAY))
    told = EAGER.retell(reviews)
    assert told[1].before is None
    assert told[1].after == EAGER.review(None, Rating.HARD, NOON + DAY)


def test_answers_of_two_machines_in_one_log_are_two_rows() -> None:
    mine = log(("a/1", Rating.AGAIN, NOON), ("a/1", Rating.HARD, NOON + 9 * DAY))
    theirs = log(("a/1", Rating.GOOD, NOON + DAY), ("a/1", Rating.GOOD, NOON + 5 * DAY))
    told = EAGER.retell([*mine, *theirs])
    assert told[1].before == EAGER.review(None, Rating.AGAIN, NOON)
    assert told[3].before == EAGER.review(None, Rating.GOOD, NOON + DAY)
    assert told[3].after == EAGER.review(told[3].before, Rating.GOOD, NOON + 5 * DAY)
    assert USUAL.retell(told) == [*mine, *theirs]  # and back again


def test_a_new_card_is_neither_known_nor_in_learning_nor_due() -> None:
    assert USUAL.known(None, NOON) == 0.0
    assert not in_learning(None)
    assert not USUAL.is_due(None, NOON)


@pytest.mark.parametrize(
    ("ratings", "learning"),
    [
        ([Rating.AGAIN], True),
        ([Rating.HARD], True),
        ([Rating.GOOD], False),
        ([Rating.AGAIN, Rating.GOOD], False),
        ([Rating.GOOD, Rating.AGAIN], True),
        ([Rating.GOOD, Rating.HARD], False),
        ([Rating.GOOD, Rating.AGAIN, Rating.EASY], False),
    ],
)
def test_a_card_that_is_asked_again_on_the_same_day_is_in_learning_and_not_known(
    ratings: list[Rating], learning: bool
) -> None:
    memory = answers(*ratings)
    assert in_learning(memory) is learning
    assert USUAL.recall(memory, memory.last_review) == 1.0
    assert USUAL.known(memory, memory.last_review) == (0.0 if learning else 1.0)


def test_a_card_that_has_left_its_learning_is_known_as_far_as_it_is_recalled() -> None:
    memory = answers(Rating.GOOD)
    # FSRS-6: (1 + factor * days / stability) ** -w20, with a stability of w2 after a first Good
    factor = 0.9 ** (-1 / 0.1542) - 1
    expected = (1 + factor * 30 / 2.3065) ** -0.1542
    assert USUAL.known(memory, NOON + 30 * DAY) == pytest.approx(expected)


def test_fitted_parameters_change_what_is_recalled_and_what_an_answer_does() -> None:
    forgetful = MemoryModel([*DEFAULT_PARAMETERS[:20], 0.5])
    memory = answers(Rating.GOOD)
    later = NOON + 30 * DAY
    assert forgetful.recall(memory, later) < USUAL.recall(memory, later)
    assert forgetful.review(memory, Rating.GOOD, later) != USUAL.review(memory, Rating.GOOD, later)
    reviews = log(("a/1", Rating.GOOD, NOON), ("a/1", Rating.GOOD, later))
    assert forgetful.retell(reviews) != reviews


def test_a_card_is_due_from_the_beginning_of_its_day_on_and_a_learning_step_to_the_minute() -> None:
    model = MemoryModel(days=StudyDays(UTC, rollover=4))
    evening = NOON.replace(hour=20)
    known = Memory("review", None, 1.0, 5.0, due=evening + DAY, last_review=evening)
    assert not model.is_due(known, NOON.replace(hour=23, minute=59))
    assert not model.is_due(known, (NOON + DAY).replace(hour=3, minute=59))
    assert model.is_due(known, (NOON + DAY).replace(hour=4))
    assert model.away(known, (NOON + DAY).replace(hour=3)) == DAY
    failed = model.review(known, Rating.AGAIN, evening + DAY)
    assert not model.is_due(failed, evening + DAY + timedelta(minutes=9, seconds=59))
    assert model.is_due(failed, evening + DAY + timedelta(minutes=10))


def test_what_is_asked_the_next_morning_was_recalled_on_another_day() -> None:
    model = MemoryModel(days=StudyDays(UTC, rollover=4))
    late = model.review(None, Rating.GOOD, NOON.replace(hour=23))
    morning = (NOON + DAY).replace(hour=9)
    one_day = model.review(model.review(None, Rating.GOOD, NOON), Rating.GOOD, NOON + DAY)
    assert model.recall(late, morning) == model.recall(late, (NOON + DAY).replace(hour=23)) < 1.0
    assert model.review(late, Rating.GOOD, morning).stability == one_day.stability
    same_night = (NOON + DAY).replace(hour=3)
    assert model.recall(late, same_night) == 1.0
    assert model.review(late, Rating.GOOD, same_night).stability < one_day.stability


def test_the_bounds_of_parameters_are_those_of_the_library() -> None:
    assert LEAST_PARAMETERS == fsrs.scheduler.LOWER_BOUNDS_PARAMETERS
    assert MOST_PARAMETERS == fsrs.scheduler.UPPER_BOUNDS_PARAMETERS
    for edge in (LEAST_PARAMETERS, MOST_PARAMETERS):
        assert parameter_problem(edge) is None
        MemoryModel(edge).review(None, Rating.GOOD, NOON)


@pytest.mark.parametrize("odd", [None, 5, "x" * 21, [True] * 21, [10**400] * 21, [nan] * 21])
def test_what_are_no_parameters_is_told(odd: object) -> None:
    assert parameter_problem(odd) is not None


def test_parameters_out_of_bounds_are_named() -> None:
    assert parameter_problem(DEFAULT_PARAMETERS) is None
    problem = parameter_problem([*DEFAULT_PARAMETERS[:20], 7.0])
    assert problem is not None
    assert "parameters[20]" in problem
    assert parameter_problem([1.0]) is not None
