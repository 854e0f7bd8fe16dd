"""Where a process cannot be forked: a fresh interpreter, started ahead, serves one run each.

The same seam as the warm server, on macOS and Windows. Nothing confines such a run; it is held to
its time, and to what the system's own limits can hold it to. What it started is ended as a group,
so a process that left the group on purpose outlives it.
"""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from quizapp.core.run import Event, Stream
from quizapp.errors import RunnerError
from quizapp.runner import devices
from quizapp.runner.environment import environment
from quizapp.runner.protocol import Ended, Hello, Order, Spawn, frame
from quizapp.runner.run_events import Intake

_CHUNK = 1 << 16
_LOADING = 60.0  # seconds that the libraries may still take to load
_LAST_WORDS = 0.5  # seconds that output may still take to arrive after the end
_CRASHED = 0x80000000  # from here on an exit code of Windows is an exception


class SpawnedWorker:
    """An interpreter that waits for one run, then that run."""

    def __init__(self, process: asyncio.subprocess.Process, folder: Path, device: str) -> None:
        self._process = process
        self._folder = folder
        self._intake = Intake(device)
        self._task: asyncio.Task[None] | None = None
        self._stopped = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    def begin(self, order: Order) -> None:
        """Send the order off."""
        self._intake.expect(order)
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._process.stdin.write(frame(order))
            self._process.stdin.close()
        self._task = asyncio.create_task(self._watch(order.job.limits.seconds))

    async def event(self) -> Event:
        """The next event of the run; nothing comes after Finished."""
        return await self._intake.event()

    def hang_up(self) -> None:
        """Have the run ended; its Finished says that it was cancelled."""
        self._stopped.set()

    async def end(self) -> None:
        """End the run if it has not ended; return when its group of processes is gone."""
        self.hang_up()
        if self._task is not None:
            await asyncio.shield(self._task)
        else:
            await self.discard()

    async def discard(self) -> None:
        """Do without a run."""
        self._kill()
        await self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _watch(self, seconds: float) -> None:
        done = asyncio.create_task(self._process.wait())
        stop = asyncio.create_task(self._stopped.wait())
        assert self._process.stdout is not None
        begun = asyncio.create_task(self._process.stdout.readline())
        await asyncio.wait({begun, stop}, timeout=_LOADING, return_when="FIRST_COMPLETED")
        begun.cancel()  # a stream can have one reader at a time
        began = self._loop.time()
        readers = [
            asyncio.create_task(self._read("stdout", self._process.stdout)),
            asyncio.create_task(self._read("stderr", self._process.stderr)),
        ]
        await asyncio.wait({done, stop}, timeout=seconds, return_when="FIRST_COMPLETED")
        cause = "" if done.done() else "stopped" if stop.done() else "time"
        took = self._loop.time() - began
        self._kill()
        status = await done
        stop.cancel()
        await asyncio.wait(readers, timeout=_LAST_WORDS)
        for reader in readers:
            reader.cancel()
        with contextlib.suppress(OSError):
            self._intake.take_extra((self._folder / "extra").read_bytes())
        if status >= _CRASHED:
            status -= 1 << 32
        self._intake.conclude(Ended(status, cause, took, 0))
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _read(self, stream: Stream, pipe: asyncio.StreamReader | None) -> None:
        assert pipe is not None
        while data := await pipe.read(_CHUNK):
            self._intake.take(stream, data)

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if sys.platform != "win32":
                os.killpg(self._process.pid, signal.SIGKILL)
            elif self.alive:
                subprocess.run(
                    ["taskkill", "/T", "/F", "/PID", str(self._process.pid)],
                    capture_output=True,
                    check=False,
                )


class SpawnedServer:
    """Keeps an interpreter ahead of the runs. They come from no common process, so a dead one is
    made good by starting the next."""

    def __init__(self, preload: list[list[str]], folder: Path, device: str) -> None:
        self._preload = preload
        self._folder = folder
        self._device = device
        self._ahead: dict[str, asyncio.Task[SpawnedWorker]] = {}
        self._hello: asyncio.Future[Hello] = asyncio.get_running_loop().create_future()
        self.status = "starting"
        self.problems: list[str] = []
        self.settled = True

    @property
    def ready(self) -> bool:
        return any(
            task.done() and not task.cancelled() and task.exception() is None
            for task in self._ahead.values()
        )

    def start(self) -> None:
        """Start the first interpreter; if its device is "auto" it sees all, and says which."""
        self._ahead[self._device] = asyncio.create_task(self._spawn(self._device))

    async def stop(self) -> None:
        """End whoever waits."""
        for task in self._ahead.values():
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, RunnerError):
                await (await task).discard()
        self._ahead.clear()
        self.status = "stopped"

    async def hello(self) -> Hello:
        return await asyncio.shield(self._hello)

    async def wait_ready(self) -> None:
        await self.hello()
        if self._ahead:
            await asyncio.wait(self._ahead.values())

    async def take(self, device: str) -> SpawnedWorker:
        """An interpreter that waits for a run on `device`; as soon as there is one."""
        task = self._ahead.pop(device, None) or asyncio.create_task(self._spawn(device))
        try:
            worker = await task
        except asyncio.CancelledError:
            task.cancel()
            raise
        if not worker.alive:
            await worker.discard()
            worker = await self._spawn(device)
        self._ahead.setdefault(device, asyncio.create_task(self._spawn(device)))
        return worker

    async def _spawn(self, device: str) -> SpawnedWorker:
        if not self._hello.done():
            self.status = "loading " + ", ".join(self._preload[0] if self._preload else ["python"])
        folder = Path(tempfile.mkdtemp(prefix="run-", dir=self._folder))
        spawn = Spawn(self._preload, str(folder / "home"), str(folder / "extra"), device)
        (folder / "home").mkdir()
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(Path(__file__).parent / "inside" / "server.py"),
            "spawned",
            msgspec.json.encode(spawn).decode(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            limit=_CHUNK,
            start_new_session=sys.platform != "win32",
            env=environment(self._folder),
        )
        worker = SpawnedWorker(process, folder, device)
        try:
            assert process.stdout is not None
            said = await process.stdout.readline()
        except asyncio.CancelledError:
            await worker.discard()
            raise
        if not said:
            await worker.discard()
            raise RunnerError("the interpreter for a run could not be started")
        self._greet(msgspec.json.decode(said, type=Hello))
        return worker

    def _greet(self, hello: Hello) -> None:
        self.status = "ready"
        if not self._hello.done():
            if "auto" in self._ahead:
                self._ahead[devices.best(hello.devices)] = self._ahead.pop("auto")
            self._hello.set_result(hello)
