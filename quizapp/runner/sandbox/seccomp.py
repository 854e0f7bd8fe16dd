"""A filter of a run's system calls: what no snippet needs, and attacks begin with, is refused.

Where the run has namespaces of its own, that is all. Elsewhere it lives among the learner's other
processes, sockets and files, and the filter sees numbers only, no paths: calls that could reach one
of those are refused, or asked about at the run's supervisor (see gate.py).

Classic BPF, put together here, since the filter is short and a library would be one more thing to
trust. What is refused ends in EPERM, and never kills, so that a script sees an ordinary error.
"""

import contextlib
import ctypes
import errno
import os
import struct

from quizapp.runner.sandbox import linux

# x86_64, aarch64 (asm-generic); None where a machine has no such call.
_NUMBERS: dict[str, tuple[int | None, int | None]] = {
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
    "quotactl_fd": (443, 443),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "syslog": (103, 116),
    "vhangup": (153, 58),
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
    # Memory that hangs on no process, and so is counted nowhere.
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "shmdt": (67, 197),
    "semget": (64, 190),
    "semop": (65, 193),
    "semctl": (66, 191),
    "semtimedop": (220, 192),
    "msgget": (68, 186),
    "msgsnd": (69, 189),
    "msgrcv": (70, 188),
    "msgctl": (71, 187),
    # What reaches others.
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    "inotify_init": (253, None),
    "inotify_init1": (294, 26),
    "fanotify_init": (300, 262),
    "pidfd_send_signal": (424, 424),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "ioprio_set": (251, 30),
    "seccomp": (317, 277),
    # What changes a file that may only be read.
    "truncate": (76, 45),
    "openat2": (437, 437),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "setxattrat": (463, 463),
    "getxattr": (191, 8),
    "lgetxattr": (192, 9),
    "getxattrat": (464, 464),
    "listxattr": (194, 11),
    "llistxattr": (195, 12),
    "listxattrat": (465, 465),
    "file_getattr": (468, 468),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "removexattrat": (466, 466),
    "file_setattr": (469, 469),
    # Filtered by their arguments, or asked about.
    "socket": (41, 198),
    "socketpair": (53, 199),
    "clone": (56, 220),
    "fork": (57, None),
    "vfork": (58, None),
    "clone3": (435, 435),
    "ioctl": (16, 29),
    "fcntl": (72, 25),
    "prctl": (157, 167),
    "setpriority": (141, 140),
    "open": (2, None),
    "openat": (257, 56),
    "unlink": (87, None),
    "unlinkat": (263, 35),
    "link": (86, None),
    "linkat": (265, 37),
    "vmsplice": (278, 75),
    "landlock_create_ruleset": (444, 444),
    "landlock_add_rule": (445, 445),
    "landlock_restrict_self": (446, 446),
    "io_setup": (206, 0),
    "splice": (275, 76),
    "tee": (276, 77),
    "sendfile": (40, 71),
    "mmap": (9, 222),
    "setsockopt": (54, 208),
    "connect": (42, 203),
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "utimensat": (280, 88),
    "kill": (62, 129),
    "tkill": (200, 130),
    "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_open": (434, 434),
    "prlimit64": (302, 261),
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
    "sched_setaffinity": (203, 122),
    "sched_setattr": (314, 274),
}

