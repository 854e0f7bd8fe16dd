"""A run is what `python file.py` is: each of these scripts is run by both."""

import asyncio
import re
from pathlib import Path

import pytest
import pytest_asyncio

from quizapp.core.run import Job
from quizapp.runner import Runner

from .conftest import Plain, Run, run_plain

pytestmark = pytest.mark.asyncio(loop_scope="session")

SCRIPTS: dict[str, str] = {
    "names": """
import sys
print(__name__, __file__, sys.argv, sys.path[0], __spec__, __package__, __doc__)
print(sorted(k for k in globals()), type(__loader__).__name__, __builtins__)
""",
    "docstring and future": '''"""Doc."""
from __future__ import annotations
def f(x: Unknown) -> None: ...
print(__doc__, f.__annotations__)
''',
    "streams apart": """
import sys
print("out"); print("err", file=sys.stderr); sys.stdout.write("no newline")
print(sys.stdout.encoding, sys.stdout.errors, sys.stdout.name, sys.stdout.mode, sys.stdout.isatty())
print(sys.stderr.errors, sys.stdin.name, sys.stdout.fileno(), sys.stdin.isatty())
""",
    "exit none": "import sys; sys.exit()",
    "exit 3": "import sys; print('x'); sys.exit(3)",
    "exit text": "import sys; sys.exit('gone wrong')",
    "exit tuple": "import sys; sys.exit((1, 2))",
    "exit big": "import sys; sys.exit(256 + 7)",
    "exit negative": "import sys; sys.exit(-1)",
    "exit huge": "import sys; sys.exit(1 << 80)",
    "exit true": "import sys; sys.exit(True)",
    "raise SystemExit in a function": "def f(): raise SystemExit(4)\nf()",
    "os._exit": "import os; print('x', flush=True); os._exit(9)",
    "abort": "import os; os.abort()",
    "killed by itself": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "terminated by itself": "import os, signal; os.kill(os.getpid(), signal.SIGTERM)",
    "segfault": "import ctypes; ctypes.string_at(0)",
    "keyboard interrupt": "def f():\n    raise KeyboardInterrupt\nf()",
    "traceback": """
def inner(x):
    return x / 0
def outer():
    inner(1)
outer()
""",
    "chained traceback": """
try:
    {}["a"]
except KeyError as error:
    raise RuntimeError("second") from error
""",
    "context traceback": """
try:
    int("x")
except ValueError:
    undefined_name
""",
    "exception group": "raise ExceptionGroup('several', [ValueError(1), TypeError(2)])",
    "exception with notes": "e = ValueError('x'); e.add_note('a note'); raise e",
    "syntax error": "print('never')\nif True\n    pass\n",
    "indentation error": "def f():\nreturn 1\n",
    "excepthook": """
import sys
sys.excepthook = lambda kind, value, trace: print("hooked", kind.__name__, value)
raise ValueError("x")
""",
    "broken excepthook": """
import sys
def hook(*_):
    raise TypeError("hook")
sys.excepthook = hook
raise ValueError("x")
""",
    "atexit": """
import atexit
atexit.register(print, "registered first")
atexit.register(print, "registered last")
print("body")
""",
    "atexit that raises": "import atexit; atexit.register(lambda: 1 / 0)",
    "atexit after an error": "import atexit; atexit.register(print, 'bye'); raise ValueError('x')",
    "thread is joined": """
import threading, time
def work():
    time.sleep(0.1)
    print("worked")
threading.Thread(target=work).start()
print("main done", threading.active_count(), threading.current_thread().name)
""",
    "daemon thread is not": """
import threading, time
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
print("main done")
""",
    "error in a thread": """
import threading
t = threading.Thread(target=lambda: 1 / 0, name="worker")
t.start(); t.join()
print("main goes on")
""",
    "del at the end": """
class Loud:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)
a = Loud("a")
_b = Loud("b")
def f(): return a
cycle = [Loud("in a cycle")]; cycle.append(cycle)
print("end")
""",
    "fork": """
import os
print("before", flush=True)
pid = os.fork()
if pid == 0:
    print("child", flush=True)
    raise SystemExit(5)
print("child left", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
""",
    "multiprocessing": """
import multiprocessing
def square(x): return x * x
print(multiprocessing.current_process().name)
with multiprocessing.get_context("fork").Pool(2) as pool:
    print(pool.map(square, range(5)))
""",
    "spawned processes": """
import multiprocessing
def square(x): return x * x
if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        print(pool.map(square, range(3)))
""",
    "subprocess": """
import subprocess, sys
print("before", flush=True)
subprocess.run([sys.executable, "-c", "print('inside')"], check=True)
print(subprocess.run("exit 3", shell=True).returncode)
""",
    "pickle of main": """
import pickle
class Point:
    def __init__(self, x): self.x = x
print(pickle.loads(pickle.dumps(Point(3))).x, Point.__module__)
""",
    "input": "input('name? ')",
    "stdin": "import sys; print(repr(sys.stdin.read()))",
    "first descriptor": "print(open(__file__).fileno())",
    "warnings": """
import warnings
for _ in range(2):
    warnings.warn("once per place")
warnings.warn("old", DeprecationWarning)
""",
    "source of a function": "import inspect\ndef f():\n    return 1\nprint(inspect.getsource(f))",
    "recursion": "def f(): f()\ntry:\n    f()\nexcept RecursionError as e: print(e)\n"
    "import sys; print(sys.getrecursionlimit())",
    "closed stdout": "import sys; print('x'); sys.stdout.close()",
    "temporary files": """
import tempfile, os
with tempfile.NamedTemporaryFile("w+") as f:
    f.write("x"); f.flush(); print(os.path.getsize(f.name))
with open("here.txt", "w") as f: f.write("y")
print(open("here.txt").read(), os.path.expanduser("~") == os.environ["HOME"])
""",
    "logging": "import logging; logging.warning('careful'); logging.getLogger('a').error('b')",
    "asyncio": "import asyncio\nasync def f():\n    await asyncio.sleep(0); print('ran')\n"
    "asyncio.run(f())",
    "gc and weakrefs": """
import gc, weakref
class A: pass
a = A(); a.me = a
r = weakref.ref(a); del a
gc.collect(); print(r(), gc.isenabled(), gc.get_threshold())
""",
    "unicode": "print('ünïcødé 漢字 🙂'); print(ascii('ü'))",
    "binary": "import sys; sys.stdout.buffer.write(b'abc\\n'); sys.stdout.buffer.flush()",
    "signal handlers": """
import signal
names = ("SIGINT", "SIGTERM", "SIGCHLD", "SIGPIPE", "SIGHUP", "SIGUSR1")
print([str(signal.getsignal(getattr(signal, n))) .split(" at ")[0] for n in names])
print(signal.pthread_sigmask(signal.SIG_BLOCK, []))
""",
    "torch": """
import torch
print(torch.get_num_threads(), torch.get_num_interop_threads(), torch.is_grad_enabled())
print(torch.get_default_dtype(), torch.manual_seed(3).initial_seed(), torch.rand(2))
w = torch.tensor(2., requires_grad=True)
(w ** 3).backward(); print(w.grad)
""",
    "torch optimizer, save and load": """
import torch
torch.manual_seed(0)
model = torch.nn.Linear(3, 1)
optimizer = torch.optim.Adam(model.parameters())
model(torch.ones(2, 3)).sum().backward(); optimizer.step()
torch.save(model.state_dict(), "model.pt")
print(sorted(torch.load("model.pt")), model.weight)
""",
    "torch loader with workers": """
import torch
from torch.utils.data import DataLoader, TensorDataset
loader = DataLoader(TensorDataset(torch.arange(8.)), batch_size=4, num_workers=2)
for (batch,) in loader:
    print(batch)
""",
    "torch error": """
import torch
torch.ones(2, 3) @ torch.ones(2, 3)
""",
    "torch warning": """
import torch
x = torch.ones(3, requires_grad=True) * 2
print(x.grad)
""",
}


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Plain]:
    """All scripts run by plain Python, two at a time."""
    two = asyncio.Semaphore(2)

    async def one(name: str, text: str) -> tuple[str, Plain]:
        folder = tmp_path_factory.mktemp("plain")
        script = folder / "script.py"
        script.write_text(text)
        async with two:
            home = folder / "home"
            home.mkdir()
            return name, await run_plain(script, home)

    return dict(await asyncio.gather(*(one(*item) for item in SCRIPTS.items())))


