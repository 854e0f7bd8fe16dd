"""A real runner, shared by the whole session: a server takes seconds to load its libraries."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import pytest_asyncio

from quizapp.core.run import Job, Limits, Transcript
from quizapp.runner import Runner
from quizapp.runner.safety import ALL_WALLS

# What is left where the kernel, or a container, refuses namespaces.
NO_NAMESPACES = ALL_WALLS._replace(namespaces=False)
# Where on top of that nobody can be asked about a call.
NOBODY_ASKED = NO_NAMESPACES._replace(asking=False)

Run = Callable[..., Coroutine[Any, Any, Transcript]]


class Plain(NamedTuple):
    """What `python file.py` printed, and its exit status as in subprocess."""

    stdout: str
    stderr: str
    exit_code: int | None


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def runner() -> AsyncIterator[Runner]:
    async with Runner() as shared:
        await shared.wait_ready()
        while not shared.settled:
            await asyncio.sleep(0.05)
        yield shared


@pytest.fixture
def run(runner: Runner, tmp_path: Path) -> Run:
    """Write a script to a folder of its own, and run it there."""

    async def run_script(text: str, *, device: str = "auto", **limits: Any) -> Transcript:
        script = tmp_path / "bank" / "script.py"
        script.parent.mkdir(exist_ok=True)
        script.write_text(text)
        return await runner.run(Job(path=script, device=device, limits=Limits(**limits)))

    return run_script


def _own(name: str) -> str:
    """The kernel keeps 15 letters; another run of these tests may go on beside this one."""
    return f"{name[:7]}-{os.getpid()}"


def mark(name: str) -> str:
    """A script that begins with this gives its processes a name that its forks inherit."""
    return f"import ctypes; ctypes.CDLL(None).prctl(15, b'{_own(name)}', 0, 0, 0)\n"


def processes(name: str) -> set[int]:
    """The living processes so marked, on the whole machine; zombies are not alive."""
    found: set[int] = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                status = (entry / "status").read_text()
                if status.startswith(f"Name:\t{_own(name)}\n") and "State:\tZ" not in status:
                    found.add(int(entry.name))
    return found


async def run_plain(path: Path, cwd: Path) -> Plain:
    """Run `python path` as a learner would, into pipes."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(path),
        cwd=cwd,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "HOME": str(cwd), "TMPDIR": str(cwd)},
    )
    out, err = await process.communicate()
    return Plain(out.decode(), err.decode(), process.returncode)
