"""Several machines and a folder that something carries between them, badly."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from shutil import copytree
from uuid import UUID

import pytest

from quizapp.config import Config
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import DEFAULT_PARAMETERS, USUAL, MemoryModel
from quizapp.core.memory.queue import Queue
from quizapp.core.memory.review import CardState, Memory, Review
from quizapp.interchange.backup import backup_text, bring_back, read_backup, take
from quizapp.interchange.syncing import Exchange, sync
from quizapp.store.restoring import restore
from quizapp.store.rows import CardNote
from quizapp.store.store import Store
from quizapp.study.earlier import earlier
from quizapp.study.sitting import Sitting, Undone
from quizapp.study.today import adopt

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
CARDS = ["t/0", "t/1", "t/2", "t/old"]


class Machine:
    """A store, and this machine's own copy of the shared folder."""

    def __init__(self, folder: Path, shared: Path | None = None) -> None:
        self.store = Store(folder / "data" / "quizapp.db")
        self.shared = shared or folder / "shared"

    def sync(self, at: datetime = NOON) -> Exchange:
        return sync(self.store, self.shared, Config(), at)

    def answer(
        self,
        name: str,
        card: str,
        at: datetime,
        rating: Rating = Rating.GOOD,
        *,
        counted: bool = True,
    ) -> Review:
        before = self.store.memory(card)
        after = USUAL.review(before, rating, at) if counted else before
        review = Review(name, card, "s", at, rating, before, after, said=f"said in {name}")
        self.store.append(review)
        return review

    @property
    def files(self) -> list[Path]:
        return sorted(self.shared.iterdir())


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[list[Machine]]:
    """Three of them, which see the same folder at once."""
    made = [Machine(tmp_path / name, tmp_path / "shared") for name in "abc"]
    yield made
    for one in made:
        one.store.close()


def log(machine: Machine) -> list[Review]:
    return machine.store.reviews()


def test_answers_and_what_they_are_made_of_are_on_every_machine(machines: list[Machine]) -> None:
    a, b, c = machines
    a.store.append(
        Review(
            id="full",
            card="t/1",
            sitting="s9",
            at=NOON + timedelta(microseconds=7),
            rating=Rating.HARD,
            before=None,
            after=USUAL.review(None, Rating.HARD, NOON + timedelta(microseconds=7)),
            origin="mock",
            score=0.1,
            suggested=Rating.AGAIN,
            seconds=12.3,
            hints=2,
            said="tensor(4.)\n\u2028 'é' \0",
        )
    )
    done = a.sync()
    assert (done.sent, done.received, done.machines) == (1, 0, 0)
    b.answer("from b", "t/2", NOON)
    done = b.sync()
    assert (done.sent, done.received, done.machines) == (1, 1, 1)
    done = c.sync()
    assert (done.sent, done.received, done.machines) == (0, 2, 2)
    assert a.sync().received == 1
    assert log(a) == log(b) == log(c)
    assert a.store.memories() == b.store.memories() == c.store.memories()
    assert [one.id for one in log(a)] == ["from b", "full"]
    before = [(path.name, path.read_bytes()) for path in a.files]
    for one in machines:
        done = one.sync()
        assert (done.sent, done.received, done.changes_sent, done.changes_received) == (0, 0, 0, 0)
    assert [(path.name, path.read_bytes()) for path in a.files] == before
    assert len(before) == 2  # who has nothing to say has no file


def test_answers_of_two_machines_to_one_card_add_up_by_their_times(
    machines: list[Machine],
) -> None:
    a, b, _ = machines
    a.answer("a1", "t/1", NOON)
    b.answer("b1", "t/1", NOON + 30 * HOUR)
    a.answer("a2", "t/1", NOON + 90 * HOUR, Rating.HARD)
    a.answer("a3", "t/1", NOON + 91 * HOUR, counted=False)
    for one in (a, b, a):
        one.sync()
    first = USUAL.review(None, Rating.GOOD, NOON)
    second = USUAL.review(first, Rating.GOOD, NOON + 30 * HOUR)
    third = USUAL.review(second, Rating.HARD, NOON + 90 * HOUR)
    assert a.store.memory("t/1") == b.store.memory("t/1") == third
    assert [(one.id, one.before, one.after) for one in log(b)] == [
        ("a1", None, first),
        ("b1", first, second),
        ("a2", second, third),
        ("a3", third, third),
    ]
    assert log(a) == log(b)


