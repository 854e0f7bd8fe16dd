"""Nothing is left behind, however a runner's owner ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quizapp.runner.environment import command
from quizapp.scratch import Scratch

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and locks")
_LONG = 60  # seconds, on a very busy machine
OWNER = """
import asyncio, sys
from quizapp.runner import Runner
async def main():
    async with Runner(preload=[["json"], ["decimal"], ["email.mime.text"]]) as runner:
        print("made", flush=True)
        if sys.argv[1] == "ready":
            await runner.wait_ready()
            print("ready", flush=True)
        await asyncio.sleep(60)
asyncio.run(main())
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files are made."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def age(path: Path) -> None:
    an_hour_ago = time.time() - 3600
    os.utime(path, (an_hour_ago, an_hour_ago))


def test_a_folder_goes_with_its_owner(place: Path) -> None:
    scratch = Scratch()
    (scratch.path / "file").touch()
    assert list(place.iterdir()) == [scratch.path]
    scratch.remove()
    assert list(place.iterdir()) == []


def test_a_server_whose_owner_was_killed_before_it_said_a_word_clears_up(place: Path) -> None:
    folder = place / "quizapp-scratch-left"
    folder.mkdir()
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.close()
    with theirs:
        ended = subprocess.run(
            command(str(theirs.fileno()), str(folder)),
            pass_fds=[theirs.fileno()],
            check=False,
            timeout=_LONG,
        )
    assert ended.returncode == 0
    assert not folder.exists()


def test_what_a_killed_owner_left_goes_when_the_next_comes(place: Path) -> None:
    left = place / "quizapp-scratch-left"
    (left / "inside").mkdir(parents=True)
    age(left)
    scratch = Scratch()
    assert list(place.iterdir()) == [scratch.path]
    scratch.remove()


def test_what_somebody_has_stays(place: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    link, young = place / "quizapp-scratch-link", place / "quizapp-scratch-young"
    link.symlink_to(elsewhere)
    young.mkdir()
    (place / "quizapp-notes").mkdir()
    (place / "quizapp-scratch-file").touch()
    first = Scratch()
    for path in (elsewhere, first.path, place / "quizapp-notes", place / "quizapp-scratch-file"):
        age(path)
    second = Scratch()
    assert len(list(place.iterdir())) == 6
    assert elsewhere.is_dir()
    first.remove()
    second.remove()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("moment", ["made", "ready"])
def test_a_killed_owner_leaves_no_process_and_no_folder(moment: str, tmp_path: Path) -> None:
    env = {**os.environ, "TMPDIR": str(tmp_path)}
    for delay in (0.0, 0.05, 0.3):
        with subprocess.Popen(
            [sys.executable, "-c", OWNER, moment], stdout=subprocess.PIPE, text=True, env=env
        ) as owner:
            assert owner.stdout is not None
            while owner.stdout.readline() != f"{moment}\n":
                pass
            time.sleep(delay)
            owner.send_signal(signal.SIGKILL)
        end = time.monotonic() + _LONG
        while (left := _left(tmp_path)) and time.monotonic() < end:
            time.sleep(0.05)
            for path in tmp_path.iterdir():  # made, and killed before there was a server: the next
                age(path)  # owner would have cleared it away
            if not _processes(tmp_path):
                _sweep(tmp_path)
        assert left == []


def _left(place: Path) -> list[str]:
    return [path.name for path in place.iterdir()] + _processes(place)


def _processes(place: Path) -> list[str]:
    """Those that were told of this place for temporary files."""
    found: list[str] = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                said = (entry / "environ").read_bytes()
            except OSError:
                continue
            if f"TMPDIR={place}".encode() in said:
                found.append(entry.name)
    return found


def _sweep(place: Path) -> None:
    code = "from quizapp.scratch import Scratch; Scratch().remove()"
    env = {**os.environ, "TMPDIR": str(place)}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)
