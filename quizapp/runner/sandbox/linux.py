"""The few system calls that Python has no name for."""

import ctypes
import os
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_SECCOMP = 22
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_SET_THP_DISABLE = 41

CLONE_NEWNS = 0x00020000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 32, 4096, 16384, 1 << 18

# clone3, pivot_root and mount_setattr; the numbers since 5.0 are the same everywhere.
_CLONE3, _MOUNT_SETATTR = 435, 442
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_SIGCHLD = 17
_AT_FDCWD, _AT_RECURSIVE, _MOUNT_ATTR_RDONLY = -100, 0x8000, 1
_MADV_HUGEPAGE, _MADV_COLLAPSE = 14, 25
_HUGE = 2 << 20
_CAPABILITY_VERSION_3 = 0x20080522

# PyDLL keeps the interpreter's lock over the call: a clone must not come back without it.
_libc = ctypes.PyDLL(None, use_errno=True) if sys.platform == "linux" else None


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def syscall(number: int, *arguments: object) -> int:
    """Raises OSError where the kernel refuses."""
    assert _libc is not None
    return _checked(_libc.syscall(ctypes.c_long(number), *arguments))


def prctl(option: int, value: int, pointer: object = None) -> None:
    assert _libc is not None
    zero = ctypes.c_ulong(0)
    _checked(_libc.prctl(option, ctypes.c_ulong(value), pointer or zero, zero, zero))


class _CloneArguments(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_uint64)
        for name in (
            "flags", "pidfd", "child_tid", "parent_tid", "exit_signal", "stack", "stack_size", "tls"
        )
    ]  # fmt: skip


def fork_into(flags: int) -> int:
    """os.fork, but the child is in new namespaces; it is the first process of a PID namespace.

    glibc does not know of this fork: the child's raise() would still signal its parent's thread
    id. It should itself fork once more before it runs anybody's code.
    """
    arguments = _CloneArguments(flags=flags, exit_signal=_SIGCHLD)
    size = ctypes.c_size_t(ctypes.sizeof(arguments))
    ctypes.pythonapi.PyOS_BeforeFork()
    try:
        pid = syscall(_CLONE3, ctypes.byref(arguments), size)
    except OSError:
        ctypes.pythonapi.PyOS_AfterFork_Parent()
        raise
    if pid == 0:
        ctypes.pythonapi.PyOS_AfterFork_Child()
    else:
        ctypes.pythonapi.PyOS_AfterFork_Parent()
    return pid


def mount(
    source: str | Path, target: str | Path, kind: str = "", flags: int = 0, data: str = ""
) -> None:
    assert _libc is not None
    encoded = (os.fsencode(source), os.fsencode(target), kind.encode() or None)
    _checked(_libc.mount(*encoded, ctypes.c_ulong(flags), data.encode() or None))


def make_read_only(target: Path) -> None:
    """The mount at `target` and all below it."""
    attributes = (ctypes.c_uint64 * 4)(_MOUNT_ATTR_RDONLY, 0, 0, 0)
    size = ctypes.c_size_t(ctypes.sizeof(attributes))
    path = os.fsencode(target)
    flags = ctypes.c_uint(_AT_RECURSIVE)
    syscall(_MOUNT_SETATTR, ctypes.c_int(_AT_FDCWD), path, flags, attributes, size)


def pivot_root(new: Path, old: Path) -> None:
    number = _PIVOT_ROOT.get(os.uname().machine)
    if number is None:
        raise OSError(38, "pivot_root: unknown machine")
    syscall(number, os.fsencode(new), os.fsencode(old))


def gather_pages() -> None:
    """Move this process's own memory into huge pages, where the kernel can (6.1 and later). There
    is one entry instead of 512 to copy at a fork and to drop at an exit; a child that writes into
    a huge page still gets a copy of just the small page."""
    assert _libc is not None
    for line in Path("/proc/self/maps").read_text().splitlines():
        extent, access, _, _, inode, *_ = line.split()
        start, end = (int(part, 16) for part in extent.split("-"))
        start, end = -(-start // _HUGE) * _HUGE, end // _HUGE * _HUGE
        if access == "rw-p" and inode == "0" and start < end:
            where = (ctypes.c_void_p(start), ctypes.c_size_t(end - start))
            _libc.madvise(*where, _MADV_HUGEPAGE)
            _libc.madvise(*where, _MADV_COLLAPSE)


def drop_capabilities() -> None:
    """Give up what root may do, or the first process of a user namespace in there."""
    assert _libc is not None
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _checked(_libc.capset(header, (ctypes.c_uint32 * 6)()))
