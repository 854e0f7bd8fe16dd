"""The Python that runs snippets: the app's own, or one of another environment.

Nothing of quizapp need be installed in that one: the server's side, which needs no more than the
standard library, is handed over to it as a copy.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import msgspec

from quizapp.errors import UsageError

OLDEST = (3, 10)  # that the server's side runs in
_PACKAGE = Path(__file__).parents[1].absolute()  # however the checkout was named
_ENTRY = Path("runner", "inside", "entry.py")
SERVER_SIDE: tuple[str, ...] = (
    "__init__.py", "errors.py", "removing.py", "core/__init__.py", "core/run.py",
    "core/wording.py", "runner", "authoring/__init__.py", "authoring/another_day.py",
)  # fmt: skip
# Where the app's own Python has its modules.
_OURS = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
_ASK = (
    "import json, sys; print(json.dumps([sys.implementation.name, list(sys.version_info[:3]),"
    " sys.executable, sys.path[1:]]))"
)
GET_TORCH = "`pip install 'quizapp[torch]'`, or name a Python that has it with --python"
_Said = tuple[str, tuple[int, int, int], str, list[str]]
_PATIENCE = 60.0  # seconds that it may take to start, on a disk that sleeps, say
_PROGRAMS = ("bin/python", "bin/python3", "Scripts/python.exe", "python.exe")
_ENVIRONMENTS = (".venv", "venv", "env", ".env")  # as they are called beside a project
_SITES = ("lib/python3*/site-packages", "Lib/site-packages")


@dataclass(frozen=True)
class Interpreter:
    """A Python: its program, its version, and where it looks for modules."""

    executable: str
    version: tuple[int, ...]
    search_path: tuple[str, ...]
    own: bool = False

    def program(self, folder: Path) -> "Program":
        """What starts the runner's own processes: of the app's package, or for another Python of a
        copy in `folder`, since the app's lies among packages that are made for the app's Python."""
        if self.own:
            return Program(self.executable, _PACKAGE / _ENTRY)
        copy = folder / "quizapp"
        for name in SERVER_SIDE:
            there = copy / name
            there.parent.mkdir(parents=True, exist_ok=True)
            if name.endswith(".py"):
                shutil.copyfile(_PACKAGE / name, there)
            else:
                shutil.copytree(
                    _PACKAGE / name, there, ignore=shutil.ignore_patterns("__pycache__")
                )
        return Program(self.executable, copy / _ENTRY, withheld=_OURS)


class Program(NamedTuple):
    """How a process of the runner's own is started."""

    executable: str
    entry: Path
    withheld: tuple[str, ...] = ()

    def command(self, *arguments: str) -> list[str]:
        """Its command line; what it takes says `inside/entry.py`."""
        return [self.executable, str(self.entry), *arguments]

    def variables(self, seen: Mapping[str, str]) -> dict[str, str]:
        """What it gets of these."""
        return {name: value for name, value in seen.items() if name not in self.withheld}


def own() -> Interpreter:
    """The app's own."""
    return Interpreter(sys.executable, tuple(sys.version_info[:3]), tuple(sys.path), own=True)


def find(where: str) -> Interpreter:
    """The one at a path: a program, the folder of an environment, or a name such as `python3.12`.

    Raises UsageError, with one line that says what is wrong with it.
    """
    program = _program(where)
    if program == sys.executable:
        return own()
    environment = {k: v for k, v in os.environ.items() if k not in _OURS}
    try:
        asked = subprocess.run(
            [program, "-c", _ASK],
            capture_output=True,
            timeout=_PATIENCE,
            env=environment,
            stdin=subprocess.DEVNULL,
            check=True,
        )
        name, version, executable, path = msgspec.json.decode(asked.stdout, type=_Said)
    except OSError as error:
        raise UsageError(f"python {where}: cannot be started: {error.strerror}") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"python {where}: says nothing for {_PATIENCE:.0f} s") from None
    except (subprocess.CalledProcessError, msgspec.DecodeError, RecursionError):
        raise UsageError(f"python {where}: is no Python that works; try it by hand") from None
    shown = ".".join(map(str, version))
    if name != "cpython" or tuple(version) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise UsageError(
            f"python {where}: is {name} {shown}; snippets need CPython {oldest} or later"
        )
    return Interpreter(executable or program, tuple(version), tuple(path))


def _program(where: str) -> str:
    path = Path(where).expanduser()
    if path.is_dir():
        programs = [path / name for name in _PROGRAMS]
        found = next((one for one in programs if one.is_file()), None)
        if found is None:
            raise UsageError(f"python {where}: no Python in this folder; name its program")
        return str(found.absolute())
    if os.sep not in where and not path.exists():
        named = shutil.which(where)
        if named is None:
            raise UsageError(f"python {where}: no such program; name a Python, or its environment")
        return named
    if not path.exists():
        raise UsageError(f"python {where}: there is no such file")
    return str(path.absolute())  # not resolved: an environment's program is a link


def with_torch_nearby() -> Iterator[Path]:
    """Environments with torch in them: the active one, and those beside the working directory, and
    conda's. Looked at as files; nothing of them is run."""
    active = [os.environ.get(name) for name in ("VIRTUAL_ENV", "CONDA_PREFIX")]
    found = [Path(path) for path in active if path]
    here = Path.cwd()
    found += [folder / name for folder in (here, *here.parents[:2]) for name in _ENVIRONMENTS]
    listed = Path.home() / ".conda" / "environments.txt"
    if listed.is_file():
        found += map(Path, listed.read_text(errors="replace").split("\n")[:100])
    for path in dict.fromkeys(found):
        if str(path) not in (".", sys.prefix) and _has_torch(path):
            yield path


def _has_torch(environment: Path) -> bool:
    try:
        return any(
            (site / "torch" / "__init__.py").is_file()
            for pattern in _SITES
            for site in environment.glob(pattern)
        )
    except OSError:
        return False
