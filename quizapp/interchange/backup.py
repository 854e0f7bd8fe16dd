"""Everything that the learner has left behind, as one JSON document, and back into a store."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from quizapp.core.cards.card import CardId
from quizapp.core.memory.review import CardState, Memory, Origin, Review
from quizapp.errors import UsageError
from quizapp.store.store import Store

MAX_FILE = 1 << 30
Value = TypeVar("Value")


class KeptSitting(msgspec.Struct, frozen=True):
    """A sitting, as in the store."""

    id: str
    started: datetime
    ended: datetime | None = None
    origin: Origin = "drill"


class KeptMock(msgspec.Struct, frozen=True):
    """A mock interview; its state is kept byte for byte."""

    id: str
    started: datetime
    finished: datetime | None
    state: msgspec.Raw


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """The document. `banks` are the roots that the learner added, not their text."""

    format: Literal["quizapp backup"] = "quizapp backup"
    version: Literal[1] = 1
    written: datetime
    reviews: list[Review] = []
    memories: dict[CardId, Memory] = {}
    states: dict[CardId, CardState] = {}
    sittings: list[KeptSitting] = []
    settings: dict[str, Any] = {}
    drafts: dict[CardId, str] = {}
    mocks: list[KeptMock] = []
    banks: list[str] = []


class Brought(msgspec.Struct, frozen=True):
    """How much of a document was new to the store."""

    reviews: int
    memories: int
    states: int
    sittings: int
    settings: int
    drafts: int
    mocks: int

    @property
    def nothing(self) -> bool:
        return not any(msgspec.structs.astuple(self))


def take(store: Store, banks: Sequence[str], at: datetime) -> Backup:
    """The whole store as one document."""
    return Backup(
        written=at,
        reviews=store.reviews(),
        memories=store.memories(),
        states=store.states(),
        sittings=[KeptSitting(s.id, s.started, s.ended, s.origin) for s in store.sittings()],
        settings=store.settings(),
        drafts=store.drafts(),
        mocks=[KeptMock(m.id, m.started, m.finished, msgspec.Raw(m.state)) for m in store.mocks()],
        banks=list(banks),
    )


def backup_text(backup: Backup) -> bytes:
    return msgspec.json.encode(backup) + b"\n"


def read_backup(path: Path) -> Backup:
    """Raises UsageError, in one line, for any other file."""
    if path.stat().st_size > MAX_FILE:
        raise UsageError(f"{path}: larger than {MAX_FILE >> 30} GiB")
    try:
        backup = msgspec.json.decode(path.read_bytes(), type=Backup)
    except (msgspec.DecodeError, RecursionError) as error:
        raise UsageError(f"{path}: not a backup that quizapp wrote: {error}") from None
    if any(moment.tzinfo is None for moment in _times(backup)):
        raise UsageError(f"{path}: not a backup that quizapp wrote: a time without its zone")
    return backup


def _times(backup: Backup) -> Iterable[datetime]:
    memories = list(backup.memories.values())
    for review in backup.reviews:
        yield review.at
        memories += [memory for memory in (review.before, review.after) if memory]
    for memory in memories:
        yield from (memory.due, memory.last_review)
    kept = [*(state.buried_until for state in backup.states.values())]
    for sitting in backup.sittings:
        kept += [sitting.started, sitting.ended]
    for mock in backup.mocks:
        kept += [mock.started, mock.finished]
    yield from (moment for moment in kept if moment is not None)


def bring_back(store: Store, backup: Backup) -> Brought:
    """Add what the store does not have; what it has stays, so doing it again adds nothing.

    Of two memories of one card the one with the later answer stays. Raises UsageError for numbers
    that no database holds.
    """
    try:
        return _bring_back(store, backup)
    except OverflowError as error:
        raise UsageError(f"not a backup that quizapp wrote: {error}") from None


def _bring_back(store: Store, backup: Backup) -> Brought:
    reviews, memories = _answers(store, backup)
    states = _missing(backup.states, store.states())
    store.set_states(states)
    settings = _missing(backup.settings, store.settings())
    for key, value in settings.items():
        store.set(key, value)
    drafts = _missing(backup.drafts, store.drafts())
    for card, text in drafts.items():
        store.save_draft(card, text)
    return Brought(
        reviews=reviews,
        memories=memories,
        states=len(states),
        sittings=_sittings(store, backup.sittings),
        settings=len(settings),
        drafts=len(drafts),
        mocks=_mocks(store, backup.mocks),
    )


def _missing(offered: Mapping[str, Value], there: Mapping[str, Any]) -> dict[str, Value]:
    return {key: value for key, value in offered.items() if key not in there}


def _answers(store: Store, backup: Backup) -> tuple[int, int]:
    before = store.memories()
    new = store.extend(backup.reviews)
    wanted: dict[CardId, Memory | None] = {}
    changed = 0
    for card in {review.card for review in backup.reviews} | backup.memories.keys():
        mine, theirs = before.get(card), backup.memories.get(card)
        later = mine is None or (theirs is not None and theirs.last_review > mine.last_review)
        wanted[card] = theirs if later else mine
        changed += wanted[card] != mine
    store.set_memories(wanted)
    return new, changed


def _sittings(store: Store, sittings: Sequence[KeptSitting]) -> int:
    there = {sitting.id for sitting in store.sittings()}
    new = [sitting for sitting in sittings if sitting.id not in there]
    for sitting in new:
        store.start_sitting(sitting.id, sitting.started, sitting.origin)
        if sitting.ended is not None:
            store.end_sitting(sitting.id, sitting.ended)
    return len(new)


def _mocks(store: Store, mocks: Sequence[KeptMock]) -> int:
    there = {mock.id for mock in store.mocks()}
    new = [mock for mock in mocks if mock.id not in there]
    for mock in new:
        store.save_mock(mock.id, bytes(mock.state), started=mock.started, finished=mock.finished)
    return len(new)
