"""What is typed, at every key: drafts and notes, until they are in the file."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from quizapp.core.cards.card import CardId
from quizapp.store.rows import CardNote, time_text


class Typed:
    """What could not be written yet. An empty text stands for one that is to go."""

    def __init__(self) -> None:
        self.drafts: dict[CardId, str] = {}
        self.notes: dict[CardId, CardNote] = {}

    def __bool__(self) -> bool:
        return bool(self.drafts or self.notes)

    def clear(self) -> None:
        self.drafts.clear()
        self.notes.clear()

    def put(self, db: sqlite3.Connection) -> None:
        """Write all of it; it is to be cleared once that is committed."""
        for card, text in self.drafts.items():
            put_draft(db, card, text)
        for card, note in self.notes.items():
            put_note(db, card, note)


def put_draft(db: sqlite3.Connection, card: CardId, text: str) -> None:
    if text:
        db.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?)", (card, text))
    else:
        db.execute("DELETE FROM drafts WHERE card = ?", (card,))


def put_note(db: sqlite3.Connection, card: CardId, note: CardNote) -> None:
    if note.text:
        row = (card, note.text, time_text(note.at))
        db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?, ?)", row)
    else:
        db.execute("DELETE FROM notes WHERE card = ?", (card,))


def read_note(text: str, at: str) -> CardNote:
    return CardNote(text, datetime.fromisoformat(at))
