"""One log of all machines that share a folder.

A sync adds what the folder knows to the store, and then what the store knows to this machine's
file in the folder: whatever was lost there, or never arrived, is written anew by everybody who has
it. So no order of syncs, no kill and no conflict of the program that carries the folder loses an
answer, and nobody has to remember what was sent before.
"""

import fcntl
import os
import re
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import msgspec
from msgspec.structs import replace

from quizapp.config import Config
from quizapp.core.cards.card import CardId
from quizapp.core.memory.review import Reset
from quizapp.errors import StoreError
from quizapp.interchange.sync_decisions import EVER, Called, decide
from quizapp.interchange.sync_folder import append, file_of, make_folder, read_folder
from quizapp.interchange.sync_lines import (
    Answer,
    Facts,
    Line,
    MadeNew,
    NewName,
    Undone,
    answer_of,
    earlier,
    first,
    written,
)
from quizapp.store.log import Changed
from quizapp.store.rows import Renamed
from quizapp.store.store import Store
from quizapp.study.retelling import retell

_MACHINES = "machines"  # the setting with this store's ids, by the places where it was
_TOLD_BY = "synced_as"  # the setting with what memories hang on beside the answers
_MOST_PLACES = 20
_ID = re.compile(r"[0-9a-f]{12}")
_PATIENCE = 10.0  # seconds
Fact = TypeVar("Fact", Answer, Reset)


class Exchange(msgspec.Struct, frozen=True):
    """What went either way: answers, and whatever else was decided, taken back or called otherwise.
    The answers came from the files of so many `machines`; so many lines could not be read, the
    first of them in words."""

    folder: str
    machine: str
    sent: int
    received: int
    machines: int
    changes_sent: int
    changes_received: int
    unread: int
    first_unread: str


def sync(store: Store, folder: Path, config: Config, at: datetime) -> Exchange:
    """Have the store and the folder know the same, and the memories told from all answers.

    Raises UsageError if the folder cannot be read, which changes nothing, or not be written: what
    was received is kept then, and what was to be sent goes with the next sync.
    """
    make_folder(folder)
    with _one_at_a_time(store.path.parent):
        found = read_folder(folder)
        with store.at_once():  # an answer that is given meanwhile waits
            newcomer = store.get(_MACHINES) is None
            machine = _own_id(store)
            merged = _merge(store, found.facts, config, at, newcomer=newcomer)
        if merged.lines:
            append(file_of(folder, machine), [written(line) for line in merged.lines])
    sent = sum(isinstance(line, Answer) for line in merged.lines)
    return Exchange(
        folder=str(folder),
        machine=machine,
        sent=sent,
        received=len(merged.received),
        machines=len({found.sources[one] for one in merged.received}),
        changes_sent=len(merged.lines) - sent,
        changes_received=merged.changes,
        unread=found.unread,
        first_unread=found.first_unread,
    )


@contextmanager
def _one_at_a_time(data: Path) -> Iterator[None]:
    """Two syncs of one store at once would both send the same. The lock goes with its process."""
    descriptor = os.open(data, os.O_RDONLY | os.O_CLOEXEC)
    try:
        until = time.monotonic() + _PATIENCE
        while not _locked(descriptor):
            if time.monotonic() > until:
                raise StoreError(f"{data}: another sync is at work; try again when it is through")
            time.sleep(0.05)
        yield
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks: what is sent twice counts once
        return True
    return True


def _own_id(store: Store) -> str:
    """What this machine's file is called. A store that was copied, or came back from a backup, is
    in another place, and gets an id of its own there."""
    place = f"{socket.gethostname()}:{store.path.parent.stat().st_ino}"
    kept = store.get(_MACHINES)
    known = kept if isinstance(kept, dict) else {}
    machine = known.pop(place, None)
    if not isinstance(machine, str) or not _ID.fullmatch(machine):
        machine = uuid4().hex[:12]
        latest = [*known.items()][-_MOST_PLACES:]
        store.set(_MACHINES, {**dict(latest), place: machine})
    return machine


class _Merged(msgspec.Struct, frozen=True):
    """Which answers were new to the store, how many other things were, and what is to be sent."""

    received: list[str]
    changes: int
    lines: list[Line]


def _merge(store: Store, there: Facts, config: Config, at: datetime, *, newcomer: bool) -> _Merged:
    mine = _told(store)
    both = _both(_as_answered(mine), there)
    called, later = _names(both.renames), _names(both.renames - mine.renames)
    if both.renames - mine.renames:
        _rename(store, later)
    news = Changed(
        [one.review() for one in _others(both.answers, mine.answers, called)],
        _others(both.resets, mine.resets, called),
        sorted(both.renames - mine.renames),
        sorted((both.undone - mine.undone) | _taken(mine, both.undone)),
    )
    store.change_log(news)
    decisions = decide(store, there.decisions, called, later, at, newcomer=newcomer)
    lines = _lines(both, there)
    touched = {
        called(line.card, _since(line)) for line in lines if isinstance(line, Answer | MadeNew)
    }
    touched |= _left(store, mine, news, later)
    told_by = f"{config.retention} {config.rollover}"
    if newcomer or decisions.model or news.renames or store.get(_TOLD_BY) != told_by:
        touched |= {called(one.card, _since(one)) for one in both.answers.values()}
        store.set(_TOLD_BY, told_by)
    retell(store, config, touched)
    changes = len(news.resets) + len(news.renames) + len(_taken(mine, both.undone))
    return _Merged(
        [one.id for one in news.reviews if one.id not in mine.answers],
        changes + decisions.received,
        [*lines, *decisions.lines],
    )


