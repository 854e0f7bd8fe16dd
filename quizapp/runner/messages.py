"""What the client, the server and the processes of a run say to one another.

A message goes as JSON, with the name of its class as `type`; on a stream four bytes of length come
before it. The server may be in another Python than the app's, so that nothing but the standard
library may be needed here.
"""

import base64
import dataclasses
import json
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from quizapp.core.run import FIGURES, MIB, Figure, Job, Limits, Raised
from quizapp.runner.safety import ALL_WALLS, Walls

# Of what a run sends beside its output: bytes of one message, and how many of them.
EXTRA_SIZE = MIB
EXTRA_COUNT = FIGURES + 8
_LENGTH = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Setup:
    """How a server is to work; `folder` is where runs may have their temporary folders, `walls`
    are the most that are put up around them, and what is `private` no run may read."""

    stages: list[list[str]]
    folder: str
    walls: Walls = ALL_WALLS
    private: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SpawnSetup:
    """How a spawned interpreter is to wait: its own `folder`, and the file for its extras."""

    stages: list[list[str]]
    folder: str
    extra: str
    device: str


@dataclass(frozen=True, slots=True)
class Fork:
    """To the server: fork another child that waits for a run on `device`."""

    device: str


@dataclass(frozen=True, slots=True)
class Loading:
    """From the server: it loads these modules now."""

    modules: list[str]


@dataclass(frozen=True, slots=True)
class Loaded:
    """From the server: a stage is loaded, children from here on have it; `failed` has one line
    per module that could not be imported; `last` means that nothing more is to come."""

    generation: int
    failed: list[str]
    last: bool


@dataclass(frozen=True, slots=True)
class Hello:
    """From the server, once: the devices a run can have, and the versions of its libraries."""

    devices: list[str]
    versions: dict[str, str]


@dataclass(frozen=True, slots=True)
class Waiting:
    """From the server: a child waits. Its control socket and its ends of stdout, stderr and
    extras come as file descriptors along with the message."""

    device: str
    generation: int


FromServer = Loading | Loaded | Hello | Waiting


@dataclass(frozen=True, slots=True)
class Reach:
    """What a run may read beside the system: paths without a link in them, and the links by which
    they are found under other names, each with what it points to."""

    paths: list[Path] = field(default_factory=list)
    links: list[tuple[Path, Path]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RunOrder:
    """To a waiting child: run this job on `device`, which is no longer "auto"."""

    job: Job
    device: str
    reach: Reach = field(default_factory=Reach)


Cause = Literal[
    "", "time", "busy", "memory", "processes", "descriptors", "disk", "forged", "stopped"
]


@dataclass(frozen=True, slots=True)
class Ended:
    """From the supervisor of a run: it is over, and what it left behind has been killed. `status`
    is as in subprocess; `cause` says which limit ended it, or that the client did, and is empty
    where neither."""

    status: int
    cause: Cause
    seconds: float
    peak_memory: int


@dataclass(frozen=True, slots=True)
class Farewell:
    """From a run's main process to its supervisor, with its last breath: the exit status it ends
    with, and the most memory that it had resident, in bytes. What the kernel still has to clear
    away after that takes longer than most runs."""

    status: int
    resident: int


@dataclass(frozen=True, slots=True)
class MemoryRefused:
    """From the script's process: it ends because memory was refused to it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """From the script's process: it showed a figure."""

    figure: Figure


@dataclass(frozen=True, slots=True)
class Uncaught:
    """From the script's process: it ends in this exception."""

    raised: Raised


Extra = MemoryRefused | Drawn | Uncaught

_FLAT: dict[str, type] = {
    one.__name__: one
    for one in (SpawnSetup, Fork, Loading, Loaded, Hello, Waiting, Ended, Farewell)
}
_MOST_RESIDENT = 1 << 47  # bytes that a process can have


def pack(message: object) -> bytes:
    """A message as JSON. A path goes as text, even where it is none: `os.fsdecode`."""
    names = [one.name for one in dataclasses.fields(message)]  # type: ignore[arg-type]
    fields = {name: getattr(message, name) for name in names}
    return json.dumps({"type": type(message).__name__, **fields}, default=_plain).encode()


def _plain(value: object) -> object:
    """What JSON has no word for."""
    if isinstance(value, Path):
        return os.fsdecode(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}  # type: ignore[arg-type]


def unpack(body: bytes) -> Any:
    """A message of one's own people."""
    fields = json.loads(body)
    name = fields.pop("type")
    match name:
        case "Setup":
            return Setup(**{**fields, "walls": Walls(*fields["walls"])})
        case "RunOrder":
            return _order(fields)
    return _FLAT[name](**fields)


def _order(fields: dict[str, Any]) -> RunOrder:
    job, reach = fields["job"], fields["reach"]
    return RunOrder(
        Job(
            path=Path(job["path"]),
            source=job["source"],
            device=job["device"],
            limits=Limits(**job["limits"]),
            readable=tuple(map(Path, job["readable"])),
        ),
        fields["device"],
        Reach(
            list(map(Path, reach["paths"])),
            [(Path(link), Path(target)) for link, target in reach["links"]],
        ),
    )


def farewell(body: bytes) -> Farewell | None:
    """What a run's main process says at its end; None where it makes no sense, since a script may
    write there too."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    match said:
        case {"type": "Farewell", "status": int(status), "resident": int(resident)}:
            if -64 <= status <= 255 and 0 <= resident < _MOST_RESIDENT:
                return Farewell(status, resident)
    return None


def frame(message: object) -> bytes:
    """The message as bytes for a stream."""
    body = pack(message)
    return _LENGTH.pack(len(body)) + body


class Frames:
    """Cuts a stream back into messages' bodies. A sender that goes above `size` bytes in one of
    them (then it is `too_large`), or sends more than `count`, is not listened to any further: what
    a script writes must not fill the app's memory, or keep it busy."""

    def __init__(self, size: int = 1 << 32, count: int = 1 << 32) -> None:
        self.too_large = False
        self._size = size
        self._left = count
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What is whole now that `data` has come, to be gone through before the next call."""
        if self._left <= 0:
            return
        self._buffer += data
        while len(self._buffer) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer)
            self.too_large = length > self._size
            if self.too_large or self._left <= 0:
                self._left = 0
                self._buffer.clear()
                return
            end = _LENGTH.size + length
            if len(self._buffer) < end:
                return
            body = bytes(self._buffer[_LENGTH.size : end])
            del self._buffer[:end]
            self._left -= 1
            yield body
