"""A card's id was changed in its bank: its history is to go along."""

from collections import Counter
from collections.abc import Collection as Some
from collections.abc import Iterable
from datetime import datetime
from difflib import get_close_matches

import msgspec

from quizapp.banks.collection import Collection
from quizapp.core.cards.card import CardId
from quizapp.core.wording import listed, plural
from quizapp.errors import UsageError
from quizapp.store.store import Store
from quizapp.study.wishes import Wishes, keep_wishes, read_wishes

_WORDS = {"reviews": "answer", "notes": "note", "drafts": "draft"}


class Orphan(msgspec.Struct, frozen=True):
    """A card that no bank has, and of which something is kept; `perhaps` is what it may be called
    now, empty where nothing is like it."""

    card: CardId
    kept: str
    perhaps: CardId = ""


def orphans(collection: Collection, store: Store) -> list[Orphan]:
    """What is kept of cards that no bank has, those with the most answers first."""
    histories = store.histories()
    free = [card for card in collection.entries if card not in histories]
    lost = [card for card in histories if card not in collection.entries]
    lost.sort(key=lambda card: (-histories[card]["reviews"], card))
    return [Orphan(card, kept(histories[card]), _likely(card, free)) for card in lost]


def kept(history: Counter[str]) -> str:
    """`3 answers and 1 note`."""
    parts = [plural(history[table], word) for table, word in _WORDS.items() if history[table]]
    return listed(parts) or ("a memory" if history["memories"] else "a flag or the like")


def _likely(card: CardId, known: Iterable[CardId]) -> CardId:
    """The card of the same name in another topic, or one whose name in this one is spelled nearly
    so; the topic that ids share would make all of its cards alike."""
    topic, _, name = card.partition("/")
    names = [(*one.partition("/")[::2], one) for one in known]
    same = [one for _, other, one in names if other == name]
    here = {other: one for place, other, one in names if place == topic}
    return next(iter([*same, *(here[near] for near in get_close_matches(name, here, 1))]), "")


def move(collection: Collection, store: Store, old: CardId, new: CardId, at: datetime) -> str:
    """Move all that is kept of a card to another id, in one transaction; what that was, in words.

    Raises UsageError, and changes nothing, if nothing is kept of the old one, if no bank has the
    new one, or if something is kept of that, too.
    """
    with store.at_once():
        histories = store.histories()
        if old not in histories:
            lost = [card for card in histories if card not in collection.entries]
            raise UsageError(f"nothing is kept of a card '{old}'{_meant(old, lost)}")
        why = _why_not(new, collection, histories)
        if why:
            raise UsageError(f"{why}; nothing was changed")
        store.rename({old: new}, at)
    return kept(histories[old])


def _why_not(new: CardId, collection: Collection, histories: dict[CardId, Counter[str]]) -> str:
    if new not in collection.entries:
        return f"no bank has a card '{new}'{_meant(new, collection.entries)}"
    if new in histories:
        return f"'{new}' has a history of its own ({kept(histories[new])})"
    return ""


def _meant(card: CardId, known: Some[CardId]) -> str:
    found = _likely(card, known)
    return f"; did you mean '{found}'?" if found else ""


def move_topic(
    collection: Collection, store: Store, old: str, new: str, at: datetime
) -> tuple[dict[CardId, CardId], list[str]]:
    """The same for each card of a topic that has a name of its own in another one, and for the
    weight of the topic: what was moved, and in a line each why the others were not.

    Raises UsageError if nothing is kept of any card of the old one.
    """
    with store.at_once():
        histories = store.histories()
        cards = [card for card in histories if card.startswith(f"{old}/")]
        if not cards:
            raise UsageError(f"nothing is kept of a card of a topic '{old}'")
        wanted = {card: f"{new}/{card.removeprefix(f'{old}/')}" for card in cards}
        faults = {card: _why_not(wanted[card], collection, histories) for card in cards}
        moved = {card: to for card, to in wanted.items() if not faults[card]}
        store.rename(moved, at)
        if moved and len(moved) == len(cards):
            _move_weight(store, old, new)
    return moved, [f"{card}: {fault}" for card, fault in faults.items() if fault]


def _move_weight(store: Store, old: str, new: str) -> None:
    wishes = read_wishes(store)
    if old in wishes.weights and new not in wishes.weights:
        weights = {new if topic == old else topic: w for topic, w in wishes.weights.items()}
        keep_wishes(store, wishes, Wishes(wishes.interview, wishes.minutes, weights))
