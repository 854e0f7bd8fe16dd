"""Cards from elsewhere as a bank of flashcards that the learner can edit.

No run proves what they say, and the bank says so: they share one snippet, which prints just that.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from quizapp.banks.collection import SOURCES
from quizapp.banks.scripts import read_script
from quizapp.banks.writing import new_bank, read_text, save, with_cards
from quizapp.core.cards.bank import parse_bank
from quizapp.core.cards.card import ANSWER_LINES, QUESTION_LINES, CardId, Level
from quizapp.core.cards.kinds.flashcard import Flashcard
from quizapp.core.cards.yaml_lines import MAX_CHARACTERS
from quizapp.errors import BankError, UsageError
from quizapp.interchange.markup import clean
from quizapp.paths import shipped_banks

MAX_FIELD = 20_000
_MAX_POINTS = 6
_POINT = 200
_COUNT = re.compile(r"^CARDS = \d+$", re.MULTILINE)
_SNIPPET = '''\
"""The cards of this bank were imported; no run proves what they say."""

CARDS = {count}
SOURCE = {source}
print(CARDS, "cards were imported from", SOURCE)
print("this bank's answers are not proven by a run")
'''


class Note(msgspec.Struct, frozen=True):
    """A question and its answer from another program; `key` is what that one knows it by."""

    key: str
    question: str
    answer: str
    points: list[str] = []
    tags: list[str] = []
    level: Level = "junior"


class Added(msgspec.Struct, frozen=True):
    """What an import did: the bank, how many cards are new in it, and how many were there."""

    bank: Path
    new: int
    known: int


def add_notes(root: Path, topic: str, notes: Sequence[Note], source: str) -> Added:
    """Put notes into `questions/<topic>.yaml` below a bank root.

    Cards that are there already, edited or not, stay as they are; notes without a visible question
    or answer are left out. Raises UsageError for a topic that no bank can have, BankError where
    the bank can't be written.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", topic):
        raise UsageError(f"--as {topic!r}: use only small letters, digits and '-'")
    bank = root / "questions" / f"{topic}.yaml"
    if bank.name == SOURCES:
        raise UsageError(f"--as {topic}: questions/{SOURCES} lists sources; choose another name")
    text = read_text(bank) if bank.exists() else ""
    known = _marks(text, bank)
    fresh = {_mark(n.key): n for n in notes if clean(n.question) and clean(n.answer)}
    cards = [_card(topic, note, mark) for mark, note in fresh.items() if mark not in known]
    added = Added(bank, len(cards), len(fresh) - len(cards))
    if not cards:
        return added
    title = topic.replace("-", " ").capitalize()
    text = with_cards(text, bank, cards) if text else new_bank(topic, title, cards)
    if len(text) > MAX_CHARACTERS:
        raise BankError(f"{len(fresh)} cards are too many for one bank; import a smaller deck")
    _bring_schema(bank)
    _write_snippet(root / "snippets" / topic / "imported.py", len(known) + len(cards), source)
    save(bank, text)
    return added


def slug(text: str, words: int = 5) -> str:
    """The first words of a text, fit for a topic or an id; empty if it has none in ASCII."""
    found = re.findall(r"[a-z0-9]+", text.lower())
    return "-".join(found[:words])[:40].strip("-")


def _mark(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:8]


def _marks(text: str, bank: Path) -> set[str]:
    """The marks of the cards that an earlier import put here."""
    if not text:
        return set()
    cards, _ = parse_bank(text.removeprefix("\ufeff"), bank)
    names = [card.id.rpartition("-")[2] for card in cards.cards]
    return {name for name in names if re.fullmatch(r"[0-9a-f]{8}", name)}


def _card(topic: str, note: Note, mark: str) -> Flashcard:
    question = _cut(clean(note.question), QUESTION_LINES)
    answer = _cut(clean(note.answer), ANSWER_LINES)
    name = "-".join(filter(None, [slug(question), mark]))
    identity: CardId = f"{topic}/{name}"
    points = [" ".join(clean(point).split())[:_POINT] for point in note.points]
    tags = [" ".join(clean(tag).split()) for tag in note.tags]
    return Flashcard(
        id=identity,
        level=note.level,
        question=question + "\n",
        answer=answer + "\n",
        key_points=[*_once(filter(None, points))] or [*_once(_points(answer))],
        snippet=f"{topic}/imported.py",
        tags=[tag for tag in tags if tag],
    )


def _cut(text: str, lines: int) -> str:
    """What of it a card may hold."""
    return "\n".join(text[:MAX_FIELD].split("\n")[:lines])


def _points(answer: str) -> Iterator[str]:
    """What to tick: the lines of a list, or else how the answer begins."""
    lines = [line.strip() for line in answer.split("\n")]
    listed = [line.lstrip("-*• ").strip() for line in lines if re.match(r"[-*•] *\S", line)]
    chosen = [line for line in listed if line][:_MAX_POINTS]
    if not chosen:
        first = next((line for line in lines if line.strip("`")), answer)
        chosen = [re.split(r"(?<=[.!?])\s", first)[0]]
    for line in chosen:
        yield line if len(line) <= _POINT else line[: _POINT - 1].rstrip() + "…"


def _bring_schema(bank: Path) -> None:
    """What an editor needs to help with the bank."""
    schema = bank.with_name("bank.schema.json")
    shipped = shipped_banks() / "questions" / schema.name
    if shipped.is_file() and not schema.exists():
        save(schema, shipped.read_text(encoding="utf-8"))


def _write_snippet(path: Path, count: int, source: str) -> None:
    """A snippet that the learner has put something of their own into is left alone."""
    if not path.exists():
        quoted = json.dumps(clean(source), ensure_ascii=False)  # good Python, too
        save(path, _SNIPPET.format(count=count, source=quoted))
        return
    script = read_script(path)
    text = _COUNT.sub(f"CARDS = {count}", script.text)
    if text != script.text:
        save(path, text)


def _once(points: Iterable[str]) -> list[str]:
    """Each point once, however it is written."""
    found: dict[str, str] = {}
    for point in points:
        found.setdefault(point.strip().casefold(), point)
    return list(found.values())
