"""YAML text -> Bank + Problems, each with its line.

A card that is wrong is left out and reported; its neighbors stay. Only this file knows how the
schema's complaints are said to a person.
"""

import functools
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec

from quizapp.core.card import KINDS, Bank, Base, Card, Choice, FollowUp, Order, Predict
from quizapp.core.document import Document, Place, read_document

_KIND = {str(kind.__struct_config__.tag): kind for kind in KINDS}
_BANK_KEYS = ("topic", "title", "order", "cards")
_TYPE_NAMES = {
    "string": "text",
    "array": "a list",
    "object": "a mapping",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "empty",
}


class Problem(msgspec.Struct, frozen=True, order=True):
    """Something wrong in a bank: where, what, and how to mend it."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


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


def line_of(text: str, card: str, key: str = "id") -> int:
    """The line of a card's key, of its id if it lacks the key, 1 if the text lacks the card."""
    document = read_document(text)
    cards = document.value.get("cards") if isinstance(document.value, dict) else None
    for index, value in enumerate(cards if isinstance(cards, list) else []):
        if isinstance(value, dict) and value.get("id") == card:
            place: Place = ("cards", index)
            found = document.lines.get((*place, key)) or document.lines.get((*place, "id"))
            return found or document.lines[place]
    return 1


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
            self.report((key,), _unknown(key, _BANK_KEYS))
        topic, title = self.line("topic"), self.line("title")
        cards = value.get("cards")
        if not isinstance(cards, list) or not cards:
            self.report(("cards",), "'cards' must be a list of at least one card")
            return nothing
        read = [self.card(index, card, topic) for index, card in enumerate(cards)]
        good = [card for card in read if card is not None]
        kept = self.unique(good)
        return Bank(topic=topic or stem, title=title or stem, order=self.order(), cards=kept)

    def order(self) -> int:
        value = self.document.value.get("order", 1000)
        if isinstance(value, bool) or not isinstance(value, int):
            self.report(("order",), f"'order' must be a whole number, not {_type_of(value)}")
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
        if not isinstance(kind, str) or kind not in _KIND:
            where = (*place, "kind") if "kind" in value else place
            self.report(where, _wrong_kind(kind))
            return None
        for sub_place, message in _complaints(value, kind):
            self.report((*place, *sub_place), message)
        if len(self.problems) == before:
            card: Card = msgspec.convert(value, _KIND[kind])  # type: ignore[assignment]
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


def _wrong_kind(kind: Any) -> str:
    if kind is None:
        return f"missing key 'kind': one of {', '.join(_KIND)}"
    return f"unknown kind {kind!r}{_guess(str(kind), _KIND)}; use one of {', '.join(_KIND)}"


def _unknown(key: str, known: Any) -> str:
    return f"unknown key '{key}'{_guess(key, known)}"


def _guess(word: str, known: Any) -> str:
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else "; remove it or look at the format"


@functools.cache
def _validator(kind: str) -> Any:
    from jsonschema import Draft202012Validator  # costs 60 ms, and a good bank never needs it

    return Draft202012Validator(msgspec.json.schema(_KIND[kind]))


def _complaints(value: dict[str, Any], kind: str) -> Iterator[tuple[Place, str]]:
    """Everything the schema holds against a card; quick when there is nothing."""
    try:
        msgspec.convert(value, _KIND[kind])
    except msgspec.ValidationError:
        for error in _validator(kind).iter_errors(value):
            yield from _said(error, value)


