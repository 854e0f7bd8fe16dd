"""A sitting: what is answered or put away is in the store at once, and can be taken back."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from quizapp.core.grading.grade import Grade
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import USUAL
from quizapp.core.memory.queue import Queue
from quizapp.core.memory.review import CardState, Origin
from quizapp.core.wording import interval
from quizapp.errors import StoreError
from quizapp.store.store import Store
from quizapp.study.sitting import Sitting, Undone
from tests.study.conftest import NOON, answer

CARDS = ["t/1", "t/2", "t/3"]
HALF = Grade(0.5, "1 of 2 key points", Rating.AGAIN)


class Clock:
    """Noon, until a test moves it on."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **time: float) -> None:
        self.at += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


Sat = Callable[..., Sitting]


@pytest.fixture
def sit(store: Store, clock: Clock) -> Sat:
    """Sit down to some cards."""

    def begin(cards: list[str] = CARDS, *, scheduled: bool = True) -> Sitting:
        origin: Origin = "drill" if scheduled else "practice"
        queue = Queue(cards, store.memories(), origin=origin, scheduled=scheduled, sitting="now")
        return Sitting(queue, store, clock)

    return begin


# Answers


def test_an_answer_is_in_the_store_with_all_that_belongs_to_it(
    sit: Sat, store: Store, clock: Clock
) -> None:
    sitting = sit()
    sitting.show()
    clock.pass_(seconds=42)
    sitting.rate(Rating.GOOD, HALF, hints=1, said="one\ntwo")
    [kept] = store.reviews()
    assert (kept.card, kept.sitting, kept.at) == ("t/1", "now", NOON + timedelta(seconds=42))
    assert (kept.rating, kept.suggested, kept.score) == (Rating.GOOD, Rating.AGAIN, 0.5)
    assert (kept.seconds, kept.hints, kept.said) == (42.0, 1, "one\ntwo")
    assert kept.before is None
    assert store.memories() == {"t/1": kept.after}
    assert kept.after == USUAL.review(None, Rating.GOOD, clock())
    assert sitting.card == "t/2"
    assert (sitting.answered, sitting.total, sitting.left) == (1, 3, 2)


def test_an_answer_that_nothing_judged_has_no_score(sit: Sat, store: Store) -> None:
    sit().rate(Rating.HARD, None)
    [kept] = store.reviews()
    assert (kept.rating, kept.score, kept.suggested) == (Rating.HARD, None, None)


@pytest.mark.parametrize(("passed", "counted"), [(3600.0, 600.0), (-3600.0, 0.0), (5.5, 5.5)])
def test_the_time_of_an_answer_is_from_its_showing_and_within_reason(
    sit: Sat, store: Store, clock: Clock, passed: float, counted: float
) -> None:
    sitting = sit()
    clock.pass_(hours=3)
    sitting.show()
    clock.pass_(seconds=passed)
    sitting.rate(Rating.GOOD, None)
    assert store.reviews()[0].seconds == counted


def test_a_failure_that_makes_a_leech_is_told(sit: Sat, store: Store, clock: Clock) -> None:
    at = NOON - timedelta(days=400)
    answer(store, "t/1", Rating.GOOD, at)
    for number in range(1, 8):
        answer(store, "t/1", Rating.AGAIN, at + timedelta(days=20 * number))
        answer(store, "t/1", Rating.GOOD, at + timedelta(days=20 * number, minutes=11))
    assert store.memories()["t/1"].lapses == 7
    sitting = sit(["t/1"])
    assert sitting.rate(Rating.AGAIN, None) is True  # the eighth
    assert sitting.rate(Rating.GOOD, None) is False
    assert sit(["t/2"]).rate(Rating.AGAIN, None) is False


def test_practice_keeps_the_answer_and_leaves_the_memory(sit: Sat, store: Store) -> None:
    answer(store, "t/1", Rating.GOOD, NOON - timedelta(days=9))
    before = store.memories()
    sitting = sit(scheduled=False)
    assert sitting.coming() == {}
    sitting.rate(Rating.AGAIN, HALF)
    assert store.memories() == before
    assert (store.reviews()[-1].origin, store.reviews()[-1].counted) == ("practice", False)


def test_what_is_coming_is_what_then_happens(sit: Sat, store: Store) -> None:
    sitting = sit()
    shown = sitting.coming()
    sitting.rate(Rating.EASY, None)
    assert shown[Rating.EASY] == interval(store.memories()["t/1"].due - NOON)


def test_a_step_that_the_sitting_is_too_short_for_is_told_in_cards(sit: Sat) -> None:
    """13 cards take ten minutes."""
    many = sit([f"t/{number}" for number in range(15)])
    assert many.coming()[Rating.AGAIN] == "10m"
    assert many.coming()[Rating.HARD] == "14 cards"  # 15 minutes
    few = sit(["t/1", "t/2", "t/3"])
    assert few.coming()[Rating.AGAIN] == "2 cards"
    few.rate(Rating.AGAIN, None)
    assert few.coming()[Rating.AGAIN] == "2 cards"
    assert sit(["t/1"]).coming()[Rating.AGAIN] == "next"
    assert sit(["t/9"]).coming()[Rating.GOOD] == "2d"


