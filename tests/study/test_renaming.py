"""A card whose id was changed keeps its history."""

from datetime import timedelta

import msgspec
import pytest

from quizapp.banks.collection import Collection
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.review import CardState
from quizapp.core.mock.mock import Answer, Question
from quizapp.errors import UsageError
from quizapp.store.rows import CardNote
from quizapp.store.store import Store
from quizapp.study.attempts import Attempt, attempts, keep_attempt
from quizapp.study.earlier import earlier, put_aside
from quizapp.study.interview_record import InterviewState, keep, open_mock
from quizapp.study.renaming import Orphan, move, move_topic, orphans
from quizapp.study.wishes import Wishes, keep_wishes, read_wishes
from tests.study.conftest import NOON, answer

DAY = timedelta(days=1)


def test_all_that_is_kept_of_a_card_goes_to_its_new_id(
    collection: Collection, store: Store
) -> None:
    answer(store, "mini/old", Rating.GOOD, NOON)
    answer(store, "mini/old", Rating.AGAIN, NOON + DAY)
    answer(store, "mini/choice", Rating.GOOD, NOON)
    store.set_states({"mini/old": CardState(flag=1)})
    store.save_note("mini/old", CardNote("my own", NOON))
    store.save_draft("mini/old", "half an answer")
    put_aside(store, "mini/old", "an earlier answer")
    put_aside(store, "note:mini/old", "an earlier note")
    keep_attempt(store, "mini/old", Attempt(NOON, "x = 1", 1, 3))
    memory = store.memory("mini/old")
    said = move(collection, store, "mini/old", "mini/flash", NOON)
    assert said == "2 answers, 1 note and 4 drafts"
    assert [one.card for one in store.reviews()] == ["mini/flash", "mini/flash", "mini/choice"]
    assert (store.memory("mini/flash"), store.memory("mini/old")) == (memory, None)
    assert store.states() == {"mini/flash": CardState(flag=1)}
    assert (store.note("mini/flash"), store.note("mini/old")) == ("my own", "")
    assert (store.draft("mini/flash"), store.draft("mini/old")) == ("half an answer", None)
    assert earlier(store, "mini/flash") == ["an earlier answer"]
    assert earlier(store, "note:mini/flash") == ["an earlier note"]
    assert [one.text for one in attempts(store, "mini/flash")] == ["x = 1"]
    assert set(store.histories()) == {"mini/flash", "mini/choice"}


def test_interviews_name_the_card_by_its_new_id_and_go_on(
    collection: Collection, store: Store
) -> None:
    questions = [Question("mini/choice"), Question("mini/old", ["Why?"])]
    opened = keep(store, InterviewState("m1", NOON, questions, answers=[Answer(1.0, 2.0)]))
    assert opened is not None
    store.save_mock("m0", b"[]", started=NOON, finished=NOON)
    store.save_mock("m2", b"{ no JSON", started=NOON, finished=NOON)
    answer(store, "mini/old", Rating.GOOD, NOON)
    move(collection, store, "mini/old", "mini/flash", NOON)
    found = open_mock(store)
    assert found is not None
    assert found.questions == [Question("mini/choice"), Question("mini/flash", ["Why?"])]
    assert msgspec.structs.replace(found, questions=[], revision=0) == msgspec.structs.replace(
        opened, questions=[], revision=0
    )
    assert keep(store, opened) is None  # a window that has it open finds it changed
    assert keep(store, found) is not None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("mini/none", "mini/flash", "nothing is kept of a card 'mini/none'"),
        ("mini/lod", "mini/flash", "did you mean 'mini/old'?"),
        ("mini/old", "mini/falsh", "no bank has a card 'mini/falsh'; did you mean 'mini/flash'?"),
        ("mini/old", "mini/choice", "'mini/choice' has a history of its own (1 answer); nothing"),
        ("mini/old", "mini/bug", "'mini/bug' has a history of its own (a flag or the like)"),
    ],
)
def test_what_cannot_be_moved_changes_nothing(
    collection: Collection, store: Store, old: str, new: str, said: str
) -> None:
    answer(store, "mini/old", Rating.GOOD, NOON)
    answer(store, "mini/choice", Rating.GOOD, NOON)
    store.set_states({"mini/bug": CardState(suspended=True)})
    with pytest.raises(UsageError) as raised:
        move(collection, store, old, new, NOON)
    assert said in str(raised.value)
    assert set(store.histories()) == {"mini/old", "mini/choice", "mini/bug"}


def test_a_topic_goes_card_by_card_and_says_what_has_no_place(
    collection: Collection, store: Store
) -> None:
    keep_wishes(store, Wishes(), Wishes(weights={"small": 2.0}))
    answer(store, "small/flash", Rating.GOOD, NOON)
    answer(store, "small/gone", Rating.GOOD, NOON)
    moved, left = move_topic(collection, store, "small", "other", NOON)
    assert moved == {"small/flash": "other/flash"}
    assert left == ["small/gone: no bank has a card 'other/gone'"]
    assert set(store.memories()) == {"other/flash", "small/gone"}
    assert read_wishes(store).weights == {"small": 2.0}
    move(collection, store, "small/gone", "other/bug", NOON)
    answer(store, "small/order", Rating.GOOD, NOON)
    assert move_topic(collection, store, "small", "other", NOON) == (
        {"small/order": "other/order"},
        [],
    )
    assert read_wishes(store).weights == {"other": 2.0}
    with pytest.raises(UsageError, match="nothing is kept of a card of a topic 'small'"):
        move_topic(collection, store, "small", "other", NOON)


def test_what_belongs_to_no_card_is_listed_with_what_it_may_be_called_now(
    collection: Collection, store: Store
) -> None:
    assert orphans(collection, store) == []
    answer(store, "mini/flash", Rating.GOOD, NOON)
    answer(store, "mini/flsh", Rating.GOOD, NOON)
    answer(store, "other/flsh", Rating.GOOD, NOON)
    answer(store, "small/bug", Rating.GOOD, NOON)
    answer(store, "small/bug", Rating.GOOD, NOON + DAY)
    store.save_note("zebra/stripes", CardNote("black on white", NOON))
    store.save_draft("mock:m1", "nobody's card")
    assert orphans(collection, store) == [
        Orphan("small/bug", "2 answers", "mini/bug"),
        Orphan("mini/flsh", "1 answer", ""),  # mini/flash has a history of its own
        Orphan("other/flsh", "1 answer", "other/flash"),
        Orphan("zebra/stripes", "1 note", ""),
    ]
