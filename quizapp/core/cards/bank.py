"""YAML text -> Bank + Problems, each with its line.

A card that is wrong is left out and reported; its neighbors stay.
"""

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from quizapp.core.cards.card import (
    ANSWER_LINES,
    QUESTION_LINES,
    Base,
    Card,
    CardId,
    FollowUp,
    Place,
)
from quizapp.core.cards.complaints import complaints, type_of, unknown_key, wrong_kind
from quizapp.core.cards.kinds import KINDS, any_card, kinds
from quizapp.core.cards.yaml_lines import Document, read_document
from quizapp.core.printable import printable

_BANK_KEYS = ("topic", "title", "order", "cards")
_LONGEST = 400


class Bank(msgspec.Struct, frozen=True):
    """One file of `questions/`: a topic and its cards. `order` is its place among others, low
    first; `lines` has the line of each key of each card."""

    topic: str
    title: str
    order: int = 1000
    cards: list[Card] = []
    lines: dict[CardId, dict[str, int]] = {}


def encode_bank(bank: Bank) -> bytes:
    """A bank as bytes, which are read many times as quickly as its text."""
    return msgspec.msgpack.encode(bank)


def decode_bank(data: bytes) -> Bank:
    """Raises msgspec.DecodeError for other bytes, or those of another version of the format."""
    found = msgspec.msgpack.decode(data, type=_bank_type(tuple(KINDS)))
    return Bank(found.topic, found.title, found.order, found.cards, found.lines)


@functools.cache
def _bank_type(kinds: tuple[type[Base], ...]) -> Any:
    return msgspec.defstruct(
        "Bank",
        [
            ("topic", str),
            ("title", str),
            ("order", int, 1000),
            ("cards", list[any_card()], []),  # type: ignore[misc]
            ("lines", dict[CardId, dict[str, int]], {}),
        ],
    )


class Problem(msgspec.Struct, frozen=True, order=True):
    """Something wrong in a bank: where, what, and how to mend it."""

    path: Path
    line: int
    message: str

    def __post_init__(self) -> None:
        """A message may quote the bank: it is one line without control characters, cut if long."""
        message = " ".join(printable(self.message).splitlines())
        if len(message) > _LONGEST:
            message = f"{message[: _LONGEST // 2]} … {message[-_LONGEST // 2 :]}"
        msgspec.structs.force_setattr(self, "message", message)

    def __str__(self) -> str:
        return f"{printable(str(self.path))}:{self.line}: {self.message}"


def parse_bank(text: str, path: Path) -> tuple[Bank, list[Problem]]:
    """All good cards of a bank file, and every problem of the others.

    A text that is no bank at all gives a Bank without cards, named after the file.
    """
    document = read_document(text)
    reader = _Reader(path, document)
    for fault in document.faults:
        reader.problems.append(Problem(path, fault.line, fault.message))
    bank = reader.bank()
    return bank, sorted(reader.problems)


