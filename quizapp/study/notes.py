"""A note of one's own on a card, kept while it is written."""

from collections.abc import Callable
from datetime import datetime

from quizapp.core.cards.card import CardId
from quizapp.core.printable import visible
from quizapp.store.rows import CardNote
from quizapp.store.store import Store
from quizapp.study.earlier import Deletions, earlier, put_aside


def note_key(card: CardId) -> str:
    """Where the texts are kept that a note took the place of."""
    return f"note:{card}"


def keep_later(store: Store, card: CardId, mine: CardNote | None, other: CardNote) -> bool:
    """Of two notes on one card the later one stays, and the text of the other can be brought back;
    whether that is `mine`, which is the one that is kept."""
    later = mine is None or other.at > mine.at
    if later:
        store.save_note(card, other)
    if mine is not None and mine.text != other.text:
        put_aside(store, note_key(card), mine.text if later else other.text)
    return later


class NoteKeeper:
    """The note on one card in one window. What it takes the place of (letters that are deleted,
    what another window wrote meanwhile) is put aside, and can be brought back."""

    def __init__(self, store: Store, card: CardId, now: Callable[[], datetime]) -> None:
        self._store = store
        self._card = card
        self._now = now
        self.text = store.note(card)
        self._deletions = Deletions(self.text)

    def keep(self, text: str) -> bool:
        """Keep it as it stands, without what a paste brings along and nobody sees; one without a
        letter is none. Whether another window's was put aside."""
        text = visible(text)
        theirs = self._store.note(self._card)
        aside = bool(theirs) and theirs not in (self.text, text)
        if aside:
            self._put_aside(theirs)
        self._put_aside(self._deletions.deleted(text))
        self.text = text if text.strip() else ""
        self._store.save_note(self._card, CardNote(self.text, self._now()))
        return aside

    @property
    def has_earlier(self) -> bool:
        return bool(earlier(self._store, note_key(self._card)))

    def before(self, now: str) -> str:
        """The text before the one in the field, which is put aside; after the first, the latest."""
        kept = earlier(self._store, note_key(self._card))
        at = kept.index(now) if now in kept else len(kept)
        if now not in kept:
            self._put_aside(now)
        found = kept[at - 1]
        self._deletions = Deletions(found)
        return found

    def _put_aside(self, text: str) -> None:
        put_aside(self._store, note_key(self._card), text)
