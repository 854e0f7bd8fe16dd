"""What a hostile or hapless script may try, and that it comes to nothing.

Each is run by the real runner under small limits. Afterwards no process of it is left, nothing was
written outside, the app's event loop was never held up, and the next run is as any other.
"""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import pytest_asyncio

from quizapp.core.run import FIGURES, MIB, Job, Limits, Transcript
from quizapp.runner import Runner, protection

from .conftest import NO_NAMESPACES, mark, processes

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.skipif(not protection().confined, reason="nothing here confines a run"),
]
LIMITS: dict[str, Any] = {
    "seconds": 3.0,
    "memory": 300 * MIB,
    "processes": 30,
    "file_size": 20 * MIB,
    "output": 100_000,
}
# The longest that the event loop may be held up. The app's own aim is a tenth of a second; this
# many leaves room for a machine that other work has stalled.
HELD_UP = 1.0


class Attack(NamedTuple):
    """`text` is run; `outcomes` are the words that may come of it. `says` is somewhere in its
    output, `hides` nowhere; `limits` differ from LIMITS."""

    text: str
    outcomes: str = "ok"
    says: str = ""
    hides: str = ""
    limits: dict[str, Any] = {}


def refused(expression: str, setup: str = "") -> Attack:
    """The expression raises an OSError, and whatever it would have got is not printed."""
    attempt = f"try:\n    print('GOT', {expression})\nexcept OSError as e:\n    print('refused', e)"
    text = f"{setup}\n{attempt}"
    return Attack(text, says="refused", hides="GOT")


ENDLESS: dict[str, Attack] = {
    "loop": Attack("while True: pass", "timed_out", limits={"seconds": 0.5}),
    "loop with output": Attack("while True: print('x' * 100)", "timed_out", "xxx"),
    "loop that catches everything": Attack(
        "import signal\n"
        "for n in ('SIGTERM', 'SIGINT', 'SIGHUP'):\n"
        "    signal.signal(getattr(signal, n), signal.SIG_IGN)\n"
        "while True:\n"
        "    try:\n        while True: pass\n"
        "    except BaseException: pass\n",
        "timed_out",
        limits={"seconds": 0.5},
    ),
    "all signals blocked": Attack(
        "import signal, time\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\ntime.sleep(60)",
        "timed_out",
        limits={"seconds": 0.5},
    ),
    "atexit that hangs": Attack(
        "import atexit, time; atexit.register(time.sleep, 60)", "timed_out", limits={"seconds": 0.5}
    ),
    "thread that never ends": Attack(
        "import threading, time; threading.Thread(target=time.sleep, args=(60,)).start()",
        "timed_out",
        limits={"seconds": 0.5},
    ),
    "daemon thread": Attack(
        "import threading\n"
        "def spin():\n    while True: pass\n"
        "threading.Thread(target=spin, daemon=True).start()\n"
    ),
    "stopping itself": Attack(
        "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
        "timed_out",
        limits={"seconds": 0.5},
    ),
    "reading stdin": Attack("import sys; print([sys.stdin.read()])", says="['']"),
    "input": Attack("input()", "error", "EOFError"),
}

# Should every wall fail, a bomb goes off no further than this, on whoever's machine it is.
FUSE = (
    "import mmap, os, time\n"
    "file = open('count', 'w+b'); file.write(bytes(4)); file.flush()\n"
    "count = mmap.mmap(file.fileno(), 4)\n"
    "def fork():\n"
    "    count[:2] = (int.from_bytes(count[:2], 'little') + 1).to_bytes(2, 'little')\n"
    "    if count[1] >= 2: time.sleep(60)\n"
    "    return os.fork()\n"
)

