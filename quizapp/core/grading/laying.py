"""What was said in whatever form, laid along the pieces of printed lines."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from quizapp.core.grading.fields import MISSING
from quizapp.core.grading.grade import LineGrade
from quizapp.core.grading.labels import (
    NO_NAMES,
    chunks,
    ends_with,
    known_as,
    likeness,
    nearness,
    short_for,
    spelled,
    words_of,
)
from quizapp.core.grading.marking import PrintedLine, text_of
from quizapp.core.grading.values import Match, compare_alone

_NAME = re.compile(r"[^\W\d][\w.]*")  # of a value, as a learner may call it
_COUNT = re.compile(r"\d{1,3}")
_LONGEST_NAME = 4  # chunks
_MOST_COMPARED = 4_000
_MUCH = 0.5  # of the words of two labels


class _Step(NamedTuple):
    """What becomes of the chunks from one on, when they are laid along the pieces from one on: the
    credit of all that follows, the chunks left over at the end, how many are labels, how many this
    piece takes, and for a value how they match it."""

    credit: float
    left_over: int
    labels: int = 0
    taken: int = 0
    match: Match | None = None


class _Said(NamedTuple):
    """What was said for a value of the line with this number."""

    line: int
    text: str
    match: Match


class Laid:
    """What was said, laid along lines out of all that were printed."""

    def __init__(
        self, said: str, printed: Sequence[PrintedLine], of: Sequence[PrintedLine]
    ) -> None:
        self._said = _apart(said, printed)
        self._printed = printed
        self._names = list(map(known_as, of))
        self._given = [[p.text.strip() for p in line if p.kind == "given"] for line in of]
        self._lines = [next(n for n, one in enumerate(of) if one is line) for line in printed]
        self._chunks = chunks(self._said)
        self._pieces = [
            (at, place, one) for at, line in enumerate(printed) for place, one in enumerate(line)
        ]
        self._known: dict[tuple[int, int, str], Match] = {}
        printed_values = (p.text for line in of for p in line if p.kind == "value")
        self._values_printed = {
            word.casefold().removeprefix("torch.")
            for text in printed_values
            for word in re.findall(r"[^\W\d][\w.]*", text)
        }
        self._liked: dict[str, Mapping[tuple[int, int], int]] = {}
        self._labels = [
            {place: spelled(label) for place, label in names.items()} for names in self._names
        ]

    def grades(self) -> list[LineGrade]:
        """One for each printed line."""
        return [self._grade(at, line) for at, line in enumerate(self._printed)]

    @property
    def right(self) -> bool:
        """Whether all that was printed was said, and no more."""
        return not self.extra and all(grade.right for grade in self.grades())

    @property
    def extra(self) -> str:
        """What was said and not printed."""
        return self._text(sum(step.taken for step in self._steps), len(self._chunks))

    def _grade(self, at: int, line: PrintedLine) -> LineGrade:
        values = [value for value in self._values if value.line == at]
        texts = ", ".join(value.text for value in values if value.text)
        credit = sum(value.match.credit for value in values) / max(1, len(values))
        matches = [value.match for value in values]
        wrong = [match for match in matches if not match.right]
        remark = next((match.remark for match in wrong or matches if match.remark), "")
        if not texts:
            texts, remark = self._in_its_place(at, line)
        return LineGrade(texts, text_of(line), credit, remark)

    def _in_its_place(self, at: int, line: PrintedLine) -> tuple[str, str]:
        """What was said in the place of a line, and a remark on it, though it counts for none of
        its values: a wrong value may be a word of the line's label."""
        said = [one.strip() for one in self._said.splitlines() if one.strip()]
        if len(said) != len(self._printed):
            return "", "a line is missing"
        values = [piece.text for piece in line if piece.kind == "value"]
        return said[at], compare_alone(said[at], values[0]).remark if len(values) == 1 else ""

    @cached_property
    def _values(self) -> list[_Said]:
        found: list[_Said] = []
        start = 0
        for (line, _, _), step in zip(self._pieces, self._steps, strict=True):
            if step.match is not None:
                found.append(_Said(line, self._text(start, start + step.taken), step.match))
            start += step.taken
        return found

    @cached_property
    def _steps(self) -> list[_Step]:
        """The way along the pieces that credits most, and then leaves least over."""
        best: list[list[_Step]] = [[] for _ in self._pieces]
        best.append([_Step(0.0, left) for left in range(len(self._chunks), -1, -1)])
        for at in range(len(self._pieces) - 1, -1, -1):
            best[at] = [
                max(
                    self._ways(at, start, best[at + 1]),
                    key=lambda step: (step.credit, -step.left_over, step.labels),
                )
                for start in range(len(self._chunks) + 1)
            ]
        steps: list[_Step] = []
        start = 0
        for at in range(len(self._pieces)):
            steps.append(best[at][start])
            start += steps[-1].taken
        return steps

    def _ways(self, at: int, start: int, after: Sequence[_Step]) -> Iterator[_Step]:
        """What a piece may take of the chunks from `start` on; `after` is what follows then."""
        line, place, piece = self._pieces[at]
        if piece.kind != "value":
            given = piece.kind == "given"
            for end in self._along([piece.text] if given else words_of(piece.text), start):
                if given and end > start and not self._belongs(at, start, end):
                    continue
                taken, labels = end - start, after[end].labels + end - start
                yield after[end]._replace(labels=labels, taken=taken, match=None)
            return
        named = [*self._named(start, self._lines[line], place)]
        for begin in (start, *named):
            if self._told_of_another(begin, self._labels[self._lines[line]][place]):
                continue
            for end in self._ends(piece.text, begin):
                if begin == start and self._misnamed(start, end, named):
                    break
                unit = self._text(begin + 1, end).strip("()# ")
                if self._is_another(spelled(unit), self._labels[self._lines[line]][place]):
                    break
                if unit and self._is_name_of_another(unit, self._lines[line], place):
                    break
                match = self._match(begin, end, piece.text)
                credit = after[end].credit + match.credit
                yield after[end]._replace(credit=credit, taken=end - start, match=match)
        yield after[start]._replace(taken=0, match=MISSING)

    def _named(self, start: int, line: int, place: int) -> Iterator[int]:
        """Where a value may begin if the learner has a name of their own before it: `grad: 2` for
        `gradient=2`. It must not be more like the name of another value."""
        name, words = "", 0
        for at in range(start, min(start + _LONGEST_NAME, len(self._chunks) - 1)):
            chunk = self._text(at, at + 1)
            word = chunk.casefold().removeprefix("torch.")
            counts = words > 0 and _COUNT.fullmatch(chunk) and self._counts(chunk, line)
            if not (counts or _NAME.fullmatch(chunk)):
                return
            if word in NO_NAMES or (word in self._values_printed and not counts):
                return
            name, words = f"{name} {chunk}", words + 1
            like = self._likes(name)
            own = like[line, place]
            ends = self._said[self._chunks[at].end : self._chunks[at + 1].start]
            if "\n" in ends:
                return
            if own == max(like.values()) and (own == words or re.search("[:=]", ends)):
                yield at + 1

    def _counts(self, chunk: str, line: int) -> bool:
        """Whether a number, as in `step 2: 14`, is that of a line: what is given there, or its own
        place."""
        given = self._given[line]
        return chunk in given if given else chunk == str(line + 1)

    def _is_name_of_another(self, unit: str, line: int, place: int) -> bool:
        """Whether a word behind a value, as in `0.5 loss`, is in the label of another one of its
        line, and not in its own."""
        if not _NAME.fullmatch(unit) or unit.casefold() in NO_NAMES | self._values_printed:
            return False
        like = self._likes(unit)
        return not like[line, place] and any(like[line, one] for one in self._names[line])

    def _likes(self, name: str) -> Mapping[tuple[int, int], int]:
        """How much a name is like that of each value, by its line and its place there."""
        if name not in self._liked:
            self._liked[name] = {
                (number, where): likeness(name, known)
                for number, names in enumerate(self._names)
                for where, known in names.items()
            }
        return self._liked[name]

    def _told_of_another(self, begin: int, own: str) -> bool:
        """Whether what stands right before the chunks is the label of another value, and not this
        one's, whole or cut short: letter by letter, with a sign behind it or a comma before; or,
        with a sign behind it, more like that one than like this."""
        if begin >= len(self._chunks):
            return False
        before = self._said[: self._chunks[begin].start].rpartition("\n")[2]
        signed = before.rstrip().endswith((":", "="))
        told = spelled(before)
        if signed and (told, self._text(begin, begin + 1).casefold()) in self._labeled_givens:
            return True
        found = [
            label
            for label in self._all_labels
            if ends_with(told, label) and (signed or told[: -len(label)][-1:] in ("", ",", ";"))
        ]
        exact = max(found, key=len, default="")
        if self._is_another(exact, own):
            return True
        if exact and told[: -len(exact)][-1:] in ("", ",", ";"):  # and that is all of the label
            return False
        return signed and self._is_more_like_another(re.split("[:,;]", told)[-1], own)

    def _is_more_like_another(self, told: str, own: str) -> bool:
        """Whether a label that is nobody's letter by letter is much like another value's, and less
        like this one's."""
        others = [nearness(told, label) for label in self._all_labels if label != own]
        mine = nearness(told, own)
        if mine.all_of_it:
            return False
        if any(one.all_of_it for one in others):
            return True
        nearest = max((one.share for one in others), default=0.0)
        return nearest >= _MUCH and nearest > mine.share

    def _is_another(self, label: str, own: str) -> bool:
        begins = own.startswith(label) and not re.match(r"\w", own[len(label) :])
        return label in self._all_labels and not begins and not ends_with(own, label)

    @cached_property
    def _all_labels(self) -> set[str]:
        """The labels, but those that are printed as values, too, or that are no words."""
        labels = {label for line in self._labels for label in line.values()}
        return {
            label
            for label in labels - self._values_printed
            if any(map(str.isalpha, label)) and label not in NO_NAMES
        }

    @cached_property
    def _labeled_givens(self) -> set[tuple[str, str]]:
        """What is given, with the label right before it: x and 1 of `x=1: ...`."""
        pairs = (pair for line in self._printed for pair in pairwise(line))
        return {
            (spelled(label.text), piece.text.casefold())
            for label, piece in pairs
            if piece.kind == "given"
            and re.search(r"\w\s*[:=]\s*$", label.text)
            and _COUNT.match(piece.text)
        }

    def _misnamed(self, start: int, end: int, named: Sequence[int]) -> bool:
        """Whether the chunks are a name, which is another value's, with `=` and more."""
        for at in range(start, end - 1):
            if not _NAME.fullmatch(self._text(at, at + 1)):
                return False
            if "=" in self._said[self._chunks[at].end : self._chunks[at + 1].start]:
                return at + 1 not in named
        return False

    def _along(self, words: Sequence[str], start: int) -> list[int]:
        """Where the chunks from `start` on may have come to when these words are passed: each was
        said, or left out."""
        reached = {start}
        for word in words:
            for begun in list(reached):
                ends = self._ends(word, begun)
                reached |= {end for end in ends if self._match(begun, end, word).right}
                if short_for(self._text(begun, begun + 1), word):
                    reached.add(begun + 1)
        return sorted(reached)

    def _belongs(self, at: int, start: int, end: int) -> bool:
        """Whether chunks can be what is given with a value: they are not kept apart from it as
        values are, and stand behind what is given right before."""
        before = [piece for line, _, piece in self._pieces[max(0, at - 2) : at]]
        together = [piece.kind for piece in before] == ["given", "label"]
        if together and not before[1].text.strip():
            told = start > 0 and self._match(start - 1, start, before[0].text).right
            return told and not self._ends_apart(end)
        return not self._ends_apart(end)

    def _ends_apart(self, end: int) -> bool:
        """Whether the chunk before `end` is kept apart from the next one as a value is."""
        if end == len(self._chunks):
            return True
        return bool(
            re.search("[,;\n]", self._said[self._chunks[end - 1].end : self._chunks[end].start])
        )

    def _ends(self, printed: str, start: int) -> range:
        """Where chunks that say this may end: it has so many parts, each with its thousands, and
        perhaps a unit."""
        parts = re.findall(r"[^\s,\[\](){}]+", printed)
        most = sum(1 + len(part) // 3 for part in parts) + 2
        return range(start + 1, min(len(self._chunks), start + most) + 1)

    def _match(self, start: int, end: int, printed: str) -> Match:
        key = (start, end, printed)
        if key not in self._known and len(self._known) >= _MOST_COMPARED:
            return MISSING
        if key not in self._known:
            self._known[key] = compare_alone(self._text(start, end), printed)
        return self._known[key]

    def _text(self, start: int, end: int) -> str:
        chunks = self._chunks[start:end]
        return self._said[chunks[0].start : chunks[-1].end] if chunks else ""


def _apart(said: str, printed: Sequence[PrintedLine]) -> str:
    """With a space before each unit that was printed as the label behind a value: 4MB is 4 MB."""
    for line in printed:
        for value, label in pairwise(line):
            unit = re.match(r"\s*([^\W\d_]+)", label.text)
            if unit and value.kind == "value" and label.kind != "value":
                glued = rf"(?<=\d){unit[1]}(?![^\W_])"
                said = re.sub(glued, f" {unit[1]}", said, flags=re.IGNORECASE)
    return said
