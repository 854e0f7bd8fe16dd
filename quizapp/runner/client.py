"""The app's side of the runner: runs as values, out of a server that is always warm."""

import asyncio
import contextlib
import dataclasses
import os
import sys
from collections.abc import AsyncGenerator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from quizapp.core.run import Event, Figure, Finished, Job, Output, Transcript
from quizapp.runner import devices
from quizapp.runner.fork_server import ForkServer
from quizapp.runner.interpreter import Interpreter, own
from quizapp.runner.messages import Reach, RunOrder, Setup
from quizapp.runner.safety import ALL_WALLS, Walls
from quizapp.runner.sandbox.allowed import reach
from quizapp.runner.server import Server, Worker
from quizapp.runner.spawn_server import SpawnServer
from quizapp.scratch import Scratch

if TYPE_CHECKING:
    from quizapp.core.remote_address import Address
    from quizapp.runner.remote.remote_server import RemoteServer

PRELOAD: tuple[tuple[str, ...], ...] = (
    ("torch",),
    ("numpy", "torch._dynamo", "torch.utils.data"),
    (
        "sklearn.datasets",
        "sklearn.ensemble",
        "sklearn.linear_model",
        "sklearn.model_selection",
        "sklearn.pipeline",
        "matplotlib.pyplot",
        "pandas",
        "quizapp.runner.inside.figures",
    ),
)
StartMethod = Literal["auto", "fork", "spawn"]
HERE = "here"  # the device that stands for this machine, where runs are elsewhere
_WAITING = 3
# On macOS Apple's libraries do not survive a fork, and a GPU never does.
_CAN_FORK = sys.platform == "linux" and hasattr(os, "pidfd_open")


