"""Where the learner stands, in figures worked out by hand."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Thread
from typing import cast

import pytest

from quizapp.banks.collection import Collection, read_collection
from quizapp.config import Config
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import USUAL, MemoryModel
from quizapp.core.memory.review import CardState, Memory, Review
from quizapp.core.wording import interval
from quizapp.paths import find
from quizapp.runner import Runner
from quizapp.store.store import Store
from quizapp.study.report import report
from quizapp.study.services import Services
from quizapp.study.standing import Standing, TopicStanding, standing
from quizapp.study.today import adopt
from quizapp.study.wishes import Wishes, keep_wishes
from tests.study.conftest import FADING, NOON, after_a_good, answer, forgetful
from tests.tui.stub import StubRunner

DAY = timedelta(days=1)


def stands(collection: Collection, store: Store) -> Standing:
    return standing(collection, store, Config(), NOON)


def test_at_the_start_nothing_is_known(collection: Collection, store: Store) -> None:
    assert stands(collection, store) == Standing(
        cards=16,
        seen=0,
        due=0,
        in_learning=0,
        known=0.0,
        suspended=0,
        left_out=0,
        interview=None,
        topics=[
            TopicStanding(name, "A small bank", 8, 0, 0, 0, 0.0, 0, 1.0)
            for name in ("mini", "other")
        ],
    )


def test_a_failed_card_is_in_learning_and_not_known(collection: Collection, store: Store) -> None:
    answer(store, "mini/flash", Rating.GOOD, NOON - 2 * DAY)
    answer(store, "mini/choice", Rating.AGAIN, NOON)
    answer(store, "other/short", Rating.GOOD, NOON - 2 * DAY)
    answer(store, "other/short", Rating.AGAIN, NOON - timedelta(minutes=11))
    found = stands(collection, store)
    assert (found.seen, found.in_learning, found.due) == (3, 2, 2)
    assert found.known == pytest.approx(after_a_good(2) / 16)
    mini, other = found.topics
    assert (mini.seen, mini.in_learning, mini.due) == (2, 1, 1)
    assert mini.known == pytest.approx(after_a_good(2) / 8)
    assert (other.seen, other.in_learning, other.due, other.known) == (1, 1, 1, 0.0)


def test_a_failed_card_is_known_again_as_soon_as_it_is_recalled(
    collection: Collection, store: Store
) -> None:
    answer(store, "mini/flash", Rating.AGAIN, NOON - timedelta(minutes=20))
    answer(store, "mini/flash", Rating.GOOD, NOON - timedelta(minutes=5))
    found = stands(collection, store)
    assert (found.in_learning, found.known) == (0, 1 / 16)


def test_a_topic_of_weight_0_has_figures_of_its_own_and_is_in_no_total(
    collection: Collection, store: Store
) -> None:
    keep_wishes(store, Wishes(), Wishes(weights={"other": 0.0, "mini": 2.0}))
    answer(store, "mini/flash", Rating.GOOD, NOON - timedelta(hours=1))
    answer(store, "other/flash", Rating.GOOD, NOON - 30 * DAY)
    answer(store, "other/choice", Rating.AGAIN, NOON)
    found = stands(collection, store)
    assert (found.cards, found.seen, found.due, found.in_learning) == (8, 1, 0, 0)
    assert found.known == 1 / 8
    assert found.left_out == 8
    mini, other = found.topics
    assert (mini.weight, mini.left_out) == (2.0, False)
    assert (other.weight, other.left_out) == (0.0, True)
    assert (other.cards, other.seen, other.due, other.in_learning) == (8, 2, 0, 1)  # never due
    assert other.known == pytest.approx(after_a_good(30) / 8)


def test_suspended_cards_are_counted_and_in_no_other_figure(
    collection: Collection, store: Store
) -> None:
    answer(store, "mini/flash", Rating.GOOD, NOON - 30 * DAY)
    answer(store, "mini/choice", Rating.AGAIN, NOON - timedelta(hours=1))
    for card in ("mini/flash", "mini/choice", "other/code"):
        store.set_states({card: CardState(suspended=True)})
    found = stands(collection, store)
    assert (found.cards, found.seen, found.due, found.in_learning) == (13, 0, 0, 0)
    assert (found.known, found.suspended) == (0.0, 3)
    assert [(topic.cards, topic.suspended) for topic in found.topics] == [(6, 2), (7, 1)]


def test_a_card_that_is_put_off_until_tomorrow_is_known_and_not_due(
    collection: Collection, store: Store
) -> None:
    answer(store, "mini/flash", Rating.GOOD, NOON - 30 * DAY)
    store.set_states({"mini/flash": CardState(buried_until=NOON + timedelta(hours=12))})
    found = stands(collection, store)
    assert (found.cards, found.seen, found.due) == (16, 1, 0)
    assert found.known == pytest.approx(after_a_good(30) / 16)
    later = standing(collection, store, Config(), NOON + timedelta(hours=13))
    assert later.due == 1


def test_cards_whose_bank_is_gone_are_in_no_figure(
    collection: Collection, store: Store, bank_root: Path
) -> None:
    answer(store, "other/flash", Rating.GOOD, NOON)
    (bank_root / "questions" / "other.yaml").unlink()
    rest, _ = read_collection([bank_root])
    found = stands(rest, store)
    assert (found.cards, found.seen, found.known) == (8, 0, 0.0)


def test_without_any_card_that_counts_there_is_nothing_to_divide_by(
    collection: Collection, store: Store
) -> None:
    keep_wishes(store, Wishes(), Wishes(weights={"mini": 0.0, "other": 0.0}))
    found = stands(collection, store)
    assert (found.cards, found.known, found.left_out) == (0, 0.0, 16)


def test_after_a_fit_was_adopted_every_figure_comes_of_it(
    collection: Collection, store: Store, tmp_path: Path
) -> None:
    services = Services(
        collection,
        [],
        store,
        cast("Runner", StubRunner()),
        Config(retention=0.8),
        find(tmp_path / "data"),
        now=lambda: NOON,
    )
    keep_wishes(store, Wishes(), Wishes(interview=date(2026, 3, 6), minutes=60))
    answer(store, "mini/flash", Rating.GOOD, NOON - 2 * DAY)
    adopt(store, MemoryModel(forgetful().parameters, 0.8))

    assert services.model.parameters[20] == FADING
    assert services.model.desired_retention == 0.8
    assert services.standing().known == pytest.approx(after_a_good(2, FADING) / 16)
    # with 0.8 for a goal, the next wait after a first Good is t with recall(t) = 0.8, in whole days
    factor = 0.9 ** (-1 / FADING) - 1
    wait = round(2.3065 / factor * (0.8 ** (-1 / FADING) - 1))
    sitting = services.sitting(["mini/choice"])
    assert sitting.coming()[Rating.GOOD] == "done"  # by the plan
    wishes = services.wishes
    keep_wishes(store, wishes, Wishes())
    assert sitting.coming()[Rating.GOOD] == f"{wait}d"
    keep_wishes(store, services.wishes, wishes)
    ahead = services.outlook()
    assert ahead is not None
    days = 7  # it was two days ago
    assert ahead.stop == pytest.approx(after_a_good(days, FADING) / 16)
    sitting.rate(Rating.GOOD, None)
    assert store.memories()["mini/choice"].due == NOON + timedelta(days=wait)


@pytest.fixture
def services(collection: Collection, store: Store, tmp_path: Path) -> Services:
    runner = cast("Runner", StubRunner())
    paths = find(tmp_path / "data")
    return Services(collection, [], store, runner, Config(), paths, now=lambda: NOON)


def test_with_a_date_the_ratings_say_when_the_plan_asks_a_card_again(
    services: Services, store: Store
) -> None:
    """There are 16 cards, and 80 answers a day: the plan comes back to a weak one before it does to
    a strong one, and to none after the interview."""
    keep_wishes(store, Wishes(), Wishes(interview=date(2026, 3, 6), minutes=60))
    sitting = services.sitting(["mini/flash"])
    before = sitting.coming()  # nothing was played through yet
    assert (before[Rating.GOOD], before[Rating.EASY]) == ("2d", "done")  # that would be in 8 days
    assert services.outlook() is not None
    days = ["Mon", "Tue", "Wed", "Thu", "done"]
    found = sitting.coming()
    assert found[Rating.AGAIN] == "next"
    good, easy = (days.index(found[rating]) for rating in (Rating.GOOD, Rating.EASY))
    assert good <= easy
    services.now = lambda: NOON + DAY  # the days have to be played through anew
    assert services.sitting(["mini/flash"]).coming()[Rating.GOOD] == "2d"
    services.now = lambda: NOON + 7 * DAY  # the interview is over
    assert services.sitting(["mini/flash"]).coming()[Rating.EASY] == "8d"


def test_the_calendar_has_every_day_until_the_interview(services: Services, store: Store) -> None:
    wishes = Wishes(interview=date(2026, 3, 6), minutes=6)  # 8 answers a day
    keep_wishes(store, Wishes(), wishes)
    answer(store, "mini/flash", Rating.GOOD, NOON - 9 * DAY)
    ahead = services.outlook()
    assert ahead is not None
    rows = services.calendar(ahead, wishes)
    assert [row.day for row in rows] == [
        "today",
        "Mon 2 Mar",
        "Tue 3 Mar",
        "Wed 4 Mar",
        "Thu 5 Mar",
    ]
    today = services.today()
    assert (rows[0].new, rows[0].again, rows[0].minutes) == (today.new, today.seen, today.minutes)
    assert sum(row.new for row in rows) >= 15
    assert rows[-1].new == 0
    assert rows[-1].what == "rehearsal: what is least certain"
    assert all(5 <= row.minutes <= 7 for row in rows[1:])
    services.now = lambda: NOON + timedelta(hours=14)
    night = services.calendar(ahead, wishes)
    assert [row.day for row in night[:2]] == ["until 4:00", "Mon 2 Mar"]
    services.now = lambda: NOON
    other = services.calendar(ahead, Wishes(date(2026, 3, 6), 60))  # not yet kept
    assert other[0].minutes <= 7


def test_when_the_minutes_are_used_up_the_calendar_has_no_more_for_today(
    services: Services, store: Store
) -> None:
    wishes = Wishes(interview=date(2026, 3, 6), minutes=3)  # 4 answers a day
    keep_wishes(store, Wishes(), wishes)
    for card in ("mini/flash", "mini/choice", "mini/several", "mini/order"):
        answer(store, card, Rating.GOOD, NOON)
    assert services.today().used_up
    ahead = services.outlook()
    assert ahead is not None
    (today, *_) = services.calendar(ahead, wishes)
    assert (today.new, today.again, today.minutes) == (0, 0, 0)


def test_a_long_time_has_its_first_and_last_days_and_what_lies_between(
    services: Services, store: Store
) -> None:
    wishes = Wishes(interview=date(2026, 6, 1), minutes=6)
    keep_wishes(store, Wishes(), wishes)
    ahead = services.outlook()
    assert ahead is not None
    rows = services.calendar(ahead, wishes)
    assert len(rows) == 18
    assert rows[14].day == "75 days"  # 92 in all
    assert [row.day for row in rows[15:]] == ["Fri 29 May", "Sat 30 May", "Sun 31 May"]


def test_a_sitting_goes_on_with_the_parameters_that_were_adopted_meanwhile(
    services: Services, store: Store
) -> None:
    """By `quizapp fit` in another terminal, say."""
    answer(store, "mini/flash", Rating.GOOD, NOON - 9 * DAY)
    sitting = services.sitting(["mini/flash"])
    learned = forgetful()
    adopt(store, learned)
    before = learned.review(None, Rating.GOOD, NOON - 9 * DAY)
    good = learned.review(before, Rating.GOOD, NOON).due - NOON
    assert sitting.coming()[Rating.GOOD] == interval(good)
    sitting.rate(Rating.GOOD, None)
    assert store.memory("mini/flash") == learned.review(before, Rating.GOOD, NOON)


def test_an_answer_taken_back_leaves_no_memory_of_the_parameters_before(
    services: Services, store: Store
) -> None:
    answer(store, "mini/flash", Rating.AGAIN, NOON - 99 * DAY)
    store.take_memories(["mini/flash"], NOON)
    answer(store, "mini/flash", Rating.GOOD, NOON - 9 * DAY)
    answer(store, "mini/flash", Rating.GOOD, NOON - 2 * DAY)
    sitting = services.sitting(["mini/flash"])
    sitting.rate(Rating.GOOD, None)
    learned = forgetful()
    adopt(store, learned)
    first = learned.review(None, Rating.GOOD, NOON - 9 * DAY)
    second = learned.review(first, Rating.GOOD, NOON - 2 * DAY)
    assert store.memory("mini/flash") == learned.review(second, Rating.GOOD, NOON)
    sitting.undo()
    assert store.memory("mini/flash") == second


def test_an_answer_before_new_parameters_and_one_since(services: Services, store: Store) -> None:
    """The one before is taken back, in the window that gave it."""
    answer(store, "mini/flash", Rating.GOOD, NOON - 9 * DAY)
    sitting = services.sitting(["mini/flash"])
    sitting.rate(Rating.HARD, None)
    learned = forgetful()
    adopt(store, learned)
    services.sitting(["mini/flash"]).rate(Rating.GOOD, None)
    sitting.undo()
    first = learned.review(None, Rating.GOOD, NOON - 9 * DAY)
    assert store.memory("mini/flash") == learned.review(first, Rating.GOOD, NOON)


def test_new_parameters_after_a_later_answer_in_another_window(
    services: Services, store: Store
) -> None:
    """The answer before that one is taken back; nothing of the old parameters is left."""
    answer(store, "mini/flash", Rating.GOOD, NOON - 9 * DAY)
    sitting = services.sitting(["mini/flash"])
    sitting.rate(Rating.AGAIN, None)
    services.sitting(["mini/flash"]).rate(Rating.GOOD, None)
    learned = forgetful()
    adopt(store, learned)
    sitting.undo()
    first = learned.review(None, Rating.GOOD, NOON - 9 * DAY)
    assert store.memory("mini/flash") == learned.review(first, Rating.GOOD, NOON)
    [_, last] = store.reviews()
    assert (last.before, last.after) == (first, store.memory("mini/flash"))


def test_a_reset_taken_back_after_an_answer_was_taken_back(
    services: Services, store: Store
) -> None:
    answer(store, "mini/flash", Rating.GOOD, NOON - 9 * DAY)
    answer(store, "mini/flash", Rating.GOOD, NOON - 2 * DAY)
    sitting = services.sitting(["mini/flash"])
    sitting.rate(Rating.GOOD, None)
    learned = forgetful()
    adopt(store, learned)
    taken = store.take_memories(["mini/flash"], NOON)
    sitting.undo()
    assert store.give_memories(taken) == ["mini/flash"]
    first = learned.review(None, Rating.GOOD, NOON - 9 * DAY)
    assert store.memory("mini/flash") == learned.review(first, Rating.GOOD, NOON - 2 * DAY)


def test_an_answer_given_while_parameters_are_adopted_is_kept(
    services: Services, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(store, "mini/flash", Rating.GOOD, NOON - 9 * DAY)
    learned = forgetful()
    retell = MemoryModel.retell
    with Store(store.path) as other:
        sitting = replace(services, store=other).sitting(["mini/flash"])
        rating = Thread(target=sitting.rate, args=(Rating.GOOD, None))

        def slowly(model: MemoryModel, reviews: Iterable[Review]) -> list[Review]:
            rating.start()
            rating.join(0.3)  # it waits for the adoption
            return retell(model, reviews)

        monkeypatch.setattr(MemoryModel, "retell", slowly)
        adopt(store, learned)
        rating.join()
    first = learned.review(None, Rating.GOOD, NOON - 9 * DAY)
    assert store.memory("mini/flash") == learned.review(first, Rating.GOOD, NOON)


def test_what_was_expected_is_told_by_the_parameters_of_now(
    collection: Collection, store: Store
) -> None:
    """Also after a learner's own were dropped again."""
    adopt(store, forgetful())
    memory = forgetful().review(None, Rating.GOOD, NOON - 9 * DAY)
    fields = ("a", "mini/flash", "s", NOON - 9 * DAY, Rating.GOOD, None, memory)
    store.append(Review(*fields))
    later = forgetful().review(memory, Rating.GOOD, NOON - DAY)
    store.append(Review("b", "mini/flash", "s", NOON - DAY, Rating.GOOD, memory, later))
    adopt(store, MemoryModel(), fitted=False)
    found = report(collection, store, Config(), NOON).retention
    assert found is not None
    assert found.predicted == pytest.approx(after_a_good(8))


