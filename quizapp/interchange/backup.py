"""Everything that the learner has left behind, as one JSON document, and back into a store."""

import mmap
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from quizapp.core.cards.card import CardId
from quizapp.core.memory.review import CardState, Memory, Origin, Reset, Review
from quizapp.errors import UsageError
from quizapp.files import read_limited
from quizapp.interchange.backup_faults import (
    draft_faults,
    memory_faults,
    name_faults,
    note_faults,
    reset_faults,
    review_faults,
    setting_faults,
    shape_faults,
    span_faults,
    state_faults,
)
from quizapp.store.rows import CardNote
from quizapp.store.store import Store
from quizapp.study.interview_record import mock_faults
from quizapp.study.notes import keep_later

MAX_FILE = 256 << 20  # bytes, some 350,000 answers
_MOST = {  # MiB of its parts
    **{"settings": 1, "banks": 1, "states": 8},
    **{"drafts": 32, "memories": 32, "sittings": 32, "notes": 64},
}
_SAYS_SO = re.compile(rb'"format"\s{0,20}:\s{0,20}"quizapp backup"')  # within a text: \"
_ANY_TIME = datetime.min.replace(tzinfo=UTC)
# Whose code may run: a yes is for this machine, and for the learner to say. What it is called.
_STAY = {"trusted", "machines"}
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
    notes: dict[CardId, CardNote] = {}
    mocks: list[KeptMock] = []
    resets: list[Reset] = []
    banks: list[str] = []


class Brought(msgspec.Struct, frozen=True):
    """How much of a document was new to the store."""

    reviews: int
    memories: int
    states: int
    sittings: int
    settings: int
    drafts: int
    notes: int
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
        settings=_own(store.settings()),
        drafts=store.drafts(),
        notes=store.notes(),
        mocks=[KeptMock(m.id, m.started, m.finished, msgspec.Raw(m.state)) for m in store.mocks()],
        resets=store.resets(),
        banks=list(banks),
    )


def store_faults(store: Store) -> Iterator[str]:
    """What makes no sense in a store that came from elsewhere, entry by entry."""
    for key in store.unreadable_settings():
        yield from _of(f"the setting {key!r}", ["it cannot be read"])
    try:
        backup = take(store, [], _ANY_TIME)
        yield from _shapes(backup)
        yield from _faults(backup)
        _read_rest(store)
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError) as error:
        yield f"holds what quizapp never wrote ({' '.join(str(error).split())[:200]})"


def _read_rest(store: Store) -> None:
    """What no backup holds, and a sync reads."""
    store.renames()
    store.synced()


def _shapes(backup: Backup) -> Iterator[str]:
    yield from _of("an answer", shape_faults(backup.reviews))
    yield from _of("a sitting", shape_faults(backup.sittings))
    yield from _of("what made a card new", shape_faults(backup.resets))
    for part in (backup.memories, backup.states, backup.notes):
        for card, entry in part.items():
            yield from _of(f"what is kept of {card[:80]!r}", shape_faults([entry]))


