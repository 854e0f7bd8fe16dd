"""Wall by wall: what a script can still reach, and that SECURITY.md says so.

Each row of the table there is tried with every set of walls that a machine may have, and without
any, where it has to succeed: an attack that never did would prove nothing.
"""

import contextlib
import ctypes
import os
import pwd
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import pytest_asyncio

from quizapp.core.run import Job, Limits
from quizapp.runner import Runner, protection
from quizapp.runner.safety import ALL_WALLS, NO_WALLS, Walls

from .conftest import NO_NAMESPACES, NOBODY_ASKED

pytestmark = pytest.mark.skipif(not protection().confined, reason="not all walls are here")
on_one_loop = pytest.mark.asyncio(loop_scope="session")
CHECKOUT = Path(__file__).parents[2]
CHAINS_BURN = 30.0  # seconds
IPC_PRIVATE, IPC_CREAT, IPC_RMID = 0, 0o1000, 0

# What each row of the table tries; it raises OSError where it is kept from it.
ROWS = {
    "read what is in your files": "open('{outside}/secret').read()",
    "list your folders": "os.listdir('{outside}')",
    "write into your files": "open('{outside}/secret', 'a')",
    "cut your files short": "os.truncate('{outside}/secret', 6)",
    "cut short what it may read": "os.open(__file__, os.O_RDONLY | os.O_TRUNC)",
    "change modes of your files": "os.chmod('{outside}/secret', 0o644)",
    "change times of your files": "os.utime('{outside}/secret')",
    "set attributes of your files": "os.setxattr('{outside}/secret', 'user.x', b'1')",
    "read attributes of your files": "os.listxattr('{outside}/secret')",
    "open your files for nothing": "os.open('{outside}/secret', 3)",
    "empty your files while opening them for nothing": (
        "os.open('{outside}/secret', 3 | os.O_TRUNC)"
    ),
    "keep others from opening what it may read": (
        "fcntl.fcntl(os.open(__file__, 0), fcntl.F_SETLEASE, fcntl.F_RDLCK)"
    ),
    "keep those waiting who lock what it may read": (
        "fcntl.flock(os.open(__file__, 0), fcntl.LOCK_EX)"
    ),
    "hear of changes in what it may read": "watch(os.path.dirname(__file__))",
    "be told of changes in what it may read": (
        "fcntl.fcntl(os.open(os.path.dirname(__file__), 0), fcntl.F_NOTIFY, fcntl.DN_MODIFY)"
    ),
    "hint at how what it may read is written": (
        "fcntl.fcntl(os.open(__file__, 0), 1036, (5).to_bytes(8, 'little'))"
    ),
    "learn that a file is there, and its size": "os.stat('{outside}/secret')",
    "learn where your links lead": "os.readlink('{outside}/link')",
    "hear of changes in your folders": "watch('{outside}')",
    "connect to your unix sockets": "connect(socket.SOCK_STREAM, '{outside}/socket')",
    "send to your datagram sockets": "connect(socket.SOCK_DGRAM, '{outside}/datagrams')",
    "connect to abstract unix sockets": "connect(socket.SOCK_STREAM, chr(0) + '{abstract}')",
    "take a free name of an abstract unix socket": "take('{abstract}')",
    "reach the network": "socket.create_connection(('127.0.0.1', {port}), timeout=2)",
    "see your connections": "listening({port})",
    "signal your processes": "os.kill({victim}, 0)",
    "have the kernel signal them": "fcntl.fcntl(1, fcntl.F_SETOWN, {victim})",
    "see the names of your processes": "open('/proc/{victim}/comm').read()",
    "see the command lines of your processes": "open('/proc/{victim}/cmdline').read()",
    "read the environment of your processes": "open('/proc/{victim}/environ').read()",
    "set limits of your processes": "resource.prlimit({victim}, resource.RLIMIT_CORE, (0, 0))",
    "slow your processes down": "os.setpriority(os.PRIO_PROCESS, {victim}, 19)",
    "move your processes to other cores": "os.sched_setaffinity({victim}, {cores})",
    "set limits of its supervisor": "resource.prlimit(os.getppid(), resource.RLIMIT_CORE)",
    "read what is in /dev/shm": "open('/dev/shm/{shared}').read()",
    "delete what is in /dev/shm": "os.unlink('/dev/shm/{shared}')",
    "read System V shared memory": "attach({segment})",
    "leave System V shared memory behind": "segment()",
}