def brought(store: Store) -> Memory:
    """Another machine's answers join the log, earlier than those here; the memory stays this one's,
    whose last answer is later. Returns it."""
    answer(store, "mini/flash", Rating.AGAIN, NOON - 12 * DAY)
    answer(store, "mini/flash", Rating.HARD, NOON - 5 * DAY)
    kept = store.memory("mini/flash")
    assert kept is not None
    memory = None
    for number, days in enumerate((14, 10)):
        at = NOON - days * DAY
        after = USUAL.review(memory, Rating.GOOD, at)
        store.append(Review(f"theirs {number}", "mini/flash", "t", at, Rating.GOOD, memory, after))
        memory = after
    store.set_memories({"mini/flash": kept})
    return kept


def test_taking_back_leaves_what_was_kept_of_two_machines(services: Services, store: Store) -> None:
    kept = brought(store)
    sitting = services.sitting(["mini/flash"])
    sitting.rate(Rating.GOOD, None)
    sitting.undo()
    assert store.memory("mini/flash") == kept
    assert store.give_memories(store.take_memories(["mini/flash"], NOON)) == ["mini/flash"]
    assert store.memory("mini/flash") == kept


def test_an_answer_is_taken_back_from_under_those_of_another_machine(
    services: Services, store: Store
) -> None:
    sitting = services.sitting(["mini/choice"])
    sitting.rate(Rating.GOOD, None)
    at = NOON + DAY
    theirs = USUAL.review(None, Rating.EASY, at)
    store.append(Review("theirs", "mini/choice", "t", at, Rating.EASY, None, theirs))
    sitting.undo()
    assert store.memory("mini/choice") == theirs
    [left] = store.reviews()
    assert (left.before, left.after) == (None, theirs)


