"""All banks together: which card comes from where, and what is wrong between them."""

import functools
import hashlib
import os
import re
import stat
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from errno import ELOOP
from itertools import islice
from pathlib import Path

import msgspec

from quizapp.banks.changes import scripts_below
from quizapp.banks.reading import read_bank_text
from quizapp.banks.scripts import Script, read_script
from quizapp.core import cards
from quizapp.core.cards.bank import Bank, Problem, decode_bank, encode_bank, parse_bank
from quizapp.core.cards.card import Card, CardId, FollowUp
from quizapp.core.cards.yaml_lines import read_document

SOURCES = "sources.yaml"
_CACHE_VERSION = 1


class Entry(msgspec.Struct, frozen=True, dict=True):
    """A card and the files it hangs on; `snippet` is a script, or a folder where the kind needs
    several. `lines` has the line of each of its keys in the bank."""

    card: Card
    root: Path
    bank: Path
    title: str
    lines: Mapping[str, int] = {}

    @functools.cached_property
    def snippet(self) -> Path:
        return self.root / "snippets" / self.card.snippet

    @property
    def script(self) -> Path:
        """The file that runs when the learner presses run."""
        return self.path(self.card.runs)

    @property
    def files(self) -> dict[str, Path]:
        """Every script of the card by its name, "" for a single one."""
        if not self.card.needs:
            return {"": self.snippet}
        return {path.name: path for path in sorted(self.snippet.glob("*.py"))}

    def path(self, name: str) -> Path:
        """One of its files; "" is the script itself."""
        return self.snippet / name if name else self.snippet

    def read(self, name: str | None = None) -> Script:
        """One of its files, the one that runs if none is named."""
        return read_script(self.path(self.card.runs if name is None else name))

    @property
    def mark(self) -> str:
        """A digest of the files that it is asked with and judged by."""
        texts = [self.read(name).text for name in self.card.needs or (None,)]
        return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]

    def changed_since(self, mark: str) -> bool:
        """Whether one of these files is another one than when the mark was taken; if one was."""
        return mark not in ("", self.mark)

    def texts(self) -> dict[str, str]:
        """The text of each of its files that can be read, by name; those that it needs are always
        in it."""
        found = dict.fromkeys(self.card.needs or [""], "")
        return found | {name: read_script(path).text for name, path in self.files.items()}

    def label(self, name: str | None = None) -> str:
        """How one of its files is called on the screen: its path below the bank root."""
        path = self.path(self.card.runs if name is None else name)
        return path.relative_to(self.root).as_posix()

    def without_folders(self, text: str) -> str:
        """A traceback with nothing but the names of the card's files: what a folder is called may
        tell the answer."""
        folder = (self.snippet if self.card.needs else self.snippet.parent).as_posix()
        return text.replace(f"{folder}/", "")

    def line(self, key: str = "id") -> int:
        """The line of a key in the bank, that of the id if it lacks the key."""
        return self.lines.get(key) or self.lines.get("id", 1)


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

    @property
    def neighbors(self) -> dict[CardId, set[CardId]]:
        """For each card those that tell something of it: what they say or ask next names the other,
        or they are about the same script."""
        found: defaultdict[CardId, set[CardId]] = defaultdict(set)
        scripts: defaultdict[Path, set[CardId]] = defaultdict(set)
        for name, entry in self.entries.items():
            scripts[entry.snippet].add(name)
            links = [one.card for one in entry.card.follow_ups if isinstance(one, FollowUp)]
            for other in (*links, *entry.card.buries):
                found[name].add(other)
                found[other].add(name)
        for same in scripts.values():
            for name in same if len(same) > 1 else ():
                found[name] |= same - {name}
        return found


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
    try:
        root, files, message = _bank_files(given)
    except OSError as error:  # a folder that may not be entered
        message = f"cannot be read: {error.strerror}"
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
    within: dict[str, bool] = {}
    for bank, file in sorted(banks, key=lambda pair: pair[0].order):
        for card in bank.cards:
            lines = bank.lines.get(card.id, {})
            entry = Entry(card, root, file, bank.title, lines)
            yield from _add(entry, collection, sources, within)
    if given == root:
        yield from _stray_snippets(root, collection)


def _bank_files(given: Path) -> tuple[Path, list[Path], str]:
    if given.is_file():
        if given.suffix not in (".yaml", ".yml"):
            return given, [], "not a bank: give a .yaml file, or the folder that holds questions/"
        return given.parent.parent, [given], ""
    if not given.is_dir():
        if given.exists():  # as a pipe or a device
            return given, [], "neither a file with text in it nor a folder; give one of them"
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


def _read_bank(path: Path, cache: Path | None) -> tuple[Bank, list[Problem]]:
    kept = _cache_file(path, cache)
    if kept is not None and kept.is_file():
        try:
            return decode_bank(kept.read_bytes()), []
        except (msgspec.DecodeError, OSError):
            kept.unlink(missing_ok=True)
    text, problems = read_bank_text(path)
    if problems:
        return Bank(topic=path.stem, title=path.stem, cards=[]), problems
    bank, problems = parse_bank(text, path)
    if kept is not None and not problems:
        _keep(kept, encode_bank(bank))
    return bank, problems