@pytest.mark.parametrize("name", SCRIPTS)
async def test_runs_as_plain_python_does(name: str, run: Run, plain: dict[str, Plain]) -> None:
    ours, theirs = await run(SCRIPTS[name]), plain[name]
    assert _neutral(ours.stdout) == _neutral(theirs.stdout)
    assert _neutral(ours.stderr) == _neutral(theirs.stderr)
    assert ours.finished.exit_code == theirs.exit_code


def _neutral(text: str) -> str:
    """Without the folders and addresses that no two runs share."""
    return re.sub(r"0x[0-9a-f]+", "0x", re.sub(r"/[^\s'\"]*/(plain\d+|bank)", "FOLDER", text))


async def test_a_missing_file_is_reported_as_python_does(runner: Runner, tmp_path: Path) -> None:
    job = Job(path=tmp_path / "none.py")
    ours, theirs = await runner.run(job), await run_plain(job.path, tmp_path)
    assert ours.stderr == theirs.stderr
    assert ours.finished.exit_code == theirs.exit_code == 2


async def test_edited_text_shows_its_own_lines(runner: Runner, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("print('on disk')\n")
    edited = "x = 1\ndef fail():\n    raise ValueError(x)\nfail()\n"
    ended = await runner.run(Job(path=script, source=edited))
    assert "    raise ValueError(x)\n" in ended.stderr
    assert f'File "{script}", line 3, in fail' in ended.stderr
    assert "on disk" not in ended.stdout + ended.stderr


@pytest.mark.parametrize("broken", ["    y = 2\n", "y = (1\n", "y = 1 1\n"])
async def test_a_broken_line_of_edited_text_is_the_one_that_is_shown(
    runner: Runner, tmp_path: Path, broken: str
) -> None:
    script = tmp_path / "script.py"
    script.write_text("print('on disk')\nprint('on disk')\n")
    ended = await runner.run(Job(path=script, source=f"x = 1\n{broken}"))
    assert broken.strip() in ended.stderr
    assert "on disk" not in ended.stderr


@pytest.mark.parametrize("coding", ["latin-1", "utf-16", "no-such-coding"])
async def test_a_coding_line_in_edited_text_says_nothing(
    runner: Runner, tmp_path: Path, coding: str
) -> None:
    script = tmp_path / "script.py"
    source = f"# -*- coding: {coding} -*-\nprint(ascii('ü'), '漢')\n"
    ended = await runner.run(Job(path=script, source=source))
    assert (ended.stdout, ended.stderr) == ("'\\xfc' 漢\n", "")


async def test_a_coding_line_in_a_file_says_how_it_is_read(runner: Runner, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_bytes("# -*- coding: latin-1 -*-\nprint(ascii('ü'))\n".encode("latin-1"))
    ended = await runner.run(Job(path=script))
    assert (ended.stdout, ended.stderr) == ("'\\xfc'\n", "")


@pytest.mark.parametrize("source", ["\ufeffprint(1)\n", "x = '\f\u2028'\r\nprint(\r\n1)\r\n"])
async def test_edited_text_is_read_as_python_reads_a_file(
    runner: Runner, tmp_path: Path, source: str
) -> None:
    ended = await runner.run(Job(path=tmp_path / "script.py", source=source))
    assert (ended.stdout, ended.stderr) == ("1\n", "")


async def test_an_error_in_edited_text_shows_the_line_that_raised(
    runner: Runner, tmp_path: Path
) -> None:
    source = "x = '\f\u2028'\r\nint('y')  # here\r\n"
    ended = await runner.run(Job(path=tmp_path / "script.py", source=source))
    assert "    int('y')  # here\n" in ended.stderr


async def test_randomness_differs_between_runs(run: Run) -> None:
    draw = (
        "import random, numpy, torch, uuid\n"
        "print(random.random(), numpy.random.rand(), torch.rand(()).item(), uuid.uuid4())"
    )
    first, second = [(await run(draw)).stdout.split() for _ in range(2)]
    assert not set(first) & set(second)


async def test_a_script_imports_from_its_own_folder(runner: Runner, tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text("VALUE = 42\n")
    script = tmp_path / "script.py"
    script.write_text("import helper; print(helper.VALUE)")
    assert (await runner.run(Job(path=script))).stdout == "42\n"


async def test_what_one_run_changes_does_not_reach_the_next(run: Run) -> None:
    await run(
        "import torch, sys, os\n"
        "torch.set_default_dtype(torch.float64); torch.manual_seed(67); torch.set_num_threads(1)\n"
        "torch.add = None; sys.path.clear(); os.environ.clear(); os.umask(0)\n"
    )
    ended = await run(
        "import torch, os\n"
        "print(torch.ones(1).dtype, torch.initial_seed() == 67, callable(torch.add))\n"
        "print('PATH' in os.environ, os.umask(0) == 0)"
    )
    assert ended.stdout == "torch.float32 False True\nTrue False\n"
