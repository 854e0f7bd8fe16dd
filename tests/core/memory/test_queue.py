from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import USUAL, MemoryModel
from quizapp.core.memory.queue import Queue
from quizapp.core.memory.review import Memory

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CARDS = [f"t/{number}" for number in range(1, 9)]


def queue(cards: list[str] = CARDS, **options: Any) -> Queue:
    numbers = count(1)
    return Queue(cards, {}, new_id=lambda: f"r{next(numbers)}", **options)


def test_a_good_answer_goes_on_to_the_next_card() -> None:
    cards = queue(CARDS[:2], sitting="today")
    review = cards.rate(Rating.GOOD, NOON, score=0.5, suggested=Rating.HARD, seconds=9, hints=1)
    assert (review.id, review.card, review.sitting) == ("r1", "t/1", "today")
    assert (review.score, review.suggested, review.seconds, review.hints) == (
        0.5,
        Rating.HARD,
        9,
        1,
    )
    assert review.before is None
    assert review.after == USUAL.review(None, Rating.GOOD, NOON)
    assert cards.current == "t/2"
    assert (cards.answered, cards.total) == (1, 2)


def test_a_failed_card_comes_back_when_its_step_of_ten_minutes_is_over() -> None:
    cards = queue()
    cards.rate(Rating.AGAIN, NOON)
    seen = []
    for minutes in (3, 6, 9, 12):
        seen.append(cards.current)
        cards.rate(Rating.GOOD, NOON + timedelta(minutes=minutes))
    assert seen == ["t/2", "t/3", "t/4", "t/5"]
    assert cards.upcoming == ("t/1", "t/6", "t/7", "t/8")
    assert (cards.answered, cards.in_learning) == (4, 1)


def test_cards_whose_steps_are_over_come_in_the_order_in_which_they_were_answered() -> None:
    cards = queue(CARDS[:5])
    cards.rate(Rating.AGAIN, NOON)
    cards.rate(Rating.HARD, NOON + timedelta(minutes=1))
    cards.rate(Rating.GOOD, NOON + timedelta(minutes=30))
    assert list(cards.upcoming) == ["t/1", "t/4", "t/5", "t/2"]
    cards.rate(Rating.GOOD, NOON + timedelta(minutes=31))
    assert list(cards.upcoming) == ["t/2", "t/4", "t/5"]


def test_a_step_is_cut_short_only_when_no_other_card_is_left() -> None:
    cards = queue(CARDS[:3])
    for _ in range(3):
        cards.rate(Rating.AGAIN, NOON)
    assert list(cards.upcoming) == ["t/1", "t/2", "t/3"]
    cards.rate(Rating.AGAIN, NOON + timedelta(minutes=1))
    assert list(cards.upcoming) == ["t/2", "t/3", "t/1"]


def test_a_card_that_is_put_away_gives_way_to_what_is_ahead_then_to_what_comes_back() -> None:
    cards = queue(CARDS[:3])
    cards.rate(Rating.AGAIN, NOON)
    cards.skip()
    assert list(cards.upcoming) == ["t/3", "t/2", "t/1"]
    cards.remove("t/3")
    cards.remove("t/2")
    assert list(cards.upcoming) == ["t/1"]
    cards.remove("t/1")
    assert cards.current is None
    cards.restore("t/2")
    assert list(cards.upcoming) == ["t/2"]


def test_again_in_a_short_queue_puts_the_card_at_its_end() -> None:
    cards = queue(CARDS[:2])
    cards.rate(Rating.AGAIN, NOON)
    assert cards.upcoming == ("t/2", "t/1")
    cards.rate(Rating.GOOD, NOON)
    cards.rate(Rating.AGAIN, NOON)
    assert cards.current == "t/1"
    cards.rate(Rating.GOOD, NOON)
    assert cards.current is None
    assert (cards.answered, cards.total) == (2, 2)


def test_a_card_still_in_its_learning_step_comes_back_in_the_same_sitting() -> None:
    cards = queue(CARDS[:2])
    after = cards.rate(Rating.HARD, NOON).after
    assert after is not None
    assert after.state == "learning"
    assert cards.upcoming == ("t/2", "t/1")