BOMBS: dict[str, Attack] = {
    "fork": Attack(FUSE + "while True: fork()", "killed error timed_out"),
    "fork that survives errors": Attack(
        FUSE + "while True:\n    try: fork()\n    except OSError: pass", "killed timed_out"
    ),
    "processes": Attack(
        "import subprocess\nfor _ in range(400): subprocess.Popen(['sleep', '60'])", "killed error"
    ),
    "threads": Attack(
        "import threading, time\n"
        "for _ in range(2_000): threading.Thread(target=time.sleep, args=(60,)).start()",
        "killed error out_of_memory timed_out",
    ),
    "python objects": Attack("x = []\nwhile True: x.append('x' * 10_000_000)", "out_of_memory"),
    "one big object": Attack("x = bytearray(1 << 38)", "out_of_memory", "MemoryError"),
    "pages": Attack(
        "import mmap\nm = mmap.mmap(-1, 1 << 30, flags=mmap.MAP_PRIVATE)\n"
        "for i in range(0, 1 << 30, 4096): m[i] = 1",
        "out_of_memory",
    ),
    "tensors": Attack(
        "import torch\nx = []\nwhile True: x.append(torch.ones(1 << 20))", "out_of_memory"
    ),
    "one big tensor": Attack(
        "import torch; torch.ones(1 << 38)", "out_of_memory", "allocate memory"
    ),
    "shared memory": Attack(
        "with open('/dev/shm/x', 'wb') as f:\n    while True: f.write(bytes(1 << 20))",
        "out_of_memory error",
    ),
    "sockets": Attack(
        "import socket\n"
        "kept = []\n"
        "for _ in range(4000):\n"
        "    pair = socket.socketpair()\n    kept.append(pair)\n"
        "    for one in pair:\n"
        "        one.setblocking(False)\n"
        "        try:\n            while True: one.send(bytes(65536))\n"
        "        except BlockingIOError: pass\n",
        "out_of_memory error",
    ),
    "open files": Attack(
        "import os, time\n"
        "def child():\n"
        "    for _ in range(900): os.dup(0)\n"
        "    time.sleep(20)\n"
        "for _ in range(24):\n"
        "    if os.fork() == 0: child(); os._exit(0)\n"
        "time.sleep(20)",
        "killed",
        limits={"seconds": 20.0, "descriptors": 10_000},
    ),
    "pipes": Attack(
        "import os, time\n"
        "def child():\n"
        "    for _ in range(900):\n"
        "        read, write = os.pipe()\n"
        "        os.set_blocking(write, False)\n"
        "        try:\n            while True: os.write(write, bytes(4096))\n"
        "        except BlockingIOError: os.close(write)\n"
        "    time.sleep(20)\n"
        "for _ in range(24):\n"
        "    if os.fork() == 0: child(); os._exit(0)\n"
        "time.sleep(20)",
        "killed out_of_memory",
        limits={"seconds": 20.0},
    ),
    "page tables": Attack(
        "import mmap, os, time\n"
        "for _ in range(8):\n"
        "    if os.fork(): continue\n"
        "    how = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000\n"
        "    m = mmap.mmap(-1, 1 << 46, flags=how, prot=mmap.PROT_READ)\n"
        "    for i in range(60_000): m[i << 21]\n"
        "    break\n"
        "time.sleep(20)",
        "out_of_memory",
        limits={"seconds": 20.0},
    ),
    "memory files": Attack(
        "import os\ntry: os.memfd_create('x')\nexcept OSError: print('refused')", says="refused"
    ),
    "shared memory of no file": refused("mmap.mmap(-1, 1 << 20)", "import mmap"),
    "shared zeros": refused("open('/dev/zero', 'rb')"),
    "pages of a file in a pipe": refused(
        "os.splice(os.open(__file__, os.O_RDONLY), os.pipe()[1], 1)", "import os"
    ),
    "pages of a file in a socket": refused(
        "os.sendfile(socket.socketpair()[0].fileno(), os.open(__file__, os.O_RDONLY), 0, 1)",
        "import os, socket",
    ),
    "parts of huge pages": Attack(
        "import mmap\n"
        "kept = []\n"
        "for _ in range(3):\n"
        "    m = mmap.mmap(-1, 100 << 20, flags=mmap.MAP_PRIVATE)\n"
        "    m.madvise(14)\n"
        "    for i in range(0, len(m), 4096): m[i] = 1\n"
        "    kept.append(m)\n"
        "huge = [line for line in open('/proc/self/smaps') if line.startswith('AnonHugePages')]\n"
        "print('huge', sum(int(line.split()[1]) for line in huge) >= 100_000)",
        says="huge False",
        limits={"memory": 1024 * MIB, "seconds": 20.0},
    ),
    "unlinked files": Attack(
        "import os, time\n"
        "kept = []\n"
        "for _ in range(40):\n"
        "    kept.append(os.open('x', os.O_CREAT | os.O_RDWR)); os.unlink('x')\n"
        "    os.write(kept[-1], bytes(10 << 20))\n"
        "time.sleep(20)",
        "error killed out_of_memory",
        limits={"seconds": 20.0},
    ),
    "unlinked files that are mapped": Attack(
        "import mmap, os, time\n"
        "kept = []\n"
        "for _ in range(40):\n"
        "    fd = os.open('x', os.O_CREAT | os.O_RDWR); os.unlink('x')\n"
        "    os.write(fd, bytes(10 << 20)); kept.append(mmap.mmap(fd, 10 << 20)); os.close(fd)\n"
        "time.sleep(20)",
        "error killed out_of_memory",
        limits={"seconds": 20.0},
    ),
    "descriptors": Attack(
        "import os\nkept = []\nwhile True: kept.append(os.open('/dev/null', 0))",
        "error",
        "Too many open files",
    ),
    "a main thread that has ended": Attack(
        "import ctypes, mmap, os, threading, time\n"
        "def hold():\n"
        "    time.sleep(0.2)\n"
        "    m = mmap.mmap(-1, 1 << 30, flags=mmap.MAP_PRIVATE)\n"
        "    for i in range(0, 1 << 30, 4096): m[i] = 1\n"
        "    time.sleep(20)\n"
        "threading.Thread(target=hold).start()\n"
        "ctypes.CDLL(None).syscall(93 if os.uname().machine == 'aarch64' else 60, 0)",
        "out_of_memory",
        limits={"seconds": 20.0},
    ),
    "folders in folders": Attack(
        "import os\n"
        "for _ in range(1200): os.mkdir('deep'); os.chdir('deep')\n"
        "import time; time.sleep(0.3); print('deep')",
        "ok killed error",
    ),
    "names of files": Attack(
        "import os\n"
        "try:\n    for i in range(10**6): open('x' * 200 + str(i), 'w').close()\n"
        "except OSError: print('no more')",
        "ok killed timed_out out_of_memory",
    ),
    "closed folders": Attack(
        "import os, time\n"
        "os.mkdir('closed'); os.chdir('closed'); os.chmod('.', 0o300)\n"
        "for i in range(40):\n    with open(str(i), 'wb') as f: f.write(bytes(10 << 20))\n"
        "time.sleep(20)",
        "error killed out_of_memory",
        limits={"seconds": 20.0},
    ),
    "odd names of unlinked files": Attack(
        "import mmap, os, time\n"
        "fd = os.open('a\\x0c b', os.O_CREAT | os.O_RDWR); os.write(fd, bytes(4096))\n"
        "m = mmap.mmap(fd, 4096); os.unlink('a\\x0c b'); time.sleep(0.5); print('held')",
        says="held",
    ),
    "memory in many processes": Attack(
        "import os, time\n"
        "for _ in range(10):\n"
        "    if os.fork() == 0: x = bytearray(b'x' * (100 << 20)); time.sleep(60)\n"
        "time.sleep(60)",
        "out_of_memory",
    ),
    "one big file": Attack(
        "with open('x', 'wb') as f:\n    while True: f.write(bytes(1 << 20))",
        "error",
        "File too large",
    ),
    "many files": Attack(
        "for i in range(10_000):\n    with open(str(i), 'wb') as f: f.write(bytes(1 << 20))",
        "error out_of_memory killed",
    ),
    "empty files": Attack(
        "for i in range(10**7): open(str(i), 'w').close()", "error timed_out killed"
    ),
    "sparse file": Attack(
        "import os; os.truncate(os.open('x', os.O_CREAT | os.O_RDWR), 1 << 40)", "error"
    ),
    "a gigabyte of output": Attack(
        "import os\nblock = b'x' * (1 << 20)\nfor _ in range(1000): os.write(1, block)",
        "ok timed_out",
        limits={"seconds": 10.0},
    ),
    "one endless line": Attack(
        "import sys\nwhile True: sys.stdout.write('x' * 100_000)",
        "timed_out",
        limits={"seconds": 1.0},
    ),
    "recursion": Attack("def f(): f()\nf()", "error", "RecursionError"),
    "recursion without a limit": Attack(
        "import sys; sys.setrecursionlimit(10**9)\n"
        "class A:\n    def __getattr__(self, n): return getattr(self, n + 'x')\n"
        "repr(A().x)",
        "killed out_of_memory error timed_out",
    ),
    "stack of C": Attack(
        "import functools\nf = print\n"
        "for _ in range(10**6): f = functools.partial(f)\n"
        "x = []\nfor _ in range(10**6): x = [x]\n"
        "import pickle, sys; sys.setrecursionlimit(10**9); pickle.dumps(x)",
        "killed error out_of_memory",
    ),
}

