"""Decks in JSON: lists of objects with a question and an answer, and CrowdAnki's folders."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quizapp.core.wording import plural
from quizapp.errors import UsageError
from quizapp.interchange.anki_note import Fields, Kind, cards, deck_tag, ids_of, template
from quizapp.interchange.answer_key import Given
from quizapp.interchange.columns import Columns, by_name, without_counting
from quizapp.interchange.conversion import Conversion
from quizapp.interchange.note import Read
from quizapp.interchange.pictures import Pictures, beside
from quizapp.interchange.separators import MAX_ROWS, Row
from quizapp.interchange.table_import import file_text, filled, limited
from quizapp.interchange.table_notes import Reading

_LISTS = {"cards", "notes", "questions", "flashcards", "results", "items", "data", "terms", "decks",
          "categories", "topics", "sections", "sets", "entries", "content"}  # fmt: skip
_TITLES = ("name", "title", "topic", "category")
_TEXTS = ("text", "option", "answer", "answer_text", "value", "content")  # of an option
_MARKS = ("correct", "is_correct", "isCorrect", "right", "is_right", "isRight")
_LABELS = ("label", "key", "letter", "id")
_MAX_DECKS = 1_000
_MAX_DEPTH = 10
_MAX_CONTAINERS = 1_000_000  # each takes a few letters in the file, and a hundred times that here


def read_objects(
    path: Path, topic: str, first: int | None = None
) -> tuple[Read, Conversion] | None:
    """The cards of a file of JSON, or of a line of JSON for each; None if it holds none. `first` is
    the number of the first option, if that is known."""
    text = file_text(path)
    if text.count("[") + text.count("{") > _MAX_CONTAINERS:
        raise UsageError(f"{path}: more than {_MAX_CONTAINERS:,} lists and objects; split it")
    data = _parsed(text)
    conversion = Conversion(Pictures(topic, *beside(path)))
    if isinstance(data, dict) and isinstance(data.get("note_models"), list):
        return _crowd_anki(data, path, conversion), conversion
    found = list(_glossary(data)) or list(_objects(data))
    objects = [one for one in found if isinstance(one, dict)]
    if not objects:
        return None
    found = _alike(found)
    objects = [one for one in found if isinstance(one, dict)]
    names = _names(objects)
    columns = by_name(names)
    if columns is None:
        raise UsageError(
            f"{path}: its objects have no question and answer, but {', '.join(names)[:200]}"
        )
    rows = [
        Row(at, [_cell(one.get(name)) for name in names])
        for at, one in enumerate(found, 1)
        if isinstance(one, dict)
    ]
    limited(rows, path)
    columns = without_counting(columns, rows)
    read = Read(facts=["a list in JSON", f"columns: {columns.told()}"])
    read.left_out += [
        f"{path}:{at}: no question with an answer: {_cell(one)[:60]}"
        for at, one in enumerate(found, 1)
        if not isinstance(one, dict)
    ]
    given = Given(first, _are_places(objects, columns))
    return filled(read, path, rows, Reading(columns, conversion, given=given)), conversion


def _names(objects: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(key for one in objects for key in one))[:100]


def _alike(found: list[Any]) -> list[Any]:
    """Objects whose question and answer have other names than those of the rest, with these."""
    columns = by_name(_names(_dicts(found)))
    if columns is None or columns.own or columns.reply is None:
        return found
    wanted = columns.names[columns.ask], columns.names[columns.reply]
    return [
        _renamed(one, wanted) if isinstance(one, dict) and not one.keys() >= {*wanted} else one
        for one in found
    ]


def _renamed(one: dict[str, Any], wanted: tuple[str, str]) -> dict[str, Any]:
    own = by_name(list(one)[:100])
    if own is None or own.reply is None:
        return one
    names = {own.names[own.ask]: wanted[0], own.names[own.reply]: wanted[1]}
    names = {name: new for name, new in names.items() if new not in one}
    return {names.get(key, key): value for key, value in one.items()}


def _are_places(objects: list[dict[str, Any]], columns: Columns) -> bool:
    """Whether answers are integers, and what they are to choose from is not."""
    if columns.reply is None:
        return False
    said = [_flat(one.get(columns.names[columns.reply])) for one in objects]
    offered = [
        value
        for one in objects
        for at in columns.offered
        for value in _flat(one.get(columns.names[at]))
    ]
    integers = [
        isinstance(value, int) and not isinstance(value, bool) for one in said for value in one
    ]
    return bool(integers) and all(integers) and any(isinstance(value, str) for value in offered)


def _flat(value: Any, left: int = _MAX_DEPTH) -> list[Any]:
    if isinstance(value, dict):
        parts = value.values() if left else ()
        return [one for part in parts for one in _flat(part, left - 1)][:50]
    return [one for one in (value if isinstance(value, list) else [value]) if one is not None]


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        return None
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()][: MAX_ROWS + 1]
    try:
        return [json.loads(line) for line in lines]
    except (ValueError, RecursionError):
        return None


def _glossary(data: Any) -> Iterator[dict[str, Any]]:
    """The entries of an object that has texts by their names, or only such objects."""
    if not isinstance(data, dict) or by_name(list(data)):
        return
    decks = {"": data} if _texts(data) else data
    if all(map(_texts, decks.values())):
        for deck, entries in decks.items():
            for question, answer in entries.items():
                yield _of_deck({"question": question, "answer": answer}, deck)


def _texts(data: Any) -> bool:
    found = isinstance(data, dict) and len(data) > 1
    return found and all(isinstance(value, str) for value in data.values())


def _objects(data: Any, deck: str = "", depth: int = 0) -> Iterator[Any]:
    """What may be a card: objects, and pairs as such, in lists below whatever names; and what
    stands beside them and is none."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(data, list):
        for one in data:
            if isinstance(one, dict):
                inside = [] if by_name(list(one)) else list(_objects(one, deck, depth + 1))
                yield from inside or [_of_deck(one, deck)]
            elif isinstance(one, list) and len(one) == 2 and all(isinstance(s, str) for s in one):
                yield _of_deck({"question": one[0], "answer": one[1]}, deck)
            else:
                yield one
    elif isinstance(data, dict):
        title = next((data[key] for key in _TITLES if isinstance(data.get(key), str)), "")
        below = title if depth else ""
        for key, value in data.items():
            if isinstance(value, list):
                if any(isinstance(one, dict | list) for one in value):
                    named = "" if key.lower() in _LISTS else key
                    yield from _objects(value, below or named or deck, depth + 1)
            elif isinstance(value, dict):
                yield from _objects(value, key, depth + 1)


