"""A SQLite file that somebody else wrote: only what is stored in plain tables is read, nothing that
its schema says is evaluated, and what lies beside it is left alone. SQLite would play a journal
back, which names files to be deleted."""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

MAX_VALUE = 64 * 1024 * 1024
_MAX_HEAP = 1024 * 1024 * 1024
_MAX_STATEMENT = 5_000  # letters; ours and Anki's have some 600
_MAX_COLUMNS = 100
_STEPS = 200_000_000
MAX_SECONDS = 5  # for the schema
MAX_STEPS = (
    20_000  # of SQLite's for the schema: that many for some 2,000 tables, of which ours are 11
)
_HEARD = 100  # steps, after which what takes too long and ctrl+c are heard
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
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as db:
        db.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _MAX_STATEMENT)
        db.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, _MAX_COLUMNS)
        for pragma in _PRAGMAS:
            db.execute(f"PRAGMA {pragma}").fetchall()
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
    """Have SQLite read it, which takes the longer the more there is of it; nothing is heard while
    it reads one statement, so that these are short. What `sqlite_stat1`
    holds is read along, and may be computed: no function can be called meanwhile, and no value
    be long."""
    until, left = time.monotonic() + MAX_SECONDS, count(MAX_STEPS // _HEARD, -1)
    db.set_progress_handler(lambda: next(left) < 0 or time.monotonic() > until, _HEARD)
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_STATEMENT)
    db.setlimit(sqlite3.SQLITE_LIMIT_FUNCTION_ARG, 0)
    db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    db.setlimit(sqlite3.SQLITE_LIMIT_FUNCTION_ARG, 1)
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE)


def plain_columns(db: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table that are stored in it; none of a view, a virtual table, or a table
    that is another one than its name says. To be read with `NOT INDEXED`, and no condition."""
    found = db.execute(
        "SELECT type, rootpage, sql FROM sqlite_master WHERE name = ?", (table,)
    ).fetchall()
    if len(found) != 1:
        return []
    ((kind, page, sql),) = found
    made = re.match(rf"CREATE TABLE [\"'`\[]?{table}[\"'`\]]?\s*\(", str(sql), re.IGNORECASE)
    if kind != "table" or not page or not made:
        return []
    return [
        name for _, name, *_, hidden in db.execute(f"PRAGMA table_xinfo({table})") if hidden == 0
    ]
