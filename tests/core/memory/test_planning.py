from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import STEP, USUAL
from quizapp.core.memory.planning import days_left, first_pass, study_order
from quizapp.core.memory.review import Memory

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
CARDS = [f"t{number // 10}/c{number}" for number in range(60)]


def known(cards: Sequence[str], seed: int = 1, at: datetime = NOON) -> dict[str, Memory]:
    """Each card answered three times in the month before."""
    luck, memories = Random(seed), {}
    for card in cards:
        memory, when = None, at - luck.randint(20, 30) * DAY
        for _ in range(3):
            memory = USUAL.review(memory, luck.choice(list(Rating)), when)
            when += luck.randint(2, 6) * DAY
        assert memory is not None
        memories[card] = memory
    return memories


def play(
    days: int, budget: int, *, cards: Sequence[str] = CARDS, aimed: bool = True, missed: int = 0
) -> float:
    """Mean recall on the day of a learner who always passes from the second answer on, which comes
    with the learning step."""
    memories: dict[str, Memory] = {}
    interview = NOON + days * DAY
    for day in range(days):
        if day and day <= missed:
            continue
        at = NOON + day * DAY
        goal = interview if aimed else None
        for card in study_order(cards, memories, at, goal, budget):
            if card not in memories:
                memories[card] = USUAL.review(None, Rating.HARD, at)
            memories[card] = USUAL.review(memories[card], Rating.GOOD, at + STEP)
    return sum(USUAL.recall(memories.get(card), interview) for card in cards) / len(cards)


# Without a date


def test_without_a_date_due_cards_come_least_recalled_first_then_new_ones_in_bank_order() -> None:
    memories = known(CARDS[:30])
    order = study_order(CARDS, memories, NOON, None, 100)
    due = [card for card in CARDS if USUAL.is_due(memories.get(card), NOON)]
    assert len(due) > 3
    assert order[: len(due)] == sorted(due, key=lambda card: USUAL.recall(memories[card], NOON))
    assert order[len(due) :] == CARDS[30:]


def test_a_date_that_has_passed_counts_as_none() -> None:
    memories = known(CARDS[:30])
    plain = study_order(CARDS, memories, NOON, None, 20)
    for gone in (NOON, NOON - DAY, NOON - 400 * DAY):
        assert study_order(CARDS, memories, NOON, gone, 20) == plain


# With a date


@pytest.mark.parametrize("budget", [0, -3])
def test_without_answers_left_nothing_is_asked(budget: int) -> None:
    assert study_order(CARDS, {}, NOON, NOON + DAY, budget) == []
    assert study_order(CARDS, {}, NOON, None, budget) == []


@pytest.mark.parametrize("budget", [1, 7, 60, 1000])
@pytest.mark.parametrize("days", [0.01, 0.5, 1, 13.7, 100, 2000])
def test_the_plan_has_each_card_once_and_no_more_than_the_budget(budget: int, days: float) -> None:
    order = study_order(CARDS, known(CARDS[:40]), NOON, NOON + days * DAY, budget)
    assert len(order) == min(budget, len(CARDS))
    assert len(set(order)) == len(order)
    assert set(order) <= set(CARDS)


def test_new_cards_come_in_bank_order() -> None:
    assert study_order(CARDS, {}, NOON, NOON + 10 * DAY, 20) == CARDS[:20]


def test_memories_of_cards_no_longer_in_the_banks_are_ignored() -> None:
    memories = known([*CARDS[:10], "gone/card"])
    assert "gone/card" not in study_order(CARDS, memories, NOON, NOON + 5 * DAY, 100)


def test_the_last_pass_goes_to_the_weak_cards() -> None:
    weak = USUAL.review(None, Rating.HARD, NOON - 3 * DAY)
    strong = USUAL.review(
        USUAL.review(None, Rating.EASY, NOON - 20 * DAY), Rating.EASY, NOON - 3 * DAY
    )
    memories = {card: weak if number % 2 else strong for number, card in enumerate(CARDS)}
    order = study_order(CARDS, memories, NOON, NOON + DAY, 30)
    assert all(memories[card] is weak for card in order)


def test_new_cards_come_in_the_order_given_whatever_they_weigh_and_those_of_no_weight_never() -> (
    None
):
    weights = {"t3": 3.0, "t1": 0.0, "t2": 0.5}
    order = study_order(CARDS, {}, NOON, NOON + 3 * DAY, 60, weights=weights)
    assert order == CARDS[:10] + CARDS[20:]


