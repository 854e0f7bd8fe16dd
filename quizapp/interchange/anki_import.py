"""Notes out of an Anki package, old format or new. The file is a stranger's: sizes are bounded, no
path out of it is used, its database is read without obeying anything that stands in it."""

import importlib
import json
import re
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Any

from quizapp.core.cards.yaml_lines import MAX_CHARACTERS
from quizapp.errors import UsageError
from quizapp.interchange.imported import MAX_FIELD, Note
from quizapp.interchange.markup import html_text

MAX_DATABASE = 512 * 1024 * 1024
MAX_NOTES = 20_000
_CHUNK = 1 << 20
_STEPS = 200_000_000
_NEW, _OLD = "collection.anki21b", ("collection.anki21", "collection.anki2")
_CLOZE = re.compile(r"\{\{c\d+::((?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL)
_HOW = "in Anki, export again and tick 'Support older Anki versions'"


def read_package(path: Path) -> list[Note]:
    """The notes of an .apkg or .colpkg: the first field asks, the others answer; a cloze is
    blanked in the question. Notes without a question or an answer are left out.

    Raises UsageError, in one line, for what is no such package or too large.
    """
    try:
        with zipfile.ZipFile(path) as package, tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "collection.db"
            _unpack(package, database, path)
            return list(_notes(database, path))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        raise UsageError(f"{path}: not an Anki package that can be read: {error}") from None
    except sqlite3.Error as error:
        raise UsageError(f"{path}: its collection cannot be read: {error}; {_HOW}") from None


def _unpack(package: zipfile.ZipFile, target: Path, path: Path) -> None:
    names = set(package.namelist())
    if _NEW in names:
        with package.open(_NEW) as packed, _decompressor(packed, path) as source:
            _copy(source, target, path)
        return
    for name in _OLD:
        if name in names:
            with package.open(name) as source:
                _copy(source, target, path)
            return
    raise UsageError(f"{path}: a zip file without an Anki collection in it")


def _copy(source: IO[bytes], target: Path, path: Path) -> None:
    """Bounded by what really comes out; the sizes in a zip's directory may lie."""
    total = 0
    with target.open("wb") as file:
        while chunk := source.read(_CHUNK):
            total += len(chunk)
            if total > MAX_DATABASE:
                raise UsageError(f"{path}: its collection is larger than {MAX_DATABASE >> 20} MiB")
            file.write(chunk)


def _decompressor(packed: IO[bytes], path: Path) -> Any:
    """Anki's new format needs Zstandard: in Python since 3.14, else from a package."""
    for name in ("compression.zstd", "zstandard"):
        try:
            module: Any = importlib.import_module(name)
        except ImportError:
            continue
        return _Unpacked(module.open(packed, "rb"), module)
    raise UsageError(f"{path}: written in Anki's new format; {_HOW} (or `pip install zstandard`)")


class _Unpacked:
    """A stream whose own kind of error comes out as one that the caller knows."""

    def __init__(self, stream: Any, module: Any) -> None:
        self.stream = stream
        self.error: type[Exception] = module.ZstdError

    def __enter__(self) -> "_Unpacked":
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()

    def read(self, size: int) -> bytes:
        try:
            data: bytes = self.stream.read(size)
        except self.error as error:
            raise EOFError(str(error)) from None
        return data


def _notes(database: Path, path: Path) -> Iterator[Note]:
    address = f"{database.as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as db:
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("PRAGMA cell_size_check = ON")
        db.text_factory = lambda data: data.decode("utf-8", "replace")
        db.create_collation("unicase", _compare)
        left = [_STEPS // 100_000]

        def enough() -> bool:
            left[0] -= 1
            return left[0] < 0

        db.set_progress_handler(enough, 100_000)
        kind = db.execute("SELECT type FROM sqlite_master WHERE name = 'notes'").fetchone()
        if kind is None or kind[0] != "table":
            raise UsageError(f"{path}: its collection holds no notes")
        names = _field_names(db)
        rows = db.execute(
            "SELECT guid, mid, tags, flds FROM notes WHERE length(flds) <= ? ORDER BY id LIMIT ?",
            (MAX_FIELD * 10, MAX_NOTES + 1),
        )
        total = 0
        for number, (guid, kind_id, tags, fields) in enumerate(rows):
            total += len(str(fields))
            if number == MAX_NOTES or total > 2 * MAX_CHARACTERS:
                raise UsageError(f"{path}: too much for one bank; export a smaller deck")
            note = _note(str(guid), str(tags), str(fields), names.get(str(kind_id), []))
            if note is not None:
                yield note


def _compare(one: str, other: str) -> int:
    left, right = one.casefold(), other.casefold()
    return (left > right) - (left < right)


def _field_names(db: sqlite3.Connection) -> dict[str, list[str]]:
    """The names of each note type's fields; without them the fields are still read."""
    names: dict[str, list[str]] = {}
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "fields" in tables:
        for kind_id, name in db.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
            names.setdefault(str(kind_id), []).append(str(name))
    elif "col" in tables:
        row = db.execute("SELECT models FROM col").fetchone()
        try:
            models = json.loads(row[0]) if row else {}
            for kind_id, model in models.items():
                names[str(kind_id)] = [str(field["name"]) for field in model["flds"]]
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return {}
    return names


def _note(guid: str, tags: str, fields: str, names: list[str]) -> Note | None:
    first, *others = (field[:MAX_FIELD] for field in fields.split("\x1f"))
    answer: list[str] = []
    if _CLOZE.search(first):
        answer.append(html_text(_CLOZE.sub(lambda found: found[1].partition("::")[0], first)))
        first = _CLOZE.sub(lambda found: f"[{found[1].partition('::')[2] or '...'}]", first)
    texts = [html_text(field) for field in others]
    several = sum(bool(text) for text in texts) > 1
    for index, text in enumerate(texts, start=1):
        name = names[index] if index < len(names) else ""
        if text:
            labeled = several and name and name.lower() not in ("back", "answer")
            answer.append(f"{name}: {text}" if labeled else text)
    question = html_text(first)
    whole = "\n\n".join(answer)
    if not question or not whole:
        return None
    return Note(key=guid, question=question, answer=whole, tags=tags.split()[:20])
