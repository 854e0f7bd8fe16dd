import json
import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import cast

import pytest
from msgspec.structs import replace

from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import USUAL
from quizapp.core.memory.review import CardState, Memory, Review
from quizapp.errors import StoreError
from quizapp.store.database import BUSY_SECONDS, backups
from quizapp.store.restoring import restore
from quizapp.store.rows import CardNote
from quizapp.store.store import Store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SINCE_NOTES = ("notes", "resets", "undone", "renames", "synced")  # tables, the first versions' not


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "quizapp.db"


def answer(number: int, card: str = "t/1", before: Memory | None = None) -> Review:
    at = NOON + number * DAY
    after = USUAL.review(before, Rating.GOOD, at)
    return Review(f"r{number}", card, "s1", at, Rating.GOOD, before, after)


def test_an_answer_and_its_memory_are_there_when_the_store_opens_again(path: Path) -> None:
    review = Review(
        id="r1",
        card="t/1",
        sitting="s1",
        at=NOON + timedelta(microseconds=7),
        rating=Rating.HARD,
        before=None,
        after=USUAL.review(None, Rating.HARD, NOON),
        origin="mock",
        score=0.25,
        suggested=Rating.AGAIN,
        seconds=12.5,
        hints=2,
    )
    with Store(path) as store:
        store.append(review)
    with Store(path) as store:
        assert store.reviews() == [review]
        assert store.memories() == {"t/1": review.after}


def test_an_answer_kept_twice_is_there_once(path: Path) -> None:
    first = answer(1)
    second = answer(2, before=first.after)
    with Store(path) as store:
        assert store.extend([first, second]) == 2
        store.append(first)
        assert store.extend([first, second]) == 0
        assert store.reviews() == [first, second]
        assert store.memories() == {"t/1": second.after}


def test_undo_removes_the_answer_and_brings_the_memory_back(path: Path) -> None:
    first = answer(1)
    second = answer(2, before=first.after)
    with Store(path) as store:
        store.extend([first, second])
        assert store.undo("r2")
        assert store.memories() == {"t/1": first.after}
        assert store.undo("r1")
        assert store.memories() == {}
        assert store.reviews() == []
        assert not store.undo("r1")


def test_what_was_typed_is_a_draft_again_in_the_same_step(path: Path) -> None:
    with Store(path) as store:
        store.append(answer(1))
        store.undo("r1", drafts={"t/1": "six words"})
        assert (store.reviews(), store.drafts()) == ([], {"t/1": "six words"})


def test_an_undo_that_fails_halfway_changes_nothing(path: Path) -> None:
    first = answer(1)

    def fail(*_: object) -> Memory:
        raise ZeroDivisionError

    with Store(path) as store:
        store.extend([first, answer(2, before=first.after)])
        with pytest.raises(ZeroDivisionError):
            store.undo("r1", replay=fail, drafts={"t/1": "six words"})
        assert (len(store.reviews()), store.drafts()) == (2, {})


def test_undo_of_an_older_answer_leaves_the_newer_memory(path: Path) -> None:
    first = answer(1)
    second = answer(2, before=first.after)
    with Store(path) as store:
        store.extend([first, second])
        assert store.undo("r1")
        assert store.memories() == {"t/1": second.after}


def test_practice_is_kept_without_touching_the_memory(path: Path) -> None:
    first = answer(1)
    practice = Review("p", "t/1", "s2", NOON, Rating.AGAIN, first.after, first.after, "practice")
    with Store(path) as store:
        store.extend([first, practice])
        assert store.memories() == {"t/1": first.after}
        assert store.undo("p")
        assert store.memories() == {"t/1": first.after}
        store.append(practice)
        assert store.undo("r1")
        assert store.memories() == {}


