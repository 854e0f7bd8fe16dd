"""The files in an Anki package: its collection and its pictures, old format or new. Sizes are
bounded by what really comes out; those in a zip's directory may lie."""

import importlib
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple, Self

from quizapp.errors import UsageError
from quizapp.interchange.pictures import MAX_PICTURE

MAX_DATABASE = 512 * 1024 * 1024
MAX_LIST = 8 * 1024 * 1024
MAX_MEDIA = 50_000
_MAX_DIRECTORY = 100 * MAX_MEDIA  # bytes; an entry takes about 60
_CHUNK = 1 << 20
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_NEW, _OLD = "collection.anki21b", ("collection.anki21", "collection.anki2")


@contextmanager
def _damage_told() -> Iterator[None]:
    """Whatever a damaged zip makes `zipfile` stumble over, as the error that says so."""
    try:
        yield
    except (ValueError, OverflowError, struct.error, IndexError) as error:
        raise zipfile.BadZipFile(f"damaged: {error}") from None


class Member(NamedTuple):
    """A file of the package: its name there, and whether it is compressed once more."""

    name: str
    packed: bool


class _Listing(io.FileIO):
    """A zip file whose directory is bounded: `zipfile` reads it at once, whatever its size, and an
    object for each entry."""

    listed = False

    def read(self, size: int | None = -1, /) -> bytes:
        if not self.listed and size is not None and size > _MAX_DIRECTORY:
            raise zipfile.BadZipFile(f"more than {MAX_MEDIA:,} files in it")
        return super().read(size) or b""


class Package:
    """A package, to be read while it is entered; that can be done again."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            file = stack.enter_context(_Listing(self.path))
            with _damage_told():
                self._zip = stack.enter_context(zipfile.ZipFile(file))
            file.listed = True
            self._open = stack.pop_all()
        self._names = set(self._zip.namelist())
        self._new = _NEW in self._names
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def unpack(self, target: Path) -> None:
        """Write its collection to a file. Raises UsageError if it has none, or too large a one."""
        name = next((name for name in (_NEW, *_OLD) if name in self._names), None)
        if name is None:
            raise UsageError(f"{self.path}: a zip file without an Anki collection in it")
        total = 0
        with target.open("wb") as file, self._opened(Member(name, self._new)) as source:
            while chunk := source.read(_CHUNK):
                total += len(chunk)
                if total > MAX_DATABASE:
                    size = f"{MAX_DATABASE >> 20} MiB"
                    raise UsageError(f"{self.path}: its collection is larger than {size}")
                file.write(chunk)

    def media(self) -> Mapping[str, Member]:
        """Its pictures and sounds, by the names that the cards know them by; none where the list
        is damaged."""
        if "media" not in self._names:
            return {}
        try:
            with self._opened(Member("media", self._new)) as source:
                data = source.read(MAX_LIST)
            names = _listed(data) if self._new else _named(data)
        except (ValueError, TypeError, AttributeError, RecursionError, EOFError, zlib.error):
            return {}
        return {name: Member(number, self._new) for number, name in names if number in self._names}

    @contextmanager
    def _opened(self, member: Member) -> Iterator[Any]:
        if self._zip.getinfo(member.name).compress_type not in _METHODS:
            raise zipfile.BadZipFile(f"{member.name} is packed in a way that Anki never uses")
        with _damage_told(), ExitStack() as stack:
            source: Any = stack.enter_context(self._zip.open(member.name))
            if member.packed:
                source = stack.enter_context(_Unpacked(source))
            yield source

    def picture(self, member: Member) -> bytes | None:
        """One of its pictures; None for one that is too large or damaged."""
        if self._zip.getinfo(member.name).file_size > MAX_PICTURE:
            return None
        try:
            with self._opened(member) as source:
                data = bytes(source.read(MAX_PICTURE + 1))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError):
            return None
        return data if len(data) <= MAX_PICTURE else None


def _named(data: bytes) -> list[tuple[str, str]]:
    """The old format's list of media: the number of each file and its name."""
    found = json.loads(data)
    return [(str(number), str(name)) for number, name in list(found.items())[:MAX_MEDIA]]


def _listed(data: bytes) -> list[tuple[str, str]]:
    """The new format's: a message for each, in the order of their numbers."""
    names: list[tuple[str, str]] = []
    for key, entry in messages(data):
        if key == 1 and isinstance(entry, bytes) and len(names) < MAX_MEDIA:
            name = dict(messages(entry)).get(1, b"")
            names.append((str(len(names)), name.decode("utf-8", "replace")))
    return names


def messages(data: bytes) -> Iterator[tuple[int, Any]]:
    """The numbers and values of a protobuf message. Raises ValueError for what is none."""
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        kind = tag & 7
        if kind == 0:
            value, at = _varint(data, at)
            yield tag >> 3, value
            continue
        length = {1: 8, 5: 4}.get(kind, 0)
        if kind == 2:
            length, at = _varint(data, at)
        elif not length:
            raise ValueError("no protobuf message")
        if at + length > len(data):
            raise ValueError("cut off")
        yield tag >> 3, data[at : at + length]
        at += length


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            raise ValueError("cut off")
        value |= (data[at] & 0x7F) << shift
        at += 1
        if not data[at - 1] & 0x80:
            return value, at
    raise ValueError("no number")


class _Unpacked:
    """What Zstandard has packed, in Python since 3.14 and in a package before; damage is told as
    an error that the caller knows."""

    def __init__(self, packed: IO[bytes]) -> None:
        self._packed = packed

    def __enter__(self) -> Self:
        try:
            module: Any = importlib.import_module("compression.zstd")
        except ImportError:
            module = importlib.import_module("zstandard")
        self._error: type[Exception] = module.ZstdError
        self._stream = module.open(self._packed, "rb")
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def read(self, size: int) -> bytes:
        parts: list[bytes] = []
        try:
            while size > 0 and (part := self._stream.read(size)):
                parts.append(part)
                size -= len(part)
        except self._error as error:
            raise EOFError(str(error)) from None
        return b"".join(parts)
