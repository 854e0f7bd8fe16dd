"""Pictures of imported cards, kept beside the bank: `pictures/<topic>/` below its root. Names are
a stranger's, so they are made safe; what is no picture, or too large, is left out."""

import hashlib
import re
from collections.abc import Callable, Collection
from pathlib import Path, PurePosixPath

from quizapp.banks.pictures import FOLDER, SUFFIXES
from quizapp.errors import BankError
from quizapp.files import write_whole

MAX_PICTURE, MAX_PICTURES = 10 * 1024 * 1024, 200 * 1024 * 1024
_LINK = re.compile(r"!\[([^\[\]\n]{0,300})\]\(<?([^()<>\n]{1,300}?)>?(?: \"[^\"\n]*\")?\)")
Load = Callable[[str], bytes | None]


class Pictures:
    """The pictures that an import comes with: `there` are their names, `load` reads one, and gives
    None for one larger than MAX_PICTURE."""

    def __init__(self, topic: str, there: Collection[str] = (), load: Load | None = None) -> None:
        self._topic = topic
        self._there = there
        self._load = load
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

    def save(self, root: Path, used: str) -> int:
        """Write those that the text of cards shows below a bank root; how many there are."""
        total = count = 0
        for name, safe in self.wanted.items():
            if f"{FOLDER}/{self._topic}/{safe})" not in used or self._load is None:
                continue
            data = self._load(name)
            total += len(data or b"")
            if data is None or total > MAX_PICTURES:
                self.left_out[name] = "too large" if data is None else "too much in all"
                continue
            path = root / FOLDER / self._topic / safe
            if path.exists() and _read(path) != data:  # another deck's, and its cards show it
                self.left_out[name] = "another of this name is there"
                continue
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                write_whole(path, lambda file, data=data: file.write_bytes(data))  # type: ignore[misc]
            except OSError as error:
                raise BankError(f"{path}: cannot be written: {error.strerror}") from None
            count += 1
        return count


def beside(file: Path) -> "tuple[Collection[str], Load]":
    """The pictures in the folder of a file, and how one is read."""
    return _Beside(file.parent), lambda name: _read(file.parent / name)


class _Beside(Collection[str]):
    """The pictures below a folder, by their path from it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str) or not name or "\0" in name:
            return False
        try:
            path = (self._folder / name).resolve()
            return path.is_relative_to(self._folder) and path.is_file()
        except OSError:
            return False

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(())

    def __len__(self) -> int:
        return 0


def _read(path: Path) -> bytes | None:
    try:
        if path.stat().st_size > MAX_PICTURE:
            return None
        return path.read_bytes()
    except OSError:
        return None


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