CRASHES: dict[str, Attack] = {
    "segfault": Attack("import ctypes; ctypes.string_at(0)", "killed"),
    "abort": Attack("import os; os.abort()", "killed"),
    "os._exit": Attack("import os; os._exit(5)", "error"),
    "exit codes": Attack("raise SystemExit('x' * 1000)", "error", "xxx"),
    "killing itself": Attack("import os; os.kill(os.getpid(), 9)", "killed"),
    "killing its group": Attack("import os; os.killpg(0, 9)", "killed"),
    "killing everybody": Attack(
        "import os\ntry: os.kill(-1, 9)\nexcept OSError: pass\nprint('still here')",
        says="still here",
    ),
    "killing its parent": Attack(
        "import os, time\n"
        "for n in (9, 15, 19, 2):\n"
        "    try: os.kill(os.getppid(), n)\n    except OSError as e: print(e)\n"
        "time.sleep(0.2); print('still watched')",
        says="still watched",
    ),
    "closing its descriptors": Attack("import os; os.closerange(0, 4096); print('x')", "error ok"),
    "writing to every descriptor": Attack(
        "import os\n"
        "for fd in range(3, 4096):\n"
        "    try: os.write(fd, b'\\xff\\xff\\xff\\x7f' * 64)\n    except OSError: pass\n"
        "print('wrote')",
        "ok error killed",
    ),
    "reading every descriptor": Attack(
        "import os\n"
        "for fd in range(3, 4096):\n"
        "    try: os.set_blocking(fd, False); print('GOT', fd, os.read(fd, 100))\n"
        "    except OSError: pass\n",
        hides="GOT",
    ),
    "swapping its streams": Attack(
        "import os; os.dup2(1, 2); os.dup2(0, 1); print('lost')", hides="lost"
    ),
    "breaking builtins": Attack(
        "import builtins, sys, os, atexit, threading, gc\n"
        "builtins.print = builtins.open = builtins.len = None\n"
        "sys.stdout = sys.stderr = sys.modules = None\n"
        "os.write = os._exit = gc.collect = threading._shutdown = None",
        "ok error killed",
    ),
    "clearing its modules": Attack("import sys; sys.modules.clear()", "ok error"),
    "deleting its own file": Attack(
        "import os\ntry: os.remove(__file__)\nexcept OSError: print('refused')", says="refused"
    ),
}

