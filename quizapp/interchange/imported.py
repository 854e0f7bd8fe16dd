"""Cards from elsewhere as a bank that the learner can edit.

No run proves what they say, and the bank says so: they share one snippet, which prints just that.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from quizapp.banks.collection import SOURCES
from quizapp.banks.writing import new_bank, read_text, save, with_cards
from quizapp.core.cards.bank import parse_bank
from quizapp.core.cards.card import ANSWER_LINES, QUESTION_LINES, Card, CardId, slug_fault
from quizapp.core.cards.kinds.choice import Choice, Option
from quizapp.core.cards.kinds.flashcard import Flashcard
from quizapp.core.cards.yaml_lines import MAX_CHARACTERS
from quizapp.errors import BankError, UsageError
from quizapp.files import Making, place_below, undone_on_failure
from quizapp.interchange.markup import clean
from quizapp.interchange.note import MAX_FIELD, Note
from quizapp.interchange.pictures import Pictures
from quizapp.paths import shipped_banks

_MAX_POINTS = 6
_POINT = 200
_PICTURE = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")
UNPROVEN = 'print("imported; no run proves this")\n'
"""What stands in the place of a snippet that proves an imported card."""


class Prepared(msgspec.Struct, frozen=True):
    """What an import will do: the text of the bank, the cards that are new in it, and how many
    were there already. `same` are the questions that stand twice with the same answer, and come in
    once; `again` those with another answer, which all come in; `cut` are cards that were too long,
    `unseen` those that show nothing."""

    root: Path
    bank: Path
    text: str
    cards: list[Card]
    known: int
    same: list[str]
    again: list[str]
    cut: list[CardId]
    unseen: int


def checked_topic(topic: str) -> str:
    """A topic that a bank can have. Raises UsageError for any other."""
    if fault := slug_fault(topic):
        raise UsageError(f"--as {fault}")
    if f"{topic}.yaml" == SOURCES:
        raise UsageError(f"--as {topic}: questions/{SOURCES} lists sources; choose another name")
    return topic


def prepare(root: Path, topic: str, notes: Sequence[Note]) -> Prepared:
    """What putting notes into `questions/<topic>.yaml` below a bank root comes to.

    Cards that are there already, edited or not, stay as they are; notes without a visible question
    or answer are left out. Raises UsageError for a topic that no bank can have, BankError where
    the bank can't be added to.
    """
    bank = root / "questions" / f"{checked_topic(topic)}.yaml"
    text = _standing(bank, root)
    known = _marks(text, bank)
    seen = [note for note in notes if clean(note.question) and clean(note.answer)]
    fresh, same, again = _once_each(seen)
    cut: list[CardId] = []
    cards = [_card(topic, note, mark, cut) for mark, note in fresh.items() if mark not in known]
    if cards:
        title = topic.replace("-", " ").capitalize()
        text = with_cards(text, bank, cards) if text else new_bank(topic, title, cards)
    if len(text) > MAX_CHARACTERS:
        raise BankError(f"{len(fresh)} cards are too many for one bank; import a smaller deck")
    unseen = len(notes) - len(seen)
    return Prepared(root, bank, text, cards, len(fresh) - len(cards), same, again, cut, unseen)


def write(prepared: Prepared, topic: str, pictures: Pictures | None = None) -> int:
    """Carry out what was prepared, with the pictures that its cards show; how many those are.
    Raises BankError where it can't be written, and then nothing has been."""
    with undone_on_failure() as making:
        count = pictures.save(prepared.root, prepared.text, making) if pictures else 0
        if prepared.cards:
            _bring_schema(prepared, making)
            snippet = prepared.root / "snippets" / topic / "imported.py"
            if not snippet.exists():
                save(snippet, UNPROVEN, within=prepared.root, making=making)
            save(prepared.bank, prepared.text, within=prepared.root, making=making)
    return count


def _standing(bank: Path, root: Path) -> str:
    """The text of a bank that is there; BankError for one that is none of the root's own files."""
    try:
        place_below(root, bank)
    except OSError as error:
        raise BankError(f"{bank}: cannot be written: {error.strerror}") from None
    return read_text(bank) if bank.exists() else ""


def slug(text: str, words: int = 5) -> str:
    """The first words of a text, fit for a topic or an id; empty if it has none in ASCII."""
    found = re.findall(r"[a-z0-9]+", text.lower())
    return "-".join(found[:words])[:40].strip("-")