def test_a_second_answer_builds_on_the_first() -> None:
    cards = queue(CARDS[:1])
    first = cards.rate(Rating.AGAIN, NOON)
    second = cards.rate(Rating.GOOD, NOON + timedelta(minutes=1))
    assert second.before == first.after
    assert cards.memory("t/1") == second.after


def test_undo_goes_back_to_the_start_of_the_sitting_also_after_its_end() -> None:
    cards = queue(CARDS[:3])
    ratings = [Rating.AGAIN, Rating.GOOD, Rating.EASY, Rating.HARD, Rating.AGAIN, Rating.GOOD]
    states, done = [], []
    at = NOON
    for rating in ratings:
        states.append((cards.upcoming, [cards.memory(card) for card in CARDS[:3]]))
        done.append(cards.rate(rating, at))
        at += timedelta(minutes=4)
    while cards.current:
        states.append((cards.upcoming, [cards.memory(card) for card in CARDS[:3]]))
        done.append(cards.rate(Rating.GOOD, at))
    for review, (upcoming, memories) in zip(reversed(done), reversed(states), strict=True):
        assert cards.undo() == review
        assert cards.upcoming == upcoming
        assert [cards.memory(card) for card in CARDS[:3]] == memories
    assert cards.undo() is None
    assert cards.reviews == ()


def test_undo_brings_back_the_memory_that_was_there_before_the_sitting() -> None:
    known = USUAL.review(None, Rating.EASY, NOON - timedelta(days=30))
    cards = Queue(["t/1"], {"t/1": known})
    cards.rate(Rating.AGAIN, NOON)
    cards.undo()
    assert cards.memory("t/1") == known
    assert cards.rate(Rating.GOOD, NOON).before == known


def test_a_skipped_card_comes_last_and_is_not_answered() -> None:
    cards = queue(CARDS[:3])
    cards.skip()
    assert cards.upcoming == ("t/2", "t/3", "t/1")
    assert cards.answered == 0
    queue([]).skip()


def test_a_removed_card_leaves_the_sitting_and_its_count() -> None:
    cards = queue(CARDS[:3])
    cards.remove("t/1")
    assert cards.current == "t/2"
    assert (cards.answered, cards.total) == (0, 2)
    cards.restore("t/1")
    assert cards.upcoming == ("t/1", "t/2", "t/3")


def test_undo_does_not_bring_back_a_card_removed_since() -> None:
    cards = queue(CARDS[:2])
    review = cards.rate(Rating.AGAIN, NOON)
    cards.remove("t/1")
    assert cards.undo() == review
    assert list(cards.upcoming) == ["t/2"]
    cards.restore("t/1")
    assert list(cards.upcoming) == ["t/1", "t/2"]


def test_practice_leaves_the_memory_alone_and_still_repeats_what_failed() -> None:
    known: Memory = USUAL.review(None, Rating.EASY, NOON - timedelta(days=30))
    cards = Queue(["t/1", "t/2"], {"t/1": known}, origin="practice", scheduled=False)
    review = cards.rate(Rating.AGAIN, NOON)
    assert review.before == review.after == known
    assert review.origin == "practice"
    assert list(cards.upcoming) == ["t/2", "t/1"]
    assert cards.rate(Rating.GOOD, NOON).after is None
    assert cards.preview(NOON) == {}
    assert list(cards.upcoming) == ["t/1"]


def test_what_is_previewed_is_what_then_happens() -> None:
    cards = queue(CARDS[:2])
    assert cards.others == 1
    shown = cards.preview(NOON)
    assert cards.rate(Rating.HARD, NOON).after == shown[Rating.HARD]


def test_answers_are_reviewed_and_previewed_by_the_learners_own_model() -> None:
    strict = MemoryModel(desired_retention=0.97)
    cards = queue(CARDS[:1], model=lambda: strict)
    (good, usual) = (one.review(None, Rating.GOOD, NOON) for one in (strict, USUAL))
    assert cards.preview(NOON)[Rating.GOOD] == good != usual
    assert cards.rate(Rating.EASY, NOON).after == strict.review(None, Rating.EASY, NOON)


