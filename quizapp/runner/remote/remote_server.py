"""Runs on a Jupyter server: one kernel, kept warm, in which they follow one another."""

import asyncio
import contextlib
from collections.abc import Sequence

from quizapp.core.remote_address import Address
from quizapp.errors import RunnerError
from quizapp.runner.messages import Hello
from quizapp.runner.remote.jupyter import Jupyter
from quizapp.runner.remote.parcel import first_cell
from quizapp.runner.remote.remote_kernel import RemoteKernel
from quizapp.runner.remote.remote_worker import NoWorker, RemoteWorker
from quizapp.runner.server import Worker

_LOADING = 300.0  # seconds that the libraries may take there
_IDLE = 60.0  # seconds after which a server may have ended a kernel that nobody used
_ENDING = 8.0  # seconds for the last goodbye


class RemoteServer:
    """Keeps one kernel. Runs wait for one another; after one that left something behind, or that
    did not end when it was told to, the kernel is started anew before the next."""

    def __init__(self, address: Address, stages: Sequence[Sequence[str]]) -> None:
        self._address = address
        self._stages = stages
        self._jupyter = Jupyter(address)
        self._turn = asyncio.Lock()
        self._loop = asyncio.get_running_loop()
        self._used = self._loop.time()
        self._kernel: RemoteKernel | None = None
        self._making: asyncio.Task[RemoteKernel] | None = None
        self._hello: Hello | None = None
        self.status = "starting"
        self.problems: list[str] = []
        self.packages: frozenset[str] = frozenset()

    @property
    def ready(self) -> bool:
        return self._is_usable() and not self._turn.locked()

    @property
    def settled(self) -> bool:
        return self._is_usable()

    def start(self) -> None:
        self._making = asyncio.create_task(self._make(anew=False))

    async def stop(self) -> None:
        """End the kernel; the run that goes on there is ended with it."""
        self.status = "stopped"
        if self._making is not None:
            self._making.cancel()
            with contextlib.suppress(asyncio.CancelledError, RunnerError):
                await self._making
        if self._kernel is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_ENDING):
                    await self._kernel.shut_down()
        self._jupyter.close()

    async def hello(self) -> Hello:
        if self._hello is None:
            await self._usable()
        assert self._hello is not None
        return self._hello

    async def wait_ready(self) -> None:
        await self._usable()

    async def take(self, device: str) -> Worker:
        """A turn in the kernel, as soon as it is free. Where none can be had, the run says so: the
        next one may find the server again."""
        await self._turn.acquire()
        try:
            kernel = await self._usable()
            if self._loop.time() - self._used > _IDLE and not await kernel.is_there():
                kernel.usable = False
                kernel = await self._usable()
        except RunnerError as error:
            self._turn.release()
            return NoWorker(device, str(error))
        except BaseException:
            self._turn.release()
            raise
        return RemoteWorker(kernel, device, self._address.shown, self._give_back)

    def _give_back(self, anew: bool) -> None:
        """A turn is over. The next one, if there is any, waits until the kernel is of use again."""
        self._used = self._loop.time()
        if self.status != "stopped" and (anew or not self._is_usable()):
            self._making = asyncio.create_task(self._make(anew=anew))
            self._making.add_done_callback(_look_at)
        self._turn.release()

    def _is_usable(self) -> bool:
        kernel, making = self._kernel, self._making
        settled = making is None or making.done()
        return settled and kernel is not None and kernel.usable and kernel.prepared

    async def _usable(self) -> RemoteKernel:
        """The kernel, connected and prepared; made so, if it is not. Raises RunnerError."""
        if self._making is None or (self._making.done() and not self._is_usable()):
            self._making = asyncio.create_task(self._make(anew=False))
        return await asyncio.shield(self._making)

    async def _make(self, *, anew: bool) -> RemoteKernel:
        """Have a kernel that is connected and prepared; `anew`, by starting its process anew."""
        try:
            return await self._made(anew)
        except RunnerError as error:
            self.status = "broken"
            raise RunnerError(f"snippets cannot run: {error}") from None

    async def _made(self, anew: bool) -> RemoteKernel:
        kernel = self._kernel
        if kernel is not None and kernel.died:
            await kernel.shut_down()  # whatever its server is about to make of it
            kernel = self._kernel = None
        if kernel is not None and not await kernel.is_there():
            kernel.forget()
            kernel = self._kernel = None
        if kernel is None:
            self.status = f"starting a kernel at {self._address.shown}"
            kernel = self._kernel = await RemoteKernel.start(self._jupyter)
        elif anew or kernel.busy:
            self.status = f"restarting the kernel at {self._address.shown}"
            await kernel.restart()
        await kernel.connect()
        if not kernel.prepared:
            await self._prepare(kernel)
        self.status = "ready"
        return kernel

    async def _prepare(self, kernel: RemoteKernel) -> None:
        """Send our own sources, and have the libraries loaded."""
        found: Hello | None = None
        self.status = "loading"
        try:
            async with asyncio.timeout(_LOADING):
                async for record in kernel.tell(first_cell(self._stages)):
                    match record:
                        case {"is": "loading", "modules": list(modules)}:
                            self.status = f"loading {', '.join(map(str, modules))}"
                        case {
                            "is": "hello",
                            "devices": list(devices),
                            "versions": dict(versions),
                            "packages": list(packages),
                            "failed": list(failed),
                        }:
                            found = Hello(devices, versions)
                            self.problems = [str(line) for line in failed]
                            self.packages = frozenset(map(str, packages))
        except TimeoutError:
            raise RunnerError(f"{self._address.shown}: the libraries do not load") from None
        except RunnerError as error:
            raise RunnerError(f"{self._address.shown}: {error}") from None
        if found is None:
            raise RunnerError(f"{self._address.shown}: its kernel does not answer as Python does")
        self._hello = found
        kernel.prepared = True


def _look_at(making: asyncio.Task[RemoteKernel]) -> None:
    """Or asyncio complains where nobody asks for the kernel again."""
    if not making.cancelled():
        making.exception()
