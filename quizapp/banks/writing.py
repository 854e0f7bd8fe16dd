"""Writing bank files: cards as YAML the way a person writes it, put into a bank whose own text and
comments stay as they are."""

import contextlib
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from quizapp.core.cards.bank import parse_bank
from quizapp.core.cards.card import Base, Card
from quizapp.core.cards.yaml_lines import read_document
from quizapp.errors import BankError

SCHEMA_LINE = "# yaml-language-server: $schema=bank.schema.json"
_ORDER = (
    "id", "kind", "level", "question", "options", "steps", "accept", "tolerance", "answer",
    "key_points", "follow_ups", "hints", "snippet", "symptom", "raises", "output", "tags",
    "requires", "device", "covers", "see",
)  # fmt: skip
_IN_ONE_LINE = {"accept", "tags", "requires", "covers", "see"}
_WIDTH = 88
_PLAIN = re.compile(r"[A-Za-z](?:[\w .,;()+/='?!-]*[\w.)?!])?", re.ASCII)
_WORD = re.compile(r"[A-Za-z][\w./-]*", re.ASCII)
_NOT_TEXT = {"true", "false", "null"}
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_NOT_IN_BLOCK = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)


def new_bank(topic: str, title: str, cards: Sequence[Card]) -> str:
    """The text of a bank file with these cards."""
    head = [SCHEMA_LINE, f"topic: {_inline(topic)}", f"title: {_inline(title)}", "cards:"]
    return "\n".join(head) + "\n" + "\n".join(_item(card, "  ") for card in cards)


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
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise BankError(f"{path}: not UTF-8; save the file in that encoding") from None
    except OSError as error:
        raise BankError(f"{path}: cannot be read: {error.strerror}") from None


def save(path: Path, text: str) -> None:
    """Write a text file whole or not at all; BankError if that fails."""
    target = path.resolve()
    partial = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(text.encode("utf-8"))
        if target.exists():
            shutil.copymode(target, partial)
        os.replace(partial, target)  # noqa: PTH105 - pairs with the copied mode
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink()
        raise BankError(f"{path}: cannot be written: {error.strerror}") from None


def _item(card: Base, margin: str) -> str:
    values: dict[str, Any] = msgspec.to_builtins(card)
    lines = [line for key in _ORDER if key in values for line in _entry(key, values[key])]
    return _dashed(lines, margin)


def _dashed(lines: Sequence[str], margin: str) -> str:
    marked = [("- " if number == 0 else "  ") + line for number, line in enumerate(lines)]
    return "".join(f"{margin}{line}".rstrip(" ") + "\n" for line in marked)


def _entry(key: str, value: Any) -> Iterator[str]:
    if isinstance(value, list):
        if key in _IN_ONE_LINE:
            flat = f"{key}: [{', '.join(_inline(item, in_list=True) for item in value)}]"
            if len(flat) < _WIDTH:
                yield flat
                return
        yield f"{key}:"
        for item in value:
            if isinstance(item, dict):
                inner = [line for name, part in item.items() for line in _entry(name, part)]
            else:
                inner = list(_scalar("", item))
            yield from _dashed(inner, "  ").splitlines()
    else:
        yield from _scalar(f"{key}: ", value)


def _scalar(before: str, value: Any) -> Iterator[str]:
    if isinstance(value, str) and _is_block(before, value):
        yield f"{before}|" if value.endswith("\n") else f"{before}|-"
        for line in value.removesuffix("\n").split("\n"):
            yield f"  {line}" if line else ""
    else:
        yield before + _inline(value)


def _is_block(before: str, text: str) -> bool:
    """Whether a text reads better below a `|`, and comes back from there unchanged."""
    if "\n" not in text and len(before) + len(text) < _WIDTH:
        return False
    body = text.removesuffix("\n")
    awkward = body.startswith((" ", "\n", "\t")) or body.endswith("\n") or not body.strip()
    trailing = any(line != line.rstrip() for line in body.split("\n"))
    return not (awkward or trailing or _NOT_IN_BLOCK.search(body))


def _inline(value: Any, in_list: bool = False) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    plain = (_WORD if in_list else _PLAIN).fullmatch(value)
    if plain and value.lower() not in _NOT_TEXT:
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{_UNPRINTABLE.sub(_escape, escaped)}"'


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"
