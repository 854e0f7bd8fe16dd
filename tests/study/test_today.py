"""What is asked today, what the day will find, and the model that both use."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from quizapp.banks.collection import Collection, read_collection
from quizapp.config import Config
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import USUAL, MemoryModel
from quizapp.core.memory.review import CardState
from quizapp.paths import shipped_banks
from quizapp.store.store import Store
from quizapp.study.today import adopt, memory_model, outlook, today
from quizapp.study.wishes import Wishes, interview_time, keep_wishes, read_wishes
from quizapp.tui.screens.home_text import drill_line
from tests.study.conftest import FADING, NOON, after_a_good, answer, forgetful

DAY = timedelta(days=1)
JUNIOR = ["flash", "choice", "short", "predict"]
MID = ["several", "order", "bug"]
ALL = [*JUNIOR, *MID, "code"]


def of(topic: str, *names: str) -> list[str]:
    return [f"{topic}/{name}" for name in names]


# Without an interview


def test_new_cards_come_level_by_level_the_topics_in_turn(
    collection: Collection, store: Store
) -> None:
    found = today(collection, store, Config(new_per_day=16), NOON)
    assert set(found.queue) == {*of("mini", *ALL), *of("other", *ALL)}
    few = today(collection, store, Config(new_per_day=8), NOON).queue
    assert set(few) == {*of("mini", *JUNIOR), *of("other", *JUNIOR)}
    assert (found.seen, found.new) == (0, 16)
    assert found.minutes == 18  # 24 answers of 45 seconds: every other one comes back at first


@pytest.mark.parametrize("limit", [0, 1, 5])
def test_no_more_new_cards_come_than_the_learner_set(
    collection: Collection, store: Store, limit: int
) -> None:
    found = today(collection, store, Config(new_per_day=limit), NOON)
    assert len(found.queue) == found.new == limit


def test_the_new_cards_of_today_count_against_the_limit_and_no_other_answers_do(
    collection: Collection, store: Store
) -> None:
    answer(store, "mini/flash", Rating.GOOD, NOON - DAY)  # yesterday's
    answer(store, "mini/choice", Rating.GOOD, NOON - timedelta(hours=1))
    answer(store, "mini/choice", Rating.GOOD, NOON - timedelta(minutes=50))  # new no more
    answer(store, "mini/order", Rating.GOOD, NOON - timedelta(minutes=40), scheduled=False)
    assert len(today(collection, store, Config(new_per_day=3), NOON).queue) == 2
    assert today(collection, store, Config(new_per_day=1), NOON).queue == []


def test_in_the_banks_that_come_along_neither_neighbors_nor_topics_follow_one_another(
    store: Store,
) -> None:
    collection, _ = read_collection([shipped_banks()])
    for place, card in enumerate(collection.entries):
        if place % 7 == 0:
            answer(store, card, Rating.GOOD, NOON - 30 * DAY)
    for wishes in (Wishes(minutes=90), Wishes(date(2026, 3, 9), minutes=45)):
        keep_wishes(store, read_wishes(store), wishes)
        queue = today(collection, store, Config(new_per_day=20), NOON).queue
        assert len(queue) > 40
        for card, other in pairwise(queue):
            assert other not in collection.neighbors.get(card, ())
            assert collection.card(other).topic != collection.card(card).topic
        if not wishes.interview:
            assert {card in store.memories() for card in queue[:10]} == {True, False}


def test_all_due_cards_are_asked_and_as_many_new_ones_as_there_may_be(
    collection: Collection, store: Store
) -> None:
    answer(store, "mini/short", Rating.GOOD, NOON - 10 * DAY)
    answer(store, "other/bug", Rating.GOOD, NOON - 30 * DAY)
    answer(store, "mini/flash", Rating.GOOD, NOON - DAY)  # not due before tomorrow
    found = today(collection, store, Config(new_per_day=1), NOON)
    assert {"mini/short", "other/bug"} < set(found.queue)
    assert len(found.queue) == 3
    assert (found.seen, found.new) == (2, 1)


def test_suspended_cards_are_not_asked_and_buried_ones_not_before_their_time(
    collection: Collection, store: Store
) -> None:
    store.set_states({"mini/flash": CardState(suspended=True)})
    store.set_states({"mini/choice": CardState(buried_until=NOON + timedelta(hours=1))})
    store.set_states({"mini/short": CardState(buried_until=NOON - timedelta(hours=1))})
    answer(store, "mini/predict", Rating.GOOD, NOON - 30 * DAY)
    store.set_states({"mini/predict": CardState(buried_until=NOON + timedelta(hours=1))})
    found = today(collection, store, Config(new_per_day=2), NOON)
    assert set(found.queue) == {"mini/short", "other/flash"}


def test_a_topic_of_weight_0_is_not_asked_unless_it_is_asked_for(
    collection: Collection, store: Store
) -> None:
    keep_wishes(store, Wishes(), Wishes(weights={"mini": 0.0}))
    everything = today(collection, store, Config(new_per_day=99), NOON).queue
    assert {card.split("/")[0] for card in everything} == {"other"}
    only = today(collection, store, Config(new_per_day=1), NOON, ["mini"]).queue
    assert len(only) == 8  # who asks for a topic is not held to a number of new cards
    assert {card.split("/")[0] for card in only} == {"mini"}


def test_with_nothing_to_ask_there_is_nothing_to_do(collection: Collection, store: Store) -> None:
    found = today(collection, store, Config(new_per_day=0), NOON)
    assert (found.queue, found.minutes) == ([], 0)


# With an interview


def test_with_a_day_to_aim_at_the_minutes_say_how_much_is_asked(
    collection: Collection, store: Store
) -> None:
    keep_wishes(
        store, Wishes(), Wishes(interview=date(2026, 3, 11), minutes=6)
    )  # 8 answers of 45 seconds
    plan = today(collection, store, Config(new_per_day=0), NOON)
    assert (len(plan.queue), plan.minutes) == (6, 7)  # new ones take one and a half
    for card in of("mini", "flash", "choice", "short"):
        answer(store, card, Rating.GOOD, NOON - timedelta(hours=1))
    rest = today(collection, store, Config(), NOON).queue
    assert len(rest) == 4
    assert not set(rest) & set(of("mini", "flash", "choice", "short"))


def test_what_is_asked_when_the_minutes_of_the_day_are_used_up_says_so(
    collection: Collection, store: Store
) -> None:
    keep_wishes(store, Wishes(), Wishes(interview=date(2026, 3, 11), minutes=3))  # 4 answers
    for number, card in enumerate(of("mini", "flash", "choice", "short", "predict")):
        assert not today(collection, store, Config(), NOON).used_up, number
        answer(store, card, Rating.GOOD, NOON - timedelta(hours=1))
    more = today(collection, store, Config(), NOON)
    assert more.used_up
    assert len(more.queue) == 1
    assert drill_line(more, 9).endswith("; the day's minutes are used up")
    keep_wishes(store, read_wishes(store), Wishes())
    assert not today(collection, store, Config(), NOON).used_up


def test_with_a_day_to_aim_at_a_topic_of_weight_0_is_left_out_too(
    collection: Collection, store: Store
) -> None:
    keep_wishes(
        store, Wishes(), Wishes(interview=date(2026, 3, 11), minutes=60, weights={"mini": 0.0})
    )
    store.set_states({"other/flash": CardState(suspended=True)})
    queue = today(collection, store, Config(), NOON).queue
    assert sorted(queue) == sorted(of("other", *JUNIOR[1:], *MID, "code"))


def test_when_the_day_has_passed_it_is_as_if_there_was_none(
    collection: Collection, store: Store
) -> None:
    keep_wishes(store, Wishes(), Wishes(interview=date(2026, 2, 28), minutes=60))
    assert today(collection, store, Config(new_per_day=2), NOON).new == 2
    assert outlook(collection, store, Config(), read_wishes(store), NOON) is None


def test_the_interview_is_at_nine_and_not_over_on_its_own_day() -> None:
    assert interview_time(date(2026, 3, 11), NOON) == NOON + 10 * DAY - timedelta(hours=3)
    assert interview_time(date(2026, 3, 1), NOON) == NOON + timedelta(minutes=1)
    assert interview_time(date(2026, 2, 28), NOON) is None
    assert interview_time(None, NOON) is None


def test_wishes_that_make_no_sense_are_the_usual_ones(store: Store) -> None:
    store.set("wishes", {"minutes": "many"})
    assert read_wishes(store) == Wishes()


# What the day will find


def test_who_stops_today_keeps_what_fsrs_leaves_of_the_cards_that_count(
    collection: Collection, store: Store
) -> None:
    wishes = Wishes(interview=date(2026, 3, 6), weights={"other": 0.0})
    assert outlook(collection, store, Config(), Wishes(), NOON) is None
    answer(store, "mini/flash", Rating.GOOD, NOON)
    answer(store, "other/flash", Rating.GOOD, NOON)  # of a topic that is left out
    answer(store, "mini/choice", Rating.GOOD, NOON)
    store.set_states({"mini/choice": CardState(suspended=True)})
    found = outlook(collection, store, Config(), wishes, NOON)
    assert found is not None
    assert found.stop == pytest.approx(after_a_good(5) / 7)
    assert [(topic.topic, topic.cards) for topic in found.topics] == [("mini", 7)]
    assert found.follow > found.stop


def test_who_stops_today_does_not_know_what_is_left_in_learning(
    collection: Collection, store: Store
) -> None:
    answer(store, "mini/flash", Rating.AGAIN, NOON)
    found = outlook(collection, store, Config(), Wishes(interview=date(2026, 3, 2)), NOON)
    assert found is not None
    assert found.stop == 0.0
    assert found.follow > 0.0


def test_the_answers_already_given_today_are_no_longer_there_to_plan_with(
    collection: Collection, store: Store
) -> None:
    wishes = Wishes(interview=date(2026, 3, 2), minutes=3)  # 4 answers today, and no day after
    fresh = outlook(collection, store, Config(), wishes, NOON)
    assert fresh is not None
    assert fresh.follow > fresh.stop == 0.0
    for _ in range(4):
        answer(store, "mini/flash", Rating.GOOD, NOON - timedelta(minutes=1))
    spent = outlook(collection, store, Config(), wishes, NOON)
    assert spent is not None
    assert spent.follow == spent.stop > 0.0


# The learner's model


def test_without_a_fit_the_model_is_the_usual_one_at_the_learners_retention(store: Store) -> None:
    model = memory_model(store, Config(retention=0.8))
    assert model.parameters == USUAL.parameters
    assert model.desired_retention == 0.8


def test_a_fit_that_is_adopted_is_the_model_and_has_made_every_memory_anew(store: Store) -> None:
    answer(store, "mini/flash", Rating.GOOD, NOON - 20 * DAY)
    answer(store, "mini/flash", Rating.GOOD, NOON - 5 * DAY)
    answer(store, "mini/short", Rating.GOOD, NOON - 5 * DAY)
    before = store.memories()
    model = forgetful()
    assert adopt(store, model) == 1
    assert memory_model(store, Config()).parameters == model.parameters
    after = store.memories()
    assert after["mini/short"] == before["mini/short"]  # w2 and the goal of 0.9 are as they were
    assert after["mini/flash"] != before["mini/flash"]
    first = model.review(None, Rating.GOOD, NOON - 20 * DAY)
    assert after["mini/flash"] == model.review(first, Rating.GOOD, NOON - 5 * DAY)


def test_a_model_with_another_goal_makes_cards_fall_due_at_another_time(store: Store) -> None:
    answer(store, "mini/flash", Rating.GOOD, NOON)
    before = store.memories()["mini/flash"]
    assert adopt(store, MemoryModel(desired_retention=0.8)) == 1
    after = store.memories()["mini/flash"]
    assert after.due > before.due
    assert after.stability == before.stability


def test_going_back_to_the_usual_parameters_brings_the_old_memories_back(store: Store) -> None:
    answer(store, "mini/flash", Rating.GOOD, NOON - 20 * DAY)
    answer(store, "mini/flash", Rating.GOOD, NOON - 5 * DAY)
    before = store.memories()
    adopt(store, forgetful())
    assert store.memories() != before
    assert adopt(store, MemoryModel(), fitted=False) == 1
    assert store.memories() == before
    assert store.get("parameters") is None


def test_a_card_that_was_made_new_again_stays_new(store: Store) -> None:
    answer(store, "mini/flash", Rating.GOOD, NOON - 20 * DAY)
    store.set_memories({"mini/flash": None})
    assert adopt(store, forgetful()) == 0
    assert store.memories() == {}


def test_practice_moves_no_memory_also_when_all_are_made_anew(store: Store) -> None:
    answer(store, "mini/flash", Rating.GOOD, NOON - 20 * DAY)
    answer(store, "mini/flash", Rating.AGAIN, NOON - 5 * DAY, scheduled=False)
    adopt(store, forgetful())
    assert store.memories()["mini/flash"].last_review == NOON - 20 * DAY


def test_the_order_and_the_outlook_use_the_adopted_model(
    collection: Collection, store: Store
) -> None:
    wishes = Wishes(interview=date(2026, 3, 6))
    answer(store, "mini/flash", Rating.GOOD, NOON)
    adopt(store, forgetful())
    found = outlook(collection, store, Config(), wishes, NOON)
    assert found is not None
    assert found.stop == pytest.approx(after_a_good(5, decay=FADING) / 16)


def test_weights_bring_more_of_a_topic_and_still_mix(store: Store) -> None:
    collection, _ = read_collection([shipped_banks()])
    share = {}
    for heavy in (1.0, 2.0, 4.0):
        wishes = Wishes(date(2026, 3, 12), minutes=60, weights={"tensors": heavy})
        keep_wishes(store, read_wishes(store), wishes)
        queue = today(collection, store, Config(), NOON).queue
        names = [collection.card(card).topic for card in queue]
        share[heavy] = names.count("tensors")
        assert all(one != other for one, other in pairwise(names))
    assert share[1.0] < share[2.0] < share[4.0]


def test_a_mock_interview_and_practice_leave_the_minutes_of_the_day_alone(
    collection: Collection, store: Store
) -> None:
    keep_wishes(store, Wishes(), Wishes(interview=date(2026, 3, 11), minutes=3))  # 4 answers
    plan = today(collection, store, Config(), NOON)
    for card in of("mini", *ALL):
        answer(store, card, Rating.GOOD, NOON, origin="mock")
        answer(store, card, Rating.AGAIN, NOON, origin="practice", scheduled=False)
    assert not today(collection, store, Config(), NOON).used_up
    assert len(plan.queue) == 3


def test_answers_of_a_clock_that_was_ahead_are_not_those_of_today(
    collection: Collection, store: Store
) -> None:
    for card in of("mini", *ALL):
        answer(store, card, Rating.GOOD, NOON + 25 * DAY)
    assert today(collection, store, Config(new_per_day=4), NOON).new == 4
    keep_wishes(store, Wishes(), Wishes(interview=date(2026, 3, 11), minutes=3))
    assert not today(collection, store, Config(), NOON).used_up


def test_without_a_day_the_minutes_limit_what_is_new_and_nothing_that_is_due(
    collection: Collection, store: Store
) -> None:
    keep_wishes(store, Wishes(), Wishes(minutes=3))  # 4 answers
    assert today(collection, store, Config(), NOON).new == 3
    for card in of("mini", *ALL):
        answer(store, card, Rating.GOOD, NOON - 60 * DAY)
    found = today(collection, store, Config(), NOON)
    assert (found.seen, found.new) == (len(ALL), 0)


def test_what_is_left_in_learning_is_asked_first_however_few_the_minutes(
    collection: Collection, store: Store
) -> None:
    keep_wishes(store, Wishes(), Wishes(interview=date(2026, 3, 11), minutes=3))  # 4 answers
    left = of("mini", *ALL)
    for number, card in enumerate(left):
        answer(store, card, Rating.AGAIN, NOON - timedelta(hours=1) - number % 2 * DAY)
    found = today(collection, store, Config(), NOON)
    assert found.used_up
    assert set(found.queue) >= set(left)
    ahead = outlook(collection, store, Config(), read_wishes(store), NOON)
    assert ahead is not None