def test_an_answer_that_was_taken_back_stays_so_everywhere(machines: list[Machine]) -> None:
    a, b, c = machines
    a.answer("a1", "t/1", NOON)
    a.sync()
    b.sync()
    b.answer("b1", "t/1", NOON + HOUR)
    b.sync()
    assert b.store.undo("a1", lambda *args: USUAL.review(*args))
    done = b.sync()
    assert (done.changes_sent, done.received) == (1, 0)
    c.sync()
    done = a.sync()
    assert (done.received, done.changes_received) == (1, 1)
    wanted = USUAL.review(None, Rating.GOOD, NOON + HOUR)
    for one in machines:
        assert [(one.id, one.after) for one in log(one)] == [("b1", wanted)]
        assert one.store.memories() == {"t/1": wanted}
    c.store.undo("b1")
    for one in (c, a, b):
        one.sync()
        assert (log(one), one.store.memories()) == ([], {})


def test_a_card_that_was_made_new_is_so_everywhere_from_that_time_on(
    machines: list[Machine],
) -> None:
    a, b, _ = machines
    a.answer("a1", "t/1", NOON)
    a.sync()
    b.sync()
    taken = a.store.take_memories(["t/1"], NOON + 5 * HOUR)
    b.answer("before", "t/1", NOON + 4 * HOUR)
    for one in (b, a, b):
        one.sync()
        assert one.store.memory("t/1") in (
            None,
            USUAL.review(log(b)[0].after, Rating.GOOD, NOON + 4 * HOUR),
        )
    assert a.store.memories() == b.store.memories() == {}
    b.answer("since", "t/1", NOON + 6 * HOUR)
    for one in (b, a):
        one.sync()
        assert one.store.memory("t/1") == USUAL.review(None, Rating.GOOD, NOON + 6 * HOUR)
    assert a.store.give_memories(taken) == []
    assert log(a) == log(b)
    assert len(log(a)) == 3


def test_an_old_id_that_is_given_to_another_card_is_that_cards(machines: list[Machine]) -> None:
    a, b, c = machines
    a.answer("first", "t/1", NOON)
    a.store.rename({"t/1": "t/2"}, NOON + HOUR)
    a.sync(NOON + 2 * HOUR)
    memory = a.answer("other", "t/1", NOON + 3 * HOUR).after
    for one in (a, b, c, a):
        one.sync(NOON + 4 * HOUR)
    for one in machines:
        assert [(one.id, one.card) for one in log(one)] == [("first", "t/2"), ("other", "t/1")]
        assert one.store.memory("t/1") == memory
        assert set(one.store.memories()) == {"t/1", "t/2"}
        done = one.sync(NOON + 5 * HOUR)
        assert (done.sent, done.received, done.changes_sent, done.changes_received) == (0, 0, 0, 0)


@pytest.mark.parametrize("synced_before", [False, True])
def test_ids_that_move_up_one_by_one_stay_apart(
    machines: list[Machine], synced_before: bool
) -> None:
    a, b, _ = machines
    a.answer("one", "t/1", NOON)
    a.answer("two", "t/2", NOON + HOUR)
    if synced_before:
        a.sync(NOON + 2 * HOUR)
        b.sync(NOON + 2 * HOUR)
    a.store.rename({"t/2": "t/3"}, NOON + 3 * HOUR)
    a.store.rename({"t/1": "t/2"}, NOON + 4 * HOUR)
    memories = a.store.memories()
    for one in (a, b, a, b):
        one.sync(NOON + 5 * HOUR)
    for one in (a, b):
        assert [(one.id, one.card) for one in log(one)] == [("one", "t/2"), ("two", "t/3")]
        assert one.store.memories() == memories


