"""The attempts at an exercise: each text that was handed to the checks, and what they said."""

from datetime import datetime
from itertools import accumulate

import msgspec

from quizapp.store.kept import read_kept
from quizapp.store.store import Store

_MOST = 30  # of a card
_LETTERS = 200_000  # of all of them together
_KEY = "#attempts"  # after the key of the draft


class Attempt(msgspec.Struct, frozen=True):
    """`passed` of the `of` checks; None while they run, and where they came to no end."""

    at: datetime
    text: str
    passed: int | None = None
    of: int = 0


def attempts(store: Store, draft: str) -> list[Attempt]:
    """Those at a card, the latest last; they outlive the answer."""
    return read_kept(store.draft(draft + _KEY) or "[]", list[Attempt]) or []


def keep_attempt(store: Store, draft: str, attempt: Attempt) -> list[Attempt]:
    """Keep one in the place of an earlier one with the same text, whose checks may have come to an
    end; the latest few are kept, and returned."""
    others = attempts(store, draft)
    for same in [one for one in others if one.text == attempt.text]:
        others.remove(same)
        if attempt.passed is None:
            attempt = msgspec.structs.replace(attempt, passed=same.passed, of=same.of)
    latest = [attempt, *reversed(others)][:_MOST]
    letters = accumulate(len(one.text) for one in latest)
    kept = [one for one, sum_ in zip(latest, letters, strict=True) if sum_ <= _LETTERS]
    kept = list(reversed(kept or [attempt]))
    store.save_draft(draft + _KEY, msgspec.json.encode(kept).decode())
    return kept