# Refused to every run.
_NEVER = (
    "ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd", "mount",
    "umount2", "pivot_root", "move_mount", "open_tree", "fsopen", "fsconfig", "fsmount",
    "mount_setattr", "chroot", "setns", "unshare", "bpf", "perf_event_open", "userfaultfd",
    "io_uring_setup", "add_key", "request_key", "keyctl", "init_module", "finit_module",
    "delete_module", "kexec_load", "kexec_file_load", "open_by_handle_at", "name_to_handle_at",
    "reboot", "swapon", "swapoff", "acct", "quotactl", "quotactl_fd", "settimeofday",
    "clock_settime", "adjtimex", "syslog", "vhangup", "iopl", "ioperm", "modify_ldt",
    "memfd_create",
    "memfd_secret", "shmget", "shmat", "shmctl", "shmdt", "semget", "semop", "semctl",
    "semtimedop", "msgget", "msgsnd", "msgrcv", "msgctl", "ioprio_set",
    # Pages of a file in a pipe or socket count as the one byte that is sent of each.
    "vmsplice", "splice", "tee", "sendfile", "sched_setparam", "sched_setscheduler",
    "sched_setattr", "inotify_init", "inotify_init1", "fanotify_init",
    "landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self", "io_setup",
)  # fmt: skip
# Refused where it lives among others.
_NEVER_AMONG_OTHERS = (
    "mq_open", "mq_unlink", "pidfd_send_signal", "process_madvise", "process_mrelease",
    "migrate_pages", "move_pages",
    "seccomp",
)  # fmt: skip
# What is known of a file besides its words. The program that a run is of lies outside its world,
# and is reached by /proc/self/exe.
_NEVER_OF_A_FILE = ("utime", "utimes", "futimesat")
# Answered as by a file system that keeps none: `cp -p` goes on then.
_NEW_ATTRIBUTES = (
    "setxattr", "lsetxattr", "fsetxattr", "setxattrat",
    "removexattr", "lremovexattr", "fremovexattr", "removexattrat", "file_setattr",
)  # fmt: skip
_OF_ATTRIBUTES = (
    "getxattr", "lgetxattr", "getxattrat", "listxattr", "llistxattr", "listxattrat",
    "file_getattr",
)  # fmt: skip
_OF_MODES_AND_TIMES = ("chmod", "fchmod", "fchmodat", "fchmodat2", "utimensat")
# Needed by much that is harmless: allowed where nobody can be asked.
_NEEDED = frozenset({"connect", "kill", "tkill", "tgkill", "pidfd_open"})
# Their first argument names a process or thread; 0 is the caller.
_OF_A_PROCESS = (
    "kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_open", "prlimit64",
    "sched_setaffinity",
)  # fmt: skip
# Once nobody answers any more, they fail: nothing is left behind by being faster than who ends it.
_OF_NEW_PROCESSES = ("clone", "fork", "vfork")
_OF_A_FILE = ("connect", *_OF_MODES_AND_TIMES)
# Only of what shm_open, sem_open and their like do in /dev/shm something is made.
_OF_SHARED_MEMORY = ("unlink", "unlinkat", "link", "linkat")

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
AF_UNIX, AF_INET, AF_INET6, AF_NETLINK = 1, 2, 10, 16
_STREAM, _SEQPACKET, _KIND = 1, 5, 0xF  # of a socket; its flags are above
_NEW_NAMESPACES, _CLONE_THREAD = 0x7E020000, 0x00010000  # in the flags of clone
_TIOCSTI = 0x5412  # types into a terminal
_OF_TERMINALS, _OF_SOCKETS, _WHOSE = 0x5400, 0x8900, 0xFF00  # kinds of ioctl
# What is set by a file that is open for reading: flags, version, verity, encryption.
_SETTINGS_OF_FILES = (
    0x40086602, 0x40046602, 0x401C5820, 0x40087602, 0x40047602, 0x40086604, 0x40806685, 0x800C6613,
)  # fmt: skip
_FIOSETOWN, _SIOCSPGRP, _F_SETOWN, _F_SETOWN_EX = 0x8901, 0x8902, 8, 15  # whom to signal about it
_PR_SET_PDEATHSIG, _SIGCONT = 1, 18  # wakes what was stopped to be killed
_PR_SET_DUMPABLE = 4  # hides what a process uses from who counts it
_F_SETLEASE, _F_NOTIFY = 1024, 1026  # keep others waiting for a file, and tell of a folder
_HINTS = (1036, 1038)  # change what is known of a file that is read
_SOL_SOCKET, _SO_SNDBUF, _SO_RCVBUF = 1, 7, 8  # what a socket holds is bounded by its default
_SO_ZEROCOPY = 60  # it holds whole pages
_MAP_SHARED, _MAP_SHARED_TOO, _MAP_KIND, _MAP_ANONYMOUS = 0x1, 0x3, 0xF, 0x20
_O_ACCMODE, _O_TRUNC, _O_EXCL = 0x3, 0x200, 0x80
_O_NOFOLLOW = {"x86_64": 0x20000, "aarch64": 0x8000}
_TRUNCATE_SINCE = 3  # Landlock's version

