"""The words of labels, of names for them, and of what was said."""

import re
from typing import NamedTuple

from quizapp.core.grading.marking import PrintedLine
from quizapp.core.grading.values import DTYPES

_CHUNK = re.compile(r"'[^']*'|\"[^\"]*\"|[^\s,;|:=]+")
_SHORTEST = 3  # letters of a word that is cut short
NO_NAMES = {"true", "false", "none", "nan", "inf", "no", "not", "never", "or", "minus", "half"}
NO_NAMES |= {"yes", "cpu", "cuda", "mps", "meta", "up", "down", *DTYPES}  # but values
# Places in an order, and what is in common use for a word that is not just cut short.
ORDINALS = {"first": "1", "second": "2", "third": "3", "1st": "1", "2nd": "2", "3rd": "3"}
_OTHER_WORDS = ORDINALS | {"fp": "float", "bf": "bfloat", "fwd": "forward", "bwd": "backward"}


class Chunk(NamedTuple):
    start: int
    end: int


def chunks(text: str) -> list[Chunk]:
    """Words, numbers, and all that is in brackets as one; where brackets don't match, each by
    itself."""
    cuts: list[Chunk] = []
    depth = begun = 0
    for found in _CHUNK.finditer(text):
        if depth == 0:
            begun = found.start()
        depth += sum((sign in "([{") - (sign in ")]}") for sign in found[0])
        if depth < 0:
            break
        if depth == 0:
            cuts.append(Chunk(begun, found.end()))
    if depth != 0:
        return [Chunk(found.start(), found.end()) for found in _CHUNK.finditer(text)]
    return cuts


def known_as(line: PrintedLine) -> dict[int, str]:
    """For each value of a line, by its place, what is printed before it as its label."""
    names: dict[int, str] = {}
    label = ""
    for place, piece in enumerate(line):
        if piece.kind == "value":
            names[place], label = label, ""
        else:
            label += piece.text
    return names


def spelled(label: str) -> str:
    """A label without the spaces around its signs, and the sign at its end."""
    text = re.sub(r"\s*([^\w\s])\s*", r"\1", " ".join(label.casefold().split()))
    return re.sub("[:=]+", ":", text).rstrip(": ")


class Nearness(NamedTuple):
    """How much a name is like a label: the share of the words of both that both have, and whether
    the label has all of the name's."""

    share: float
    all_of_it: bool


def nearness(name: str, label: str) -> Nearness:
    """Words may be cut short."""
    left, words = label_words(label), label_words(name)
    count, both = len(left), 0
    for word in words:
        cut = (one for one in left if matches(word, one))
        there = next(cut, None)
        if there is not None:
            left.remove(there)
            both += 1
    share = both / (count + len(words) - both) if both else 0.0
    return Nearness(share, any(map(str.isalpha, words)) and both == len(words))


def matches(said: str, word: str) -> bool:
    """Whether a word of a label was said, maybe cut short."""
    return said == word or _cut_from(said, word)


def _cut_from(cut: str, word: str) -> bool:
    """Whether a word of a label may be cut short so; not to what says the opposite."""
    cut_short = len(cut) >= _SHORTEST and word.startswith(cut)
    return cut_short and (cut, word) != ("with", "without")


def label_words(label: str) -> list[str]:
    """Its words and numbers, also of a_grad or conv2; a place in an order is a number."""
    found = re.findall(r"[^\W\d_]+|\d+(?:st|nd|rd)?", label)
    return [_OTHER_WORDS.get(word, word) for word in found]


def ends_with(text: str, label: str) -> bool:
    """Whether a text ends with a label that is of words, and not in the middle of one."""
    return text.endswith(label) and not re.search(r"\w$", text[: -len(label)])


def likeness(name: str, label: str) -> int:
    """How many words of a name are in a label, maybe cut short."""
    words = re.findall(r"[^\W\d_]\w*", label.casefold())
    return sum(
        any(matches(one, word) for word in words)
        for one in set(re.findall(r"[^\W\d_]\w*", name.casefold()))
    )


def words_of(label: str) -> list[str]:
    return [label[chunk.start : chunk.end] for chunk in chunks(label)]


def short_for(said: str, word: str) -> bool:
    """May a word of a label be called so: weight for layer.weight, weight.grad for weight, acc for
    accuracy, or out[-1] for output[-1]?"""
    said, word = said.casefold().strip("()."), word.casefold()
    if said.isalnum() and label_words(said) == label_words(word):  # fp16 for float16
        return True
    if "." in word and said in re.findall(r"[^\W\d]\w+", word):
        return True
    if said.startswith(word) and re.fullmatch(r"(?:\.[^\W\d]\w*)+", said[len(word) :]):
        return True
    if "[" in said:
        cut, _, index = said.partition("[")
        name, _, of_word = word.partition("[")
        return index == of_word and (not cut or (cut.isalpha() and _cut_from(cut, name)))
    return said.isalpha() and _cut_from(said, word)
