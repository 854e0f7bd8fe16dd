"""The SQLite file under the store: opening, versions, copies, and errors as one clear line."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib import resources
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from quizapp.errors import StoreError

VERSION = 3
BUSY_SECONDS = 10.0
_QUICK_SECONDS = 0.1
BACKUP_PATTERN = "quizapp-????-??-??.db"


def open_database(path: Path) -> sqlite3.Connection:
    """Opens or makes the file, brought to this version; threads may share the connection."""
    with as_store_error(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        db = _connect(path)
        try:
            _migrate(db, path)
        except BaseException:
            db.close()
            raise
        return db


def backups(folder: Path) -> list[Path]:
    """The daily copies in a folder, the latest last."""
    return sorted(folder.glob(BACKUP_PATTERN))


def restore(
    backup: Path, path: Path, prepare: Callable[[Path], None] = lambda _: None
) -> Path | None:
    """Puts the rows of a backup in the place of the data at `path`, and nothing else of it.

    What was there is kept beside it, and its place returned; None if nothing was. An app that is
    open meanwhile goes on with the restored data. A backup that is damaged or of a newer version
    raises StoreError, and leaves `path` as it is. `prepare` is given the rows in a file of their
    own, to change them or to raise an error that leaves `path` as it is, too.
    """
    if not backup.is_file():
        raise StoreError(f"{backup}: no such backup")
    with TemporaryDirectory(prefix="quizapp-") as folder:
        ready = Path(folder, path.name)
        with as_store_error(backup, _ANOTHER), closing(sqlite3.connect(backup)) as source:
            _trust_nothing(source)
            if _check_version(source, backup) == 0:
                raise StoreError(f"{backup}: nothing of quizapp's is in it")
            _check_made_by_us(source, backup)
            _check_whole(source, backup)
            _copy_rows(source, ready)
        prepare(ready)
        with as_store_error(path), closing(sqlite3.connect(ready)) as source:
            kept = _keep_aside(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            copy_database(source, path)
    return kept


def _trust_nothing(db: sqlite3.Connection) -> None:
    """A file from elsewhere may have code in it, and values that fill the memory."""
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)


def _check_made_by_us(db: sqlite3.Connection, path: Path) -> None:
    """Triggers, views, virtual tables, columns and indexes that are computed: each may run for
    ever."""
    with closing(sqlite3.connect(":memory:")) as fresh:
        for migration in _MIGRATIONS:
            fresh.executescript(migration())
        known = {(kind, name) for kind, name in fresh.execute(_MADE)}
    for kind, name in db.execute(_MADE):
        columns = db.execute(f"PRAGMA {_COLUMNS[kind]}('{name}')") if (kind, name) in known else ()
        computed = [row for row in columns if (row[1] == -2 if kind == "index" else row[6] != 0)]
        if computed or (kind, name) not in known:
            raise StoreError(f"{path}: holds the {kind} {name!r}, which quizapp never made")


_LONGEST_VALUE = 64 << 20  # bytes
_MADE = "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
_COLUMNS = {"table": "table_xinfo", "index": "index_xinfo"}


def _copy_rows(source: sqlite3.Connection, path: Path) -> None:
    with closing(open_database(path)) as target:
        tables = [name for (name,) in target.execute(_TABLES)]
        with transaction(target):
            for table in tables:
                there = _columns(source, table)
                both = ", ".join(name for name in _columns(target, table) if name in there)
                if both:
                    marks = ", ".join("?" * (both.count(",") + 1))
                    rows = source.execute(f"SELECT {both} FROM {table}")
                    target.executemany(f"INSERT INTO {table} ({both}) VALUES ({marks})", rows)


_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    """Those that are kept, and not made up when they are read."""
    return [row[1] for row in db.execute(f"PRAGMA table_xinfo({table})") if row[6] == 0]


def _keep_aside(path: Path) -> Path | None:
    """Copies good data beside itself; a damaged file is moved there, with its WAL."""
    if not path.exists():
        return None
    aside = next(
        place
        for number in count(1)
        if not (
            place := path.with_name(f"{path.stem}.before-restore-{number}{path.suffix}")
        ).exists()
    )
    try:
        with closing(_connect(path)) as present:
            _check_whole(present, path)
            copy_database(present, aside)
    except (sqlite3.DatabaseError, StoreError):
        aside.unlink(missing_ok=True)
        for ending in ("", "-wal", "-shm"):
            part = path.with_name(path.name + ending)
            if part.exists():
                part.replace(aside.with_name(aside.name + ending))
    return aside


def _connect(path: Path, patience: float | None = None) -> sqlite3.Connection:
    seconds = BUSY_SECONDS if patience is None else patience
    db = sqlite3.connect(path, timeout=seconds, isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA synchronous = FULL")
    return db


def open_quick(path: Path) -> sqlite3.Connection:
    """A second way into an open database, whose writes outlive the process but wait for no disk:
    for what is written at every key. Nobody who types waits long for another program."""
    with as_store_error(path):
        db = _connect(path, _QUICK_SECONDS)
        db.execute("PRAGMA synchronous = NORMAL")
        return db


def copy_database(source: sqlite3.Connection, path: Path) -> None:
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as target:
        source.backup(target)
        if target.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise StoreError(f"{path}: the copy is damaged, and so is its source")


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    if _check_version(db, path) == VERSION:
        return
    _use_wal(db)
    with transaction(db):
        version = _check_version(db, path)  # another process may have been quicker
        for migration in _MIGRATIONS[version:]:
            for statement in _statements(migration()):
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {VERSION}")


def is_busy(error: BaseException | None) -> bool:
    """Whether another program holds the file just now."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
    )