class Runner:
    """Runs jobs, each in a process of its own that was warm before it was asked for.

    Entering returns at once; the libraries of `preload` are loaded behind, stage by stage, and a
    run asked for before the first stage is there waits for it. Runs may go on side by side.
    `device` is what a job's "auto" means; `waiting` is how many children wait ahead. The
    server starts after `delay` seconds, so that an app can draw its first screen undisturbed.
    `environment` holds variables that the server gets on top of those of the app's that it may see.
    `walls` are the most that are put up around a run: with fewer, tests see what holds on a machine
    that has no more. No run may read what is `private`, wherever it is. `python` is the one that
    runs them; the app's own if none is named. With a `remote` address runs are in a kernel of the
    Jupyter server there, but for those on the device `HERE`.
    """

    def __init__(
        self,
        preload: Sequence[Sequence[str]] = PRELOAD,
        *,
        start_method: StartMethod = "auto",
        device: str = "auto",
        waiting: int = _WAITING,
        walls: Walls = ALL_WALLS,
        delay: float = 0.0,
        environment: Mapping[str, str] | None = None,
        private: Sequence[Path] = (),
        python: Interpreter | None = None,
        remote: "Address | None" = None,
    ) -> None:
        self.python = python or own()
        self.place = "" if remote is None else remote.shown  # the other machine that has the runs
        self.packages: frozenset[str] = frozenset()  # and what is installed there, once it is known
        self._private = private
        self._remote = remote
        self._there: RemoteServer | None = None
        self._here: Runner | None = None
        self._start_method: StartMethod = start_method
        self._environment = environment or {}
        self._preload = [list(stage) for stage in preload]
        self._device = device
        self._waiting = waiting
        self._walls = walls
        self._delay = delay
        self._folder = Path()
        self._copy: Scratch | None = None  # of the code, for another Python
        self._forks = start_method == "fork" or (start_method == "auto" and _CAN_FORK)
        self._server: Server | None = None
        self._workers: set[Worker] = set()

    async def __aenter__(self) -> Self:
        self._scratch = Scratch()
        self._folder = self._scratch.path
        if self._remote is not None:
            from quizapp.runner.remote.remote_server import RemoteServer

            self._server = self._there = RemoteServer(self._remote, self._preload)
            self._server.start()
            return self
        if not self.python.own:
            self._copy = Scratch()
        program = self.python.program(self._copy.path if self._copy else self._folder)
        if self._forks:
            private = list(map(str, self._private))
            setup = Setup(self._preload, str(self._folder), self._walls, private)
            self._server = ForkServer(
                program, setup, self._device, self._waiting, self._delay, self._environment
            )
        else:
            self._server = SpawnServer(
                program, self._preload, self._folder, self._device, self._environment
            )
        self._server.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        server = self._running()
        for worker in self._workers:
            worker.hang_up()
        if self._here is not None:
            await self._here.__aexit__()
        await server.stop()
        for worker in list(self._workers):
            await worker.end()
        self._scratch.remove()
        if self._copy is not None:
            self._copy.remove()

    @property
    def ready(self) -> bool:
        """Whether a run would start at once."""
        return self._server is not None and self._server.ready

    @property
    def settled(self) -> bool:
        """Whether all stages are loaded, and whoever waits has them."""
        return self._server is not None and self._server.settled

    @property
    def status(self) -> str:
        """What the server is doing, in a word or three."""
        return "stopped" if self._server is None else self._server.status

    @property
    def problems(self) -> list[str]:
        """What could not be preloaded, one line each."""
        return [] if self._server is None else self._server.problems

    async def wait_ready(self) -> None:
        """Return when a run would start at once."""
        await self._running().wait_ready()

    async def devices(self) -> list[str]:
        """The devices that a run can have, "cpu" first; where runs are elsewhere, `HERE` last."""
        found = (await self._running().hello()).devices
        if self._there is None:
            return found
        self.packages = self._there.packages
        return [*found, HERE]

    async def versions(self) -> dict[str, str]:
        """The versions of python, torch and numpy that a run has."""
        return (await self._running().hello()).versions

    async def stream(self, job: Job) -> AsyncGenerator[Event, None]:
        """The run's events as they come; the last one, and only that, is a Finished. Closing the
        generator early ends every process of the run."""
        server = self._running()
        wanted = self._device if job.device == "auto" else job.device
        if wanted == HERE and self._remote is not None:
            here = await self._on_this_machine()
            async with contextlib.aclosing(
                here.stream(dataclasses.replace(job, device="auto"))
            ) as run:
                async for event in run:
                    yield event
            return
        hello = await server.hello()
        device = devices.best(hello.devices) if wanted == "auto" else wanted
        if device not in hello.devices:
            where = f"at {self.place}" if self.place else "on this machine"
            note = f"no {device} device {where} (there is: {', '.join(hello.devices)})"
            yield Finished("error", None, 0.0, device=device, note=note)
            return
        job = dataclasses.replace(job, path=job.path.absolute())
        worker = await server.take(device)
        self._workers.add(worker)
        try:
            local = self._forks and not self.place
            seen = reach(job, self._folder, self._private) if local else Reach()
            worker.begin(RunOrder(job, device, seen))
            while True:
                event = await worker.event()
                yield event
                if isinstance(event, Finished):
                    return
        finally:
            await worker.end()
            self._workers.discard(worker)

    async def run(self, job: Job) -> Transcript:
        """The whole run, collected."""
        texts: dict[str, list[str]] = {"stdout": [], "stderr": []}
        figures: list[Figure] = []
        loop = asyncio.get_running_loop()
        began = loop.time()
        first: float | None = None
        finished: Finished | None = None
        async with contextlib.aclosing(self.stream(job)) as events:
            async for event in events:
                match event:
                    case Output(stream, text):
                        if first is None:
                            first = loop.time() - began
                        texts[stream].append(text)
                    case Figure():
                        figures.append(event)
                    case Finished():
                        finished = event
        assert finished is not None
        return Transcript(
            finished, "".join(texts["stdout"]), "".join(texts["stderr"]), figures, first
        )

    async def _on_this_machine(self) -> "Runner":
        """The runner of those runs that are not elsewhere; it starts with the first of them."""
        if self._here is None:
            self._here = Runner(
                self._preload,
                start_method=self._start_method,
                waiting=1,
                walls=self._walls,
                environment=self._environment,
                private=self._private,
                python=self.python,
            )
            await self._here.__aenter__()
        return self._here

    def _running(self) -> Server:
        if self._server is None:
            raise RuntimeError("the runner is used outside of its `async with`")
        return self._server
