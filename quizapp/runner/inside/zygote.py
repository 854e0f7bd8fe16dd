"""The server's processes: they hold the libraries loaded and fork children that wait for a run.

Loading goes in stages, and an import blocks whoever does it, so each further stage is loaded by a
fork of the one before. While it loads, its parent serves; when it is done it serves in its place,
on the same socket. A parent only waits from then on, and the end of any of them is the end of all.
"""

import atexit
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import weakref
from pathlib import Path
from typing import NoReturn

from quizapp.removing import remove
from quizapp.runner import devices
from quizapp.runner.inside import child
from quizapp.runner.inside.child import Post
from quizapp.runner.inside.supervisor import Supervisor
from quizapp.runner.messages import FromServer, Hello, Loaded, Loading, Setup, Waiting, pack, unpack
from quizapp.runner.safety import NO_WALLS
from quizapp.runner.sandbox import linux, namespaces
from quizapp.runner.sandbox.allowed import installation
from quizapp.runner.sandbox.walls import survey

# What importing a broken library is known to raise.
_BROKEN = (ImportError, OSError, AttributeError, RuntimeError, TypeError, ValueError, NameError)
# What torch would log at the end, were its logs turned on.
_REPORTS = (
    ("torch._dynamo.utils", "dump_compile_times"),
    ("torch._dynamo.eval_frame", "_log_traced_frames"),
    ("torch._subclasses.fake_tensor", "dump_cache_stats"),
)