def test_memories_are_told_anew_where_what_they_hang_on_changed(machines: list[Machine]) -> None:
    a, b, c = machines
    for number in range(3):
        a.answer(f"a{number}", "t/1", NOON + number * 30 * HOUR)
    for one in (a, b):
        one.sync(NOON + 70 * HOUR)
    for one in (a, b, c, a, b, c):
        sync(one.store, one.shared, Config(retention=0.8), NOON + 80 * HOUR)
    assert a.store.memories() == b.store.memories() == c.store.memories()
    assert log(a) == log(b) == log(c)


def test_a_memory_that_was_given_back_is_given_back_everywhere(machines: list[Machine]) -> None:
    a, b, _ = machines
    memory = a.answer("a1", "t/1", NOON).after
    taken = a.store.take_memories(["t/1"], NOON + HOUR)
    a.sync()
    b.sync()
    assert b.store.memory("t/1") is None
    assert a.store.give_memories(taken) == ["t/1"]
    a.sync()
    b.sync()
    assert a.store.memory("t/1") == b.store.memory("t/1") == memory


def test_a_new_id_is_that_of_the_history_on_every_machine(machines: list[Machine]) -> None:
    a, b, c = machines
    a.answer("a1", "t/old", NOON)
    b.answer("b1", "t/old", NOON + HOUR)
    b.store.set_states({"t/old": CardState(flag=1)})
    b.store.save_draft("t/old", "half an answer")
    for one in (a, b, a):
        one.sync()
    a.store.rename({"t/old": "t/new"}, NOON + 2 * HOUR)
    a.store.save_note("t/new", CardNote("my own", NOON + 3 * HOUR))
    b.answer("b2", "t/old", NOON + 4 * HOUR)  # which has the bank of before
    for one in (a, b, c, a):
        one.sync(NOON + 5 * HOUR)
    for one in machines:
        assert [(one.id, one.card) for one in log(one)] == [
            (name, "t/new") for name in ("a1", "b1", "b2")
        ]
        assert set(one.store.memories()) == {"t/new"}
        assert one.store.memory("t/new") == a.store.memory("t/new")
        assert one.store.states() == {"t/new": CardState(flag=1)}
        assert one.store.notes() == {"t/new": CardNote("my own", NOON + 3 * HOUR)}
        assert set(one.store.histories()) == {"t/new"}
    assert b.store.draft("t/new") == "half an answer"
    for one in machines:
        done = one.sync(NOON + 8 * HOUR)
        assert (done.sent, done.received, done.changes_sent, done.changes_received) == (0, 0, 0, 0)


def test_a_card_that_two_machines_named_otherwise_ends_under_one_name(
    machines: list[Machine],
) -> None:
    a, b, c = machines
    a.answer("a1", "t/old", NOON)
    for one in machines:
        one.sync()
    b.store.rename({"t/old": "t/late"}, NOON + 2 * HOUR)
    b.answer("b1", "t/late", NOON + 3 * HOUR)
    a.store.rename({"t/old": "t/early"}, NOON + HOUR)
    for one in (b, a, c, b, a, c):
        one.sync(NOON + 5 * HOUR)
    names = [[(one.id, one.card) for one in log(one)] for one in machines]
    assert names[0] == names[1] == names[2] == [("a1", "t/early"), ("b1", "t/late")]
    assert a.store.memories() == b.store.memories() == c.store.memories()


def test_an_id_that_was_changed_back_and_forth_ends_as_it_was_said_last(
    machines: list[Machine],
) -> None:
    a, b, _ = machines
    a.answer("a1", "t/old", NOON)
    for one in (a, b):
        one.sync()
    steps = [("t/old", "t/new"), ("t/new", "t/old"), ("t/old", "t/end")]
    for number, (old, new) in enumerate(steps):
        a.store.rename({old: new}, NOON + number * HOUR)
        b.answer(f"b{number}", "t/old", NOON + number * HOUR)
        for one in (a, b, a):
            one.sync()
            assert {answer.card for answer in log(one)} == {new}


