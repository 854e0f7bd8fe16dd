"""Decks in JSON: lists of objects with a question and an answer, and CrowdAnki's folders."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from quizapp.core.wording import plural
from quizapp.errors import UsageError
from quizapp.interchange.anki_note import Fields, Kind, cards, template
from quizapp.interchange.answer_key import Given
from quizapp.interchange.columns import Columns, by_name
from quizapp.interchange.conversion import Conversion
from quizapp.interchange.note import Read
from quizapp.interchange.pictures import Pictures, beside
from quizapp.interchange.separators import MAX_ROWS, Row
from quizapp.interchange.table_import import file_text, filled
from quizapp.interchange.table_notes import Reading

_LISTS = ("cards", "notes", "questions", "flashcards", "results", "items", "data", "terms")
_TEXTS = ("text", "option", "answer", "answer_text", "value", "content")  # of an option
_MARKS = ("correct", "is_correct", "isCorrect", "right", "is_right", "isRight")
_LABELS = ("label", "key", "letter", "id")
_MAX_DECKS = 1_000
_MAX_DEPTH = 10
_MAX_CONTAINERS = 1_000_000  # each takes a few letters in the file, and a hundred times that here


def read_objects(
    path: Path, topic: str, first: int | None = None
) -> tuple[Read, Conversion] | None:
    """The cards of a list of objects in JSON; None if the file holds no such list. `first` is the
    number of the first option, if that is known."""
    text = file_text(path)
    if text.count("[") + text.count("{") > _MAX_CONTAINERS:
        raise UsageError(f"{path}: more than {_MAX_CONTAINERS:,} lists and objects; split it")
    data = _loaded(text)
    conversion = Conversion(Pictures(topic, *beside(path)))
    if isinstance(data, dict) and isinstance(data.get("note_models"), list):
        return _crowd_anki(data, path, conversion), conversion
    objects = _objects(data)
    if not objects:
        return None
    names = list(dict.fromkeys(key for one in objects for key in one))[:100]
    columns = by_name(names)
    if columns is None:
        raise UsageError(
            f"{path}: its objects have no question and answer, but {', '.join(names)[:200]}"
        )
    rows = [Row(at, [_cell(one.get(name)) for name in names]) for at, one in enumerate(objects, 1)]
    read = Read(facts=["a list in JSON", f"columns: {columns.told()}"])
    given = Given(first, _are_places(objects, columns))
    reading = Reading(columns, conversion, given=given)
    return filled(read, path, rows[:MAX_ROWS], reading), conversion


def _loaded(text: str) -> Any:
    """What is written in JSON, whole or an object a line; None for what is not."""
    for lines in ([text], text.splitlines()):
        with suppress(ValueError, RecursionError):
            found = [json.loads(line) for line in lines if line.strip()]
            return found[0] if len(found) == 1 else found
    return None


def _are_places(objects: list[dict[str, Any]], columns: Columns) -> bool:
    """Whether answers are integers, and what they are to choose from is not."""
    if columns.reply is None:
        return False
    keys = [*columns.options, *(columns.named[key] for key in ("options",) if key in columns.named)]
    said = [_flat(one.get(columns.names[columns.reply])) for one in objects]
    offered = [
        value for one in objects for key in keys for value in _flat(one.get(columns.names[key]))
    ]
    integers = [
        isinstance(value, int) and not isinstance(value, bool) for one in said for value in one
    ]
    return bool(integers) and all(integers) and any(isinstance(value, str) for value in offered)


def _flat(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [one for part in value.values() for one in _flat(part)][:50]
    return [one for one in (value if isinstance(value, list) else [value]) if one is not None]


def _objects(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, dict):
        data = next((data[name] for name in _LISTS if isinstance(data.get(name), list)), None)
    if not isinstance(data, list):
        return []
    return [one for one in data if isinstance(one, dict)]


def _cell(value: Any, left: int = _MAX_DEPTH) -> str:
    if isinstance(value, list | dict) and not left:
        return "…"
    options = _options(value)
    if options:
        return "\n".join(f"{sign} {_cell(text, left - 1)}" for sign, text in options)
    if isinstance(value, list):
        return "\n".join(" ".join(_cell(one, left - 1).split()) for one in value[:50])
    if isinstance(value, dict):
        return "\n".join(f"{key}: {_cell(one, left - 1)}" for key, one in [*value.items()][:50])
    return "" if value is None else str(value)


def _options(value: Any) -> list[tuple[str, Any]]:
    """Options that are objects themselves, each with what stands before it: a mark where they say
    which is right, else their label."""
    if isinstance(value, dict) and isinstance(value.get("text"), list):
        labels, texts = value.get("label"), value["text"][:50]
        if isinstance(labels, list) and len(labels) >= len(texts):
            return [(f"{label})", text) for label, text in zip(labels, texts, strict=False)]
        return []
    if not isinstance(value, list) or not value or len(_dicts(value)) < len(value):
        return []
    found = []
    for one in value[:50]:
        text = next((one[key] for key in _TEXTS if key in one), None)
        marks = [one[key] for key in _MARKS if isinstance(one.get(key), bool)]
        labels = [one[key] for key in _LABELS if isinstance(one.get(key), str | int)]
        if text is None or not (marks or labels):
            return []
        found.append(("[x]" if marks[0] else "[ ]", text) if marks else (f"{labels[0]})", text))
    return found


def _crowd_anki(data: dict[str, Any], path: Path, conversion: Conversion) -> Read:
    """A deck with its note types, its notes and those of the decks below it."""
    read = Read()
    kinds = {str(one.get("crowdanki_uuid")): _kind(one) for one in _dicts(data.get("note_models"))}
    notes = list(_notes(data))[:MAX_ROWS]
    read.facts.append(f"a CrowdAnki deck: {plural(len(notes), 'note')}")
    for number, note in enumerate(notes, start=1):
        kind = kinds.get(str(note.get("note_model_uuid")), Kind())
        texts = [conversion.limited(str(field)) for field in _list(note.get("fields"))[:100]]
        names = [*kind.fields, *map(str, range(len(kind.fields), len(texts)))]
        tags = [str(tag) for tag in _list(note.get("tags"))[:20]]
        fields = Fields(str(note.get("guid")), tags, dict(zip(names, texts, strict=False)))
        found = cards(fields, kind, conversion.html)
        if isinstance(found, str):
            first = " ".join(next(iter(texts), "").split())
            read.left_out.append(f"{path}: note {number}: {found}: {first[:60] or '(empty)'}")
        else:
            read.notes += found
    return read


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in _list(value) if isinstance(one, dict)]


def _notes(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    decks = [data]
    for deck in decks:  # grows while it is walked
        yield from _dicts(deck.get("notes"))
        decks += _dicts(deck.get("children"))[: _MAX_DECKS - len(decks)]


def _kind(model: dict[str, Any]) -> Kind:
    names = [str(field.get("name")) for field in _dicts(model.get("flds"))]
    sides = [(str(one.get("qfmt")), str(one.get("afmt"))) for one in _dicts(model.get("tmpls"))]
    return Kind(names, [template(*side) for side in sides[:50]], model.get("type") == 1)
