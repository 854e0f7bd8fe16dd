"""Texts that another one took the place of: kept with their card, or with their place in a mock
interview, to be brought back."""

from collections.abc import Sequence

import msgspec

from quizapp.store.store import Store

_MOST = 10  # of a draft
_KEY = "#wiped"  # after the key of the draft
_WORTH = 20  # characters of a text that is kept when it is deleted


def earlier(store: Store, draft: str) -> list[str]:
    """The texts before a draft, the latest last; those of a card outlive the answer."""
    try:
        return msgspec.json.decode(store.draft(draft + _KEY) or "[]", type=list[str])
    except msgspec.DecodeError:
        return []


def keep_earlier(store: Store, draft: str, texts: Sequence[str]) -> None:
    """Keep the last few of these and of what another window kept."""
    kept = [*(text for text in earlier(store, draft) if text not in texts), *texts]
    store.save_draft(draft + _KEY, msgspec.json.encode(kept[-_MOST:]).decode())


def put_aside(store: Store, draft: str, text: str) -> None:
    """Add a text to them, unless it is empty or there already."""
    if text.strip() and text not in earlier(store, draft):
        keep_earlier(store, draft, [text])


class Fullest:
    """The fullest text that a draft had, so that it can be kept once most of it is deleted."""

    def __init__(self) -> None:
        self._text = ""

    def deleted(self, now: str) -> str:
        """The text that is deleted but for less than half, once; else an empty one."""
        before = self._text
        if len(now) >= len(before):
            self._text = now
        elif len(before) >= _WORTH and len(now) * 2 < len(before):
            self._text = now
            return before
        return ""
