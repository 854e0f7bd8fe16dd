"""One run as the app sees it, where the server forks: its order going out, its output coming in."""

import asyncio
import contextlib
import os
import socket

from quizapp.core.run import Event, Stream
from quizapp.runner.messages import Ended, Frames, RunOrder, frame, unpack
from quizapp.runner.run_events import RunEvents

_CHUNK = 1 << 16
_PIPES: tuple[Stream, Stream] = ("stdout", "stderr")


class ForkedWorker:
    """A child that waits for one run, then that run. Owns the four descriptors it is given: the
    control socket, and the reading ends of stdout, stderr and extras."""

    def __init__(self, fds: list[int], device: str, generation: int) -> None:
        self._control = socket.socket(fileno=fds[0])
        self._control.setblocking(False)
        self._outputs = dict(zip(_PIPES, fds[1:3], strict=True))
        self._extra = fds[3]
        for fd in fds[1:]:
            os.set_blocking(fd, False)
        self.device = device
        self.generation = generation
        self._loop = asyncio.get_running_loop()
        self._run_events = RunEvents(device)
        self._messages = Frames()
        self._began: float | None = None
        self._over = asyncio.Event()
        self._closed = self._concluded = False
        self._loop.add_reader(self._control, self._hear)

    @property
    def alive(self) -> bool:
        """Whether the child still waits, or its run still goes on."""
        return not self._over.is_set()

    def begin(self, order: RunOrder) -> None:
        """Send the order off."""
        self._run_events.expect(order)
        self._began = self._loop.time()
        for stream, fd in self._outputs.items():
            self._loop.add_reader(fd, self._read, stream, fd)
        self._loop.add_reader(self._extra, self._read_extra)
        self._send(frame(order))

    def _send(self, data: bytes) -> None:
        self._loop.remove_writer(self._control)
        sent = 0
        try:
            with contextlib.suppress(BlockingIOError):
                sent = self._control.send(data)
        except (BrokenPipeError, ConnectionResetError):
            return
        if sent < len(data):
            self._loop.add_writer(self._control, self._send, data[sent:])

    async def event(self) -> Event:
        """The next event of the run; nothing comes after Finished."""
        return await self._run_events.event()

    def hang_up(self) -> None:
        """Have the run ended; its Finished says that it was cancelled."""
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_WR)

    async def end(self) -> None:
        """End the run if it has not ended; return when every process of it is gone."""
        self.hang_up()
        try:
            await self._over.wait()
        finally:
            self.close()

    def close(self) -> None:
        """Give the descriptors back; a child that still waits goes away by that."""
        if self._closed:
            return
        self._closed = True
        self._over.set()
        self._loop.remove_reader(self._control)
        self._loop.remove_writer(self._control)
        self._control.close()
        for fd in (*self._outputs.values(), self._extra):
            self._loop.remove_reader(fd)
            os.close(fd)

    def _hear(self) -> None:
        try:
            data = self._control.recv(_CHUNK)
        except BlockingIOError:
            return
        except ConnectionResetError:
            data = b""
        for body in self._messages.feed(data):
            self._conclude(unpack(body))
        if not data:
            self._loop.remove_reader(self._control)
            self._conclude(None)
            self._over.set()

    def _conclude(self, ended: Ended | None) -> None:
        """Read what is left in the pipes, then add the last event. Whoever could write to them has
        ended, or is about to."""
        if self._concluded:
            return
        self._concluded = True
        for stream, fd in self._outputs.items():
            while self._read(stream, fd):
                pass
            self._loop.remove_reader(fd)
        while self._read_extra():
            pass
        self._loop.remove_reader(self._extra)
        if ended is not None:
            self._run_events.conclude(ended)
        else:
            seconds = self._loop.time() - self._began if self._began is not None else 0.0
            self._run_events.lose(seconds, "the run's supervisor went away")

    def _read(self, stream: Stream, fd: int) -> bool:
        """Take in one chunk; whether there may be more."""
        data = self._chunk(fd)
        if data:
            self._run_events.take(stream, data)
        return bool(data)

    def _read_extra(self) -> bool:
        data = self._chunk(self._extra)
        self._run_events.take_extra(data)
        if self._run_events.forged:
            self.hang_up()
        return bool(data)

    def _chunk(self, fd: int) -> bytes:
        try:
            data = os.read(fd, _CHUNK)
        except BlockingIOError:
            return b""
        if not data:
            self._loop.remove_reader(fd)
        return data