BEGIN = """
import ctypes, fcntl, os, resource, socket
libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_ssize_t
def checked(result):
    if result < 0: raise OSError(ctypes.get_errno(), "refused")
    return result
def connect(kind, address):
    with socket.socket(socket.AF_UNIX, kind) as found: found.connect(address)
def take(name):
    with socket.socket(socket.AF_UNIX) as found:
        try: found.bind(chr(0) + name)
        except OSError: return found.bind(chr(0) + name + "-free")
        raise OSError("among names of its own, where that of the app is free")
def watch(path): checked(libc.inotify_add_watch(checked(libc.inotify_init()), path.encode(), 2))
def listening(port):
    if f":{port:04X} " not in open("/proc/net/tcp").read(): raise OSError("not seen")
def attach(segment): checked(libc.shmat(segment, None, 0))
def segment(): checked(libc.shmctl(checked(libc.shmget(0, 4096, 0o1600)), 0, None))
"""


class Column(NamedTuple):
    """A column of the table, and the walls that it stands for."""

    name: str
    walls: Walls


COLUMNS = {
    "all": Column("all walls", ALL_WALLS),
    "no namespaces": Column("no namespaces", NO_NAMESPACES),
    "no namespaces, Landlock 1": Column("no namespaces", NO_NAMESPACES._replace(landlock=1)),
    "no namespaces, Landlock 4": Column("no namespaces", NO_NAMESPACES._replace(landlock=4)),
    "nobody asked": Column("nobody to ask", NOBODY_ASKED),
    "nobody asked, Landlock 1": Column("nobody to ask", NOBODY_ASKED._replace(landlock=1)),
    "nobody asked, Landlock 5": Column("nobody to ask", NOBODY_ASKED._replace(landlock=5)),
    "none": Column("no walls", NO_WALLS),
}


def table() -> dict[str, dict[str, str]]:
    """The cells of the table in SECURITY.md, by row and column."""
    lines = [line for line in (CHECKOUT / "SECURITY.md").read_text().splitlines() if "|" in line]
    head, _, *rows = ([cell.strip() for cell in line.strip("| ").split("|")] for line in lines)
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}


def is_open(cell: str, landlock: int) -> bool:
    """Whether a cell says so of a kernel with this version of Landlock."""
    before = re.fullmatch(r"before Landlock (\d)", cell)
    return landlock < int(before[1]) if before else {"no": False, "yes": True}[cell]


def test_the_table_has_the_rows_that_are_tried() -> None:
    found = table()
    assert set(found) == set(ROWS)
    assert {name for row in found.values() for name in row} == {c.name for c in COLUMNS.values()}


@pytest.fixture(scope="module")
def around(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Files, sockets, memory and a process that are none of a script's business."""
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret").write_text("s3cret")
    (outside / "link").symlink_to("secret")
    name = f"quizapp-test-{os.getpid()}"
    libc = ctypes.CDLL(None)
    segment = libc.shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0o600)
    with (
        contextlib.ExitStack() as stack,
        subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as victim,
    ):
        stack.callback(libc.shmctl, segment, IPC_RMID, None)
        stack.callback(victim.kill)
        places: list[tuple[str, int]] = [
            (str(outside / "socket"), socket.SOCK_STREAM),
            (str(outside / "datagrams"), socket.SOCK_DGRAM),
            (f"\0{name}", socket.SOCK_STREAM),
        ]
        for address, kind in places:
            bound = stack.enter_context(socket.socket(socket.AF_UNIX, kind))
            bound.bind(address)
            if kind == socket.SOCK_STREAM:
                bound.listen(64)
        tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        yield {
            "outside": outside,
            "abstract": name,
            "port": tcp.getsockname()[1],
            "victim": victim.pid,
            "cores": os.sched_getaffinity(0),
            "shared": name,
            "segment": segment,
        }


