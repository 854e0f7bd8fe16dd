"""quizapp mock --list: how the interviews so far went."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from quizapp.core.mock.mock import Answer
from quizapp.store.store import Store
from quizapp.study.interview_record import keep
from tests.cli.calling import Command
from tests.study.interviews import state

DAY_ONE = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY_TWO = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def quizapp(
    bank_root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    """The command line with the small bank."""
    monkeypatch.setenv("QUIZAPP_BANK", str(bank_root))
    return Command(tmp_path, monkeypatch, capsys)


@pytest.fixture
def store(quizapp: Command) -> Iterator[Store]:
    with Store(quizapp.data / "quizapp.db") as opened:
        yield opened


def two_and_an_open_one(store: Store) -> None:
    first = [Answer(0.0, 30.0), Answer(1.0, 60.0)]
    second = [Answer(1.0, 20.0), Answer(None, 5.0, judged=False)]
    for name, day, answers in (("m1", DAY_ONE, first), ("m2", DAY_TWO, second)):
        cards = ("mini/short", "mini/choice")
        kept = keep(store, state(*cards, id=name, started=day, answers=answers))
        assert kept is not None
        keep(store, msgspec.structs.replace(kept, finished=day))
    keep(store, state("mini/short", "mini/flash", id="m3", limit=900.0, spent=60.0))


def test_interviews_are_listed_oldest_first_with_the_open_one_below(
    quizapp: Command, store: Store
) -> None:
    two_and_an_open_one(store)
    head, first, second, paused = quizapp("mock", "--list").out.splitlines()
    assert head.split() == ["started", "minutes", "score", "change", "answered"]
    assert first.split()[2:] == ["1:30", "50%", "2", "of", "2"]
    assert second.split()[2:] == ["0:25", "100%", "+50", "1", "of", "2"]
    assert "is open at question 1 of 2, with 14 min left. `quizapp mock` goes on" in paused


def test_programs_read_them_as_json(quizapp: Command, store: Store) -> None:
    two_and_an_open_one(store)
    found = json.loads(quizapp("mock", "--list", "--json").out)
    assert [one["id"] for one in found["interviews"]] == ["m1", "m2"]
    assert found["interviews"][1] == {
        "id": "m2",
        "started": "2026-03-02T12:00:00+00:00",
        "level": None,
        "seconds": 25,
        "score": 1.0,
        "change": 0.5,
        "questions": 2,
        "answered": 1,
        "not_judged": 1,
        "topics": [{"topic": "mini", "questions": 1, "score": 1.0}],
    }
    assert found["open"] == {
        "id": "m3",
        "started": "2026-11-20T12:00:00+00:00",
        "questions": 2,
        "answered": 0,
        "seconds_left": 840,
        "all_asked": False,
    }


def test_without_an_interview_it_says_how_to_begin(quizapp: Command) -> None:
    called = quizapp("mock", "--list")
    assert called.out == "No mock interview so far; `quizapp mock` begins one.\n"
    assert json.loads(quizapp("mock", "--json").out) == {"interviews": [], "open": None}
