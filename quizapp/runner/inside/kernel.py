"""Inside a Jupyter kernel: scripts run one after the other, each as `python file.py` would.

The app sends this package's sources there (remote/parcel.py) and calls `prepare` once, then `run`
for each script. The process goes on afterwards, so a run is less fresh than elsewhere
(kernel_state.py), and nothing confines it.
"""

import atexit
import base64
import builtins
import contextlib
import importlib
import json
import linecache
import os
import signal
import sys
import tempfile
import time
import traceback
import types
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from quizapp.runner import devices
from quizapp.runner.inside import child, kernel_state
from quizapp.runner.inside.kernel_outlet import Line, Outlet

_BACKEND = "module://quizapp.runner.inside.figures"
_BROKEN = (ImportError, OSError, AttributeError, RuntimeError, TypeError, ValueError, NameError)
Exit = tuple[Any, tuple[Any, ...], dict[str, Any]]  # a function, and what it is called with
_line = Line()
_state: kernel_state.KernelState | None = None
_folder = ""
_interrupted = False
child.hide_frames_of(__file__)


def prepare(stages: list[list[str]], folder: str) -> None:
    """Load the libraries; then say which devices, versions and packages there are. Runs have their
    folders in `folder`, which goes when the kernel ends in an orderly way."""
    global _state, _folder
    _folder = folder
    atexit.register(kernel_state.remove, folder)
    os.environ["MPLBACKEND"] = _BACKEND
    failed = []
    for stage in stages:
        _line.say("loading", modules=stage)
        for name in stage:
            try:
                importlib.import_module(name)
            except _BROKEN as error:
                failed.append(f"{name}: {error}")
    found = devices.present()
    devices.warm_up(devices.best(found))
    child.rehearse(devices.best(found))
    _state = kernel_state.KernelState()
    packages = {one.metadata["Name"] for one in metadata.distributions()}
    modules = {name for name in metadata.packages_distributions() if name.isidentifier()}
    _line.say(
        "hello",
        devices=found,
        versions=devices.versions(),
        packages=sorted({*filter(None, packages), *modules}),
        failed=failed,
    )


def run(described: str) -> None:
    """Run one script, as a JSON object describes it: its `files` by their names, which of these is
    the `script`, what tracebacks call it (`shown`), whether it was `edited`, the `device`, and how
    many characters of `output` go to the app."""
    order = json.loads(described)
    global _interrupted
    state, _interrupted = _state, False
    assert state is not None
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    me = os.getpid()
    folder = os.path.realpath(tempfile.mkdtemp(prefix="run-", dir=_folder))
    home, bank = os.path.join(folder, "home"), os.path.join(folder, "bank")  # noqa: PTH118
    script = _lay_out(Path(home), Path(bank), order)
    outlet = Outlet(_line.say, order["output"])
    status = 1
    outlet.open()
    _line.say("begun")
    began = time.monotonic()
    try:
        child.use_extra(outlet.extra)
        with kernel_state.only(order["device"]), kernel_state.no_loop():
            child.settle(home)
            state.make_fresh(str(script.parent))
            status = _run(script, order, state)
            if os.getpid() != me:  # a fork that the script let fall through to its end
                os._exit(status & 0xFF)
    finally:
        if os.getpid() != me:
            os._exit(1)
        seconds = time.monotonic() - began
        outlet.close()
        _line.say("over", status=status, seconds=seconds, interrupted=_interrupted)
        stayed = state.clear_away(bank)
        kernel_state.remove(folder)
        _line.say("tidied", stayed=stayed)


def _interrupt(number: int, frame: types.FrameType | None) -> None:
    """A run that somebody interrupts says nothing of its script: that is told."""
    global _interrupted
    _interrupted = True
    signal.default_int_handler(number, frame)


def _lay_out(home: Path, bank: Path, order: dict[str, Any]) -> Path:
    """Write the files that came along; the script's path."""
    home.mkdir()
    for name, data in order["files"].items():
        place = bank / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(base64.b64decode(data))
    return bank / str(order["script"])


def _run(script: Path, order: dict[str, Any], state: kernel_state.KernelState) -> int:
    """The script from its first line to its end; its exit status."""
    sys.dont_write_bytecode = True
    sys.argv = [str(script)]
    sys.orig_argv[:] = [sys.executable, str(script)]
    shown = order["shown"]
    data = script.read_bytes()
    text = data.decode("utf-8", "replace")
    # A coding line says nothing of text that has been read already.
    source = text if order["edited"] else data
    lines = [f"{line}\n" for line in text.splitlines()]  # each ends as linecache has it
    linecache.cache[shown] = (len(text), None, lines, shown)
    main = child.fresh_main(str(script))
    ended: BaseException | None = None
    with _own_exit_functions() as exit_functions, _own_input():
        signal.signal(signal.SIGINT, _interrupt)
        try:
            exec(compile(source, shown, "exec", dont_inherit=True), main.__dict__)  # noqa: S102
        except BaseException as error:  # noqa: BLE001
            ended = error
        status = 0 if ended is None else child.report(ended, edited=True)
        del main, ended
        status = _finish(status, exit_functions, state)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    linecache.cache.pop(shown, None)
    return status


def _finish(status: int, exit_functions: list[Exit], state: kernel_state.KernelState) -> int:
    """What the interpreter does between a script's last line and the process's end."""
    try:
        state.wait_for_threads()
        while exit_functions:
            function, args, kwargs = exit_functions.pop()
            try:
                function(*args, **kwargs)
            except SystemExit:
                pass
            except Exception:  # noqa: BLE001 (it is the script's own)
                print("Exception ignored in atexit callback", file=sys.stderr)
                traceback.print_exc()
    except KeyboardInterrupt:
        status = -signal.SIGINT
    failed = child.flush_streams("stdout", "stderr", tell=True)
    child.tear_down()
    child.flush_streams("stdout", "stderr", "__stdout__", "__stderr__", tell=False)
    return 120 if failed else status


@contextlib.contextmanager
def _own_exit_functions() -> Iterator[list[Exit]]:
    """Collect what the script registers with atexit, instead of leaving it to the kernel's end."""
    found: list[Exit] = []
    register, unregister = atexit.register, atexit.unregister

    def note(function: Any, /, *args: Any, **kwargs: Any) -> Any:
        found.append((function, args, kwargs))
        return function

    def forget(function: Any, /) -> None:
        found[:] = [one for one in found if one[0] != function]

    atexit.register, atexit.unregister = note, forget
    try:
        yield found
    finally:
        atexit.register, atexit.unregister = register, unregister


@contextlib.contextmanager
def _own_input() -> Iterator[None]:
    """A notebook's input() asks the learner; a run has nothing on its stdin."""
    asking = builtins.input
    kernel = getattr(asking, "__self__", None)
    builtins.input = getattr(kernel, "_sys_raw_input", asking)  # where ipykernel keeps Python's own
    try:
        yield
    finally:
        builtins.input = asking