def _once_each(notes: Iterable[Note]) -> tuple[dict[str, Note], list[str], list[str]]:
    """Notes by the marks of their keys; the questions that stand twice with the same answer, and
    those with another one."""
    fresh: dict[str, Note] = {}
    whole: set[tuple[str, ...]] = set()
    questions: set[str] = set()
    same: list[str] = []
    again: list[str] = []
    for note in notes:
        offered = [one.text for one in note.options]
        texts = tuple(_folded(text) for text in (note.question, note.answer, *offered))
        if texts in whole:
            same.append(note.question)
            continue
        whole.add(texts)
        mark = _mark(note.key)
        if texts[0] in questions:
            again.append(note.question)
        if mark in fresh:
            mark = _mark("\0".join([note.key, note.answer, *offered]))
        questions.add(texts[0])
        fresh[mark] = note
    return fresh, same, again


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _mark(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:8]


def _marks(text: str, bank: Path) -> set[str]:
    """The marks of the cards that an earlier import put here."""
    if not text:
        return set()
    cards, _ = parse_bank(text.removeprefix("\ufeff"), bank)
    names = [card.id.rpartition("-")[2] for card in cards.cards]
    names += [card.id.rpartition("/")[2] for card in cards.cards]
    return {name for name in names if re.fullmatch(r"[0-9a-f]{8}", name)}


def _card(topic: str, note: Note, mark: str, cut: list[CardId]) -> Card:
    question = _cut(clean(note.question), QUESTION_LINES)
    answer = _cut(clean(note.answer), ANSWER_LINES)
    name = "-".join(filter(None, [slug(question), mark]))
    identity: CardId = f"{topic}/{name}"
    if len(question) + len(answer) < len(clean(note.question)) + len(clean(note.answer)):
        cut.append(identity)
    tags = [" ".join(clean(tag).split()) for tag in note.tags]
    points = [_short(" ".join(clean(point).split())) for point in note.points]
    points = [*_once(filter(None, points))][:30]
    shared = {
        "id": identity,
        "level": note.level,
        "question": question + "\n",
        "answer": answer + "\n",
        "snippet": f"{topic}/imported.py",
        "tags": [tag for tag in tags if tag],
        "hints": [*filter(None, map(clean, note.hints))][:30],
        "follow_ups": [*filter(None, map(clean, note.follow_ups))][:30],
    }
    if note.options:
        return Choice(**shared, key_points=points, options=[*_options(note)])  # type: ignore[arg-type]
    return Flashcard(**shared, key_points=points or [*_once(_points(answer))])  # type: ignore[arg-type]


def _options(note: Note) -> Iterator[Option]:
    right = " / ".join(" ".join(clean(one.text).split()) for one in note.options if one.right)
    for one in note.options:
        why = "This is right." if one.right else f"Right is: {right[:300]}"
        yield Option(text=clean(one.text), why=why, correct=one.right)


def _cut(text: str, lines: int) -> str:
    """What of it a card may hold."""
    return "\n".join(text[:MAX_FIELD].split("\n")[:lines])


def _points(answer: str) -> Iterator[str]:
    """What to tick: the lines of a list, or else how the answer begins."""
    lines = [_PICTURE.sub(r"\1", line.strip().strip("|").strip()) for line in answer.split("\n")]
    lines = [line.removesuffix("\\") for line in lines if not line.startswith(("```", "~~~"))]
    lines = [re.sub(r"^(?:#{1,6}|>) +", "", line) for line in lines]
    found = [re.match(r"(?:(?:[-*•]|\d{1,3}[.)]) +|[-•](?=[^\W\d]))(\S.*)", line) for line in lines]
    chosen = [match[1] for match in found if match][:_MAX_POINTS]
    if not chosen:
        first = next((line for line in lines if line.strip("`|-: ")), "what is shown")
        chosen = [re.split(r"(?<=[.!?])\s", first)[0]]
    for line in chosen:
        yield _short(line)


def _short(point: str) -> str:
    cut = point if len(point) <= _POINT else point[: _POINT - 1].rstrip() + "…"
    return cut.replace("`", "") if cut.count("`") % 2 else cut


def _bring_schema(prepared: Prepared, making: Making) -> None:
    """What an editor needs to help with the bank."""
    schema = prepared.bank.with_name("bank.schema.json")
    shipped = shipped_banks() / "questions" / schema.name
    if shipped.is_file() and not schema.exists():
        text = shipped.read_text(encoding="utf-8")
        save(schema, text, within=prepared.root, making=making)


def _once(points: Iterable[str]) -> list[str]:
    """Each point once, however it is written."""
    found: dict[str, str] = {}
    for point in points:
        found.setdefault(point.strip().casefold(), point)
    return list(found.values())
