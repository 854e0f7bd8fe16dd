"""The parent of a run's main process: holds it to its limits and leaves nothing of it behind.

It is the first process of the run's PID namespace, where there is one, so the run cannot signal
it, and whatever the run leaves behind becomes its child.
"""

import contextlib
import io
import os
import select
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path

from quizapp.core.run import Job, Limits
from quizapp.removing import remove
from quizapp.runner.inside.child import Post
from quizapp.runner.inside.descriptors import Descriptors, Held, held_in_namespace, open_descriptors
from quizapp.runner.inside.memory_meter import MemoryMeter, folder_size
from quizapp.runner.messages import (
    Cause,
    Ended,
    Frames,
    RunOrder,
    farewell,
    frame,
    unpack,
)
from quizapp.runner.own_time import OwnTime
from quizapp.runner.processes import descendants
from quizapp.runner.safety import Walls
from quizapp.runner.sandbox import linux, namespaces
from quizapp.runner.sandbox.ceilings import most_tasks
from quizapp.runner.sandbox.gate import Gate

_NAMED = 2048  # bytes that a file takes by being there
_SHARED = "shared"  # the folder that takes the place of /dev/shm
_TICK = 0.025  # seconds between two looks at what the run uses
_LEAST = 0.005  # where its time is nearly up, but others have the cores


