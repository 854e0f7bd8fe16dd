"""The runner's promises: events in order, one Finished, limits, cancelling, a server that dies."""

import asyncio
import contextlib
import errno
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from quizapp.core.run import Event, Finished, Job, Limits, Output
from quizapp.errors import RunnerError
from quizapp.runner import Runner
from quizapp.runner.client import StartMethod

from .conftest import Run, mark, processes

pytestmark = pytest.mark.asyncio(loop_scope="session")
SLEEP = "import time; print('on', flush=True); time.sleep(60)"


@pytest_asyncio.fixture(loop_scope="session")
async def own_runner() -> AsyncIterator[Runner]:
    """A runner to break; it loads nothing, so it is there at once."""
    async with Runner(preload=[]) as own:
        yield own


def script(folder: Path, text: str, **limits: Any) -> Job:
    path = folder / "script.py"
    path.write_text(text)
    return Job(path=path, limits=Limits(**limits))


def server_of(runner: Runner) -> int:
    """The process that forks: the only child of ours that was started with the runner's file."""
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    folder = str(runner._folder)
    for pid in children:
        for fd in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                if str(fd.readlink()).startswith(folder):
                    return int(pid)
    raise AssertionError("the runner has no server")


async def test_finished_comes_once_and_last(runner: Runner, tmp_path: Path) -> None:
    events: list[Event] = []
    async for event in runner.stream(script(tmp_path, "print('a'); print('b')")):
        events.append(event)
    assert [type(event) for event in events].count(Finished) == 1
    assert isinstance(events[-1], Finished)
    assert events[-1].outcome == "ok"
    assert "".join(e.text for e in events if isinstance(e, Output)) == "a\nb\n"


async def test_output_comes_while_the_script_goes_on(runner: Runner, tmp_path: Path) -> None:
    async with contextlib.aclosing(runner.stream(script(tmp_path, SLEEP))) as events:
        assert await anext(events) == Output("stdout", "on\n")


async def test_closing_the_stream_ends_every_process(runner: Runner, tmp_path: Path) -> None:
    text = mark("closed") + (
        "import os, signal\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "if os.fork() == 0: os.setsid()\n"
    )
    async with contextlib.aclosing(runner.stream(script(tmp_path, text + SLEEP))) as events:
        await anext(events)
        assert processes("closed")
    assert not processes("closed")


async def test_cancelling_the_task_ends_every_process(runner: Runner, tmp_path: Path) -> None:
    began = asyncio.Event()

    async def watch() -> None:
        async for _ in runner.stream(script(tmp_path, mark("cancelled") + SLEEP)):
            began.set()

    task = asyncio.create_task(watch())
    await began.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not processes("cancelled")


async def test_the_time_limit_ends_a_run(run: Run) -> None:
    ended = await run("print('so far')\nwhile True: pass", seconds=0.5)
    assert ended.finished.outcome == "timed_out"
    assert ended.finished.seconds >= 0.5
    assert ended.stdout == "so far\n"


async def test_output_above_its_limit_is_cut_and_said_to_be(run: Run) -> None:
    ended = await run("for i in range(100_000): print(i)", output=1000)
    assert ended.finished.outcome == "ok"
    assert ended.finished.truncated
    assert len(ended.stdout) == 1000


@pytest.mark.parametrize(
    ("text", "outcome", "exit_code"),
    [
        ("pass", "ok", 0),
        ("raise SystemExit(0)", "ok", 0),
        ("1 / 0", "error", 1),
        ("raise SystemExit(7)", "error", 7),
        ("raise KeyboardInterrupt", "error", -2),
        ("import os; os.abort()", "killed", -6),
        ("raise MemoryError", "out_of_memory", 1),
    ],
)
async def test_how_a_run_ended_is_a_word(run: Run, text: str, outcome: str, exit_code: int) -> None:
    ended = (await run(text)).finished
    assert (ended.outcome, ended.exit_code) == (outcome, exit_code)


async def test_runs_go_on_side_by_side(runner: Runner, tmp_path: Path) -> None:
    """None of them ends before all have begun."""
    begun: set[int] = set()

    async def one(number: int) -> str:
        path = tmp_path / f"{number}.py"
        path.write_text(
            f"import os, time\nprint({number}, flush=True)\n"
            f"while not os.path.exists({str(tmp_path / 'go')!r}): time.sleep(0.01)\nprint('end')"
        )
        text = ""
        async for event in runner.stream(Job(path=path)):
            if isinstance(event, Output):
                text += event.text
                begun.add(number)
                if len(begun) == 8:
                    (tmp_path / "go").touch()
        return text

    assert await asyncio.gather(*map(one, range(8))) == [f"{n}\nend\n" for n in range(8)]


