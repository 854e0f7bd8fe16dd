"""The log of answers as several machines write it together: what was taken back, made new or called
otherwise, and what was known elsewhere at the last sync."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from quizapp.core.memory.review import Reset, Review
from quizapp.store.rows import REVIEW_COLUMNS, Renamed, Synced, review_row, time_text


class Changed(msgspec.Struct, frozen=True):
    """What is to be written: answers that are new or others than those of their ids, what made
    cards new, which cards are called otherwise, and the ids of what was taken back."""

    reviews: list[Review]
    resets: list[Reset]
    renames: list[Renamed]
    undone: list[str]


def undone(db: sqlite3.Connection) -> set[str]:
    return {ident for (ident,) in db.execute("SELECT id FROM undone")}


def put_undone(db: sqlite3.Connection, ids: Iterable[str]) -> None:
    db.executemany("INSERT OR IGNORE INTO undone VALUES (?)", [(one,) for one in ids])


def resets(db: sqlite3.Connection) -> list[Reset]:
    rows = db.execute("SELECT id, card, at FROM resets ORDER BY at DESC, id")
    return [Reset(ident, card, datetime.fromisoformat(at)) for ident, card, at in rows]


def put_resets(db: sqlite3.Connection, those: Iterable[Reset]) -> None:
    db.executemany(
        "INSERT OR IGNORE INTO resets VALUES (?, ?, ?)",
        [(one.id, one.card, time_text(one.at)) for one in those],
    )


def forget_reset(db: sqlite3.Connection, ident: str) -> None:
    """A card is no longer new: its memory was given back."""
    db.execute("DELETE FROM resets WHERE id = ?", (ident,))
    put_undone(db, [ident])


def renames(db: sqlite3.Connection) -> list[Renamed]:
    rows = db.execute("SELECT at, old, new FROM renames ORDER BY at, old, new")
    return [Renamed(datetime.fromisoformat(at), old, new) for at, old, new in rows]


def put_renames(db: sqlite3.Connection, those: Iterable[Renamed]) -> None:
    db.executemany(
        "INSERT OR IGNORE INTO renames (at, old, new) VALUES (?, ?, ?)",
        [(time_text(one.at), one.old, one.new) for one in those],
    )


def synced(db: sqlite3.Connection) -> dict[str, Synced]:
    rows = db.execute("SELECT key, at, digest FROM synced")
    return {key: Synced(datetime.fromisoformat(at), digest) for key, at, digest in rows}


def put_synced(db: sqlite3.Connection, known: Mapping[str, Synced]) -> None:
    """In the place of all that was known before."""
    db.execute("DELETE FROM synced")
    db.executemany(
        "INSERT INTO synced VALUES (?, ?, ?)",
        [(key, time_text(one.at), one.digest) for key, one in known.items()],
    )


def change_log(db: sqlite3.Connection, changed: Changed) -> None:
    """Afterwards the answers stand in the order of their times, whichever machine they are of."""
    put_renames(db, changed.renames)
    put_undone(db, changed.undone)
    for table, those in (("reviews", changed.reviews), ("resets", changed.resets)):
        ids = [*changed.undone, *(one.id for one in those)]
        db.executemany(f"DELETE FROM {table} WHERE id = ?", [(ident,) for ident in ids])
    db.executemany(
        f"INSERT INTO reviews ({REVIEW_COLUMNS}) VALUES ({', '.join('?' * 13)})",
        [review_row(one) for one in changed.reviews],
    )
    put_resets(db, changed.resets)
    _put_in_order(db)


def _put_in_order(db: sqlite3.Connection) -> None:
    rows = db.execute("SELECT seq FROM reviews ORDER BY at, id").fetchall()
    numbers = [number for (number,) in rows]
    if numbers == sorted(numbers):
        return
    places = [(place, number) for place, number in enumerate(numbers, start=1) if place != number]
    # by way of numbers that nobody has, since no two may be the same in between
    db.executemany("UPDATE reviews SET seq = -? WHERE seq = ?", places)
    db.execute("UPDATE reviews SET seq = -seq WHERE seq < 0")
