"""Landlock: which files a run may reach, whatever else it does. Linux 5.13 and later, no root.

The three system calls are made here, since a library for them would be one more thing to trust.
Numbers and flags are those of the kernel's linux/landlock.h, the same on every machine; a kernel
refuses what is newer than itself, so each right is asked for only from its version on.
"""

import ctypes
import os
import stat
from collections.abc import Iterable
from enum import IntFlag
from pathlib import Path

from quizapp.runner.sandbox import linux

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1  # a flag of the first of them
_PATH_BENEATH = 1  # a kind of rule


class FileRight(IntFlag):
    """What may be done with a file, or with what lies below a folder."""

    EXECUTE = 1 << 0
    WRITE_FILE = 1 << 1
    READ_FILE = 1 << 2
    READ_DIR = 1 << 3
    REMOVE_DIR = 1 << 4
    REMOVE_FILE = 1 << 5
    MAKE_CHAR = 1 << 6
    MAKE_DIR = 1 << 7
    MAKE_REG = 1 << 8
    MAKE_SOCK = 1 << 9
    MAKE_FIFO = 1 << 10
    MAKE_BLOCK = 1 << 11
    MAKE_SYM = 1 << 12
    REFER = 1 << 13
    TRUNCATE = 1 << 14
    IOCTL_DEV = 1 << 15


class TcpRight(IntFlag):
    """What may be done with a TCP socket."""

    BIND = 1 << 0
    CONNECT = 1 << 1


class Scope(IntFlag):
    """What may not leave the confined processes."""

    ABSTRACT_UNIX_SOCKET = 1 << 0
    SIGNAL = 1 << 1


_OF_THE_FIRST_VERSION = FileRight((FileRight.MAKE_SYM << 1) - 1)
_SINCE = {2: FileRight.REFER, 3: FileRight.TRUNCATE, 5: FileRight.IOCTL_DEV}
_TCP_SINCE, _SCOPES_SINCE = 4, 6

READ = FileRight.EXECUTE | FileRight.READ_FILE | FileRight.READ_DIR
WRITE = (
    READ
    | FileRight.WRITE_FILE
    | FileRight.REMOVE_DIR
    | FileRight.REMOVE_FILE
    | FileRight.MAKE_DIR
    | FileRight.MAKE_REG
    | FileRight.MAKE_SOCK  # the workers of a DataLoader hang without it
    | FileRight.MAKE_FIFO
    | FileRight.MAKE_SYM
    | FileRight.REFER
    | FileRight.TRUNCATE
)
DEVICE = FileRight.READ_FILE | FileRight.WRITE_FILE | FileRight.TRUNCATE | FileRight.IOCTL_DEV
# What a rule for a plain file may name; anything else is EINVAL.
_OF_A_FILE = DEVICE | FileRight.EXECUTE


class _Attributes(ctypes.Structure):
    """A kernel that knows fewer fields takes them where they are zero."""

    _fields_ = [(name, ctypes.c_uint64) for name in ("files", "tcp", "scopes")]


class _Rule(ctypes.Structure):
    _fields_ = [("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def abi() -> int:
    """The kernel's Landlock version, 0 if there is none, or if it was turned off."""
    try:
        return linux.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint(_ASK_VERSION))
    except OSError:
        return 0


def file_rights(version: int) -> FileRight:
    """All rights that a kernel with this version of Landlock can withhold."""
    found = _OF_THE_FIRST_VERSION
    for since, right in _SINCE.items():
        if version >= since:
            found |= right
    return found


def tcp_rights(version: int) -> TcpRight:
    """As file_rights."""
    return TcpRight.BIND | TcpRight.CONNECT if version >= _TCP_SINCE else TcpRight(0)


def scopes(version: int) -> Scope:
    """All that this version can keep within the confined processes."""
    return Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL if version >= _SCOPES_SINCE else Scope(0)


class Ruleset:
    """What is allowed; built ahead of the run, for what is known then, with what Landlock of this
    `version` can hold back. With `own_network` the run has a network to itself, and TCP in there
    stays open. Raises OSError where the kernel has no Landlock."""

    def __init__(self, version: int, *, own_network: bool) -> None:
        self._files = file_rights(version)
        tcp = TcpRight(0) if own_network else tcp_rights(version)
        attributes = _Attributes(self._files, tcp, scopes(version))
        size = ctypes.c_size_t(ctypes.sizeof(attributes))
        no_flags = ctypes.c_uint(0)
        self._fd = linux.syscall(_CREATE_RULESET, ctypes.byref(attributes), size, no_flags)

    def allow(self, paths: Iterable[Path], rights: FileRight) -> None:
        """Allow this below these paths; those that do not exist are left out."""
        for path in paths:
            try:
                fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
            except OSError:
                continue
            known = rights & self._files
            is_folder = stat.S_ISDIR(os.fstat(fd).st_mode)
            rule = _Rule(known if is_folder else known & _OF_A_FILE, fd)
            arguments = (ctypes.c_int(_PATH_BENEATH), ctypes.byref(rule), ctypes.c_uint(0))
            linux.syscall(_ADD_RULE, ctypes.c_int(self._fd), *arguments)
            os.close(fd)

    def enforce(self) -> None:
        """From here on this thread, and all that it starts, can do no more than was allowed."""
        linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
        linux.syscall(_RESTRICT_SELF, ctypes.c_int(self._fd), ctypes.c_uint(0))
        os.close(self._fd)