def _own(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that go from one machine to another."""
    return {key: value for key, value in settings.items() if key not in _STAY}


def backup_text(backup: Backup) -> bytes:
    return msgspec.json.encode(backup) + b"\n"


def looks_like_backup(path: Path) -> bool:
    """Whether a file says that it is one, wherever in it that stands."""
    with path.open("rb") as file:
        if not file.read(64).lstrip().startswith(b"{"):
            return False
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _SAYS_SO.search(data, 0, MAX_FILE) is not None


def read_backup(path: Path) -> Backup:
    """A backup of which every entry makes sense.

    Raises UsageError for any other file, in one line that names the first entry that does not.
    """
    try:
        backup = msgspec.json.decode(_measured(path), type=Backup)
    except RecursionError:
        raise UsageError(f"{path}: not a backup that quizapp wrote: nested too deeply") from None
    except msgspec.DecodeError as error:
        raise UsageError(f"{path}: not a backup that quizapp wrote: {error}") from None
    for fault in _faults(backup):
        raise UsageError(f"{path}: not a backup that quizapp wrote: {fault}; nothing was changed")
    return backup


def _measured(path: Path) -> bytes:
    """A document of which no part is too large: what takes a few letters there may take a hundred
    times that in memory. What stands twice is in it once, as it was measured."""
    if path.stat().st_size > MAX_FILE:
        raise UsageError(f"{path}: larger than {MAX_FILE >> 20} MiB")
    data, fault = read_limited(path, MAX_FILE)
    if fault:
        raise UsageError(f"{path}: {fault}")
    parts = msgspec.json.decode(data, type=_Parts)
    for name, most in _MOST.items():
        part = getattr(parts, name)
        if part is not msgspec.UNSET and len(memoryview(part)) > most << 20:
            raise UsageError(f"{path}: its {name} are larger than {most} MiB")
    return msgspec.json.encode(parts)


_Parts = msgspec.defstruct(
    "_Parts",
    [(name, msgspec.Raw | msgspec.UnsetType, msgspec.UNSET) for name in Backup.__struct_fields__],
)


def _faults(backup: Backup) -> Iterator[str]:
    for number, review in enumerate(backup.reviews, start=1):
        yield from _of(f"answer {number}, to {review.card!r}", review_faults(review))
    for reset in backup.resets:
        yield from _of(f"what made {reset.card!r} new", reset_faults(reset))
    for card, memory in backup.memories.items():
        yield from _of(f"the memory of {card!r}", memory_faults(memory))
    for card, state in backup.states.items():
        yield from _of(f"the state of {card!r}", state_faults(state))
    for card, note in backup.notes.items():
        yield from _of(f"the note on {card!r}", note_faults(note))
    for sitting in backup.sittings:
        yield from _of(f"sitting {sitting.id!r}", span_faults(sitting.started, sitting.ended))
    for mock in backup.mocks:
        yield from _of(f"mock {mock.id!r}", span_faults(mock.started, mock.finished))
        yield from _of(f"mock {mock.id!r}", mock_faults(mock.id, bytes(mock.state)))
    for key, text in backup.drafts.items():
        yield from _of(f"what was typed for {key!r}", draft_faults(key, text))
    for key, value in backup.settings.items():
        yield from _of(f"the setting {key!r}", setting_faults(key, value))
    keyed = (backup.memories, backup.states, backup.notes, backup.drafts, backup.settings)
    ids = [*(one.id for one in backup.sittings), *(one.id for one in backup.mocks)]
    for name in chain(*keyed, ids):
        yield from _of(repr(name), name_faults(name))


def _of(entry: str, faults: Iterable[str]) -> Iterator[str]:
    yield from (f"{_short(entry)}: {_short(fault)}" for fault in faults)


def _short(text: str) -> str:
    return text if len(text) <= 300 else f"{text[:300]}…"


def bring_back(store: Store, backup: Backup) -> Brought:
    """Add what the store does not have; what it has stays, so doing it again adds nothing.

    Of two memories of one card the one with the later answer stays. All of it comes back, or, but
    for what was typed, nothing.
    """
    with store.at_once():
        reviews, memories = _answers(store, backup)
        store.add_resets(backup.resets)
        states = _missing(backup.states, store.states())
        store.set_states(states)
        settings = _missing(_own(backup.settings), store.settings())
        for key, value in settings.items():
            store.set(key, value)
        sittings = _sittings(store, backup.sittings)
        mocks = _mocks(store, backup.mocks)
    drafts = _missing(backup.drafts, store.drafts())
    for card, text in drafts.items():
        store.save_draft(card, text)
    return Brought(
        reviews=reviews,
        memories=memories,
        states=len(states),
        sittings=sittings,
        settings=len(settings),
        drafts=len(drafts),
        notes=_notes(store, backup.notes),
        mocks=mocks,
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


def _notes(store: Store, offered: Mapping[CardId, CardNote]) -> int:
    """Of two notes on one card the later one stays, and the other can be brought back."""
    there = store.notes()
    return sum(keep_later(store, card, there.get(card), note) for card, note in offered.items())


def _mocks(store: Store, mocks: Sequence[KeptMock]) -> int:
    there = {mock.id for mock in store.mocks()}
    new = [mock for mock in mocks if mock.id not in there]
    for mock in new:
        store.save_mock(mock.id, bytes(mock.state), started=mock.started, finished=mock.finished)
    return len(new)