LEFTOVERS: dict[str, Attack] = {
    "double fork": Attack(
        "import os, time\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0: time.sleep(60)\n"
        "    os._exit(0)\n"
        "print('left')",
        says="left",
    ),
    "child that ignores signals": Attack(
        "import os, signal, time\n"
        "if os.fork() == 0:\n"
        "    for n in (1, 2, 15): signal.signal(n, signal.SIG_IGN)\n"
        "    time.sleep(60)\n"
    ),
    "child that writes on": Attack(
        "import os, time\n"
        "if os.fork() == 0:\n    time.sleep(0.3); print('LATE', flush=True); time.sleep(60)\n"
        "print('done')",
        says="done",
        hides="LATE",
    ),
    "background shell": Attack("import os; os.system('sleep 60 & disown; sleep 61 &')"),
    "multiprocessing": Attack(
        "import multiprocessing, time\n"
        "multiprocessing.get_context('fork').Process(target=time.sleep, args=(60,), daemon=False)"
        ".start()\nimport os; os._exit(0)"
    ),
    "loader workers": Attack(
        "import torch, os\n"
        "loader = torch.utils.data.DataLoader(list(range(8)), num_workers=2,"
        " persistent_workers=True)\n"
        "print(next(iter(loader))); os._exit(0)",
        limits={"seconds": 20.0, "memory": 1024 * MIB},
    ),
    "a chain of forks": Attack(
        "import os, time\nfor _ in range(20):\n    if os.fork(): os._exit(0)\ntime.sleep(60)"
    ),
}

