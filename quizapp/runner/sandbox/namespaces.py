"""A run's own world: who its processes are, what they see of the file system, and no network.

The file system is a new root with only some of the old one bound into it, read-only. Landlock
does not look at connecting to a unix socket: what keeps a run from those is that they are not
there. The old root stays at `_OLD` until the job has said which more folders it may read, and is
covered up before the script starts.
"""

import contextlib
import fcntl
import os
import re
import socket
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

from quizapp.core.run import MIB, Limits
from quizapp.runner.messages import Reach
from quizapp.runner.sandbox import allowed, linux
from quizapp.runner.sandbox.ceilings import most_tasks

FLAGS = (
    linux.CLONE_NEWUSER
    | linux.CLONE_NEWPID
    | linux.CLONE_NEWNS
    | linux.CLONE_NEWNET
    | linux.CLONE_NEWIPC
)
SHARED_MEMORY = Path("/dev/shm")
_REFUSED, _EVERYBODYS = 1, 2  # statuses of who tried it out
_ROOT = Path("/")
_OLD = Path("/.old")
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 1
# Asked now: in a new user namespace everybody is nobody until the mapping is written.
_OWNER = (os.geteuid(), os.getegid()) if sys.platform != "win32" else (0, 0)


def enter(folder: Path, installation: Iterable[Path]) -> bool:
    """Make the world of a run; whether its /proc shows nobody else's processes. To be called by the
    first process of the new namespaces; `folder` becomes an empty tmpfs of the run's own. Raises
    OSError where something is refused."""
    seen = allowed.resolved(installation)
    _map_user()
    _start_loopback()
    linux.mount("", "/", flags=linux.MS_REC | linux.MS_PRIVATE)
    flags = linux.MS_NOSUID | linux.MS_NODEV
    linux.mount("tmpfs", folder, "tmpfs", flags, "size=1m,mode=755")
    # From inside: whoever removes the folder takes the mount away, and must not have it made anew.
    os.chdir(folder)
    root = Path()
    for path in _outermost(seen.paths):
        _bind(path, root=root)
    _link(seen.links, root=root)
    _make_devices(root)
    linux.make_read_only(root)
    linux.mount("", root, flags=linux.MS_REMOUNT | linux.MS_BIND | flags)
    own_proc = _mount_proc(root)
    for path in (SHARED_MEMORY, folder):
        target = _below(root, path)
        target.mkdir(parents=True, exist_ok=True)
        linux.mount("tmpfs", target, "tmpfs", flags, _room(path, Limits()))
    _below(root, _OLD).mkdir()
    linux.pivot_root(root, _below(root, _OLD))
    os.chdir("/")
    # Who owns the old one could change its mode by it, for everybody.
    nothing = os.open("/dev/null", os.O_RDWR)
    os.dup2(nothing, 0)
    os.close(nothing)
    return own_proc


def admit(reach: Reach, folder: Path, limits: Limits) -> None:
    """Let the run read this, size its room to its limits, and cover the old root up."""
    _bound_tasks(most_tasks(limits))
    _bound_sockets()
    skeleton = _ROOT.stat().st_dev
    for path in reach.paths:
        # A folder on the root's own device was made to hold a mount further down.
        hidden = not path.exists() or path.stat().st_dev == skeleton
        if hidden and not folder.is_relative_to(path) and _below(_OLD, path).exists():
            _bind(path, old=_OLD)
            linux.make_read_only(path)
    _link(reach.links)
    if limits != Limits():
        flags = linux.MS_REMOUNT | linux.MS_NOSUID | linux.MS_NODEV
        for path in (SHARED_MEMORY, folder):
            linux.mount("tmpfs", path, "tmpfs", flags, _room(path, limits))
    linux.mount("tmpfs", _OLD, "tmpfs", linux.MS_RDONLY, "size=4k,mode=000")