def _use_wal(db: sqlite3.Connection) -> None:
    """Waits for another process that makes the same file: the busy timeout does not cover this."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _schema() -> str:
    return resources.files("quizapp.store").joinpath("schema.sql").read_text(encoding="utf-8")


# The n-th takes a file from version n to n + 1; a new file runs through all of them.
_MIGRATIONS: tuple[Callable[[], str], ...] = (
    _schema,
    lambda: "ALTER TABLE reviews ADD COLUMN said TEXT NOT NULL DEFAULT '';",
    lambda: (
        "CREATE TABLE notes (card TEXT PRIMARY KEY, text TEXT NOT NULL, at TEXT NOT NULL)"
        " STRICT, WITHOUT ROWID;"
    ),
)


def _check_version(db: sqlite3.Connection, path: Path) -> int:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version > VERSION:
        raise StoreError(
            f"{path}: written by a newer quizapp (data version {version}, this one knows"
            f" {VERSION}): upgrade quizapp, or choose another --data-dir"
        )
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    ours = {"reviews", "memories", "states", "sittings", "mocks"} <= tables
    if version < 0 or bool(version) != ours or (tables and not ours):
        raise StoreError(f"{path}: a database, but not quizapp's: choose another --data-dir")
    return version


def _check_whole(db: sqlite3.Connection, path: Path) -> None:
    found = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise StoreError(f"{path}: damaged ({found})")


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


_BRING_BACK = "bring back a backup with `quizapp restore`, or move the file away"
_ANOTHER = "choose another; `quizapp restore` lists those that there are"


@contextmanager
def as_store_error(path: Path, mend: str = _BRING_BACK) -> Iterator[None]:
    """One line that says where, what and how to mend it."""
    try:
        yield
    except sqlite3.OperationalError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        raise StoreError(f"{path}: {error}: {_REMEDIES.get(code, 'check the folder')}") from error
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path}: cannot be read as quizapp's data ({error}): {mend}") from error
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}: check the folder") from error


_REMEDIES = {
    sqlite3.SQLITE_BUSY: "another program holds it; close that one, then try again",
    sqlite3.SQLITE_READONLY: "the file or its folder cannot be written; check their permissions",
    sqlite3.SQLITE_CANTOPEN: "check that its folder exists and can be written",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written",
}