OUTPUTS: dict[str, Attack] = {
    "binary": Attack("import os; os.write(1, bytes(range(256)) * 10)"),
    "broken utf-8": Attack("import os; os.write(1, b'\\xc3'); os.write(1, b'\\x28\\xf0\\x9f')"),
    "control sequences": Attack(
        "print('\\x1b[2J\\x1b]0;title\\x07\\x1b]52;c;eA==\\x07\\x1b[?1000h')"
    ),
    "right to left": Attack("print('\\u202e reversed \\u2066')"),
    "null bytes": Attack("print('\\0' * 1000)"),
    "lone surrogates": Attack("print('\\ud800')", "ok error"),
}

REACHING_OUT: dict[str, Attack] = {
    "home": refused("os.listdir('{home}')", "import os"),
    "ssh key": refused("open('{home}/.ssh/id_rsa').read()"),
    "store": refused("open('{home}/store.db').read()"),
    "another's temporary file": refused("open('{outside}/secret').read()"),
    "through proc": refused("open('/proc/1/root{outside}/secret').read()"),
    "through its own proc": refused("open('/proc/self/root{outside}/secret').read()"),
    "through a relative path": refused("open('../' * 20 + '{outside}/secret').read()"),
    "through a symlink": refused(
        "open('link').read()", "import os; os.symlink('{outside}/secret', 'link')"
    ),
    "hard link": refused("os.link('{outside}/secret', 'link')", "import os"),
    "shadow passwords": refused("open('/etc/shadow').read()"),
    "environment of the app": refused("open('/proc/{app}/environ').read()"),
    "environment of its supervisor": refused("open('/proc/1/environ').read()"),
    "memory of its supervisor": refused("open('/proc/1/mem', 'r+b').read(1)"),
    "secrets in the environment": Attack(
        "import os, subprocess\n"
        "print(dict(os.environ)); subprocess.run('env')\n"
        "print(open('/proc/self/environ').read())",
        hides="s3cret",
    ),
    "writing outside": refused("open('{outside}/new', 'w')"),
    "writing over a file": refused("open('{outside}/secret', 'w')"),
    "writing to the bank": refused("open(__file__, 'a')"),
    "writing beside the script": refused("open(__file__ + '.new', 'w')"),
    "the mode of what everybody writes to": refused("os.fchmod(0, 0o666)", "import os"),
    "times of what everybody writes to": refused("os.utime(0)", "import os"),
    "the mode of the program that it is": refused("os.chmod('/proc/self/exe', 0o755)", "import os"),
    "the mode of that program, opened": refused(
        "os.fchmod(os.open('/proc/self/exe', os.O_RDONLY), 0o755)", "import os"
    ),
    "the owner of that program": Attack(
        "import os\n"
        "before = os.stat('/proc/self/exe').st_ctime_ns\n"
        "os.chown('/proc/self/exe', os.getuid(), os.getgid())\n"
        "os.chown('/proc/self/exe', -1, -1)\n"
        "print('same', os.stat('/proc/self/exe').st_ctime_ns == before)\n"
        "try: os.chown('/proc/self/exe', 12345, -1)\n"
        "except OSError: print('refused')",
        says="same True\nrefused",
    ),
    "an archive": Attack(
        "import io, tarfile, os\n"
        "with open('mine', 'w') as f: f.write('x')\n"
        "os.chmod('mine', 0o750); os.utime('mine', (5, 5))\n"
        "with tarfile.open('a.tar', 'w') as tar: tar.add('mine')\n"
        "os.mkdir('out')\n"
        "with tarfile.open('a.tar') as tar: tar.extractall('out')\n"
        "found = os.stat('out/mine'); print('as it was', oct(found.st_mode), found.st_mtime)",
        says="as it was 0o100750 5.0",
    ),
    "the times of that program": refused("os.utime('/proc/self/exe')", "import os"),
    "the attributes of that program": refused(
        "os.setxattr('/proc/self/exe', 'user.quizapp', b'1')", "import os"
    ),
    "its own modes and times": Attack(
        "import os, shutil\n"
        "with open('mine', 'w') as f: f.write('x')\n"
        "os.chmod('mine', 0o640); os.utime('mine', (5, 5)); shutil.copy2('mine', 'copy')\n"
        "found = os.stat('copy'); print('modes', oct(found.st_mode), found.st_mtime)",
        says="modes 0o100640 5.0",
    ),
    "the mode of what its supervisor has open": refused(
        "[os.chmod(f'/proc/1/fd/{n}', 0o600) for n in range(3)]", "import os"
    ),
    "the times of its supervisor's log": refused("os.utime('/proc/1/fd/2')", "import os"),
    "its own folder": Attack(
        "import os, pathlib, shutil, tarfile\n"
        "os.chmod('.', 0o700); os.utime('.'); pathlib.Path('a').mkdir()\n"
        "pathlib.Path('a/b').write_text('x'); os.chmod('a/b', 0o750)\n"
        "shutil.copytree('a', os.getcwd(), dirs_exist_ok=True)\n"
        "print('modes', oct(os.stat('b').st_mode))",
        says="modes 0o100750",
    ),
    "the version of a file": refused(
        "fcntl.ioctl(open(__file__), 0x40087602, struct.pack('l', 4711))", "import fcntl, struct"
    ),
    "writing to the checkout": refused("open('{checkout}/new', 'w')"),
    "writing to the packages": refused(
        "open(os.path.join(os.path.dirname(os.__file__), 'new.py'), 'w')", "import os"
    ),
    "truncating": refused("os.truncate('{outside}/secret', 0)", "import os"),
    "removing": refused("os.remove('{outside}/secret')", "import os"),
    "changing rights": refused("os.chmod('{outside}/secret', 0o777)", "import os"),
    "moving its file out": refused(
        "os.rename('x', '{outside}/x')", "import os; open('x', 'w').close()"
    ),
    "raw disk": refused(
        "open('/dev/' + os.listdir('/sys/class/block')[0], 'rb').read(1)", "import os"
    ),
    "kernel settings": refused("open('/proc/sys/kernel/hostname', 'w').write('x')"),
    "tcp": refused("socket.create_connection(('127.0.0.1', {port}), timeout=2)", "import socket"),
    "tcp to the world": refused(
        "socket.create_connection(('1.1.1.1', 53), timeout=2)", "import socket"
    ),
    "udp": refused(
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('1.1.1.1', 53))",
        "import socket",
    ),
    "name lookup": refused("socket.getaddrinfo('example.com', 80)", "import socket"),
    "unix socket": refused(
        "s.connect('{outside}/socket')", "import socket\ns = socket.socket(socket.AF_UNIX)"
    ),
    "abstract unix socket": refused(
        "s.connect(chr(0) + 'quizapp-test-{app}')",
        "import socket\ns = socket.socket(socket.AF_UNIX)",
    ),
    "raw socket": refused("socket.socket(socket.AF_PACKET, socket.SOCK_RAW)", "import socket"),
    "signal to the app": refused("os.kill({app}, 0)", "import os"),
    "tracing": Attack(
        "import ctypes, os\n"
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        "print('ptrace', libc.ptrace(16, os.getppid(), 0, 0), libc.ptrace(16, {app}, 0, 0))",
        says="ptrace -1 -1",
    ),
    "namespaces of its own": Attack(
        "import ctypes\nlibc = ctypes.CDLL(None)\n"
        "print('unshare', libc.unshare(0x10000000))\n"
        "print('mount', libc.mount(b'a', b'/tmp', b'tmpfs', 0, 0))\n"
        "print('umount', libc.umount2(b'/.old', 2), 'setns', libc.setns(0, 0))",
        says="unshare -1\nmount -1\numount -1 setns -1",
    ),
    "becoming another user": Attack(
        "import os\n"
        "for f in (os.setuid, os.setgid):\n"
        "    try: f(12345); print('GOT')\n    except OSError: print('refused')",
        says="refused",
        hides="GOT",
    ),
    "the sandbox's old root": refused("os.listdir('/.old')", "import os"),
}

