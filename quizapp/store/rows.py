"""Values of the core as rows of the store, and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec

from quizapp.core.cards.card import CardId
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.review import Memory, Origin, Review
from quizapp.store.kept import read_kept

REVIEW_COLUMNS = (
    "id, card, sitting, at, rating, origin, score, suggested, seconds, hints, before, after, said"
)
read_memory = msgspec.json.Decoder(Memory).decode


class SittingRow(msgspec.Struct, frozen=True):
    """A sitting's times; `ended` is None when it was left or cut off."""

    id: str
    started: datetime
    ended: datetime | None
    origin: Origin


class MockRow(msgspec.Struct, frozen=True):
    """A mock interview as kept: its `state` is JSON that the store does not look into."""

    id: str
    started: datetime
    finished: datetime | None
    state: bytes


class CardNote(msgspec.Struct, frozen=True):
    """What the learner wrote about a card, and when it was changed last."""

    text: str
    at: datetime


class Renamed(msgspec.Struct, frozen=True, order=True):
    """A card's history went over to another id."""

    at: datetime
    old: CardId
    new: CardId


class Synced(msgspec.Struct, frozen=True):
    """What other machines know of a decision: when it was made, and a digest of it."""

    at: datetime
    digest: str


class Taken(NamedTuple):
    """The memory of a card that was made new again, and the answers that had made it, the last
    first, each with what it left; none for a memory that came without answers. `log` are all of the
    card's that count, by their ids; `reset` is the id of what is kept of this."""

    memory: Memory
    answers: tuple[tuple[str, Memory], ...]
    log: frozenset[str]
    reset: str

    def memory_after(self, left: Mapping[str, Review]) -> Memory | None:
        """What of it is left, with these answers of the card in the log, by their ids; None if
        there is one more since, or none of its own any more."""
        if left.keys() - self.log:
            return None
        if not self.answers:
            return self.memory
        last, _ = self.answers[0]
        for answer, after in self.answers:
            if answer in left:
                same = answer == last and left[answer].after == after
                return self.memory if same else left[answer].after  # it may be told anew
        return None


def memory_text(memory: Memory | None) -> str | None:
    """A memory as it is kept beside an answer."""
    return None if memory is None else msgspec.json.encode(memory).decode()


def put_memory(db: sqlite3.Connection, card: CardId, memory: Memory | None) -> None:
    if memory is None:
        db.execute("DELETE FROM memories WHERE card = ?", (card,))
        return
    db.execute(
        "INSERT OR REPLACE INTO memories VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            card,
            memory.state,
            memory.step,
            memory.stability,
            memory.difficulty,
            time_text(memory.due),
            time_text(memory.last_review),
            memory.reps,
            memory.lapses,
        ),
    )


def review_row(review: Review) -> tuple[object, ...]:
    return (
        review.id,
        review.card,
        review.sitting,
        time_text(review.at),
        int(review.rating),
        review.origin,
        review.score,
        None if review.suggested is None else int(review.suggested),
        review.seconds,
        review.hints,
        memory_text(review.before),
        memory_text(review.after),
        review.said,
    )


def read_review(row: tuple[Any, ...]) -> Review:
    ident, card, sitting, at, rating, origin, score, suggested, seconds, hints, *rest = row
    before, after, said = rest
    return Review(
        ident,
        card,
        sitting,
        datetime.fromisoformat(at),
        _rating(rating),
        read_memory(before) if before else None,
        read_memory(after) if after else None,
        origin,
        score,
        None if suggested is None else _rating(suggested),
        seconds,
        hints,
        said,
    )


_RATINGS = {int(rating): rating for rating in Rating}


def _rating(number: int) -> Rating:
    return _RATINGS.get(number) or Rating(number)


def time_text(at: datetime) -> str:
    """All of one width, so that text sorts as time does."""
    if at.tzinfo is None:
        raise ValueError(f"a time without its zone: {at}")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def read_time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def read_setting(text: str) -> Any:
    """Plain JSON values; None for what is no JSON."""
    return read_kept(text, object)
