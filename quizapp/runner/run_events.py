"""What comes out of one run, made into events: the same for every way to run it."""

import asyncio
import codecs
import signal

import msgspec

from quizapp.core.run import Event, Finished, Limits, Outcome, Output, Stream
from quizapp.runner.protocol import Drawn, Ended, Extra, Frames, Memory, Order

_CAUSES: dict[str, Outcome] = {
    "time": "timed_out",
    "memory": "out_of_memory",
    "processes": "killed",
    "disk": "killed",
    "stopped": "cancelled",
}
_STREAMS: tuple[Stream, ...] = ("stdout", "stderr")


class Intake:
    """Bytes in, events out. What is above the limit of output is cut off and said to be."""

    def __init__(self, device: str) -> None:
        self._limits = Limits()
        self._device = device
        self._events: asyncio.Queue[Event] = asyncio.Queue()
        self._decoders = {
            name: codecs.getincrementaldecoder("utf-8")("replace") for name in _STREAMS
        }
        self._extras = Frames()
        self._passed = 0
        self._truncated = False
        self._memory_refused = False

    def expect(self, order: Order) -> None:
        """What is to come in is the run of this."""
        self._limits = order.job.limits
        self._device = order.device

    async def event(self) -> Event:
        """The next event of the run; nothing comes after Finished."""
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
        """Messages of the run's process. A script can write here too: what makes no sense is
        left out."""
        for body in self._extras.feed(data):
            try:
                message: Extra = msgspec.msgpack.decode(body, type=Extra)
            except msgspec.MsgspecError:
                continue
            match message:
                case Memory():
                    self._memory_refused = True
                case Drawn(figure):
                    self._events.put_nowait(figure)

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
        limits = self._limits
        notes = {
            "time": f"stopped after {limits.seconds:g} s",
            "memory": f"used more than {limits.memory >> 20} MiB",
            "processes": f"started more than {limits.processes} processes",
            "disk": f"wrote more than {2 * limits.file_size >> 20} MiB",
            "stopped": "stopped",
        }
        if ended.cause:
            return _CAUSES[ended.cause], notes[ended.cause]
        if self._memory_refused and ended.status:
            return "out_of_memory", "was refused more memory"
        if ended.status < 0 and ended.status != -signal.SIGINT:
            return "killed", f"ended by a signal: {_describe(-ended.status)}"
        return ("error" if ended.status else "ok"), ""


def _describe(number: int) -> str:
    try:
        return signal.strsignal(number) or str(number)
    except ValueError:
        return str(number)