_LOAD, _AND, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ASK, _ERRNO = 0x7FFF0000, 0x7FC00000, 0x00050000
_NUMBER, _ARCH, _ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
_X32 = 0x40000000
_MODE_FILTER, _SET_MODE_FILTER, _NEW_LISTENER = 2, 1, 8
_WAIT_KILLABLE = 32  # whose call is looked at is interrupted by nothing but its end; Linux 5.19
_ALL_BITS = 0xFFFFFFFF


class _Filter(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_char_p)]


def available() -> bool:
    """Whether this machine's system call numbers are known here."""
    return os.uname().machine in _ARCHITECTURES


def can_ask() -> bool:
    """Whether a filter can ask another process here, tried out in a process that ends at once. Some
    containers have one that does already, and there is room for one only."""
    pid = os.fork()
    if pid == 0:
        status = 1
        with contextlib.suppress(OSError):
            confine_and_listen(_program(os.uname().machine, {}, gpu=False))
            status = 0
        os._exit(status)
    return os.waitpid(pid, 0)[1] == 0


def number(name: str, machine: str | None = None) -> int | None:
    """A call's number on this machine, or another; None where it has no such call."""
    return _NUMBERS[name][0 if (machine or os.uname().machine) == "x86_64" else 1]


def asked_about() -> dict[int, str]:
    """The calls of which a run's supervisor may hear, by their numbers on this machine."""
    asked = (_OF_A_PROCESS, _OF_NEW_PROCESSES, _OF_A_FILE, _OF_SHARED_MEMORY, ("open", "openat"))
    names = (name for group in asked for name in group)
    return {found: name for name in names if (found := number(name)) is not None}