def _told(store: Store) -> Facts:
    """What the store holds, but for decisions."""
    return Facts(
        answers={one.id: answer_of(one) for one in store.reviews()},
        undone=store.undone(),
        resets={one.id: one for one in store.resets()},
        renames=set(store.renames()),
    )


def _as_answered(mine: Facts) -> Facts:
    """What the store holds, by what its cards were called when it came about: so it is written, and
    an id that was given to another card since stays apart."""
    steps = sorted(mine.renames, reverse=True)

    def first_called(card: CardId, at: datetime) -> CardId:
        for step in steps:
            if step.at > at and step.new == card:
                card = step.old
        return card

    def named(one: Answer) -> Answer:
        over = (step.at for step in steps if step.old == one.card and step.at <= one.at)
        return replace(one, card=first_called(one.card, one.at), named=next(over, None))

    resets = {
        ident: replace(one, card=first_called(one.card, one.at))
        for ident, one in mine.resets.items()
    }
    answers = {ident: named(one) for ident, one in mine.answers.items()}
    return Facts(answers=answers, undone=mine.undone, resets=resets, renames=mine.renames)


def _since(one: Answer | Reset | MadeNew) -> datetime:
    """From when on renames are of the card of this."""
    return (isinstance(one, Answer) and one.named) or EVER


def _both(mine: Facts, there: Facts) -> Facts:
    """What store and folder add up to, without what was taken back."""
    both = Facts(
        answers=_joined(mine.answers, there.answers, first),
        undone=mine.undone | there.undone,
        resets=_joined(mine.resets, there.resets, earlier),
        renames=mine.renames | there.renames,
    )
    for ident in both.undone:
        both.answers.pop(ident, None)
        both.resets.pop(ident, None)
    return both


def _taken(mine: Facts, undone: set[str]) -> set[str]:
    """Which of what the store holds was taken back."""
    return undone & (mine.answers.keys() | mine.resets.keys())


def _lines(both: Facts, there: Facts) -> list[Line]:
    """What the folder lacks."""
    answers = _others(both.answers, there.answers)
    resets = _others(both.resets, there.resets)
    return [
        *sorted(answers, key=lambda one: (one.at, one.id)),
        *(MadeNew(one.id, one.card, one.at) for one in resets),
        *(Undone(one) for one in sorted(both.undone - there.undone)),
        *(NewName(one.old, one.new, one.at) for one in sorted(both.renames - there.renames)),
    ]


def _left(store: Store, mine: Facts, news: Changed, called: Called) -> set[CardId]:
    """The cards that the news are about. Those that lost an answer have no memory until theirs is
    told: it may have been the only one."""
    new = {one.id: one.card for one in news.reviews} | {one.id: one.card for one in news.resets}
    changed = [mine.answers[one] for one in (*new, *news.undone) if one in mine.answers]
    counted = [one for one in changed if one.counted]
    lost = {card for one in counted for card in (one.card, called(one.card, EVER))}
    store.set_memories(dict.fromkeys(lost))
    resets = [mine.resets[one] for one in news.undone if one in mine.resets]
    cards = [*(one.card for one in changed), *(one.card for one in resets)]
    back = {called(card, EVER) for card in cards}
    return {*new.values(), *back} | lost


def _names(renames: Iterable[Renamed]) -> Called:
    """What a card of a time is called now: renames are of what was there before them."""
    steps = sorted(renames)

    def called(card: CardId, at: datetime) -> CardId:
        for step in steps:
            if step.at > at and step.old == card:
                card = step.new
        return card

    return called


def _rename(store: Store, later: Called) -> None:
    """Give what is kept here of cards that were renamed elsewhere its new id; answers follow on
    their own."""
    found = {card: later(card, EVER) for card in store.histories()}
    moved = {card: name for card, name in found.items() if name != card}
    if moved:
        store.rename_over(moved)


def _joined(
    mine: Mapping[str, Fact], there: Mapping[str, Fact], better: Callable[[Fact, Fact], Fact]
) -> dict[str, Fact]:
    """All that is known, by its id. It names the card as the folder does, so that all machines
    find the same name for it."""
    found = dict(there)
    for ident, one in mine.items():
        line = there.get(ident)
        if line is None:
            found[ident] = one
        else:
            theirs = {"named": line.named} if isinstance(line, Answer) else {}
            found[ident] = better(replace(one, card=line.card, **theirs), line)
    return found


def _others(
    wanted: Mapping[str, Fact], known: Mapping[str, Fact], called: Called = lambda card, _: card
) -> list[Fact]:
    """Those that are not known, or others than what is known, their cards as they are called."""
    named = [replace(one, card=called(one.card, _since(one))) for one in wanted.values()]
    return [one for one in named if known.get(one.id) != one]