def test_reviews_are_found_by_time_and_card_in_the_order_of_answering(path: Path) -> None:
    late, early = answer(5, "t/1"), answer(2, "t/2")
    with Store(path) as store:
        store.extend([late, early])
        assert store.reviews() == [late, early]
        assert store.reviews(since=late.at) == [late]
        assert store.reviews(until=late.at) == [early]
        assert store.reviews(card="t/2") == [early]
        assert store.reviews(since=early.at, until=late.at, card="t/1") == []
        tokyo = timezone(timedelta(hours=9))
        assert store.reviews(since=late.at.astimezone(tokyo)) == [late]
        assert store.review_count() == 2
        assert store.times() == [late.at, early.at]
        assert store.times(since=late.at) == [late.at]


def test_times_are_iso_text_in_utc_whatever_the_zone_they_came_in(path: Path) -> None:
    kathmandu = timezone(timedelta(hours=5, minutes=45))
    with Store(path) as store:
        store.start_sitting("s1", NOON.astimezone(kathmandu))
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT started FROM sittings").fetchone() == (
            "2026-03-01T12:00:00.000000+00:00",
        )
    raw.close()


def test_card_states_are_kept_until_they_are_the_default_again(path: Path) -> None:
    state = CardState(suspended=True, buried_until=NOON, flag=3)
    with Store(path) as store:
        store.set_states({"t/1": state})
        assert store.states() == {"t/1": state}
        store.set_states({"t/1": CardState()})
        assert store.states() == {}


def test_a_card_can_be_made_new_again_with_its_answers_kept(path: Path) -> None:
    with Store(path) as store:
        store.append(answer(1))
        store.set_memories({"t/1": None})
        assert store.memories() == {}
        assert store.review_count() == 1


def test_drafts_settings_and_sittings_are_kept(path: Path) -> None:
    with Store(path) as store:
        store.save_draft("t/1", "import torch\n")
        store.set("interview", {"date": "2026-04-01"})
        store.set("minutes", 20)
        store.start_sitting("s1", NOON, "practice")
        store.start_sitting("s2", NOON + DAY)
        store.end_sitting("s1", NOON + DAY)
    with Store(path) as store:
        assert store.draft("t/1") == "import torch\n"
        store.clear_draft("t/1")
        assert store.draft("t/1") is None
        assert store.settings() == {"interview": {"date": "2026-04-01"}, "minutes": 20}
        store.set("minutes", None)
        assert store.get("minutes", 30) == 30
        assert [(one.id, one.ended, one.origin) for one in store.sittings()] == [
            ("s1", NOON + DAY, "practice"),
            ("s2", None, "drill"),
        ]


def test_a_mock_cut_off_can_be_resumed_until_it_is_finished(path: Path) -> None:
    with Store(path) as store:
        store.save_mock("m1", b'{"at": 1}', started=NOON)
        store.save_mock("m1", b'{"at": 2}', started=NOON)
    with Store(path) as store:
        cut_off = store.open_mock()
        assert cut_off is not None
        assert json.loads(cut_off.state) == {"at": 2}
        store.save_mock("m1", b"{}", started=NOON, finished=NOON + DAY)
        assert store.open_mock() is None
        assert [mock.id for mock in store.mocks()] == ["m1"]


WRITER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from quizapp.core.memory.model import USUAL
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.review import Review
from quizapp.store.store import Store

path, name, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
at = datetime(2026, 3, 1, tzinfo=UTC)
after = USUAL.review(None, Rating.GOOD, at)
with Store(path) as store:
    for n in range(number):
        store.append(Review(f"{name}{n}", f"t/{name}", "s", at, Rating.GOOD, None, after))
        print(f"{name}{n}", flush=True)
