"""Values that were said by their names, each before its value or behind it, in any order."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from quizapp.core.grading.fields import field_by_field
from quizapp.core.grading.grade import LineGrade
from quizapp.core.grading.labels import NO_NAMES, chunks, known_as, label_words, nearness
from quizapp.core.grading.marking import PrintedLine

_LONGEST = 6  # chunks of a name
_NAME = re.compile(r"[^\W\d][\w.]*(?:\[-?\d+\])?|\d+(?:st|nd|rd)")


class Named(NamedTuple):
    """A grade for each printed line, and whether its values were said in their order."""

    grades: list[LineGrade]
    in_order: bool

    @property
    def sure(self) -> bool:
        """Whether there is no other way to read it; one that is in order may have another, in
        which it is right."""
        return not self.in_order or all(grade.right for grade in self.grades)


def by_names(said: str, printed: Sequence[PrintedLine]) -> Named | None:
    """The grades where every value was said with a name that is like the label of that value alone;
    else None."""
    readings = []
    for label_of in (known_as, _units):
        labels = [label.casefold() for line in printed for label in label_of(line).values()]
        for text in (said, said.partition(": ")[2]):
            found = _found(text, labels)
            if found is None:
                continue
            order = [found[at] for at in range(len(labels))]
            readings.append(Named(list(_graded(order, printed)), list(found) == sorted(found)))
    right = (one for one in readings if all(grade.right for grade in one.grades))
    return next(right, readings[0] if readings else None)


def _units(line: PrintedLine) -> dict[int, str]:
    """For each value of a line, by its place, what is printed behind it: `4 MB`."""
    behind = [*line[1:], None]
    return {
        place: "" if after is None or after.kind == "value" else after.text.partition(",")[0]
        for place, (piece, after) in enumerate(zip(line, behind, strict=True))
        if piece.kind == "value"
    }


def _found(said: str, labels: Sequence[str]) -> dict[int, tuple[str, str]] | None:
    """What was said for each label, in the order it was said in: the part of it, and the value in
    that."""
    parts = parts_of(said)
    if len(parts) != len(labels) or len(parts) < 2:
        return None
    found: dict[int, tuple[str, str]] = {}
    for part in parts:
        named = next(_named(part, labels), None)
        if named is None or named[0] in found:
            return None
        found[named[0]] = part, named[1]
    return found


def _graded(
    order: Sequence[tuple[str, str]], printed: Sequence[PrintedLine]
) -> Iterator[LineGrade]:
    rest = iter(order)
    for line in printed:
        own = [next(rest) for piece in line if piece.kind == "value"]
        yield field_by_field(", ".join(part for part, _ in own), line, [value for _, value in own])


def parts_of(said: str) -> list[str]:
    """What stands between commas, semicolons and ends of lines, or before `name=`; brackets kept
    whole."""
    parts, begun = [], 0
    cut = chunks(said)
    for one, after in pairwise(cut):
        named = said[after.end : after.end + 1] == "=" and said[one.end : after.start].isspace()
        if named or re.search(r"[,;\n]", said[one.end : after.start]):
            parts.append(said[begun : one.end])
            begun = after.start
    return [part.strip() for part in [*parts, said[begun:]] if part.strip()]


def _named(part: str, labels: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Which label is meant by the words that begin or end a part, and the value beside them."""
    cut = chunks(part)
    words = [part[one.start : one.end] for one in cut]
    for count in range(min(_LONGEST, len(cut) - 1), 0, -1):
        behind = re.search("[:=]", part[cut[count - 1].end : cut[count].start]) is not None
        for name, value, numbers in (
            (words[:count], part[cut[count].start :], behind),
            (words[-count:], part[: cut[-count - 1].end], False),
        ):
            is_name = all(_is_word(word) or (numbers and word.isdigit()) for word in name)
            at = _meant(" ".join(name).casefold(), labels) if is_name else None
            if at is not None:
                yield at, value


def _is_word(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and text.casefold() not in NO_NAMES


def _meant(name: str, labels: Sequence[str]) -> int | None:
    """The one label that has just these words, or else the one that has all of them."""
    same = [at for at, label in enumerate(labels) if label_words(label) == label_words(name)]
    like = same or [at for at, label in enumerate(labels) if nearness(name, label).all_of_it]
    return like[0] if len(like) == 1 else None
