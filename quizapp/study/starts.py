"""The level at which each topic begins, for who knows what is below it."""

from collections.abc import Iterator, Mapping
from typing import Any

from quizapp.core.cards.card import LEVELS, Level
from quizapp.store.store import Store

_KEY = "starts"


def read_starts(store: Store) -> dict[str, Level]:
    """By topic; those that begin at the first level are not named."""
    kept: Any = store.get(_KEY)
    levels = kept.items() if isinstance(kept, dict) else ()
    return {topic: one for topic, one in levels if one in LEVELS}


def starts_faults(kept: object) -> Iterator[str]:
    """What makes no sense in levels that are kept."""
    if not isinstance(kept, dict):
        yield "it names no topics"
    elif not all(one in LEVELS for one in kept.values()):
        yield f"a level is none of {', '.join(LEVELS)}"


def keep_starts(store: Store, starts: Mapping[str, Level]) -> None:
    store.set(_KEY, dict(starts) or None)
