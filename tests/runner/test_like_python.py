"""Examples as the libraries' documentations have them end by a run as by `python file.py`."""

import asyncio
import re

import pytest
import pytest_asyncio

from .conftest import Plain, Run, run_plain

pytestmark = pytest.mark.asyncio(loop_scope="session")

SCRIPTS: dict[str, str] = {
    "globals in order": "print(list(globals())); x: int = 3; print(__annotations__)",
    "module of its own": """
import __main__, sys, inspect
print(__main__, __main__.__dict__ is globals(), sys.modules["__main__"] is __main__)
print(inspect.getsource(inspect.getmodule(inspect.currentframe()))[:16])
""",
    "depth of recursion": """
import sys
def depth(n):
    try:
        return depth(n + 1)
    except RecursionError:
        return n
print(depth(0), sys.getrecursionlimit())
sys.setrecursionlimit(200)
print(depth(0), sys.getrecursionlimit())
""",
    "recursion without end": "def f(n):\n    return f(n + 1)\nf(0)\n",
    "site's names": "print(exit, quit, type(help).__name__); exit('bye')",
    "flags and paths": """
import sys
print(sys.flags, sys.warnoptions, sys._xoptions, sys.getswitchinterval())
print(sys.argv[1:], sys.executable, sys.prefix, sys.gettrace(), sys.getprofile())
""",
    "standard streams": """
import io, sys
for one in sys.stdout, sys.stderr, sys.__stdout__:
    print(one.name, one.mode, one.fileno(), one.seekable(), one.newlines)
print(sys.stdout is sys.__stdout__, sys.stdout.encoding, sys.stdout.errors, repr(sys.stdout))
sys.stdout.reconfigure(encoding="utf-8", newline="")
sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")
print("wrapped \u00e9")
""",
    "standard stream that cannot be flushed": """
import sys
class Tee:
    def __init__(self, out): self.out = out
    def write(self, text): self.out.write(text)
sys.stdout = Tee(sys.stdout)
print("written")
""",
    "no standard stream": "import sys\nprint('written', flush=True)\ndel sys.stdout\n",
    "standard stream taken apart": """
import io, sys
print("before")
sys.stdout = io.TextIOWrapper(sys.stdout.detach())
print("after")
""",
    "misspelled name": "foo_bar = 1\nfoo_baz\n",
    "misspelled attribute": "import collections\ncollections.namedtupel",
    "syntax warning": 'x = 3\nif x is 3: print("\\d")\nassert (x, "always true")\n',
    "own exception of many lines": """
class MyError(Exception):
    def __str__(self): return "my\\nlines"
try:
    raise KeyError("a")
except KeyError as error:
    raise MyError from error
""",
    "groups of exceptions": """
try:
    raise ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [TypeError(2)])])
except* ValueError as group:
    print("caught", group.exceptions)
""",
    "exit in a finally": "import sys\ntry:\n    sys.exit(3)\nfinally:\n    print('finally')\n",
    "exit in a thread": """
import sys, threading
thread = threading.Thread(target=sys.exit, args=(9,))
thread.start(); thread.join(); sys.exit(2)
""",
    "threads": """
import queue, threading
tasks, lock, total = queue.Queue(), threading.Lock(), 0
def work():
    global total
    while (number := tasks.get()) is not None:
        with lock: total += number
threads = [threading.Thread(target=work) for _ in range(4)]
for t in threads: t.start()
for number in [*range(100), *[None] * 4]: tasks.put(number)
for t in threads: t.join()
print(total, threading.active_count(), threading.current_thread() is threading.main_thread())
""",
    "futures": """
import concurrent.futures as cf
def load(n):
    if n == 3: raise ValueError(f"bad {n}")
    return n * n
with cf.ThreadPoolExecutor(5) as executor:
    futures = {executor.submit(load, n): n for n in range(5)}
    print(sorted((futures[f], repr(f.exception() or f.result())) for f in cf.as_completed(futures)))
""",
    "futures in processes": """
import concurrent.futures as cf, multiprocessing, os
def fail(): raise KeyError("k")
def die(): os._exit(1)
with cf.ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as executor:
    print(list(executor.map(abs, [-1, -2])))
    try: executor.submit(fail).result()
    except KeyError as error: print(error, type(error.__cause__).__name__)
    executor.submit(die).result()
""",
    "queue and pipe": """
import multiprocessing
fork = multiprocessing.get_context("fork")
def f(queue, pipe): queue.put([42, None, "hello"]); pipe.send({"a": 1}); pipe.close()
queue, (ours, theirs) = fork.Queue(), fork.Pipe()
process = fork.Process(target=f, args=(queue, theirs), name="bob")
process.start(); print(queue.get(), ours.recv()); process.join(); print(process.exitcode)
""",
    "shared values": """
import multiprocessing
fork = multiprocessing.get_context("fork")
lock, value, array = fork.Lock(), fork.Value("d", 0.0), fork.Array("i", range(4))
def f(i):
    with lock:
        value.value += i; array[i] = -array[i]
processes = [fork.Process(target=f, args=(i,)) for i in range(4)]
for p in processes: p.start()
for p in processes: p.join()
print(value.value, array[:])
""",
    "manager": """
import multiprocessing
fork = multiprocessing.get_context("fork")
def f(shared): shared["a"] = 1
with fork.Manager() as manager:
    shared = manager.dict()
    process = fork.Process(target=f, args=(shared,)); process.start(); process.join()
    print(shared)
""",
    "error in a child": """
import multiprocessing
def f(): raise ValueError("in the child")
process = multiprocessing.get_context("fork").Process(target=f)
process.start(); process.join(); print(process.exitcode)
""",
    "error in a pool": """
import multiprocessing
def f(x): return 1 / x
with multiprocessing.get_context("fork").Pool(2) as pool:
    print(pool.map(f, [1, 0]))
""",
    "shared memory": """
from multiprocessing import shared_memory
memory = shared_memory.SharedMemory(create=True, size=10)
memory.buf[:3] = b"abc"
again = shared_memory.SharedMemory(memory.name); print(bytes(again.buf[:3]))
again.close(); memory.close(); memory.unlink()
""",
    "spawned child that was not guarded": """
import multiprocessing
process = multiprocessing.get_context("spawn").Process(target=print, args=("hi",))
process.start(); process.join(); print(process.exitcode)
""",
    "subprocesses": """
import subprocess
print(subprocess.run(["ls", "-d", "/usr"], capture_output=True), subprocess.getstatusoutput("junk"))
print(subprocess.check_output(["sed", "-e", "s/foo/bar/"], input=b"fooman"))
try: subprocess.run("exit 1", shell=True, check=True)
except subprocess.CalledProcessError as error: print(error)
print(subprocess.run(["sh", "-c", "kill -TERM $$"]).returncode, subprocess.run(["cat"]).returncode)
subprocess.Popen(["nosuchprogram"])
""",
    "becoming another program": """
import os, sys
print("before", flush=True)
os.execv(sys.executable, [sys.executable, "-c", "print('after'); raise SystemExit(6)"])
""",
    "database": """
import sqlite3
connection = sqlite3.connect("movies.db")
connection.execute("pragma journal_mode=wal")
connection.create_function("double", 1, lambda x: 2 * x)
with connection:
    connection.execute("create table movie(title, year)")
    connection.executemany("insert into movie values(?, ?)", [("a", 1971), ("b", 1975)])
print(connection.execute("select title, double(year) from movie order by year").fetchall())
connection.execute("select nope from movie")
""",
    "asyncio tasks": """
import asyncio
async def say(delay, what): await asyncio.sleep(delay); print(what); return what
async def main():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(say(d, w)) for d, w in ((0.1, "world"), (0, "hello"))]
    print([t.result() for t in tasks], await asyncio.to_thread(abs, -3))
    try:
        async with asyncio.timeout(0.01): await asyncio.sleep(60)
    except TimeoutError: print("timeout")
    process = await asyncio.create_subprocess_shell("echo hi; exit 3", stdout=-1)
    print(await process.communicate(), process.returncode)
asyncio.run(main())
""",
    "asyncio server": """
import asyncio
async def reverse(reader, writer): writer.write((await reader.read(100))[::-1]); writer.close()
async def main():
    server = await asyncio.start_unix_server(reverse, "socket")
    reader, writer = await asyncio.open_unix_connection("socket")
    writer.write(b"abc"); print(await reader.read()); writer.close(); server.close()
asyncio.run(main())
""",
    "asyncio and an interrupt": """
import asyncio, os, signal
async def main():
    try:
        os.kill(os.getpid(), signal.SIGINT); await asyncio.sleep(60)
    finally: print("cleaned up")
asyncio.run(main())
""",
    "what nobody awaited": "import asyncio\nasync def f(): pass\nasync def main(): f()\n"
    "asyncio.run(main())",
    "alarm": """
import signal
def handler(number, frame): raise OSError(signal.Signals(number).name)
signal.signal(signal.SIGALRM, handler); signal.setitimer(signal.ITIMER_REAL, 0.01)
while True: signal.pause()
""",
    "logging set up": """
import logging
logging.basicConfig(filename="example.log", level=logging.DEBUG)
logging.debug("to the file"); print(open("example.log").read())
console = logging.StreamHandler()
console.setFormatter(logging.Formatter("%(name)s %(module)s %(funcName)s %(lineno)d %(message)s"))
logging.getLogger("a.b").addHandler(console)
try: 1 / 0
except ZeroDivisionError: logging.getLogger("a.b").exception("oops")
""",
    "warnings caught and raised": """
import warnings
def old(): warnings.warn("old", DeprecationWarning, stacklevel=2)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always"); old(); print(caught[0].category, caught[0].lineno)
for _ in range(3): old()
warnings.warn("a far caller", stacklevel=9)
warnings.simplefilter("error"); old()
""",
    "what cannot be pickled": "import pickle\nclass A:\n    def __reduce__(self): return 5\n"
    "print(pickle.dumps(A)); pickle.dumps(A())",
    "tests of a script": """
import unittest
class TestText(unittest.TestCase):
    def test_upper(self): self.assertEqual("foo".upper(), "FOO")
    def test_fails(self): self.assertEqual(1, 2)
unittest.main()
""",
    "doctests of a script": '''
def f(n):
    """
    >>> [f(n) for n in range(3)]
    [0, 1, 5]
    """
    return n * n
import doctest; print(doctest.testmod())
''',
    "arguments": """
import argparse
parser = argparse.ArgumentParser(description="Adds.")
parser.add_argument("numbers", type=int, nargs="+")
print(parser.parse_args(["1", "2"])); parser.parse_args()
""",
    "closed at the end": """
import atexit, threading, weakref
class Loud:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)
def numbers():
    try: yield 1
    finally: print("generator closed")
kept, generator = Loud("global"), numbers(); next(generator)
weakref.finalize(kept, print, "finalized"); atexit.register(print, "atexit")
threading.Timer(0.05, print, ["timer"]).start(); print("end")
""",
    "C library": "import ctypes; libc = ctypes.CDLL(None); print(libc.abs(-3), flush=True)\n"
    "libc.puts(b'from C'); libc.printf(b'%d without a newline', 3)",
    "arrays": """
import numpy as np
np.random.seed(0); np.set_printoptions(precision=17)
x = np.random.rand(60, 60)
print(np.linalg.svd(x)[1][-3:], (x @ x).sum(), np.linalg.svd(np.arange(9.).reshape(3, 3) - 4)[1])
print(np.array([1.]) / 0, np.geterr()); np.linalg.inv(np.zeros((2, 2)))
""",
    "frames": """
import pandas as pd
frame = pd.DataFrame({"a": [1, 2], "b": ["x", None]})
frame.info(); frame.to_csv("d.csv", index=False); print(pd.read_csv("d.csv")); frame["zzz"]
""",
    "models of scikit-learn": """
from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
X, y = load_breast_cancer(return_X_y=True)
print(cross_val_score(RandomForestClassifier(5, random_state=0, n_jobs=2), X, y, cv=3))
print(LogisticRegression(max_iter=5).fit(X, y).n_iter_); LogisticRegression().predict(X)
""",
    "plot saved": """
import os
import matplotlib.pyplot as plt
figure, axes = plt.subplots(); axes.plot([1, 2, 3]); figure.savefig("a.png")
print(figure, axes, plt.get_fignums(), os.path.getsize("a.png")); axes.plot([1], [2, 3])
""",
    "loader with workers and seeds": """
import random, numpy as np, torch
from torch.utils.data import DataLoader, get_worker_info
torch.manual_seed(0)
class Data:
    def __len__(self): return 4
    def __getitem__(self, i):
        if i == 3: raise IndexError("a bad item")
        return torch.rand(1), random.random(), get_worker_info().id
for batch in DataLoader(Data(), num_workers=2, persistent_workers=True): print(batch)
""",
    "scripted and traced": """
import torch
@torch.jit.script
def f(x: torch.Tensor, n: int):
    for _ in range(n): x = x * 2
    return x
print(f(torch.ones(2), 3), f.code)
print(torch.fx.symbolic_trace(torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.ReLU())).code)
with torch.autograd.detect_anomaly(): torch.ones(1, requires_grad=True).sum().backward()
torch.nn.Linear(2, 3)(torch.ones(1, 5))
""",
}


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Plain]:
    """All scripts run by plain Python, a few at a time: some of them mostly wait."""
    few = asyncio.Semaphore(3)

    async def one(name: str, text: str) -> tuple[str, Plain]:
        folder = tmp_path_factory.mktemp("plain")
        script = folder / "script.py"
        script.write_text(text)
        async with few:
            home = folder / "home"
            home.mkdir()
            return name, await run_plain(script, home)

    return dict(await asyncio.gather(*(one(*item) for item in SCRIPTS.items())))


@pytest.mark.parametrize("name", SCRIPTS)
async def test_ends_as_under_plain_python(name: str, run: Run, plain: dict[str, Plain]) -> None:
    ours, theirs = await run(SCRIPTS[name], seconds=60), plain[name]
    assert _neutral(ours.stdout) == _neutral(theirs.stdout)
    assert _last_line(ours.stderr) == _last_line(theirs.stderr)
    assert ours.finished.exit_code == theirs.exit_code


def _last_line(text: str) -> str:
    return _neutral(text).rstrip().rpartition("\n")[2]


def _neutral(text: str) -> str:
    """Without the folders, addresses and times that no two runs share."""
    text = re.sub(r"/[^\s'\"]*/(plain\d+|bank)", "FOLDER", text)
    return re.sub(r"0x[0-9a-f]+", "0x", re.sub(r"in \d+\.\d+s", "in TIME", text))
