"""Pictures of imported cards, kept beside the bank: `pictures/<topic>/` below its root. Names are
a stranger's, so they are made safe; what is no picture, or too large, is left out."""

import hashlib
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path, PurePosixPath

from quizapp.banks.pictures import FOLDER, SUFFIXES
from quizapp.errors import BankError
from quizapp.files import Making, place_below, read_limited, write_whole

MAX_PICTURE, MAX_PICTURES = 10 * 1024 * 1024, 200 * 1024 * 1024
MAX_COUNT = 5_000
_MAX_READ = 1024 * 1024 * 1024  # with those that prove to be too large
_LINK = re.compile(r"!\[([^\[\]\n]{0,300})\]\(<?([^()<>\n]{1,300}?)>?(?: \"[^\"\n]*\")?\)")
Load = Callable[[str], bytes | None]


class Pictures:
    """The pictures that an import comes with: `there` are their names, `load` reads one, and gives
    None for one larger than MAX_PICTURE. `source` is open while they are saved."""

    def __init__(
        self,
        topic: str,
        there: Collection[str] = (),
        load: Load = lambda _: None,
        source: AbstractContextManager[object] | None = None,
    ) -> None:
        self._topic = topic
        self._there = there
        self._load = load
        self._source = source or nullcontext()
        self.wanted: dict[str, str] = {}  # the safe name of each that a card shows
        self.missing: set[str] = set()
        self.left_out: dict[str, str] = {}  # and why

    def shown(self, source: str, words: str = "") -> str:
        """What stands on a card for a picture."""
        name = source.replace("\\", "/").removeprefix("./")
        words = " ".join(re.sub(r"[\[\]()`*_\\<>]", " ", words).split())[:80]
        if re.match(r"https?://[^\s()<>]+\Z", source):
            return f"picture: {source}"
        if name not in self._there or PurePosixPath(name).suffix.lower() not in SUFFIXES:
            self.missing.add(name[:200])
            label = re.sub(r"[^\w. -]", "_", PurePosixPath(name).name)[:80] or "?"
            return f"(picture: {label}, not in the file)"
        safe = self.wanted.setdefault(name, _safe(name))
        return f"![picture: {words or safe}]({FOLDER}/{self._topic}/{safe})"

    def moved(self, markdown: str) -> str:
        """Markdown whose pictures are shown from where they will be."""

        def one(found: re.Match[str]) -> str:
            name = found[2].removeprefix("./")
            return self.shown(name, found[1]) if name in self._there else found[0]

        return _LINK.sub(one, markdown)

    def used(self, text: str) -> Iterator[tuple[str, str]]:
        """Those that the text of cards shows: their names, and the safe ones."""
        shown = set(re.findall(rf"\({FOLDER}/{re.escape(self._topic)}/([\w.-]+)\)", text))
        return ((name, safe) for name, safe in self.wanted.items() if safe in shown)

    def save(self, root: Path, text: str, making: Making = lambda _: None) -> int:
        """Write those that the text of cards shows below a bank root, `making` being told before;
        how many there are."""
        total = read = count = 0
        with self._source:
            for name, safe in self.used(text):
                if count == MAX_COUNT:
                    self.left_out[name] = f"more than {MAX_COUNT:,}"
                    continue
                if total > MAX_PICTURES or read > _MAX_READ:
                    self.left_out[name] = "too much in all"
                    continue
                data = self._load(name)
                total += len(data or b"")
                read += MAX_PICTURE if data is None else len(data)
                if data is None or total > MAX_PICTURES:
                    self.left_out[name] = "too large" if data is None else "too much in all"
                elif _kept(root, root / FOLDER / self._topic / safe, data, making):
                    count += 1
                else:
                    self.left_out[name] = "another of this name is there"
        return count


def _kept(root: Path, path: Path, data: bytes, making: Making) -> bool:
    """Write a picture, unless it is there; False if another deck's is, which its cards show."""
    try:
        place = place_below(root, path)
        if place.exists():
            return _read(place) == data
        making(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, lambda file: file.write_bytes(data))
    except OSError as error:
        raise BankError(f"{path}: cannot be written: {error.strerror}") from None
    return True


def beside(file: Path) -> "tuple[Collection[str], Load]":
    """The pictures in the folder of a file, and how one is read."""
    return _Beside(file.parent), lambda name: _read(file.parent / name)


class _Beside(Collection[str]):
    """The pictures below a folder, by their path from it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str) or not name:
            return False
        try:
            path = (self._folder / name).resolve()
            return path.is_relative_to(self._folder) and path.is_file()
        except (OSError, RuntimeError, ValueError):  # a loop, a name that no file can have
            return False

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(())

    def __len__(self) -> int:
        return 0


def _read(path: Path) -> bytes | None:
    data, fault = read_limited(path, MAX_PICTURE)
    return None if fault else data


def _safe(name: str) -> str:
    """A file's name of plain letters, digits, '-' and '_' that says the same; a digest where two
    could come to be alike."""
    path = PurePosixPath(name)
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", path.stem).strip("-")[:60]
    suffix = path.suffix.lower()
    if plain + suffix == name:
        return name
    digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{plain}-{digest}{suffix}" if plain else digest + suffix
