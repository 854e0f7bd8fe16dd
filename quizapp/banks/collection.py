"""All banks together: which card comes from where, and what is wrong between them."""

import hashlib
import importlib.util
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from quizapp.core.cards.bank import Problem, line_of, parse_bank
from quizapp.core.cards.card import Bank, Bug, Card, CardId, Code
from quizapp.core.cards.yaml_lines import read_document

SOURCES = "sources.yaml"
_FREE_SOURCES = re.compile(r"F\d+|ER-\d+")
_CACHE_VERSION = 1


class Entry(msgspec.Struct, frozen=True):
    """A card and the files it hangs on; `snippet` is a script, or a folder for bug and code."""

    card: Card
    root: Path
    bank: Path
    title: str

    @property
    def snippet(self) -> Path:
        return self.root / "snippets" / self.card.snippet

    @property
    def script(self) -> Path:
        """The file that runs when the learner presses run."""
        if isinstance(self.card, Bug):
            return self.snippet / "buggy.py"
        if isinstance(self.card, Code):
            return self.snippet / "starter.py"
        return self.snippet


class Topic(msgspec.Struct, frozen=True):
    """A topic over all banks, its cards in bank order."""

    name: str
    title: str
    cards: list[CardId]


class Collection(msgspec.Struct):
    """The good cards of all banks, in bank order; `files` are the bank files read."""

    roots: list[Path]
    entries: dict[CardId, Entry]
    sources: dict[str, str]
    files: list[Path]

    @property
    def cards(self) -> list[Card]:
        return [entry.card for entry in self.entries.values()]

    def card(self, name: CardId) -> Card:
        return self.entries[name].card

    @property
    def topics(self) -> list[Topic]:
        found: dict[str, Topic] = {}
        for entry in self.entries.values():
            name = entry.card.topic
            topic = found.setdefault(name, Topic(name, entry.title, []))
            topic.cards.append(entry.card.id)
        return list(found.values())


def read_collection(
    roots: Sequence[Path], cache: Path | None = None
) -> tuple[Collection, list[Problem]]:
    """Read every bank below `roots` (bank roots, or single bank files).

    Cards with a problem are left out; a duplicate id keeps its first card. `cache` is a folder for
    parsed banks: reading a megabyte of YAML takes longer than drawing the first screen.
    """
    collection = Collection(roots=list(roots), entries={}, sources={}, files=[])
    problems: list[Problem] = []
    for root in roots:
        problems.extend(_read_root(root, collection, cache))
    return collection, sorted(problems)


def _read_root(given: Path, collection: Collection, cache: Path | None) -> Iterator[Problem]:
    root, files, message = _bank_files(given)
    if message:
        yield Problem(given, 1, message)
        return
    sources, problems = _read_sources(root / "questions" / SOURCES)
    yield from problems
    collection.sources.update(sources)
    banks: list[tuple[Bank, Path]] = []
    for file in files:
        bank, problems = _read_bank(file, cache)
        yield from problems
        collection.files.append(file)
        banks.append((bank, file))
    for bank, file in sorted(banks, key=lambda pair: pair[0].order):
        for card in bank.cards:
            yield from _add(card, root, file, bank.title, collection, sources)
    if given == root:
        yield from _stray_snippets(root, collection)


def _bank_files(given: Path) -> tuple[Path, list[Path], str]:
    if given.is_file():
        if given.suffix not in (".yaml", ".yml"):
            return given, [], "not a bank: give a .yaml file, or the folder that holds questions/"
        return given.parent.parent, [given], ""
    if not given.is_dir():
        return given, [], "no such bank folder; check the path"
    questions = given / "questions"
    if not questions.is_dir():
        return given, [], "no questions/ in it; a bank root holds questions/ and snippets/"
    files = [
        file
        for file in sorted(questions.iterdir())
        if file.suffix in (".yaml", ".yml") and file.name != SOURCES
    ]
    return given, files, "" if files else "questions/ holds no .yaml file"


