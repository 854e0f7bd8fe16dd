"""Calls of a run that lives among the learner's other processes, answered by its supervisor.

A filter of system calls sees numbers. Whom a number names, and what is at the other end of a
pointer, is looked up here, while the caller waits. A process of the run may be signalled and have
its limits set; no other. A call that names a file is made here, in the caller's place and on what
its words led to, since it could change the words after they were read; and only where that is in
the run's own folder. What shm_open and its like make in /dev/shm is made in a folder of the run's.

The numbers and structs are those of the kernel's linux/seccomp.h. Linux 5.9 and later.
"""

import contextlib
import ctypes
import errno
import fcntl
import os
import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from quizapp.runner.processes import GONE, PROC, descendants, parent
from quizapp.runner.sandbox import linux, seccomp

_RECEIVE, _SEND, _STILL_WAITS, _GIVE = 0xC0502100, 0xC0182101, 0x40082102, 0x40182103
_CALL = struct.Struct("<QIIiIQ6Q")  # id, caller, flags, number, machine, place, arguments
_ANSWER = struct.Struct("<QqiI")  # id, value, error, flags
_GIFT = struct.Struct("<QIIII")  # id, flags, our descriptor, theirs, its flags
_GO_ON = 1  # in an answer's flags: the kernel does what it was asked for
_AT_THEIR_NUMBER = 1
_AT_FDCWD, _AT_SYMLINK_NOFOLLOW = -100, 0x100
_MOST_PATH = 4096
_SHARED = "/dev/shm/"


class _Call(NamedTuple):
    """A call of the thread `caller`, which waits for its answer."""

    id: int
    caller: int
    name: str
    arguments: tuple[int, ...]

    def number(self, index: int) -> int:
        """An argument that is an int."""
        return ctypes.c_int(self.arguments[index] & 0xFFFFFFFF).value


