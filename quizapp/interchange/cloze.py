"""Clozes, `{{c1::hidden::hint}}`, in any text: a card per number, as in Anki. What is hidden on a
card is shown nowhere in its question."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_TOKEN = re.compile(r"\{\{c(\d{1,3})::|\}\}")
_OCCLUSION = "image-occlusion:"
MAX_NUMBERS = 100
_MAX_DEPTH = 20


class Hidden(NamedTuple):
    """A cloze: its number, what it hides, and its hint. `inside` is what it hides in parts: text
    and further clozes."""

    number: int
    inside: "list[str | Hidden]"
    hint: str

    @property
    def text(self) -> str:
        return _text(self.inside)


def parts(source: str) -> "list[str | Hidden]":
    """A text cut at its clozes; what is none stays text."""
    whole: list[str | Hidden] = []
    open_: list[tuple[int, int, list[str | Hidden]]] = []
    end = 0
    for found, more in _tokens(source):
        level = open_[-1][2] if open_ else whole
        if found[1] is None and not open_:
            continue
        if found[1] is not None and len(open_) == _MAX_DEPTH:
            continue
        level.append(source[end : found.start() + more])
        end = found.end() + more
        if found[1] is not None:
            open_.append((int(found[1]), found.start(), []))
        else:
            number, _, inside = open_.pop()
            (open_[-1][2] if open_ else whole).append(_hidden(number, inside))
    if open_:  # one that nothing closes
        end = open_[0][1]
    return [*whole, source[end:]]


def _tokens(source: str) -> Iterator[tuple[re.Match[str], int]]:
    """Where clozes begin and end, with the braces before an end that are their text's own."""
    at = 0
    while found := _TOKEN.search(source, at):
        more = _braces(source, at, found) if found[1] is None else 0
        yield found, more
        at = found.end() + more


def _braces(source: str, start: int, closing: re.Match[str]) -> int:
    """How many of the braces at the end of a cloze are its text's own, as in `{{c1::x^{2}}}`."""
    opened = source.count("{", start, closing.start()) - source.count("}", start, closing.start())
    more = 0
    while more < opened and source.startswith("}", closing.end() + more):
        more += 1
    return more


def _hidden(number: int, inside: "list[str | Hidden]") -> Hidden:
    last = inside[-1] if inside else ""
    if isinstance(last, str) and "::" in last:
        text, _, hint = last.partition("::")
        return Hidden(number, [*inside[:-1], text], hint)
    return Hidden(number, inside, "")


def _text(inside: "list[str | Hidden]") -> str:
    return "".join(part if isinstance(part, str) else part.text for part in inside)


def numbers(source: str) -> list[int]:
    """The numbers of a text's clozes, each once."""
    return sorted(set(_every(parts(source))))[:MAX_NUMBERS] if "{{c" in source else []


def _every(found: "list[str | Hidden]") -> list[int]:
    return [
        number
        for part in found
        if isinstance(part, Hidden)
        for number in (part.number, *_every(part.inside))
    ]


def is_occlusion(source: str) -> bool:
    """Whether its clozes hide places in a picture."""
    return any(
        isinstance(part, Hidden) and part.text.lstrip().startswith(_OCCLUSION)
        for part in parts(source)
    )


def asked(source: str, number: int) -> str:
    """The text of a question: a blank, or the hint, for what is hidden under a number. Another
    cloze that hides the same word is a blank, too."""
    found = parts(source)
    hidden = {_folded(text) for text in words(source, number)}
    return _blanked(found, lambda one: one.number == number or _folded(one.text) in hidden)


def _blanked(found: "list[str | Hidden]", hides: Callable[[Hidden], bool]) -> str:
    return "".join(
        part
        if isinstance(part, str)
        else f"[{part.hint.strip() or '...'}]"
        if hides(part)
        else _blanked(part.inside, hides)
        for part in found
    )


def words(source: str, number: int) -> list[str]:
    """What is hidden under a number."""
    return _words(parts(source), number)


def _words(found: "list[str | Hidden]", number: int) -> list[str]:
    out: list[str] = []
    for part in found:
        if isinstance(part, Hidden):
            out += [part.text] if part.number == number else _words(part.inside, number)
    return out


def told(source: str) -> str:
    """The whole text, nothing hidden."""
    return _text(parts(source))


def _folded(text: str) -> str:
    return " ".join(re.sub(r"<[^<>]*>|&nbsp;", " ", text).split()).casefold()