def test_of_cards_known_alike_the_plan_keeps_those_of_a_heavy_topic_alive() -> None:
    memories = {card: USUAL.review(None, Rating.GOOD, NOON - 5 * DAY) for card in CARDS}
    order = study_order(CARDS, memories, NOON, NOON + DAY, 20, weights={"t3": 3.0, "t4": 3.0})
    assert set(order) == set(CARDS[30:50])


def test_a_card_answered_today_is_left_in_peace_until_tomorrow() -> None:
    memories = {card: USUAL.review(None, Rating.GOOD, NOON) for card in CARDS}
    interview = NOON + 5 * DAY
    assert study_order(CARDS, memories, NOON + timedelta(hours=3), interview, 30) == []
    assert len(study_order(CARDS, memories, NOON + DAY, interview, 30)) == 30


def test_a_card_whose_learning_step_is_open_comes_first() -> None:
    memories = known(CARDS[:40])
    memories[CARDS[5]] = USUAL.review(memories[CARDS[5]], Rating.AGAIN, NOON)
    soon = NOON + timedelta(minutes=15)
    assert study_order(CARDS, memories, soon, NOON + 5 * DAY, 10)[0] == CARDS[5]


def test_with_the_clock_set_back_nothing_is_asked_twice() -> None:
    memories = {card: USUAL.review(None, Rating.GOOD, NOON) for card in CARDS}
    earlier = NOON - timedelta(hours=9)
    assert study_order(CARDS, memories, earlier, NOON + 5 * DAY, 30) == []
    assert study_order(CARDS, memories, earlier, None, 30) == []


def test_cards_answered_while_the_clock_was_a_year_ahead_are_not_lost_for_a_year() -> None:
    memories = {card: USUAL.review(None, Rating.GOOD, NOON + 365 * DAY) for card in CARDS}
    order = study_order(CARDS, memories, NOON, NOON + 5 * DAY, 60)
    assert set(order) == set(CARDS)
    memories |= {card: USUAL.review(memories[card], Rating.GOOD, NOON) for card in order}
    assert study_order(CARDS, memories, NOON, NOON + 5 * DAY, 60) == []


def test_the_zone_in_which_a_time_is_given_changes_nothing() -> None:
    memories = known(CARDS[:40])
    interview = NOON + 9 * DAY
    plain = study_order(CARDS, memories, NOON, interview, 15)
    for name in ("Asia/Kathmandu", "America/Los_Angeles"):
        zone = ZoneInfo(name)
        moved = study_order(CARDS, memories, NOON.astimezone(zone), interview.astimezone(zone), 15)
        assert moved == plain


def test_an_hour_of_daylight_saving_neither_loses_a_card_nor_asks_it_twice() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    for month, day in ((3, 28), (10, 24)):  # the evenings before the clocks change in 2026
        evening = datetime(2026, month, day, 20, tzinfo=berlin)
        memories = {card: USUAL.review(None, Rating.GOOD, evening) for card in CARDS}
        interview = datetime(2026, month, day, 9, tzinfo=berlin) + 5 * DAY
        assert study_order(CARDS, memories, evening + timedelta(hours=2), interview, 60) == []
        tomorrow = datetime(2026, month, day + 1, 20, tzinfo=berlin)
        assert set(study_order(CARDS, memories, tomorrow, interview, 60)) == set(CARDS)


def test_a_date_moved_nearer_or_farther_is_planned_for_at_once() -> None:
    memories = known(CARDS[:50])
    near = study_order(CARDS, memories, NOON, NOON + 2 * DAY, 40)
    far = study_order(CARDS, memories, NOON, NOON + 40 * DAY, 40)
    assert near == study_order(CARDS, memories, NOON, NOON + 2 * DAY, 40)
    assert set(near) != set(far)


def test_missed_days_lose_no_card() -> None:
    assert play(10, 20, missed=4) > 0.6


def test_aiming_at_the_day_beats_plain_fsrs_when_time_is_short() -> None:
    assert play(6, 15) > play(6, 15, aimed=False)


@pytest.mark.parametrize(
    ("days", "studied"),
    [(0, 1), (1, 1), (2, 2), (13, 13)],
)
def test_the_days_to_study_on_are_counted_with_today(days: int, studied: int) -> None:
    assert days_left(days) == studied


def test_how_often_new_cards_are_known_is_told_from_the_memories() -> None:
    knows = [USUAL.review(None, Rating.GOOD, NOON)] * 60
    learns = [USUAL.review(USUAL.review(None, Rating.AGAIN, NOON), Rating.GOOD, NOON)] * 60
    assert first_pass([], USUAL.moves) == pytest.approx(0.4, abs=0.11)
    assert first_pass(knows, USUAL.moves) > 0.8
    assert first_pass(learns, USUAL.moves) < 0.2