class Supervisor:
    """One run's, for the client at the other end of `control`. A hung-up client ends the run."""

    def __init__(
        self, control: socket.socket, walls: Walls, installation: list[Path], folder: Path
    ) -> None:
        self._control = control
        self._walls = walls
        self._installation = installation
        self._folder = folder
        self._base = folder
        self._descriptors = Descriptors(folder)
        self._gate: Gate | None = None
        self._main = 0
        self._orders = self._farewell = -1
        self._status: int | None = None
        self._cause: Cause = ""
        self._meter = MemoryMeter()
        self._limits = Limits()
        self._own_time = OwnTime()
        self._started = self._look_at = 0.0

    def fork(self, outputs: list[int], device: str, *, rehearse: bool) -> Post:
        """Make the run's surroundings and fork its main process, which returns with its post. The
        caller's own process stays here until the run is over, and ends."""
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        if self._walls.namespaces:
            namespaces.enter(self._folder, self._installation)
        else:
            linux.prctl(linux.PR_SET_CHILD_SUBREAPER, 1)
            self._base = Path(tempfile.mkdtemp(prefix="run-", dir=self._folder))
            self._folder = self._base / "home"
            for inside in (self._folder, self._base / _SHARED):
                inside.mkdir(mode=0o700)
        self._descriptors = Descriptors(self._base)
        self._gateway, gateway = socket.socketpair()
        order, self._orders = os.pipe()
        self._farewell, farewell = os.pipe()
        self._main = os.fork()
        if self._main == 0:
            self._control.close()
            self._gateway.close()
            os.close(self._orders)
            os.close(self._farewell)
            linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
            room = (self._folder, self._walls, self._installation)
            return Post(order, outputs, farewell, gateway.detach(), device, *room, rehearse)
        gateway.close()
        for fd in (order, farewell, *outputs):
            os.close(fd)
        try:
            self._rehearse()
            self._watch()
        finally:
            self._end_all()
        sys.stderr.flush()
        os._exit(0)

    def _watch(self) -> None:
        """Until the script has ended, or is to be ended."""
        main = os.pidfd_open(self._main)
        poll = select.poll()
        poll.register(main, select.POLLIN)
        poll.register(self._control, select.POLLIN)
        self._take_order(poll)
        poll.register(self._farewell, select.POLLIN)
        poll.register(self._gateway, select.POLLIN)
        while self._status is None and not self._cause:
            for fd, _ in poll.poll(self._patience() * 1000):
                if fd == main:
                    self._reap()
                elif fd == self._farewell:
                    self._hear_farewell(poll)
                elif fd == self._gateway.fileno():
                    self._open_gate(poll)
                elif self._gate is not None and fd == self._gate.fileno():
                    self._gate.answer()
                else:
                    self._cause = "stopped"
            if self._status is None and not self._cause:
                self._reap()
                self._look()

    def _rehearse(self) -> None:
        """Do once what a run will need done at once: a fork copies a page when it is first written
        to, and those of this code are copied now."""
        (body,) = Frames().feed(frame(RunOrder(Job(path=Path("x")), "cpu")))
        unpack(body)
        pids = descendants()
        self._meter.begin(pids)
        self._meter.look(pids, self._limits)
        self._own_time.begin(pids)
        self._own_time.reached(0.0, pids)
        self._held(pids)
        frame(Ended(0, "", 0.0, 0))

    def _hear_farewell(self, poll: select.poll) -> None:
        """The run may close this: then its end is seen when it comes. It may write nonsense, too:
        that is its end."""
        poll.unregister(self._farewell)
        data = os.read(self._farewell, 256)
        said = farewell(data)
        if said is not None:
            self._status = said.status
            self._meter.last(said.resident)
        elif data:
            self._cause = "forged"

    def _open_gate(self, poll: select.poll) -> None:
        """The run's walls are up; what they have to ask about is asked here from now on. Without
        such walls nothing comes but the end of this way."""
        poll.unregister(self._gateway)
        _, fds, _, _ = socket.recv_fds(self._gateway, 1, 1)
        if fds:
            own = self._walls.namespaces
            shared = namespaces.SHARED_MEMORY if own else self._base / _SHARED
            self._gate = Gate(fds[0], self._folder, shared)
            poll.register(self._gate, select.POLLIN)

    def _take_order(self, poll: select.poll) -> None:
        frames = Frames()
        while self._status is None and not self._cause:
            for fd, _ in poll.poll():
                if fd != self._control.fileno():
                    self._reap()
                    continue
                data = self._control.recv(1 << 18)
                if not data:
                    self._cause = "stopped"
                for body in frames.feed(data):
                    self._start(unpack(body), body)
                    return

    def _start(self, order: RunOrder, body: bytes) -> None:
        self._started = time.monotonic()
        pids = descendants()
        self._meter.begin(pids)
        self._own_time.begin(pids)
        self._limits = order.job.limits
        if self._walls.namespaces:
            namespaces.admit(order.reach, self._folder, self._limits)
        with contextlib.suppress(BrokenPipeError), io.FileIO(self._orders, "w") as pipe:
            pipe.write(len(body).to_bytes(4, "little") + body)

    def _patience(self) -> float:
        return max(_LEAST, min(_TICK, self._limits.seconds - self._own_time.seconds))

    def _look(self) -> None:
        """Inspect the run, if it is time to: it may ask for something at any moment."""
        now = time.monotonic()
        if now < self._look_at:
            return
        if self._gate is not None:
            self._gate.ask_again()
        self._inspect()
        self._look_at = time.monotonic() + self._patience()

    def _reap(self) -> None:
        """Collect whoever has ended; the orphans of a run become children of this process."""
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status, used = os.wait4(-1, os.WNOHANG)
                if pid == 0:
                    return
                if pid == self._main:
                    self._status = os.waitstatus_to_exitcode(status)
                    self._meter.last(used.ru_maxrss * 1024)

    def _inspect(self) -> None:
        limits = self._limits
        pids = descendants(limits.processes)
        used = self._meter.look(pids, limits)
        held = self._held(pids)
        if used.processes > limits.processes or used.threads > most_tasks(limits):
            self._cause = "processes"
        elif open_descriptors(pids) > limits.descriptors:
            self._cause = "descriptors"
        elif used.memory + held.memory > limits.memory:
            self._cause = "memory"
        elif held.disk > 2 * limits.file_size:
            self._cause = "disk"
        elif self._own_time.reached(limits.seconds, pids):
            self._cause = "time"
        elif time.monotonic() - self._started >= limits.longest:
            self._cause = "busy"

    def _held(self, pids: list[int]) -> Held:
        """What the run takes beside its processes' memory. Its files take memory where they lie in
        its own namespaces, and elsewhere disk."""
        if self._walls.namespaces:
            rooms = [os.statvfs(path) for path in (namespaces.SHARED_MEMORY, self._folder)]
            files = sum((room.f_blocks - room.f_bfree) * room.f_frsize for room in rooms)
            files += sum((room.f_files - room.f_ffree) * _NAMED for room in rooms)
            return Held(held_in_namespace().memory + files, 0)
        held = self._descriptors.held(pids)
        return Held(held.memory, held.disk + folder_size(self._base))

    def _end_all(self) -> None:
        """Kill what is left, tell the client, then wait until the kernel is done with it all.

        In a PID namespace one signal reaches everybody at once; elsewhere all are stopped first,
        since a stopped process cannot fork, and nobody can any more of whose forks the gate was
        asked."""
        seconds = time.monotonic() - self._started
        if self._walls.namespaces:
            with contextlib.suppress(ProcessLookupError):
                os.kill(-1, signal.SIGKILL)
        else:
            if self._gate is not None:
                self._gate.close()
            stopped: set[int] = set()
            while pids := set(descendants()) - stopped:
                _signal_all(pids, signal.SIGSTOP)
                stopped |= pids
            _signal_all(stopped, signal.SIGKILL)
        if self._status is not None:
            self._tell(seconds)
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status, used = os.wait4(-1, 0 if self._walls.namespaces else os.WNOHANG)
                if pid == 0:  # whoever has got away from being stopped
                    _signal_all(set(descendants()), signal.SIGKILL)
                    time.sleep(_LEAST / 5)
                if pid == self._main and self._status is None:
                    self._meter.last(used.ru_maxrss * 1024)
                    self._status = os.waitstatus_to_exitcode(status)
                    self._tell(seconds)
        if not self._walls.namespaces:
            remove(self._base)

    def _tell(self, seconds: float) -> None:
        assert self._status is not None
        with contextlib.suppress(OSError):
            self._control.sendall(
                frame(Ended(self._status, self._cause, seconds, self._meter.peak))
            )


def _signal_all(pids: set[int], number: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, number)
