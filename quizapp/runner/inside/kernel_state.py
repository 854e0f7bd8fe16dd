"""What runs in one Jupyter kernel leave to one another: put back, or found to have stayed.

A process that goes on is never fresh. What a script is known to change and can be changed back is
changed back; of what cannot, `clear_away` tells, and the kernel is started anew.
"""

import contextlib
import gc
import itertools
import logging
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterator
from typing import Any

from quizapp.runner.inside import child
from quizapp.runner.processes import descendants

_LIMIT = 1000  # frames that a fresh interpreter lets a script have
_BROKEN = (Exception,)  # what resetting a library of any version may raise

# Where scripts put something else in the place of what is there.
_PATCHED = (
    "builtins", "os", "sys", "time", "random", "math", "threading", "json", "pickle",
    "numpy", "numpy.random", "torch", "torch.cuda", "torch.nn", "torch.nn.functional",
    "torch.nn.init", "torch.optim", "torch.autograd", "torch.utils.data", "torch.linalg",
)  # fmt: skip
_CLASSES = (("torch", "Tensor"), ("torch.nn", "Module"))
_CHANGING = frozenset({"_", "__", "___", "__slotnames__"})


class KernelState:
    """How things are before the first run. Made once all libraries are loaded."""

    def __init__(self) -> None:
        _reset_libraries()  # what it loads the first time is no run's doing
        self._environ = dict(os.environ)
        self._folder = os.getcwd()  # noqa: PTH109
        self._mask = os.umask(0)
        os.umask(self._mask)
        self._path = list(sys.path)
        self._finders = list(sys.meta_path)
        self._hooks = {name: getattr(sys, name) for name in _HOOKS}
        self._main = sys.modules["__main__"]
        self._limit = sys.getrecursionlimit()
        self._filters = list(warnings.filters)
        self._show = warnings.showwarning
        self._handlers = {number: signal.getsignal(number) for number in signal.valid_signals()}
        self._log_handlers = list(logging.root.handlers)
        self._log_level = logging.root.level
        self._threads: set[threading.Thread] = set()
        self._processes = _children()
        self._threads_of_torch = _of_torch("get_num_threads")
        self._precision = _of_torch("get_float32_matmul_precision")
        self._operators = _operators()
        self._names = _names()
        gc.collect()
        gc.freeze()  # or looking for what a run left would go through all the libraries each time

    # Before a run

    def make_fresh(self, scripts: str) -> None:
        """What a fresh process has: `scripts` is the folder of the script."""
        self._threads = set(threading.enumerate())  # the kernel may have started another since
        child.reseed()
        _hooks_of_python()
        sys.path[:] = [scripts, *(one for one in self._path if one not in ("", self._folder))]
        sys.setrecursionlimit(_LIMIT + _depth())
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _set_filters([one for one in self._filters if not _of_notebooks(one)])
        threading._counter = itertools.count(1).__next__  # type: ignore[attr-defined]

    # After a run

    def wait_for_threads(self) -> None:
        """Wait for the script's threads and processes, as the interpreter does."""
        for thread in threading.enumerate():
            if thread not in self._threads and not thread.daemon:
                thread.join()
        multiprocessing: Any = sys.modules.get("multiprocessing")
        if multiprocessing is not None:
            for process in multiprocessing.active_children():
                if process.daemon:
                    process.terminate()
                process.join()

    def clear_away(self, scripts: str) -> list[str]:
        """Put back what can be put back; what stayed, in a word each."""
        sys.modules["__main__"] = self._main
        for name, module in list(sys.modules.items()):
            if str(getattr(module, "__file__", None) or "").startswith(scripts):
                del sys.modules[name]
        self._reset_python()
        _reset_libraries()
        if _of_torch("get_num_threads") != self._threads_of_torch:
            sys.modules["torch"].set_num_threads(self._threads_of_torch)
        if _of_torch("get_float32_matmul_precision") != self._precision:
            sys.modules["torch"].set_float32_matmul_precision(self._precision)
        gc.collect()
        stayed = _reset_gpu()
        if set(threading.enumerate()) - self._threads:
            stayed.append("a thread")
        if self._end_processes():
            stayed.append("a process")
        stayed += [f"another {name}" for name in self._replaced()]
        if _operators() != self._operators:
            stayed.append("an operator of torch")
        return stayed

    def _reset_python(self) -> None:
        os.chdir(self._folder)
        os.umask(self._mask)
        for name in os.environ.keys() - self._environ.keys():
            del os.environ[name]
        os.environ.update(self._environ)
        tempfile.tempdir = None
        sys.path[:] = self._path
        sys.meta_path[:] = self._finders
        for name, hook in self._hooks.items():
            setattr(sys, name, hook)
        sys.settrace(None)
        sys.setprofile(None)
        sys.setrecursionlimit(self._limit)
        sys.dont_write_bytecode = False
        gc.enable()
        _set_filters(self._filters)
        warnings.showwarning = self._show
        for module in list(sys.modules.values()):  # what was warned of once, is so again
            registry = getattr(module, "__dict__", {}).get("__warningregistry__")
            if isinstance(registry, dict):
                registry.clear()
        for number, handler in self._handlers.items():
            if handler is not None and signal.getsignal(number) is not handler:
                with contextlib.suppress(OSError, ValueError):  # the two that nobody may change
                    signal.signal(number, handler)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # until the kernel takes it over
        with contextlib.suppress(OSError, ValueError):
            signal.setitimer(signal.ITIMER_REAL, 0)
        logging.root.handlers[:] = self._log_handlers
        logging.root.setLevel(self._log_level)
        logging.disable(logging.NOTSET)
        random.seed()

    def _end_processes(self) -> bool:
        """Kill what the run started; whether anything was left."""
        left = _children() - self._processes
        for pid in left:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        return bool(left)

    def _replaced(self) -> Iterator[str]:
        now = _names()
        for name, was in self._names.items():
            if now.get(name, was) is not was or (name not in now):
                yield name
        for name in now.keys() - self._names.keys():
            if name.startswith(tuple(f"{module}.{kind}." for module, kind in _CLASSES)):
                yield name


