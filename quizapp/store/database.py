"""The SQLite file under the store: opening, versions, copies, and errors as one clear line."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from importlib import resources
from pathlib import Path
from uuid import uuid4

from quizapp.errors import StoreError

VERSION = 4
BUSY_SECONDS = 10.0
_QUICK_SECONDS = 0.1
_HALF = re.compile(r".+\.db\.[0-9a-f]{8}\.part(?:-journal|-wal|-shm)?")
_LEFT_SECONDS = 600  # old, that is no copy on its way
BACKUP_PATTERN = "quizapp-????-??-??.db"


class UnusableError(StoreError):
    """What a file holds is damaged, another program's, or a newer version's."""


def open_database(path: Path) -> sqlite3.Connection:
    """Opens or makes the file, brought to this version; threads may share the connection."""
    with as_store_error(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        db = connect(path)
        try:
            _migrate(db, path)
        except BaseException:
            db.close()
            raise
        return db


def backups(folder: Path) -> list[Path]:
    """The daily copies in a folder, the latest last."""
    return sorted(copy for copy in folder.glob(BACKUP_PATTERN) if copy.is_file())


def connect(path: Path, patience: float | None = None) -> sqlite3.Connection:
    _check_journal(path)
    seconds = BUSY_SECONDS if patience is None else patience
    db = sqlite3.connect(path, timeout=seconds, isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA synchronous = FULL")
    return db


def _check_journal(path: Path) -> None:
    """A journal that was left by a crash is played back; one that names a file has it deleted. Ours
    name none."""
    journal = path.with_name(f"{path.name}-journal")
    if journal.is_file():
        with journal.open("rb") as file:
            file.seek(max(0, journal.stat().st_size - len(_NAMES_A_FILE)))
            if file.read() == _NAMES_A_FILE:
                raise StoreError(f"{journal}: none that quizapp left here; move it away")


_NAMES_A_FILE = bytes.fromhex("d9d505f920a163d7")  # at its end


def open_quick(path: Path) -> sqlite3.Connection:
    """A second way into an open database, whose writes outlive the process but wait for no disk:
    for what is written at every key. Nobody who types waits long for another program."""
    with as_store_error(path):
        db = connect(path, _QUICK_SECONDS)
        db.execute("PRAGMA synchronous = NORMAL")
        return db


def save_copy(
    source: sqlite3.Connection, path: Path, before: Callable[[], None] = lambda: None
) -> None:
    """Makes a file of its own of a database, whole or not at all; `before` makes room for it once
    there is a copy."""
    _sweep(path.parent)
    half = path.with_name(f"{path.name}.{uuid4().hex[:8]}.part")
    try:
        _copy(source, half)
        before()
        half.replace(path)
    finally:
        discard(half)


def _sweep(folder: Path) -> None:
    """Removes what copies left that were killed on the way."""
    for left in folder.glob("*.db.*.part*"):
        with suppress(FileNotFoundError):  # it has just come to its end
            old = time.time() - left.stat().st_mtime > _LEFT_SECONDS
            if old and _HALF.fullmatch(left.name) and left.is_file():
                left.unlink()


def _copy(source: sqlite3.Connection, path: Path) -> None:
    """Copies into a new file; SQLite would wait without end for whoever holds the source."""
    until = time.monotonic() + BUSY_SECONDS

    def waited(status: int, *_: int) -> None:
        done = status in (sqlite3.SQLITE_OK, sqlite3.SQLITE_DONE)
        if not done and time.monotonic() > until:
            raise StoreError(f"{path}: not copied: another program holds the data; close that")

    with closing(sqlite3.connect(path)) as target:
        source.backup(target, progress=waited)
        if target.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise UnusableError(f"{path}: the copy is damaged, and so is its source")


def discard(path: Path) -> None:
    """Removes a database, and what would be taken for part of the next one of its name."""
    for part in parts(path):
        part.unlink(missing_ok=True)


def parts(path: Path) -> list[Path]:
    """The files that SQLite may make for a database."""
    return [path.with_name(path.name + ending) for ending in ("", "-journal", "-wal", "-shm")]


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    if check_version(db, path) == VERSION:
        return
    _use_wal(db)
    with transaction(db):
        version = check_version(db, path)  # another process may have been quicker
        for migration in MIGRATIONS[version:]:
            for statement in _statements(migration()):
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {VERSION}")


def is_busy(error: BaseException | None) -> bool:
    """Whether another program holds the file just now."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
    )