def test_a_sitting_has_a_beginning_and_an_end(sit: Sat, store: Store, clock: Clock) -> None:
    sitting = sit()
    sitting.start()
    clock.pass_(minutes=20)
    sitting.end()
    [kept] = store.sittings()
    assert (kept.started, kept.ended) == (NOON, NOON + timedelta(minutes=20))


# Taking back


def test_an_answer_taken_back_is_out_of_the_store_and_its_text_is_there_again(
    sit: Sat, store: Store
) -> None:
    answer(store, "t/1", Rating.GOOD, NOON - timedelta(days=9))
    before = store.memories()
    sitting = sit()
    assert not sitting.undoable
    sitting.save_draft("t/1", "what I said")
    sitting.rate(Rating.AGAIN, HALF, said="what I said")
    assert sitting.draft("t/1") == ""
    assert sitting.undoable
    assert sitting.undo() == Undone("answer", "t/1")
    assert store.memories() == before
    assert len(store.reviews()) == 1  # that of nine days ago
    assert sitting.card == "t/1"
    assert sitting.reviews == ()
    assert sitting.draft("t/1") == "what I said"
    assert sitting.undo() is None


@pytest.mark.parametrize("days_ago", [5, None], ids=["known", "new"])
def test_taking_back_leaves_what_another_window_answered(
    sit: Sat, store: Store, clock: Clock, days_ago: int | None
) -> None:
    if days_ago is not None:
        answer(store, "t/1", Rating.GOOD, NOON - timedelta(days=days_ago))
    one, other = sit(), sit()
    one.rate(Rating.GOOD, None)
    by_one = store.memories()
    clock.pass_(minutes=1)
    other.rate(Rating.AGAIN, None)
    assert other.reviews[0].before == by_one["t/1"]
    other.undo()
    assert store.memories() == by_one


def test_answers_taken_back_in_both_windows_leave_a_new_card(
    sit: Sat, store: Store, clock: Clock
) -> None:
    one, other = sit(), sit()
    one.rate(Rating.GOOD, None)
    clock.pass_(minutes=1)
    other.rate(Rating.AGAIN, None)
    one.undo()
    [kept] = store.reviews()
    assert kept.before is None
    assert store.memories() == {"t/1": USUAL.review(None, Rating.AGAIN, kept.at)}
    assert kept.after == store.memories()["t/1"]
    other.undo()
    assert store.memories() == {}


def test_what_is_taken_back_in_one_window_is_gone_in_another(sit: Sat, store: Store) -> None:
    one = sit()
    one.rate(Rating.EASY, None)
    other = sit()
    one.undo()
    other.rate(Rating.GOOD, None)
    assert other.reviews[0].before is None


def test_a_rating_leaves_what_is_typed_in_another_window(sit: Sat, store: Store) -> None:
    one, other = sit(), sit()
    assert one.draft("t/1") == ""
    other.save_draft("t/1", "typed in the other")
    one.rate(Rating.GOOD, None)
    assert store.draft("t/1") == "typed in the other"


def test_an_answer_without_words_leaves_no_draft_behind(sit: Sat) -> None:
    sitting = sit()
    sitting.rate(Rating.GOOD, HALF)
    sitting.undo()
    assert sitting.draft("t/1") == ""


def test_steps_are_taken_back_in_the_order_in_which_they_were_made(sit: Sat, store: Store) -> None:
    sitting = sit()
    sitting.rate(Rating.GOOD, None)
    sitting.suspend()  # t/2
    sitting.rate(Rating.GOOD, None)  # t/3
    assert sitting.card is None
    steps = [sitting.undo(), sitting.undo(), sitting.undo()]
    assert steps == [
        Undone("answer", "t/3"),
        Undone("suspension", "t/2"),
        Undone("answer", "t/1"),
    ]
    assert sitting.undo() is None
    assert (store.reviews(), store.states()) == ([], {})
    assert [sitting.card, sitting.total, sitting.left] == ["t/1", 3, 3]


# Cards


def test_a_suspended_card_is_asked_no_more_and_comes_back_when_that_is_taken_back(
    sit: Sat, store: Store
) -> None:
    sitting = sit()
    sitting.suspend()
    assert store.states() == {"t/1": CardState(suspended=True)}
    assert (sitting.card, sitting.total) == ("t/2", 2)
    assert sitting.undo() == Undone("suspension", "t/1")
    assert store.states() == {}
    assert (sitting.card, sitting.total) == ("t/1", 3)


def test_a_flag_goes_on_and_off_and_nothing_else_changes(sit: Sat, store: Store) -> None:
    later = NOON + timedelta(days=1)
    store.set_states({"t/2": CardState(buried_until=later)})
    sitting = sit()
    assert not sitting.flagged("t/2")
    sitting.flag("t/2", on=True)
    assert sitting.flagged("t/2")
    assert store.states() == {"t/2": CardState(buried_until=later, flag=1)}
    sitting.flag("t/2", on=False)
    assert store.states() == {"t/2": CardState(buried_until=later)}