# The ways that a run's own process has to tell of its end, and of figures.
CHANNELS = (
    "import base64, json, os, struct\n"
    "ways = sorted(int(fd) for fd in os.listdir('/proc/self/fd') if int(fd) >= 900)\n"
    "extra, farewell = ways[:2]\n"
    "def send(body): os.write(extra, struct.pack('<I', len(body)) + body)\n"
    "def say_farewell(status, resident=0):\n"
    "    said = {'type': 'Farewell', 'status': status, 'resident': resident}\n"
    "    os.write(farewell, json.dumps(said).encode())\n"
    "def draw(figure):\n"
    "    send(json.dumps({'type': 'Drawn', 'figure': figure}).encode())\n"
)


def held(forgery: str) -> Attack:
    """After this the run's limit of time still holds."""
    text = f"{CHANNELS}{forgery}\nif os.fork(): print('on', flush=True)\nwhile True: pass"
    return Attack(text, "timed_out", "on", limits={"seconds": 0.5})


def ended(forgery: str) -> Attack:
    """This makes no sense, and is the end of the run."""
    return Attack(f"{CHANNELS}{forgery}\nwhile True: pass", "killed", limits={"seconds": 10.0})


FORGERIES: dict[str, Attack] = {
    "a farewell with a code too large": ended("say_farewell((1 << 64) - 1)"),
    "a farewell with a code too small": ended("say_farewell(-(1 << 63))"),
    "a farewell with the signal 65": ended("say_farewell(-65)"),
    "a farewell of less than no memory": ended("say_farewell(0, -1)"),
    "a farewell of all memory": ended("say_farewell(0, (1 << 64) - 1)"),
    "a farewell nested deeply": ended("os.write(farewell, b'[' * 4000)"),
    "a farewell that is not UTF-8": ended("os.write(farewell, b'\"\\xff\"')"),
    "an empty farewell": held("os.close(farewell)"),
    "a farewell and going on": Attack(f"{CHANNELS}say_farewell(7)\nwhile True: pass", "error"),
    "many farewells": Attack(
        f"{CHANNELS}os.set_blocking(farewell, False)\n"
        "for _ in range(10_000):\n"
        "    try: say_farewell(1 << 40)\n    except BlockingIOError: break\n"
        "while True: pass",
        "killed",
    ),
    "many figures": Attack(
        f"{CHANNELS}line = {{'kind': 'line', 'x': [1.5] * 2000, 'y': [1.5] * 2000}}\n"
        "drawn = {'type': 'Drawn', 'figure': {'axes': [{'series': [line] * 20}]}}\n"
        "body = json.dumps(drawn).encode()\n"
        "for _ in range(300): send(body)"
    ),
    "figures of great size": Attack(
        f"{CHANNELS}png = base64.b64encode(bytes(780_000)).decode()\n"
        "for _ in range(300): draw({'axes': [], 'png': png})"
    ),
    "a figure of a gigabyte": Attack(
        f"{CHANNELS}os.write(extra, struct.pack('<I', 1 << 30))\n"
        "for _ in range(1024): os.write(extra, bytes(1 << 20))",
        "killed",
    ),
    "a figure of great values": Attack(
        f"{CHANNELS}row = [1.7e308] * 100\n"
        "draw({'axes': [{'series': [{'kind': 'image', 'z': [row] * 3}]}]})"
    ),
    "an image that is too wide": ended(
        "row = [1.5] * 4000\ndraw({'axes': [{'series': [{'kind': 'image', 'z': [row] * 3}]}]})"
    ),
    "a figure of a number": ended("draw({'axes': 3})"),
    "a title that is too long": ended("draw({'axes': [{'title': 'x' * 900_000}]})"),
    "no figure at all": ended("draw(None)"),
    "a million small frames": ended(
        "for _ in range(100): os.write(extra, b'\\1\\0\\0\\0x' * 10_000)"
    ),
    "ten thousand empty frames": ended("os.write(extra, bytes(4) * 10_000)"),
    "many good frames": Attack(
        f"{CHANNELS}good = json.dumps({{'type': 'MemoryRefused'}}).encode()\n"
        "for _ in range(10_000): send(good)"
    ),
    "frames nested deeply": ended(
        'head = b\'{"type": "MemoryRefused", "x": \'\n'
        "for _ in range(30): send(head + b'[' * 900_000)"
    ),
}

