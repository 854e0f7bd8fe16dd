"""Notes out of an Anki package, old format or new. The file is a stranger's: sizes are bounded, no
path out of it is used, its database is read without obeying anything that stands in it."""

import json
import sqlite3
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from quizapp.core.cards.yaml_lines import MAX_CHARACTERS
from quizapp.core.wording import plural
from quizapp.errors import UsageError
from quizapp.interchange.anki_database import opened, rows
from quizapp.interchange.anki_note import (
    MAX_TEMPLATE,
    Fields,
    Kind,
    cards,
    deck_tag,
    ids_of,
    template,
)
from quizapp.interchange.anki_package import Package, messages
from quizapp.interchange.conversion import Conversion
from quizapp.interchange.note import Read
from quizapp.interchange.pictures import Pictures
from quizapp.scratch import Scratch

MAX_NOTES = 20_000
_MAX_NOTE = 200_000
_MAX_JSON = 8 * 1024 * 1024  # of the note types, and of the decks
_MAX_ROWS = 20_000  # of the fields, and of the decks
_NAMED = {"ntid": 20, "ord": 20, "name": 1_000}
_CONFIGURED = {"ntid": 20, "ord": 20, "config": 4 * MAX_TEMPLATE}
_HOW = "in Anki, export again and tick 'Support older Anki versions'"


def read_package(path: Path, topic: str) -> tuple[Read, Conversion]:
    """The cards of the notes in an .apkg or .colpkg.

    Raises UsageError, in one line, for what is no such package or too large.
    """
    try:
        package = Package(path)
        with package, Scratch() as folder:
            database = folder / "collection.db"
            package.unpack(database)
            media = package.media()
            pictures = Pictures(topic, media, lambda name: package.picture(media[name]), package)
            conversion = Conversion(pictures)
            return _read(database, path, conversion), conversion
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        raise UsageError(f"{path}: not an Anki package that can be read: {error}") from None
    except ModuleNotFoundError as error:
        raise UsageError(
            f"{path}: its new format needs {error.name}; pip install it, or {_HOW}"
        ) from None
    except MemoryError:
        raise UsageError(f"{path}: its collection needs too much memory to be read") from None
    except sqlite3.Error as error:
        raise UsageError(f"{path}: its collection cannot be read: {error}; {_HOW}") from None


def _read(database: Path, path: Path, conversion: Conversion) -> Read:
    with opened(database) as db:
        kinds, read = _kinds(db), Read()
        decks = _decks(db)
        total = number = 0
        for number, (fields, kind_id) in enumerate(_notes(db, kinds, decks, conversion), start=1):
            if fields is None:
                why = f"more than {_MAX_NOTE:,} letters"
                read.left_out.append(f"{path}: note {number}: {why}")
                continue
            total += sum(map(len, fields.values.values()))
            if number > MAX_NOTES or total > 2 * MAX_CHARACTERS:
                raise UsageError(f"{path}: too much for one bank; export a smaller deck")
            kind = kinds.get(kind_id, Kind())
            found = cards(fields, kind, conversion.html)
            if isinstance(found, str):
                first = " ".join(next(iter(fields.values.values()), "").split())
                read.left_out.append(f"{path}: note {number}: {found}: {first[:60] or '(empty)'}")
            else:
                read.notes += found
                conversion.ids.update(ids_of(fields, kind))
        if not number:
            raise UsageError(f"{path}: its collection holds no notes")
        read.facts.append(f"an Anki package: {plural(number, 'note')}")
    return read


def _notes(
    db: sqlite3.Connection,
    kinds: Mapping[str, Kind],
    decks: Mapping[str, str],
    conversion: Conversion,
) -> Iterator[tuple[Fields | None, str]]:
    """Each note and what kind it is of; None for one that is too large."""
    columns = {"id": 20, "guid": 1_000, "mid": 20, "tags": 10_000, "flds": 4 * _MAX_NOTE}
    for note_id, guid, kind_id, tags, joined in rows(db, "notes", columns, MAX_NOTES + 1):
        if joined is None or len(_text(joined)) > _MAX_NOTE:
            yield None, ""
            continue
        texts = [conversion.limited(text) for text in _text(joined).split("\x1f")[:100]]
        names = [*kinds.get(str(kind_id), Kind()).fields]
        names += [str(number) for number in range(len(names), len(texts))]
        values = dict(zip(names, texts, strict=False))
        deck = decks.get(str(note_id))
        words = [word.lstrip("#") for word in _text(tags).split()[:20]] + ([deck] if deck else [])
        yield Fields(_text(guid) or _text(joined), words, values), str(kind_id)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _kinds(db: sqlite3.Connection) -> dict[str, Kind]:
    """The note types; without them the notes are still read."""
    try:
        return _new_kinds(db) or _old_kinds(db)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, IndexError):
        return {}


def _old_kinds(db: sqlite3.Connection) -> dict[str, Kind]:
    models = _object(db, "models")
    return {
        kind_id: Kind(
            [str(field["name"]) for field in model["flds"]],
            [template(str(one["qfmt"]), str(one["afmt"])) for one in model.get("tmpls", [])[:50]],
            model.get("type") == 1,
        )
        for kind_id, model in models.items()
    }


def _object(db: sqlite3.Connection, column: str) -> dict[str, Any]:
    """What the old format keeps as JSON, in the one row of `col`; empty if that is too large."""
    ((value,),) = [*rows(db, "col", {column: _MAX_JSON}, 1)] or [(None,)]
    return dict(json.loads(_text(value) or "{}"))


def _new_kinds(db: sqlite3.Connection) -> dict[str, Kind]:
    names: dict[str, list[str]] = {}
    for kind_id, _, name in _ordered(rows(db, "fields", _NAMED, _MAX_ROWS)):
        names.setdefault(str(kind_id), []).append(_text(name))
    sides: dict[str, list[Any]] = {}
    left = _MAX_JSON
    for kind_id, _, config in _ordered(rows(db, "templates", _CONFIGURED, 1_000)):
        left -= len(config or b"")
        if left < 0:
            break
        found = dict(messages(config or b""))
        front, back = (found.get(key, b"").decode("utf-8", "replace") for key in (1, 2))
        sides.setdefault(str(kind_id), []).append(template(front, back))
    clozes = {
        str(kind_id)
        for kind_id, config in rows(db, "notetypes", {"id": 20, "config": 100_000}, 1_000)
        if dict(messages(config or b"")).get(1) == 1
    }
    return {key: Kind(names[key], sides.get(key, [])[:50], key in clozes) for key in names}


def _ordered(found: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows of a kind's id, a place in it, and what is there."""
    return sorted(found, key=lambda row: row[1] if isinstance(row[1], int) else 0)


def _decks(db: sqlite3.Connection) -> dict[str, str]:
    """The deck of each note, as a tag; none for the one that every collection begins with."""
    try:
        names = {
            str(key): _text(name)
            for key, name in rows(db, "decks", {"id": 20, "name": 1_000}, _MAX_ROWS)
        } or {key: str(deck["name"]) for key, deck in _object(db, "decks").items()}
        found: dict[str, str] = {}
        for note, deck in rows(db, "cards", {"nid": 20, "did": 20}, MAX_NOTES * 5):
            found.setdefault(str(note), names.get(str(deck), ""))
    except (sqlite3.Error, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
    return {note: deck_tag(name) for note, name in found.items() if name != "Default"}