def test_the_later_decision_holds(machines: list[Machine]) -> None:
    a, b, c = machines
    a.store.set_states({"t/1": CardState(suspended=True), "t/2": CardState(flag=2)})
    a.store.set("wishes", {"interview": "2026-04-01"})
    a.store.set("trusted", {"/banks/mine": "abc"})
    a.sync(NOON)
    b.sync(NOON)
    assert b.store.states() == a.store.states()
    assert (b.store.get("wishes"), b.store.get("trusted")) == ({"interview": "2026-04-01"}, None)
    a.store.set("wishes", {"interview": "2026-05-01"})
    a.store.set_states({"t/1": CardState()})
    b.store.set("wishes", {"interview": "2026-06-01"})
    b.store.set_states({"t/2": CardState(buried_until=NOON + HOUR)})
    a.sync(NOON + 2 * HOUR)
    b.sync(NOON + HOUR)
    for one in (a, c):
        one.sync(NOON + 3 * HOUR)
    for one in machines:
        assert one.store.get("wishes") == {"interview": "2026-05-01"}
        assert one.store.states() == {"t/2": CardState(buried_until=NOON + HOUR)}
    assert a.store.get("trusted") == {"/banks/mine": "abc"}


def test_a_decision_holds_though_the_clock_stands_still_or_goes_back(
    machines: list[Machine],
) -> None:
    a, b, _ = machines
    for number, at in ((9, NOON), (8, NOON), (7, NOON - HOUR)):
        a.store.set_states({"t/1": CardState(flag=number)})
        a.store.save_note("t/1", CardNote(f"note {number}", at))
        for one in (a, b):
            one.sync(at)
            assert one.store.states() == {"t/1": CardState(flag=number)}
            assert one.store.note("t/1") == f"note {number}"


def test_who_comes_with_decisions_of_old_follows_the_others(machines: list[Machine]) -> None:
    a, b, _ = machines
    a.store.set("wishes", {"interview": "2026-04-01"})
    a.sync(NOON)
    b.store.set("wishes", {"interview": "2020-01-01"})
    b.store.set_states({"t/1": CardState(suspended=True)})
    b.sync(NOON + HOUR)
    a.sync(NOON + HOUR)
    assert a.store.get("wishes") == b.store.get("wishes") == {"interview": "2026-04-01"}
    assert a.store.states() == b.store.states() == {"t/1": CardState(suspended=True)}


def test_the_later_note_holds_and_the_other_can_be_brought_back(machines: list[Machine]) -> None:
    a, b, c = machines
    a.store.save_note("t/1", CardNote("of a", NOON))
    b.store.save_note("t/1", CardNote("of b", NOON - HOUR))
    for one in (a, b, c):
        one.sync(NOON + HOUR)
        assert one.store.notes() == {"t/1": CardNote("of a", NOON)}
    assert earlier(b.store, "note:t/1") == ["of b"]
    c.store.save_note("t/1", CardNote("", NOON + 2 * HOUR))
    for one in (c, a, b):
        one.sync(NOON + 3 * HOUR)
        assert one.store.notes() == {}
    assert earlier(a.store, "note:t/1") == ["of a"]


def test_a_model_that_was_fitted_on_one_machine_is_that_of_all(machines: list[Machine]) -> None:
    a, b, _ = machines
    a.answer("a1", "t/1", NOON)
    b.answer("b1", "t/2", NOON)
    for one in (a, b, a):
        one.sync(NOON)
    fitted = MemoryModel([*DEFAULT_PARAMETERS[:2], 5.0, *DEFAULT_PARAMETERS[3:]])
    adopt(a.store, fitted)
    for one in (a, b):
        one.sync(NOON + HOUR)
        wanted = fitted.review(None, Rating.GOOD, NOON)
        assert one.store.memories() == {"t/1": wanted, "t/2": wanted}
    assert log(a) == log(b)