class Zygote:
    """Serves one client until that hangs up."""

    def __init__(self, client: socket.socket, setup: Setup) -> None:
        self._client = client
        self._setup = setup
        self._walls = NO_WALLS if setup.walls == NO_WALLS else survey().no_more_than(setup.walls)
        self._installation = installation(map(Path, setup.private))
        self._rehearse = False
        self._generation = 0
        self._parent_told: int | None = None
        self._probe: int | None = None
        self._successor: int | None = None

    def serve(self) -> Post | None:
        """Serve to the end and return None; in a forked child, return its post at once."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        while True:
            self._load()
            if self._generation == 0:
                self._greet()
            if self._generation + 1 >= len(self._setup.stages) or not self._fork_successor():
                return self._loop()

    def _load(self) -> None:
        modules = self._setup.stages[self._generation] if self._setup.stages else []
        self._send(Loading(modules))
        failed: list[str] = []
        for name in modules:
            try:
                importlib.import_module(name)
            except _BROKEN as error:
                failed.append(f"{name}: {type(error).__name__}: {error}")
        _lighten_the_end()
        _stop_threads()
        gc.collect()
        gc.freeze()
        if self._generation:
            linux.gather_pages()  # takes as long as a small library; the first stage goes without
        self._rehearse = _rehearsal_is_quiet()
        last = self._generation + 1 >= len(self._setup.stages)
        if self._parent_told is not None:
            try:
                os.write(self._parent_told, b"!")
            except BrokenPipeError:  # the client has gone, and its parent with it
                self._clear_away()
                os._exit(0)
        self._send(Loaded(self._generation, failed, last))

    def _greet(self) -> None:
        """Say which devices there are; where a driver has to be asked, a fork does that, since a
        process that has asked can no longer fork children with a GPU."""
        if not devices.has_gpu_driver():
            self._send(Hello(["cpu"], devices.versions()))
            return
        reading, writing = os.pipe()
        if os.fork() == 0:
            os.write(writing, json.dumps(devices.present()).encode())
            os._exit(0)
        os.close(writing)
        self._probe = reading

    def _fork_successor(self) -> bool:
        """Fork the loader of the next stage; True in that new process."""
        reading, writing = os.pipe()
        if os.fork() == 0:
            os.close(reading)
            for fd in (self._parent_told, self._probe):
                if fd is not None:
                    os.close(fd)
            self._parent_told, self._probe, self._successor = writing, None, None
            self._generation += 1
            return True
        os.close(writing)
        self._successor = reading
        return False

    def _loop(self) -> Post | None:
        poll = select.poll()
        poll.register(self._client, select.POLLIN)
        for fd in (self._successor, self._probe):
            if fd is not None:
                poll.register(fd, select.POLLIN)
        while True:
            for fd, _ in poll.poll():
                if fd == self._probe:
                    poll.unregister(fd)
                    self._hear_probe()
                elif fd == self._successor:
                    if os.read(fd, 1):
                        self._retire(fd)
                    poll.unregister(fd)
                    self._successor = None
                    self._send(Loaded(self._generation, ["the loader of more has died"], True))
                else:
                    request = self._client.recv(1 << 16)
                    if not request:
                        self._clear_away()
                        return None
                    post = self._fork(unpack(request).device)
                    if post is not None:
                        return post

    def _retire(self, successor: int) -> NoReturn:
        """Wait for the successor's end as a process that takes next to no memory. The first of
        them all leaves nothing behind, however the app has ended."""
        os.set_inheritable(successor, True)
        wait = f"import os, shutil; os.read({successor}, 1)"
        if self._parent_told is None:
            wait += f"; shutil.rmtree({self._setup.folder!r}, True)"
        else:
            os.set_inheritable(self._parent_told, True)
        os.execv(sys.executable, [sys.executable, "-I", "-S", "-c", wait])

    def _hear_probe(self) -> None:
        assert self._probe is not None
        said = os.read(self._probe, 4096)
        os.close(self._probe)
        self._probe = None
        found = json.loads(said) if said else ["cpu"]
        self._send(Hello(found, devices.versions()))

    def _fork(self, device: str) -> Post | None:
        """Fork a supervisor, which forks the child that waits; its post is returned there."""
        theirs, ours = socket.socketpair()
        pipes = [os.pipe() for _ in range(3)]
        readings, writings = [r for r, _ in pipes], [w for _, w in pipes]
        if self._fork_supervisor() == 0:
            theirs.close()
            self._client.close()
            for fd in (self._parent_told, self._successor, self._probe, *readings):
                if fd is not None:
                    os.close(fd)
            folder = Path(self._setup.folder)
            supervisor = Supervisor(ours, self._walls, self._installation, folder)
            return supervisor.fork(writings, device, rehearse=self._rehearse)
        ours.close()
        for writing in writings:
            os.close(writing)
        self._send(Waiting(device, self._generation), [theirs.fileno(), *readings])
        theirs.close()
        for reading in readings:
            os.close(reading)
        return None

    def _fork_supervisor(self) -> int:
        if self._walls.namespaces:
            return linux.fork_into(namespaces.FLAGS)
        return os.fork()

    def _send(self, message: FromServer, fds: list[int] | None = None) -> None:
        data = pack(message)
        try:
            socket.send_fds(self._client, [data], fds or [])
        except (BrokenPipeError, ConnectionResetError):
            self._clear_away()
            os._exit(0)

    def _clear_away(self) -> None:
        """The client has gone, and need not have had the time to."""
        remove(Path(self._setup.folder))


def _lighten_the_end() -> None:
    """Keep what libraries do at the exit of a process from being done at the end of each run,
    where it only tidies up what ends with the process (170 finalizers of torch, 40 ms) or reports
    what nobody asked for."""
    for finalizer in list(weakref.finalize._registry):  # type: ignore[attr-defined]
        finalizer.atexit = False
    for module, name in _REPORTS:
        report = getattr(sys.modules.get(module), name, None)
        if report is not None:
            atexit.unregister(report)


def _stop_threads() -> None:
    """OpenBLAS starts threads when it is loaded, and stops them before a fork; they come back
    where they are first needed, as many as in a fresh process. After this one may fork in ways
    that OpenBLAS does not hear of."""
    pid = os.fork()
    if pid == 0:
        os._exit(0)


def _rehearsal_is_quiet() -> bool:
    """Whether a run can be rehearsed without a thread being started, tried out by a fork."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        devices.hide_others("cpu")
        child.rehearse("cpu")
        os.write(writing, bytes([min(255, sum(1 for _ in Path("/proc/self/task").iterdir()))]))
        os._exit(0)
    os.close(writing)
    threads = os.read(reading, 1)
    os.close(reading)
    return threads == b"\x01"
