"""How much of what was printed was predicted: value by value.

What is said is free in its form: with labels or without, all on one line, or a value on each. It is
cut into chunks, and these are laid along the pieces of the printed lines so that as many values as
possible are right.
"""

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from quizapp.core.grading.grade import LineGrade
from quizapp.core.grading.marking import Piece, PrintedLine, text_of
from quizapp.core.grading.values import Match
from quizapp.core.grading.values import compare as compare_values

_MOST = 120  # chunks that are laid along pieces; more are compared line by line, as they stand
_CHUNK = re.compile(r"'[^']*'|\"[^\"]*\"|[^\s,;|:=]+")
_NUMBERED = re.compile(r"(?:^|(?<=[\s,;]))\(?(\d{1,2})[.):]\s+(?=\S)")
_RANGE = re.compile(r"(?<![\w.,-])(\d{1,2})(?:\.{2,3}|[–-]|\s+to\s+)(\d{1,2})(?![\w.])")
_SHORTEST = 3  # letters of a word that is cut short
_NAME = re.compile(r"[^\W\d][\w.]*")  # of a value, as a learner may call it
_LONGEST_NAME = 4  # chunks
_NO_NAMES = {"true", "false", "none", "nan", "inf", "no", "not", "never", "or", "minus", "half"}
_OTHER = {"True": "False", "False": "True", "float32": "float64", "int64": "int32"}
_MISSING = Match(0.0, "a value is missing")


@functools.lru_cache(maxsize=10_000)  # one answer is read in several ways
def compare(said: str, printed: str) -> Match:
    """As values are; whose name stands before one is looked at here."""
    return compare_values(said, printed, named=False)


def grade_lines(said: str, printed: Sequence[PrintedLine]) -> list[LineGrade]:
    """A grade for every printed line, and one for each line too many; read in the way that credits
    most."""
    mine = [line.strip() for line in said.splitlines() if line.strip()]
    found = _grades(mine, printed)
    if all(grade.right for grade in found) or len(_chunks("\n".join(mine))) > _MOST:
        return found
    ways = [mine]
    for way in (_bare(mine), _unwrapped(mine) if len(printed) > 1 else mine):
        ways += [] if way in ways else [way]
    graded = [found, *(_grades(way, printed) for way in ways[1:])]
    return max(graded, key=lambda grades: sum(one.credit for one in grades) / max(1, len(grades)))


def _grades(mine: Sequence[str], printed: Sequence[PrintedLine]) -> list[LineGrade]:
    """Line by line, if there are as many of them as were printed; else along all that was."""
    for count in range(len(printed), len(mine), -1):
        parted = _parted(mine, printed[:count])
        if parted is not None:
            return parted + list(map(_left_out, printed[count:]))
    if len(mine) != len(printed) and mine and printed and len(_chunks("\n".join(mine))) <= _MOST:
        whole = _whole_lines(mine, printed)
        laid = _Laid("\n".join(mine), printed, printed)
        if whole is not None and (all(one.right for one in whole if one.said) or not laid.right):
            return whole
        too_much = [LineGrade(laid.extra, "", 0.0, "more than was printed")] if laid.extra else []
        return laid.grades() + too_much
    grades = [_graded(one, line, printed) for one, line in zip(mine, printed, strict=False)]
    missing, extra = printed[len(mine) :], mine[len(printed) :]
    grades += map(_left_out, missing)
    return grades + [LineGrade(one, "", 0.0, "one line too many") for one in extra]


def _bare(said: Sequence[str]) -> list[str]:
    """The lines without bullets, prompts, numbers, arrows, "and", or brackets around one."""
    lines = [re.sub(r"^(?:>>>|[-*•])\s+(?=\S)", "", line) for line in said]
    numbers = [found[1] for line in lines for found in _NUMBERED.finditer(line)]
    if len(numbers) > 1 and numbers == [str(at) for at in range(1, len(numbers) + 1)]:
        lines = [_NUMBERED.sub(" ", line).strip() for line in lines]
    return list(map(_plain_line, lines))


def _plain_line(line: str) -> str:
    line = _RANGE.sub(_counted, line)
    line = re.sub(r",?\s+and\s+", ", ", line)
    line = re.sub(r"\s*(?:->|→|=>)\s*|\s+(?:-|–|is|are)\s+", " : ", line)
    line = re.sub(r"(?<=[^\W\d_])\s*/\s*(?=[^\W\d_])", " ", line)
    inside = re.fullmatch(r"[\[(]([^\[\]()]*)[\])]", line)
    return inside[1] if inside is not None else line