def _bound_tasks(most: int) -> None:
    """Give out no process number above `most`: a fork bomb ends there before anybody has looked.
    Before Linux 6.14 the bound was one for the whole machine, and is left alone."""
    if tuple(map(int, re.findall(r"\d+", os.uname().release)[:2])) >= (6, 14):
        with contextlib.suppress(OSError):
            Path("/proc/sys/kernel/pid_max").write_text(str(most + 2))


def _room(path: Path, limits: Limits) -> str:
    size = limits.memory if path == SHARED_MEMORY else min(2 * limits.file_size, limits.memory)
    return f"size={max(size, MIB)},nr_inodes=50k,mode=700"


def _map_user() -> None:
    """The same user inside as outside: a run's files have the owner that they always have."""
    user, group = _OWNER
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def _start_loopback() -> None:
    """127.0.0.1 works, and leads nowhere else: torch.distributed needs it. What is on its way holds
    no more memory than elsewhere."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh14x", b"lo", _IFF_UP)
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, request)


def _bound_sockets() -> None:
    """Have no connection of this network hold more than other sockets do."""
    for name in ("tcp_rmem", "tcp_wmem"):
        with contextlib.suppress(OSError):
            Path("/proc/sys/net/ipv4", name).write_text("4096 65536 212992")


def _outermost(paths: Iterable[Path]) -> list[Path]:
    """These without those that lie below another of them."""
    kept: list[Path] = []
    for path in sorted(set(paths)):
        if not any(path.is_relative_to(other) for other in kept):
            kept.append(path)
    return kept


def _below(root: Path, path: Path) -> Path:
    """The place of an absolute path under another root."""
    return root / path.relative_to("/")


def _bind(path: Path, *, root: Path = _ROOT, old: Path = _ROOT) -> None:
    """Show `path` of the old root at the same place under `root`, unless it is not there. It has no
    link in it: one would lead out of `root`."""
    source, target = _below(old, path), _below(root, path)
    if not source.exists():
        return
    if source.is_dir():
        target.mkdir(parents=True, exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    linux.mount(source, target, flags=linux.MS_BIND | linux.MS_REC)


def _link(links: Iterable[tuple[Path, Path]], *, root: Path = _ROOT) -> None:
    """Make these links under `root`, where they cannot be seen already."""
    for link, target in links:
        place = _below(root, link)
        if not os.path.lexists(place):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(target)


def _make_devices(root: Path) -> None:
    devices = root / "dev"
    devices.mkdir()
    for device in _outermost([*allowed.DEVICES, *allowed.gpu_devices()]):
        _bind(device, root=root)
    for name, target in {"fd": "", "stdin": "/0", "stdout": "/1", "stderr": "/2"}.items():
        (devices / name).symlink_to("/proc/self/fd" + target)


def _mount_proc(root: Path) -> bool:
    """A /proc of just this run; in a container that masks parts of its own, that one instead, which
    shows everybody. Whether it is the run's own."""
    target = root / "proc"
    target.mkdir()
    try:
        linux.mount("proc", target, "proc", linux.MS_NOSUID | linux.MS_NODEV | linux.MS_NOEXEC)
    except PermissionError:
        linux.mount("/proc", target, flags=linux.MS_BIND | linux.MS_REC)
        return False
    return True


def possible(installation: Iterable[Path]) -> tuple[bool, bool]:
    """Whether namespaces can be had here, and with them a /proc that shows nobody else; tried out
    in a process that ends at once."""
    try:
        pid = linux.fork_into(FLAGS)
    except OSError:
        return False, True
    if pid == 0:
        status = _REFUSED
        with contextlib.suppress(OSError):
            status = 0 if enter(Path("/tmp"), installation) else _EVERYBODYS
        os._exit(status)
    _, ended = os.waitpid(pid, 0)
    status = os.waitstatus_to_exitcode(ended)
    return status in (0, _EVERYBODYS), status != _EVERYBODYS
