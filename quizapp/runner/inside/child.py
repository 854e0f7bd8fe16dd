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
import socket
import sys
import tempfile
import threading
import traceback
import types
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from quizapp.core.run import BASES, MESSAGE, NAME, Raised
from quizapp.runner import devices
from quizapp.runner.inside import depth
from quizapp.runner.messages import (
    Extra,
    Farewell,
    MemoryRefused,
    RunOrder,
    Uncaught,
    frame,
    pack,
    unpack,
)
from quizapp.runner.safety import Walls
from quizapp.runner.sandbox.walls import prepare_rules, put_up

if TYPE_CHECKING:
    from quizapp.runner.sandbox.landlock import Ruleset

if sys.platform != "win32":
    import fcntl
    import resource

_OUT_OF_THE_WAY = 900  # a script's first open() gets descriptor 3, as it always does
_ours = {__file__}  # no script has frames of these under plain Python
_extra = _farewell = _main = -1
_sending = threading.Lock()


class Post(NamedTuple):
    """Where a waiting child sits: the pipe its order will come by, those for its stdout, stderr
    and extras, the one to say farewell by, its own folder, the walls to put up and where in them
    the Python installation is, and whether it may rehearse a run."""

    order: int
    outputs: list[int]
    farewell: int
    gate: int
    device: str
    folder: Path
    walls: Walls
    installation: list[Path]
    rehearse: bool


class Prepared(NamedTuple):
    """A run about to start: its order, and the walls to put up around it."""

    order: RunOrder
    walls: Walls
    rules: "Ruleset | None"
    gate: socket.socket | None = None


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
    for fd, name in (1, "stdout"), (2, "stderr"):
        stream = _text_to(fd, getattr(sys, name))
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    _extra = fcntl.fcntl(extra, fcntl.F_DUPFD_CLOEXEC, _OUT_OF_THE_WAY)
    _farewell = fcntl.fcntl(post.farewell, fcntl.F_DUPFD_CLOEXEC, _extra + 1)
    gate = fcntl.fcntl(post.gate, fcntl.F_DUPFD_CLOEXEC, _farewell + 1)
    orders = fcntl.fcntl(post.order, fcntl.F_DUPFD_CLOEXEC, gate + 1)
    os.closerange(3, _extra)
    settle(str(post.folder))
    devices.hide_others(post.device)
    devices.warm_up(post.device)
    if post.rehearse:
        rehearse(post.device)
    rules = prepare_rules(post.walls, post.folder, post.installation, post.device)
    with io.FileIO(orders) as pipe:
        size = int.from_bytes(_read(pipe, 4), "little")
        order = unpack(_read(pipe, size))
    return Prepared(order, post.walls, rules, socket.socket(fileno=gate))


def _text_to(fd: int, as_: Any) -> Any:
    """A standard stream as Python makes one: the old one remembers what it was open to before."""
    raw: Any = io.FileIO(fd, "w", closefd=False)
    raw.name = as_.name
    stream: Any = io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=as_.encoding,
        errors=as_.errors,
        newline="\n",
        line_buffering=True,
    )
    stream.mode = "w"
    return stream


def rehearse(device: str) -> None:
    """Do once what most runs do. A fork copies a page when it is first written to, and libraries
    set much up at their first use: that is paid for while nobody waits. Nothing of it may start a
    thread, since a thread that is there before the walls is not behind them."""
    reseed()
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
    """Send this process's extras there."""
    global _extra, _main
    _extra = fd
    _main = os.getpid()


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


def reseed() -> None:
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
    reseed()
    sys.stdout.reconfigure(line_buffering=True, write_through=False)  # type: ignore[union-attr]
    sys.dont_write_bytecode = True  # nothing stays behind in the bank, to be run by the next
    sys.argv = [path]
    sys.orig_argv[:] = [sys.executable, path]
    sys.path[0] = os.path.dirname(os.path.realpath(path))  # noqa: PTH120
    try:
        source = _source(order)
    except OSError as error:
        reason = f"[Errno {error.errno}] {error.strerror}"
        print(f"{sys.executable}: can't open file {path!r}: {reason}", file=sys.stderr)
        os._exit(2)
    put_up(prepared.walls, prepared.rules, order, prepared.gate)
    main = fresh_main(path)
    depth.allow_for_frames_below()
    ended: BaseException | None = None
    try:
        exec(compile(source, path, "exec", dont_inherit=True), main.__dict__)  # noqa: S102
    except BaseException as error:  # noqa: BLE001
        ended = error
    status = 0 if ended is None else report(ended, edited=order.job.source is not None)
    del main, ended
    _finish(status)


def _source(order: RunOrder) -> bytes | str:
    """What is to be compiled. A coding line says how a file's bytes are to be read; edited text
    has been read already, and compile() passes over such a line in it."""
    path = order.job.path
    if order.job.source is None:
        return path.read_bytes()
    text = order.job.source.removeprefix("\ufeff")
    # No mtime: the file on disk is not what runs, and must not take the place of these lines.
    lines = io.StringIO(text, newline=None).readlines()
    linecache.cache[str(path)] = (len(text), None, lines, str(path))
    return text


