"""The warm server as the app sees it: started, asked for children, replaced when it dies."""

import asyncio
import contextlib
import socket
import subprocess
from collections import deque
from collections.abc import Mapping
from pathlib import Path

from quizapp.errors import RunnerError
from quizapp.runner import devices
from quizapp.runner.environment import environment
from quizapp.runner.forked_worker import ForkedWorker
from quizapp.runner.interpreter import Program
from quizapp.runner.messages import (
    Fork,
    FromServer,
    Hello,
    Loaded,
    Loading,
    Setup,
    Waiting,
    pack,
    unpack,
)

_MESSAGE = 1 << 16
_FDS = 4
_HEAD_START = 0.02  # seconds a run has the cores to itself before its successor is forked
_NO_MORE: Mapping[str, str] = {}
_ATTEMPTS = 3  # servers in a row that may end before they are of use
_PAUSE = 0.5  # seconds until the next attempt, where none could be started


class ForkServer:
    """Keeps one server process, and `waiting` of its children ahead of the runs."""

    def __init__(
        self,
        program: Program,
        setup: Setup,
        device: str,
        waiting: int,
        delay: float = 0.0,
        more: Mapping[str, str] = _NO_MORE,
    ) -> None:
        self._program = program
        self._setup = setup
        self._more = more
        self._log = Path(setup.folder) / "server.log"
        self._device = device
        self._ahead = waiting
        self._delay = delay
        self._pool: dict[str, deque[ForkedWorker]] = {}
        self._asked: dict[str, int] = {}
        self._claims: dict[str, deque[asyncio.Future[ForkedWorker]]] = {}
        self._hello: asyncio.Future[Hello] = asyncio.get_running_loop().create_future()
        self._socket: socket.socket | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._generation = 0
        self._arrival = asyncio.Event()
        self._failures = 0
        self._closing = False
        self.status = "starting"
        self.problems: list[str] = []
        self._last = False

    @property
    def ready(self) -> bool:
        return any(worker.alive for pool in self._pool.values() for worker in pool)

    @property
    def settled(self) -> bool:
        waiting = [worker for pool in self._pool.values() for worker in pool]
        return self._last and all(one.generation == self._generation for one in waiting)

    def start(self) -> None:
        self._keeper = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """End the server and whoever waits; runs that go on end as cancelled."""
        self._closing = True
        for worker in self._drain():
            worker.close()
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
        if self._keeper is not None:
            await self._keeper

    async def hello(self) -> Hello:
        return await asyncio.shield(self._hello)

    async def wait_ready(self) -> None:
        await self.hello()
        while not self.ready:
            self._arrival.clear()
            await self._arrival.wait()

    async def take(self, device: str) -> ForkedWorker:
        """A child that waits for a run on `device`; as soon as there is one."""
        pool = self._pool.setdefault(device, deque())
        while pool:
            worker = pool.popleft()
            if worker.alive:
                if pool:
                    asyncio.get_running_loop().call_later(_HEAD_START, self._top_up, device)
                else:
                    self._top_up(device)
                return worker
            worker.close()
        claim: asyncio.Future[ForkedWorker] = asyncio.get_running_loop().create_future()
        self._claims.setdefault(device, deque()).append(claim)
        self._top_up(device)
        try:
            return await claim
        except asyncio.CancelledError:
            if claim.done() and not claim.cancelled():
                claim.result().close()
            raise

    async def _keep(self) -> None:
        """Start a server, wait for its end, start the next. Waiting children outlive theirs."""
        loop = asyncio.get_running_loop()
        if self._delay:
            await asyncio.sleep(self._delay)
        while not self._closing:
            refused = ""
            try:
                process = await self._start_server()
            except OSError as error:  # no process or descriptor is left, say
                refused = f"no process can be started: {error.strerror}"
            else:
                await process.wait()
            if self._socket is not None:
                loop.remove_reader(self._socket)
                self._socket.close()
                self._socket = None
            self.status = "stopped" if self._closing else "restarting"
            self._asked.clear()
            self._generation = 0
            self._failures += 1
            if self._failures >= _ATTEMPTS and not self._closing:
                self._give_up(refused)
                return
            if refused:
                await asyncio.sleep(_PAUSE)

    async def _start_server(self) -> asyncio.subprocess.Process:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setblocking(False)
        self._socket = ours
        folder = Path(self._setup.folder)
        with theirs, self._log.open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                *self._program.command(str(theirs.fileno()), self._setup.folder),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
                env={**self._program.variables(environment(folder)), **self._more},
            )
        with contextlib.suppress(BrokenPipeError):
            ours.send(pack(self._setup))
        asyncio.get_running_loop().add_reader(ours, self._hear, ours)
        if self._closing:
            ours.shutdown(socket.SHUT_RDWR)
        return process

    def _give_up(self, refused: str) -> None:
        """Servers die before they say a word: whoever waits is told why."""
        if not refused:
            last = self._log.read_text(errors="replace").strip().splitlines()[-1:]
            refused = "the server ends at once: " + "".join(last)
        error = RunnerError(f"snippets cannot run: {refused}")
        self.status = "broken"
        if not self._hello.done():
            self._hello.set_exception(error)
            self._hello.exception()  # or asyncio complains where nobody asked
        for claims in self._claims.values():
            for claim in claims:
                if not claim.done():
                    claim.set_exception(error)

    def _drain(self) -> list[ForkedWorker]:
        drained = [worker for pool in self._pool.values() for worker in pool]
        self._pool.clear()
        return drained

    def _hear(self, server: socket.socket) -> None:
        try:
            data, fds, _, _ = socket.recv_fds(server, _MESSAGE, _FDS)
        except BlockingIOError:
            return
        except ConnectionResetError:
            data, fds = b"", []
        if not data:
            asyncio.get_running_loop().remove_reader(server)
            return
        message: FromServer = unpack(data)
        match message:
            case Loading(modules):
                if not self.ready:
                    self.status = f"loading {', '.join(modules)}"
            case Loaded():
                self._take_stage(message)
            case Hello():
                if not self._hello.done():
                    self._hello.set_result(message)
                self._failures = 0
                for device in {self._default_device(), *self._claims}:
                    self._top_up(device)
            case Waiting(device, generation):
                self._take_worker(ForkedWorker(fds, device, generation))

    def _take_stage(self, loaded: Loaded) -> None:
        self.problems.extend(loaded.failed)
        self._last = loaded.last
        self._generation = loaded.generation
        for device in list(self._pool):
            self._top_up(device)

    def _default_device(self) -> str:
        if self._device != "auto":
            return self._device
        return devices.best(self._hello.result().devices)

    def _take_worker(self, worker: ForkedWorker) -> None:
        device = worker.device
        self._asked[device] = max(0, self._asked.get(device, 0) - 1)
        claims = self._claims.get(device, deque())
        while claims:
            claim = claims.popleft()
            if not claim.done():
                claim.set_result(worker)
                self._top_up(device)
                return
        if self._closing:
            worker.close()
            return
        pool = self._pool.setdefault(device, deque())
        pool.append(worker)
        stale = [old for old in pool if old.generation < self._generation]
        for old in stale[: max(0, len(pool) - self._ahead)]:
            pool.remove(old)
            old.close()
        self._top_up(device)
        self._arrival.set()
        self.status = "ready"

    def _top_up(self, device: str) -> None:
        """Ask for as many children as are wanted ahead, and one for each claim."""
        if self._socket is None or not self._hello.done():
            return
        ahead = self._ahead if device == self._default_device() else 1
        pool = self._pool.setdefault(device, deque())
        for dead in [worker for worker in pool if not worker.alive]:
            pool.remove(dead)
            dead.close()
        fresh = sum(worker.generation >= self._generation for worker in pool)
        claims = sum(not claim.done() for claim in self._claims.get(device, ()))
        missing = ahead + claims - fresh - self._asked.get(device, 0)
        for _ in range(missing):
            with contextlib.suppress(BrokenPipeError, BlockingIOError):
                self._socket.send(pack(Fork(device)))
                self._asked[device] = self._asked.get(device, 0) + 1
