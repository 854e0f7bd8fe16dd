"""A mock interview as it is kept, from its first question to its scorecard.

Each answer is a write that waits for the disk. What is typed at the current question, and the
clock, go among the drafts: they are kept at every key, outlive the process, and wait for no disk.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from random import Random

import msgspec

from quizapp.core.cards.card import Card
from quizapp.core.mock.mock import LONGEST, MockState
from quizapp.core.mock.scorecard import Scorecard, scorecard
from quizapp.store.kept import is_revision, json_fault, read_kept
from quizapp.store.rows import MockRow
from quizapp.store.store import Store
from quizapp.study.earlier import earlier, keep_earlier
from quizapp.study.services import Services

GONE = "its bank has gone"  # why an answer was not judged
_LARGEST = 4 << 20  # bytes of a mock that comes from elsewhere
CHANGED = "its code was changed on the disk after it was asked"

replace = msgspec.structs.replace


class InterviewState(MockState, frozen=True):
    """A mock's state, and what is only of interest until it has been marked.

    `said_parts` are the answers to the current question and to those of its follow-ups that were
    asked, `draft` what is typed below the one that is open; `unmarked` holds the numbers of answers
    that still have to be run; `ticks` the key points ticked so far, by the answer's number. `over`
    when no more is asked. `revision` counts how often it was kept.
    """

    said_parts: list[str] = msgspec.field(name="parts", default_factory=list)
    draft: str = ""
    unmarked: list[int] = []
    ticks: dict[int, list[int]] = {}
    over: bool = False
    revision: int = 0

    def faults(self) -> Iterator[str]:
        yield from super().faults()
        answers, asked = len(self.answers), self.current
        if asked is not None and len(self.said_parts) > len(asked.follow_ups):
            yield "it has more parts of an answer than were asked for"
        if any(not 0 <= place < answers for place in [*self.unmarked, *self.ticks]):
            yield "it names an answer that it has not"
        if not is_revision(self.revision):
            yield f"its revision is {self.revision}"

    @property
    def place(self) -> tuple[int, int]:
        """Which question is open: how many were answered, and how many parts of this one."""
        return len(self.answers), len(self.said_parts)

    @property
    def how_far(self) -> str:
        """How far it came, in a sentence."""
        when = when_text(self.started)
        if self.over or self.current is None:
            return f"The interview of {when} has still to be looked through."
        left = self.remaining
        clock = "" if left is None else f", with {round(left / 60)} min left"
        place = f"question {len(self.answers) + 1} of {len(self.questions)}"
        return f"The interview of {when} is open at {place}{clock}."


class _Draft(msgspec.Struct, frozen=True):
    """What is typed at a place of an interview, and the seconds spent until then."""

    place: tuple[int, int]
    text: str
    spent: float


def luck(state: InterviewState, place: int) -> Random:
    """What shuffles the options of a question: always the same, so that its answer can be read
    whenever it is judged."""
    return Random(f"{state.id} {place}")


def when_text(at: datetime) -> str:
    """`Tue 17 Nov 14:05`, local."""
    local = at.astimezone()
    return f"{local:%a} {local.day} {local:%b %H:%M}"


def keep(store: Store, state: InterviewState) -> InterviewState | None:
    """Keep the state, and give it back as it is kept; None, and nothing is kept, if another app has
    gone on with the interview since it was read. A draft says where it was typed, and needs no
    clearing before the end."""
    before, state = state.revision, replace(state, revision=state.revision + 1)
    text = msgspec.json.encode(state)
    if not before and store.mock_revision(state.id) is None:
        store.save_mock(state.id, text, started=state.started)
    elif not store.replace_mock(state.id, text, before, finished=state.finished):
        return None
    if state.finished is not None:
        _clear_drafts(store, state.id)
    return state


def keep_draft(store: Store, state: InterviewState) -> bool:
    """Keep only what is typed and the clock; False, and nothing is kept, if another app has gone
    on."""
    if (store.mock_revision(state.id) or 0) != state.revision:
        return False
    draft = _Draft(state.place, state.draft, state.spent)
    store.save_draft(_draft_key(state.id), msgspec.json.encode(draft).decode())
    return True


def forget(store: Store, state: InterviewState) -> bool:
    """Forget an interview; False, and it stays, if another app has gone on with it."""
    gone = store.delete_mock(state.id, state.revision)
    if gone:
        _clear_drafts(store, state.id)
    return gone


def open_mock(store: Store) -> InterviewState | None:
    """The interview that was cut off or left, if there is one that can be read."""
    row = store.open_mock()
    state = _read(row) if row is not None else None
    if state is None:
        return None
    draft = _read_draft(store, state.id)
    if draft is None or draft.place != state.place:  # cut off between an answer and its draft
        return state
    return replace(state, draft=draft.text, spent=max(state.spent, draft.spent))


def scorecards(services: Services) -> list[Scorecard]:
    """All finished interviews, oldest first, each compared with those before."""
    entries = services.collection.entries
    cards: dict[str, Card] = {name: entry.card for name, entry in entries.items()}
    found: list[Scorecard] = []
    for row in services.store.mocks():
        state = _read(row) if row.finished is not None else None
        if state is not None:
            found.append(scorecard(state, cards, found))
    return found


def finished_mock(store: Store, mock: str) -> InterviewState | None:
    """A finished interview; None if there is none of that name that can be read."""
    rows = [row for row in store.mocks() if row.id == mock and row.finished is not None]
    return _read(rows[0]) if rows else None


def typed_elsewhere(store: Store, state: InterviewState) -> str | None:
    """What another window typed at the place where this one is, since this one wrote or read; None
    if nothing was."""
    kept = _read_draft(store, state.id)
    if kept is None or kept.place != state.place or kept.text == state.draft:
        return None
    return kept.text


def wiped(store: Store, state: InterviewState) -> list[str]:
    """What the original took the place of in the code of the open question, the latest last."""
    return earlier(store, _place_key(state))


def keep_wiped(store: Store, state: InterviewState, versions: Sequence[str]) -> None:
    keep_earlier(store, _place_key(state), versions)


def _draft_key(mock: str) -> str:
    return f"mock:{mock}"


def _place_key(state: InterviewState) -> str:
    return f"{_draft_key(state.id)}:{state.place[0]}"


def _clear_drafts(store: Store, mock: str) -> None:
    for name in store.drafts():
        if name.startswith(_draft_key(mock)):
            store.clear_draft(name)


def _read(row: MockRow) -> InterviewState | None:
    """None for what another version wrote, or somebody else."""
    state = read_kept(row.state, InterviewState)
    return None if state is None or any(_faults(row.id, state)) else state


def mock_faults(mock: str, text: bytes) -> Iterator[str]:
    """What is wrong with the state of a mock that is to be kept; one of another version may be."""
    if len(text) > _LARGEST:
        yield f"it is larger than {_LARGEST >> 20} MiB"
    elif fault := json_fault(text):
        yield fault
    elif state := read_kept(text, InterviewState):
        yield from _faults(mock, state)


def _faults(mock: str, state: InterviewState) -> Iterator[str]:
    yield from state.faults()
    if state.id != mock:
        yield f"its state is that of {state.id[:80]!r}"


def _read_draft(store: Store, mock: str) -> _Draft | None:
    text = store.draft(_draft_key(mock))
    draft = None if text is None else read_kept(text, _Draft)
    if draft is None or 0 <= draft.spent <= LONGEST:
        return draft
    return replace(draft, spent=0.0)  # what was typed stays