@pytest_asyncio.fixture(loop_scope="session", scope="module", params=COLUMNS)
async def column(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Column, Runner]]:
    found = COLUMNS[request.param]
    async with Runner(preload=[], walls=found.walls) as runner:
        yield found, runner


@on_one_loop
@pytest.mark.parametrize("row", ROWS)
async def test_a_cell(
    row: str, column: tuple[Column, Runner], around: dict[str, Any], tmp_path: Path
) -> None:
    tried, runner = column
    shared = Path("/dev/shm", around["shared"])
    shared.write_text("s3cret")
    (around["outside"] / "secret").write_text("s3cret")
    expression = ROWS[row]
    for name, value in around.items():
        expression = expression.replace(f"{{{name}}}", str(value))
    script = tmp_path / "script.py"
    script.write_text(
        f"{BEGIN}\ntry: {expression}\nexcept OSError as error: print('kept out:', error)\n"
        "else: print('reached')\n"
    )
    script.chmod(0o644)
    try:
        ended = await runner.run(Job(path=script, limits=Limits(seconds=10.0)))
    finally:
        shared.unlink(missing_ok=True)
    landlock = min(tried.walls.landlock, 7)
    wanted = "reached" if is_open(table()[row][tried.name], landlock) else "kept out"
    assert ended.stdout.startswith(wanted), ended.stdout + ended.stderr


SURROUNDINGS: dict[str, dict[str, str]] = {
    "an empty element in PYTHONPATH": {"PYTHONPATH": ":/opt"},
    "the home in PYTHONPATH": {"PYTHONPATH": "{home}"},
    "a folder of keys in PYTHONPATH": {"PYTHONPATH": "{home}/.ssh"},
    "temporary files in the home": {"TMPDIR": "{home}/tmp"},
    "another home": {"HOME": "{home}/elsewhere"},
    "a link for a home": {"HOME": "{link}"},
    "an empty element in LD_LIBRARY_PATH": {"LD_LIBRARY_PATH": "/usr/lib:.:"},
    "the home in LD_LIBRARY_PATH": {"LD_LIBRARY_PATH": "{home}"},
    "a cache in the home": {"XDG_CACHE_HOME": "{home}", "XDG_CONFIG_HOME": "{home}"},
}


@on_one_loop
@pytest.mark.parametrize("walls", [ALL_WALLS, NO_NAMESPACES], ids=["all", "no namespaces"])
@pytest.mark.parametrize("around", SURROUNDINGS)
async def test_whatever_the_surroundings_say_the_home_is_kept_back(
    around: str, walls: Walls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, link = tmp_path / "home", tmp_path / "link"
    for folder in ("", ".ssh", "tmp", "elsewhere", "bank"):
        (home / folder).mkdir(exist_ok=True)
    link.symlink_to(home)
    for name in ("secret", ".ssh/id_rsa", "tmp/secret", "module.py"):
        (home / name).write_text("s3cret")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home)
    for name, value in SURROUNDINGS[around].items():
        monkeypatch.setenv(name, value.format(home=home, link=link))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr("pwd.getpwuid", lambda _: pwd.struct_passwd(["", "", 0, 0, "", home, ""]))
    script = home / "bank" / "script.py"
    tried = [home / "secret", home / ".ssh" / "id_rsa", home / "tmp" / "secret", link / "secret"]
    script.write_text(
        "import os\n"
        f"for path in {list(map(str, [*tried, home / 'module.py']))}:\n"
        "    try: print('reached', open(path).read())\n    except OSError: pass\n"
        f"try: print('reached', os.listdir({str(home)!r}))\nexcept OSError: pass\n"
        "print('ran')\n"
    )
    async with Runner(preload=[], walls=walls) as runner:
        ended = await runner.run(Job(path=script))
    assert "ran\n" in ended.stdout
    assert "s3cret" not in ended.stdout
    if walls == NO_NAMESPACES:
        assert "reached" not in ended.stdout


