from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import USUAL
from quizapp.core.memory.planning import Candidate, Plan, Ranked
from quizapp.core.memory.readiness import next_asked, readiness
from quizapp.core.memory.review import Memory

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
CARDS = [f"t{number % 2}/c{number}" for number in range(40)]
INTERVIEW = NOON + 6 * DAY


def known(cards: list[str]) -> dict[str, Memory]:
    return {card: USUAL.review(None, Rating.GOOD, NOON - 2 * DAY) for card in cards}


def test_stopping_today_leaves_what_fsrs_expects_of_the_memories() -> None:
    found = readiness(CARDS, known(CARDS[:20]), NOON, INTERVIEW, 10)
    expected = sum(USUAL.recall(memory, INTERVIEW) for memory in known(CARDS[:20]).values()) / 40
    assert found.stop == pytest.approx(expected)


def test_following_the_plan_is_better_than_stopping_and_more_answers_better_still() -> None:
    few = readiness(CARDS, known(CARDS[:20]), NOON, INTERVIEW, 5)
    many = readiness(CARDS, known(CARDS[:20]), NOON, INTERVIEW, 25)
    assert few.stop == many.stop < few.follow < many.follow < 1.0


def test_topics_make_up_the_whole() -> None:
    found = readiness(CARDS, known(CARDS[:20]), NOON, INTERVIEW, 10)
    assert [topic.topic for topic in found.topics] == ["t0", "t1"]
    whole = sum(topic.follow * topic.cards for topic in found.topics) / 40
    assert whole == pytest.approx(found.follow)


def test_what_does_not_fit_is_named_with_the_days_that_are_missing() -> None:
    found = readiness(CARDS, {}, NOON, NOON + 2 * DAY, 10)
    assert found.left_out == CARDS[-len(found.left_out) :]
    assert len(found.left_out) >= 20
    assert 2 <= found.days_short <= 6
    longer = readiness(CARDS, {}, NOON, NOON + (3 + found.days_short) * DAY, 10)
    assert (longer.left_out, longer.days_short) == ([], 0)


def test_a_topic_of_no_weight_is_not_reported_as_left_out() -> None:
    found = readiness(CARDS, {}, NOON, NOON + 9 * DAY, 10, weights={"t1": 0.0})
    assert found.left_out == []
    assert found.topics[1].follow == 0.0


def test_the_same_position_gives_the_same_figures() -> None:
    first = readiness(CARDS, known(CARDS[:20]), NOON, INTERVIEW, 10)
    assert readiness(CARDS, known(CARDS[:20]), NOON, INTERVIEW, 10) == first


def test_there_may_be_no_cards_no_answers_left_today_and_no_time() -> None:
    assert readiness([], {}, NOON, INTERVIEW, 10).follow == 0.0
    done = readiness(CARDS, known(CARDS), NOON, NOON + DAY / 2, 0, daily=10)
    assert done.follow == pytest.approx(done.stop)
    past = readiness(CARDS, known(CARDS), NOON, NOON - DAY, 10)
    assert past.follow == past.stop


def test_a_far_interview_is_played_in_strides(monkeypatch: pytest.MonkeyPatch) -> None:
    plans: list[int] = []
    ranked = Plan.ranked

    def counted(plan: Plan, candidates: Sequence[Candidate], budget: int, daily: int) -> Ranked:
        plans.append(budget)
        return ranked(plan, candidates, budget, daily)

    monkeypatch.setattr(Plan, "ranked", counted)
    far = readiness(["a/1", "a/2"], {}, NOON, NOON + 1460 * DAY, 3, rounds=1)
    assert len(plans) == 105
    assert sum(plans) == 3 * 1460
    assert far.follow > 0.8
    assert far.left_out == []


def test_the_calendar_says_what_each_day_asks() -> None:
    memories = known(CARDS[:10])
    found = readiness(CARDS, memories, NOON, NOON + 5 * DAY, 12)
    assert [(day.ahead, day.days) for day in found.calendar] == [(n, 1) for n in range(5)]
    assert all(12 <= day.answers <= 13 for day in found.calendar)
    assert sum(day.new for day in found.calendar) <= len(CARDS) - 10
    for day in found.calendar:
        assert day.new + day.again <= day.answers
        assert set(day.topics) <= {card.split("/")[0] for card in CARDS}


def test_what_is_known_better_is_asked_again_later_or_not_at_all() -> None:
    found = readiness(CARDS, {}, NOON, NOON + 12 * DAY, 20)
    weak = USUAL.review(USUAL.review(None, Rating.AGAIN, NOON), Rating.GOOD, NOON)
    strong = USUAL.review(None, Rating.EASY, NOON)
    days = [next_asked(found.calendar, one, 1.0, USUAL) for one in (weak, strong)]
    assert all(day is None or 1 <= day <= 11 for day in days)
    early, late = (99 if day is None else day for day in days)
    assert early <= late


def test_there_is_no_day_after_the_last_one() -> None:
    found = readiness(CARDS, {}, NOON, NOON + DAY, 20)
    assert next_asked(found.calendar, USUAL.review(None, Rating.HARD, NOON), 1.0, USUAL) is None