def _read_text(path: Path) -> tuple[str, list[Problem]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        return "", [Problem(path, 1, f"cannot be read: {error.strerror}")]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", [Problem(path, line, "not UTF-8; save the file in that encoding")]


def _read_bank(path: Path, cache: Path | None) -> tuple[Bank, list[Problem]]:
    kept = _cache_file(path, cache)
    if kept is not None and kept.is_file():
        try:
            return msgspec.msgpack.decode(kept.read_bytes(), type=Bank), []
        except (msgspec.DecodeError, OSError):
            kept.unlink(missing_ok=True)
    text, problems = _read_text(path)
    if problems:
        return Bank(topic=path.stem, title=path.stem, cards=[]), problems
    bank, problems = parse_bank(text, path)
    if kept is not None and not problems:
        _keep(kept, msgspec.msgpack.encode(bank))
    return bank, problems


def _cache_file(path: Path, cache: Path | None) -> Path | None:
    if cache is None:
        return None
    try:
        status = path.stat()
    except OSError:
        return None
    identity = f"{_CACHE_VERSION} {_model_mark()} {path} {status.st_mtime_ns} {status.st_size}"
    return cache / "banks" / f"{path.stem}-{hashlib.sha256(identity.encode()).hexdigest()[:24]}"


def _model_mark() -> str:
    """Changes with the card model, so that an older cache is never read by a newer quizapp."""
    status = Path(__file__).parents[1].joinpath("core", "cards", "card.py").stat()
    return f"{status.st_mtime_ns} {status.st_size}"


def _keep(file: Path, data: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        for older in file.parent.glob(f"{file.name.rpartition('-')[0]}-*"):
            older.unlink(missing_ok=True)
        partial = file.with_suffix(".part")
        partial.write_bytes(data)
        partial.replace(file)
    except OSError:
        return  # a cache that cannot be written only costs time


def _read_sources(path: Path) -> tuple[dict[str, str], list[Problem]]:
    if not path.is_file():
        return {}, []
    text, problems = _read_text(path)
    if problems:
        return {}, problems
    document = read_document(text)
    faults = [Problem(path, fault.line, fault.message) for fault in document.faults]
    value = document.value.get("sources") if isinstance(document.value, Mapping) else None
    if not isinstance(value, dict) or not all(isinstance(line, str) for line in value.values()):
        faults.append(Problem(path, 1, "needs 'sources': a mapping of ids to a line of text each"))
        return {}, faults
    return value, faults


def _add(
    card: Card, root: Path, file: Path, title: str, collection: Collection, sources: dict[str, str]
) -> Iterator[Problem]:
    entry = Entry(card=card, root=root, bank=file, title=title)
    other = collection.entries.get(card.id)
    if other is not None:
        where = f"{other.bank}:{_line(other.bank, card.id)}"
        message = f"id '{card.id}' is already used at {where}; give this card its own"
        yield Problem(file, _line(file, card.id), message)
        return
    message = _snippet_fault(entry)
    if message:
        yield Problem(file, _line(file, card.id, "snippet"), message)
        return
    if sources:
        for source in card.covers:
            if source not in sources and not _FREE_SOURCES.fullmatch(source):
                message = f"covers '{source}', which questions/{SOURCES} does not list"
                yield Problem(file, _line(file, card.id, "covers"), message)
    collection.entries[card.id] = entry


def _snippet_fault(entry: Entry) -> str:
    name, path = f"snippets/{entry.card.snippet}", entry.snippet
    if not path.resolve().is_relative_to((entry.root / "snippets").resolve()):
        return f"{name} lies outside its bank"
    needed: list[str] = []
    if isinstance(entry.card, Bug):
        needed = ["buggy.py", "fixed.py"]
    elif isinstance(entry.card, Code):
        needed = ["starter.py", "solution.py", "checks.py"]
    elif not path.is_file():
        return f"{name} does not exist; write it, or correct the path"
    missing = [file for file in needed if not (path / file).is_file()]
    if missing:
        return f"{name}/ lacks {' and '.join(missing)}"
    return ""


def _stray_snippets(root: Path, collection: Collection) -> Iterator[Problem]:
    base = root / "snippets"
    entries = [entry for entry in collection.entries.values() if entry.root == root]
    used = {entry.snippet for entry in entries}
    strays = [
        script
        for script in sorted(base.rglob("*.py"))
        if script not in used and script.parent not in used and "__pycache__" not in script.parts
    ]
    if not strays:
        return
    # a card that was left out still names its snippet
    named = {name for file in collection.files for name in _snippet_names(file)}
    for script in strays:
        relative = script.relative_to(base)
        if relative.as_posix() not in named and relative.parent.as_posix() not in named:
            yield Problem(script, 1, "no card uses this snippet; name it in a card or remove it")


def _snippet_names(file: Path) -> list[str]:
    text, _ = _read_text(file)
    return re.findall(r"^\s*-?\s*snippet:\s*[\"']?([^\s\"'#]+)", text, re.MULTILINE)


def _line(file: Path, card: CardId, key: str = "id") -> int:
    return line_of(_read_text(file)[0], card, key)


def coverage(collection: Collection) -> dict[str, list[CardId]]:
    """Each source with the cards that cover it, sources without any included."""
    found: dict[str, list[CardId]] = {source: [] for source in collection.sources}
    for card in collection.cards:
        for source in card.covers:
            found.setdefault(source, []).append(card.id)
    return found


def kinds(collection: Collection) -> Counter[str]:
    """How many cards there are of each kind."""
    return Counter(card.kind for card in collection.cards)


def missing_packages(requires: Iterable[str]) -> list[str]:
    """The packages of a card's `requires` that are not installed."""
    names = {"scikit-learn": "sklearn", "pillow": "PIL", "pyyaml": "yaml"}
    return [name for name in requires if importlib.util.find_spec(names.get(name, name)) is None]


def obstacle(entry: Entry, devices: Iterable[str]) -> str:
    """Why a card cannot run on a machine with these devices, in one line; empty if it can."""
    missing = missing_packages(entry.card.requires)
    if missing:
        return f"needs {' and '.join(missing)}, not installed here"
    if entry.card.device == "cuda" and "cuda" not in devices:
        return "needs a CUDA device, and this machine has none"
    return ""
