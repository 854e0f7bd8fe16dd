"""What the client, the server and the processes of a run say to one another.

A message is a msgspec struct; on a stream it goes as four bytes of length and its msgpack.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

import msgspec

from quizapp.core.run import Figure, Job

STAGES: tuple[tuple[str, ...], ...] = (
    ("torch",),
    ("numpy", "torch._dynamo", "torch.utils.data"),
    (
        "sklearn.datasets",
        "sklearn.ensemble",
        "sklearn.linear_model",
        "sklearn.model_selection",
        "sklearn.pipeline",
        "matplotlib.pyplot",
        "pandas",
        "quizapp.runner.inside.figures",
    ),
)
FRAME_LIMIT = 8 * 1024 * 1024
_LENGTH = struct.Struct("<I")


class Setup(msgspec.Struct, frozen=True):
    """How a server is to work; `folder` is where runs may have their temporary folders."""

    stages: list[list[str]]
    folder: str
    sandbox: bool = True
    namespaces: bool = True


class Spawn(msgspec.Struct, frozen=True):
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


class Order(msgspec.Struct, frozen=True):
    """To a waiting child: run this job on `device`, which is no longer "auto". `reach` is what it
    may read of the bank, links resolved."""

    job: Job
    device: str
    reach: list[str] = []


def decode_order(body: bytes) -> Order:
    return msgspec.msgpack.decode(body, type=Order, dec_hook=lambda kind, value: Path(value))


class Ended(msgspec.Struct, frozen=True):
    """From the supervisor of a run, when nothing of it is left. `status` is as in subprocess;
    `cause` says which limit ended it."""

    status: int
    cause: str
    seconds: float
    peak_memory: int


class Farewell(msgspec.Struct, frozen=True):
    """From a run's main process to its supervisor, with its last breath: the exit status it ends
    with, and the most memory that it had resident, in bytes. What the kernel still has to clear
    away after that takes longer than most runs."""

    status: int
    resident: int


class Memory(msgspec.Struct, frozen=True, tag=True):
    """From the script's process: it ends because memory was refused to it."""


class Drawn(msgspec.Struct, frozen=True, tag=True):
    """From the script's process: it showed a figure."""

    figure: Figure


Extra = Memory | Drawn


def frame(message: msgspec.Struct) -> bytes:
    """The message as bytes for a stream."""
    body = msgspec.msgpack.encode(message, enc_hook=str)
    return _LENGTH.pack(len(body)) + body


class Frames:
    """Cuts a stream back into messages' bodies. A sender that claims more than FRAME_LIMIT is
    not listened to any further: what a script writes there must not fill the app's memory."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._deaf = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._deaf:
            return
        self._buffer += data
        while len(self._buffer) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer)
            if length > FRAME_LIMIT:
                self._deaf = True
                self._buffer.clear()
                return
            end = _LENGTH.size + length
            if len(self._buffer) < end:
                return
            body = bytes(self._buffer[_LENGTH.size : end])
            del self._buffer[:end]
            yield body
