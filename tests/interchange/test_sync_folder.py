"""What a shared folder may hold: half carried, in conflict, of another version, made to do harm."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from quizapp.config import Config
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import USUAL
from quizapp.core.memory.review import Review
from quizapp.errors import UsageError
from quizapp.interchange import sync_folder
from quizapp.interchange.syncing import Exchange, sync
from quizapp.store.store import Store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MIB_OF_RSS = 1 << (20 if sys.platform == "darwin" else 10)
HEAD = b'{"what":"quizapp sync","version":1}\n'
ANSWER = (
    b'{"what":"answer","id":"x","card":"t/1","sitting":"s","at":"2026-03-01T12:00:00Z",'
    b'"rating":3,"counted":true}\n'
)


def changed(**fields: str) -> bytes:
    """That answer with some fields otherwise, as JSON."""
    text = ANSWER
    for name, value in fields.items():
        before, _, rest = text.partition(b'"%s":' % name.encode())
        end = min(at for at in (rest.find(b',"'), rest.find(b"}\n")) if at >= 0)
        text = before + b'"%s":%s' % (name.encode(), value.encode()) + rest[end:]
    return text


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "data" / "quizapp.db") as opened:
        yield opened


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    (tmp_path / "shared").mkdir()
    return tmp_path / "shared"


def answer(store: Store, name: str, at: datetime = NOON) -> None:
    before = store.memory("t/1")
    after = USUAL.review(before, Rating.GOOD, at)
    store.append(Review(name, "t/1", "s", at, Rating.GOOD, before, after))


def synced(store: Store, shared: Path) -> Exchange:
    return sync(store, shared, Config(), NOON)


def names(store: Store) -> list[str]:
    return [one.id for one in store.reviews()]


def test_a_line_that_is_half_carried_comes_with_the_next_sync(store: Store, shared: Path) -> None:
    file = shared / "reviews-other.jsonl"
    whole = HEAD + ANSWER + changed(id='"y"')
    for end in range(len(HEAD + ANSWER), len(whole)):
        file.write_bytes(whole[:end])
        done = synced(store, shared)
        assert names(store) == ["x"]
        assert done.unread == (end > len(HEAD + ANSWER))
    assert done.first_unread == f"{file}:3: not whole"
    file.write_bytes(whole)
    done = synced(store, shared)
    assert (done.received, done.machines, done.unread) == (1, 1, 0)
    assert names(store) == ["x", "y"]


@pytest.mark.parametrize(
    "name",
    [
        "reviews-other.sync-conflict-20260301-120000-ABCDEFG.jsonl",
        "reviews-other (conflicted copy).jsonl",
        "reviews-other (Ann's conflicted copy 2026-03-01).jsonl",
        "reviews-other 2.jsonl",
        "reviews-other.jsonl.orig",
        "reviews-other-LAPTOP.jsonl",
    ],
)
def test_conflict_copies_are_read_as_their_machines(store: Store, shared: Path, name: str) -> None:
    (shared / "reviews-other.jsonl").write_bytes(HEAD + ANSWER)
    (shared / name).write_bytes(HEAD + ANSWER + changed(id='"y"'))
    done = synced(store, shared)
    assert (done.received, done.machines, done.unread) == (2, 1, 0)
    assert (shared / name).read_bytes() == HEAD + ANSWER + changed(id='"y"')


def test_marks_of_a_conflict_in_git_are_passed_over(store: Store, shared: Path) -> None:
    merged = b"<<<<<<< HEAD\n%s=======\r\n%s>>>>>>> theirs\n" % (
        ANSWER,
        changed(id='"y"').replace(b"\n", b"\r\n"),
    )
    (shared / "reviews-other.jsonl").write_bytes(HEAD + merged)
    done = synced(store, shared)
    assert (done.received, done.unread) == (2, 3)
    assert names(store) == ["x", "y"]


def test_files_with_other_names_are_let_alone(store: Store, shared: Path) -> None:
    for name in (".syncthing.reviews-other.jsonl.tmp", "notes.jsonl", "reviews.jsonl", ".git"):
        (shared / name).write_bytes(HEAD + ANSWER)
    done = synced(store, shared)
    assert (done.received, done.unread, names(store)) == (0, 0, [])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"\xff\xfe\n", "malformed"),
        (b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n", "nested too deeply"),
        (b"{}\n", "`what`"),
        (b"7\n", "Expected `object`"),
        (b'{"what":"something new"}\n', "Invalid value 'something new'"),
        (changed(rating="5"), "Invalid enum value 5"),
        (changed(rating="true"), "Expected `int`"),
        (changed(at='"2026-03-01T12:00:00"'), "a time without its zone"),
        (changed(at='"0001-01-01T00:00:00+14:00"'), "nothing of a learner's is in the year"),
        (changed(at='"9999-12-31T23:59:59-14:00"'), "nothing of a learner's is in the year 9999"),
        (changed(id="3"), "Expected `str`"),
        (changed(id='"' + "x" * 2000 + '"'), "longer than 1,000 letters"),
        (changed(counted='true,"seconds":NaN'), "JSON is malformed"),
        (changed(counted='true,"seconds":1e999'), "out of range"),
        (changed(counted='true,"score":2.5'), "score 2.5 is not from 0 to 1"),
        (changed(counted='true,"hints":' + "9" * 30), "hints"),
        (changed(counted='true,"said":"' + "x" * 2_000_000 + '"'), "more than 1,048,576 letters"),
        (b'{"what":"undone","id":"x"\n', "truncated"),
        (b'{"what":"new","id":"r","card":"t/1","at":"x"}\n', "Invalid RFC3339"),
        (
            b'{"what":"decided","key":"setting:trusted","at":"2026-03-01T12:00:00Z","value":{}}\n',
            "no 'setting:trusted' is decided for other machines",
        ),
        (
            b'{"what":"decided","key":"setting:parameters","at":"2026-03-01T12:00:00Z",'
            b'"value":[1]}\n',
            "no list of 21 numbers",
        ),
        (
            b'{"what":"decided","key":"state:t/1","at":"2026-03-01T12:00:00Z",'
            b'"value":{"flag":"red"}}\n',
            "Expected `int`",
        ),
        (
            b'{"what":"decided","key":"note:t/1","at":"2026-03-01T12:00:00Z","value":{"a":1}}\n',
            "Expected `str`",
        ),
        (
            b'{"what":"decided","key":"setting:wishes","at":"2026-03-01T12:00:00Z","value":'
            + b"[" * 500
            + b"]" * 500
            + b"}\n",
            "nested too deeply",
        ),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_line_that_makes_no_sense_is_told_and_the_others_are_read(
    store: Store, shared: Path, line: bytes, said: str
) -> None:
    assert line != ANSWER
    (shared / "reviews-other.jsonl").write_bytes(HEAD + line + changed(id='"y"'))
    done = synced(store, shared)
    assert (done.received, done.changes_received, done.unread) == (1, 0, 1)
    assert done.first_unread.startswith(f"{shared / 'reviews-other.jsonl'}:2: ")
    assert said in done.first_unread
    assert len(done.first_unread) < 500
    assert (names(store), set(store.settings())) == (["y"], {"machines", "synced_as"})


def test_a_line_of_100_mib_is_passed_over(store: Store, shared: Path) -> None:
    with (shared / "reviews-other.jsonl").open("wb") as file:
        file.write(HEAD + b'{"what":"undone","id":"')
        for _ in range(100):
            file.write(b"y" * (1 << 20))
        file.write(b'"}\n' + ANSWER)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    done = synced(store, shared)
    assert (done.received, done.unread) == (1, 1)
    assert done.first_unread.endswith("reviews-other.jsonl:2: longer than 8 MiB")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60 * MIB_OF_RSS


def test_answers_to_cards_that_no_bank_has_are_kept(store: Store, shared: Path) -> None:
    (shared / "reviews-other.jsonl").write_bytes(HEAD + changed(card='"gone/card"'))
    synced(store, shared)
    assert store.memories() == {"gone/card": USUAL.review(None, Rating.GOOD, NOON)}


def test_fields_that_a_later_version_added_do_no_harm(store: Store, shared: Path) -> None:
    (shared / "reviews-other.jsonl").write_bytes(HEAD + changed(counted='true,"mood":"good"'))
    assert synced(store, shared).received == 1


def test_a_newer_format_changes_nothing(store: Store, shared: Path) -> None:
    answer(store, "mine")
    (shared / "reviews-a.jsonl").write_bytes(HEAD + ANSWER)
    newer = shared / "reviews-b.jsonl"
    newer.write_bytes(HEAD.replace(b"1", b"2") + changed(id='"y"'))
    with pytest.raises(UsageError, match=f"^{newer}: written by a newer quizapp .format 2"):
        synced(store, shared)
    assert (names(store), len([*shared.iterdir()])) == (["mine"], 2)


def test_too_many_or_too_large_files_are_one_line(
    store: Store, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1001):
        (shared / f"reviews-{number}.jsonl").touch()
    with pytest.raises(UsageError, match=f"^{shared}: more than 1,000 files"):
        synced(store, shared)
    (shared / "reviews-0.jsonl").unlink()
    with (shared / "reviews-1.jsonl").open("wb") as file:
        file.truncate(sync_folder.MAX_ALL + 1)  # a hole, which takes no room
    with pytest.raises(UsageError, match=r"reviews-1.jsonl: with it .* holds more than 256 MiB"):
        synced(store, shared)


def test_what_is_no_plain_file_is_never_waited_for(store: Store, shared: Path) -> None:
    answer(store, "mine")
    os.mkfifo(shared / "reviews-pipe.jsonl")
    (shared / "reviews-folder.jsonl").mkdir()
    (shared / "reviews-device.jsonl").symlink_to("/dev/zero")
    (shared / "reviews-nowhere.jsonl").symlink_to(shared / "gone")
    done = synced(store, shared)
    assert (done.sent, done.unread) == (1, 3)


def test_the_machines_own_file_is_no_way_to_another(
    store: Store, shared: Path, tmp_path: Path
) -> None:
    answer(store, "mine")
    own = shared / f"reviews-{synced(store, shared).machine}.jsonl"
    precious = tmp_path / "precious"
    precious.write_bytes(b"of the learner's")
    answer(store, "next", NOON + HOUR)
    makes: list[Callable[[], None]] = [
        lambda: own.symlink_to(precious),
        lambda: os.mkfifo(own),
        own.mkdir,
    ]
    for make in makes:
        own.unlink()
        make()
        with pytest.raises(UsageError, match=f"^{own}: cannot be written: "):
            synced(store, shared)
        if own.is_dir():
            own.rmdir()
            own.touch()
    assert precious.read_bytes() == b"of the learner's"
    assert synced(store, shared).sent == 2


def test_the_own_file_goes_on_behind_its_last_whole_line(store: Store, shared: Path) -> None:
    answer(store, "first")
    own = shared / f"reviews-{synced(store, shared).machine}.jsonl"
    before = own.read_bytes()
    for cut in (len(before) - 1, len(before) - 10, len(HEAD) - 3, 1, 0):
        own.write_bytes(before[:cut])
        assert synced(store, shared).sent == 1
        assert own.read_bytes() == before
    own.write_bytes(before + b'{"what":"ans' + b"w" * 200_000)
    answer(store, "second", NOON + HOUR)
    assert synced(store, shared).sent == 1
    after = own.read_bytes()
    assert after.startswith(before)
    assert (after.count(b"\n"), after[-1:]) == (3, b"\n")


def test_of_lines_that_find_no_room_nothing_stays(
    store: Store, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(store, "first")
    own = shared / f"reviews-{synced(store, shared).machine}.jsonl"
    before = own.read_bytes()
    (shared / "reviews-other.jsonl").write_bytes(HEAD + ANSWER)
    answer(store, "second", NOON + HOUR)
    real = os.write

    def write(descriptor: int, data: bytes) -> int:
        if len(data) < 30:
            raise OSError(28, "No space left on device")
        return real(descriptor, data[: len(data) // 2])

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", write)
        with pytest.raises(UsageError, match=f"^{own}: cannot be written: No space left"):
            synced(store, shared)
    assert own.read_bytes() == before
    assert sorted(names(store)) == ["first", "second", "x"]  # what was received stays
    done = synced(store, shared)
    assert (done.sent, done.received) == (1, 0)


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from quizapp.config import Config
from quizapp.interchange.syncing import sync
from quizapp.store.store import Store

left = int(sys.argv[3])
ours = ("sync", "store", "log", "retelling", "database", "rows")

def watched(frame, event, value):
    global left
    if Path(frame.f_code.co_filename).stem.startswith(ours):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return watched

def write(descriptor, data, real=os.write):
    half = len(data) // 2 or 1  # so that a kill finds half a line
    return real(descriptor, data[:half])

os.write = write
with Store(Path(sys.argv[1])) as store:
    sys.settrace(watched)
    sync(store, Path(sys.argv[2]), Config(), datetime(2026, 3, 1, 12, tzinfo=UTC))
    sys.settrace(None)
print(-left)
"""