def _of_deck(one: dict[str, Any], deck: str) -> dict[str, Any]:
    return {"deck": deck} | one if deck else one


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
    for number, (deck, note) in enumerate(notes, start=1):
        kind = kinds.get(str(note.get("note_model_uuid")), Kind())
        texts = [conversion.limited(str(field)) for field in _list(note.get("fields"))[:100]]
        names = [*kind.fields, *map(str, range(len(kind.fields), len(texts)))]
        tags = [str(tag) for tag in _list(note.get("tags"))[:20]] + ([deck] if deck else [])
        fields = Fields(str(note.get("guid")), tags, dict(zip(names, texts, strict=False)))
        found = cards(fields, kind, conversion.html)
        if isinstance(found, str):
            first = " ".join(next(iter(texts), "").split())
            read.left_out.append(f"{path}: note {number}: {found}: {first[:60] or '(empty)'}")
        else:
            read.notes += found
            conversion.ids.update(ids_of(fields, kind))
    return read


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in _list(value) if isinstance(one, dict)]


def _notes(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each note with its deck, as a tag."""
    decks = [("", data)]
    for above, deck in decks:  # grows while it is walked
        name = deck_tag(str(deck.get("name") or ""))
        if above and not name.startswith(f"{above}::"):
            name = f"{above}::{name}"[:100]
        for note in _dicts(deck.get("notes")):
            yield name, note
        below = _dicts(deck.get("children"))[: _MAX_DECKS - len(decks)]
        decks += [(name, one) for one in below]


def _kind(model: dict[str, Any]) -> Kind:
    names = [str(field.get("name")) for field in _dicts(model.get("flds"))]
    sides = [(str(one.get("qfmt")), str(one.get("afmt"))) for one in _dicts(model.get("tmpls"))]
    return Kind(names, [template(*side) for side in sides[:50]], model.get("type") == 1)
