"""The way back to a backup, which may be a stranger's file: its rows, and nothing else of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quizapp.errors import StoreError
from quizapp.store.database import (
    MIGRATIONS,
    RESETS_SO_FAR,
    UnusableError,
    as_store_error,
    check_version,
    check_whole,
    connect,
    discard,
    is_unusable,
    open_database,
    parts,
    save_copy,
    transaction,
)
from quizapp.store.foreign import opened, plain_columns

MAX_BACKUP = 1 << 30  # bytes
# Letters of a table, of which JSON may take many times that when it is read.
_MOST = {"settings": 1 << 20, "drafts": 32 << 20, "notes": 64 << 20, "mocks": 64 << 20}
_MAX_ROWS = 1_000_000  # of a table
_ANOTHER = "choose another; `quizapp restore` lists those that there are"
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_'"
_Known = dict[tuple[str, str], set[str]]


def restore(
    backup: Path,
    path: Path,
    prepare: Callable[[Path], None] = lambda _: None,
    within: Path | None = None,
) -> Path | None:
    """Puts the rows of a backup in the place of the data at `path`, and nothing else of it.

    What was there is kept beside it, and its place returned; None if nothing was. An app that is
    open meanwhile goes on with the restored data. A backup that is damaged or of a newer version
    raises StoreError, and leaves `path` as it is. `prepare` is given the rows in a file of their
    own, to change them or to raise an error that leaves `path` as it is, too; that file is `within`
    a folder, which is to be cleared by whoever names it.
    """
    _check_file(backup)
    with TemporaryDirectory(prefix="quizapp-", dir=within) as folder:
        ready = Path(folder, path.name)
        with as_store_error(backup, _ANOTHER), opened(backup) as source:
            if check_version(source, backup) == 0:
                raise StoreError(f"{backup}: nothing of quizapp's is in it")
            _check_made_by_us(source, backup)
            _copy_rows(source, ready, backup)
        try:
            prepare(ready)
        except StoreError as error:  # which names a file that is gone by then
            why = error.__cause__ or "it needs too much memory"
            raise StoreError(f"{backup}: cannot be brought back ({why}): {_ANOTHER}") from None
        with as_store_error(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            return _replace(path, ready)


def _check_file(backup: Path) -> None:
    """What stands beside a database may belong to it, and is never read."""
    if not backup.is_file():
        raise StoreError(f"{backup}: no such backup")
    if backup.stat().st_size > MAX_BACKUP:
        raise StoreError(f"{backup}: larger than {MAX_BACKUP >> 30} GiB; {_ANOTHER}")
    for ending in ("-journal", "-wal"):
        beside = backup.with_name(backup.name + ending)
        if beside.is_file() and beside.stat().st_size:
            raise StoreError(
                f"{backup}: not whole without {beside.name}, which is not read; {_ANOTHER},"
                f" or move {beside.name} away to do without it"
            )


def _check_made_by_us(db: sqlite3.Connection, path: Path) -> None:
    """Only a file whose whole schema is ours word by word is looked through by SQLite: that would
    compute what indexes say."""
    known = _made_by_us()
    same = True
    for kind, name, sql in db.execute("SELECT type, name, sql FROM sqlite_master"):
        if (kind, name) not in known:
            raise StoreError(f"{path}: holds the {kind} {name[:80]!r}, which quizapp never made")
        same = same and sql in known[kind, name]
    if same:
        check_whole(db, path)


def _made_by_us() -> _Known:
    """What stands in the schemas of all versions, each with its statements."""
    known: _Known = {}
    with closing(sqlite3.connect(":memory:")) as fresh:
        for migration in MIGRATIONS:
            fresh.executescript(migration())
            for kind, name, sql in fresh.execute("SELECT type, name, sql FROM sqlite_master"):
                known.setdefault((kind, name), set()).add(sql)
    return known


def _copy_rows(source: sqlite3.Connection, path: Path, backup: Path) -> None:
    there = {name for (name,) in source.execute("SELECT name FROM sqlite_master")}
    with closing(open_database(path)) as target, transaction(target):
        for (table,) in target.execute(_TABLES).fetchall():
            if table not in there:  # of an older version
                continue
            stored = plain_columns(source, table)
            wanted = [name for name in plain_columns(target, table) if name in stored]
            if not wanted:
                raise StoreError(f"{backup}: its table {table} is none that quizapp made")
            columns, marks = ", ".join(wanted), ", ".join("?" * len(wanted))
            rows = source.execute(f"SELECT {columns} FROM {table} NOT INDEXED")
            target.executemany(
                f"INSERT INTO {table} ({columns}) VALUES ({marks})", _bounded(rows, table, backup)
            )
        if "resets" not in there:
            target.execute(RESETS_SO_FAR)


def _bounded(rows: sqlite3.Cursor, table: str, backup: Path) -> Iterator[tuple[Any, ...]]:
    """Many rows of a file that is made to do harm may hold the same text of its pages."""
    left = min(backup.stat().st_size, _MOST.get(table, MAX_BACKUP))
    for number, row in enumerate(rows, start=1):
        left -= sum(len(value) for value in row if isinstance(value, str | bytes))
        if number > _MAX_ROWS or left < 0:
            raise StoreError(f"{backup}: its table {table} holds more than quizapp ever wrote")
        yield row


def _replace(path: Path, ready: Path) -> Path | None:
    """Puts the rows of `ready` in the place of the data at `path`, which is kept beside it. If that
    fails, as on a full disk, all is as it was."""
    if not path.exists():
        return _put_new(path, ready)
    try:
        with closing(open_database(path)) as db:
            check_whole(db, path)
            return _exchange(db, path, ready)
    except (sqlite3.DatabaseError, StoreError) as error:
        if not is_unusable(error):
            raise
    return _put_new(path, ready)


def _put_new(path: Path, ready: Path) -> Path | None:
    """Puts a new file there. What there was, and cannot be used, is moved beside it; a WAL that was
    left alone, too, which would be taken for the new file's."""
    aside = _free_place(path)
    moved: list[Path] = []
    try:
        with closing(sqlite3.connect(ready)) as source:
            save_copy(source, path, lambda: moved.extend(_move(path, aside)))
    except BaseException:
        if not path.exists():
            _move(aside, path)
        raise
    return moved[0] if moved else None