def _counted(span: re.Match[str]) -> str:
    """0-3 or 0 to 3, number by number."""
    return ", ".join(map(str, range(int(span[1]), int(span[2]) + 1))) or span[0]


def _unwrapped(said: Sequence[str]) -> list[str]:
    """The values of several lines, or the rows of a matrix, without the brackets around them."""
    text = "\n".join(said)
    if text[:1] not in ("[", "(") or len(_chunks(text)) != 1:
        return list(said)
    return text[1:-1].splitlines()


def _parted(said: Sequence[str], printed: Sequence[PrintedLine]) -> list[LineGrade] | None:
    """What was said with all that was printed in it, labels too, but with other line breaks: a
    grade for each printed line; else None."""
    whole: list[Piece] = []
    for line in printed:
        whole += [Piece("label", "\n"), *line] if whole else line
    fields = fields_of(whole, " ".join(" ".join(said).split()), _spaced)
    if fields is None or not any(piece.kind != "value" and piece.text.strip() for piece in whole):
        return None
    rest = iter(fields)
    filled_in = [[next(rest) for piece in line if piece.kind == "value"] for line in printed]
    return [
        _field_by_field(filled(line, own), line, own)
        for line, own in zip(printed, filled_in, strict=True)
    ]


def _left_out(line: PrintedLine) -> LineGrade:
    return LineGrade("", text_of(line), 0.0, "a line is missing")


def _whole_lines(said: Sequence[str], printed: Sequence[PrintedLine]) -> list[LineGrade] | None:
    """Where all lines that were said have the labels of printed ones, in their order, those are
    what they are about, and the others are missing: as many right as possible. Else None."""
    best: list[tuple[float, tuple[LineGrade, ...]] | None]
    best = [(0.0, ()), *[None] * len(said)]  # the most credit with so many of the lines said
    for line in printed:
        missing = _left_out(line)
        skipped = [one and (one[0], (*one[1], missing)) for one in best]
        for count in range(len(said), 0, -1):
            before, grade = best[count - 1], _by_fields(said[count - 1], line)
            if before is None or grade is None:
                continue
            credit, other = before[0] + grade.credit, skipped[count]
            if other is None or credit > other[0]:
                skipped[count] = credit, (*before[1], grade)
        best = skipped
    found = best[-1]
    return None if found is None else list(found[1])


def values_alone(line: PrintedLine) -> str:
    """What is to be predicted of a line, without what need not be said."""
    return " ".join(piece.text for piece in line if piece.kind == "value")


_BLANK = "?"
_NESTED = r"(?:[^\[\]()]|\[[^\[\]()]*\]|\([^\[\]()]*\))*"
_MIRROR = str.maketrans("()[]", ")(][")
_ATOM = rf"(?:[^\s\[\]()]|\[{_NESTED}\]|\({_NESTED}\))*?"  # no spaces outside its brackets


def filled(line: PrintedLine, fields: Sequence[str]) -> str:
    """The line with something else for each of its values, in their order; a field that is empty
    shows as a question mark. A label that was typed before its value is not said twice."""
    texts, before = iter(fields), ""
    parts = []
    for piece in line:
        if piece.kind != "value":
            parts.append(piece.text)
            before = piece.text.strip()
            continue
        said = next(texts, "").strip()
        if before and said.casefold().startswith(before.casefold()):
            said = said[len(before) :].strip() or said
        parts.append(said or _BLANK)
        before = ""
    return "".join(parts)


def fields_of(
    line: Sequence[Piece], text: str, label: Callable[[str], str] = re.escape
) -> list[str] | None:
    """What stands for each value in a text that `filled` made; None if that did not make it,
    or may have made it of other values. `label` makes a pattern of what stands between them."""
    text = text.rstrip()
    mirrored = [Piece(piece.kind, _mirrored(piece.text)) for piece in reversed(line)]
    for value in (_ATOM, ".*?"):
        found = _cut(line, text, value, label)
        back = _cut(mirrored, _mirrored(text), value, label) or []
        if found is not None and found == [_mirrored(field) for field in reversed(back)]:
            return ["" if said == _BLANK else said for said in found]
    return None  # it has another form, or could be read in two ways