def test_taking_a_suspension_back_leaves_what_another_window_decided(
    sit: Sat, store: Store
) -> None:
    sitting = sit()
    store.set_states({"t/1": CardState(suspended=True)})  # elsewhere, before
    sitting.suspend()
    assert sitting.undo() == Undone("suspension", "t/1", still_so=True)
    assert sitting.card == "t/1"
    assert store.states() == {"t/1": CardState(suspended=True)}
    sitting.suspend()
    store.set_states({"t/1": CardState(flag=1)})  # elsewhere, after
    sitting.undo()
    assert store.states() == {"t/1": CardState(flag=1)}


def test_a_card_whose_bank_has_gone_is_passed_over_and_left_as_it_is(
    sit: Sat, store: Store
) -> None:
    sitting = sit()
    sitting.pass_over()
    assert (sitting.card, sitting.total) == ("t/2", 2)
    assert (store.states(), store.reviews()) == ({}, [])
    empty = sit([])
    empty.pass_over()
    empty.suspend()
    assert (empty.card, empty.undoable) == (None, False)


# Drafts


def test_a_draft_outlives_the_sitting_until_its_card_is_rated(sit: Sat, store: Store) -> None:
    sit().save_draft("t/1", "def f():\n")
    sit().save_wiped("t/1", ["def g():\n"])
    sitting = sit()
    assert (sitting.draft("t/1"), sitting.wiped("t/1")) == ("def f():\n", ["def g():\n"])
    assert (sitting.draft("t/2"), sitting.wiped("t/2")) == ("", [])
    sitting.rate(Rating.GOOD, HALF, said="def f():\n")
    assert (sitting.draft("t/1"), sitting.wiped("t/1")) == ("", ["def g():\n"])


@pytest.mark.parametrize("nothing", ["", "   ", "\n\n"])
def test_an_empty_draft_is_none(sit: Sat, store: Store, nothing: str) -> None:
    sitting = sit()
    sitting.save_draft("t/1", "something")
    sitting.save_draft("t/1", nothing)
    assert store.drafts() == {}


def test_an_undo_puts_what_was_typed_since_aside(sit: Sat) -> None:
    sitting = sit(["t/1"])
    sitting.rate(Rating.AGAIN, None, said="first try")
    sitting.save_draft("t/1", "second try")
    sitting.undo()
    assert sitting.draft("t/1") == "first try"
    assert sitting.wiped("t/1") == ["second try"]


def test_what_another_window_types_is_put_aside(sit: Sat) -> None:
    here, there = sit(["t/1"]), sit(["t/1"])
    assert (here.draft("t/1"), there.draft("t/1")) == ("", "")
    here.save_draft("t/1", "a long answer")
    there.save_draft("t/1", "b")
    there.save_draft("t/1", "be")
    assert there.draft("t/1") == "be"
    assert there.wiped("t/1") == ["a long answer"]
    there.save_wiped("t/1", ["be"])  # it has not seen what was put aside
    assert there.wiped("t/1") == ["a long answer", "be"]


def test_options_stand_in_one_order_until_the_card_is_answered(sit: Sat) -> None:
    sitting = sit()
    first = sitting.luck("t/1").random()
    assert sitting.luck("t/1").random() == first
    assert sitting.luck("t/2").random() != first
    sitting.rate(Rating.GOOD, None)
    assert sitting.luck("t/1").random() != first
    sitting.undo()
    assert sitting.luck("t/1").random() == first


def test_the_end_of_a_sitting_waits_for_no_other_program(
    sit: Sat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(store: Store, sitting: str, at: datetime) -> None:
        raise StoreError("quizapp.db: database is locked: another program holds it")

    monkeypatch.setattr(Store, "end_sitting", held)
    sit().end()


def test_a_suspension_that_could_not_be_taken_back_is_the_step_to_take_back(
    sit: Sat, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object) -> None:
        raise StoreError("quizapp.db: database or disk is full: the disk is full")

    sitting = sit()
    sitting.rate(Rating.GOOD, None)
    sitting.suspend()
    with monkeypatch.context() as patch:
        patch.setattr(Store, "change_states", held)
        with pytest.raises(StoreError):
            sitting.undo()
    assert sitting.undo() == Undone("suspension", "t/2")
    assert len(store.reviews()) == 1


def test_a_rating_that_is_not_kept_leaves_the_card_where_it_was(
    sit: Sat, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(store: Store, review: object) -> None:
        raise StoreError("quizapp.db: database is locked: another program holds it")

    sitting = sit()
    before = (sitting.card, sitting.left, sitting.memory("t/1"))
    with monkeypatch.context() as patch:
        patch.setattr(Store, "append", held)
        with pytest.raises(StoreError):
            sitting.rate(Rating.GOOD, None)
    assert (sitting.card, sitting.left, sitting.memory("t/1")) == before
    assert not sitting.undoable
    sitting.rate(Rating.GOOD, None)
    assert [review.card for review in store.reviews()] == ["t/1"]
