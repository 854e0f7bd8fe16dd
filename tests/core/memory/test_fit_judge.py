from datetime import timedelta
from math import log

import pytest

from quizapp.core.grading.rating import Rating
from quizapp.core.memory.fit_judge import Fit, answers_to_fit, counted, log_loss, split
from quizapp.core.memory.model import DEFAULT_PARAMETERS, USUAL, MemoryModel
from quizapp.core.memory.review import Review
from tests.histories import FIRST_DAY, history

# memories grow little by an answer, and fade fast
FORGETFUL = [*DEFAULT_PARAMETERS[:8], 0.6, *DEFAULT_PARAMETERS[9:20], 0.5]


def test_the_true_parameters_predict_better_than_the_default_ones() -> None:
    earlier, latest = split(history(80, 30, FORGETFUL))
    true, number = log_loss(earlier, latest, MemoryModel(FORGETFUL))
    default, same = log_loss(earlier, latest, USUAL)
    assert number == same > 50
    assert true < default


def test_the_loss_is_that_of_the_predictions() -> None:
    start = Review(
        "1",
        "t/1",
        "s",
        FIRST_DAY,
        Rating.GOOD,
        None,
        USUAL.review(None, Rating.GOOD, FIRST_DAY),
    )
    later = FIRST_DAY + timedelta(days=4)
    passed = Review("2", "t/1", "s", later, Rating.GOOD, start.after, None)
    failed = Review("3", "t/1", "s", later, Rating.AGAIN, start.after, None)
    chance = USUAL.recall(start.after, later)
    assert log_loss([start], [passed], USUAL) == pytest.approx((-log(chance), 1))
    assert log_loss([start], [failed], USUAL) == pytest.approx((-log(1 - chance), 1))
    assert log_loss([start], [], USUAL) == (0.0, 0)


def test_only_the_latest_answers_are_held_out() -> None:
    reviews = history(20, 10)
    earlier, latest = split(list(reversed(reviews)))
    assert len(latest) == round(0.2 * len(reviews))
    assert max(one.at for one in earlier) <= min(one.at for one in latest)


def test_practice_and_second_answers_of_a_day_are_not_fitted_to() -> None:
    reviews = history(20, 6)
    practice = [
        Review(f"p{one.id}", one.card, "p", one.at, one.rating, one.after, one.after)
        for one in reviews
    ]
    assert counted([*practice, *reviews]) == reviews
    assert (
        answers_to_fit(reviews, USUAL.days) == answers_to_fit([*practice, *reviews], USUAL.days) > 0
    )
    assert answers_to_fit([one for one in reviews if one.before is None], USUAL.days) == 0


def test_a_fit_helped_if_its_loss_is_lower() -> None:
    assert Fit([], before=0.4, after=0.39, held_out=99).helped
    assert not Fit([], before=0.4, after=0.4, held_out=99).helped
