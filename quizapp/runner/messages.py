"""What the client, the server and the processes of a run say to one another.

A message is a msgspec struct; on a stream it goes as four bytes of length and its msgpack.
"""

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec

from quizapp.core.run import FIGURES, MIB, Figure, Job, Raised
from quizapp.runner.safety import ALL_WALLS, Walls

# Of what a run sends beside its output: bytes of one message, and how many of them.
EXTRA_SIZE = MIB
EXTRA_COUNT = FIGURES + 8
_LENGTH = struct.Struct("<I")
_Message = TypeVar("_Message")


class Setup(msgspec.Struct, frozen=True):
    """How a server is to work; `folder` is where runs may have their temporary folders, `walls`
    are the most that are put up around them, and what is `private` no run may read."""

    stages: list[list[str]]
    folder: str
    walls: Walls = ALL_WALLS
    private: list[str] = []


class SpawnSetup(msgspec.Struct, frozen=True):
    """How a spawned interpreter is to wait: its own `folder`, and the file for its extras."""

    stages: list[list[str]]
    folder: str
    extra: str
    device: str


class Fork(msgspec.Struct, frozen=True, tag=True):
    """To the server: fork another child that waits for a run on `device`."""

    device: str


class Loading(msgspec.Struct, frozen=True, tag=True):
    """From the server: it loads these modules now."""

    modules: list[str]


class Loaded(msgspec.Struct, frozen=True, tag=True):
    """From the server: a stage is loaded, children from here on have it; `failed` has one line
    per module that could not be imported; `last` means that nothing more is to come."""

    generation: int
    failed: list[str]
    last: bool


class Hello(msgspec.Struct, frozen=True, tag=True):
    """From the server, once: the devices a run can have, and the versions of its libraries."""

    devices: list[str]
    versions: dict[str, str]


class Waiting(msgspec.Struct, frozen=True, tag=True):
    """From the server: a child waits. Its control socket and its ends of stdout, stderr and
    extras come as file descriptors along with the message."""

    device: str
    generation: int


FromServer = Loading | Loaded | Hello | Waiting


class Reach(msgspec.Struct, frozen=True):
    """What a run may read beside the system: paths without a link in them, and the links by which
    they are found under other names, each with what it points to."""

    paths: list[Path] = []
    links: list[tuple[Path, Path]] = []


class RunOrder(msgspec.Struct, frozen=True):
    """To a waiting child: run this job on `device`, which is no longer "auto"."""

    job: Job
    device: str
    reach: Reach = Reach()


def decode_order(body: bytes) -> RunOrder:
    """The order in a frame's body."""
    decode = msgspec.msgpack.decode
    return decode(body, type=RunOrder, dec_hook=lambda _, value: Path(os.fsdecode(value)))


Cause = Literal[
    "", "time", "busy", "memory", "processes", "descriptors", "disk", "forged", "stopped"
]


class Ended(msgspec.Struct, frozen=True):
    """From the supervisor of a run: it is over, and what it left behind has been killed. `status`
    is as in subprocess; `cause` says which limit ended it, or that the client did, and is empty
    where neither."""

    status: int
    cause: Cause
    seconds: float
    peak_memory: int


class Farewell(msgspec.Struct, frozen=True):
    """From a run's main process to its supervisor, with its last breath: the exit status it ends
    with, and the most memory that it had resident, in bytes. What the kernel still has to clear
    away after that takes longer than most runs. The bounds are what a process can have."""

    status: Annotated[int, msgspec.Meta(ge=-64, le=255)]
    resident: Annotated[int, msgspec.Meta(ge=0, lt=1 << 47)]


class MemoryRefused(msgspec.Struct, frozen=True, tag=True):
    """From the script's process: it ends because memory was refused to it."""


class Drawn(msgspec.Struct, frozen=True, tag=True):
    """From the script's process: it showed a figure."""

    figure: Figure


class Uncaught(msgspec.Struct, frozen=True, tag=True):
    """From the script's process: it ends in this exception."""

    raised: Raised


Extra = MemoryRefused | Drawn | Uncaught

# What a script can forge is decoded by one of these, in sensible().
EXTRA = msgspec.msgpack.Decoder(Extra)
FAREWELL = msgspec.msgpack.Decoder(Farewell)


def frame(message: msgspec.Struct) -> bytes:
    """The message as bytes for a stream. A path goes as bytes, since it need not be text."""
    body = msgspec.msgpack.encode(message, enc_hook=os.fsencode)
    return _LENGTH.pack(len(body)) + body


def sensible(body: bytes, decoder: msgspec.msgpack.Decoder[_Message]) -> _Message | None:
    """A message of somebody who may write anything; None where it makes no sense."""
    try:
        return decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


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
