"""The level at which each topic begins, for who knows what is below it."""

from collections.abc import Mapping

from quizapp.core.cards.card import LEVELS, Level
from quizapp.store.store import Store

_KEY = "starts"


def read_starts(store: Store) -> dict[str, Level]:
    """By topic; those that begin at the first level are not named."""
    kept = store.get(_KEY)
    found = kept.items() if isinstance(kept, dict) else ()
    return {topic: one for topic, one in found if one in LEVELS}


def keep_starts(store: Store, starts: Mapping[str, Level]) -> None:
    store.set(_KEY, dict(starts) or None)
