"""Writing bank files: cards as YAML the way a person writes it, put into a bank whose own text and
comments stay as they are."""

import re
from collections.abc import Sequence
from pathlib import Path
from textwrap import indent
from typing import Any

import msgspec
import yaml

from quizapp.banks.reading import MAX_BYTES
from quizapp.core.cards.bank import parse_bank
from quizapp.core.cards.card import Base, Card
from quizapp.core.cards.yaml_lines import NUMBER, read_document
from quizapp.errors import BankError
from quizapp.files import Making, place_below, read_limited, write_whole

SCHEMA_LINE = "# yaml-language-server: $schema=bank.schema.json"
_FIRST = ("id", "kind", "level", "question")  # then what only this kind has
_LAST = (
    "answer", "key_points", "follow_ups", "hints", "snippet", "symptom", "raises", "output", "tags",
    "requires", "device", "covers", "see",
)  # fmt: skip
_IN_ONE_LINE = {"accept", "tags", "requires", "covers", "see"}
_WIDTH = 76  # the word that reaches it still stands in the line
_ODD_BREAK = re.compile(r"^[ \n]|[\x85\u2028\u2029]")


class _Words(list[Any]):
    """A list that stands in one line, if there is room for it."""


class _Dumper(yaml.SafeDumper):
    """Text of several lines below a `|`, long lines below a `>`, lists below their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def text(self, value: str) -> yaml.ScalarNode:
        style = "|" if "\n" in value else ">" if len(value) > _WIDTH - 16 else None
        if _ODD_BREAK.search(value):
            style = '"'
        return self.represent_scalar("tag:yaml.org,2002:str", value, style)

    def words(self, value: _Words) -> yaml.SequenceNode:
        short = sum(len(str(word)) + 2 for word in value) < _WIDTH - 16
        return self.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=short)


_Dumper.add_representer(str, _Dumper.text)
_Dumper.add_representer(_Words, _Dumper.words)
# `1e3` is a number to the loader, and text to PyYAML
_Dumper.add_implicit_resolver("tag:yaml.org,2002:float", NUMBER, list("-+.0123456789"))


def new_bank(topic: str, title: str, cards: Sequence[Card]) -> str:
    """The text of a bank file with these cards."""
    head = SCHEMA_LINE + "\n" + _yaml({"topic": topic, "title": title}) + "cards:\n"
    return head + "\n".join(_item(card, "  ") for card in cards)


def with_cards(text: str, path: Path, cards: Sequence[Card]) -> str:
    """A bank's text with cards added behind its last one, every other character as it was.

    Raises BankError where the text cannot be read, or is written in a way that nothing can be
    added to; `path` is for its message.
    """
    plain = text.removeprefix("\ufeff")
    faults = read_document(plain).faults
    if faults:
        raise BankError(f"{path}:{faults[0].line}: {faults[0].message}; mend this first")
    before, problems = parse_bank(plain, path)
    for gap in ("\n", ""):
        found = _inserted(plain, cards, gap)
        after, problems_after = parse_bank(found, path)
        if after.cards == [*before.cards, *cards] and len(problems_after) <= len(problems):
            return text[: len(text) - len(plain)] + found
    raise BankError(f"{path}: its cards are written in a way that none can be added to by program")


def _inserted(text: str, cards: Sequence[Card], gap: str) -> str:
    line_break = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    places = read_document(text).lines
    start, first = places.get(("cards",), 0), places.get(("cards", 0), 0)
    dash = re.match(r"( *)-\s", lines[first - 1]) if first else None
    later = [line for place, line in places.items() if len(place) == 1 and line > start]
    end = min(later, default=len(lines) + 1) - 1
    while later and end > first and re.match(r"#|\s*$", lines[end - 1]):
        end -= 1
    new = "".join(gap + _item(card, dash[1] if dash else "  ") for card in cards)
    head = "".join(lines[:end])
    if head and not head.endswith("\n"):
        head += line_break
    return head + new.replace("\n", line_break) + "".join(lines[end:])


def read_text(path: Path) -> str:
    """A bank file as it is, line breaks and all; BankError if it can't be read."""
    data, fault = read_limited(path, MAX_BYTES)
    if fault:
        raise BankError(f"{path}: {fault}")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise BankError(f"{path}: not UTF-8; save the file in that encoding") from None


def save(
    path: Path, text: str, *, within: Path | None = None, making: Making = lambda _: None
) -> None:
    """Write a text file whole or not at all; BankError if that fails, or if a link would lead out
    of the folder that it has to be `within`. `making` is told before."""
    try:
        path = path if within is None else place_below(within, path)
        making(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, lambda file: file.write_bytes(text.encode("utf-8")))
    except OSError as error:
        raise BankError(f"{path}: cannot be written: {error.strerror}") from None


def _item(card: Base, margin: str) -> str:
    values: dict[str, Any] = msgspec.to_builtins(card)
    own = [key for key in values if key not in _FIRST and key not in _LAST]
    ordered = {
        key: _Words(values[key]) if key in _IN_ONE_LINE else values[key]
        for key in (*_FIRST, *own, *_LAST)
        if key in values
    }
    return indent(_yaml([ordered]), margin, lambda line: line != "\n")


def _yaml(value: Any) -> str:
    text: str = yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return text
