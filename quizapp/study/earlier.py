"""Texts that another one took the place of: kept with their card, to be brought back."""

from collections.abc import Sequence

import msgspec

from quizapp.core.cards.card import CardId
from quizapp.store.store import Store

_MOST = 10  # of a card
_KEY = "#wiped"  # after a card's id, among the drafts


def earlier(store: Store, card: CardId) -> list[str]:
    """The latest last. They outlive the answer."""
    try:
        return msgspec.json.decode(store.draft(card + _KEY) or "[]", type=list[str])
    except msgspec.DecodeError:
        return []


def keep_earlier(store: Store, card: CardId, texts: Sequence[str]) -> None:
    """Keep the last few of these."""
    store.save_draft(card + _KEY, msgspec.json.encode(list(texts)[-_MOST:]).decode())


def put_aside(store: Store, card: CardId, text: str) -> None:
    """Add a text to them, unless it is empty or there already."""
    kept = earlier(store, card)
    if text.strip() and text not in kept:
        keep_earlier(store, card, [*kept, text])
