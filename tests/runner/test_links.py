"""Symbolic links on the way to a bank, to the home and to this package make no difference."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

import quizapp
from quizapp.core.run import Job
from quizapp.runner import Runner
from quizapp.runner.safety import ALL_WALLS

from .conftest import NO_NAMESPACES, run_plain

SCRIPT = """
import os, sys, helper
from pathlib import Path
print(helper.VALUE, __file__, sys.argv, sys.path[0])
print(os.path.realpath(__file__), Path(__file__).resolve().parent.name)
print((Path(__file__).parent / "data.txt").read_text())
"""


@pytest_asyncio.fixture(
    loop_scope="session",
    scope="module",
    params=[ALL_WALLS, NO_NAMESPACES],
    ids=["namespaces", "none"],
)
async def confined(request: pytest.FixtureRequest) -> AsyncIterator[Runner]:
    async with Runner(preload=[], walls=request.param) as runner:
        yield runner


def bank(folder: Path) -> Path:
    """The script of a bank in this folder."""
    folder.mkdir(parents=True)
    (folder / "helper.py").write_text("VALUE = 42\n")
    (folder / "data.txt").write_text("data")
    script = folder / "script.py"
    script.write_text(SCRIPT)
    return script


def absolute_link(root: Path) -> Path:
    bank(root / "disk" / "bank")
    (root / "link").symlink_to(root / "disk")
    return root / "link" / "bank" / "script.py"


def relative_link(root: Path) -> Path:
    bank(root / "disk" / "bank")
    (root / "link").symlink_to("disk")
    return root / "link" / "bank" / "script.py"


def link_to_the_bank(root: Path) -> Path:
    bank(root / "disk" / "bank")
    (root / "bank").symlink_to(root / "disk" / "bank")
    return root / "bank" / "script.py"


def link_to_a_link(root: Path) -> Path:
    bank(root / "disk" / "bank")
    (root / "one").symlink_to(root / "disk")
    (root / "two").mkdir()
    (root / "two" / "link").symlink_to("../one/../one/bank")
    return root / "two" / "link" / "script.py"


def link_to_the_script(root: Path) -> Path:
    script = bank(root / "bank")
    (root / "bank" / "other.py").symlink_to(script)
    return root / "bank" / "other.py"


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize(
    "make",
    [absolute_link, relative_link, link_to_the_bank, link_to_a_link, link_to_the_script],
)
async def test_a_run_behind_a_link_is_what_plain_python_does(
    make: Callable[[Path], Path], confined: Runner, tmp_path: Path
) -> None:
    script = make(tmp_path)
    ours = await confined.run(Job(path=script, readable=(script.parent,)))
    theirs = await run_plain(script, tmp_path)
    assert (ours.stdout, ours.stderr) == (theirs.stdout, theirs.stderr)
    assert ours.finished.outcome == "ok"


@pytest.mark.asyncio(loop_scope="session")
async def test_a_bank_in_a_home_that_is_a_link_runs(
    confined: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = bank(tmp_path / "disk" / "me" / "bank")
    (tmp_path / "disk" / "me" / "secret").write_text("s3cret")
    (tmp_path / "home").symlink_to(tmp_path / "disk")
    home = tmp_path / "home" / "me"
    monkeypatch.setenv("HOME", str(home))
    script = home / "bank" / "script.py"
    script.write_text(f"{SCRIPT}\nprint(open(Path(__file__).parent / '../secret').read())")
    ended = await confined.run(Job(path=script, readable=(home / "bank", home)))
    assert ended.stdout.startswith(f"42 {script} ['{script}'] {tmp_path}/disk/me/bank\n")
    assert "s3cret" not in ended.stdout
    assert ended.finished.raised is not None
    assert ended.finished.raised.bases[0] == "OSError"


@pytest.mark.asyncio(loop_scope="session")
async def test_a_bank_whose_name_is_not_text_runs(confined: Runner, tmp_path: Path) -> None:
    script = bank(tmp_path / os.fsdecode(b"b\xe4nk"))
    script.write_text("import helper; print(helper.VALUE, ascii(__file__))")
    ended = await confined.run(Job(path=script))
    assert ended.stdout == f"42 {str(script)!a}\n"


RUN = """
import asyncio, sys
from pathlib import Path
from quizapp.core.run import Job
from quizapp.runner import Runner, protection

async def main():
    async with Runner(preload=[], start_method=sys.argv[1]) as runner:
        print((await runner.run(Job(path=Path(sys.argv[2])))).stdout, end="")
        print(protection().confined)

asyncio.run(main())
"""


@pytest.mark.parametrize("start_method", ["fork", "spawn"])
@pytest.mark.parametrize("checkout", ["link", "{root}/link", "below/../link"])
def test_a_checkout_behind_a_link_or_named_from_here_runs(
    start_method: str, checkout: str, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(Path(quizapp.__file__).parents[1])
    (tmp_path / "below").mkdir()
    script = tmp_path / "script.py"
    script.write_text("import quizapp; print('ran', quizapp.__file__)")
    run = f"import sys; sys.path.insert(0, {checkout.format(root=tmp_path)!r})\n{RUN}"
    done = subprocess.run(
        [sys.executable, "-c", run, start_method, "script.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    said = done.stdout.splitlines()
    assert said[0].startswith(f"ran {tmp_path}")
    assert said[1] == "True"