def fresh_main(path: str) -> types.ModuleType:
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


def report(error: BaseException, *, edited: bool) -> int:
    """Say what ended the script, as the interpreter does; its exit status."""
    if isinstance(error, SystemExit):
        return _exit_status(error)
    _trim(error)
    if os.getpid() == _main:  # and not a fork that the script let fall through to its end
        _tell_of(error)
    broken: BaseException | None = None
    try:
        if edited and sys.excepthook is sys.__excepthook__:
            # This one takes a traceback's lines from linecache, not from the file on disk; what the
            # compiler shows of a broken line it has read there.
            if isinstance(error, SyntaxError) and error.filename and error.lineno:
                error.text = linecache.getline(error.filename, error.lineno) or error.text
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


def hide_frames_of(file: str) -> None:
    """Have a traceback say nothing of this file above the script's own frames."""
    _ours.add(file)


def _trim(error: BaseException) -> None:
    """Take our own frames off the top of the traceback."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename in _ours:
        trace = trace.tb_next
    error.__traceback__ = trace


def _exit_status(stop: SystemExit) -> int:
    if stop.code is None:
        return 0
    if isinstance(stop.code, int):
        return stop.code & 0xFF if abs(stop.code) < 1 << 63 else 0xFF
    print(stop.code, file=sys.stderr)
    return 1


def _tell_of(error: BaseException) -> None:
    """Tell the app what the script ended in. Its classes are the script's own, and may answer with
    anything, or not at all."""
    try:
        message = _message(error)
        first, *others = (_name(one) for one in type(error).__mro__[:-1])
        raised = Raised(first, others[:BASES], message)
    except BaseException:  # noqa: BLE001
        return
    if _memory_was_refused(error, raised):
        send(MemoryRefused())
    send(Uncaught(raised))


def _name(kind: type) -> str:
    """As a traceback prints it."""
    module, name = kind.__module__, kind.__qualname__
    return _clean(name if module in ("__main__", "builtins") else f"{module}.{name}", NAME)


def _message(error: BaseException) -> str:
    """As a traceback prints it, in a word where it says that it cannot."""
    try:
        said = getattr(error, "msg", None) if isinstance(error, SyntaxError) else None
        return _clean(said if isinstance(said, str) else str(error), MESSAGE)
    except BaseException:  # noqa: BLE001
        return "<exception str() failed>"


def _clean(text: str, most: int) -> str:
    """No subclass of str, no half of a surrogate pair, and not too long."""
    cut = str.__getitem__(text, slice(most))
    return cut.encode("utf-8", "backslashreplace").decode()[:most]


def _memory_was_refused(error: BaseException, raised: Raised) -> bool:
    return (
        isinstance(error, MemoryError)
        or type(error).__name__ == "OutOfMemoryError"
        or (isinstance(error, RuntimeError) and "can't allocate memory" in raised.message)
    )


def send(message: Extra) -> None:
    """Send the app something beside the output; a script that closed the way there loses it, and so
    does a fork of it, since two writers at once would make nonsense of both."""
    if os.getpid() != _main:
        return
    data = memoryview(frame(message))
    with _sending, contextlib.suppress(OSError):
        while data:
            data = data[os.write(_extra, data) :]


def _finish(status: int) -> NoReturn:
    """What the interpreter does between a script's last line and the process's end."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    failed = flush_streams("stdout", "stderr", tell=True)
    tear_down()
    flush_streams("stdout", "stderr", "__stdout__", "__stderr__", tell=False)
    if sys.platform != "win32":
        ctypes.CDLL(None).fflush(None)
    status = 120 if failed else status
    if os.getpid() == _main and _farewell >= 0:
        resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        with contextlib.suppress(OSError):
            os.write(_farewell, pack(Farewell(status, resident)))
    if status < 0:
        signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    os._exit(status)


def flush_streams(*names: str, tell: bool) -> bool:
    """Flush these streams of sys; whether one failed, which makes the exit status 120. `tell` of
    stdout, as the interpreter does."""
    failed = False
    for name in names:
        stream = getattr(sys, name, None)
        if stream is None or _is_closed(stream):
            continue
        try:
            stream.flush()
        except BaseException as error:  # noqa: BLE001 (it may be the script's own)
            failed = True
            if tell and name == "stdout":
                with contextlib.suppress(Exception):
                    inside = error.__traceback__.tb_next if error.__traceback__ else None
                    lines = traceback.format_exception(type(error), error, inside, chain=False)
                    told = "".join(lines if inside is not None else lines[-1:])
                    print(
                        f"Exception ignored in: {_shown(stream)}\n{told}", end="", file=sys.stderr
                    )
    return failed


def _shown(thing: object) -> str:
    try:
        return repr(thing)
    except Exception:  # noqa: BLE001 (it is the script's own)
        return "<object repr() failed>"


def _is_closed(stream: object) -> bool:
    try:
        return bool(getattr(stream, "closed", False))
    except Exception:  # noqa: BLE001 (it was taken apart)
        return False


def tear_down() -> None:
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