@on_one_loop
@pytest.mark.parametrize("walls", [ALL_WALLS, NO_NAMESPACES, NOBODY_ASKED], ids=str)
async def test_nothing_outlives_its_run(
    walls: Walls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))  # others make folders, too
    script = tmp_path / "script.py"
    script.write_text(
        "import os, time\n"
        "if os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0: time.sleep(60)\n"
        "    os._exit(0)\n"
        "os.wait(); print('left')\n"
    )
    before = _folders()
    async with Runner(preload=[], walls=walls) as runner:
        assert (await runner.run(Job(path=script))).stdout == "left\n"
        assert not _sleepers(script)
    assert _folders() == before


@on_one_loop
@pytest.mark.parametrize("walls", [ALL_WALLS, NO_NAMESPACES], ids=str)
async def test_what_copies_with_all_that_is_known_of_a_file_works(
    walls: Walls, tmp_path: Path
) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import os, shutil, subprocess\n"
        "open('a', 'w').close(); os.chmod('a', 0o640); os.utime('a', (5, 5))\n"
        "for name in '-p', '-a':\n    subprocess.run(['cp', name, 'a', 'b' + name], check=True)\n"
        "shutil.copy2('a', 'c')\n"
        "for name in 'b-p', 'b-a', 'c':\n"
        "    print(oct(os.stat(name).st_mode), os.stat(name).st_mtime)\n"
    )
    async with Runner(preload=[], walls=walls) as runner:
        ended = await runner.run(Job(path=script))
    assert ended.stdout == "0o100640 5.0\n" * 3, ended.stderr


@on_one_loop
@pytest.mark.parametrize("walls", [ALL_WALLS, NO_NAMESPACES], ids=str)
async def test_what_is_private_is_kept_back_in_a_bank_too(walls: Walls, tmp_path: Path) -> None:
    bank, data = tmp_path / "bank", tmp_path / "bank" / ".data"
    for folder in (bank / "snippets", data, bank / "more"):
        folder.mkdir(parents=True)
    (data / "quizapp.db").write_text("private")
    (bank / "more" / "figures.txt").write_text("public")
    script = bank / "snippets" / "script.py"
    script.write_text(
        "for name in '../more/figures.txt', '../.data/quizapp.db':\n"
        "    try: print(open(__file__.rsplit('/', 1)[0] + '/' + name).read())\n"
        "    except OSError: print('kept back')\n"
    )
    async with Runner(preload=[], walls=walls, private=[data]) as runner:
        ended = await runner.run(Job(path=script, readable=(bank,)))
    assert ended.stdout == "public\nkept back\n"


@on_one_loop
@pytest.mark.parametrize("walls", [ALL_WALLS, NO_NAMESPACES], ids=str)
async def test_a_chain_of_forks_ends_with_its_run(walls: Walls, tmp_path: Path) -> None:
    """Each link forks the next and is gone before anybody could stop it; a fuse ends them."""
    script = tmp_path / "script.py"
    script.write_text(
        "import os, time\n"
        f"end = time.monotonic() + {CHAINS_BURN}\n"
        "for _ in range(16):\n"
        "    if os.fork() == 0:\n"
        "        while time.monotonic() < end:\n"
        "            try:\n"
        "                if os.fork(): os._exit(0)\n"
        "                os.setsid()\n"
        "            except OSError: os._exit(0)\n"
        "        os._exit(0)\n"
        "print('left')\n"
    )
    async with Runner(preload=[], walls=walls) as runner:
        began = time.monotonic()
        assert (await runner.run(Job(path=script))).stdout == "left\n"
        assert time.monotonic() - began < CHAINS_BURN
        assert not _sleepers(script)


def _sleepers(script: Path) -> list[str]:
    """Processes that still know of a script."""
    found: list[str] = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdigit() and str(script) in (entry / "cmdline").read_text():
                found.append(entry.name)
    return found


def _folders() -> set[str]:
    return {path.name for path in Path(tempfile.gettempdir()).glob("quizapp-*")}
