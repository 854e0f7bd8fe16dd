"""Of which printed line is a line that was said? Its words may tell that it is of another one."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from quizapp.core.grading.labels import NO_NAMES, ORDINALS, label_words, matches, nearness
from quizapp.core.grading.marking import PrintedLine

_STATES = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}
_NOT = r"(?<![^\W_])(?:no|not|non|without|w/o)[\s_-]+"
_ALONE = {**_STATES, "with": True, "without": False}
_WORD = re.compile(r"[^\W\d]|\d+(?:st|nd|rd)\b")
_MUCH = 0.5  # of the words of a line that was said
_IN_BRACKETS = re.compile(
    r"[\w.]*\((?:[^()]|\([^()]*\))+\)|\[[^\[\]]*\]|(?<![^\W_])\d+(?:[x×]\d+)+"
)
_NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_CODE = re.compile(r"[@*+<>/]")
_TAIL = re.compile(r"(.+?)(?:\s+(?:with|for|at|on|in|after|by)\s+(.+)|\s*\(([^()]+)\))")
_SMALL = {"with", "the", "a", "an", "of", "for", "on", "in", "at", "is", "and"}
_WITHOUT = {"without": "no", "not": "no", "w/o": "no"}


def is_of_another_line(said: str, line: PrintedLine, printed: Sequence[PrintedLine]) -> bool:
    """Whether words of it are in the label of another printed line, or given there, and not in this
    one's; and none tells this one from that one."""
    if _is_of_the_opposite(said, line):
        return True
    words, own = _telling(said, printed), words_of_line(line)
    if not own:
        return False  # what has no label may be called as one likes
    for other in printed:
        there = words_of_line(other)
        theirs = [word for word in words if word in there and not _in(word, own)]
        denied = all(_is_denied(word, said) for word in theirs)
        if denied or any(_in(word, own - there) for word in words):
            continue
        if sum(_in(word, there) for word in words) >= _MUCH * len(words):
            return True
    return False


def _is_of_the_opposite(said: str, line: PrintedLine) -> bool:
    """Whether a line that was said names the other one of two: `no grad: ...` where grad is on,
    `causal: ...` where causal is False."""
    label, sign, _ = said.casefold().rpartition(":")
    for before, piece in pairwise(line):
        words = label_words(before.text.casefold())
        if piece.kind != "given" or piece.text.casefold() not in _STATES or not words or not sign:
            continue
        state = _STATES[piece.text.casefold()]
        if label.strip() in _ALONE:
            return _ALONE[label.strip()] != state
        told = re.search(rf"({_NOT})?(?<![^\W_]){words[-1]}s?(?![^\W_])(?:[\s=:]*(\w+))?", label)
        if told is not None and _STATES.get(told[2] or "", told[1] is None) != state:
            return True
    return False


def _telling(said: str, printed: Sequence[PrintedLine]) -> list[str]:
    """The words that may tell of which line it is: its own, but those that are values somewhere;
    numbers and "no" only in front of a colon."""
    head, sign, rest = said.casefold().partition(":")
    values = " ".join(p.text.casefold() for line in printed for p in line if p.kind == "value")
    known = {*label_words(values), *NO_NAMES, *_SMALL.difference(*map(words_of_line, printed))}
    found = [
        word
        for chunk in map(str, re.split(r"[\s,;=]+", _IN_BRACKETS.sub(" ", f"{head} {rest}")))
        if _WORD.match(chunk)
        for word in label_words(chunk)
        if word not in known and (not word.isdigit() or chunk in ORDINALS)
    ]
    if sign:
        in_head = [_WITHOUT.get(word, word) for word in _words(head)]
        found += [word for word in in_head if word == "no" or _NUMBER.fullmatch(word)]
    return found


def _is_denied(word: str, said: str) -> bool:
    """Whether it is said to be not so: `without drop_last`, `drop_last=False`."""
    before = rf"{_NOT}(?:\w+[\s_.])?{word}"
    behind = rf"{word}\w*\s*=\s*(?:false|off|no)\b"
    return re.search(f"{before}|{behind}", said.casefold()) is not None


def _words(text: str) -> list[str]:
    """Those of a label, and its numbers with their signs."""
    return [*label_words(_NUMBER.sub(" ", text)), *_NUMBER.findall(text)]


def words_of_line(line: PrintedLine) -> set[str]:
    """All words and numbers that are printed in it as labels, or given."""
    labels = " ".join(piece.text for piece in line if piece.kind != "value")
    return set(_words(labels.casefold()))


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
    behind = (found[2] or found[3]).casefold()
    if not label_words(behind):
        return None
    if _tells(behind, line):
        return Tail(found[1], own=True)
    return Tail(found[1], own=False) if any(_tells(behind, one) for one in printed) else None


def _tells(words: str, line: PrintedLine) -> bool:
    """Whether words are all of a line's labels; where they are code, they have to stand there."""
    if _CODE.search(words):
        labels = "".join(piece.text for piece in line if piece.kind != "value").casefold()
        return "".join(words.split()) in "".join(labels.split())
    return all(_in(word, words_of_line(line)) for word in _words(words) if word not in _SMALL)


def beheaded(said: str, line: PrintedLine) -> str | None:
    """What stands behind a label of one's own that has in it all that is given in the line, as in
    `learning rate 0.01: ...`; None where that is not so."""
    head, sign, rest = said.partition(":")
    givens = {
        word for piece in line if piece.kind == "given" for word in _words(piece.text.casefold())
    }
    return rest.strip() if sign and givens and givens <= set(_words(head.casefold())) else None


def is_its_label(head: str, line: PrintedLine) -> bool:
    """Whether words in front of a value are all of this line's label, but for small ones."""
    words = [word for word in label_words(head.casefold()) if word not in _SMALL]
    label = " ".join(piece.text for piece in line if piece.kind != "value")
    return nearness(" ".join(words), label.casefold()).all_of_it