def test_a_fit_tells_each_machines_answers_on_their_own(services: Services, store: Store) -> None:
    brought(store)
    learned = forgetful()
    adopt(store, learned)
    first = learned.review(None, Rating.AGAIN, NOON - 12 * DAY)
    assert store.memory("mini/flash") == learned.review(first, Rating.HARD, NOON - 5 * DAY)


def reset_and_taken_back(store: Store) -> Memory | None:
    assert store.give_memories(store.take_memories(["mini/flash"], NOON)) == ["mini/flash"]
    return store.memory("mini/flash")


def test_a_reset_is_taken_back_also_where_the_clock_was_set_back(store: Store) -> None:
    for days, rating in ((-30, Rating.AGAIN), (9, Rating.GOOD), (5, Rating.EASY)):
        answer(store, "mini/flash", rating, NOON - days * DAY)
    kept = store.memory("mini/flash")
    assert kept is not None
    assert kept.reps == 3
    assert reset_and_taken_back(store) == kept


def test_a_reset_is_taken_back_where_the_log_is_of_other_parameters(store: Store) -> None:
    """As 0.1.0 left it after a fit."""
    answer(store, "mini/flash", Rating.GOOD, NOON - 9 * DAY)
    fitted = forgetful().review(None, Rating.EASY, NOON - 9 * DAY)
    store.set_memories({"mini/flash": fitted})
    assert reset_and_taken_back(store) == fitted


def test_a_reset_on_another_machine_is_not_taken_back_by_one_here(store: Store) -> None:
    kept = brought(store)
    later = USUAL.review(None, Rating.EASY, NOON - DAY)
    store.append(Review("reset", "mini/flash", "t", NOON - DAY, Rating.EASY, None, later))
    store.set_memories({"mini/flash": kept})  # theirs was made new there
    assert reset_and_taken_back(store) == kept


def test_missed_is_what_failed_in_the_last_seven_days(services: Services, store: Store) -> None:
    answer(store, "mini/flash", Rating.AGAIN, NOON - 6 * DAY)
    answer(store, "mini/flash", Rating.GOOD, NOON)
    answer(store, "mini/choice", Rating.AGAIN, NOON - 7 * DAY)
    answer(store, "mini/short", Rating.HARD, NOON)
    answer(store, "mini/order", Rating.AGAIN, NOON, scheduled=False)
    assert services.missed() == {"mini/flash", "mini/order"}
