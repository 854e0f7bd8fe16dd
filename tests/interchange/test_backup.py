"""Everything out as JSON and in again: the same state, and no more when done twice."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from quizapp.core.memory import scheduling
from quizapp.core.memory.review import CardState, Memory, Rating, Review
from quizapp.errors import UsageError
from quizapp.interchange.backup import Backup, backup_text, bring_back, read_backup, take
from quizapp.store.store import Store

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
DAY = timedelta(days=1)


def review(number: int, card: str, before: Memory | None = None, **fields: Any) -> Review:
    at = NOON + number * DAY
    after = scheduling.review(before, Rating.GOOD, at)
    return Review(f"r{number}{card}", card, "s1", at, Rating.GOOD, before, after, **fields)


def filled(path: Path) -> Store:
    """A store with something of every sort in it."""
    store = Store(path)
    first = review(1, "t/one", score=0.5, suggested=Rating.HARD, seconds=3.25, hints=1)
    store.extend([first, review(2, "t/one", first.after), review(1, "t/reset")])
    store.extend([review(5, "t/late"), review(4, "t/early")])
    store.set_memories({"t/reset": None})
    store.set_state("t/two", CardState(suspended=True, flag=3))
    store.set_state("t/one", CardState(buried_until=NOON + DAY))
    store.start_sitting("s1", NOON)
    store.end_sitting("s1", NOON + DAY)
    store.start_sitting("s2", NOON + DAY, "mock")
    store.set("wishes", {"interview": date(2026, 4, 1).isoformat(), "weights": {"t": 1.5}})
    store.save_draft("t/code", "def f():\n    ...  # é\n")
    store.save_mock("m1", b'{ "answers": [1.0, 2] }', started=NOON, finished=NOON + DAY)
    store.save_mock("m2", b"[]", started=NOON + DAY)
    return store


def everything(store: Store) -> Backup:
    return take(store, [], NOON)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "all.json"
    with filled(tmp_path / "a" / "quizapp.db") as store:
        path.write_bytes(backup_text(take(store, ["/banks/mine"], NOON)))
    return path


def test_an_empty_store_gets_the_same_state(tmp_path: Path, file: Path) -> None:
    with (
        Store(tmp_path / "a" / "quizapp.db") as mine,
        Store(tmp_path / "b" / "quizapp.db") as other,
    ):
        bring_back(other, read_backup(file))
        assert everything(other) == everything(mine)
        assert other.reviews() == mine.reviews()
        assert "t/reset" not in other.memories()


def test_doing_it_twice_adds_nothing(tmp_path: Path, file: Path) -> None:
    with Store(tmp_path / "b" / "quizapp.db") as store:
        first = bring_back(store, read_backup(file))
        before = everything(store)
        assert (first.reviews, first.mocks, first.drafts, first.sittings) == (5, 2, 1, 2)
        assert bring_back(store, read_backup(file)).nothing
        assert everything(store) == before


def test_into_its_own_store_it_adds_nothing(tmp_path: Path, file: Path) -> None:
    with Store(tmp_path / "a" / "quizapp.db") as store:
        before = everything(store)
        assert bring_back(store, read_backup(file)).nothing
        assert everything(store) == before


def test_what_the_learner_did_since_stays(tmp_path: Path, file: Path) -> None:
    with Store(tmp_path / "a" / "quizapp.db") as store:
        later = review(9, "t/one", store.memories()["t/one"])
        store.append(later)
        store.save_draft("t/code", "newer")
        store.set("wishes", None)
        store.set("theme", "dark")
        brought = bring_back(store, read_backup(file))
        assert store.memories()["t/one"] == later.after
        assert store.draft("t/code") == "newer"
        assert set(store.settings()) == {"wishes", "theme"}
        assert (brought.reviews, brought.settings) == (0, 1)


def test_the_later_of_two_memories_stays(tmp_path: Path, file: Path) -> None:
    with Store(tmp_path / "b" / "quizapp.db") as store:
        older = review(0, "t/one")
        store.append(older)
        bring_back(store, read_backup(file))
        assert store.memories()["t/one"] == read_backup(file).memories["t/one"]
        assert store.review_count() == 6


def test_the_file_names_what_it_is_and_which_banks_were_added(file: Path) -> None:
    found = msgspec.json.decode(file.read_bytes())
    assert (found["format"], found["version"]) == ("quizapp backup", 1)
    assert found["banks"] == ["/banks/mine"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        '{"format": "quizapp backup", "version": 2, "written": "2026-01-01T00:00:00Z"}',
        '{"format": "another", "version": 1, "written": "2026-01-01T00:00:00Z"}',
        '{"written": "2026-01-01T00:00:00Z", "reviews": [{"id": 1}]}',
        '{"written": "2026-01-01T00:00:00Z", "drafts": {"a": 3}}',
        '{"written": "2026-01-01T00:00:00Z", "settings": ' + "[" * 100_000,
        '{"written": "2026-01-01T00:00:00Z", "sittings": '
        '[{"id": "s", "started": "2026-01-01T00:00:00"}]}',
    ],
)
def test_any_other_file_is_one_clear_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(text)
    with pytest.raises(UsageError, match="not a backup that quizapp wrote"):
        read_backup(file)


def test_a_number_that_no_database_holds_is_refused(tmp_path: Path, file: Path) -> None:
    text = file.read_text().replace('"hints":1', '"hints":99999999999999999999999')
    file.write_text(text)
    with (
        Store(tmp_path / "b" / "quizapp.db") as store,
        pytest.raises(UsageError, match="not a backup"),
    ):
        bring_back(store, read_backup(file))
