"""Files that are made to do harm where they are restored: none is obeyed, and each is one line."""

import os
import resource
import sqlite3
import struct
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from quizapp.errors import StoreError
from quizapp.store import database, restoring
from quizapp.store.database import backups
from quizapp.store.restoring import restore
from quizapp.store.rows import CardNote
from quizapp.store.store import Store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOURS = "instr(zeroblob(60000000), CAST(zeroblob(30000000)||x'01' AS BLOB))"
MAGIC = bytes.fromhex("d9d505f920a163d7")
fused = pytest.mark.timeout(60, method="thread")  # what goes on within SQLite hears no signal


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    path = tmp_path / "from-a-stranger.db"
    with Store(path) as store:
        store.save_note("t/1", CardNote("mine", NOON))
        store.save_draft("t/1", "typed")
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The data of a learner who has a draft."""
    path = tmp_path / "data" / "quizapp.db"
    with Store(path) as store:
        store.save_draft("t/2", "the learner's own")
    return path


def altered(backup: Path, *statements: str) -> None:
    with closing(sqlite3.connect(backup, isolation_level=None)) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            raw.execute(statement)


def schema(name: str, sql: str) -> str:
    quoted = sql.replace("'", "''")
    return f"UPDATE sqlite_master SET sql = '{quoted}' WHERE name = '{name}'"


def hot_journal(database: Path, victim: Path) -> None:
    """A journal that has SQLite delete a file, once it is played back."""
    pages, name = database.stat().st_size // 4096, os.fsencode(victim)
    head = MAGIC + struct.pack(">IIIII", 0, 1, pages, 512, 4096)
    head = head.ljust(512, b"\0")
    lock_page = struct.pack(">I", 0x40000000 // 4096 + 1)
    tail = lock_page + name + struct.pack(">II", len(name), sum(name)) + MAGIC
    database.with_name(f"{database.name}-journal").write_bytes(head + tail)


def assert_nothing_changed(path: Path) -> None:
    with Store(path) as store:
        assert store.drafts() == {"t/2": "the learner's own"}
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_sqlite_itself_deletes_what_a_journal_names(tmp_path: Path, backup: Path) -> None:
    victim = tmp_path / "id_ed25519"
    victim.write_text("precious")
    hot_journal(backup, victim)
    with closing(sqlite3.connect(backup)) as raw:
        raw.execute("SELECT count(*) FROM drafts")
    assert not victim.exists()


@pytest.mark.parametrize("ours", [True, False])
def test_no_journal_beside_a_backup_deletes_a_file(
    tmp_path: Path, backup: Path, path: Path, ours: bool
) -> None:
    victim = tmp_path / "id_ed25519"
    victim.write_text("precious")
    if not ours:
        backup.unlink()
        with closing(sqlite3.connect(backup)) as raw:
            raw.execute("CREATE TABLE foo (x)")
    hot_journal(backup, victim)
    with pytest.raises(StoreError, match=r"not whole without from-a-stranger\.db-journal"):
        restore(backup, path)
    assert victim.read_text() == "precious"
    assert_nothing_changed(path)


def test_no_journal_in_a_folder_of_data_deletes_a_file(tmp_path: Path, backup: Path) -> None:
    victim = tmp_path / "id_ed25519"
    victim.write_text("precious")
    hot_journal(backup, victim)
    with pytest.raises(StoreError, match="none that quizapp left here; move it away"):
        Store(backup)
    assert victim.read_text() == "precious"


def test_what_sqlite_would_write_on_from_is_not_read(backup: Path, path: Path) -> None:
    backup.with_name(f"{backup.name}-wal").write_bytes(b"\x37\x7f\x06\x82" + bytes(100))
    with pytest.raises(StoreError, match=r"not whole without from-a-stranger\.db-wal"):
        restore(backup, path)
    assert_nothing_changed(path)


def test_nothing_is_left_beside_a_backup(tmp_path: Path, backup: Path, path: Path) -> None:
    restore(backup, path)
    with Store(path) as store:
        assert (store.draft("t/1"), store.note("t/1")) == ("typed", "mine")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["data", backup.name]


@fused
@pytest.mark.parametrize(
    "statements",
    [
        (
            "CREATE INDEX sqlitexi ON drafts (text)",
            schema("sqlitexi", f"CREATE INDEX sqlitexi ON drafts ({HOURS})"),
        ),
        (
            "CREATE TABLE sqlitext (a, b)",
            "INSERT INTO sqlitext VALUES (1, 2)",
            schema("sqlitext", f"CREATE TABLE sqlitext (a, c INT NOT NULL AS ({HOURS}))"),
        ),
        (
            "CREATE INDEX plain ON drafts (text)",
            schema("plain", f"CREATE INDEX plain ON drafts ({HOURS})"),
        ),
        (schema("reviews_by_time", f"CREATE INDEX reviews_by_time ON reviews (at) WHERE {HOURS}"),),
        (
            "ANALYZE",
            schema("sqlite_stat1", f"CREATE TABLE sqlite_stat1(tbl, idx, stat AS ({HOURS}))"),
        ),
        (
            schema(
                "drafts",
                "CREATE VIEW drafts(card, text) AS WITH RECURSIVE c(x) AS"
                " (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT 'a', 'b' FROM c WHERE x < 0",
            ),
        ),
    ],
    ids=["hidden index", "hidden column", "index", "partial index", "statistics", "view"],
)
def test_what_would_be_computed_for_hours_is_refused(
    backup: Path, path: Path, statements: tuple[str, ...]
) -> None:
    altered(backup, *statements)
    with pytest.raises(StoreError) as raised:
        restore(backup, path)
    assert str(raised.value).startswith(f"{backup}: ")
    assert "\n" not in str(raised.value)
    assert_nothing_changed(path)


def test_an_index_that_is_not_ours_word_by_word_is_not_looked_at(
    backup: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []
    monkeypatch.setattr(restoring, "check_whole", lambda _, file: looked.append(file))
    restore(backup, path)
    assert looked == [backup, path]
    looked.clear()
    altered(
        backup, schema("reviews_by_time", "CREATE INDEX reviews_by_time ON reviews (at || 'x')")
    )
    restore(backup, path)
    assert looked == [path]


def test_rows_that_hold_more_than_their_file_are_refused(
    backup: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "_MAX_ROWS", 0)
    with pytest.raises(StoreError, match="its table drafts holds more than quizapp ever wrote"):
        restore(backup, path)
    assert_nothing_changed(path)


def test_settings_that_fill_the_memory_are_refused(backup: Path, path: Path) -> None:
    altered(backup, f"INSERT INTO settings VALUES ('x', '[{'[],' * 400_000}[]]')")
    with pytest.raises(StoreError, match="its table settings holds more than quizapp ever wrote"):
        restore(backup, path)
    assert_nothing_changed(path)


def test_a_backup_without_end_is_refused(backup: Path, path: Path) -> None:
    with backup.open("r+b") as file:
        file.truncate(1 << 42)  # takes no room on the disk
    with pytest.raises(StoreError, match="larger than 1 GiB"):
        restore(backup, path)
    assert_nothing_changed(path)


def test_only_files_are_backups(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "quizapp-2026-01-01.db")
    (tmp_path / "quizapp-2026-01-02.db").symlink_to("nowhere")
    (tmp_path / "quizapp-2026-01-03.db").touch()
    assert [copy.name for copy in backups(tmp_path)] == ["quizapp-2026-01-03.db"]


def crowded(letters: int) -> str:
    """A table of so many letters, nearly all of them constraints: each is compared with all those
    before it, and nothing interrupts that."""
    columns = [f"z{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(100)]
    pairs = (f", UNIQUE ({a}, {b})" for a in columns for b in columns)
    sql = f"({', '.join(columns)}"
    for pair in pairs:
        if len(sql) + len(pair) > letters:
            break
        sql += pair
    return f"{sql})"


@pytest.mark.timeout(30, method="thread")
@pytest.mark.parametrize(
    ("letters", "tables", "message"),
    [(200_000, 20, "string or blob too big"), (4_800, 10_000, "interrupted")],
    ids=["large", "many"],
)
def test_a_schema_that_takes_seconds_to_parse_is_given_up_at_once(
    backup: Path, path: Path, letters: int, tables: int, message: str
) -> None:
    sql = crowded(letters)
    with closing(sqlite3.connect(backup)) as raw, raw:
        raw.execute("PRAGMA writable_schema = ON")
        raw.executemany(
            "INSERT INTO sqlite_master VALUES ('table', ?, ?, 2, ?)",
            [(f"t{n}", f"t{n}", f"CREATE TABLE t{n} {sql}") for n in range(tables)],
        )
    started = time.monotonic()
    with pytest.raises(StoreError, match=message) as raised:
        restore(backup, path)
    assert time.monotonic() - started < 15
    assert str(raised.value).startswith(f"{backup}: ")
    assert_nothing_changed(path)


def test_a_table_of_hundreds_of_columns_is_none_of_ours(backup: Path, path: Path) -> None:
    names = ", ".join(f"c{n}" for n in range(500))
    altered(backup, schema("drafts", f"CREATE TABLE drafts ({names})"))
    with pytest.raises(StoreError, match="too many columns on drafts"):
        restore(backup, path)
    assert_nothing_changed(path)


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("drafts", "'{}', hex(zeroblob(6000000))"),
        ("notes", "'{}', hex(zeroblob(12000000)), '2026-01-01T00:00:00+00:00'"),
        ("mocks", "'{}', '2026-01-01T00:00:00+00:00', NULL, hex(zeroblob(12000000))"),
    ],
)
def test_texts_that_fill_the_memory_are_refused(
    backup: Path, path: Path, table: str, values: str
) -> None:
    many = (f"INSERT INTO {table} VALUES ({values.format(n)})" for n in range(3))
    altered(backup, *many)
    with pytest.raises(StoreError, match=f"its table {table} holds more than quizapp ever wrote"):
        restore(backup, path)
    assert_nothing_changed(path)


def test_what_fails_on_the_way_names_the_backup(backup: Path, path: Path, tmp_path: Path) -> None:
    seen: list[Path] = []

    def unreadable(rows: Path) -> None:
        seen.append(rows)
        rows.write_bytes(b"no database" * 1_000)
        Store(rows)

    (within := tmp_path / "scratch").mkdir()
    with pytest.raises(StoreError) as raised:
        restore(backup, path, unreadable, within)
    assert str(raised.value) == (
        f"{backup}: cannot be brought back (file is not a database):"
        " choose another; `quizapp restore` lists those that there are"
    )
    assert seen[0].is_relative_to(within)
    assert list(within.iterdir()) == []
    assert_nothing_changed(path)


@contextmanager
def disk_full_at(size: int) -> Iterator[None]:
    """No file gets larger than `size` bytes: as on a full disk, except in the error's name."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def disk_full_once_the_rows_are_ready(size: int) -> Iterator[None]:
    ready, hard = restoring._copy_rows, resource.getrlimit(resource.RLIMIT_FSIZE)[1]

    def then_full(source: sqlite3.Connection, to: Path, named: Path) -> None:
        ready(source, to, named)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))

    with pytest.MonkeyPatch.context() as patch, disk_full_at(hard):
        patch.setattr(restoring, "_copy_rows", then_full)
        yield


