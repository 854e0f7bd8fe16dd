"""Notes out of an Anki package, old format or new. The file is a stranger's: sizes are bounded, no
path out of it is used, its database is read without obeying anything that stands in it."""

import json
import re
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from quizapp.core.cards.yaml_lines import MAX_CHARACTERS
from quizapp.core.wording import plural
from quizapp.errors import UsageError
from quizapp.interchange.anki_note import Fields, Kind, cards, template
from quizapp.interchange.anki_package import Package, messages
from quizapp.interchange.conversion import Conversion
from quizapp.interchange.note import Read
from quizapp.interchange.pictures import Pictures

MAX_NOTES = 20_000
_MAX_NOTE = 200_000
_STEPS = 200_000_000
_HOW = "in Anki, export again and tick 'Support older Anki versions'"


def read_package(path: Path, topic: str) -> tuple[Read, Conversion]:
    """The cards of the notes in an .apkg or .colpkg.

    Raises UsageError, in one line, for what is no such package or too large.
    """
    try:
        with Package(path) as package, tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "collection.db"
            package.unpack(database)
            media = package.media()
            pictures = Pictures(topic, media, lambda name: Package.picture(path, media[name]))
            conversion = Conversion(pictures)
            return _read(database, path, conversion), conversion
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        raise UsageError(f"{path}: not an Anki package that can be read: {error}") from None
    except ModuleNotFoundError as error:
        raise UsageError(
            f"{path}: its new format needs {error.name}; pip install it, or {_HOW}"
        ) from None
    except sqlite3.Error as error:
        raise UsageError(f"{path}: its collection cannot be read: {error}; {_HOW}") from None


def _read(database: Path, path: Path, conversion: Conversion) -> Read:
    address = f"{database.as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as db:
        _guard(db)
        kind = db.execute("SELECT type FROM sqlite_master WHERE name = 'notes'").fetchone()
        if kind is None or kind[0] != "table":
            raise UsageError(f"{path}: its collection holds no notes")
        kinds, read = _kinds(db), Read()
        decks = _decks(db)
        total = notes = 0
        for notes, (fields, kind_id) in enumerate(_notes(db, kinds, decks, conversion), start=1):
            total += sum(map(len, fields.values.values()))
            if notes > MAX_NOTES or total > 2 * MAX_CHARACTERS:
                raise UsageError(f"{path}: too much for one bank; export a smaller deck")
            found = cards(fields, kinds.get(kind_id, Kind()), conversion.html)
            if isinstance(found, str):
                first = " ".join(next(iter(fields.values.values()), "").split())
                read.left_out.append(f"{path}: note {notes}: {found}: {first[:60] or '(empty)'}")
            else:
                read.notes += found
        read.facts.append(f"an Anki package: {plural(notes, 'note')}")
        large = db.execute("SELECT count(*) FROM notes WHERE length(flds) > ?", (_MAX_NOTE,))
        read.left_out += [f"{path}: a note of more than {_MAX_NOTE:,} letters"] * large.fetchone()[
            0
        ]
    return read


def _guard(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
    db.text_factory = lambda data: data.decode("utf-8", "replace")
    db.create_collation("unicase", _compare)
    left = [_STEPS // 100_000]

    def enough() -> bool:
        left[0] -= 1
        return left[0] < 0

    db.set_progress_handler(enough, 100_000)


def _compare(one: str, other: str) -> int:
    left, right = one.casefold(), other.casefold()
    return (left > right) - (left < right)


def _notes(
    db: sqlite3.Connection,
    kinds: Mapping[str, Kind],
    decks: Mapping[str, str],
    conversion: Conversion,
) -> Iterator[tuple[Fields, str]]:
    rows = db.execute(
        "SELECT id, guid, mid, tags, flds FROM notes WHERE length(flds) <= ? ORDER BY id LIMIT ?",
        (_MAX_NOTE, MAX_NOTES + 1),
    )
    for note_id, guid, kind_id, tags, joined in rows:
        texts = [conversion.limited(text) for text in str(joined).split("\x1f")[:100]]
        names = [*kinds.get(str(kind_id), Kind()).fields]
        names += [str(number) for number in range(len(names), len(texts))]
        values = dict(zip(names, texts, strict=False))
        deck = decks.get(str(note_id))
        words = [*str(tags).split()[:20], *([deck] if deck else [])]
        yield Fields(str(guid), words, values), str(kind_id)


def _tables(db: sqlite3.Connection) -> set[str]:
    return {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _kinds(db: sqlite3.Connection) -> dict[str, Kind]:
    """The note types; without them the notes are still read."""
    tables = _tables(db)
    try:
        if "fields" in tables:
            return _new_kinds(db, tables)
        return _old_kinds(db) if "col" in tables else {}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, IndexError):
        return {}


def _old_kinds(db: sqlite3.Connection) -> dict[str, Kind]:
    row = db.execute("SELECT models FROM col").fetchone()
    models: dict[str, Any] = json.loads(row[0]) if row else {}
    return {
        kind_id: Kind(
            [str(field["name"]) for field in model["flds"]],
            [template(str(one["qfmt"]), str(one["afmt"])) for one in model.get("tmpls", [])[:50]],
            model.get("type") == 1,
        )
        for kind_id, model in models.items()
    }


def _new_kinds(db: sqlite3.Connection, tables: set[str]) -> dict[str, Kind]:
    names: dict[str, list[str]] = {}
    for kind_id, name in db.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        names.setdefault(str(kind_id), []).append(str(name))
    sides: dict[str, list[Any]] = {}
    clozes: set[str] = set()
    if {"templates", "notetypes"} <= tables:
        for kind_id, config in db.execute("SELECT ntid, config FROM templates ORDER BY ntid, ord"):
            found = dict(messages(config))
            front, back = (found.get(key, b"").decode("utf-8", "replace") for key in (1, 2))
            sides.setdefault(str(kind_id), []).append(template(front, back))
        for kind_id, config in db.execute("SELECT id, config FROM notetypes"):
            if dict(messages(config)).get(1) == 1:
                clozes.add(str(kind_id))
    return {key: Kind(names[key], sides.get(key, [])[:50], key in clozes) for key in names}


def _decks(db: sqlite3.Connection) -> dict[str, str]:
    """The deck of each note, as a tag, where there are several."""
    tables = _tables(db)
    names: dict[str, str] = {}
    try:
        if "decks" in tables:
            names = {str(key): str(name) for key, name in db.execute("SELECT id, name FROM decks")}
        elif "col" in tables:
            row = db.execute("SELECT decks FROM col").fetchone()
            names = {key: str(deck["name"]) for key, deck in json.loads(row[0]).items()}
        rows = db.execute("SELECT nid, did FROM cards ORDER BY id DESC LIMIT ?", (MAX_NOTES * 5,))
        found = {str(note): names.get(str(deck), "") for note, deck in rows}
    except (sqlite3.Error, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
    if len(set(found.values())) < 2:
        return {}
    return {note: _tag(name) for note, name in found.items()}


def _tag(deck: str) -> str:
    return re.sub(r"\s+", "-", deck.replace("\x1f", "::").strip())[:100]