def _cut(
    line: Sequence[Piece], text: str, value: str, label: Callable[[str], str]
) -> list[str] | None:
    """The fields of a text, each as short as can be, from its start on."""
    form, ahead = "", False
    for piece in line:
        if piece.kind == "value":
            form += f"{')' * ahead}(?>({value})"  # once a label is found it is not looked for again
            ahead = True
        else:
            form += label(piece.text)
    head, _, tail = form.rpartition("(?>")
    found = re.fullmatch(head + tail, text) if ahead else re.fullmatch(form, text)
    return None if found is None else list(found.groups())


def _mirrored(text: str) -> str:
    """Backwards, with its brackets the other way round."""
    return text[::-1].translate(_MIRROR)


def _spaced(label: str) -> str:
    """A pattern for a label that is spelled with more spaces or with fewer; for the end of a line,
    what can stand for it."""
    if label == "\n":
        return r"(?:\s*[,;]\s*|\s+)"
    words = re.findall(r"\w+|[^\w\s]", label)
    return r"\s*".join(["", *map(re.escape, words), ""]) if words else r"\s+"


def _by_fields(said: str, line: PrintedLine) -> LineGrade | None:
    """A line that was said with all the labels of the one printed: value by value; else None."""
    labels = "".join(piece.text for piece in line if piece.kind != "value").strip()
    fields = fields_of(line, said) if labels else None
    if labels and fields is None:
        fields = fields_of(line, " ".join(said.split()), _spaced)
    if fields is None:
        return None
    return _field_by_field(said, line, fields)


def _field_by_field(said: str, line: PrintedLine, fields: Sequence[str]) -> LineGrade:
    values = [piece.text for piece in line if piece.kind == "value"]
    matches = [
        compare(one.rstrip(",;"), value) if one else _MISSING
        for one, value in zip(fields, values, strict=True)
    ]
    credit = sum(match.credit for match in matches) / len(matches) if matches else 1.0
    wrong = [match for match in matches if not match.right]
    remark = next((match.remark for match in wrong or matches if match.remark), "")
    return LineGrade(said, text_of(line), credit, remark)


def near_misses(line: PrintedLine) -> Iterator[str]:
    """The line with one value a little off: another digit, the other truth, the other dtype."""
    for at, piece in enumerate(line):
        wrong = _off(piece.text) if piece.kind == "value" else piece.text
        if wrong != piece.text:
            yield "".join(wrong if n == at else one.text for n, one in enumerate(line))


def _off(value: str) -> str:
    for old, new in _OTHER.items():
        if old in value:
            return value.replace(old, new, 1)
    digits = list(re.finditer(r"\d(?!\d|\.\d)", value))
    if not digits:
        return value
    last = digits[-1]
    digit = str((int(last[0]) + 1) % 10)
    return value[: last.start()] + digit + value[last.end() :]


def _graded(said: str, line: PrintedLine, printed: Sequence[PrintedLine]) -> LineGrade:
    """A line that was said for one of those that were printed."""
    whole = compare(said, text_of(line))
    if whole.right or len(_chunks(said)) > _MOST:
        return LineGrade(said, text_of(line), whole.credit, whole.remark)
    by_fields = _by_fields(said, line)
    if by_fields is not None:
        return by_fields
    values = [piece.text for piece in line if piece.kind == "value"]
    if len(values) == 1 and "=" not in said and (alone := compare(said, values[0])).right:
        return LineGrade(said, text_of(line), alone.credit, alone.remark)
    laid = _Laid(said, [line], printed)
    [grade] = laid.grades()
    if grade.right and laid.extra:
        return LineGrade(said, grade.printed, 0.0, f"{laid.extra!r} was not printed")
    return LineGrade(said, grade.printed, grade.credit, grade.remark)


class _Chunk(NamedTuple):
    start: int
    end: int


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