def large(backup: Path) -> None:
    """Has a backup hold more than a disk that is nearly full."""
    with Store(backup) as store:
        for n in range(3):
            store.save_draft(f"t/{n + 3}", "x" * 900_000)
    with closing(sqlite3.connect(backup, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")


def test_a_full_disk_leaves_the_data_where_it_is(backup: Path, path: Path) -> None:
    with Store(path) as store:
        store.save_draft("t/3", "x" * 900_000)
    with disk_full_at(300_000), pytest.raises(StoreError, match=r"quizapp\.db: "):
        restore(backup, path)
    with Store(path) as store:
        assert store.drafts()["t/2"] == "the learner's own"
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_full_disk_leaves_damaged_data_where_it_is(backup: Path, path: Path) -> None:
    large(backup)
    damaged = b"no database" * 4000
    path.write_bytes(damaged)
    with (
        disk_full_once_the_rows_are_ready(300_000),
        pytest.raises(StoreError, match=r"quizapp\.db: "),
    ):
        restore(backup, path)
    assert path.read_bytes() == damaged
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    kept = restore(backup, path)
    assert kept is not None
    assert kept.read_bytes() == damaged


def test_what_another_program_holds_is_not_moved_away_from_it(
    backup: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("INSERT INTO drafts VALUES ('t/9', 'theirs')")
        with pytest.raises(StoreError, match="another program holds it"):
            restore(backup, path)
        other.execute("COMMIT")
    with Store(path) as store:
        assert store.drafts() == {"t/2": "the learner's own", "t/9": "theirs"}
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_what_a_killed_restore_left_is_swept_once_it_is_old(backup: Path, path: Path) -> None:
    old, new = (
        path.with_name(f"quizapp.before-restore-1.db.0123abc{n}.part-journal") for n in "45"
    )
    own = path.with_name("thesis.db.v2.part1")
    for left, age in ((old, 3600), (new, 1), (own, 3600)):
        left.write_bytes(b"half")
        os.utime(left, (time.time() - age,) * 2)
    restore(backup, path)
    assert not old.exists()
    assert new.exists()  # it may be on its way
    assert own.exists()


def test_no_name_is_given_beside_which_a_journal_lies(backup: Path, path: Path) -> None:
    left = path.with_name("quizapp.before-restore-1.db-journal")
    left.write_bytes(b"of another database")
    kept = restore(backup, path)
    assert kept == path.with_name("quizapp.before-restore-2.db")


class Interrupted:
    """A connection at whose COMMIT ctrl+c comes in, before it or behind it."""

    def __init__(self, db: sqlite3.Connection, *, behind: bool) -> None:
        self._db, self._behind = db, behind

    def __getattr__(self, name: str) -> object:
        return getattr(self._db, name)

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if sql != "COMMIT":
            return self._db.execute(sql, *values)
        if self._behind:
            self._db.execute(sql)
        raise KeyboardInterrupt


@pytest.mark.parametrize("behind", [False, True])
def test_the_learners_rows_are_somewhere_whenever_a_restore_is_interrupted(
    backup: Path, path: Path, monkeypatch: pytest.MonkeyPatch, *, behind: bool
) -> None:
    aside = path.with_name("quizapp.before-restore-1.db")

    def opened(place: Path) -> object:
        db = database.open_database(place)
        return Interrupted(db, behind=behind) if place == path else db

    with monkeypatch.context() as patch:
        patch.setattr(restoring, "open_database", opened)
        with pytest.raises(KeyboardInterrupt):
            restore(backup, path)
    assert aside.exists() == behind
    with Store(aside if behind else path) as store:
        assert store.drafts() == {"t/2": "the learner's own"}
    with Store(path) as store:
        assert store.drafts() == ({"t/1": "typed"} if behind else {"t/2": "the learner's own"})


def test_a_wal_that_was_left_alone_is_kept_and_not_played_back(backup: Path, path: Path) -> None:
    wal = path.with_name(f"{path.name}-wal")
    with Store(path) as store:
        store.save_draft("t/3", "only in the WAL")
        left = wal.read_bytes()
    path.unlink()
    wal.write_bytes(left)
    kept = restore(backup, path)
    assert kept == path.with_name("quizapp.before-restore-1.db-wal")
    assert kept.read_bytes() == left
    with Store(path) as store:
        assert store.drafts() == {"t/1": "typed"}


def test_a_restore_does_not_wait_without_end_for_a_program_that_writes(
    backup: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO drafts VALUES ('t/9', 'theirs')")
        with pytest.raises(StoreError, match="another program holds it"):
            restore(backup, path)
        other.execute("COMMIT")
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    restore(backup, path)
    with Store(path.with_name("quizapp.before-restore-1.db")) as store:
        assert store.drafts() == {"t/2": "the learner's own", "t/9": "theirs"}


def test_data_of_a_newer_version_is_moved_aside_as_it_is(backup: Path, path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    kept = restore(backup, path)
    assert kept is not None
    assert kept.read_bytes() == before
    with Store(path) as store:
        assert store.drafts() == {"t/1": "typed"}


@pytest.mark.parametrize(
    "change", ["CREATE TABLE foo (x)", "DROP TABLE notes", "CREATE VIEW v AS SELECT 1"]
)
def test_data_that_is_not_as_it_was_made_is_moved_aside(
    backup: Path, path: Path, change: str
) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(change)
    kept = restore(backup, path)
    assert kept is not None
    with closing(sqlite3.connect(kept)) as raw:
        assert raw.execute("SELECT * FROM drafts").fetchall() == [("t/2", "the learner's own")]
    with Store(path) as store:
        assert store.drafts() == {"t/1": "typed"}
        assert store.note("t/1") == "mine"


def test_rows_that_have_no_room_leave_no_copy_behind(backup: Path, path: Path) -> None:
    large(backup)
    with (
        disk_full_once_the_rows_are_ready(300_000),
        pytest.raises(StoreError, match=r"quizapp\.db: "),
    ):
        restore(backup, path)
    assert_nothing_changed(path)


def test_a_copy_gives_up_on_a_source_that_stays_held(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as held:
        held.execute("PRAGMA journal_mode = DELETE")
        held.execute("BEGIN EXCLUSIVE")
        with (
            closing(sqlite3.connect(path, timeout=0.01)) as source,
            pytest.raises(StoreError, match="another program holds the data"),
        ):
            database.save_copy(source, tmp_path / "copy.db")
    assert not list(tmp_path.glob("copy*"))
