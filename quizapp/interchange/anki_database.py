"""The collection of an Anki package: a stranger's SQLite database. Values are measured before they
are read."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from quizapp.store import foreign


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that obeys nothing, knows how Anki sorts, and reads text whatever is in it."""
    with foreign.opened(path) as db:
        db.text_factory = lambda data: data.decode("utf-8", "replace")
        db.create_collation("unicase", _compare)
        yield db


def _compare(one: str, other: str) -> int:
    left, right = one.casefold(), other.casefold()
    return (left > right) - (left < right)


def rows(
    db: sqlite3.Connection, table: str, columns: Mapping[str, int], most: int
) -> Iterator[tuple[Any, ...]]:
    """These columns of the first rows, as they are stored; None for a value of more bytes than
    its column may have. Nothing where there is no such plain table with such plain columns."""
    if not columns.keys() <= {*foreign.plain_columns(db, table)}:
        return
    # a text's own length ends at its first NUL
    values = ", ".join(
        f"CASE WHEN length(CAST({name} AS BLOB)) <= {size} THEN {name} END"
        for name, size in columns.items()
    )
    query = f"SELECT {values} FROM {table} NOT INDEXED LIMIT {most}"
    yield from db.execute(query)