class Gate:
    """Answers at `listener`. The run may change what is below `folder`; `shared` takes the place of
    /dev/shm. To be used by the run's supervisor, of whose descendants the run consists."""

    def __init__(self, listener: int, folder: Path, shared: Path) -> None:
        self._listener = listener
        self._folder = os.path.realpath(folder)
        self._shared = os.path.realpath(shared)
        self._devices = {Path(one).stat().st_dev for one in (self._folder, self._shared)}
        self._names = seccomp.asked_about()
        self._waiting: list[_Call] = []

    def close(self) -> None:
        """Answer no more: what is asked about fails from now on."""
        os.close(self._listener)

    def fileno(self) -> int:
        """Where a call can be read that waits to be answered."""
        return self._listener

    def answer(self) -> None:
        """Answer one call."""
        buffer = bytearray(_CALL.size)
        try:
            fcntl.ioctl(self._listener, _RECEIVE, buffer)
        except OSError:
            return  # its caller has ended meanwhile
        known, caller, _, number, _, _, *arguments = _CALL.unpack(buffer)
        call = _Call(known, caller, self._names.get(number, ""), tuple(arguments))
        self._decide(call)

    def ask_again(self) -> None:
        """Try once more what would have had to wait: a connection to somebody who is busy."""
        waiting, self._waiting = self._waiting, []
        for call in waiting:
            self._decide(call)

    def _decide(self, call: _Call) -> None:
        value = error = flags = 0
        try:
            made = self._judge(call)
            if made is None:
                flags = _GO_ON
            else:
                value, error = max(made, 0), min(made, 0)
        except BlockingIOError:
            self._waiting.append(call)
            return
        except OSError as refused:
            error = -(refused.errno or errno.EPERM)
        except (ValueError, OverflowError):  # arguments that are none
            error = -errno.EINVAL
        with contextlib.suppress(OSError):
            fcntl.ioctl(self._listener, _SEND, _ANSWER.pack(call.id, value, error, flags))

    def _judge(self, call: _Call) -> int | None:
        """What the call has returned, an errno if below 0; None if the kernel is to go on with it.
        Raises OSError where it is refused, or has failed, BlockingIOError where it has to wait."""
        match call.name:
            case "clone" | "fork" | "vfork":
                return None
            case "connect":
                return self._connect(call)
            case "open" | "openat":
                return self._open(call, 1 if call.name == "openat" else 0)
            case "unlink" | "unlinkat":
                return self._unlink(call, 1 if call.name == "unlinkat" else 0)
            case "link" | "linkat":
                return self._link(call, *((1, 3) if call.name == "linkat" else (0, 1)))
            case "chmod":
                path = self._text(call, call.arguments[0])
                return self._change_mode(call, _AT_FDCWD, path, call.number(1))
            case "fchmod":
                return self._change_mode(call, call.number(0), "", call.number(1))
            case "fchmodat" | "fchmodat2":
                path = self._text(call, call.arguments[1])
                return self._change_mode(call, call.number(0), path, call.number(2))
            case "utimensat":
                return self._change_times(call)
            case "kill" if call.number(0) < 0:
                self._hold_to_groups(-call.number(0))
            case _:
                self._hold_to_run(call.number(0))
        return None

    def _hold_to_run(self, pid: int) -> None:
        """Let no process or thread but the run's be reached."""
        me, here = os.getpid(), pid
        while here not in (0, 1, me):
            above = parent(here)
            if above == me:
                return
            here = above
        raise PermissionError(errno.EPERM, "")

    def _hold_to_groups(self, group: int) -> None:
        """Nobody else can be in a group of the run's: it began a session of its own."""
        for pid in descendants() if group > 1 else []:
            with contextlib.suppress(ProcessLookupError):
                if os.getpgid(pid) == group:
                    return
        raise PermissionError(errno.EPERM, "")

    def _connect(self, call: _Call) -> int:
        """Connect a socket of ours, and put it in the place of theirs."""
        address = self._read_all(call, call.arguments[1], min(call.arguments[2], 110))
        path = os.fsdecode(address[2:].partition(b"\0")[0])
        if int.from_bytes(address[:2], "little") != socket.AF_UNIX or not path:
            raise PermissionError(errno.EPERM, "")  # without a path it is everybody's
        with (
            self._own(call, _AT_FDCWD, path) as place,
            socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as ours,
        ):
            number = call.number(0)
            flags = _flags(call.caller, number)
            ours.setblocking(False)
            try:
                ours.connect(place)
            except BlockingIOError:
                if flags & os.O_NONBLOCK:
                    return -errno.EAGAIN
                raise
            ours.setblocking(not flags & os.O_NONBLOCK)
            self._give(call, ours.fileno(), flags, number)
        return 0

    def _open(self, call: _Call, index: int) -> int | None:
        name = self._in_shared(call, call.arguments[index])
        if name is None:
            return None
        flags, mode = call.number(index + 1), call.number(index + 2)
        ours = os.open(name, flags | os.O_NOFOLLOW, mode & 0o777)
        try:
            return self._give(call, ours, flags)
        finally:
            os.close(ours)

    def _unlink(self, call: _Call, index: int) -> int | None:
        name = self._in_shared(call, call.arguments[index])
        if name is None:
            return None
        Path(name).unlink()
        return 0

    def _link(self, call: _Call, old: int, new: int) -> int | None:
        source = self._in_shared(call, call.arguments[old])
        target = self._in_shared(call, call.arguments[new])
        if source is None or target is None:
            return None
        os.link(source, target, follow_symlinks=False)
        return 0

    def _change_mode(self, call: _Call, folder: int, path: str, mode: int) -> int:
        with self._own(call, folder, path) as place:
            Path(place).chmod(mode & 0o777)
        return 0

    def _change_times(self, call: _Call) -> int:
        path = self._text(call, call.arguments[1]) if call.arguments[1] else ""
        times = self._read_all(call, call.arguments[2], 32) if call.arguments[2] else None
        follow = not call.number(3) & _AT_SYMLINK_NOFOLLOW
        number = seccomp.number("utimensat")
        assert number is not None
        with self._own(call, call.number(0), path, follow=follow) as place:
            linux.syscall(number, ctypes.c_int(_AT_FDCWD), place.encode(), times, ctypes.c_int(0))
        return 0

    @contextlib.contextmanager
    def _own(self, call: _Call, folder: int, path: str, *, follow: bool = True) -> Iterator[str]:
        """A name for what a path of the caller's leads to, that can lead nowhere else any more;
        without a path for what is open as `folder`. It is the run's own."""
        caller = PROC / str(call.caller)
        base = caller / "cwd" if folder == _AT_FDCWD else caller / "fd" / str(folder)
        theirs = path.replace("/proc/self/", f"{caller}/", 1)
        flags = os.O_PATH | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
        held = os.open(base / theirs if path else base, flags)
        try:
            self._check(call)
            place = f"/proc/self/fd/{held}"
            found = os.readlink(place)  # noqa: PTH115
            own = any(f"{found}/".startswith(f"{one}/") for one in (self._folder, self._shared))
            # A descriptor of the supervisor's may be called so, and lead out of the run's world.
            if not own or os.fstat(held).st_dev not in self._devices:
                raise PermissionError(errno.EPERM, "")
            yield place
        finally:
            os.close(held)

    def _in_shared(self, call: _Call, pointer: int) -> str | None:
        """The name of ours for one of the caller's in /dev/shm; None for any other."""
        path = self._text(call, pointer)
        name = path.removeprefix(_SHARED)
        if name == path or "/" in name or name in ("", ".", ".."):
            return None
        return f"{self._shared}/{name}"

    def _text(self, call: _Call, pointer: int) -> str:
        """A path of the caller's."""
        page = _MOST_PATH - pointer % _MOST_PATH  # what lies behind it may not be there
        read = self._read(call, pointer, page)
        if b"\0" not in read:
            read += self._read(call, pointer + page, _MOST_PATH)
        text, end, _ = read.partition(b"\0")
        if not end:
            raise OSError(errno.ENAMETOOLONG, "")
        return os.fsdecode(text)

    def _read(self, call: _Call, pointer: int, size: int) -> bytes:
        """Of the caller's memory."""
        try:
            with (PROC / str(call.caller) / "mem").open("rb", buffering=0) as memory:
                memory.seek(pointer)
                read = memory.read(size)
        except (OSError, ValueError, OverflowError):
            raise OSError(errno.EFAULT, "") from None
        self._check(call)
        return read

    def _read_all(self, call: _Call, pointer: int, size: int) -> bytes:
        """No less of it than that."""
        read = self._read(call, pointer, size)
        if len(read) < size:
            raise OSError(errno.EFAULT, "")
        return read

    def _check(self, call: _Call) -> None:
        """That it was the caller's, and its number not given to another since."""
        fcntl.ioctl(self._listener, _STILL_WAITS, struct.pack("<Q", call.id))

    def _give(self, call: _Call, ours: int, flags: int, number: int | None = None) -> int:
        """Give the caller a descriptor, at a number of its own or the next free one."""
        how = 0 if number is None else _AT_THEIR_NUMBER
        gift = bytearray(_GIFT.pack(call.id, how, ours, number or 0, flags & os.O_CLOEXEC))
        return int(fcntl.ioctl(self._listener, _GIVE, gift))


def _flags(pid: int, number: int) -> int:
    """Those of an open descriptor of another process."""
    try:
        for line in (PROC / str(pid) / "fdinfo" / str(number)).read_text().splitlines():
            if line.startswith("flags:"):
                return int(line.split()[1], 8)
    except GONE:
        pass
    raise OSError(errno.EBADF, "")