def _said(error: Any, card: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    place: Place = tuple(error.absolute_path)
    what = _where_in_words(place)
    match error.validator:
        case "additionalProperties":
            known = error.schema["properties"]
            for key in sorted(set(error.instance) - set(known)):
                yield (*place, key), _unknown(key, known)
        case "required":
            for key in error.validator_value:
                if key not in error.instance:
                    owner = f" in {what}" if place else ""
                    yield place, f"missing key '{key}'{owner}"
        case "anyOf":
            closest = [sub for sub in error.context if sub.validator != "type"]
            if closest:
                for sub in closest:
                    yield from _said(sub, card)
            else:
                wanted = [sub.validator_value for sub in error.context]
                given = _type_of(error.instance)
                yield place, f"{what} must be {_types(wanted)}, not {given}"
        case "enum":
            allowed = ", ".join(map(str, error.validator_value))
            guess = _guess(str(error.instance), error.validator_value)
            guess = guess if "mean" in guess else ""
            yield place, f"{what} is {_brief(error.instance)}{guess}; use one of {allowed}"
        case _:
            yield place, f"{what} {_simple(error)}"


def _simple(error: Any) -> str:
    instance, limit = error.instance, error.validator_value
    messages: dict[str, Callable[[], str]] = {
        "type": lambda: (
            f"must be {_types(limit)}, not {_type_of(instance)}{_quote(limit, instance)}"
        ),
        "minLength": lambda: "must not be empty",
        "minItems": lambda: f"needs at least {limit}, it has {len(instance)}",
        "maxItems": lambda: f"may have at most {limit}, it has {len(instance)}",
        "pattern": lambda: _pattern_words(limit, instance),
        "minimum": lambda: f"must be at least {limit}, it is {instance}",
    }
    say = messages.get(error.validator)
    return say() if say else str(error.message)


def _pattern_words(pattern: str, instance: Any) -> str:
    if pattern.startswith("^https"):
        return f"must be a web address, not {_brief(instance)}"
    if "/" in pattern:
        return f"is {_brief(instance)}; write topic/name in small letters, digits and '-'"
    return f"must be one line, it is {_brief(instance)}"


def _where_in_words(place: Place) -> str:
    named = [part for part in place if isinstance(part, str)]
    if not named:
        return "the card"
    last = place[-1]
    return f"entry {last + 1} of '{named[-1]}'" if isinstance(last, int) else f"'{last}'"


def _types(names: Any) -> str:
    return " or ".join(_TYPE_NAMES[name] for name in ([names] if isinstance(names, str) else names))


def _quote(limit: Any, value: Any) -> str:
    return (
        "; put it in quotes" if limit == "string" and isinstance(value, bool | int | float) else ""
    )


def _type_of(value: Any) -> str:
    for kind, name in ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "string")):
        if isinstance(value, kind):
            return f"{_TYPE_NAMES[name]} ({_brief(value)})"
    return "a list" if isinstance(value, list) else "empty" if value is None else "a mapping"


def _brief(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _meaning(card: Base, topic: str) -> Iterator[tuple[Place, str]]:
    """What no schema can say."""
    if topic and card.topic != topic:
        yield ("id",), f"id '{card.id}' must begin with the bank's topic: '{topic}/'"
    if not card.snippet.strip() or card.snippet.startswith("/") or ".." in card.snippet.split("/"):
        yield ("snippet",), f"snippet '{card.snippet}' must stay below snippets/"
    if isinstance(card, Choice):
        yield from _choice_meaning(card)
    if isinstance(card, Order) and len(set(card.steps)) < len(card.steps):
        yield ("steps",), "two steps are the same; make each one tell"
    if card.kind in ("predict", "bug") and card.output is None and card.device == "any":
        script = "fixed.py" if card.kind == "bug" else "the snippet"
        yield (), f"missing key 'output': what {script} prints"
    if isinstance(card, Predict) and not card.raises and not (card.output or "x").strip():
        yield ("output",), "'output' is empty, so there is nothing to predict"
    for index, follow_up in enumerate(card.follow_ups):
        if isinstance(follow_up, FollowUp) and bool(follow_up.answer) == bool(follow_up.card):
            yield ("follow_ups", index), "a follow-up has either an 'answer' or a 'card'"


def _choice_meaning(card: Choice) -> Iterator[tuple[Place, str]]:
    right = sum(option.correct for option in card.options)
    if right == 0:
        yield ("options",), "no option is right; mark at least one with 'correct: true'"
    if right == len(card.options):
        yield ("options",), "every option is right; at least one must be wrong"
    texts = [option.text.strip() for option in card.options]
    if len(set(texts)) < len(texts):
        yield ("options",), "two options have the same text"
