"""Where a process cannot be forked, a spawned interpreter serves; a caller sees no difference."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from quizapp.core.run import Finished, Job, Limits, Output
from quizapp.runner import Runner

from .conftest import mark, processes

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def spawning() -> AsyncIterator[Runner]:
    async with Runner(preload=[], start_method="spawn") as runner:
        yield runner


def script(folder: Path, text: str, **limits: Any) -> Job:
    path = folder / "script.py"
    path.write_text(text)
    return Job(path=path, limits=Limits(**limits))


async def test_a_script_runs_as_under_plain_python(spawning: Runner, tmp_path: Path) -> None:
    job = script(
        tmp_path,
        "import sys, os, threading\n"
        "print(__name__, __file__, sys.argv, sys.path[0], os.getcwd() == os.environ['HOME'])\n"
        "print('err', file=sys.stderr); print(threading.Thread().name, [sys.stdin.read()])\n"
        "sys.exit(3)",
    )
    ended = await spawning.run(job)
    name, folder = str(job.path), str(tmp_path)
    assert ended.stdout == f"__main__ {name} ['{name}'] {folder} True\nThread-1 ['']\n"
    assert (ended.stderr, ended.finished.outcome) == ("err\n", "error")
    assert ended.finished.exit_code == 3


async def test_output_comes_while_it_runs_and_closing_ends_it(
    spawning: Runner, tmp_path: Path
) -> None:
    text = mark("spawned") + "print('on'); import time; time.sleep(60)"
    async with contextlib.aclosing(spawning.stream(script(tmp_path, text))) as events:
        assert await anext(events) == Output("stdout", "on\n")
        assert processes("spawned")
    assert not processes("spawned")


async def test_the_time_limit_ends_a_run(spawning: Runner, tmp_path: Path) -> None:
    job = script(tmp_path, "print('on', flush=True)\nwhile True: pass", seconds=0.5)
    ended = await spawning.run(job)
    assert (ended.finished.outcome, ended.stdout) == ("timed_out", "on\n")


async def test_a_crash_is_a_word(spawning: Runner, tmp_path: Path) -> None:
    ended = await spawning.run(script(tmp_path, "import os; os.abort()"))
    assert (ended.finished.outcome, ended.finished.exit_code) == ("killed", -6)


async def test_refused_memory_is_told(spawning: Runner, tmp_path: Path) -> None:
    ended = await spawning.run(script(tmp_path, "x = bytearray(1 << 42)"))
    assert ended.finished.outcome == "out_of_memory"


async def test_the_exception_that_it_ended_in_is_told(spawning: Runner, tmp_path: Path) -> None:
    ended = await spawning.run(script(tmp_path, "class Mine(KeyError): pass\nraise Mine('a')"))
    raised = ended.finished.raised
    assert raised is not None
    assert (raised.line, raised.bases[0]) == ("Mine: 'a'", "KeyError")


async def test_a_great_heap_of_forged_extras_is_nothing_but_the_end(
    spawning: Runner, tmp_path: Path
) -> None:
    text = (
        "import glob, os\n"
        "with open(os.path.join(os.getcwd(), '..', 'extra'), 'wb') as f:\n"
        "    for _ in range(100): f.write(b'\\1\\0\\0\\0x' * 200_000)\n"
        "raise ValueError"
    )
    ended = await spawning.run(script(tmp_path, text))
    assert (ended.finished.outcome, ended.figures) == ("killed", [])


async def test_figures_come_over(spawning: Runner, tmp_path: Path) -> None:
    text = "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()"
    ended = await spawning.run(script(tmp_path, text, seconds=60))
    assert [figure.axes[0].series[0].y for figure in ended.figures] == [[1.0, 2.0]]


async def test_runs_go_on_side_by_side(spawning: Runner, tmp_path: Path) -> None:
    job = script(tmp_path, "print('ran')")
    ended = await asyncio.gather(*(spawning.run(job) for _ in range(3)))
    assert [one.stdout for one in ended] == ["ran\n"] * 3


async def test_edited_text_runs_in_place_of_the_file(spawning: Runner, tmp_path: Path) -> None:
    job = script(tmp_path, "print('on disk')")
    ended = await spawning.run(Job(path=job.path, source="print('edited')"))
    assert ended.stdout == "edited\n"


async def test_nothing_is_left(tmp_path: Path) -> None:
    async with Runner(preload=[], start_method="spawn") as gone:
        folder = gone._folder
        events = [event async for event in gone.stream(script(tmp_path, "pass"))]
        assert isinstance(events[-1], Finished)
    assert not folder.exists()
