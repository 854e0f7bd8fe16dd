"""The interpreter that waits for one run, where a process cannot be forked."""

import _thread
import importlib
import os
import sys
import threading

from quizapp.runner import devices
from quizapp.runner.inside import child
from quizapp.runner.messages import Frames, Hello, RunOrder, pack, unpack
from quizapp.runner.safety import NO_WALLS

_BROKEN = (ImportError, OSError, AttributeError, RuntimeError, TypeError, ValueError, NameError)


def wait(described: str) -> child.Prepared:
    """Load the first stage, say so on stdout in one line, and wait for an order on stdin; load the
    rest while none comes. One more line says that the script begins."""
    setup = unpack(described.encode())
    devices.hide_others(setup.device)
    orders: list[RunOrder] = []
    come = threading.Event()
    first, *later = setup.stages or [[]]
    for name in first:
        _load(name)
    devices.warm_up(setup.device)
    _say(pack(Hello(devices.present(), devices.versions())).decode())
    # Not a threading.Thread: the script's own first one is to be called Thread-1.
    _thread.start_new_thread(_read_order, (orders, come))
    for name in (name for stage in later for name in stage):
        if come.is_set():
            break
        _load(name)
    come.wait()
    if not orders:
        os._exit(0)
    child.settle(setup.folder)
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123
        os.dup2(nothing.fileno(), 0)
    child.use_extra(os.open(setup.extra, os.O_WRONLY | os.O_APPEND))
    _say("begun")
    return child.Prepared(orders[0], NO_WALLS, None)


def _read_order(orders: list[RunOrder], come: threading.Event) -> None:
    frames = Frames()
    while data := os.read(0, 1 << 16):
        orders.extend(map(unpack, frames.feed(data)))
    come.set()


def _say(line: str) -> None:
    os.write(1, line.encode() + b"\n")


def _load(name: str) -> None:
    try:
        importlib.import_module(name)
    except _BROKEN as error:
        print(f"{name}: {error}", file=sys.stderr)
