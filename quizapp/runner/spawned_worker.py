"""One run as the app sees it, where an interpreter was started for it: on macOS and Windows.

Nothing confines such a run; it is held to its time, and to what the system's own limits can hold
it to. What it started is ended as a group, so a process that left the group on purpose outlives it.
"""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Literal

from quizapp.core.run import Event, Limits, Stream
from quizapp.runner.messages import EXTRA_COUNT, EXTRA_SIZE, Cause, Ended, RunOrder, frame
from quizapp.runner.own_time import OwnTime, WallTime
from quizapp.runner.processes import descendants
from quizapp.runner.run_events import RunEvents

_CHUNK = 1 << 16
_TICK = 0.05  # seconds between two looks at how much time a run has had
_LEAST = 0.005  # where its time is nearly up, but others have the cores
_LOADING = 60.0  # seconds that the libraries may still take to load
_LAST_WORDS = 0.5  # seconds that output may still take to arrive after the end
_CRASHED = 0x80000000  # from here on an exit code of Windows is an exception


class SpawnedWorker:
    """An interpreter that waits for one run, then that run."""

    def __init__(self, process: asyncio.subprocess.Process, folder: Path, device: str) -> None:
        self._process = process
        self._folder = folder
        # Opened before the script can put anything else in its place.
        self._extra = (folder / "extra").open("rb")
        self._run_events = RunEvents(device)
        self._task: asyncio.Task[None] | None = None
        self._stopped = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    def begin(self, order: RunOrder) -> None:
        """Send the order off."""
        self._run_events.expect(order)
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._process.stdin.write(frame(order))
            self._process.stdin.close()
        self._task = asyncio.create_task(self._watch(order.job.limits))

    async def event(self) -> Event:
        """The next event of the run; nothing comes after Finished."""
        return await self._run_events.event()

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
        self._clear_away()

    def _clear_away(self) -> None:
        self._extra.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _watch(self, limits: Limits) -> None:
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
        cause = await self._hold(done, stop, limits)
        took = self._loop.time() - began
        self._kill()
        status = await done
        stop.cancel()
        await asyncio.wait(readers, timeout=_LAST_WORDS)
        for reader in readers:
            reader.cancel()
        self._run_events.take_extra(self._extra.read(EXTRA_COUNT * EXTRA_SIZE))
        if status >= _CRASHED:
            status -= 1 << 32
        self._run_events.conclude(Ended(status, cause, took, 0))
        self._clear_away()

    async def _hold(
        self, done: asyncio.Task[int], stop: asyncio.Task[Literal[True]], limits: Limits
    ) -> Cause:
        """Wait for the end; what calls for one before that."""
        clock = OwnTime() if sys.platform == "linux" else WallTime()
        clock.begin(self._pids())
        began = self._loop.time()
        while True:
            patience = max(_LEAST, min(_TICK, limits.seconds - clock.seconds))
            await asyncio.wait({done, stop}, timeout=patience, return_when="FIRST_COMPLETED")
            if done.done():
                return ""
            if stop.done():
                return "stopped"
            if clock.reached(limits.seconds, self._pids()):
                return "time"
            if self._loop.time() - began >= limits.longest:
                return "busy"

    def _pids(self) -> list[int]:
        """The processes of the run, as far as they can be known here."""
        main = self._process.pid
        return [main, *descendants(of=main)] if sys.platform == "linux" else [main]

    async def _read(self, stream: Stream, pipe: asyncio.StreamReader | None) -> None:
        assert pipe is not None
        while data := await pipe.read(_CHUNK):
            self._run_events.take(stream, data)

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