def _cache_file(path: Path, cache: Path | None) -> Path | None:
    if cache is None:
        return None
    try:
        status = path.stat()
    except OSError:
        return None
    identity = f"{_CACHE_VERSION} {_model_mark()} {path} {status.st_mtime_ns} {status.st_size}"
    return cache / "banks" / hashlib.sha256(identity.encode(errors="surrogateescape")).hexdigest()


@functools.cache
def _model_mark() -> str:
    """Changes with the card model, so that an older cache is never read by a newer quizapp."""
    model = Path(cards.__file__).parent
    marks = [
        f"{one.st_mtime_ns} {one.st_size}" for one in map(Path.stat, sorted(model.rglob("*.py")))
    ]
    return " ".join(marks)


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
    text, problems = read_bank_text(path)
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
    entry: Entry, collection: Collection, sources: dict[str, str], within: dict[str, bool]
) -> Iterator[Problem]:
    card = entry.card
    other = collection.entries.get(card.id)
    if other is not None:
        where = f"{other.bank}:{other.line()}"
        message = f"id '{card.id}' is already used at {where}; give this card its own"
        yield Problem(entry.bank, entry.line(), message)
        return
    message = "" if _is_plain_script(entry, within) else _snippet_fault(entry)
    if message:
        yield Problem(entry.bank, entry.line("snippet"), message)
        return
    if sources:
        for source in card.covers:
            if source not in sources:
                message = f"covers '{source}', which questions/{SOURCES} does not list"
                yield Problem(entry.bank, entry.line("covers"), message)
    collection.entries[card.id] = entry


def _is_plain_script(entry: Entry, within: dict[str, bool]) -> bool:
    """Whether a card's snippet is one script in its bank, no link: so are nearly all, and a closer
    look at thousands takes seconds. `within` holds which folders are in their bank."""
    if entry.card.needs:
        return False
    # No Path: to make one for each card takes longer than all the rest.
    path = f"{entry.root}/snippets/{entry.card.snippet}"
    folder = path.rpartition("/")[0]
    try:
        if folder not in within:
            home = entry.root.resolve() / "snippets"
            within[folder] = Path(folder).resolve().is_relative_to(home)
        return within[folder] and stat.S_ISREG(os.lstat(path).st_mode)
    except (OSError, RuntimeError, ValueError):
        return False


def _snippet_fault(entry: Entry) -> str:
    card, path = entry.card, entry.snippet
    name = f"snippets/{card.snippet}"
    try:
        home = entry.root.resolve() / "snippets"
        outside = [
            file.relative_to(entry.root).as_posix()
            for file in (path, *(path.glob("*.py") if card.needs else ()))
            if not file.resolve().is_relative_to(home)
        ]
        missing = [file for file in card.needs if not (path / file).is_file()]
        is_file, is_folder = path.is_file(), path.is_dir()
    except (OSError, RuntimeError, ValueError) as error:
        return f"{name[:80]!r} cannot be looked at: {_why(error)}"
    if outside:
        return f"{outside[0]} lies outside its bank"
    if not is_file and not is_folder and path.exists():
        return f"{name} is no plain file; put a script in its place"
    if not is_file and not is_folder:
        close = _closest(card.snippet, entry.root / "snippets")
        hint = f"; did you mean '{close}'?" if close else "; write it, or correct the path"
        return f"{name} does not exist{hint}"
    if is_file and card.needs:
        files = " and ".join(card.needs)
        return f"{name} is a file; a {card.kind} card names the folder of {files}"
    if is_folder and not card.needs:
        return f"{name} is a folder; a {card.kind} card names one script"
    return f"{name}/ lacks {' and '.join(missing)}" if missing else ""


def _why(error: Exception) -> str:
    """What is wrong with a path: the system's words, if it has any."""
    if isinstance(error, RuntimeError) or getattr(error, "errno", 0) == ELOOP:
        return "its links lead in a circle"  # RuntimeError before Python 3.13
    return getattr(error, "strerror", None) or "no file can have such a name"


def _closest(name: str, base: Path) -> str:
    """What lies beside a misspelled script or folder of a bank and is most likely meant; or empty.

    Looks at 100 names at most: a bank of nothing but missing scripts is still read in seconds.
    """
    folder = (base / name).parent
    try:
        beside = [path for path in islice(folder.iterdir(), 100) if path.is_relative_to(base)]
    except (OSError, ValueError):
        return ""
    names = [path.relative_to(base).as_posix() for path in beside]
    return next(iter(get_close_matches(name, sorted(names), 1, 0.8)), "")


def _stray_snippets(root: Path, collection: Collection) -> Iterator[Problem]:
    base = root / "snippets"
    entries = [entry for entry in collection.entries.values() if entry.root == root]
    used = {entry.snippet for entry in entries}
    strays = [
        script
        for script in sorted(scripts_below(base))
        if script not in used and script.parent not in used
    ]
    if not strays:
        return
    # a card that was left out still names its snippet, or means it
    names = {name for file in collection.files for name in _snippet_names(file)}
    astray = names - {entry.card.snippet for entry in entries}
    named = names | {_closest(name, base) for name in astray}
    for script in strays:
        relative = script.relative_to(base)
        if relative.as_posix() not in named and relative.parent.as_posix() not in named:
            yield Problem(script, 1, "no card uses this snippet; name it in a card or remove it")


def _snippet_names(file: Path) -> list[str]:
    text, _ = read_bank_text(file)
    return re.findall(r"^\s*-?\s*snippet:\s*[\"']?([^\s\"'#]+)", text, re.MULTILINE)


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
