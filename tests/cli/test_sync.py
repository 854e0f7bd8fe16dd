"""quizapp sync."""

import errno
import json
import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import USUAL
from quizapp.core.memory.review import CardState, Review
from quizapp.store.store import Store
from tests.cli.calling import Command

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def quizapp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    return Command(tmp_path, monkeypatch, capsys)


def answered(folder: Path, name: str, count: int = 1) -> None:
    with Store(folder / "quizapp.db") as store:
        for number in range(count):
            at = NOON + timedelta(minutes=number)
            after = USUAL.review(None, Rating.GOOD, at)
            card = f"mini/{number}"
            store.append(Review(f"{name} {number}", card, "s", at, Rating.GOOD, None, after))


def test_what_went_either_way_is_said_in_one_line(quizapp: Command, tmp_path: Path) -> None:
    shared = tmp_path / "new" / "shared"
    for name, count in (("a", 10), ("b", 20)):
        answered(tmp_path / name, name, count)
        done = quizapp("--data-dir", tmp_path / name, "sync", shared)
        assert (done.code, done.err) == (0, "")
    answered(quizapp.data, "mine", 12)
    done = quizapp("sync", shared)
    assert (done.code, done.out, done.err) == (0, "sent 12, received 30 (from 2 machines)\n", "")
    assert quizapp("sync").out == "sent 0, received 0\n"
    with Store(quizapp.data / "quizapp.db") as store:
        store.undo("mine 3")
        store.set_states({"mini/2": CardState(flag=1)})
        assert store.review_count() == 41
    assert quizapp("sync").out == "sent 0, received 0; not answers: sent 2, received 0\n"
    done = quizapp("--data-dir", tmp_path / "a", "sync")
    said = "sent 0, received 31 (from 2 machines); not answers: sent 0, received 1\n"
    assert (done.code, done.out) == (0, said)


def test_the_folder_is_known_from_then_on(
    quizapp: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = quizapp("sync")
    assert (done.code, done.out) == (2, "")
    assert done.err == "quizapp: name the folder: quizapp sync DIR; from then on it is known\n"
    assert quizapp("sync", "beside").code == 0
    assert quizapp("config", "sync").out.strip() == str(quizapp.here / "beside")
    monkeypatch.chdir("/")
    assert quizapp("sync").code == 0
    monkeypatch.setenv("QUIZAPP_SYNC", str(quizapp.here / "other"))
    assert json.loads(quizapp("sync", "--json").out)["folder"] == str(quizapp.here / "other")


def test_a_program_reads_it_as_json(quizapp: Command, tmp_path: Path) -> None:
    answered(quizapp.data, "mine")
    (tmp_path / "reviews-x.jsonl").write_bytes(b"{}\n")
    done = quizapp("sync", tmp_path, "--json")
    found = json.loads(done.out)
    [own] = tmp_path.glob(f"reviews-{found.pop('machine')}.jsonl")
    assert own.read_bytes().startswith(b'{"what":"quizapp sync","version":1}\n{"what":"answer",')
    assert found.pop("first_unread").startswith(f"{tmp_path / 'reviews-x.jsonl'}:1: ")
    assert found == {
        "folder": str(tmp_path),
        "sent": 1,
        "received": 0,
        "machines": 0,
        "changes_sent": 0,
        "changes_received": 0,
        "unread": 1,
    }
    assert done.err.startswith("quizapp: 1 line left out, the first: ")


def test_lines_that_cannot_be_read_are_one_line_and_steer_no_terminal(
    quizapp: Command, tmp_path: Path
) -> None:
    evil = b'{"what":"\x1b]0;evil\\u001b]0;evil\\u202e"}\nno JSON\n'
    (tmp_path / "reviews-x\x1b[2J.jsonl").write_bytes(evil)
    (tmp_path / os.fsdecode(b"reviews-y\xff.jsonl")).write_bytes(b"half a line")
    done = quizapp("sync", tmp_path)
    assert (done.code, done.out, len(done.err.splitlines())) == (0, "sent 0, received 0\n", 1)
    assert "3 lines left out, the first: " in done.err
    assert "\x1b" not in done.err
    assert "\u202e" not in done.err


def test_a_folder_that_cannot_be_used_is_one_line(quizapp: Command, tmp_path: Path) -> None:
    answered(quizapp.data, "mine")
    file = tmp_path / "file"
    file.write_bytes(b"mine")
    newer = tmp_path / "newer"
    newer.mkdir()
    (newer / "reviews-b.jsonl").write_bytes(b'{"what":"quizapp sync","version":7}\n')
    for folder, said in (
        (file, f"{file}: not a folder; name one, or one that is to be made"),
        (file / "below", f"{file / 'below'}: cannot be used: Not a directory"),
        ("", "name the folder: quizapp sync DIR; from then on it is known"),
        ("/dev/null/x", "/dev/null/x: cannot be used: Not a directory"),
        ("a\0b", "cannot be used: no folder has this name"),
        ("x" * 5000, "cannot be used: File name too long"),
        (newer, "written by a newer quizapp (format 7, this one knows 1): upgrade quizapp"),
    ):
        done = quizapp("sync", folder)
        assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1), folder
        assert said in done.err
    assert quizapp("sync").err.startswith("quizapp: name the folder")
    assert file.read_bytes() == b"mine"


def test_a_folder_that_may_only_be_read_is_read(
    quizapp: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shared"
    answered(tmp_path / "a", "a")
    quizapp("--data-dir", tmp_path / "a", "sync", shared)
    answered(quizapp.data, "mine")
    real = os.open

    def only_read(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if Path(path).parent == shared and flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return real(path, flags, mode)

    with monkeypatch.context() as patched:  # root would write where it may not
        patched.setattr(os, "open", only_read)
        done = quizapp("sync", shared)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert "cannot be written: Read-only file system; what came in is kept" in done.err
    with Store(quizapp.data / "quizapp.db") as store:
        assert {one.id for one in store.reviews()} == {"a 0", "mine 0"}
    assert quizapp("sync", shared).out == "sent 1, received 0\n"


def test_several_syncs_at_once_send_everything_once(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    for name in "ab":
        answered(tmp_path / name, name, 30)
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "quizapp", "sync", str(shared), "--data-dir", str(tmp_path / n)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for n in "abab"
    ]
    ended = [one.communicate(timeout=120) for one in started]
    assert [one.returncode for one in started] == [0] * 4, ended
    lines = [
        json.loads(line)
        for path in shared.glob("reviews-*.jsonl")
        for line in path.read_text().splitlines()
    ]
    ids = Counter(line["id"] for line in lines if line["what"] == "answer")
    assert (len(ids), set(ids.values())) == (60, {1})
