"""The collection of an Anki package, a stranger's SQLite database: only what is stored in plain
tables is read, and nothing that its schema says is evaluated. Values are measured before they are
read."""

import re
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

MAX_VALUE = 64 * 1024 * 1024
_MAX_HEAP = 1024 * 1024 * 1024
_MAX_SCHEMA = 200_000  # letters of one statement
_STEPS = 200_000_000
MAX_SECONDS = 10  # for the schema
_PRAGMAS = (
    f"hard_heap_limit = {_MAX_HEAP}",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "query_only = ON",
    "ignore_check_constraints = ON",
)


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that obeys nothing, and gives up on what takes too long."""
    address = f"{path.as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as db:
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE)
        db.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _MAX_SCHEMA)
        for pragma in _PRAGMAS:
            db.execute(f"PRAGMA {pragma}").fetchall()
        db.text_factory = lambda data: data.decode("utf-8", "replace")
        db.create_collation("unicase", _compare)
        _read_schema(db)
        left = [_STEPS // 100_000]

        def enough() -> bool:
            left[0] -= 1
            return left[0] < 0

        db.set_progress_handler(enough, 100_000)
        try:
            yield db
        except UnicodeDecodeError:  # of the message, which names what is damaged
            raise sqlite3.DatabaseError("its schema is damaged") from None


def _read_schema(db: sqlite3.Connection) -> None:
    """Have SQLite read it, which takes the longer the more there is of it."""
    until = time.monotonic() + MAX_SECONDS
    db.set_progress_handler(lambda: time.monotonic() > until, 1_000)
    db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()


def _compare(one: str, other: str) -> int:
    left, right = one.casefold(), other.casefold()
    return (left > right) - (left < right)


def rows(
    db: sqlite3.Connection, table: str, columns: Mapping[str, int], most: int
) -> Iterator[tuple[Any, ...]]:
    """These columns of the first rows, as they are stored; None for a value of more bytes than
    its column may have. Nothing where there is no such plain table with such plain columns."""
    if not columns.keys() <= _plain(db, table):
        return
    # a text's own length ends at its first NUL
    values = ", ".join(
        f"CASE WHEN length(CAST({name} AS BLOB)) <= {size} THEN {name} END"
        for name, size in columns.items()
    )
    query = f"SELECT {values} FROM {table} NOT INDEXED LIMIT {most}"
    yield from db.execute(query)


def _plain(db: sqlite3.Connection, table: str) -> set[str]:
    """The columns of a table that are stored in it; none of a view, a virtual table, or a table
    that is another one than its name says."""
    found = db.execute(
        "SELECT type, rootpage, sql FROM sqlite_master WHERE name = ?", (table,)
    ).fetchall()
    if len(found) != 1:
        return set()
    ((kind, page, sql),) = found
    made = re.match(rf"CREATE TABLE [\"'`\[]?{table}[\"'`\]]?\s*\(", str(sql), re.IGNORECASE)
    if kind != "table" or not page or not made:
        return set()
    return {
        name for _, name, *_, hidden in db.execute(f"PRAGMA table_xinfo({table})") if hidden == 0
    }
