"""What the runner asks of whoever makes processes for it: by a fork, or by a fresh interpreter."""

from typing import Protocol

from quizapp.core.run import Event
from quizapp.runner.messages import Hello, RunOrder


class Worker(Protocol):
    """A process that waits for one run, then that run. Whoever has taken it ends it."""

    @property
    def alive(self) -> bool:
        """Whether the process still waits, or its run still goes on."""

    def begin(self, order: RunOrder) -> None:
        """Send the order off; to be called once. A process that is gone makes no error here: the
        run's Finished tells of it."""

    async def event(self) -> Event:
        """The next event of the run; nothing comes after Finished."""

    def hang_up(self) -> None:
        """Have the run ended; its Finished says that it was cancelled."""

    async def end(self) -> None:
        """End the run if it has not ended; return when nothing of it is left."""


class Server(Protocol):
    """Keeps workers ahead of the runs. It is made inside of a running event loop, started once and
    stopped once."""

    @property
    def ready(self) -> bool:
        """Whether a run would start at once."""

    @property
    def settled(self) -> bool:
        """Whether all that was to be preloaded is loaded, and whoever waits has it."""

    @property
    def status(self) -> str:
        """What it is doing, in a word or three."""

    @property
    def problems(self) -> list[str]:
        """What could not be preloaded, one line each."""

    def start(self) -> None:
        """Begin to load; returns at once."""

    async def stop(self) -> None:
        """End whoever waits; a run that was taken is ended by its taker."""

    async def hello(self) -> Hello:
        """The devices and versions that a run has here, as soon as they are known. Raises
        RunnerError if no run can be had."""

    async def wait_ready(self) -> None:
        """Return when a run would start at once. Raises RunnerError if no run can be had."""

    async def take(self, device: str) -> Worker:
        """A worker that waits for a run on `device`, one of those of `hello`; as soon as there is
        one. Raises RunnerError if none can be had."""
