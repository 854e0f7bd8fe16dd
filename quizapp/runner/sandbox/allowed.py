"""What a run may read, in one list: the system, the Python installation, and its own bank.

Whatever the app's surroundings say, no folder is handed over whole that the learner's home, or
everybody's temporary files, lie in.
"""

import contextlib
import os
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from quizapp.core.run import Job
from quizapp.runner.messages import Reach

_SYSTEM = tuple(
    Path("/", name) for name in ("usr", "bin", "sbin", "lib", "lib32", "lib64", "nix", "opt/rocm")
)
# Of the machine its processors, memory and GPUs; not its networks, nor its groups of processes.
_MACHINE = (
    "devices/system", "devices/pci*", "bus", "module", "class/drm", "class/kfd", "kernel/mm",
    # How much of a core there is: libraries read it, and do not expect to be refused.
    "fs/cgroup/cpu.max", "fs/cgroup/cpu*/cpu.cfs_*", "fs/cgroup/memory.max",
)  # fmt: skip
SETTINGS = tuple(
    Path("/etc", name)
    for name in (
        "passwd", "group", "nsswitch.conf", "hosts", "host.conf", "resolv.conf", "gai.conf",
        "protocols", "services", "localtime", "timezone", "os-release", "ld.so.cache", "ld.so.conf",
        "ld.so.conf.d", "alternatives", "fonts", "ssl", "pki", "mime.types", "locale.conf",
        "default/locale", "OpenCL", "matplotlibrc", "debian_version",
    )
)  # fmt: skip
# Not zero: what is mapped of it and shared is memory that nobody counts.
DEVICES = tuple(Path("/dev", name) for name in ("null", "full", "random", "urandom"))
_GPU_DEVICES = ("nvidia*", "nvidia-caps/*", "dri/*", "kfd", "dxg")
_OF_PYTHON = ("bin", "lib", "lib64", "include", "share", "ssl")
_DATA_OF_PROGRAMS = (".local/share", ".local/state", ".config", ".cache")
_XDG = ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")
_MOST_LINKS = 40  # on the way to a file, as in the kernel


def gpu_devices() -> list[Path]:
    """The files by which a GPU's driver is reached."""
    return [path for pattern in _GPU_DEVICES for path in Path("/dev").glob(pattern)]


def installation(private: Iterable[Path] = ()) -> list[Path]:
    """What every run may read: the system and this Python, without what is `private`."""
    kept = list(private)
    return [path for one in (*system(), *interpreter()) for path in _without(one, kept)]


def system() -> list[Path]:
    """The system's own folders and settings, without a home that is in one of them."""
    machine = [path for pattern in _MACHINE for path in Path("/sys").glob(pattern)]
    kept = _kept_back()
    return [path for one in (*_SYSTEM, *machine, *SETTINGS) for path in _without(one, kept)]


def interpreter() -> list[Path]:
    """Where this Python and its packages are, and the libraries that the environment names."""
    installed = [Path(sys.prefix), Path(sys.base_prefix), Path(sys.exec_prefix)]
    programs = (os.__file__, sys.executable, os.path.realpath(sys.executable))
    installed += [Path(path).parent for path in programs]
    kept = _kept_back()
    found = [Path(__file__).parents[2], Path(sys.prefix, "pyvenv.cfg")]
    here = [*kept, Path.cwd()]
    virtual = [Path(sys.prefix)] if sys.prefix != sys.base_prefix else []
    for path in installed:
        # Someone may live, or have a project, in the folder of an installation.
        shared = _holds(path, [*here, *virtual])
        found += [path / name for name in _OF_PYTHON] if shared else [path]
    named = [path for path in map(Path, sys.path[1:]) if _has_modules(path)]
    libraries = map(Path, os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep))
    named += [path for path in libraries if any(path.glob("*.so*"))]
    found += [path for path in named if not _holds(path, here)]
    return [
        path
        for path in dict.fromkeys(found)
        if path.is_absolute() and path.exists() and not _holds(path, kept)
    ]