class _Laid:
    """What was said, laid along lines out of all that were printed."""

    def __init__(
        self, said: str, printed: Sequence[PrintedLine], of: Sequence[PrintedLine]
    ) -> None:
        self._said = _apart(said, printed)
        self._printed = printed
        self._names = list(map(_known_as, of))
        self._lines = [next(n for n, one in enumerate(of) if one is line) for line in printed]
        self._chunks = _chunks(self._said)
        self._pieces = [
            (at, place, one) for at, line in enumerate(printed) for place, one in enumerate(line)
        ]
        self._known: dict[tuple[int, int, str], Match] = {}
        self._liked: dict[str, Mapping[tuple[int, int], int]] = {}

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
            remark = "a line is missing"
        return LineGrade(texts, text_of(line), credit, remark)

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
            words = [piece.text] if piece.kind == "given" else _words(piece.text)
            for end in self._along(words, start):
                taken, labels = end - start, after[end].labels + end - start
                yield after[end]._replace(labels=labels, taken=taken, match=None)
            return
        named = [*self._named(start, self._lines[line], place)]
        for begin in (start, *named):
            for end in self._ends(piece.text, begin):
                if begin == start and self._misnamed(start, end, named):
                    break
                match = self._match(begin, end, piece.text)
                credit = after[end].credit + match.credit
                yield after[end]._replace(credit=credit, taken=end - start, match=match)
        yield after[start]._replace(taken=0, match=_MISSING)

    def _named(self, start: int, line: int, place: int) -> Iterator[int]:
        """Where a value may begin if the learner has a name of their own before it: `grad: 2` for
        `gradient=2`. It must not be more like the name of another value."""
        name = ""
        for at in range(start, min(start + _LONGEST_NAME, len(self._chunks) - 1)):
            chunk = self._text(at, at + 1)
            if not _NAME.fullmatch(chunk) or chunk.casefold() in _NO_NAMES:
                return
            name += f" {chunk}"
            like = self._likes(name)
            own = like[line, place]
            ends = self._said[self._chunks[at].end : self._chunks[at + 1].start]
            if own == max(like.values()) and (own or re.search("[:=]", ends)):
                yield at + 1

    def _likes(self, name: str) -> Mapping[tuple[int, int], int]:
        """How much a name is like that of each value, by its line and its place there."""
        if name not in self._liked:
            self._liked[name] = {
                (number, where): _likeness(name, known)
                for number, names in enumerate(self._names)
                for where, known in names.items()
            }
        return self._liked[name]

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
                if _short_for(self._text(begun, begun + 1), word):
                    reached.add(begun + 1)
        return sorted(reached)

    def _ends(self, printed: str, start: int) -> range:
        """Where chunks that say this may end: it has so many parts, each with its thousands, and
        perhaps a unit."""
        parts = re.findall(r"[^\s,\[\](){}]+", printed)
        most = sum(1 + len(part) // 3 for part in parts) + 2
        return range(start + 1, min(len(self._chunks), start + most) + 1)

    def _match(self, start: int, end: int, printed: str) -> Match:
        key = (start, end, printed)
        if key not in self._known:
            self._known[key] = compare(self._text(start, end), printed)
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


def _known_as(line: PrintedLine) -> dict[int, str]:
    """For each value of a line, by its place, what is printed before it as its label."""
    names: dict[int, str] = {}
    label = ""
    for place, piece in enumerate(line):
        if piece.kind == "value":
            names[place], label = label, ""
        else:
            label += piece.text
    return names


def _likeness(name: str, label: str) -> int:
    """How many words of a name are in a label, maybe cut short."""
    words = re.findall(r"[^\W\d_]\w*", label.casefold())
    return sum(
        any(word == one or (len(one) > 2 and word.startswith(one)) for word in words)
        for one in set(re.findall(r"[^\W\d_]\w*", name.casefold()))
    )


def _words(label: str) -> list[str]:
    return [label[chunk.start : chunk.end] for chunk in _chunks(label)]


def _short_for(said: str, word: str) -> bool:
    """May a word of a label be called so: weight for layer.weight, weight.grad for weight, or acc
    for accuracy?"""
    said, word = said.casefold().strip("()."), word.casefold()
    if "." in word and said in re.findall(r"[^\W\d]\w+", word):
        return True
    if word.isidentifier() and re.fullmatch(rf"{word}(?:\.\w+)+", said):
        return True
    return len(said) >= _SHORTEST and said.isalpha() and word.startswith(said)


def _chunks(text: str) -> list[_Chunk]:
    """Words, numbers, and all that is in brackets as one; where brackets don't match, each by
    itself."""
    chunks: list[_Chunk] = []
    depth = begun = 0
    for found in _CHUNK.finditer(text):
        if depth == 0:
            begun = found.start()
        depth += sum((sign in "([{") - (sign in ")]}") for sign in found[0])
        if depth < 0:
            break
        if depth == 0:
            chunks.append(_Chunk(begun, found.end()))
    if depth != 0:
        return [_Chunk(found.start(), found.end()) for found in _CHUNK.finditer(text)]
    return chunks
