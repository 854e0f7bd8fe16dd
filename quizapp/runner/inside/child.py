"""Inside the process of a run: everything that makes it like `python file.py`."""

import atexit
import contextlib
import ctypes
import gc
import importlib.machinery
import io
import linecache
import os
import random
import signal
import sys
import tempfile
import threading
import traceback
import types
import weakref
from typing import Any, NamedTuple, NoReturn

import msgspec

from quizapp.runner import devices
from quizapp.runner.inside import depth
from quizapp.runner.protocol import Extra, Farewell, Memory, Order, decode_order, frame
from quizapp.runner.sandbox import walls as sandbox
from quizapp.runner.sandbox.walls import Post

if sys.platform != "win32":
    import fcntl
    import resource

_OUT_OF_THE_WAY = 900  # a script's first open() gets descriptor 3, as it always does
_extra = _farewell = _main = -1


class Prepared(NamedTuple):
    """A run about to start: its order, and the walls to put up around it."""

    order: Order
    walls: sandbox.Walls
    rules: Any


def wait(post: Post) -> Prepared:
    """Take the place of a fresh process on `post`, and wait there for an order."""
    global _extra, _farewell, _main
    _main = os.getpid()
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    stdout, stderr, extra = post.outputs
    os.dup2(stdout, 1)
    os.dup2(stderr, 2)
    _extra = fcntl.fcntl(extra, fcntl.F_DUPFD_CLOEXEC, _OUT_OF_THE_WAY)
    _farewell = fcntl.fcntl(post.farewell, fcntl.F_DUPFD_CLOEXEC, _extra + 1)
    orders = fcntl.fcntl(post.order, fcntl.F_DUPFD_CLOEXEC, _farewell + 1)
    os.closerange(3, _extra)
    settle(post.folder)
    devices.hide_others(post.device)
    devices.warm_up(post.device)
    if post.rehearse:
        rehearse(post.device)
    rules = sandbox.prepare_rules(post.walls, post.folder, post.device)
    with io.FileIO(orders) as pipe:
        size = int.from_bytes(_read(pipe, 4), "little")
        order = decode_order(_read(pipe, size))
    return Prepared(order, post.walls, rules)


def rehearse(device: str) -> None:
    """Do once what most runs do. A fork copies a page when it is first written to, and libraries
    set much up at their first use: that is paid for while nobody waits. Nothing of it may start a
    thread, since a thread that is there before the walls is not behind them."""
    _reseed()
    exec(compile("x = [str(1.5)]", "<rehearsal>", "exec"), {})  # noqa: S102
    torch: Any = sys.modules.get("torch")
    if torch is None:
        return
    x = torch.tensor([1.5, 2.0], requires_grad=True, device=device)
    (x * x).sum().backward()
    str(x.grad)
    if "torch._dynamo" in sys.modules:
        model = torch.nn.Linear(2, 1, device=device)
        optimizer = torch.optim.Adam(model.parameters())
        model(x.detach()).sum().backward()
        optimizer.step()
        list(torch.utils.data.DataLoader([1.0, 2.0]))


def use_extra(fd: int) -> None:
    """Send extras there."""
    global _extra
    _extra = fd


