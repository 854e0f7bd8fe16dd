"""Snippets run in the Python that was named, which needs nothing of quizapp installed."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from quizapp.core.run import Finished, Job, Limits
from quizapp.errors import UsageError
from quizapp.runner import Runner
from quizapp.runner.interpreter import Interpreter, find, own, with_torch_nearby

from .conftest import mark, processes

pytestmark = pytest.mark.asyncio(loop_scope="session")

NAMES = ("python3.10", "python3.11", "python3.12", "python3.13", "python3.14")
_ASKED = "import sys; print(sys.version_info[:2] >= (3, 10), *sys.version_info[:2])"


def others() -> dict[str, str]:
    """The Pythons of this machine by their versions; the one of these tests among them."""
    placed = Path.home().glob(".pyenv/versions/3.*/bin/python3")
    programs = [*filter(None, map(shutil.which, NAMES)), *map(str, placed), sys.executable]
    found = {}
    for program in programs:
        asked = subprocess.run([program, "-c", _ASKED], capture_output=True, text=True, check=False)
        good, _, version = asked.stdout.strip().partition(" ")
        if good == "True":
            found[version.replace(" ", ".")] = program
    return found


PYTHONS = others()


@pytest.fixture(scope="module", params=list(PYTHONS.values()), ids=list(PYTHONS))
def environment(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare environment, with a package of its own."""
    folder = tmp_path_factory.mktemp("other") / "environment"
    made = [request.param, "-m", "venv", "--without-pip", str(folder)]
    subprocess.run(made, check=True, capture_output=True, timeout=120)
    [site] = folder.glob("lib/python3*/site-packages")
    (site / "only_there.py").write_text("WHERE = __file__\n")
    return folder


def script(folder: Path, text: str, **limits: float) -> Job:
    path = folder / "script.py"
    path.write_text(text)
    return Job(path=path, limits=Limits(**limits))  # type: ignore[arg-type]


@pytest.mark.parametrize("method", ["fork", "spawn"])
async def test_a_script_runs_there(environment: Path, tmp_path: Path, method: str) -> None:
    text = (
        "import sys, only_there\n"
        "print(sys.prefix); print(only_there.WHERE)\n"
        "try: import msgspec\nexcept ImportError: print('nothing of ours')\n"
        "print(sys.path[0]); print([p for p in sys.path[1:] if 'quizapp' in p])\n"
        "raise ValueError('seen')\n"
    )
    async with Runner([["only_there"]], start_method=method, python=find(str(environment))) as one:  # type: ignore[arg-type]
        ended = await one.run(script(tmp_path, text))
        versions = await one.versions()
        assert one.problems == []
    printed = ended.stdout.splitlines()
    assert printed[0] == str(environment)
    assert printed[1].startswith(str(environment))
    assert printed[2:] == ["nothing of ours", str(tmp_path), "[]"]
    assert ended.stderr.endswith("ValueError: seen\n")
    assert "quizapp" not in ended.stderr
    assert ended.finished.raised is not None
    assert ended.finished.raised.line == "ValueError: seen"
    assert ".".join(map(str, find(str(environment)).version)) == versions["python"]


async def test_it_is_confined_and_held_to_its_limits_there(
    environment: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "answers").write_text("a secret")
    async with Runner([], python=find(str(environment)), private=[data]) as one:
        ended = await one.run(
            script(
                tmp_path, mark("there") + "print('on', flush=True)\nwhile True: pass", seconds=0.5
            )
        )
        peek = await one.run(script(tmp_path, f"print(open({str(data / 'answers')!r}).read())"))
    assert (ended.finished.outcome, ended.stdout) == ("timed_out", "on\n")
    assert not processes("there")
    assert "a secret" not in peek.stdout
    assert peek.finished.outcome == "error"


async def test_the_copy_that_was_handed_over_is_taken_away(
    environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    async with Runner([], python=find(str(environment))) as one:
        assert (await one.run(script(tmp_path, "print(1)"))).stdout == "1\n"
        assert list(tmp_path.glob("*/quizapp/runner/inside/entry.py"))
    assert [path.name for path in tmp_path.iterdir()] == ["script.py"]


async def test_one_that_breaks_later_is_told_in_one_line(tmp_path: Path) -> None:
    gone = Interpreter(str(tmp_path / "gone"), (3, 12, 0), ())
    async with Runner([], python=gone) as one:
        with pytest.raises(Exception, match="snippets cannot run: no process can be started"):
            await asyncio.wait_for(one.run(script(tmp_path, "print(1)")), 60)


async def test_the_apps_own_is_known_as_its_own() -> None:
    assert find(sys.executable) == own()
    assert own().own


def fake(folder: Path, says: str) -> Path:
    program = folder / "fake"
    program.write_text(f"#!/bin/sh\n{says}\n")
    program.chmod(0o755)
    return program


async def test_what_is_no_python_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text").write_text("no program")
    old = json.dumps(["cpython", [3, 8, 1], "/x", []])
    pypy = json.dumps(["pypy", [3, 11, 1], "/x", []])
    wrong = {
        str(tmp_path / "none" / "python"): "there is no such file",
        "no-such-python": "no such program; name a Python, or its environment",
        str(tmp_path / "empty"): "no Python in this folder; name its program",
        str(tmp_path / "text"): "cannot be started: Permission denied",
        "/bin/false": "is no Python that works; try it by hand",
        "/bin/echo": "is no Python that works; try it by hand",
    }
    for where, said in wrong.items():
        with pytest.raises(UsageError) as raised:
            find(where)
        assert str(raised.value) == f"python {where}: {said}"
    for says, shown in ((old, "cpython 3.8.1"), (pypy, "pypy 3.11.1")):
        with pytest.raises(UsageError, match=f"is {shown}; snippets need CPython 3.10 or later"):
            find(str(fake(tmp_path, f"echo '{says}'")))


async def test_environments_with_torch_are_found_and_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(folder: Path, library: str) -> Path:
        package = folder / "lib" / "python3.12" / "site-packages" / library
        package.mkdir(parents=True)
        (package / "__init__.py").write_text("raise SystemExit('was run')")
        return folder

    project = tmp_path / "project"
    active = make(tmp_path / "active", "torch")
    conda = make(tmp_path / "conda", "numpy")
    beside = make(project / ".venv", "torch")
    listed = make(tmp_path / "listed", "torch")
    home = tmp_path / "home"
    (home / ".conda").mkdir(parents=True)
    (home / ".conda" / "environments.txt").write_text(f"{listed}\n{tmp_path / 'gone'}\n\n")
    (project / "src").mkdir()
    monkeypatch.chdir(project / "src")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("VIRTUAL_ENV", str(active))
    monkeypatch.setenv("CONDA_PREFIX", str(conda))
    assert list(with_torch_nearby()) == [active, beside, listed]
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        monkeypatch.delenv(name)
    os.chdir(tmp_path)
    assert list(with_torch_nearby()) == [listed]


async def test_a_stream_ends_in_one_finished(environment: Path, tmp_path: Path) -> None:
    async with Runner([], python=find(str(environment))) as one:
        events = [event async for event in one.stream(script(tmp_path, "print(1); print(2)"))]
    assert isinstance(events[-1], Finished)
    assert sum(isinstance(event, Finished) for event in events) == 1