def test_what_was_typed_is_kept_with_the_answer() -> None:
    assert queue().rate(Rating.GOOD, NOON, said="two lines\nof it").said == "two lines\nof it"


def test_rating_after_the_end_is_an_error_of_the_caller() -> None:
    with pytest.raises(IndexError):
        queue([]).rate(Rating.GOOD, NOON)


def test_a_card_listed_twice_is_asked_once() -> None:
    assert queue(["t/1", "t/2", "t/1"]).upcoming == ("t/1", "t/2")


def test_with_the_clock_set_back_in_the_middle_nothing_comes_twice() -> None:
    cards = queue(CARDS[:2])
    cards.rate(Rating.GOOD, NOON)
    review = cards.rate(Rating.GOOD, NOON - timedelta(days=2))
    assert cards.current is None
    assert review.after is not None
    assert review.after.due > NOON - timedelta(days=2)


# Neighbors

NEAR = {"t/1": {"t/3"}, "t/3": {"t/1", "t/4"}, "t/4": {"t/3"}}


def test_a_card_whose_step_is_over_waits_while_its_neighbor_was_just_answered() -> None:
    cards = queue(neighbors=NEAR)
    cards.rate(Rating.AGAIN, NOON)
    cards.rate(Rating.GOOD, NOON + timedelta(minutes=5))
    assert cards.current == "t/3"
    cards.rate(Rating.GOOD, NOON + timedelta(minutes=11))
    assert cards.current == "t/5"  # neither t/1, whose step is over, nor t/4, which is next
    cards.rate(Rating.GOOD, NOON + timedelta(minutes=12))
    assert cards.current == "t/1"
    cards.rate(Rating.GOOD, NOON + timedelta(minutes=13))
    assert cards.current == "t/4"


def test_undo_after_a_neighbor_was_passed_over_puts_all_of_them_back() -> None:
    cards = queue(CARDS[:5], neighbors=NEAR)
    cards.rate(Rating.GOOD, NOON)
    cards.rate(Rating.GOOD, NOON)
    before = cards.upcoming
    cards.rate(Rating.GOOD, NOON)
    assert cards.current == "t/5"
    cards.undo()
    assert cards.upcoming == before == ("t/3", "t/4", "t/5")


def test_neighbors_follow_one_another_when_nothing_else_is_left() -> None:
    cards = queue(["t/3", "t/4"], neighbors=NEAR)
    cards.rate(Rating.AGAIN, NOON)
    assert cards.current == "t/4"
    cards.rate(Rating.GOOD, NOON)
    assert cards.current == "t/3"


def test_others_in_the_place_of_those_to_come_are_undone_with_the_answer() -> None:
    cards = queue(CARDS[:4], repeats=False)
    cards.rate(Rating.GOOD, NOON)
    cards.replace(["t/7", "t/8", "t/7"])
    assert (cards.upcoming, cards.answered, cards.total) == (("t/7", "t/8"), 1, 3)
    cards.rate(Rating.GOOD, NOON)
    cards.replace(["t/6"])
    cards.undo()
    assert (cards.upcoming, cards.answered, cards.total) == (("t/7", "t/8"), 1, 3)
    cards.undo()
    assert (cards.upcoming, cards.answered, cards.total) == (tuple(CARDS[:4]), 0, 4)


def test_what_comes_back_gives_way_to_others_and_what_was_put_away_stays_away() -> None:
    cards = queue(CARDS[:3])
    cards.rate(Rating.AGAIN, NOON)
    cards.remove("t/2")
    cards.replace(["t/2", "t/4"])
    assert (cards.upcoming, cards.answered, cards.total) == (("t/4",), 1, 2)
    cards.undo()
    assert (cards.upcoming, cards.answered, cards.total) == (("t/1", "t/3"), 0, 2)
    assert cards.removed == {"t/2"}