def confine(code: bytes) -> None:
    """Filter this process's system calls from here on."""
    filters = _Filter(len(code) // 8, code)
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    linux.prctl(linux.PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(filters))


def confine_and_listen(code: bytes) -> int:
    """As confine; returns a descriptor at which the calls come in that are asked about. Raises
    OSError where the kernel, or who else filters this process, allows none."""
    filters = _Filter(len(code) // 8, code)
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    own = number("seccomp")
    assert own is not None
    set_filter = ctypes.c_uint(_SET_MODE_FILTER)
    with contextlib.suppress(OSError):
        how = ctypes.c_uint(_NEW_LISTENER | _WAIT_KILLABLE)
        return linux.syscall(own, set_filter, how, ctypes.byref(filters))
    return linux.syscall(own, set_filter, ctypes.c_uint(_NEW_LISTENER), ctypes.byref(filters))


def with_namespaces(machine: str, *, asking: bool = True, gpu: bool = False) -> bytes:
    """The filter for a run that has namespaces, and thereby a network, of its own; eight bytes for
    each of its instructions. A `gpu`'s driver needs more than others. Where nobody can be asked
    (not `asking`), no file's mode and times change."""
    families = (AF_UNIX, AF_INET, AF_INET6, AF_NETLINK)
    rules = {
        # The run's supervisor is process 1; nobody else is there who is not of the run.
        **dict.fromkeys(_OF_A_PROCESS, _choose(0, (1,), _refuse(), _allow())),
        **dict.fromkeys(_NEVER_OF_A_FILE, _refuse()),
        **dict.fromkeys(_NEW_ATTRIBUTES, _none_kept()),
        **dict.fromkeys(_OF_MODES_AND_TIMES, _return(_ASK) if asking else _refuse()),
        "socket": _choose(0, families, _allow(), _refuse()),
        "ioctl": _controls((_TIOCSTI,), gpu=gpu),
    }
    return _program(machine, rules, gpu=gpu)


def among_others(machine: str, landlock: int, *, asking: bool, gpu: bool = False) -> bytes:
    """The filter for a run that lives among the machine's other processes, beside a Landlock of
    this version. Where nobody can be asked (not `asking`), what much needs is allowed, and all
    else refused."""
    ask = _return(_ASK) if asking else _refuse()
    stream = _choose(1, (_STREAM,), _allow(), _refuse(), mask=_KIND)
    fcntls = (_F_SETOWN, _F_SETOWN_EX, _F_SETLEASE, _F_NOTIFY, *_HINTS)
    rules = {
        **dict.fromkeys(_NEVER_AMONG_OTHERS + _NEVER_OF_A_FILE, _refuse()),
        **dict.fromkeys(_OF_ATTRIBUTES + _NEW_ATTRIBUTES, _none_kept()),
        **dict.fromkeys(_OF_A_FILE, ask),
        **dict.fromkeys(_OF_A_PROCESS, _choose(0, (0,), _allow(), ask)),
        "socket": _choose(0, (AF_UNIX,), stream, _refuse()),
        # One end of a pair of datagram sockets can send to any other in the file system.
        "socketpair": _choose(1, (_STREAM, _SEQPACKET), _allow(), _refuse(), mask=_KIND),
        "ioctl": _controls((_TIOCSTI, _FIOSETOWN, _SIOCSPGRP), gpu=gpu),
        "fcntl": _choose(1, fcntls, _refuse(), _allow()),
        "open": _opening(1, machine, landlock, asking=asking),
        "openat": _opening(2, machine, landlock, asking=asking),
        "openat2": _return(_ERRNO | errno.ENOSYS),  # its flags can't be seen; openat is taken then
    }
    if landlock < _TRUNCATE_SINCE:
        rules["truncate"] = _refuse()
    if asking:
        rules |= dict.fromkeys(_OF_SHARED_MEMORY, ask)
        rules |= dict.fromkeys(_OF_NEW_PROCESSES, ask)
        rules["clone"] = _cloning(_instruction(_ANY_BIT, _CLONE_THREAD, 0, 1) + _allow() + ask)
    else:
        rules |= dict.fromkeys(_NEEDED, _allow())
    return _program(machine, rules, gpu=gpu)


def _controls(never: tuple[int, ...], *, gpu: bool) -> bytes:
    """What is asked of a device by ioctl: without a GPU there are terminals and sockets only."""
    code = _choose(1, never, _refuse(), _allow())
    if gpu:
        return _choose(1, _SETTINGS_OF_FILES, _refuse(), code)
    return _choose(1, (_OF_TERMINALS, _OF_SOCKETS), code, _refuse(), mask=_WHOSE)


def _opening(index: int, machine: str, landlock: int, *, asking: bool) -> bytes:
    """For a call whose flags are the argument at `index`. The library's shm_open never follows
    links, and its sem_open makes what was not there: hardly anything else does."""
    # A file that is open for neither passes Landlock by.
    code = _load(index, mask=_O_ACCMODE) + _instruction(_EQUAL, _O_ACCMODE, 0, 1) + _refuse()
    if landlock < _TRUNCATE_SINCE:  # one may cut short what one may only read
        flags = _O_ACCMODE | _O_TRUNC
        code += _load(index, mask=flags) + _instruction(_EQUAL, _O_TRUNC, 0, 1) + _refuse()
    if asking:
        bits = _O_NOFOLLOW[machine] | _O_EXCL
        code += _load(index) + _instruction(_ANY_BIT, bits, 0, 1) + _return(_ASK)
    return code + _allow()


def _program(machine: str, rules: dict[str, bytes], *, gpu: bool) -> bytes:
    """These rules, each of which ends in an answer, on top of those for every run."""
    owning = dict.fromkeys(("chown", "fchown", "lchown"), _owning(1)) | {"fchownat": _owning(2)}
    waking = _choose(1, (_SIGCONT,), _refuse(), _allow())
    hiding = _choose(0, (_PR_SET_DUMPABLE, linux.PR_SET_THP_DISABLE), _refuse(), _allow())
    buffers = _choose(2, (_SO_SNDBUF, _SO_RCVBUF, _SO_ZEROCOPY), _refuse(), _allow())
    # Shared and of no file, it is counted only while a process looks at it.
    shared = (_MAP_SHARED | _MAP_ANONYMOUS, _MAP_SHARED_TOO | _MAP_ANONYMOUS)
    mapping = _choose(3, shared, _refuse(), _allow(), mask=_MAP_KIND | _MAP_ANONYMOUS)
    rules = {
        **dict.fromkeys(_NEVER, _refuse()),
        **owning,
        **({} if gpu else {"mmap": mapping}),
        # glibc asks again with clone when clone3, whose flags a filter can't see, is not there.
        "clone3": _return(_ERRNO | errno.ENOSYS),
        "clone": _cloning(_allow()),
        "prctl": _choose(0, (_PR_SET_PDEATHSIG,), waking, hiding),
        "fcntl": _choose(1, (_F_SETLEASE, _F_NOTIFY, *_HINTS), _refuse(), _allow()),
        "setpriority": _choose(0, (0,), _choose(1, (0,), _allow(), _refuse()), _refuse()),
        "setsockopt": _choose(1, (_SOL_SOCKET,), buffers, _allow()),
        **rules,
    }
    code = _instruction(_LOAD, _ARCH)
    code += _instruction(_EQUAL, _ARCHITECTURES[machine], 1, 0) + _refuse()
    code += _instruction(_LOAD, _NUMBER)
    if machine == "x86_64":
        code += _instruction(_AT_LEAST, _X32, 0, 1) + _refuse()
    for name, then in rules.items():
        found = number(name, machine)
        if found is not None:
            code += _instruction(_EQUAL, found, 0, len(then) // 8) + then
    return code + _allow()


def _owning(index: int) -> bytes:
    """A file is given to nobody else. To whom it belongs it may be, as where archives are unpacked:
    that is answered, and nothing done, or the program that a run is of would lose attributes."""
    done = _return(_ERRNO)
    users, groups = (os.geteuid(), _ALL_BITS), (os.getegid(), _ALL_BITS)
    return _choose(index, users, _choose(index + 1, groups, done, _refuse()), _refuse())


def _cloning(then: bytes) -> bytes:
    """No namespaces; else what is to be done for the flags that are loaded."""
    return _load(0) + _instruction(_ANY_BIT, _NEW_NAMESPACES, 0, 1) + _refuse() + then


def _choose(
    index: int, values: tuple[int, ...], yes: bytes, no: bytes, mask: int = _ALL_BITS
) -> bytes:
    """`yes` where the argument is one of the values; both end in an answer."""
    code = _load(index, mask)
    for left, value in zip(range(len(values) - 1, -1, -1), values, strict=True):
        code += _instruction(_EQUAL, value, left + len(no) // 8, 0)
    return code + no + yes


def _load(index: int, mask: int = _ALL_BITS) -> bytes:
    """Load the low half of an argument, or some bits of it."""
    code = _instruction(_LOAD, _ARGUMENT + 8 * index)
    return code if mask == _ALL_BITS else code + _instruction(_AND, mask)


def _allow() -> bytes:
    return _return(_ALLOW)


def _refuse() -> bytes:
    return _return(_ERRNO | errno.EPERM)


def _none_kept() -> bytes:
    return _return(_ERRNO | errno.ENOTSUP)


def _return(answer: int) -> bytes:
    return _instruction(_RETURN, answer)


def _instruction(operation: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("<HBBI", operation, if_true, if_false, value)