def test_a_store_that_was_copied_writes_to_a_file_of_its_own(
    machines: list[Machine], tmp_path: Path
) -> None:
    a, b, _ = machines
    a.answer("a1", "t/1", NOON)
    first = a.sync().machine
    a.store.close()
    copytree(tmp_path / "a" / "data", tmp_path / "copy" / "data")
    a.store = Store(a.store.path)
    copy = Machine(tmp_path / "copy", a.shared)
    copy.answer("c1", "t/2", NOON + HOUR)
    a.answer("a2", "t/1", NOON + 2 * HOUR)
    second = copy.sync().machine
    assert first != second
    assert a.sync().machine == first
    for one in (copy, b):
        one.sync()
        assert [one.id for one in log(one)] == ["a1", "c1", "a2"]
    copy.store.close()


def test_a_store_that_came_back_from_a_backup_gets_all_that_came_after(
    machines: list[Machine], tmp_path: Path
) -> None:
    a, b, _ = machines
    a.answer("a1", "t/1", NOON)
    a.answer("a2", "t/1", NOON + HOUR)
    a.sync()
    copy = a.store.backup(tmp_path / "backups", NOON)
    assert copy is not None
    a.store.undo("a1", lambda *args: USUAL.review(*args))
    a.answer("a3", "t/2", NOON + 2 * HOUR)
    a.sync()
    a.store.close()
    a.store.path.write_bytes(copy.read_bytes())
    a.store = Store(a.store.path)
    assert [one.id for one in log(a)] == ["a1", "a2"]
    done = a.sync()
    assert (done.received, done.changes_received) == (1, 1)
    b.sync()
    assert [one.id for one in log(a)] == [one.id for one in log(b)] == ["a2", "a3"]
    assert a.store.memories() == b.store.memories()


def test_a_card_that_is_new_in_a_backup_stays_new(machines: list[Machine], tmp_path: Path) -> None:
    a, b, _ = machines
    a.answer("a1", "t/1", NOON)
    a.store.take_memories(["t/1"], NOON + HOUR)
    (tmp_path / "all.json").write_bytes(backup_text(take(a.store, [], NOON)))
    bring_back(b.store, read_backup(tmp_path / "all.json"))
    b.sync()
    assert (len(log(b)), b.store.memories()) == (1, {})


def test_what_the_folder_lost_is_written_again_by_whoever_has_it(machines: list[Machine]) -> None:
    a, b, c = machines
    a.answer("a1", "t/1", NOON)
    a.store.set_states({"t/1": CardState(flag=1)})
    a.store.take_memories(["t/1"], NOON + HOUR)
    a.answer("a2", "t/2", NOON)
    a.sync()
    a.store.undo("a2")
    a.sync()
    b.sync()
    for path in a.files:
        path.unlink()
    done = b.sync()
    assert (done.sent, done.changes_sent) == (1, 3)
    c.sync()
    assert ([one.id for one in log(c)], c.store.memories()) == (["a1"], {})
    assert c.store.states() == {"t/1": CardState(flag=1)}


def test_of_two_answers_with_one_id_the_earlier_holds_everywhere(machines: list[Machine]) -> None:
    a, b, c = machines
    a.answer("m-0", "t/1", NOON + HOUR)  # an interview that went on on two machines
    b.answer("m-0", "t/1", NOON, Rating.AGAIN)
    for one in (a, b, c, a, b):
        one.sync()
    wanted = USUAL.review(None, Rating.AGAIN, NOON)
    for one in machines:
        assert [(one.rating, one.at, one.after) for one in log(one)] == [
            (Rating.AGAIN, NOON, wanted)
        ]
        assert one.store.memory("t/1") == wanted


def test_answers_stand_in_the_order_of_their_times_whatever_the_clock_said(
    machines: list[Machine],
) -> None:
    a, b, _ = machines
    a.sync()
    a.answer("late", "t/1", NOON + 48 * HOUR)
    a.answer("early", "t/1", NOON)
    for one in (a, b):
        one.sync()
        assert [one.id for one in log(one)] == ["early", "late"]
    assert log(a) == log(b)
    assert a.store.memory("t/1") == b.store.memory("t/1")