def is_unusable(error: Exception) -> bool:
    """Whether a file itself is at fault, rather than the disk, its folder or another program."""
    cause = error.__cause__ if isinstance(error, StoreError) else error
    return isinstance(error, UnusableError) or getattr(cause, "sqlite_errorcode", 0) & 0xFF in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
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


# What was made new before that was written down: the answers after it go on from none before.
RESETS_SO_FAR = (
    "INSERT INTO resets SELECT 'reset-' || id, card, at FROM ("
    " SELECT id, card, at, lead(before IS NULL) OVER w AS anew, lead(at) OVER w AS next"
    " FROM reviews WHERE after IS NOT NULL AND after IS NOT before"
    " WINDOW w AS (PARTITION BY card ORDER BY seq)"
    ") WHERE (anew AND at < next) OR (anew IS NULL AND card NOT IN (SELECT card FROM memories));"
)


def _for_sync() -> str:
    """What other machines have to know besides the answers, and what was said to them last."""
    return (
        "CREATE TABLE resets (id TEXT PRIMARY KEY, card TEXT NOT NULL, at TEXT NOT NULL)"
        " STRICT, WITHOUT ROWID;\n"
        "CREATE TABLE undone (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;\n"
        "CREATE TABLE renames (old TEXT NOT NULL, new TEXT NOT NULL, at TEXT NOT NULL,"
        " PRIMARY KEY (at, old, new)) STRICT, WITHOUT ROWID;\n"
        "CREATE TABLE synced (key TEXT PRIMARY KEY, at TEXT NOT NULL, digest TEXT NOT NULL)"
        " STRICT, WITHOUT ROWID;\n"
        f"{RESETS_SO_FAR}"
    )


# The n-th takes a file from version n to n + 1; a new file runs through all of them.
MIGRATIONS: tuple[Callable[[], str], ...] = (
    _schema,
    lambda: "ALTER TABLE reviews ADD COLUMN said TEXT NOT NULL DEFAULT '';",
    lambda: (
        "CREATE TABLE notes (card TEXT PRIMARY KEY, text TEXT NOT NULL, at TEXT NOT NULL)"
        " STRICT, WITHOUT ROWID;"
    ),
    _for_sync,
)


def check_version(db: sqlite3.Connection, path: Path) -> int:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version > VERSION:
        raise UnusableError(
            f"{path}: written by a newer quizapp (data version {version}, this one knows"
            f" {VERSION}): upgrade quizapp, or choose another --data-dir"
        )
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    ours = {"reviews", "memories", "states", "sittings", "mocks"} <= tables
    if version < 0 or bool(version) != ours or (tables and not ours):
        raise UnusableError(f"{path}: a database, but not quizapp's: choose another --data-dir")
    return version


def check_whole(db: sqlite3.Connection, path: Path) -> None:
    found = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise UnusableError(f"{path}: damaged ({found})")


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


@contextmanager
def as_store_error(path: Path, mend: str = _BRING_BACK) -> Iterator[None]:
    """One line that says where, what and how to mend it."""
    try:
        yield
    except sqlite3.OperationalError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        usual = "check the folder" if mend == _BRING_BACK else mend
        raise StoreError(f"{path}: {error}: {_REMEDIES.get(code, usual)}") from error
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path}: cannot be read as quizapp's data ({error}): {mend}") from error
    except MemoryError:  # SQLite's own limit, where another's file is read
        raise StoreError(f"{path}: needs too much memory to be read: {mend}") from None
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}: check the folder") from error


_REMEDIES = {
    sqlite3.SQLITE_BUSY: "another program holds it; close that one, then try again",
    sqlite3.SQLITE_READONLY: "the file or its folder cannot be written; check their permissions",
    sqlite3.SQLITE_CANTOPEN: "check that its folder exists and can be written",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_INTERRUPT: "it was stopped, or takes too long to be read",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written",
}