ATTACKS = {
    **ENDLESS,
    **{f"bomb of {name}": attack for name, attack in BOMBS.items()},
    **CRASHES,
    **{f"forging {name}": attack for name, attack in FORGERIES.items()},
    **{f"leaving a {name}": attack for name, attack in LEFTOVERS.items()},
    **{f"printing {name}": attack for name, attack in OUTPUTS.items()},
    **{f"reaching {name}": attack for name, attack in REACHING_OUT.items()},
}


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def outside(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[dict[str, Any]]:
    """Things that are none of a script's business."""
    folder = tmp_path_factory.mktemp("outside")
    (folder / "secret").write_text("s3cret")
    home = Path(os.environ["HOME"])
    unix = await asyncio.start_unix_server(_hang_up, folder / "socket")
    tcp = await asyncio.start_server(_hang_up, "127.0.0.1", 0)
    app = os.getpid()
    with socket.socket(socket.AF_UNIX) as abstract:
        abstract.bind(f"\0quizapp-test-{app}")
        abstract.listen()
        yield {
            "outside": folder,
            "home": home,
            "app": app,
            "port": tcp.sockets[0].getsockname()[1],
            "checkout": Path(__file__).parents[2],
        }
    unix.close()
    tcp.close()


async def _hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


def _fill(text: str, names: dict[str, Any]) -> str:
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def _snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


async def _attack(runner: Runner, job: Job, step: float = 0.01) -> tuple[Transcript, float]:
    """The run, and the longest that the event loop was held up meanwhile, in seconds."""
    loop = asyncio.get_running_loop()
    longest = 0.0
    running = asyncio.create_task(runner.run(job))
    while not running.done():
        before = loop.time()
        await asyncio.wait({running}, timeout=step)
        if not running.done():
            longest = max(longest, loop.time() - before - step)
    return running.result(), longest


@pytest.mark.parametrize("name", ATTACKS)
async def test_attack(
    name: str,
    runner: Runner,
    outside: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "s3cret")
    attack = ATTACKS[name]
    bank = tmp_path / "bank"
    bank.mkdir()
    script = bank / "attack.py"
    script.write_text(mark("attacker") + _fill(attack.text, outside))
    before = {**_snapshot(bank), **_snapshot(outside["outside"])}

    limits = Limits(**{**LIMITS, **attack.limits})
    ended, held_up = await _attack(runner, Job(path=script, limits=limits, readable=(bank,)))

    printed = ended.stdout + ended.stderr
    assert ended.finished.outcome in attack.outcomes.split(), printed[-2000:]
    assert attack.says in printed
    assert not attack.hides or attack.hides not in printed
    assert len(printed) <= limits.output
    assert len(ended.figures) <= FIGURES
    assert held_up < HELD_UP
    assert not processes("attacker")
    assert {**_snapshot(bank), **_snapshot(outside["outside"])} == before
    script.write_text("print(1 + 1)")
    assert (await runner.run(Job(path=script))).stdout == "2\n"


SOME = [
    *ENDLESS,
    *(f"forging {name}" for name in FORGERIES),
    *(f"leaving a {name}" for name in LEFTOVERS),
    *(f"reaching {name}" for name in REACHING_OUT),
    *(f"bomb of {name}" for name in BOMBS if name not in ("fork", "fork that survives errors")),
]


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def landlocked() -> AsyncIterator[Runner]:
    """A runner as it is where the kernel refuses namespaces."""
    async with Runner(preload=[["torch"]], walls=NO_NAMESPACES) as runner:
        yield runner


@pytest.mark.parametrize("name", SOME)
async def test_attack_where_namespaces_are_refused(
    name: str,
    landlocked: Runner,
    outside: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await test_attack(name, landlocked, outside, tmp_path, monkeypatch)


async def test_a_script_replaced_while_it_runs_runs_as_it_was(
    runner: Runner, tmp_path: Path
) -> None:
    script = tmp_path / "script.py"
    script.write_text("import time\nprint('on', flush=True)\ntime.sleep(0.3)\nprint('as it was')")
    texts: list[str] = []
    async for event in runner.stream(Job(path=script)):
        if hasattr(event, "text"):
            texts.append(event.text)
            script.write_text("print('replaced')")
    assert "".join(texts) == "on\nas it was\n"
