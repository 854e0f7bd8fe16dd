"""An answer is taken back: the card's memory becomes what it was before."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime

from quizapp.core.cards.card import CardId
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.review import Memory
from quizapp.store.log import put_undone
from quizapp.store.rows import memory_text, put_memory, read_memory

Replay = Callable[[Memory | None, Rating, datetime], Memory]


def take_back(db: sqlite3.Connection, review_id: str, replay: Replay | None) -> bool:
    """Remove an answer; False if it is not there.

    Where its card was answered again since (in another window, say), `replay` makes anew what those
    answers left, out of the memory before one, its rating and its time; without it they stay as
    they are. A card that was made new since stays new, and answers that go on from no other, or
    from one of another machine, stay as they are.
    """
    row = db.execute(
        "SELECT seq, card, before, after FROM reviews WHERE id = ?", (review_id,)
    ).fetchone()
    if row is None:
        return False
    seq, card, before, after = row
    db.execute("DELETE FROM reviews WHERE seq = ?", (seq,))
    put_undone(db, [review_id])
    if after == before:
        return True
    memory = read_memory(before) if before else None
    last = read_memory(after)
    for number, rating, at, left in _since(db, card, last):
        last = left
        if replay is None:
            continue
        fresh = replay(memory, Rating(rating), datetime.fromisoformat(at))
        db.execute(
            "UPDATE reviews SET before = ?, after = ? WHERE seq = ?",
            (memory_text(memory), memory_text(fresh), number),
        )
        memory = fresh
    if _is_of(db, card, last) and (replay is not None or last == read_memory(after)):
        put_memory(db, card, memory)
    return True


def _since(
    db: sqlite3.Connection, card: CardId, memory: Memory
) -> Iterator[tuple[int, int, str, Memory]]:
    """The answers that went on from the one that left this memory, as they are before any of them
    changes: number, rating, time, and the memory that each left."""
    rows = db.execute(
        "SELECT seq, rating, at, before, after FROM reviews"
        " WHERE card = ? AND before IS NOT NULL AND after IS NOT before ORDER BY seq",
        (card,),
    ).fetchall()
    for seq, rating, at, before, after in rows:
        if _same_answer(read_memory(before), memory):
            memory = read_memory(after)
            yield seq, rating, at, memory


def _is_of(db: sqlite3.Connection, card: CardId, memory: Memory) -> bool:
    """Whether what is kept of a card is what the answer left that left this memory."""
    row = db.execute("SELECT last_review, reps FROM memories WHERE card = ?", (card,)).fetchone()
    return row is not None and (datetime.fromisoformat(row[0]), row[1]) == (
        memory.last_review,
        memory.reps,
    )


def _same_answer(one: Memory, other: Memory) -> bool:
    """Whether the same answer left both, whatever the parameters made of it."""
    return (one.last_review, one.reps) == (other.last_review, other.reps)