def _has_modules(path: Path) -> bool:
    """Whether this is what an entry of sys.path is meant to be. PYTHONPATH may name anything."""
    if path.is_file():
        return zipfile.is_zipfile(path)
    patterns = ("*.py", "*.so", "*.pyd", "*/__init__.py", "*.dist-info", "*.egg-link")
    return any(next(path.glob(pattern), None) for pattern in patterns)


def reach(job: Job, folder: Path, private: Iterable[Path] = ()) -> Reach:
    """What the run of this job may read: the bank's folders, its own file, and the folder that is
    in, as `import` looks there. `folder`, where the runs live, is kept back as the home is, and
    what is `private`, wherever it is."""
    kept, without = _kept_back(), [folder, Path(tempfile.gettempdir()), *private]
    path = job.path.absolute()
    folders = [one.absolute() for one in (path.parent, *job.readable)]
    named = [one for one in folders if not _holds(one, kept)]
    return resolved([path, *(found for one in named for found in _without(one, without))])


def resolved(paths: Iterable[Path]) -> Reach:
    """These, with the links on the way to them."""
    links: dict[Path, Path] = {}
    found = dict.fromkeys(_follow(path, links) for path in paths)
    return Reach(list(found), list(links.items()))


def _follow(path: Path, links: dict[Path, Path]) -> Path:
    """Where an absolute path leads; the links on the way are added to `links`. Each lies in a
    folder that is named without a link."""
    here, followed = Path("/"), 0
    todo = list(reversed(path.parts[1:]))
    while todo:
        part = todo.pop()
        there = here.parent if part == ".." else here / part
        try:
            target = there.readlink() if followed < _MOST_LINKS else None
        except OSError:
            target = None
        if target is None:
            here = there
            continue
        followed += 1
        links[there] = target
        if target.is_absolute():
            here = Path("/")
            target = target.relative_to("/")
        todo += reversed(target.parts)
    return here


def _without(path: Path, kept: list[Path], been: set[str] | None = None) -> Iterator[Path]:
    """This, or what is in it without what is kept back. A folder to which several links lead is
    gone through once."""
    been = set() if been is None else been
    real = os.path.realpath(path)
    if not _holds(path, kept):
        yield path
    elif path.is_dir() and real not in been and real not in map(os.path.realpath, kept):
        been.add(real)
        for inside in sorted(path.iterdir()):
            if not inside.is_symlink() or _stays_in(inside, kept):
                yield from _without(inside, kept, been)


def _stays_in(link: Path, kept: list[Path]) -> bool:
    """Whether a link stays below the folder that it is in, and leads into nothing that is kept back
    there: else it hands out what lies elsewhere."""
    real, folder = Path(os.path.realpath(link)), Path(os.path.realpath(link.parent))
    return real.is_relative_to(folder) and not any(
        real.is_relative_to(one) and not folder.is_relative_to(one)
        for one in map(os.path.realpath, kept)
    )


def _holds(path: Path, kept: Iterable[Path]) -> bool:
    real = Path(os.path.realpath(path))
    return any(Path(os.path.realpath(one)).is_relative_to(real) for one in kept)


def _kept_back() -> list[Path]:
    """The home, as the environment has it and as the system has it, what programs keep there, and
    the folders in which everybody's temporary files usually are."""
    homes = [Path.home()]
    if sys.platform != "win32":
        import pwd

        with contextlib.suppress(KeyError):  # in a container the user may have no name
            homes.append(Path(pwd.getpwuid(os.getuid()).pw_dir))
    # An installation may be in ~/.local, and share it with everybody's data.
    kept = [home / name for home in homes for name in ("", *_DATA_OF_PROGRAMS)]
    kept += [Path(os.environ[name]) for name in _XDG if os.environ.get(name)]
    return [*kept, Path("/tmp"), Path("/var/tmp"), Path("/run")]
