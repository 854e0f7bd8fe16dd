"""What the learner leaves behind, in one SQLite file: answers, memories, drafts, notes, settings,
mocks.

Every change is one committed transaction. The file is in WAL mode with synchronous=FULL: the write
is on the disk when `append` returns, so neither a killed process nor a power cut loses an answer.
That costs a disk flush per answer, which nobody who has just read a card notices; with NORMAL the
last answers before a power cut would be gone.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import RLock
from types import MappingProxyType
from typing import Any, Self
from uuid import uuid4

import msgspec

from quizapp.core.cards.card import CardId
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.review import CardState, Memory, Origin, Reset, Review, which
from quizapp.errors import StoreError
from quizapp.store.database import (
    as_store_error,
    backups,
    is_busy,
    open_database,
    open_quick,
    save_copy,
    transaction,
)
from quizapp.store.log import (
    Changed,
    change_log,
    forget_reset,
    put_renames,
    put_resets,
    put_synced,
    renames,
    resets,
    synced,
    undone,
)
from quizapp.store.renaming import histories, rename, rename_over
from quizapp.store.rows import (
    REVIEW_COLUMNS,
    CardNote,
    MockRow,
    Renamed,
    SittingRow,
    Synced,
    Taken,
    memory_text,
    put_memory,
    read_review,
    read_setting,
    read_time,
    review_row,
    time_text,
)
from quizapp.store.taking_back import Replay, take_back
from quizapp.store.typed import Typed, put_draft, read_note

_MEMORIES = (
    "SELECT card, state, step, stability, difficulty, due, last_review, reps, lapses FROM memories"
)
_REVISION = (  # 0 for what SQLite cannot read
    "CASE WHEN json_valid(state) THEN"
    " CASE json_type(state, '$.revision') WHEN 'integer' THEN json_extract(state, '$.revision')"
    " ELSE 0 END ELSE 0 END"
)


class Store:
    """The learner's data at `path`, made if it is not there. Several processes, and several threads
    of this one, may use it at once.

    Raises StoreError, here and in every method, if the file can't be read or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = RLock()
        self._db = open_database(path)
        self._quick: sqlite3.Connection | None = None
        self._unsaved = Typed()  # what could not be written yet
        self._put = False  # whether it is part of the transaction under way
        self.unkept: StoreError | None = None  # why not, unless another program just holds the file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closing twice does no harm."""
        with self._lock:
            try:
                if self._unsaved:
                    with self._change() as db:
                        self._unsaved.put(db)
            finally:
                self._unsaved.clear()
                self._db.close()
                if self._quick is not None:
                    self._quick.close()

    # Answers

    @property
    def version(self) -> int:
        """Another number after another program has changed something."""
        number: int = self._rows("PRAGMA data_version")[0][0]
        return number

    def append(self, review: Review) -> None:
        """Keeps an answer and the card's memory after it. A review already kept is left alone."""
        self.extend([review])

    def extend(self, reviews: Iterable[Review]) -> int:
        """Keeps many answers, in their order, in one transaction; how many were new."""
        new = 0
        with self._change() as db:
            for review in reviews:
                added = db.execute(
                    f"INSERT OR IGNORE INTO reviews ({REVIEW_COLUMNS})"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    review_row(review),
                ).rowcount
                if added and review.counted:
                    put_memory(db, review.card, review.after)
                new += added
        return new

    def undo(
        self,
        review_id: str,
        replay: Replay | None = None,
        drafts: Mapping[CardId, str] = MappingProxyType({}),
    ) -> bool:
        """Removes an answer; False if it is not there. What was typed for it can become a draft
        again, in the same transaction.

        The card's memory becomes what it was before; what `replay` is for is said in `take_back`.
        """
        with self._change() as db:
            for card, text in drafts.items():
                put_draft(db, card, text)
                self._unsaved.drafts.pop(card, None)
            return take_back(db, review_id, replay)

    def retell(self, reviews: Iterable[Review]) -> None:
        """Replaces the memories that stand beside answers; a card's own stays."""
        values = [(memory_text(one.before), memory_text(one.after), one.id) for one in reviews]
        with self._change() as db:
            db.executemany("UPDATE reviews SET before = ?, after = ? WHERE id = ?", values)

    def reviews(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        card: CardId | None = None,
    ) -> list[Review]:
        """The answers from `since` on and before `until`, in the order in which they were given."""
        wheres, values = ["1"], []
        for where, value in (
            ("at >= ?", since and time_text(since)),
            ("at < ?", until and time_text(until)),
            ("card = ?", card),
        ):
            if value is not None:
                wheres.append(where)
                values.append(value)
        query = f"SELECT {REVIEW_COLUMNS} FROM reviews WHERE {' AND '.join(wheres)} ORDER BY seq"
        return [read_review(row) for row in self._rows(query, values)]

    def missed(self, since: datetime) -> set[CardId]:
        """The cards that were answered with Again from `since` on."""
        rows = self._rows(
            "SELECT DISTINCT card FROM reviews WHERE rating = ? AND at >= ?",
            (int(Rating.AGAIN), time_text(since)),
        )
        return {card for (card,) in rows}

    def times(self, since: datetime | None = None) -> list[datetime]:
        """Only when the answers were given: five times as quick as `reviews`."""
        rows = self._rows(
            "SELECT at FROM reviews WHERE at >= ? ORDER BY seq",
            (time_text(since) if since else "",),
        )
        return [datetime.fromisoformat(at) for (at,) in rows]

    def review_count(self) -> int:
        return int(self._rows("SELECT count(*) FROM reviews")[0][0])

    # Memories and what the learner decided about a card

    def memories(self) -> dict[CardId, Memory]:
        """The memory of every card that was ever answered."""
        return {row[0]: _memory(row) for row in self._rows(_MEMORIES)}

    def memory(self, card: CardId) -> Memory | None:
        """The memory of one card; None if it is new."""
        rows = self._rows(f"{_MEMORIES} WHERE card = ?", (card,))
        return _memory(rows[0]) if rows else None

    def set_memories(self, memories: Mapping[CardId, Memory | None]) -> None:
        """Replaces memories, after a rebuild say; None makes the card new again, its answers stay
        in the log."""
        with self._change() as db:
            for card, memory in memories.items():
                put_memory(db, card, memory)

    def take_memories(self, cards: Iterable[CardId], at: datetime) -> dict[CardId, Taken]:
        """Make cards new again, their answers stay in the log; the memories that they had."""
        taken = {}
        with self._change() as db:
            for card in cards:
                memory = self.memory(card)
                if memory is not None:
                    answers = self._answers_behind(card, memory)
                    reset = Reset(uuid4().hex, card, at)
                    taken[card] = Taken(memory, answers, frozenset(self._counted(card)), reset.id)
                    put_memory(db, card, None)
                    put_resets(db, [reset])
        return taken

    def give_memories(self, taken: Mapping[CardId, Taken]) -> list[CardId]:
        """Give memories back that were taken, as those of the answers behind them leave them that
        were not taken back since. A card that was answered since keeps its own. Which cards have
        theirs again."""
        given = []
        with self._change() as db:
            for card, one in taken.items():
                now = one.memory_after(self._counted(card))
                if now is not None and self.memory(card) is None:
                    put_memory(db, card, now)
                    forget_reset(db, one.reset)
                    given.append(card)
        return given

    def _counted(self, card: CardId) -> dict[str, Review]:
        """The answers that moved a card's memory, by their ids."""
        return {review.id: review for review in self.reviews(card=card) if review.counted}

    def _answers_behind(self, card: CardId, memory: Memory) -> tuple[tuple[str, Memory], ...]:
        """Those that made a memory, the last first, each with what it left."""
        by_memory = {
            which(card, review.after): review
            for review in self._counted(card).values()
            if review.after is not None
        }
        found: list[tuple[str, Memory]] = []
        before: Memory | None = memory
        while before is not None and (review := by_memory.pop(which(card, before), None)):
            assert review.after is not None
            found.append((review.id, review.after))
            before = review.before
        return tuple(found)

    def states(self) -> dict[CardId, CardState]:
        """What the learner decided, of the cards where it is not the default."""
        rows = self._rows("SELECT card, suspended, buried_until, flag FROM states")
        return {
            card: CardState(bool(suspended), read_time(buried_until), flag)
            for card, suspended, buried_until, flag in rows
        }

    def change_states(
        self, cards: Iterable[CardId], change: Callable[[CardId, CardState], CardState]
    ) -> dict[CardId, CardState]:
        """Change the states of cards as they are now, whoever changed them last; what they were."""
        with self._change() as db:
            states = self.states()
            before = {card: states.get(card, CardState()) for card in cards}
            for card, state in before.items():
                _put_state(db, card, change(card, state))
        return before

    def set_states(self, states: Mapping[CardId, CardState]) -> None:
        with self._change() as db:
            for card, state in states.items():
                _put_state(db, card, state)

    # Sittings

    def start_sitting(self, sitting: str, at: datetime, origin: Origin = "drill") -> None:
        self._run(
            "INSERT OR IGNORE INTO sittings VALUES (?, ?, NULL, ?)",
            (sitting, time_text(at), origin),
        )

    def end_sitting(self, sitting: str, at: datetime) -> None:
        self._run("UPDATE sittings SET ended = ? WHERE id = ?", (time_text(at), sitting))

    def sittings(self) -> list[SittingRow]:
        rows = self._rows("SELECT id, started, ended, origin FROM sittings ORDER BY started, id")
        parse = datetime.fromisoformat
        return [
            SittingRow(i, parse(started), read_time(ended), origin)
            for i, started, ended, origin in rows
        ]

    # Drafts, which were typed and not yet rated, and notes. Both are written at every key, and must
    # outlive the process, but need not wait for the disk. Where one cannot be written (another
    # program holds the file, the disk is full), it is kept with the next, by `flush`, or at the
    # close; `unkept` says why, and nothing is raised.

    def draft(self, card: CardId) -> str | None:
        if card in self._unsaved.drafts:
            return self._unsaved.drafts[card] or None
        rows = self._rows("SELECT text FROM drafts WHERE card = ?", (card,))
        return str(rows[0][0]) if rows else None

    def drafts(self) -> dict[CardId, str]:
        return dict(self._rows("SELECT card, text FROM drafts"))

    def save_draft(self, card: CardId, text: str) -> None:
        with self._lock:
            self._unsaved.drafts[card] = text
            self._save_unsaved()

    def clear_draft(self, card: CardId) -> None:
        """As quick, and as patient, as keeping one."""
        self.save_draft(card, "")

    def note(self, card: CardId) -> str:
        """What the learner wrote about a card; empty if nothing."""
        if card in self._unsaved.notes:
            return self._unsaved.notes[card].text
        rows = self._rows("SELECT text FROM notes WHERE card = ?", (card,))
        return str(rows[0][0]) if rows else ""

    def notes(self) -> dict[CardId, CardNote]:
        rows = self._rows("SELECT card, text, at FROM notes ORDER BY card")
        return {card: read_note(text, at) for card, text, at in rows}

    def save_note(self, card: CardId, note: CardNote) -> None:
        """Keep a note as it is typed; an empty text removes it."""
        with self._lock:
            self._unsaved.notes[card] = note
            self._save_unsaved()

    def flush(self) -> None:
        """Keep what could not be kept when it was typed; to be called now and then."""
        with self._lock:
            if self._unsaved:
                self._save_unsaved()

    def _save_unsaved(self) -> None:
        if self._db.in_transaction:  # of `at_once`
            self._unsaved.put(self._db)
            self._put = True
            return
        try:
            with as_store_error(self.path):
                if self._quick is None:
                    self._quick = open_quick(self.path)
                with transaction(self._quick):
                    self._unsaved.put(self._quick)
        except StoreError as error:
            self.unkept = None if is_busy(error.__cause__) else error
        else:
            self._unsaved.clear()
            self.unkept = None

    # Cards whose id was changed

    def histories(self) -> dict[CardId, Counter[str]]:
        """Every card of which anything is kept, with how many rows of each table."""
        self.flush()
        with self._lock, as_store_error(self.path):
            return histories(self._db)

    def rename(self, moved: Mapping[CardId, CardId], at: datetime) -> None:
        """Give cards other ids, of which nothing is kept so far, in one transaction."""
        with self._change() as db:
            rename(db, moved)
            put_renames(db, [Renamed(at, old, new) for old, new in moved.items()])

    def rename_over(self, moved: Mapping[CardId, CardId]) -> None:
        """Give what is kept of cards, but for their answers, other ids, of which something may be
        kept: that stays."""
        with self._change() as db:
            rename_over(db, moved)

    # What other machines have to know besides the answers

    def undone(self) -> set[str]:
        """The ids of answers, and of what made cards new, that were taken back."""
        with self._lock, as_store_error(self.path):
            return undone(self._db)

    def resets(self) -> list[Reset]:
        """When cards were made new again, those of now first."""
        with self._lock, as_store_error(self.path):
            return resets(self._db)

    def renames(self) -> list[Renamed]:
        """Which cards were given other ids, in that order."""
        with self._lock, as_store_error(self.path):
            return renames(self._db)

    def synced(self) -> dict[str, Synced]:
        """What was known to other machines at the last sync."""
        with self._lock, as_store_error(self.path):
            return synced(self._db)

    def set_synced(self, known: Mapping[str, Synced]) -> None:
        with self._change() as db:
            put_synced(db, known)

    def add_resets(self, those: Iterable[Reset]) -> None:
        """Keep what is not kept yet; memories stay as they are."""
        with self._change() as db:
            put_resets(db, those)

    def change_log(self, changed: Changed) -> None:
        """Take in what other machines know; memories stay as they are."""
        with self._change() as db:
            change_log(db, changed)

    # Settings: JSON values

    def get(self, key: str, default: Any = None) -> Any:
        """A setting, as plain JSON values; what nobody can read is as if it were not there."""
        rows = self._rows("SELECT value FROM settings WHERE key = ?", (key,))
        value = read_setting(rows[0][0]) if rows else None
        return default if value is None else value

    def set(self, key: str, value: Any) -> None:
        """Keeps a setting; None removes it."""
        with self._change() as db:
            _put_setting(db, key, value)

    def change(self, key: str, change: Callable[[Any], Any]) -> Any:
        """Change a setting as it is now, whoever changed it last (None: there is none, as for
        `set`); what it is then."""
        with self._change() as db:
            value = change(self.get(key))
            _put_setting(db, key, value)
        return value

    def settings(self) -> dict[str, Any]:
        """All of them that can be read."""
        rows = self._rows("SELECT key, value FROM settings")
        found = {key: read_setting(value) for key, value in rows}
        return {key: value for key, value in found.items() if value is not None}

    def unreadable_settings(self) -> list[str]:
        rows = self._rows("SELECT key, value FROM settings")
        return [key for key, value in rows if read_setting(value) is None]

    # Mock interviews

    def save_mock(
        self, mock: str, state: bytes, *, started: datetime, finished: datetime | None = None
    ) -> None:
        """Keeps a mock as it stands; one without `finished` can be resumed."""
        self._run(
            "INSERT OR REPLACE INTO mocks VALUES (?, ?, ?, ?)",
            (mock, time_text(started), finished and time_text(finished), state.decode()),
        )

    def replace_mock(
        self, mock: str, state: bytes, revision: int, *, finished: datetime | None = None
    ) -> bool:
        """Keeps a mock as it stands now, if what is kept has this `revision` (a key of the state)
        still; whether it had. Two apps may have the same one open."""
        with self._change() as db:
            changed = db.execute(
                f"UPDATE mocks SET state = ?, finished = ? WHERE id = ? AND {_REVISION} = ?",
                (state.decode(), finished and time_text(finished), mock, revision),
            )
        return changed.rowcount > 0

    def mock_revision(self, mock: str) -> int | None:
        """Which revision of a mock is kept; None if there is none."""
        rows = self._rows(f"SELECT {_REVISION} FROM mocks WHERE id = ?", (mock,))
        return int(rows[0][0]) if rows else None

    def mocks(self) -> list[MockRow]:
        """All mocks, oldest first."""
        return self._mocks("")

    def open_mock(self) -> MockRow | None:
        """The latest mock that was cut off before its end."""
        found = self._mocks("WHERE finished IS NULL")
        return found[-1] if found else None

    def delete_mock(self, mock: str, revision: int) -> bool:
        """Forgets a mock that is kept in this revision still; whether it was."""
        with self._change() as db:
            gone = db.execute(
                f"DELETE FROM mocks WHERE id = ? AND {_REVISION} = ?", (mock, revision)
            )
        return gone.rowcount > 0

    def _mocks(self, where: str) -> list[MockRow]:
        rows = self._rows(
            f"SELECT id, started, finished, state FROM mocks {where} ORDER BY started, id"
        )
        return [
            MockRow(i, datetime.fromisoformat(started), read_time(finished), state.encode())
            for i, started, finished, state in rows
        ]

    # Backups

    def backup(self, folder: Path, at: datetime, keep: int = 7) -> Path | None:
        """The day's copy in `folder`, the oldest removed down to `keep`; None if it is there
        already. The day is that of `at` in its own time zone."""
        copy = folder / f"quizapp-{at:%Y-%m-%d}.db"
        if copy.exists():
            return None
        with as_store_error(folder), self._lock:
            folder.mkdir(parents=True, exist_ok=True)
            save_copy(self._db, copy)
            for old in backups(folder)[:-keep]:
                old.unlink(missing_ok=True)
        return copy

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Reads and changes in one transaction, what is typed with them: nobody else changes
        anything in between."""
        with self._lock:
            self._put = False
            with self._change():
                yield
            if self._put and not self._db.in_transaction:
                self._unsaved.clear()

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with self._lock, as_store_error(self.path):
            if self._db.in_transaction:  # of `at_once`
                yield self._db
            else:
                with transaction(self._db):
                    yield self._db

    def _run(self, statement: str, values: Iterable[object]) -> None:
        with self._change() as db:
            db.execute(statement, tuple(values))

    def _rows(self, query: str, values: Iterable[object] = ()) -> list[Any]:
        with self._lock, as_store_error(self.path):
            return self._db.execute(query, tuple(values)).fetchall()


def _put_state(db: sqlite3.Connection, card: CardId, state: CardState) -> None:
    db.execute("DELETE FROM states WHERE card = ?", (card,))
    if state != CardState():
        until = state.buried_until and time_text(state.buried_until)
        values = (card, int(state.suspended), until, state.flag)
        db.execute("INSERT INTO states VALUES (?, ?, ?, ?)", values)


def _put_setting(db: sqlite3.Connection, key: str, value: Any) -> None:
    if value is None:
        db.execute("DELETE FROM settings WHERE key = ?", (key,))
    else:
        text = msgspec.json.encode(value).decode()
        db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (key, text))


def _memory(row: tuple[Any, ...]) -> Memory:
    _, state, step, stability, difficulty, due, last, reps, lapses = row
    parse = datetime.fromisoformat
    return Memory(state, step, stability, difficulty, parse(due), parse(last), reps, lapses)
