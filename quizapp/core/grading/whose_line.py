"""Of which printed line is a line that was said? Its words may tell that it is of another one."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from quizapp.core.grading.labels import NO_NAMES, label_words, matches, nearness
from quizapp.core.grading.marking import PrintedLine

_STATES = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}
_NOT = r"(?<![^\W_])(?:no|not|non|without|w/o)[\s_-]+"
_ALONE = {**_STATES, "with": True, "without": False}
_WORD = re.compile(r"[^\W\d]|\d+(?:st|nd|rd)\b")
_MUCH = 0.5  # of the words of a line that was said
_CALL = re.compile(r"[\w.]+\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\]|\d+(?:[x×]\d+)+")
_TAIL = re.compile(r"(.+?)(?:\s+(?:with|for|at|on|in|after|by)\s+(.+)|\s*\(([^()]+)\))")
_SMALL = {"with", "the", "a", "an", "of", "for", "on", "in", "at", "is", "and"}
_WITHOUT = {"without": "no", "not": "no", "w/o": "no"}


def is_of_another_line(said: str, line: PrintedLine, printed: Sequence[PrintedLine]) -> bool:
    """Whether words of it are in the label of another printed line, or given there, and not in this
    one's; and none tells this one from that one."""
    if is_of_the_opposite(said, line):
        return True
    words = _telling(said, printed)
    own = words_of_line(line)
    for other in printed:
        there = words_of_line(other)
        theirs = [word for word in words if not _in(word, own) and _in(word, there)]
        if not theirs or any(_in(word, own - there) for word in words):
            continue
        if sum(_in(word, there) for word in words) >= _MUCH * len(words):
            return True
    return False


def is_of_the_opposite(said: str, line: PrintedLine) -> bool:
    """Whether a line that was said names the other one of two: `no grad: ...` where grad is on,
    `causal: ...` where causal is False."""
    label, sign, _ = said.casefold().rpartition(":")
    for before, piece in pairwise(line):
        words = label_words(before.text.casefold())
        if piece.kind != "given" or piece.text.casefold() not in _STATES or not words or not sign:
            continue
        if label.strip() in _ALONE:
            return _ALONE[label.strip()] != _STATES[piece.text.casefold()]
        told = re.search(rf"({_NOT})?(?<![^\W_]){words[-1]}(?![^\W_])(?:[\s=:]*(\w+))?", label)
        if told is None or told[2] in _STATES:
            continue
        if _STATES[piece.text.casefold()] == (told[1] is not None):
            return True
    return False


def _telling(said: str, printed: Sequence[PrintedLine]) -> list[str]:
    """The words that may tell of which line it is: its own, but those that are values somewhere;
    numbers and "no" only in front of a colon."""
    head, sign, rest = said.casefold().partition(":")
    values = " ".join(p.text.casefold() for line in printed for p in line if p.kind == "value")
    known = {*label_words(values), *NO_NAMES}
    found = [
        word
        for chunk in map(str, re.split(r"[\s,;=]+", _CALL.sub(" ", f"{head} {rest}")))
        if _WORD.match(chunk.strip("()"))
        for word in label_words(chunk)
        if word not in known and not word.isdigit()
    ]
    if sign:
        in_head = [_WITHOUT.get(word, word) for word in label_words(head)]
        found += [word for word in in_head if word == "no" or word.isdigit()]
    return found


def words_of_line(line: PrintedLine) -> set[str]:
    """All words and numbers that are printed in it as labels, or given."""
    labels = " ".join(piece.text for piece in line if piece.kind != "value")
    return set(label_words(labels.casefold()))


def _in(word: str, words: set[str]) -> bool:
    return any(matches(word, one) for one in words)


class Tail(NamedTuple):
    """What stands behind a value, as in `True for 0.01`: the rest, and whether the words behind it
    are of this line, or of another."""

    before: str
    own: bool


def tail(said: str, line: PrintedLine, printed: Sequence[PrintedLine]) -> Tail | None:
    """The end of a line that says of which one it is; None where it says nothing of the kind."""
    found = _TAIL.fullmatch(said)
    if found is None:
        return None
    words = label_words((found[2] or found[3]).casefold())
    if not words:
        return None
    if all(_in(word, words_of_line(line)) for word in words):
        return Tail(found[1], own=True)
    others = (all(_in(word, words_of_line(one)) for word in words) for one in printed)
    return Tail(found[1], own=False) if any(others) else None


def is_its_label(head: str, line: PrintedLine) -> bool:
    """Whether words in front of a value are all of this line's label, but for small ones."""
    words = [word for word in label_words(head.casefold()) if word not in _SMALL]
    label = " ".join(piece.text for piece in line if piece.kind != "value")
    return nearness(" ".join(words), label.casefold()).all_of_it