@contextlib.contextmanager
def only(device: str) -> Iterator[None]:
    """Have torch find no GPU in a run on the CPU. Whoever names one all the same gets it: a driver
    that was started cannot be hidden."""
    torch: Any = sys.modules.get("torch")
    if torch is None or device != "cpu":
        yield
        return
    found: list[tuple[Any, str, Any]] = [
        (torch.cuda, "is_available", lambda: False),
        (torch.cuda, "device_count", lambda: 0),
        (torch.backends.mps, "is_available", lambda: False),
    ]
    if hasattr(torch, "accelerator"):
        found += [
            (torch.accelerator, "is_available", lambda: False),
            (torch.accelerator, "device_count", lambda: 0),
            (torch.accelerator, "current_accelerator", lambda check_available=False: None),
        ]
    before = [(holder, name, getattr(holder, name)) for holder, name, _ in found]
    for holder, name, none in found:
        setattr(holder, name, none)
    try:
        yield
    finally:
        for holder, name, was in before:
            setattr(holder, name, was)


@contextlib.contextmanager
def no_loop() -> Iterator[None]:
    """Hide the event loop that the kernel itself runs in, so that a script may run its own."""
    asyncio: Any = sys.modules.get("asyncio")
    loop = None if asyncio is None else asyncio._get_running_loop()
    if loop is None:
        yield
        return
    asyncio._set_running_loop(None)
    asyncio.set_event_loop(None)
    try:
        yield
    finally:
        asyncio.set_event_loop(loop)
        asyncio._set_running_loop(loop)


def remove(folder: str) -> None:
    """Delete a run's folder, whatever is in it."""
    shutil.rmtree(folder, ignore_errors=True)


_HOOKS = ("excepthook", "displayhook", "unraisablehook", "breakpointhook", "argv", "orig_argv")


def _hooks_of_python() -> None:
    sys.excepthook, sys.displayhook = sys.__excepthook__, sys.__displayhook__
    sys.unraisablehook, sys.breakpointhook = sys.__unraisablehook__, sys.__breakpointhook__


def _set_filters(filters: list[Any]) -> None:
    known: Any = warnings.filters
    known[:] = filters


def _of_notebooks(one: Any) -> bool:
    """Whether a filter of warnings was put there for notebooks: it shows what is deprecated in
    `__main__`, which plain Python does as well, and in what IPython runs."""
    module = one[3]
    return getattr(module, "pattern", module) in ("<ipython-input", "ipykernel")