def test_a_sitting_that_is_open_goes_on_with_what_came_and_takes_back_what_went(
    machines: list[Machine],
) -> None:
    a, b, _ = machines
    times = iter(NOON + number * HOUR for number in range(10, 90, 10))
    sitting = Sitting(
        Queue(["t/1", "t/2"], a.store.memories()), a.store, lambda: next(times), lambda *_: ""
    )
    b.answer("b1", "t/1", NOON)
    version = a.store.version
    with Store(a.store.path) as other:  # that of a command
        for store in (b.store, other):
            sync(store, a.shared, Config(), NOON)
        assert a.store.version != version  # which is what the app looks at
        first = USUAL.review(None, Rating.GOOD, NOON)
        sitting.rate(Rating.GOOD, None)
        answer = log(a)[-1]
        assert answer.before == first
        sync(other, a.shared, Config(), NOON)
        b.sync()
        assert b.store.memory("t/1") == answer.after
        undone = sitting.undo()
        assert (undone, a.store.memory("t/1")) == (Undone("answer", "t/1"), first)
        for store in (other, b.store):
            sync(store, a.shared, Config(), NOON)
            assert [one.id for one in store.reviews()] == ["b1"]
            assert store.memories() == {"t/1": first}


def test_resets_of_before_they_were_kept_are_found(machines: list[Machine], tmp_path: Path) -> None:
    a, b, _ = machines
    a.answer("old", "t/1", NOON)
    a.answer("gone", "t/2", NOON)
    a.store.set_memories({"t/1": None, "t/2": None})
    a.answer("new", "t/1", NOON + HOUR)
    a.answer("from elsewhere, earlier", "t/0", NOON + HOUR)
    a.store.set_memories({"t/0": None})
    a.answer("from elsewhere", "t/0", NOON)
    a.store.close()
    with closing(sqlite3.connect(a.store.path)) as raw:
        for table in ("resets", "undone", "renames", "synced"):
            raw.execute(f"DROP TABLE {table}")
        raw.execute("PRAGMA user_version = 3")
        raw.execute("PRAGMA journal_mode = DELETE")
    old = tmp_path / "old.db"
    old.write_bytes(a.store.path.read_bytes())
    restore(old, tmp_path / "c" / "data" / "quizapp.db")
    wanted = {
        "t/1": USUAL.review(None, Rating.GOOD, NOON + HOUR),
        "t/0": USUAL.review(USUAL.review(None, Rating.GOOD, NOON), Rating.GOOD, NOON + HOUR),
    }
    a.store = Store(a.store.path)
    for one in (a, b, machines[2]):
        one.sync()
        assert one.store.memories() == wanted
    assert len(a.store.resets()) == 2


