"""An answer is taken back: the card's memory becomes what it was before."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from itertools import takewhile

from quizapp.core.cards.card import CardId
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.review import Memory
from quizapp.store.rows import memory_text, put_memory, read_memory

Replay = Callable[[Memory | None, Rating, datetime], Memory]


def take_back(db: sqlite3.Connection, review_id: str, replay: Replay | None) -> bool:
    """Remove an answer; False if it is not there.

    `replay` makes anew what the answers leave that stay, out of the memory before one, its rating
    and its time: the card may have been answered again since (in another window, say), and other
    parameters may be in use. Without it they stay as they are. A card that was made new since stays
    new, and answers after that stay as they are.
    """
    row = db.execute(
        "SELECT seq, card, before, after FROM reviews WHERE id = ?", (review_id,)
    ).fetchone()
    if row is None:
        return False
    seq, card, before, after = row
    db.execute("DELETE FROM reviews WHERE seq = ?", (seq,))
    later = db.execute(
        "SELECT seq, rating, at, before FROM reviews"
        " WHERE card = ? AND seq > ? AND after IS NOT before ORDER BY seq",
        (card, seq),
    ).fetchall()
    if after == before or (later and replay is None):
        return True
    chained = list(takewhile(lambda one: one[-1] is not None, later))
    memory = read_memory(before) if before else None
    if replay is not None and memory is not None:
        memory = _replayed(db, card, seq, replay) or memory
    for number, rating, at, _ in chained:
        assert replay is not None
        fresh = replay(memory, Rating(rating), datetime.fromisoformat(at))
        db.execute(
            "UPDATE reviews SET before = ?, after = ? WHERE seq = ?",
            (memory_text(memory), memory_text(fresh), number),
        )
        memory = fresh
    there = db.execute("SELECT 1 FROM memories WHERE card = ?", (card,)).fetchone()
    if len(chained) == len(later) and there:
        put_memory(db, card, memory)
    return True


def _replayed(db: sqlite3.Connection, card: CardId, seq: int, replay: Replay) -> Memory | None:
    """What the answers before one leave, since the card was new; None if the log does not say."""
    rows = db.execute(
        "SELECT rating, at, before FROM reviews"
        " WHERE card = ? AND seq < ? AND after IS NOT before ORDER BY seq DESC",
        (card, seq),
    ).fetchall()
    answers = list(takewhile(lambda one: one[-1] is not None, rows))
    if len(answers) == len(rows):
        return None
    memory = None
    for rating, at, _ in reversed(rows[: len(answers) + 1]):
        memory = replay(memory, Rating(rating), datetime.fromisoformat(at))
    return memory
