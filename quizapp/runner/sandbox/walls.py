"""What protects the machine from a run: walls, put up around its processes one after the other.

Namespaces take the run's processes, the network and most of the file system into a world of its
own; Landlock holds whatever it does to some folders; seccomp refuses the system calls that no
snippet needs; limits bound what it uses. The first may be refused (some containers, Ubuntu
24.04). The filter then asks the run's supervisor about calls that could reach others' processes,
sockets and shared memory (gate.py): what is still open is little, and is said.
"""

import functools
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.runner.environment import command, environment
from quizapp.runner.messages import RunOrder
from quizapp.runner.safety import NO_WALLS, Protection, Walls

if TYPE_CHECKING:
    from quizapp.runner.sandbox.landlock import Ruleset

_TIMEOUT = 60.0  # seconds, of which a busy machine may need a few


def survey() -> Walls:
    """Try out what this kernel gives. Forks; for a process with a single thread."""
    if sys.platform != "linux":
        return NO_WALLS
    from quizapp.runner.sandbox import allowed, landlock, namespaces, seccomp

    possible, own_proc = namespaces.possible(allowed.installation())
    filters = seccomp.available()
    asks = filters and seccomp.can_ask()
    return Walls(landlock.abi(), possible, filters, asks, own_proc)


@functools.cache
def protection() -> Protection:
    """What protects on this machine; found out by a process of its own, the first time, in some
    tens of milliseconds."""
    if sys.platform != "linux":
        return Protection((), (f"on {sys.platform} a run may do all that you may",))
    try:
        asked = subprocess.run(
            command("survey"),
            capture_output=True,
            timeout=_TIMEOUT,
            env=environment(Path(tempfile.gettempdir())),
            check=True,
        )
    except subprocess.SubprocessError:
        return Protection((), ("the sandbox could not be tried out",))
    return Walls(*json.loads(asked.stdout)).protection


def prepare_rules(
    walls: Walls, folder: Path, installation: Iterable[Path], device: str
) -> "Ruleset | None":
    """A Landlock ruleset with all that every run may reach; None where there is no Landlock."""
    if not walls.landlock:
        return None
    from quizapp.runner.sandbox import allowed, landlock, namespaces

    rules = landlock.Ruleset(walls.landlock, own_network=walls.namespaces)
    rules.allow(installation, landlock.READ)
    rules.allow([Path("/proc")], landlock.READ)
    rules.allow([folder], landlock.WRITE)
    if walls.namespaces or not walls.asking:  # else the supervisor gives the run one of its own
        rules.allow([namespaces.SHARED_MEMORY], landlock.WRITE)
    rules.allow(allowed.DEVICES, landlock.DEVICE)
    if device != "cpu":
        rules.allow(allowed.gpu_devices(), landlock.DEVICE)
    return rules


def put_up(
    walls: Walls, rules: "Ruleset | None", order: RunOrder, gate: socket.socket | None
) -> None:
    """Put the walls up around this process: it is about to run somebody's code. By `gate` its
    supervisor gets to hear of the calls that it is to be asked about; closed afterwards."""
    if sys.platform != "win32":
        from quizapp.runner.sandbox import ceilings

        ceilings.lower(order, namespaced=walls.namespaces)
    if walls != NO_WALLS:
        from quizapp.runner.sandbox import linux

        # Root's would reach past Landlock: one that may profile may read any process's memory.
        linux.drop_capabilities()
        # Of a huge page that was given back in part, all is used, and next to nothing counted.
        linux.prctl(linux.PR_SET_THP_DISABLE, 1)
    if rules is not None:
        from quizapp.runner.sandbox import landlock

        rules.allow(order.reach.paths, landlock.READ)
        rules.enforce()
    listener = _filter_calls(walls, gpu=order.device != "cpu") if walls.seccomp else -1
    if gate is not None:
        if listener >= 0:
            socket.send_fds(gate, [b"!"], [listener])
            os.close(listener)  # who has it answers for all that is asked
        gate.close()


def _filter_calls(walls: Walls, *, gpu: bool) -> int:
    """Put up the filter; returns the descriptor at which it asks, or -1."""
    from quizapp.runner.sandbox import seccomp

    machine = os.uname().machine
    asking = walls.asking
    if walls.namespaces:
        asking = asking and walls.own_proc  # the supervisor knows the callers by their numbers
        code = seccomp.with_namespaces(machine, asking=asking, gpu=gpu)
    else:
        code = seccomp.among_others(machine, walls.landlock, asking=asking, gpu=gpu)
    if asking:
        return seccomp.confine_and_listen(code)
    seccomp.confine(code)
    return -1