def _read(pipe: io.FileIO, size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = pipe.read(size - len(data))
        if not piece:
            os._exit(0)  # the run will not come
        data += piece
    return data


def settle(folder: str) -> None:
    """Make `folder` home, working directory and place of temporary files."""
    os.chdir(folder)
    for name in ("HOME", "TMPDIR", "MPLCONFIGDIR"):
        os.environ[name] = folder
    os.environ.pop("XDG_CACHE_HOME", None)
    os.environ.pop("TORCHINDUCTOR_CACHE_DIR", None)  # torch sets it on import, to its /tmp
    tempfile.tempdir = None


def _reseed() -> None:
    """Randomness that every fresh process draws anew."""
    random.seed()
    numpy: Any = sys.modules.get("numpy")
    if numpy is not None and "numpy.random" in sys.modules:
        numpy.random.seed()
    torch: Any = sys.modules.get("torch")
    if torch is not None:
        torch.default_generator.seed()


def run(prepared: Prepared) -> NoReturn:
    """Run the script as `__main__` and end the process the way the interpreter would."""
    order = prepared.order
    path = str(order.job.path)
    _reseed()
    sys.stdout.reconfigure(line_buffering=True, write_through=False)  # type: ignore[union-attr]
    sys.argv = [path]
    sys.orig_argv[:] = [sys.executable, path]
    sys.path[0] = os.path.dirname(os.path.realpath(path))  # noqa: PTH120
    try:
        source = _source(order)
    except OSError as error:
        reason = f"[Errno {error.errno}] {error.strerror}"
        print(f"{sys.executable}: can't open file {path!r}: {reason}", file=sys.stderr)
        os._exit(2)
    sandbox.close(prepared.walls, prepared.rules, order)
    main = _fresh_main(path)
    depth.allow_for_frames_below()
    ended: BaseException | None = None
    try:
        exec(compile(source, path, "exec", dont_inherit=True), main.__dict__)  # noqa: S102
    except BaseException as error:  # noqa: BLE001
        ended = error
    status = 0 if ended is None else _report(ended, edited=order.job.source is not None)
    del main, ended
    _finish(status)


def _source(order: Order) -> bytes:
    path = order.job.path
    if order.job.source is None:
        return path.read_bytes()
    text = order.job.source
    # No mtime: the file on disk is not what runs, and must not take the place of these lines.
    lines = text.splitlines(keepends=True)
    linecache.cache[str(path)] = (len(text), None, lines, str(path))
    return text.encode()


def _fresh_main(path: str) -> types.ModuleType:
    main = types.ModuleType("__main__")
    loader = importlib.machinery.SourceFileLoader("__main__", path)
    main.__loader__ = loader
    # In the interpreter's order, which dir() hides and globals() shows.
    if sys.version_info < (3, 14):
        main.__annotations__ = {}
    main.__dict__.update(__builtins__=sys.modules["builtins"], __file__=path, __cached__=None)
    global _server_main
    _server_main = sys.modules["__main__"]  # or its globals would be cleared below our feet
    sys.modules["__main__"] = main
    return main


_server_main: types.ModuleType | None = None


def _report(error: BaseException, *, edited: bool) -> int:
    """Say what ended the script, as the interpreter does; its exit status."""
    if isinstance(error, SystemExit):
        return _exit_status(error)
    _trim(error)
    if _memory_was_refused(error):
        send(Memory())
    broken: BaseException | None = None
    try:
        if edited and sys.excepthook is sys.__excepthook__:
            # This one takes a traceback's lines from linecache, not from the file on disk.
            traceback.print_exception(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)
    except SystemExit as stop:
        return _exit_status(stop)
    except BaseException as second:  # noqa: BLE001
        broken = second
    if broken is not None:
        _trim(broken)
        print("Error in sys.excepthook:", file=sys.stderr)
        traceback.print_exception(broken)
        print("\nOriginal exception was:", file=sys.stderr)
        traceback.print_exception(error)
    return -signal.SIGINT if isinstance(error, KeyboardInterrupt) else 1


def _trim(error: BaseException) -> None:
    """Take this file's frames off the traceback: no script has them under plain Python."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    error.__traceback__ = trace


def _exit_status(stop: SystemExit) -> int:
    if stop.code is None:
        return 0
    if isinstance(stop.code, int):
        return stop.code & 0xFF if abs(stop.code) < 1 << 63 else 0xFF
    print(stop.code, file=sys.stderr)
    return 1


def _memory_was_refused(error: BaseException) -> bool:
    return (
        isinstance(error, MemoryError)
        or type(error).__name__ == "OutOfMemoryError"
        or (isinstance(error, RuntimeError) and "can't allocate memory" in str(error))
    )


def send(message: Extra) -> None:
    """Send the app something beside the output; a script that closed the way there loses it."""
    data = memoryview(frame(message))
    with contextlib.suppress(OSError):
        while data:
            data = data[os.write(_extra, data) :]


def _finish(status: int) -> NoReturn:
    """What the interpreter does between a script's last line and the process's end."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    failed = _flush()
    _tear_down()
    failed |= _flush()
    if sys.platform != "win32":
        ctypes.CDLL(None).fflush(None)
    status = 120 if failed else status
    if os.getpid() == _main:  # and not a fork that the script let fall through to its end
        resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        with contextlib.suppress(OSError):
            os.write(_farewell, msgspec.msgpack.encode(Farewell(status, resident)))
    if status < 0:
        signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    os._exit(status)


def _flush() -> bool:
    """Flush the standard streams; whether stdout failed, which makes the exit status 120."""
    failed = False
    for stream in (sys.stdout, sys.__stdout__, sys.stderr):
        if stream is None or getattr(stream, "closed", False):
            continue
        try:
            stream.flush()
        except (OSError, ValueError) as error:
            failed |= stream is sys.stdout
            with contextlib.suppress(OSError, ValueError):
                name = type(error).__name__
                print(f"Exception ignored in: {stream!r}\n{name}: {error}", file=sys.stderr)
    return failed


def _tear_down() -> None:
    """Let go of the script's module, so that the `__del__` of what it holds runs."""
    alive = weakref.ref(sys.modules["__main__"])
    del sys.modules["__main__"]
    gc.collect()
    main = alive()
    if main is not None:
        for name in list(main.__dict__):
            if name != "__builtins__":
                main.__dict__[name] = None
        gc.collect()
