"""Every attempt at an exercise is kept, in bounds."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quizapp.interchange.backup import backup_text, bring_back, read_backup, take
from quizapp.store.store import Store
from quizapp.study.attempts import Attempt, attempts, keep_attempt

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def attempt(text: str, minutes: int = 0, passed: int | None = None) -> Attempt:
    return Attempt(NOON + timedelta(minutes=minutes), text, passed, 0 if passed is None else 3)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "quizapp.db")


def test_what_the_checks_said_is_kept_with_the_text(store: Store) -> None:
    keep_attempt(store, "a/b", attempt("one"))
    keep_attempt(store, "a/b", attempt("one", 1, 2))
    keep_attempt(store, "a/b", attempt("two", 2, 3))
    assert attempts(store, "a/b") == [attempt("one", 1, 2), attempt("two", 2, 3)]
    assert attempts(store, "a/other") == []
    keep_attempt(store, "a/b", attempt("one", 3))  # its checks run again
    assert [(one.text, one.passed) for one in attempts(store, "a/b")] == [("two", 3), ("one", 2)]


def test_the_latest_are_kept(store: Store) -> None:
    for minute in range(40):
        keep_attempt(store, "a/b", attempt(f"text {minute}", minute))
    assert [one.text for one in attempts(store, "a/b")] == [f"text {n}" for n in range(10, 40)]


def test_long_ones_push_the_oldest_out_and_the_latest_is_always_kept(store: Store) -> None:
    for letter in "abc":
        keep_attempt(store, "a/b", attempt(letter * 90_000))
    assert [one.text[0] for one in attempts(store, "a/b")] == ["b", "c"]
    keep_attempt(store, "a/b", attempt("d" * 300_000))
    assert [one.text[0] for one in attempts(store, "a/b")] == ["d"]


def test_an_attempt_of_another_window_stays(store: Store, tmp_path: Path) -> None:
    keep_attempt(store, "a/b", attempt("mine"))
    with Store(tmp_path / "quizapp.db") as other:
        keep_attempt(other, "a/b", attempt("theirs"))
    keep_attempt(store, "a/b", attempt("mine", 5, 1))
    assert [one.text for one in attempts(store, "a/b")] == ["theirs", "mine"]


def test_what_cannot_be_read_is_none(store: Store) -> None:
    store.save_draft("a/b#attempts", "[{broken")
    assert attempts(store, "a/b") == []


def test_attempts_are_in_the_backup(store: Store, tmp_path: Path) -> None:
    keep_attempt(store, "a/b", attempt("one", 1, 2))
    path = tmp_path / "backup.json"
    path.write_bytes(backup_text(take(store, [], NOON)))
    with Store(tmp_path / "new.db") as new:
        bring_back(new, read_backup(path))
        assert attempts(new, "a/b") == [attempt("one", 1, 2)]
