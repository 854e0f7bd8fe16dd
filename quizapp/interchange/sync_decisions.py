"""What was decided besides answering: suspended and flagged cards, notes, settings like the plan.

Nothing in the store says when most of it was decided. A sync sees that it is another than at the
last one, and takes that for a decision of now; of two machines' the later one holds.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, TypeVar

import msgspec

from quizapp.core.cards.card import CardId
from quizapp.core.memory.review import CardState
from quizapp.interchange.backup_faults import KNOWN_SETTINGS
from quizapp.interchange.sync_lines import NOTHING, Decided, Decision, spelled
from quizapp.store.rows import CardNote, Synced
from quizapp.store.store import Store
from quizapp.study.earlier import put_aside
from quizapp.study.notes import keep_later, note_key

Called = Callable[[CardId, datetime], CardId]
EVER = datetime.min.replace(tzinfo=UTC)  # before any rename
_LATER = timedelta(microseconds=1)
Entry = TypeVar("Entry", Decision, Synced)


class Decisions(msgspec.Struct):
    """How many decisions of others the store follows now, those to tell the others, and whether the
    memory model is another one."""

    received: int = 0
    lines: list[Decided] = []
    model: bool = False


def decide(
    store: Store,
    there: Mapping[str, Decision],
    called: Called,
    later: Called,
    at: datetime,
    *,
    newcomer: bool,
) -> Decisions:
    """Have store and folder hold the same decisions; `called` tells what a card is called now,
    `later` what one of the store is, by the renames that are new to it. A newcomer, which was never
    synced, follows the others; but of two notes the later one holds. The text of one that does not
    can be brought back where it was written."""
    mine, times = _of(store, later)
    known = _by_name(store.synced(), called, lambda one: one.at)
    offered = _by_name(there, called, lambda one: one)
    found, synced = Decisions(), {}
    for key in sorted(mine.keys() | known.keys() | offered.keys()):
        value, before, theirs = mine.get(key, NOTHING), known.get(key), offered.get(key)
        changed = _digest(value) != (before.digest if before else _digest(NOTHING))
        own = Decision(before.at, value) if before else None
        if changed:
            time = times.get(key, at).astimezone(UTC)
            own = Decision(max(time, before.at + _LATER) if before else time, value)
        if changed and newcomer and theirs and not key.startswith("note:"):
            own = None
        both = [one for one in (own, theirs) if one is not None]
        if not both:
            continue
        holds = max(both)
        synced[key] = Synced(holds.at, _digest(holds.value))
        if holds != theirs:
            found.lines.append(Decided(key, holds.at, msgspec.Raw(holds.value.encode())))
        if holds.value != value:
            _follow(store, key, holds)
            found.received += 1
            found.model |= key == "setting:parameters"
    store.set_synced(synced)
    return found


def _of(store: Store, called: Called) -> tuple[dict[str, str], dict[str, datetime]]:
    """What the store holds, and when it was decided where that is known. Of two notes on a card
    that had two names the later one stays."""
    notes = store.notes()
    for card, note in notes.items():
        name = called(card, EVER)
        if name != card:  # its place was taken
            keep_later(store, name, notes.get(name), note)
            store.save_note(card, CardNote("", note.at))
    notes = store.notes()
    found: dict[str, object] = {f"state:{card}": one for card, one in store.states().items()}
    found |= {f"note:{card}": note.text for card, note in notes.items()}
    found |= {f"setting:{key}": store.get(key) for key in KNOWN_SETTINGS}
    mine = {key: spelled(key, msgspec.to_builtins(value)) for key, value in found.items()}
    return mine, {f"note:{card}": note.at for card, note in notes.items()}


def _by_name(
    entries: Mapping[str, Entry], called: Called, at: Callable[[Entry], Any]
) -> dict[str, Entry]:
    """Entries by their keys, with the cards in these as they are called now; the later one of two
    that are called the same."""
    found: dict[str, Entry] = {}
    for key, entry in entries.items():
        kind, _, name = key.partition(":")
        name = name if kind == "setting" else called(name, EVER)
        found[f"{kind}:{name}"] = max(entry, found.get(f"{kind}:{name}", entry), key=at)
    return found


def _digest(value: str) -> str:
    return sha256(value.encode()).hexdigest()


def _follow(store: Store, key: str, decision: Decision) -> None:
    """Have the store hold what was decided elsewhere; a note that it had can be brought back."""
    kind, _, name = key.partition(":")
    if kind == "state":
        state = msgspec.json.decode(decision.value, type=CardState | None)
        store.set_states({name: state or CardState()})
    elif kind == "note":
        put_aside(store, note_key(name), store.note(name))
        text = msgspec.json.decode(decision.value, type=str | None) or ""
        store.save_note(name, CardNote(text, decision.at))
    else:
        store.set(name, msgspec.json.decode(decision.value))
