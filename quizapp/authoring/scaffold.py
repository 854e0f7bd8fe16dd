"""quizapp new: a card with its snippet or exercise folder, in its place and valid at once."""

import re
from collections.abc import Container, Mapping
from pathlib import Path

import msgspec

from quizapp.authoring.schema import NAME as SCHEMA
from quizapp.authoring.schema import schema_text
from quizapp.banks.collection import SOURCES
from quizapp.banks.writing import new_bank, read_text, save, with_cards
from quizapp.core.cards.bank import parse_bank
from quizapp.core.cards.card import Card, CardId, Level, slug_fault
from quizapp.core.cards.complaints import wrong_kind
from quizapp.core.cards.kinds import kinds
from quizapp.core.cards.yaml_lines import read_document
from quizapp.errors import BankError, UsageError
from quizapp.files import Making, undone_on_failure

ANSWER = """\
Write here what to say in the interview, in two or three sentences.

Then why it is so; the snippet shows it.

Trap: what people get wrong.
"""


class Wanted(msgspec.Struct, frozen=True):
    """A card to be made, its kind by the name that it has in banks; `title` is for a topic that
    has no bank yet."""

    kind: str
    topic: str
    name: str
    level: Level
    question: str
    title: str = ""

    @property
    def id(self) -> CardId:
        return f"{self.topic}/{self.name}"


class Made(msgspec.Struct, frozen=True):
    """What was written: the bank, the line of the new card in it, and the card's scripts."""

    bank: Path
    line: int
    scripts: list[Path]


def scaffold(root: Path, wanted: Wanted, taken: Container[CardId]) -> Made:
    """Make a card below a bank root, which is made too if need be.

    Nothing that exists is overwritten, and a bank's own text stays as it is. Raises UsageError for
    an unknown kind, a bad or `taken` id or a snippet that is already there, BankError for a bank
    that can't be added to; then nothing has been written.
    """
    card = _card(wanted)
    if wanted.id in taken:
        raise UsageError(f"there is a card '{wanted.id}' already; choose another --id")
    bank = bank_of(root, wanted.topic)
    if bank.exists():
        text = with_cards(read_text(bank), bank, [card])
    else:
        text = new_bank(wanted.topic, wanted.title or _title(wanted.topic), [card])
    made, problems = parse_bank(text.removeprefix("\ufeff"), bank)
    if wanted.id not in made.lines:
        raise UsageError(f"no card can be made of this: {problems[0].message}")
    schema = bank.with_name(SCHEMA)
    with undone_on_failure() as making:
        place = root / "snippets" / card.snippet
        scripts = _write_scripts(root, place, card.template.files, making)
        if not schema.exists():
            save(schema, schema_text(), within=root, making=making)
        save(bank, text, within=root, making=making)
    return Made(bank, made.lines[wanted.id]["id"], scripts)


def bank_of(root: Path, topic: str) -> Path:
    """The file that holds a topic's cards, or will: `questions/<topic>.yaml`."""
    if fault := slug_fault(topic):
        raise UsageError(f"--topic {fault}")
    questions = root / "questions"
    files = [
        file
        for file in (sorted(questions.iterdir()) if questions.is_dir() else [])
        if file.suffix in (".yaml", ".yml") and file.name != SOURCES
    ]
    named = re.compile(rf"^topic:\s*[\"']?{re.escape(topic)}[\"']?\s*(?:#.*)?$", re.MULTILINE)
    for file in files:
        if named.search(read_text(file)):
            return file
    if any(file.stem == topic for file in files):
        raise BankError(f"{questions / topic}.yaml holds another topic; correct its 'topic' line")
    bank = questions / f"{topic}.yaml"
    if bank.name == SOURCES:
        raise UsageError(f"--topic {topic}: questions/{SOURCES} lists sources; choose another")
    return bank


def _card(wanted: Wanted) -> Card:
    for flag, slug in (("--topic", wanted.topic), ("--id", wanted.name)):
        if fault := slug_fault(slug):
            raise UsageError(f"{flag} {fault}")
    for flag, text in (("--question", wanted.question), ("--title", wanted.title)):
        if not _is_text(text):
            raise UsageError(f"{flag} is not UTF-8; write it so, or set the locale that it is in")
    question = wanted.question.strip()
    if not question:
        raise UsageError("--question is empty; write what the interviewer asks")
    if wanted.kind not in kinds():
        raise UsageError(f"--kind: {wrong_kind(wanted.kind)}")
    kind = kinds()[wanted.kind]
    template = kind.template
    snippet = f"{wanted.topic}/{wanted.name.replace('-', '_')}"
    values = {
        "id": wanted.id,
        "kind": wanted.kind,
        "level": wanted.level,
        "question": question + "\n",
        "answer": ANSWER,
        "snippet": snippet + ".py" if "" in template.files else snippet,
        **template.fields,
    }
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        raise UsageError(f"no card can be made of this: {error}") from None


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:  # bytes of the command line that could not be read
        return False
    return True


def _title(topic: str) -> str:
    words = topic.replace("-", " ")
    return words[0].upper() + words[1:]


def _write_scripts(root: Path, place: Path, files: Mapping[str, str], making: Making) -> list[Path]:
    """The scripts of a card: at `place` itself, or in that folder."""
    scripts = [place / name if name else place for name in files]
    if place.exists():
        raise UsageError(f"{place} exists already; choose another --id")
    for script, text in zip(scripts, files.values(), strict=True):
        save(script, text, within=root, making=making)
    return scripts


def taken_ids(bank: Path) -> set[CardId]:
    """Every id that stands in a bank file, those of broken cards too."""
    value = read_document(read_text(bank).removeprefix("\ufeff")).value
    cards = value.get("cards") if isinstance(value, dict) else None
    items = cards if isinstance(cards, list) else []
    return {str(item["id"]) for item in items if isinstance(item, dict) and "id" in item}
