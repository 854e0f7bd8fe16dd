"""The placement: ten questions whatever happens, and what is kept of them."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizapp.banks.collection import Collection, read_collection
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.queue import Queue
from quizapp.core.memory.review import CardState
from quizapp.paths import shipped_banks
from quizapp.store.store import Store
from quizapp.study.placement import Placement, forget_placement, open_placement
from quizapp.study.starts import read_starts
from tests.study.conftest import NOON

STEPS = ("right", "right", "wrong", "undo", "suspend", "pass over")


@pytest.fixture(scope="module")
def many() -> Collection:
    """The cards that come with quizapp."""
    return read_collection([shipped_banks()])[0]


def placement(collection: Collection, store: Store) -> Placement:
    return Placement(collection, Queue([], {}, repeats=False), store, lambda: NOON, lambda *_: "")


def answer(sitting: Placement, answers: str) -> None:
    for one in answers:
        sitting.rate(Rating.GOOD if one == "+" else Rating.AGAIN, None)


def step(sitting: Placement, what: str) -> None:
    if what == "undo":
        sitting.undo()
    elif sitting.card is None:
        return
    elif what == "suspend":
        sitting.suspend()
    elif what == "pass over":
        sitting.pass_over()
    else:
        answer(sitting, "+" if what == "right" else "-")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), max_size=40))
def test_ten_are_asked_whatever_is_taken_back_or_put_away(
    many: Collection, tmp_path: Path, steps: list[str]
) -> None:
    with Store(tmp_path / "random.db") as store:
        _emptied(store)
        sitting = placement(many, store)
        first = sitting.card
        for what in steps:
            step(sitting, what)
            given = len(sitting.reviews)
            assert (sitting.answered, sitting.left, sitting.total) == (given, 10 - given, 10)
            assert (sitting.card is None) == (given == 10)
            assert sitting.in_learning == 0
            assert bool(read_starts(store)) <= (given >= 4)
        while sitting.undoable:
            sitting.undo()
        passed_over = "pass over" in steps
        assert passed_over or sitting.card == first
        assert (sitting.left, store.review_count(), read_starts(store)) == (10, 0, {})
        assert not any(state.suspended for state in store.states().values())


def _emptied(store: Store) -> None:
    """As the example before found it, which took all back but what it was told to leave."""
    assert store.review_count() == 0
    forget_placement(store)


def test_what_is_taken_back_asks_the_same_card_again(many: Collection, store: Store) -> None:
    sitting = placement(many, store)
    asked = []
    while sitting.card is not None:
        asked.append(sitting.card)
        answer(sitting, "-" if len(asked) % 3 else "+")
    assert len(asked) == 10
    for card in reversed(asked):
        sitting.undo()
        assert sitting.card == card


def test_as_many_are_asked_as_there_are(collection: Collection, store: Store) -> None:
    """Seven of each of two topics are no exercises; with all but five away, five are asked."""
    left = [f"mini/{name}" for name in ("flash", "choice", "order", "short", "predict")]
    away = [card for card in collection.entries if card not in left]
    store.set_states({card: CardState(suspended=True) for card in away})
    sitting = placement(collection, store)
    assert sitting.left == 5
    sitting.suspend()
    assert sitting.left == 4
    answer(sitting, "++++")
    assert (sitting.card, open_placement(collection, store, NOON)) == (None, {})


def test_few_answers_set_nothing_and_the_rest_comes_another_time(
    many: Collection, store: Store
) -> None:
    first = placement(many, store)
    answer(first, "+++")
    assert read_starts(store) == {}
    asked = {review.card for review in first.reviews}
    assert set(open_placement(many, store, NOON)) == asked

    second = placement(many, store)
    assert (second.left, second.card in asked) == (7, False)
    answer(second, "+")
    assert set(read_starts(store).values()) == {"senior"}
    answer(second, "++++++")
    assert (second.card, open_placement(many, store, NOON)) == (None, {})
    assert len(asked | {review.card for review in second.reviews}) == 10


def test_one_that_goes_on_goes_by_the_answers_before(many: Collection, store: Store) -> None:
    answer(placement(many, store), "++")
    here = placement(many, store)
    assert here.card is not None
    assert many.card(here.card).level == "senior"
    topics = {card.split("/")[0] for card in open_placement(many, store, NOON)}
    assert here.card.split("/")[0] not in topics


def test_what_stands_holds_until_another_placement_has_said_enough(
    many: Collection, store: Store
) -> None:
    answer(placement(many, store), "+" * 10)
    stood = read_starts(store)
    assert set(stood.values()) == {"senior"}
    again = placement(many, store)
    assert again.left == 10
    answer(again, "---")
    assert read_starts(store) == stood
    answer(again, "-")
    assert read_starts(store) == {}
    for _ in range(4):
        again.undo()
    assert read_starts(store) == stood
    assert open_placement(many, store, NOON) == {}


def test_cards_that_were_answered_before_are_asked_only_when_few_are_new(
    many: Collection, store: Store
) -> None:
    first = placement(many, store)
    answer(first, "+" * 10)
    second = placement(many, store)
    answer(second, "+" * 10)
    both = {review.card for review in [*first.reviews, *second.reviews]}
    assert len(both) == 20


def test_it_is_forgotten_whole(many: Collection, store: Store) -> None:
    answer(placement(many, store), "+++++")
    assert forget_placement(store)
    assert (read_starts(store), open_placement(many, store, NOON)) == ({}, {})
    assert not forget_placement(store)


@pytest.mark.parametrize("kept", [5, "x", ["a"], {"mini": 3}, {"mini": ["senior"]}, {"a/b": True}])
def test_settings_that_make_no_sense_are_none(many: Collection, store: Store, kept: object) -> None:
    store.set("starts", kept)
    store.set("placement", kept)
    assert read_starts(store) == {}
    assert open_placement(many, store, NOON) == {}
    answer(placement(many, store), "+")
    assert len(open_placement(many, store, NOON + timedelta(days=1))) == 1
