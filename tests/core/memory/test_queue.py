from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from quizapp.core.memory import scheduling
from quizapp.core.memory.queue import OTHERS_BETWEEN, Session
from quizapp.core.memory.review import Memory, Rating

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CARDS = [f"t/{number}" for number in range(1, 9)]


def session(cards: list[str] = CARDS, **options: object) -> Session:
    numbers = count(1)
    return Session(cards, {}, new_id=lambda: f"r{next(numbers)}", **options)  # type: ignore[arg-type]


def test_a_good_answer_goes_on_to_the_next_card():
    sitting = session(CARDS[:2], sitting="today")
    review = sitting.rate(Rating.GOOD, NOON, score=0.5, suggested=Rating.HARD, seconds=9, hints=1)
    assert (review.id, review.card, review.sitting) == ("r1", "t/1", "today")
    assert (review.score, review.suggested, review.seconds, review.hints) == (
        0.5,
        Rating.HARD,
        9,
        1,
    )
    assert review.before is None
    assert review.after == scheduling.review(None, Rating.GOOD, NOON)
    assert sitting.current == "t/2"
    assert (sitting.answered, sitting.total) == (1, 2)


def test_again_puts_the_card_back_after_a_few_others():
    sitting = session()
    sitting.rate(Rating.AGAIN, NOON)
    seen = []
    while sitting.current != "t/1":
        seen.append(sitting.current)
        sitting.rate(Rating.GOOD, NOON)
    assert len(seen) == OTHERS_BETWEEN
    assert sitting.answered == OTHERS_BETWEEN


def test_again_in_a_short_queue_puts_the_card_at_its_end():
    sitting = session(CARDS[:2])
    sitting.rate(Rating.AGAIN, NOON)
    assert sitting.upcoming == ("t/2", "t/1")
    sitting.rate(Rating.GOOD, NOON)
    sitting.rate(Rating.AGAIN, NOON)
    assert sitting.current == "t/1"
    sitting.rate(Rating.GOOD, NOON)
    assert sitting.current is None
    assert (sitting.answered, sitting.total) == (2, 2)


def test_a_card_still_in_its_learning_step_comes_back_in_the_same_sitting():
    sitting = session(CARDS[:2])
    assert sitting.rate(Rating.HARD, NOON).after.state == "learning"  # type: ignore[union-attr]
    assert sitting.upcoming == ("t/2", "t/1")


def test_a_second_answer_builds_on_the_first():
    sitting = session(CARDS[:1])
    first = sitting.rate(Rating.AGAIN, NOON)
    second = sitting.rate(Rating.GOOD, NOON + timedelta(minutes=1))
    assert second.before == first.after
    assert sitting.memory("t/1") == second.after


def test_undo_goes_back_to_the_start_of_the_sitting_also_after_its_end():
    sitting = session(CARDS[:3])
    ratings = [Rating.AGAIN, Rating.GOOD, Rating.EASY, Rating.HARD, Rating.AGAIN, Rating.GOOD]
    states, done = [], []
    for rating in ratings:
        states.append((sitting.upcoming, [sitting.memory(card) for card in CARDS[:3]]))
        done.append(sitting.rate(rating, NOON))
    while sitting.current:
        states.append((sitting.upcoming, [sitting.memory(card) for card in CARDS[:3]]))
        done.append(sitting.rate(Rating.GOOD, NOON))
    for review, (queue, memories) in zip(reversed(done), reversed(states), strict=True):
        assert sitting.undo() == review
        assert sitting.upcoming == queue
        assert [sitting.memory(card) for card in CARDS[:3]] == memories
    assert sitting.undo() is None
    assert sitting.reviews == ()


def test_undo_brings_back_the_memory_that_was_there_before_the_sitting():
    known = scheduling.review(None, Rating.EASY, NOON - timedelta(days=30))
    sitting = Session(["t/1"], {"t/1": known})
    sitting.rate(Rating.AGAIN, NOON)
    sitting.undo()
    assert sitting.memory("t/1") == known
    assert sitting.rate(Rating.GOOD, NOON).before == known


def test_a_skipped_card_comes_last_and_is_not_answered():
    sitting = session(CARDS[:3])
    sitting.skip()
    assert sitting.upcoming == ("t/2", "t/3", "t/1")
    assert sitting.answered == 0
    session([]).skip()


def test_a_removed_card_leaves_the_sitting_and_its_count():
    sitting = session(CARDS[:3])
    sitting.remove("t/1")
    assert sitting.current == "t/2"
    assert (sitting.answered, sitting.total) == (0, 2)
    sitting.restore("t/1")
    assert sitting.upcoming == ("t/1", "t/2", "t/3")


def test_undo_does_not_bring_back_a_card_removed_since():
    sitting = session(CARDS[:2])
    review = sitting.rate(Rating.AGAIN, NOON)
    sitting.remove("t/1")
    assert sitting.undo() == review
    assert sitting.upcoming == ("t/2",)
    sitting.restore("t/1")
    assert sitting.upcoming == ("t/1", "t/2")


def test_practice_leaves_the_memory_alone_and_still_repeats_what_failed():
    known: Memory = scheduling.review(None, Rating.EASY, NOON - timedelta(days=30))
    sitting = Session(["t/1", "t/2"], {"t/1": known}, origin="practice", scheduled=False)
    review = sitting.rate(Rating.AGAIN, NOON)
    assert review.before == review.after == known
    assert review.origin == "practice"
    assert sitting.upcoming == ("t/2", "t/1")
    assert sitting.rate(Rating.GOOD, NOON).after is None
    assert sitting.preview(NOON) == {}
    assert sitting.upcoming == ("t/1",)


def test_the_preview_is_for_the_current_card():
    sitting = session(CARDS[:1])
    assert sitting.preview(NOON) == scheduling.preview(None, NOON)


def test_rating_after_the_end_is_an_error_of_the_caller():
    with pytest.raises(IndexError):
        session([]).rate(Rating.GOOD, NOON)


def test_a_card_listed_twice_is_asked_once():
    assert session(["t/1", "t/2", "t/1"]).upcoming == ("t/1", "t/2")


def test_with_the_clock_set_back_in_the_middle_nothing_comes_twice():
    sitting = session(CARDS[:2])
    sitting.rate(Rating.GOOD, NOON)
    review = sitting.rate(Rating.GOOD, NOON - timedelta(days=2))
    assert sitting.current is None
    assert review.after is not None
    assert review.after.due > NOON - timedelta(days=2)