async def test_memory_that_a_run_took_is_told(run: Run) -> None:
    small = (await run("pass")).finished.peak_memory
    large = (await run("x = bytearray(b'x' * (200 << 20))")).finished.peak_memory
    assert small < 50 << 20
    assert large > 190 << 20


async def test_a_run_asked_for_at_once_waits_for_the_server(tmp_path: Path) -> None:
    async with Runner(preload=[]) as fresh:
        assert not fresh.ready
        assert (await fresh.run(script(tmp_path, "print('ran')"))).stdout == "ran\n"
        await fresh.wait_ready()
        assert fresh.ready
        assert fresh.status == "ready"


async def test_a_run_goes_on_when_its_server_is_killed(own_runner: Runner, tmp_path: Path) -> None:
    await own_runner.wait_ready()
    job = script(tmp_path, "print('on')\nimport time; time.sleep(0.3)\nprint('end')")
    async with contextlib.aclosing(own_runner.stream(job)) as events:
        assert await anext(events) == Output("stdout", "on\n")
        os.kill(server_of(own_runner), signal.SIGKILL)
        rest = [event async for event in events]
    assert isinstance(rest[-1], Finished)
    assert rest[-1].outcome == "ok"
    for _ in range(10):  # more than can have been waiting: the server was replaced
        assert (await own_runner.run(job)).finished.outcome == "ok"


async def test_a_run_whose_supervisor_is_killed_ends_as_killed(
    own_runner: Runner, tmp_path: Path
) -> None:
    job = script(tmp_path, mark("orphaned") + SLEEP)
    async with contextlib.aclosing(own_runner.stream(job)) as events:
        await anext(events)
        (script_pid,) = processes("orphaned")
        status = Path(f"/proc/{script_pid}/status").read_text()
        os.kill(int(status.split("PPid:")[1].split()[0]), signal.SIGKILL)
        rest = [event async for event in events]
    assert isinstance(rest[-1], Finished)
    assert rest[-1].outcome == "killed"
    while processes("orphaned"):  # the kernel ends them, in its own time
        await asyncio.sleep(0.01)
    assert (await own_runner.run(script(tmp_path, "pass"))).finished.outcome == "ok"


async def test_leaving_the_runner_cancels_what_runs(tmp_path: Path) -> None:
    async with Runner(preload=[]) as leaving:
        events = leaving.stream(script(tmp_path, mark("left") + SLEEP))
        await anext(events)
    [ended] = [event async for event in events]
    assert isinstance(ended, Finished)
    assert ended.outcome == "cancelled"
    assert not processes("left")


async def test_nothing_is_left_of_a_runner(tmp_path: Path) -> None:
    before = set(Path("/proc/self/fd").iterdir())
    async with Runner(preload=[]) as gone:
        folder = gone._folder
        await gone.run(script(tmp_path, "open('file', 'w').write('x')"))
    assert not folder.exists()
    assert set(Path("/proc/self/fd").iterdir()) == before


async def test_a_library_that_is_not_there_is_no_reason_not_to_run(tmp_path: Path) -> None:
    async with Runner(preload=[["no_such_library"]]) as poor:
        assert (await poor.run(script(tmp_path, "print('ran')"))).stdout == "ran\n"
        assert "no_such_library" in "".join(poor.problems)


@pytest.mark.parametrize("method", ["fork", "spawn"])
async def test_a_process_that_cannot_be_had_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: StartMethod
) -> None:
    """Nobody waits for ever: there may be no process, descriptor or memory left."""

    async def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr("asyncio.create_subprocess_exec", refuse)
    monkeypatch.setattr("quizapp.runner.fork_server._PAUSE", 0.0)
    async with Runner(preload=[], start_method=method) as broken:
        with pytest.raises(RunnerError, match=r"cannot run: no .* Resource temporarily"):
            await broken.run(script(tmp_path, "pass"))
        assert broken.status == "broken"


async def test_a_server_that_cannot_start_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    async with Runner(preload=[]) as broken:
        with pytest.raises(RunnerError, match="cannot run"):
            await broken.run(script(tmp_path, "pass"))
        assert broken.status == "broken"