def _depth() -> int:
    frame: Any = sys._getframe()
    found = 0
    while frame is not None:
        found, frame = found + 1, frame.f_back
    return found


def _children() -> set[int]:
    return set(descendants(of=os.getpid())) if sys.platform == "linux" else set()


def _of_torch(name: str) -> Any:
    torch: Any = sys.modules.get("torch")
    return None if torch is None else getattr(torch, name)()


def _operators() -> int:
    library: Any = sys.modules.get("torch.library")
    return 0 if library is None else len(getattr(library, "_defs", ()))


def _names() -> dict[str, object]:
    """What scripts call or subclass in the libraries, by where it is found."""
    found: dict[str, object] = {}
    for module in _PATCHED:
        inside = vars(sys.modules[module]) if module in sys.modules else {}
        for name, value in list(inside.items()):
            if name not in _CHANGING and callable(value):
                found[f"{module}.{name}"] = value
    for module, kind in _CLASSES:
        if module in sys.modules:
            for name, value in list(vars(getattr(sys.modules[module], kind)).items()):
                if name not in _CHANGING:
                    found[f"{module}.{kind}.{name}"] = value
    for name in ("stdin", "stdout", "stderr", *_HOOKS):
        for prefix in ("", "__"):
            found.pop(f"sys.{prefix}{name}{prefix}", None)
    for name in ("builtins.input", "threading._counter"):
        found.pop(name, None)
    return found


def _reset_libraries() -> None:
    for reset in (_reset_torch, _reset_numpy, _reset_pandas, _reset_matplotlib):
        with warnings.catch_warnings(), contextlib.suppress(*_BROKEN):
            warnings.simplefilter("ignore")
            reset()


def _reset_torch() -> None:
    torch: Any = sys.modules.get("torch")
    if torch is None:
        return
    torch.set_default_dtype(torch.float32)
    torch.set_default_device(None)
    torch.set_grad_enabled(True)
    torch.autograd.set_detect_anomaly(False)
    if torch.are_deterministic_algorithms_enabled():  # to ask for it loads the compiler
        torch.use_deterministic_algorithms(False)
    torch.set_printoptions(profile="default")
    torch.set_warn_always(False)
    torch.set_flush_denormal(False)
    torch.backends.cudnn.enabled = True
    torch.backends.cudnn.benchmark = torch.backends.cudnn.deterministic = False
    torch.serialization.clear_safe_globals()
    torch.clear_autocast_cache()
    hooks: Any = sys.modules.get("torch.nn.modules.module")
    for name, registered in list(vars(hooks).items()):
        if name.startswith("_global_") and isinstance(registered, dict):
            registered.clear()
    distributed: Any = sys.modules.get("torch.distributed")
    if distributed is not None and distributed.is_available() and distributed.is_initialized():
        distributed.destroy_process_group()


def _reset_numpy() -> None:
    numpy: Any = sys.modules.get("numpy")
    if numpy is not None:
        numpy.seterr(divide="warn", over="warn", under="ignore", invalid="warn")
        numpy.set_printoptions(
            edgeitems=3, infstr="inf", linewidth=75, nanstr="nan", precision=8, suppress=False,
            threshold=1000, formatter=None, sign="-", floatmode="maxprec", legacy=False,
        )  # fmt: skip


def _reset_pandas() -> None:
    pandas: Any = sys.modules.get("pandas")
    if pandas is not None:
        pandas.reset_option("all")


def _reset_matplotlib() -> None:
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close("all")
        sys.modules["matplotlib"].rc_file_defaults()
    figures: Any = sys.modules.get("quizapp.runner.inside.figures")
    if figures is not None:
        figures.begin_anew()


def _reset_gpu() -> list[str]:
    """Give the GPU's memory back. What a failed kernel left there cannot be mended."""
    torch: Any = sys.modules.get("torch")
    if torch is None or not torch.cuda.is_available() or not torch.cuda.is_initialized():
        return []
    try:
        torch.cuda.synchronize()
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()
        torch.cuda.set_device(0)
    except RuntimeError:
        return ["an error of the GPU"]
    return ["memory of the GPU"] if torch.cuda.memory_allocated() else []
