"""What is kept and cannot be read is as if it were not there: a store may be a stranger's."""

import json
import sqlite3
from contextlib import closing
from typing import Any

import msgspec
import pytest

from quizapp.core.mock.mock import Question
from quizapp.store.store import Store
from quizapp.study.attempts import Attempt, attempts, keep_attempt
from quizapp.study.earlier import earlier, put_aside
from quizapp.study.interview_record import InterviewState, forget, keep, keep_draft, open_mock
from tests.study.conftest import NOON

pytestmark = pytest.mark.timeout(60, method="thread")
DEEP = "[" * 5_000 + "]" * 5_000
STATE: dict[str, Any] = json.loads(
    msgspec.json.encode(InterviewState("m1", NOON, [Question("mini/flash")], draft="typed"))
)
ODD = ["[", DEEP, "{}", '"x"', "1", '["\\ud800"]', "[[1]]", f'{{"z": {DEEP}}}', "1e999"]


@pytest.mark.parametrize("text", ODD)
def test_texts_that_nobody_can_read_are_as_if_they_were_not_there(store: Store, text: str) -> None:
    store.save_draft("mini/old#attempts", text)
    store.save_draft("mini/old#wiped", text)
    assert (attempts(store, "mini/old"), earlier(store, "mini/old")) == ([], [])
    attempt = Attempt(NOON, "x = 1")
    assert keep_attempt(store, "mini/old", attempt) == [attempt]
    put_aside(store, "mini/old", "before")
    assert earlier(store, "mini/old") == ["before"]


@pytest.mark.parametrize("text", [*ODD, '{"place": [0, 0], "text": 1, "spent": 0}'])
def test_a_draft_that_nobody_can_read_leaves_the_interview_as_it_is(
    store: Store, text: str
) -> None:
    store.save_mock("m1", json.dumps(STATE).encode(), started=NOON)
    store.save_draft("mock:m1", text)
    found = open_mock(store)
    assert found is not None
    assert (found.draft, found.spent) == ("typed", 0.0)


@pytest.mark.parametrize("spent", ["1e308", "-1e308", "-1"])
def test_a_clock_that_makes_no_sense_is_passed_over_and_what_was_typed_is_not(
    store: Store, spent: str
) -> None:
    store.save_mock("m1", json.dumps(STATE).encode(), started=NOON)
    store.save_draft("mock:m1", f'{{"place": [0, 0], "text": "more", "spent": {spent}}}')
    found = open_mock(store)
    assert found is not None
    assert (found.draft, found.spent) == ("more", 0.0)


@pytest.mark.parametrize(
    "text",
    [
        *ODD,
        *(json.dumps(STATE | {"revision": odd}) for odd in (10**30, 2**63 - 1, -1, "abc", None)),
        json.dumps(STATE | {"id": "m2"}),
        json.dumps(STATE | {"spent": 1e308}),
        json.dumps(STATE | {"finished": "never"}),
    ],
)
def test_a_mock_interview_that_nobody_can_go_on_from_is_not_open(store: Store, text: str) -> None:
    store.save_mock("m1", text.encode(), started=NOON)
    assert open_mock(store) is None
    assert isinstance(store.mock_revision("m1"), int)
    mine = InterviewState("m1", NOON, [Question("mini/flash")])
    keep_draft(store, mine)
    keep(store, mine)
    store.rename({"mini/flash": "mini/other"}, NOON)
    store.rename({"mini/other": "mini/flash"}, NOON)


def test_an_interview_of_another_name_cannot_stand_for_one(store: Store) -> None:
    store.save_mock("m1", json.dumps(STATE | {"id": "m2", "revision": 1}).encode(), started=NOON)
    store.save_mock("m2", b'{"revision": "abc"}', started=NOON.replace(year=2020))
    assert open_mock(store) is None
    store.save_mock("m1", json.dumps(STATE).encode(), started=NOON)
    mine = open_mock(store)
    assert mine is not None
    with closing(sqlite3.connect(store.path)) as raw, raw:
        raw.execute("UPDATE mocks SET state = '{no JSON' WHERE id = 'm2'")
    assert forget(store, mine)
