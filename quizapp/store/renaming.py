"""What the learner has left behind of a card goes over to another id."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from quizapp.core.cards.card import CardId
from quizapp.store.kept import is_revision, kept_text, read_kept

_TABLES = ("reviews", "memories", "states", "notes")  # with a column `card`


def histories(db: sqlite3.Connection) -> dict[CardId, Counter[str]]:
    """Every card of which anything is kept, with how many rows of each table."""
    found: dict[CardId, Counter[str]] = {}
    for table in (*_TABLES, "drafts"):
        rows = db.execute(f"SELECT card, count(*) FROM {table} GROUP BY card")
        for key, count in rows.fetchall():
            card = _card_of(key) if table == "drafts" else key
            if card:
                found.setdefault(card, Counter())[table] += count
    return found


def _card_of(key: str) -> CardId:
    """Whose draft it is: `card`, `card#what` or `note:card#what`; empty for a mock interview's."""
    card = key.removeprefix("note:").partition("#")[0]
    return "" if card.startswith("mock:") else card


def rename(db: sqlite3.Connection, moved: Mapping[CardId, CardId]) -> None:
    """Give each card another id, of which nothing may be kept so far. Mock interviews that asked
    it, open or over, name it so, too; a window that has one open finds that it was changed."""
    for old, new in moved.items():
        for table in (*_TABLES, "resets"):
            db.execute(f"UPDATE {table} SET card = ? WHERE card = ?", (new, old))
    _rename_drafts(db, moved)
    _rename_in_mocks(db, moved)


def rename_over(db: sqlite3.Connection, moved: Mapping[CardId, CardId]) -> None:
    """The same where something may be kept of the new ids, which stays; but for answers and what
    was made new. What was typed and finds its place taken stays where it is."""
    for old, new in moved.items():
        for table in ("memories", "states", "notes"):
            db.execute(f"UPDATE OR IGNORE {table} SET card = ? WHERE card = ?", (new, old))
            if table != "notes":
                db.execute(f"DELETE FROM {table} WHERE card = ?", (old,))
    _rename_drafts(db, moved)
    _rename_in_mocks(db, moved)


def _rename_drafts(db: sqlite3.Connection, moved: Mapping[CardId, CardId]) -> None:
    for (key,) in db.execute("SELECT card FROM drafts").fetchall():
        card = _card_of(key)
        if card in moved:
            to = key.replace(card, moved[card], 1)
            db.execute("UPDATE OR IGNORE drafts SET card = ? WHERE card = ?", (to, key))


def _rename_in_mocks(db: sqlite3.Connection, moved: Mapping[CardId, CardId]) -> None:
    for mock, text in db.execute("SELECT id, state FROM mocks").fetchall():
        state = _renamed(text, moved)
        if state is not None:
            db.execute("UPDATE mocks SET state = ? WHERE id = ?", (state, mock))


def _renamed(text: str, moved: Mapping[CardId, CardId]) -> str | None:
    """A mock's state in which these cards are called so; None if it names none of them."""
    state: Any = read_kept(text, object)
    named = [one for one in _questions(state) if one["card"] in moved]
    for one in named:
        one["card"] = moved[one["card"]]
    if not named:
        return None
    before = state.get("revision")
    state["revision"] = (before if is_revision(before) else 0) + 1
    return kept_text(state)


def _questions(state: Any) -> Iterator[dict[str, Any]]:
    found = state.get("questions") if isinstance(state, dict) else None
    for one in found if isinstance(found, list) else ():
        if isinstance(one, dict) and isinstance(one.get("card"), str):
            yield one
