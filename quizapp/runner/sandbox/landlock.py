"""Landlock: which files a run may reach, whatever else it does. Linux 5.13 and later, no root."""

import os
from collections.abc import Iterable
from pathlib import Path

from py_landlock.abi import get_supported_fs, get_supported_net, get_supported_scope
from py_landlock.errors import LandlockError
from py_landlock.flags import AccessFs, AccessNet, Scope
from py_landlock.landlock_sys import (
    PathBeneathAttr,
    RulesetAttr,
    add_rule,
    create_ruleset,
    get_abi_version,
    restrict_self,
)
from py_landlock.prctl import set_no_new_privs

READ = AccessFs.EXECUTE | AccessFs.READ_FILE | AccessFs.READ_DIR
_DEVICE = AccessFs.READ_FILE | AccessFs.WRITE_FILE | AccessFs.TRUNCATE | AccessFs.IOCTL_DEV
WRITE = (
    READ
    | AccessFs.WRITE_FILE
    | AccessFs.REMOVE_DIR
    | AccessFs.REMOVE_FILE
    | AccessFs.MAKE_DIR
    | AccessFs.MAKE_REG
    | AccessFs.MAKE_SOCK  # the workers of a DataLoader hang without it
    | AccessFs.MAKE_FIFO
    | AccessFs.MAKE_SYM
    | AccessFs.REFER
    | AccessFs.TRUNCATE
)
# What a rule for a plain file may name; anything else is EINVAL.
_OF_A_FILE = _DEVICE | AccessFs.EXECUTE


def abi() -> int:
    """The kernel's Landlock version, 0 if there is none."""
    try:
        return int(get_abi_version())
    except (LandlockError, OSError):
        return 0


class Ruleset:
    """What is allowed; built ahead of the run, for what is known then. With `own_network` the run
    has a network to itself, and TCP in there stays open."""

    def __init__(self, *, own_network: bool) -> None:
        version = get_abi_version()
        self._supported = get_supported_fs(version)
        attributes = RulesetAttr()
        attributes.handled_access_fs = self._supported
        attributes.handled_access_net = AccessNet(0) if own_network else get_supported_net(version)
        attributes.scoped = get_supported_scope(version) if version >= 6 else Scope(0)
        self._fd = create_ruleset(attributes)

    def allow(self, paths: Iterable[str], access: AccessFs) -> None:
        """Allow `access` below these paths; those that do not exist are left out."""
        for path in paths:
            try:
                fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
            except OSError:
                continue
            rule = PathBeneathAttr()
            rights = access & self._supported
            rule.allowed_access = rights if Path(path).is_dir() else rights & _OF_A_FILE
            rule.parent_fd = fd
            add_rule(self._fd, rule)
            os.close(fd)

    def allow_devices(self, paths: Iterable[str]) -> None:
        self.allow(paths, _DEVICE)

    def enforce(self) -> None:
        """From here on this thread, and all that it starts, can do no more than was allowed."""
        set_no_new_privs()
        restrict_self(self._fd, None)
        os.close(self._fd)
