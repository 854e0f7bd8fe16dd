"""Cards as a table in CSV, and tables of questions and answers from elsewhere."""

import csv
import io
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from quizapp.banks.collection import Entry
from quizapp.core.cards.card import LEVELS, Card, CardId, FollowUp
from quizapp.core.memory.review import Memory
from quizapp.errors import UsageError
from quizapp.interchange.imported import MAX_FIELD, Note
from quizapp.interchange.markup import html_text
from quizapp.interchange.outputs import claimed

COLUMNS = (
    "id", "topic", "kind", "level", "question", "options", "answer", "key_points", "follow_ups",
    "code", "output", "tags", "covers", "due", "stability", "reps", "lapses",
)  # fmt: skip
MAX_FILE = 64 * 1024 * 1024
_ASK = ("question", "front", "term", "prompt")
_REPLY = ("answer", "back", "definition", "response")
_HEAD = re.compile(
    r"#(separator|html|columns|notetype|deck|tags|(?:guid|notetype|deck|tags) column):(.*)"
)
_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", "colon": ":", "space": " "}


def table(entries: Sequence[Entry], memories: Mapping[CardId, Memory]) -> str:
    """A row per card, with what the learner's memory of it is; lists stand line by line."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow(_row(entry, memories.get(entry.card.id)))
    return text.getvalue()


def _row(entry: Entry, memory: Memory | None) -> Iterator[object]:
    card = entry.card
    yield from (card.id, card.topic, card.kind, card.level, card.question.strip())
    yield "\n".join(_options(card))
    yield card.answer.strip()
    yield "\n".join(card.points)
    yield "\n".join(f.ask if isinstance(f, FollowUp) else f for f in card.follow_ups)
    yield entry.read().text.strip()
    yield "\n\n".join(text.strip() for text in claimed(entry).values() if text.strip())
    yield from (" ".join("-".join(tag.split()) for tag in card.tags), " ".join(card.covers))
    if memory is None:
        yield from ("", "", 0, 0)
    else:
        yield from (memory.due.isoformat(), f"{memory.stability:.4g}", memory.reps, memory.lapses)


def _options(card: Card) -> Iterator[str]:
    offers = card.offers()
    if any(offer.right is not None for offer in offers):
        for offer in offers:
            yield f"[{'x' if offer.right else ' '}] {' '.join(offer.text.split())}"
    else:
        yield from card.right_answer()
        yield from card.spellings()


def read_table(path: Path) -> tuple[list[Note], list[str]]:
    """Questions and answers out of CSV, TSV or Anki's text export; and what was left out, by line.

    A first row with the names of columns is understood (question or front, answer or back, and
    key_points, tags, level, id); without it the first column asks and the second answers.
    """
    text, facts, skipped = _without_head(_read(path))
    rows = _rows(text, facts, path, skipped)
    if not rows:
        raise UsageError(f"{path}: the table is empty")
    names = [name.strip().lower() for name in rows[0][1]]
    ask = next((names.index(name) for name in _ASK if name in names), None)
    reply = next((names.index(name) for name in _REPLY if name in names), None)
    if ask is not None and reply is not None:
        rows, columns = rows[1:], {name: index for index, name in enumerate(names)}
    else:
        ask, reply, columns = _anki_columns(facts)
    notes: list[Note] = []
    left_out: list[str] = []
    for line, row in rows:
        note = _note(row, ask, reply, columns, html=facts.get("html") == "true")
        if note is None:
            left_out.append(f"{path}:{line}: no question or no answer")
        else:
            notes.append(note)
    return notes, left_out


def _read(path: Path) -> str:
    if path.stat().st_size > MAX_FILE:
        raise UsageError(f"{path}: larger than {MAX_FILE >> 20} MiB; split it")
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 ({error.reason}); save it in that encoding") from None


def _without_head(text: str) -> tuple[str, dict[str, str], int]:
    """Anki begins its text exports with lines such as `#separator:tab`: the text after them, what
    they say, and how many they are."""
    facts: dict[str, str] = {}
    lines = text.split("\n")
    while len(facts) < len(lines) and (found := _HEAD.fullmatch(lines[len(facts)])):
        facts[found[1]] = found[2].strip().lower()
    return "\n".join(lines[len(facts) :]), facts, len(facts)


def _anki_columns(facts: Mapping[str, str]) -> tuple[int, int, dict[str, int]]:
    """Which columns ask and answer, and where key and tags stand, in a table without names."""
    special = {
        name: int(facts[f"{name} column"]) - 1
        for name in ("guid", "notetype", "deck", "tags")
        if facts.get(f"{name} column", "").isdecimal()
    }
    ask, reply = [index for index in range(6) if index not in special.values()][:2]
    columns = {"id": special.get("guid"), "tags": special.get("tags")}
    return ask, reply, {name: index for name, index in columns.items() if index is not None}


def _rows(
    text: str, facts: Mapping[str, str], path: Path, skipped: int
) -> list[tuple[int, list[str]]]:
    """The rows that hold something, each with its line in the file."""
    csv.field_size_limit(MAX_FIELD * 10)
    rows: list[tuple[int, list[str]]] = []
    line = 1 + skipped
    try:
        separator = _SEPARATORS.get(facts.get("separator", "")) or _separator(text)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((line, row))
            line = 1 + skipped + reader.line_num
    except csv.Error as error:
        raise UsageError(f"{path}:{line}: not a table that can be read: {error}") from None
    return rows


def _separator(text: str) -> str:
    """The one that cuts the first rows into the same number of columns."""
    for separator in ("\t", ";", ",", "|"):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        widths = {len(row) for row in itertools.islice(filter(None, reader), 5)}
        if len(widths) == 1 and widths != {1}:
            return separator
    return ","


def _note(
    row: list[str], ask: int, reply: int, columns: Mapping[str, int], html: bool
) -> Note | None:
    def cell(name: str) -> str:
        index = columns.get(name)
        return row[index].strip() if index is not None and index < len(row) else ""

    if max(ask, reply) >= len(row):
        return None
    question, answer = (row[index][:MAX_FIELD] for index in (ask, reply))
    if html:
        question, answer = html_text(question), html_text(answer)
    if not question.strip() or not answer.strip():
        return None
    level = cell("level")
    return Note(
        key=cell("id") or question.strip(),
        question=question,
        answer=answer,
        points=[line for line in cell("key_points").splitlines() if line.strip()],
        tags=cell("tags").split()[:20],
        level=next((known for known in LEVELS if known == level), "junior"),
    )
