"""One run in a kernel that is elsewhere, as the app sees it."""

import asyncio
import base64
import binascii
import contextlib
import dataclasses
from collections.abc import Callable

from quizapp.core.run import Event, Finished
from quizapp.errors import RunnerError
from quizapp.runner.messages import Cause, Ended, RunOrder
from quizapp.runner.remote.parcel import cell, parcel
from quizapp.runner.remote.remote_kernel import Died, Record, RemoteKernel
from quizapp.runner.run_events import RunEvents

_BEGINNING = 60.0  # seconds until a script that was sent off begins
_DOUBT = 3.0  # seconds after which it is asked whether the kernel is there at all
_TIDYING = 60.0  # seconds that the kernel has to put things back
_HEEDING = 2.0  # seconds that a run has to end when it is told to


class RemoteWorker:
    """One turn in the kernel. When it is over, `give_back` is told whether the kernel has to be
    started anew."""

    def __init__(
        self, kernel: RemoteKernel, device: str, place: str, give_back: Callable[[bool], None]
    ) -> None:
        self._kernel = kernel
        self._place = place
        self._give_back = give_back
        self._loop = asyncio.get_running_loop()
        self._run_events = RunEvents(device)
        self._begun, self._over, self._stop = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._last: Record | None = None
        self._tidied = False  # the kernel is as it was before the run
        self._task: asyncio.Task[None] | None = None
        self._deaf = False  # what is said after the end of a run is not listened to
        self._numbers = 0
        self._gaps = False
        self._remark = ""
        self._anew = False
        self._returned = False

    @property
    def alive(self) -> bool:
        return not self._returned

    def begin(self, order: RunOrder) -> None:
        self._run_events.expect(order)
        self._task = asyncio.create_task(self._run(order))

    async def event(self) -> Event:
        event = await self._run_events.event()
        return self._signed(event) if isinstance(event, Finished) else event

    def _signed(self, finished: Finished) -> Finished:
        """Whatever is said of the run, and where it was."""
        if self._gaps:  # what came is no output of the script
            finished = dataclasses.replace(
                finished, outcome="killed", exit_code=None, note="part of its output was lost"
            )
        notes = [finished.note, self._remark, f"at {self._place}"]
        return dataclasses.replace(finished, note="; ".join(filter(None, notes)))

    def hang_up(self) -> None:
        self._stop.set()

    async def end(self) -> None:
        self.hang_up()
        try:
            if self._task is not None:
                await self._task
        finally:
            if not self._returned:
                self._returned = True
                self._give_back(self._anew or (self._task is not None and not self._task.done()))

    async def _run(self, order: RunOrder) -> None:
        began = self._loop.time()
        try:
            sent = parcel(order.job)
        except OSError as error:
            self._run_events.lose(0.0, f"cannot be read here: {error.strerror}")
            return
        self._remark = sent.remark
        listening = asyncio.create_task(self._listen(cell(sent, order.job, order.device)))
        try:
            cause = await self._hold(listening, order.job.limits.seconds)
            if cause:
                self._deaf = True
                await self._call_off(listening)
            self._conclude(listening, cause, self._loop.time() - began)
            if self._over.is_set():
                await asyncio.wait({listening}, timeout=_TIDYING)
            self._anew = self._anew or not self._tidied
        finally:
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError, RunnerError):
                await listening

    async def _hold(self, listening: asyncio.Task[None], seconds: float) -> Cause:
        """Wait for the end; what calls for one before that. The time counts from the script's first
        line, not from when it was sent off."""
        waits = {
            name: asyncio.create_task(event.wait())
            for name, event in (("begun", self._begun), ("over", self._over), ("stop", self._stop))
        }
        ends = {listening, waits["over"], waits["stop"]}
        try:
            began = self._loop.time()
            while not self._begun.is_set() and self._loop.time() - began < _BEGINNING:
                first = {*ends, waits["begun"]}
                done, _ = await asyncio.wait(first, timeout=_DOUBT, return_when=_FIRST)
                if done or not await self._is_there():
                    break
            if self._begun.is_set():
                await asyncio.wait(ends, timeout=seconds, return_when=_FIRST)
        finally:
            for task in waits.values():
                task.cancel()
        if self._over.is_set() or listening.done():
            return ""
        if self._stop.is_set():
            return "stopped"
        return "time" if self._begun.is_set() else ""

    async def _is_there(self) -> bool:
        """Whether there is a kernel to wait for; a server may end one that nobody used for long."""
        try:
            return await self._kernel.is_there()
        except RunnerError:
            return True  # the connection will show

    async def _call_off(self, listening: asyncio.Task[None]) -> None:
        """Interrupt the run; if it does not heed that, the kernel has to be started anew."""
        over = asyncio.create_task(self._over.wait())
        try:
            async with asyncio.timeout(_HEEDING):
                await self._kernel.interrupt()
                await asyncio.wait({listening, over}, return_when=_FIRST)
        except (TimeoutError, RunnerError):
            self._anew = True
        finally:
            over.cancel()

    async def _listen(self, code: str) -> None:
        """Take in what the kernel says of the run, until it is ready for the next."""
        async for record in self._kernel.tell(code):
            number = record.get("number")
            if isinstance(number, int):
                self._gaps = self._gaps or (self._numbers > 0 and number != self._numbers + 1)
                self._numbers = number
            match record:
                case {"is": "begun"}:
                    self._begun.set()
                case {"is": "over"}:
                    self._last = record
                    self._over.set()
                case {"is": "tidied", "stayed": list(stayed)}:
                    self._tidied = not stayed
                case {"is": str(stream), "data": str(data)} if not self._deaf:
                    self._take(stream, data)

    def _take(self, stream: str, data: str) -> None:
        try:
            taken = base64.b64decode(data, validate=True)
        except binascii.Error:
            self._run_events.forged = True
            return
        match stream:
            case "stdout" | "stderr":
                self._run_events.take(stream, taken)
            case "extra":
                self._run_events.take_extra(taken)

    def _conclude(self, listening: asyncio.Task[None], cause: Cause, took: float) -> None:
        """The last event: by what called it off, or by what the kernel said last."""
        error = listening.exception() if listening.done() else None
        status, seconds = _last_word(self._last, took)
        if cause:
            self._gaps = False
            self._run_events.conclude(Ended(-2, cause, seconds, 0))
        elif self._last is not None and self._last.get("interrupted"):
            self._run_events.lose(took, "it was interrupted there")
        elif self._last is not None:
            self._run_events.conclude(Ended(status, "", seconds, 0))
        elif isinstance(error, Died):
            self._run_events.lose(took, "the kernel's process ended: by the script, or its memory")
        else:
            self._run_events.lose(took, str(error) if error else "its kernel is gone, or busy")


class NoWorker:
    """Stands in where no turn can be had; its run says why."""

    alive = False

    def __init__(self, device: str, why: str) -> None:
        self._device = device
        self._why = why

    def begin(self, order: RunOrder) -> None:
        """Nothing begins."""

    async def event(self) -> Event:
        return Finished("error", None, 0.0, device=self._device, note=self._why)

    def hang_up(self) -> None:
        """Nothing goes on."""

    async def end(self) -> None:
        """Nothing is left."""


_FIRST = "FIRST_COMPLETED"


def _last_word(last: Record | None, took: float) -> tuple[int, float]:
    """Exit status and seconds, as the kernel has them; of a script that wrote something else in
    their place, what is safe."""
    match last:
        case {"status": int(status), "seconds": float(seconds)}:
            sensible = -64 <= status <= 255 and 0 <= seconds <= took + 1
            return (status, seconds) if sensible else (status & 0xFF, took)
    return 1, took