"""


def writer(path: Path, name: str, number: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(number)],
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
def test_kill_nine_after_an_answer_loses_nothing(path: Path) -> None:
    with writer(path, "a", 100_000) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(20)]
        os.kill(process.pid, signal.SIGKILL)
        said += process.stdout.read().split()[:-1]
    with Store(path) as store:
        kept = {review.id for review in store.reviews()}
        assert set(said) <= kept
        assert list(store.memories()) == ["t/a"]


def test_two_processes_may_write_at_once(path: Path) -> None:
    with writer(path, "a", 60) as one, writer(path, "b", 60) as other:
        one.communicate()
        other.communicate()
        assert (one.returncode, other.returncode) == (0, 0)
    with Store(path) as store:
        assert store.review_count() == 120
        assert set(store.memories()) == {"t/a", "t/b"}


def test_threads_may_share_a_store(path: Path) -> None:
    with Store(path) as store, ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: store.append(answer(n, f"t/{n}")), range(40)))
        assert store.review_count() == 40


def test_an_answer_that_fails_halfway_leaves_nothing(path: Path) -> None:
    unfit = Review("r2", "t/1", "s", NOON, Rating.GOOD, None, None, score=cast("float", "x"))
    with Store(path) as store:
        with pytest.raises(StoreError):
            store.extend([answer(1), unfit])
        assert store.reviews() == []
        store.append(answer(1))


def test_a_file_that_is_no_database_is_named_in_one_line(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database, not at all" * 100)
    with pytest.raises(StoreError, match=r"quizapp\.db: .*quizapp restore") as raised:
        Store(path)
    assert "\n" not in str(raised.value)
    assert path.read_bytes().startswith(b"not a database")


def test_a_file_damaged_in_its_middle_is_reported_when_it_shows(path: Path) -> None:
    with Store(path) as store:
        store.extend(answer(n, f"t/{n}") for n in range(300))
    data = bytearray(path.read_bytes())
    data[4096 * 2 :] = b"\xff" * (len(data) - 4096 * 2)
    path.write_bytes(data)
    with Store(path) as store, pytest.raises(StoreError, match="restore"):
        store.reviews()


def test_data_of_a_newer_version_is_left_alone(path: Path) -> None:
    Store(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(StoreError, match=r"newer quizapp.*99"):
        Store(path)


def test_the_database_of_another_program_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE notes (text)")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not quizapp's"):
        Store(path)
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file"):
        Store(tmp_path / "file" / "quizapp.db")
    with pytest.raises(StoreError, match=str(tmp_path.name)):
        Store(tmp_path)


def test_a_store_held_by_another_program_says_so(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert BUSY_SECONDS > 1
    monkeypatch.setattr("quizapp.store.database.BUSY_SECONDS", 0.05)
    with Store(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program holds it"):
            store.append(answer(1))
        other.execute("ROLLBACK")
        other.close()
        store.append(answer(1))


def test_one_backup_a_day_is_made_and_seven_are_kept(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    with Store(path) as store:
        for day in range(9):
            assert store.backup(folder, NOON + day * DAY) is not None
            assert store.backup(folder, NOON + day * DAY) is None
    names = [copy.name for copy in backups(folder)]
    assert names == [f"quizapp-2026-03-0{day}.db" for day in range(3, 10)]
    assert sorted(place.name for place in folder.iterdir()) == names


def test_a_backup_comes_back_and_what_was_there_is_kept(path: Path, tmp_path: Path) -> None:
    with Store(path) as store:
        store.append(answer(1))
        copy = store.backup(tmp_path / "backups", NOON)
        assert copy is not None
        store.append(answer(2, "t/2"))
        kept = restore(copy, path)
        assert [review.id for review in store.reviews()] == ["r1"]
        store.append(answer(3, "t/3"))
    with Store(path) as store:
        assert [review.id for review in store.reviews()] == ["r1", "r3"]
    assert kept is not None
    with Store(kept) as store:
        assert [review.id for review in store.reviews()] == ["r1", "r2"]


def test_a_backup_replaces_a_damaged_file(path: Path, tmp_path: Path) -> None:
    with Store(path) as store:
        store.append(answer(1))
        copy = store.backup(tmp_path / "backups", NOON)
        assert copy is not None
    path.write_bytes(b"rubbish" * 1000)
    kept = restore(copy, path)
    assert kept is not None
    assert kept.read_bytes().startswith(b"rubbish")
    with Store(path) as store:
        assert [review.id for review in store.reviews()] == ["r1"]


def test_a_backup_goes_where_nothing_was(path: Path, tmp_path: Path) -> None:
    with Store(path) as store:
        store.append(answer(1))
        copy = store.backup(tmp_path / "backups", NOON)
        assert copy is not None
    fresh = tmp_path / "elsewhere" / "quizapp.db"
    assert restore(copy, fresh) is None
    with Store(fresh) as store:
        assert store.review_count() == 1


def test_a_damaged_backup_is_refused_and_the_data_stays(path: Path, tmp_path: Path) -> None:
    with Store(path) as store:
        store.append(answer(1))
    bad = tmp_path / "quizapp-2026-01-01.db"
    bad.write_bytes(b"rubbish" * 1000)
    with pytest.raises(StoreError, match="2026-01-01"):
        restore(bad, path)
    with pytest.raises(StoreError, match="no such backup"):
        restore(tmp_path / "quizapp-2026-01-02.db", path)
    with Store(path) as store:
        assert store.review_count() == 1


@pytest.mark.parametrize("version", [-1, 0, 1, 2])
def test_a_database_of_another_program_is_told_whatever_its_version(
    path: Path, tmp_path: Path, version: int
) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as raw:
        raw.execute("CREATE TABLE a (b)")
        raw.execute(f"PRAGMA user_version = {version}")
    raw.close()
    with pytest.raises(StoreError, match="not quizapp's"):
        Store(other)
    with Store(path) as store:
        store.append(answer(1))
    with pytest.raises(StoreError, match="not quizapp's"):
        restore(other, path)
    with Store(path) as store:
        assert len(store.reviews()) == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            "CREATE TRIGGER t AFTER DELETE ON settings BEGIN"
            " INSERT INTO settings VALUES (old.key, old.value); END",
            "the trigger 't'",
        ),
        ("DROP TABLE settings; CREATE VIEW settings AS SELECT 1 AS key", "the view 'settings'"),
        ("CREATE VIRTUAL TABLE words USING fts5(text)", "the table 'words'"),
        ("CREATE TABLE more (a CHECK (a >= 0))", "the table 'more'"),
        ("CREATE TABLE sqlitemore (a)", "the table 'sqlitemore'"),
        ("CREATE INDEX sqlitemore ON drafts (text)", "the index 'sqlitemore'"),
        ("ANALYZE", "the table 'sqlite_stat1'"),
    ],
)
def test_a_backup_brings_no_code_along(path: Path, tmp_path: Path, more: str, said: str) -> None:
    with Store(path) as store:
        store.append(answer(1))
        copy = store.backup(tmp_path / "backups", NOON)
    assert copy is not None
    with sqlite3.connect(copy) as raw:
        raw.executescript(more)
    raw.close()
    with pytest.raises(StoreError, match=f"{said}, which quizapp never made"):
        restore(copy, path)


def test_of_a_backup_nothing_but_the_rows_is_brought_back(path: Path, tmp_path: Path) -> None:
    with Store(path) as store:
        store.append(answer(1))
        store.set("theme", "dark")
        copy = store.backup(tmp_path / "backups", NOON)
    assert copy is not None
    with sqlite3.connect(copy) as raw:
        raw.executescript(
            "ALTER TABLE settings RENAME TO old;"
            "CREATE TABLE settings (key TEXT CHECK (key = 'x'), value TEXT, more AS (key || 1));"
            "PRAGMA ignore_check_constraints = ON;"
            "INSERT INTO settings (key, value) SELECT key, value FROM old; DROP TABLE old"
        )
    raw.close()
    fresh = tmp_path / "fresh.db"
    restore(copy, fresh)
    with sqlite3.connect(fresh) as raw:
        (made,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'settings'").fetchone()
    raw.close()
    assert "CHECK" not in made
    with Store(fresh) as store:
        assert [review.id for review in store.reviews()] == ["r1"]
        assert store.get("theme") == "dark"


def test_rows_that_break_the_rules_of_the_store_are_refused(path: Path, tmp_path: Path) -> None:
    with Store(path) as store:
        copy = store.backup(tmp_path / "backups", NOON)
    assert copy is not None
    with sqlite3.connect(copy) as raw:
        raw.executescript(
            "DROP TABLE states; CREATE TABLE states (card, suspended, buried_until, flag);"
            "INSERT INTO states VALUES ('t/1', 'never', NULL, NULL)"
        )
    raw.close()
    with pytest.raises(StoreError, match="cannot be read as quizapp's data"):
        restore(copy, path)
    with Store(path) as store:
        assert store.states() == {}


def test_an_empty_file_is_no_backup(path: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"
    empty.touch()
    with Store(path) as store:
        store.append(answer(1))
    with pytest.raises(StoreError, match="nothing of quizapp's is in it"):
        restore(empty, path)
    with Store(path) as store:
        assert len(store.reviews()) == 1


def test_what_is_typed_while_another_program_holds_the_store_is_kept_soon_after(
    path: Path,
) -> None:
    with Store(path) as store:
        store.save_draft("t/1", "before")
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        store.save_draft("t/1", "before and after")
        store.flush()
        assert store.draft("t/1") == "before and after"
        assert store.drafts() == {"t/1": "before"}
        other.execute("ROLLBACK")
        other.close()
        store.flush()
        assert store.drafts() == {"t/1": "before and after"}


def test_a_note_that_is_written_while_another_program_holds_the_store_is_kept_soon_after(
    path: Path,
) -> None:
    with Store(path) as store:
        store.save_note("t/1", CardNote("before", NOON))
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        store.save_note("t/1", CardNote("before and after", NOON + DAY))
        assert store.note("t/1") == "before and after"
        assert store.notes() == {"t/1": CardNote("before", NOON)}
        other.execute("ROLLBACK")
        other.close()
    with Store(path) as store:  # at the close
        assert store.notes() == {"t/1": CardNote("before and after", NOON + DAY)}


def test_what_is_typed_in_a_transaction_is_part_of_it(path: Path) -> None:
    with Store(path) as store, Store(path) as other:
        with store.at_once():
            store.save_note("t/1", CardNote("mine", NOON))
            store.save_draft("t/1", "half")
            assert (store.note("t/1"), other.note("t/1")) == ("mine", "")
        assert (other.note("t/1"), other.draft("t/1")) == ("mine", "half")
        other.save_note("t/1", CardNote("since", NOON + DAY))
        store.close()
        assert other.note("t/1") == "since"


def test_data_of_a_time_before_notes_is_taken_over(path: Path, tmp_path: Path) -> None:
    with Store(path) as store:
        store.append(answer(1))
    with sqlite3.connect(path) as raw:
        raw.executescript("".join(f"DROP TABLE {name};" for name in SINCE_NOTES))
        raw.execute("PRAGMA user_version = 2")
    raw.close()
    old = tmp_path / "old.db"
    old.write_bytes(path.read_bytes())
    with Store(path) as store:
        store.save_note("t/1", CardNote("mine", NOON))
        assert (store.review_count(), store.note("t/1")) == (1, "mine")
        copy = store.backup(tmp_path / "backups", NOON)
        assert copy is not None
    restore(old, path)
    with Store(path) as store:
        assert (store.review_count(), store.notes()) == (1, {})
    restore(copy, path)
    with Store(path) as store:
        assert store.note("t/1") == "mine"


def test_a_field_that_is_emptied_while_another_program_holds_the_store(path: Path) -> None:
    with Store(path) as store:
        store.save_draft("t/1", "before")
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        store.clear_draft("t/1")
        assert store.draft("t/1") is None
        assert store.drafts() == {"t/1": "before"}
        other.execute("ROLLBACK")
        other.close()
        store.flush()
        assert store.drafts() == {}


def test_what_is_typed_while_the_disk_is_full_is_kept_once_it_is_not(path: Path) -> None:
    with Store(path) as store:
        store.save_draft("t/1", "before")
        quick = store._quick
        assert quick is not None
        quick.execute("PRAGMA max_page_count = 1")  # no more pages than there are
        store.save_draft("t/1", "before and after " * 9_000)
        assert store.unkept is not None
        assert str(store.unkept).endswith("the disk is full")
        assert store.draft("t/1") == "before and after " * 9_000
        assert store.drafts() == {"t/1": "before"}
        quick.execute("PRAGMA max_page_count = 1000000")
        store.flush()
        assert store.unkept is None
        assert store.drafts() == {"t/1": "before and after " * 9_000}


def test_the_memory_of_one_card(path: Path) -> None:
    with Store(path) as store:
        store.append(answer(1))
        [card] = store.memories()
        assert store.memory(card) == store.memories()[card]
        assert store.memory("t/new") is None


def test_states_are_changed_as_they_are_now(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as here, Store(tmp_path / "a.db") as there:
        assert here.states() == {}
        there.set_states({"t/1": CardState(suspended=True)})
        before = here.change_states(["t/1"], lambda _, now: replace(now, flag=1))
        assert before == {"t/1": CardState(suspended=True)}
        assert there.states() == {"t/1": CardState(suspended=True, flag=1)}


def test_a_memory_that_was_taken_is_not_given_back_over_a_newer_one(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as here, Store(tmp_path / "a.db") as there:
        first = answer(1)
        there.append(first)
        old = here.take_memories(["t/1", "t/none"], NOON)
        assert list(old) == ["t/1"]
        assert there.memory("t/1") is None
        here.give_memories(old)
        assert there.memory("t/1") == old["t/1"].memory == first.after
        here.take_memories(["t/1"], NOON)
        there.append(answer(2))
        newer = there.memory("t/1")
        here.give_memories(old)
        assert here.memory("t/1") == newer


def test_a_card_that_was_made_new_stays_new_when_an_answer_before_is_taken_back(
    path: Path,
) -> None:
    first = answer(1)
    second = answer(2, before=first.after)
    with Store(path) as store:
        store.extend([first, second])
        held = store.take_memories(["t/1"], NOON)
        store.undo("r2")
        assert store.memories() == {}
        assert store.give_memories(held) == ["t/1"]
        assert store.memories() == {"t/1": first.after}
        held = store.take_memories(["t/1"], NOON)
        store.undo("r1")
        assert store.give_memories(held) == []
        assert store.memories() == {}


def test_a_memory_that_was_taken_is_given_back_as_the_answers_left_by_now_have_it(
    path: Path,
) -> None:
    first = answer(1)
    second = answer(2, before=first.after)
    alone = answer(2).after
    assert alone is not None
    with Store(path) as store:
        store.extend([first, second])
        held = store.take_memories(["t/1"], NOON)
        store.undo("r1", replay=lambda *_: alone)
        assert store.memories() == {}
        store.give_memories(held)
        assert store.memories() == {"t/1": alone}


def test_a_memory_that_was_taken_is_that_of_the_answers_that_are_left(path: Path) -> None:
    first = answer(1)
    second = answer(2, before=first.after)
    with Store(path) as store:
        store.extend([first, second, answer(3, before=second.after)])
        held = store.take_memories(["t/1"], NOON)
        store.undo("r3")
        store.undo("r2")
        assert store.give_memories(held) == ["t/1"]
        assert store.memories() == {"t/1": first.after}


def test_an_older_answer_that_was_brought_later_does_not_count_as_the_last(path: Path) -> None:
    first = answer(2)
    second = answer(3, before=first.after)
    with Store(path) as store:
        store.extend([first, second])
        store.extend([answer(1)])  # from elsewhere
        store.set_memories({"t/1": second.after})
        held = store.take_memories(["t/1"], NOON)
        store.give_memories(held)
        assert store.memories() == {"t/1": second.after}


def test_a_memory_of_before_a_card_was_new_is_not_given_back(path: Path) -> None:
    with Store(path) as store:
        store.append(answer(1))
        early = store.take_memories(["t/1"], NOON)
        store.append(answer(2))
        late = store.take_memories(["t/1"], NOON)
        assert store.give_memories(early) == []  # it was answered, and made new, since
        store.undo("r2")
        assert store.give_memories(late) == []
        assert store.memories() == {}


def test_an_answer_after_a_card_was_made_new_is_none_of_those_before(path: Path) -> None:
    first, fresh = answer(1), answer(3)
    with Store(path) as store:
        store.append(first)
        store.take_memories(["t/1"], NOON)
        store.append(fresh)
        store.undo("r1", replay=lambda *_: pytest.fail("replayed"))
        assert store.memories() == {"t/1": fresh.after}
        assert store.reviews() == [fresh]
