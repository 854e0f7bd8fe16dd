"""Where a process cannot be forked: a fresh interpreter, started ahead, serves one run each."""

import asyncio
import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from quizapp.errors import RunnerError
from quizapp.runner import devices
from quizapp.runner.environment import environment
from quizapp.runner.interpreter import Program
from quizapp.runner.messages import Hello, SpawnSetup, pack, unpack
from quizapp.runner.spawned_worker import SpawnedWorker

_CHUNK = 1 << 16


class SpawnServer:
    """Keeps an interpreter ahead of the runs. They come from no common process, so a dead one is
    made good by starting the next."""

    def __init__(
        self,
        program: Program,
        preload: list[list[str]],
        folder: Path,
        device: str,
        more: Mapping[str, str],
    ) -> None:
        self._program = program
        self._more = more
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
        setup = SpawnSetup(self._preload, str(folder / "home"), str(folder / "extra"), device)
        (folder / "home").mkdir()
        (folder / "extra").touch()
        try:
            process = await asyncio.create_subprocess_exec(
                *self._program.command("spawned", pack(setup).decode()),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                limit=_CHUNK,
                start_new_session=sys.platform != "win32",
                env={**self._program.variables(environment(self._folder)), **self._more},
            )
        except OSError as error:
            raise self._broken(f"no interpreter can be started: {error.strerror}") from None
        worker = SpawnedWorker(process, folder, device)
        try:
            assert process.stdout is not None
            said = await process.stdout.readline()
        except asyncio.CancelledError:
            await worker.discard()
            raise
        if not said:
            await worker.discard()
            raise self._broken("the interpreter for a run ends at once")
        self._greet(unpack(said))
        return worker

    def _broken(self, why: str) -> RunnerError:
        """Whoever waits for the first interpreter is told why there is none."""
        error = RunnerError(f"snippets cannot run: {why}")
        if not self._hello.done():
            self.status = "broken"
            self._hello.set_exception(error)
            self._hello.exception()  # or asyncio complains where nobody asked
        return error

    def _greet(self, hello: Hello) -> None:
        self.status = "ready"
        if not self._hello.done():
            if "auto" in self._ahead:
                self._ahead[devices.best(hello.devices)] = self._ahead.pop("auto")
            self._hello.set_result(hello)