def run_till(store: Path, shared: Path, moment: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", KILLED, str(store), str(shared), str(moment)],
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_kill_at_any_moment_loses_nothing(tmp_path: Path, shared: Path) -> None:
    """Here and there two answers are new, and one was taken back."""
    other = HEAD + b"".join(changed(id=f'"there {number}"') for number in range(2))
    file = shared / "reviews-other.jsonl"
    file.write_bytes(other + b'{"what":"undone","id":"gone"}\n')
    path = tmp_path / "killed" / "quizapp.db"

    def fresh() -> None:
        for old in (*path.parent.glob("*"), *shared.glob("reviews-*")):
            if old != file:
                old.unlink()
        with Store(path) as store:
            answer(store, "here 0")
            answer(store, "gone", NOON + HOUR)
            answer(store, "here 1", NOON + 2 * HOUR)

    fresh()
    whole = run_till(path, shared, 0)
    assert whole.returncode == 0, whole.stderr
    moments = int(whole.stdout)
    luck = Random(1)
    kept = {"here 0", "here 1"}
    for moment in sorted(luck.sample(range(1, moments), 16)):
        fresh()
        killed = run_till(path, shared, moment)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        with Store(path) as store:
            assert kept <= set(names(store))
            synced(store, shared)
            wanted = (names(store), store.memories())
            assert set(wanted[0]) == {*kept, "there 0", "there 1"}
        with Store(tmp_path / f"other-{moment}" / "quizapp.db") as store:
            synced(store, shared)
            assert (names(store), store.memories()) == wanted
