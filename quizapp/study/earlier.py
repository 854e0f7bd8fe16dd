"""Texts that another one took the place of: kept with their card, or with their place in a mock
interview, to be brought back."""

from collections.abc import Sequence

import msgspec

from quizapp.store.kept import read_kept
from quizapp.store.store import Store

_MOST = 10  # of a draft
_KEY = "#wiped"  # after the key of the draft
_WORTH = 20  # characters that are kept when they are deleted
_SHORTEST = 4  # of a text that is kept when all of it is


def earlier(store: Store, draft: str) -> list[str]:
    """The texts before a draft, the latest last; those of a card outlive the answer."""
    return read_kept(store.draft(draft + _KEY) or "[]", list[str]) or []


def keep_earlier(store: Store, draft: str, texts: Sequence[str]) -> None:
    """Keep the last few of these and of what another window kept."""
    kept = [*(text for text in earlier(store, draft) if text not in texts), *texts]
    store.save_draft(draft + _KEY, msgspec.json.encode(kept[-_MOST:]).decode())


def put_aside(store: Store, draft: str, text: str) -> None:
    """Have a text as the latest of them, unless it is empty."""
    if text.strip():
        keep_earlier(store, draft, [text])


class Deletions:
    """Watches a text change by change, so that what is deleted can be kept: a text as it was before
    letters went in a row, once enough of them are gone."""

    def __init__(self, text: str = "") -> None:
        self._now = self._before = text
        self._draft = self._kept = text  # what is kept of these two
        self._typed = self._most = len(text)  # letters of these two
        self._done = False  # with what is being deleted

    def deleted(self, now: str, draft: str | None = None, typed: int | None = None) -> str:
        """The text before, the first time that so much of it is gone; else an empty one. What is
        kept of a text may be another `draft` than the letters on the screen, of which so many were
        `typed`."""
        last, self._now = self._now, now
        self._draft = now if draft is None else draft
        self._typed = len(now.strip()) if typed is None else typed
        taken, put = _exchanged(last, now)
        if not taken:  # typed on: a row of deletions is over
            self._begin()
            return ""
        gone, _ = _exchanged(self._before, now)
        kept = "" if self._done or not _worth_keeping(gone, self._most) else self._kept
        self._done = self._done or bool(kept)
        if put:
            self._begin()
        return kept

    def _begin(self) -> None:
        self._before, self._kept, self._most = self._now, self._draft, self._typed
        self._done = False


def _exchanged(before: str, after: str) -> tuple[int, int]:
    """How many letters another text has in the place of how many, in one stretch."""
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    most = shorter - start
    end = next((at for at in range(most) if before[-1 - at] != after[-1 - at]), most)
    return len(before) - start - end, len(after) - start - end


def _worth_keeping(gone: int, of: int) -> bool:
    """Whether so many letters are: some twenty, or nearly all of a few. The one that is typed in
    their place may be one of theirs."""
    return gone >= min(_WORTH, max(_SHORTEST, of - 2))
