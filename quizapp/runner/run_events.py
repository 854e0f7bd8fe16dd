"""What comes out of one run, made into events: the same for every way to run it."""

import asyncio
import codecs
import signal

from quizapp.core.run import FIGURES, Event, Finished, Limits, Outcome, Output, Raised, Stream
from quizapp.runner.extras import read_extra
from quizapp.runner.messages import (
    EXTRA_COUNT,
    EXTRA_SIZE,
    Cause,
    Drawn,
    Ended,
    Frames,
    MemoryRefused,
    RunOrder,
    Uncaught,
)

_CAUSES: dict[Cause, Outcome] = {
    "time": "timed_out",
    "busy": "timed_out",
    "memory": "out_of_memory",
    "processes": "killed",
    "descriptors": "killed",
    "disk": "killed",
    "forged": "killed",
    "stopped": "cancelled",
}
_BUSY = 1.5  # times its own seconds from which on it is told that a run took longer
_STREAMS: tuple[Stream, ...] = ("stdout", "stderr")


class RunEvents:
    """Bytes in, events out. What is above the limit of output is cut off and said to be."""

    def __init__(self, device: str) -> None:
        self._limits = Limits()
        self._device = device
        self._events: asyncio.Queue[Event] = asyncio.Queue()
        self._decoders = {
            name: codecs.getincrementaldecoder("utf-8")("replace") for name in _STREAMS
        }
        self._extras = Frames(EXTRA_SIZE, EXTRA_COUNT)
        self._passed = 0
        self._truncated = False
        self._memory_refused = False
        self._raised: Raised | None = None
        self._figures = 0
        self.forged = False

    def expect(self, order: RunOrder) -> None:
        """What is to come in is the run of this."""
        self._limits = order.job.limits
        self._device = order.device

    async def event(self) -> Event:
        """The next event of the run; nothing comes after Finished. However many there are, whoever
        takes them leaves the loop to others in between."""
        await asyncio.sleep(0)
        return await self._events.get()

    def take(self, stream: Stream, data: bytes, *, final: bool = False) -> None:
        """Output of the run. The limit counts characters, of which most are one byte."""
        text = self._decoders[stream].decode(data, final)
        room = self._limits.output - self._passed
        if len(text) > room:
            self._truncated = True
            text = text[:room]
        if text:
            self._passed += len(text)
            self._events.put_nowait(Output(stream, text))

    def take_extra(self, data: bytes) -> None:
        """Messages of the run's process. A script can write here too; after what makes no sense the
        run is `forged`, and nothing more is taken from it."""
        if self.forged:
            return
        for body in self._extras.feed(data):
            match read_extra(body):
                case None:
                    self.forged = True
                    return
                case MemoryRefused():
                    self._memory_refused = True
                case Uncaught(raised):
                    self._raised = raised
                case Drawn(figure):
                    self._figures += 1
                    if self._figures <= FIGURES:
                        self._events.put_nowait(figure)
        self.forged = self._extras.too_large

    def conclude(self, ended: Ended) -> None:
        """The run is over; its last event goes out."""
        for stream in _STREAMS:
            self.take(stream, b"", final=True)
        outcome, note = self._verdict(ended)
        self._events.put_nowait(
            Finished(
                outcome,
                ended.status,
                ended.seconds,
                ended.peak_memory,
                self._device,
                self._truncated,
                note,
                self._raised if outcome == "error" or outcome == "out_of_memory" else None,
            )
        )

    def lose(self, seconds: float, note: str) -> None:
        """Whoever ran it is gone, and how it ended with it."""
        for stream in _STREAMS:
            self.take(stream, b"", final=True)
        self._events.put_nowait(
            Finished("killed", None, seconds, 0, self._device, self._truncated, note)
        )

    def _verdict(self, ended: Ended) -> tuple[Outcome, str]:
        if self.forged:
            return "killed", _limit_note("forged", ended.seconds, self._limits)
        if ended.cause:
            return _CAUSES[ended.cause], _limit_note(ended.cause, ended.seconds, self._limits)
        if self._memory_refused and ended.status:
            return "out_of_memory", "was refused more memory"
        if ended.status < 0 and ended.status != -signal.SIGINT:
            return "killed", f"ended by a signal: {_describe(-ended.status)}"
        note = f"only the first {FIGURES} figures are shown" if self._figures > FIGURES else ""
        return ("error" if ended.status else "ok"), note


def _limit_note(cause: Cause, took: float, limits: Limits) -> str:
    """What ended a run that `took` so many seconds, in one line."""
    match cause:
        case "time" if took > _BUSY * limits.seconds:
            return f"stopped after {limits.seconds:g} s of its own, {took:.0f} s on a busy machine"
        case "time":
            return f"stopped after {limits.seconds:g} s"
        case "busy":
            return f"stopped after {took:.0f} s, in which a busy machine did not let it finish"
        case "memory":
            return f"used more than {limits.memory >> 20} MiB"
        case "processes":
            return f"started more than {limits.processes} processes"
        case "descriptors":
            return f"had more than {limits.descriptors:,} files open at once"
        case "forged":
            return "wrote what makes no sense where only the runner writes"
        case "disk":
            return f"wrote more than {2 * limits.file_size >> 20} MiB"
        case _:
            return "stopped"


def _describe(number: int) -> str:
    try:
        return signal.strsignal(number) or str(number)
    except ValueError:
        return str(number)
