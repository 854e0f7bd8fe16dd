"""A seccomp filter: system calls that no snippet needs and that attacks on a kernel begin with.

Classic BPF, put together here, since the filter is short and a library would be one more thing to
trust. What is refused ends in EPERM, and never kills, so that a script sees an ordinary error.
"""

import ctypes
import errno
import os
import struct

from quizapp.runner.sandbox import linux

# x86_64, aarch64 (asm-generic); None where a machine has no such call.
_DENIED: dict[str, tuple[int | None, int | None]] = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "mount_setattr": (442, 442),
    "chroot": (161, 51),
    "setns": (308, 268),
    "unshare": (272, 97),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "syslog": (103, 116),
    "vhangup": (153, 58),
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
}
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_SOCKET = (41, 198)
_CLONE = (56, 220)
_CLONE3 = 435
_IOCTL = (16, 29)
_TIOCSTI = 0x5412
_NEW_NAMESPACES = 0x7E020000
AF_UNIX, AF_INET, AF_INET6, AF_NETLINK = 1, 2, 10, 16

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_NUMBER, _ARCH, _ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
_X32 = 0x40000000
_MODE_FILTER = 2


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def available() -> bool:
    """Whether this machine's system call numbers are known here."""
    return os.uname().machine in _ARCHITECTURES


def confine(*, own_network: bool) -> None:
    """Filter this process's system calls from here on. Without a network of its own a run may
    open unix sockets only."""
    families = [AF_UNIX, AF_INET, AF_INET6, AF_NETLINK] if own_network else [AF_UNIX]
    code = program(os.uname().machine, families)
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    filters = _Program(len(code) // 8, code)
    linux.prctl(linux.PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(filters))


def program(machine: str, families: list[int]) -> bytes:
    """The filter's instructions for `machine`, eight bytes each."""
    column = 0 if machine == "x86_64" else 1
    refuse = _instruction(_RETURN, _ERRNO | errno.EPERM)
    allow = _instruction(_RETURN, _ALLOW)
    code = [_instruction(_LOAD, _ARCH)]
    code += [_instruction(_EQUAL, _ARCHITECTURES[machine], 1, 0), refuse]
    code.append(_instruction(_LOAD, _NUMBER))
    if machine == "x86_64":
        code += [_instruction(_AT_LEAST, _X32, 0, 1), refuse]
    # glibc asks again with clone when clone3, whose flags a filter can't see, is not there.
    code += _on_call(_CLONE3, [_instruction(_RETURN, _ERRNO | errno.ENOSYS)])
    code += _on_call(
        _CLONE[column],
        [*_argument(0), _instruction(_ANY_BIT, _NEW_NAMESPACES, 0, 1), refuse, allow],
    )
    known = [
        _instruction(_EQUAL, family, len(families) - i, 0) for i, family in enumerate(families)
    ]
    code += _on_call(_SOCKET[column], [*_argument(0), *known, refuse, allow])
    code += _on_call(
        _IOCTL[column], [*_argument(1), _instruction(_EQUAL, _TIOCSTI, 0, 1), refuse, allow]
    )
    for numbers in _DENIED.values():
        number = numbers[column]
        if number is not None:
            code += _on_call(number, [refuse])
    return b"".join([*code, allow])


def _instruction(operation: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("<HBBI", operation, if_true, if_false, value)


def _on_call(number: int, then: list[bytes]) -> list[bytes]:
    """`then` for the system call `number`; anything else goes on after it."""
    return [_instruction(_EQUAL, number, 0, len(then)), *then]


def _argument(index: int) -> list[bytes]:
    """Load the low half of an argument."""
    return [_instruction(_LOAD, _ARGUMENT + 8 * index)]