class _Reader:
    def __init__(self, path: Path, document: Document) -> None:
        self.path = path
        self.document = document
        self.problems: list[Problem] = []

    def report(self, place: Place, message: str) -> None:
        while place not in self.document.lines and place:
            place = place[:-1]
        line = self.document.lines.get(place, 1)
        self.problems.append(Problem(self.path, line, message))

    def bank(self) -> Bank:
        value, stem = self.document.value, self.path.stem
        nothing = Bank(topic=stem, title=stem, cards=[])
        if value is None:
            if not self.document.faults:
                self.report((), "the file is empty; a bank needs topic, title and cards")
            return nothing
        if not isinstance(value, dict):
            self.report((), "a bank is a mapping with the keys topic, title and cards")
            return nothing
        for key in value.keys() - set(_BANK_KEYS):
            self.report((key,), unknown_key(key, _BANK_KEYS))
        topic, title = self.line("topic"), self.line("title")
        cards = value.get("cards")
        if not isinstance(cards, list) or not cards:
            self.report(("cards",), "'cards' must be a list of at least one card")
            return nothing
        read = [(index, self.card(index, card, topic)) for index, card in enumerate(cards)]
        good = [(index, card) for index, card in read if card is not None]
        kept = self.unique([card for _, card in good])
        places = {card.id: index for index, card in reversed(good)}
        return Bank(
            topic=topic or stem,
            title=title or stem,
            order=self.order(),
            cards=kept,
            lines=self.lines({place: name for name, place in places.items()}),
        )

    def lines(self, names: dict[int, CardId]) -> dict[CardId, dict[str, int]]:
        """Where each key of the cards stands that have these places among all of them."""
        found: dict[CardId, dict[str, int]] = {}
        for place, line in self.document.lines.items():
            if len(place) == 3 and place[0] == "cards" and place[1] in names:
                found.setdefault(names[int(place[1])], {}).setdefault(str(place[2]), line)
        return found

    def order(self) -> int:
        value = self.document.value.get("order", 1000)
        if isinstance(value, bool) or not isinstance(value, int):
            self.report(("order",), f"'order' must be a whole number, not {type_of(value)}")
            return 1000
        return value

    def line(self, key: str) -> str:
        value = self.document.value.get(key)
        if not isinstance(value, str) or not value.strip():
            self.report((key,), f"the bank needs a '{key}': a line of text")
            return ""
        if key == "topic" and not _is_slug(value):
            self.report((key,), f"topic {value!r}: use only small letters, digits and '-'")
        return value

    def card(self, index: int, value: Any, topic: str) -> Card | None:
        place: Place = ("cards", index)
        before = len(self.problems)
        if not isinstance(value, dict):
            self.report(place, "a card is a mapping: id, kind, level, question, answer, snippet")
            return None
        kind = value.get("kind")
        if not isinstance(kind, str) or kind not in kinds():
            where = (*place, "kind") if "kind" in value else place
            self.report(where, wrong_kind(kind))
            return None
        for sub_place, message in complaints(value, kind):
            self.report((*place, *sub_place), message)
        if len(self.problems) == before:
            card: Card = msgspec.convert(value, kinds()[kind])
            for sub_place, message in _meaning(card, topic):
                self.report((*place, *sub_place), message)
            if len(self.problems) == before:
                return card
        return None

    def unique(self, cards: list[Card]) -> list[Card]:
        seen: dict[str, int] = {}
        kept: list[Card] = []
        values = self.document.value["cards"]
        for index, value in enumerate(values):
            name = value.get("id") if isinstance(value, dict) else None
            if not isinstance(name, str):
                continue
            line = self.document.lines.get(("cards", index, "id"), 1)
            if name in seen:
                message = (
                    f"id '{name}' is already used on line {seen[name]}; give this card its own"
                )
                self.report(("cards", index, "id"), message)
            else:
                seen[name] = line
        names: set[str] = set()
        for card in cards:
            if card.id not in names:
                names.add(card.id)
                kept.append(card)
        return kept


def _is_slug(text: str) -> bool:
    return text.isascii() and text.replace("-", "").isalnum() and text == text.lower()


def _meaning(card: Base, topic: str) -> Iterator[tuple[Place, str]]:
    """What no schema can say."""
    if topic and card.topic != topic:
        yield ("id",), f"id '{card.id}' must begin with the bank's topic: '{topic}/'"
    if not card.snippet.strip() or card.snippet.startswith("/") or ".." in card.snippet.split("/"):
        yield ("snippet",), f"snippet '{card.snippet}' must stay below snippets/"
    texts = (("question", card.question, QUESTION_LINES), ("answer", card.answer, ANSWER_LINES))
    for key, text, most in texts:
        lines = text.count("\n")
        if lines > most:
            yield (key,), f"'{key}' may have at most {most} lines, it has {lines:,}"
    yield from card.problems()
    for index, follow_up in enumerate(card.follow_ups):
        if isinstance(follow_up, FollowUp) and bool(follow_up.answer) == bool(follow_up.card):
            yield ("follow_ups", index), "a follow-up has either an 'answer' or a 'card'"