class World:
    """Three machines whose folders are carried file by file, late, cut off or as conflict copies,
    and what one machine would know that was given all answers in the order of their times."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.luck = Random(seed)
        self.machines = [Machine(folder / name) for name in "abc"]
        self.now = NOON
        self.given: dict[str, tuple[datetime, str, Rating, bool]] = {}
        self.undone: set[str] = set()
        self.resets: dict[str, tuple[datetime, str]] = {}
        self.renamed = False
        self.folder = folder

    def step(self) -> None:
        self.now += timedelta(minutes=self.luck.choice([0, 0, 1, 30, 600, 3000]))
        machine = self.luck.choice(self.machines)
        skew = timedelta(hours=self.machines.index(machine) * 5)
        act = self.luck.choices(
            [self.answer, self.undo, self.reset, self.rename, self.carry, self.sync, self.lose],
            [30, 8, 4, 1, 30, 20, 2],
        )[0]
        act(machine, self.now + skew)

    def answer(self, machine: Machine, at: datetime) -> None:
        name = UUID(int=self.luck.getrandbits(128)).hex
        rating, counted = self.luck.choice(list(Rating)), self.luck.random() < 0.8
        card = self.luck.choice(CARDS)
        shown = self.shown(machine, card)
        machine.answer(name, shown, at, rating, counted=counted)
        counted = machine.store.reviews(card=shown)[-1].counted
        self.given[name] = (at, card, rating, counted)

    def shown(self, machine: Machine, card: str) -> str:
        """What a card is called in a bank that has followed a rename."""
        return "t/new" if card == "t/old" and machine.store.renames() else card

    def undo(self, machine: Machine, at: datetime) -> None:
        there = machine.store.reviews()
        if there:
            name = self.luck.choice(there[-5:]).id
            assert machine.store.undo(name, lambda *args: USUAL.review(*args))
            self.undone.add(name)

    def reset(self, machine: Machine, at: datetime) -> None:
        shown = self.shown(machine, self.luck.choice(CARDS))
        taken = machine.store.take_memories([shown], at)
        for card, one in taken.items():
            if self.luck.random() < 0.3:
                assert machine.store.give_memories(taken) == [card]
            else:
                self.resets[one.reset] = (at, card)

    def rename(self, machine: Machine, at: datetime) -> None:
        if not self.renamed and "t/old" in machine.store.histories():
            machine.store.rename({"t/old": "t/new"}, at)
            self.renamed = True

    def sync(self, machine: Machine, at: datetime) -> None:
        machine.sync(at)

    def carry(self, machine: Machine, at: datetime) -> None:
        """Some of the files to another machine, some of them cut off, or in conflict."""
        to = self.luck.choice([one for one in self.machines if one is not machine])
        own = to.sync(at).machine
        for path in machine.files if machine.shared.exists() else ():
            how = self.luck.random()
            data = path.read_bytes()
            if how < 0.3 or own in path.name:
                continue
            if how < 0.6:
                data = data[: self.luck.randrange(len(data) + 1)]
            name = path.name.replace(".jsonl", ".sync-conflict-20260301-120000-ABCDEFG.jsonl")
            (
                to.shared / (name if how > 0.9 and "conflict" not in path.name else path.name)
            ).write_bytes(data)

    def lose(self, machine: Machine, at: datetime) -> None:
        """The program that carries the folder loses a file."""
        for path in machine.files[:1] if machine.shared.exists() else ():
            path.unlink()

    def settle(self) -> None:
        """All files are carried whole, and everybody has synced twice."""
        for _ in range(2):
            for one in self.machines:
                one.sync(self.now)
            for one in self.machines:
                for to in self.machines:
                    for path in one.files:
                        there = to.shared / path.name
                        if not there.exists() or there.stat().st_size < path.stat().st_size:
                            there.write_bytes(path.read_bytes())
        for one in self.machines:
            one.sync(self.now)

    def one_machine(self) -> tuple[list[Review], dict[str, Memory]]:
        def called(card: str) -> str:
            return "t/new" if self.renamed and card == "t/old" else card

        with Store(self.folder / "one" / "quizapp.db") as store:
            events: list[tuple[datetime, int, str]] = [
                (at, 0, name) for name, (at, *_) in self.given.items() if name not in self.undone
            ]
            events += [(at, 1, name) for name, (at, _) in self.resets.items()]
            for at, is_reset, name in sorted(events):
                if is_reset:
                    store.take_memories([called(self.resets[name][1])], at)
                    continue
                _, card, rating, counted = self.given[name]
                before = store.memory(called(card))
                after = USUAL.review(before, rating, at) if counted else before
                said = f"said in {name}"
                store.append(Review(name, called(card), "s", at, rating, before, after, said=said))
            return store.reviews(), store.memories()


@pytest.mark.parametrize("seed", range(int(os.environ.get("QUIZAPP_ROUNDS", "4"))))
def test_three_machines_end_as_one_that_got_all_answers_in_order(tmp_path: Path, seed: int) -> None:
    world = World(tmp_path, seed)
    for _ in range(300):
        world.step()
    world.settle()
    reviews, memories = world.one_machine()
    assert len(reviews) > 20
    for machine in world.machines:
        assert log(machine) == reviews
        assert machine.store.memories() == memories
        machine.store.close()