def _exchange(db: sqlite3.Connection, path: Path, ready: Path) -> Path:
    """Copies the data beside it and takes other rows in, while nobody else can change any."""
    db.execute("ATTACH ? AS ready", (str(ready),))
    if _things(db, "main") != _things(db, "ready"):
        raise UnusableError(f"{path}: not as quizapp made it")
    db.execute("BEGIN IMMEDIATE")
    aside, ending = _free_place(path), False
    try:
        with closing(connect(path)) as present:
            save_copy(present, aside)
        for (table,) in db.execute(_TABLES).fetchall():
            columns = ", ".join(plain_columns(db, table))
            db.execute(f"DELETE FROM main.{table}")
            db.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM ready.{table}")
        ending = True
        db.execute("COMMIT")
    except BaseException as error:
        undone = not ending or isinstance(error, sqlite3.Error) or db.in_transaction
        if db.in_transaction:
            db.execute("ROLLBACK")
        if undone:  # else the copy may be all that there is of them
            discard(aside)
        raise
    return aside


def _things(db: sqlite3.Connection, name: str) -> set[tuple[str, str]]:
    """The tables, indexes and whatever else a database has, by their kinds and names."""
    found = db.execute(f"SELECT type, name FROM {name}.sqlite_master").fetchall()
    return {(kind, known) for kind, known in found if not known.startswith("sqlite_")}


def _free_place(path: Path) -> Path:
    places = (
        path.with_name(f"{path.stem}.before-restore-{number}{path.suffix}") for number in count(1)
    )
    return next(place for place in places if not any(part.exists() for part in parts(place)))


def _move(path: Path, to: Path) -> list[Path]:
    """Moves a database with its parts; the places of those that there were."""
    moved = []
    for part, place in zip(parts(path), parts(to), strict=True):
        if part.exists():
            part.replace(place)
            moved.append(place)
    return moved
