"""A mock interview as it is kept, from its first question to its scorecard."""

from datetime import datetime

import msgspec

from quizapp.core.cards.card import Card
from quizapp.core.mock.mock import MockState
from quizapp.core.mock.scorecard import Scorecard, scorecard
from quizapp.store.store import Store
from quizapp.tui.services import Parts


class Kept(MockState, frozen=True):
    """A mock's state, and what is only of interest until it has been marked.

    `parts` are the answers to the current question and to those of its follow-ups that were asked;
    `unmarked` holds the numbers of answers that still have to be run; `ticks` the key points ticked
    so far, by the answer's number. `over` when no more is asked.
    """

    parts: list[str] = []
    draft: str = ""
    unmarked: list[int] = []
    ticks: dict[int, list[int]] = {}
    over: bool = False

    @property
    def standing(self) -> str:
        """How far it came, in a sentence."""
        when = when_text(self.started)
        if self.over or self.current is None:
            return f"The interview of {when} has still to be looked through."
        left = self.remaining
        clock = "" if left is None else f", with {round(left / 60)} min left"
        place = f"question {len(self.answers) + 1} of {len(self.questions)}"
        return f"The interview of {when} is open at {place}{clock}."


def when_text(at: datetime) -> str:
    """`Tue 17 Nov 14:05`, local."""
    local = at.astimezone()
    return f"{local:%a} {local.day} {local:%b %H:%M}"


def keep(store: Store, state: Kept) -> None:
    store.save_mock(
        state.id, msgspec.json.encode(state), started=state.started, finished=state.finished
    )


def open_mock(store: Store) -> Kept | None:
    """The interview that was cut off or left, if there is one that can be read."""
    row = store.open_mock()
    return _read(row.state) if row is not None else None


def scorecards(parts: Parts) -> list[Scorecard]:
    """All finished interviews, oldest first, each compared with the one before."""
    cards: dict[str, Card] = {name: entry.card for name, entry in parts.collection.entries.items()}
    found: list[Scorecard] = []
    for row in parts.store.mocks():
        state = _read(row.state) if row.finished is not None else None
        if state is not None:
            found.append(scorecard(state, cards, found))
    return found


def _read(text: bytes) -> Kept | None:
    try:
        return msgspec.json.decode(text, type=Kept)
    except msgspec.DecodeError:  # written by another version
        return None
