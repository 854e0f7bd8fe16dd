"""How much of what was printed was predicted: value by value.

What is said is free in its form: with labels or without, all on one line, or a value on each. Where
it has the form of what was printed, its fields are compared; else it is laid along that.
"""

import re
from collections.abc import Iterator, Sequence

from quizapp.core.grading.fields import by_fields, field_by_field, fields_of, filled, spaced
from quizapp.core.grading.grade import LineGrade
from quizapp.core.grading.labels import chunks, label_words, matches
from quizapp.core.grading.laying import Laid
from quizapp.core.grading.marking import Piece, PrintedLine, text_of
from quizapp.core.grading.named import by_names, parts_of
from quizapp.core.grading.values import FULL, as_number, compare_alone
from quizapp.core.grading.whose_line import beheaded, is_its_label, is_of_another_line, tail
from quizapp.core.printable import visible

ANOTHER_ORDER = "the right values in another order"
MOST_LINES = 24  # that anybody predicts; more are compared one by one, as they stand
_MOST = 100  # chunks that are laid along pieces; more are compared line by line, as they stand
_NUMBERED = re.compile(r"(?:^|(?<=[\s,;]))\(?(\d{1,2})[.):]\s+(?=\S)")
_RANGE = re.compile(r"(^|[:=,(\[>] ?)(\d{1,2})(?:\.{2,3}|[–-]| to )(\d{1,2})(?= ?(?:$|[,;\])]))")
_KIND = re.compile(  # device cpu, shape (2, 2)
    r"\b(?:device[\s=:]+(?=(?:cpu|cuda|mps|meta)\b)|shape[\s=:]+(?=[\[(])"
    r"|dtype[\s=:]+(?=(?:torch\.)?(?:bool|u?int|b?float|complex)))",
    re.IGNORECASE,
)
_RAISED = str.maketrans("²³", "23")
_LABELED = re.compile(r"[^\W\d]\w*.*[:=]|\d.* [^\W\d]|\w.*(?:\([^()]+\)| (?:for|with|at|after) )")
_LONGEST_RANGE = 20
_OTHER = {"True": "False", "False": "True", "float32": "float64", "int64": "int32"}


def grade_lines(said: str, printed: Sequence[PrintedLine]) -> list[LineGrade]:
    """A grade for every printed line, and one for each line too many; read in the way that credits
    most."""
    mine = [" ".join(line.split()) for line in visible(said).splitlines() if line.strip()]
    mine = _apart(_closed(mine), printed)
    if len(printed) > MOST_LINES:
        return _one_by_one(mine, printed)
    named = by_names("\n".join(mine), printed)
    if named is not None and not named.in_order:
        named = None  # the order of lines is part of what was asked
    if named is not None and named.sure:
        return named.grades
    found = _grades(mine, printed)
    if all(grade.right for grade in found) or len(chunks("\n".join(mine))) > _MOST:
        return found
    if named is not None:
        return named.grades
    ways = [mine]
    bare = _bare(mine, printed)
    for way in (bare, *((_unwrapped(mine), _grouped(mine, printed)) if len(printed) > 1 else ())):
        ways += [] if not way or way in ways else [way]
    graded = [found, *(_grades(way, printed) for way in ways[1:])]
    return max(graded, key=_share)


def _apart(mine: list[str], printed: Sequence[PrintedLine]) -> list[str]:
    """All on one line, where each part of it has words of its own, as the lines that were
    printed."""
    parts = parts_of(mine[0]) if len(mine) == 1 and len(printed) > 1 else []
    labeled = all(map(_LABELED.search, parts))
    return parts if len(parts) == len(printed) and labeled else mine


def _grades(mine: Sequence[str], printed: Sequence[PrintedLine]) -> list[LineGrade]:
    """As all that was printed with other line breaks, or else: what credits more."""
    for count in range(len(printed), len(mine), -1):
        parted = _parted(mine, printed[:count])
        if parted is not None:
            grades = parted + list(map(_left_out, printed[count:]))
            whole = all(grade.right for grade in grades)
            return grades if whole else max(grades, _laid(mine, printed), key=_share)
    return _laid(mine, printed)


def _share(grades: Sequence[LineGrade]) -> float:
    return sum(one.credit for one in grades) / max(1, len(grades))


def _laid(mine: Sequence[str], printed: Sequence[PrintedLine]) -> list[LineGrade]:
    """Line by line, if there are as many of them as were printed; else along all that was."""
    values = sum(piece.kind == "value" for line in printed for piece in line)
    too_many = len(mine) > max(values, len(printed))
    some = 0 < len(chunks("\n".join(mine))) <= _MOST
    if len(mine) != len(printed) and some and printed:
        whole = _whole_lines(mine, printed)
        laid = Laid("\n".join(mine), printed, printed)
        if whole is not None:
            told = all(one.right for one in whole if one.said)
            if told or _share(whole) >= _share(laid.grades()):
                return whole
        extra = laid.extra or (mine[-1] if too_many else "")
        too_much = [LineGrade(extra, "", 0.0, "more than was printed")] if extra else []
        return laid.grades() + too_much
    grades = [_graded(one, line, printed) for one, line in zip(mine, printed, strict=False)]
    grades += map(_left_out, printed[len(mine) :])
    rest = mine[len(printed) :]
    return grades + list(map(_too_many, rest))


def _one_by_one(mine: Sequence[str], printed: Sequence[PrintedLine]) -> list[LineGrade]:
    """Each line by the one in its place, alone."""
    grades: list[LineGrade] = []
    for said, line in zip(mine, printed, strict=False):
        whole = compare_alone(said, text_of(line))
        plain = LineGrade(said, text_of(line), whole.credit, whole.remark)
        grades.append(_in_its_form(said, line) or plain)
    grades += map(_left_out, printed[len(mine) :])
    return grades + [_too_many(said) for said in mine[len(printed) :]]


def _too_many(said: str) -> LineGrade:
    return LineGrade(said, "", 0.0, "one line too many")


def _closed(said: Sequence[str]) -> list[str]:
    """A bracket that is closed on a later line, as of a matrix, all on one line."""
    lines: list[str] = []
    begun, depth = 0, 0
    for line in said:
        if depth <= 0:
            begun, depth = len(lines), 0
        lines.append(line)
        depth += sum((sign in "([{") - (sign in ")]}") for sign in line)
        if depth == 0 and len(lines) - begun > 1:
            lines[begun:] = [" ".join(lines[begun:])]
    return lines


def _in_brackets(line: PrintedLine) -> bool:
    """Whether a value of a line is printed in brackets."""
    return any(piece.kind == "value" and piece.text[-1:] in ("]", ")") for piece in line)


def _bare(said: Sequence[str], printed: Sequence[PrintedLine]) -> list[str]:
    """The lines without bullets, prompts, numbers, arrows and "and"; and without brackets around
    one, if what was printed has none."""
    lines = [re.sub(r"^(?:>>>|[-*•]) (?=\S)", "", line) for line in said]
    numbered = [_NUMBERED.match(line) for line in lines]
    if len(lines) > 1 and [one and one[1] for one in numbered] == list(_counting(len(lines))):
        lines = [line[one.end() :] for line, one in zip(lines, numbered, strict=True) if one]
    elif len(lines) == 1:
        lines = [_unnumbered(lines[0])]
    lines = list(map(_plain_line, lines))
    brackets = list(map(_in_brackets, printed))
    if len(lines) != len(printed):
        brackets = [any(brackets)] * len(lines)
    pairs = zip(lines, brackets, strict=True)
    return [line if theirs else _out_of_brackets(line) for line, theirs in pairs]


def _out_of_brackets(line: str) -> str:
    inside = re.fullmatch(r"[\[(]([^\[\]()]*)[\])]", line)
    return inside[1] if inside is not None else line


def _counting(most: int) -> Iterator[str]:
    return map(str, range(1, most + 1))


def _unnumbered(line: str) -> str:
    """A line without the numbers that count the values on it, from 1 on."""
    parts, end, numbers = [], 0, _counting(99)
    wanted = next(numbers)
    for found in _NUMBERED.finditer(line):
        before = line[end : found.start()]
        if found[1] == wanted and before.count("(") == before.count(")"):
            parts.append(before)
            end, wanted = found.end(), next(numbers)
    return " ".join([*parts, line[end:]]).strip() if len(parts) > 1 else line


def _plain_line(line: str) -> str:
    line = _KIND.sub(_unless_in_brackets, line)
    line = re.sub(r"(?<=[^\W\d]) (?=\[-?\d+\]\s*[:=])", "", line)  # out [-1]: ...
    line = re.sub(r"\b(no|not|non)[ -](?=[^\W\d]\w*\s*[:=])", r"\1_", line, flags=re.IGNORECASE)
    line = _RANGE.sub(_counted, line.translate(_RAISED))
    line = re.sub(r"(?<=\d)(?!(?:st|nd|rd|th)\b)(?=[^\W\d_]{2,}\b)", " ", line)  # 4MB
    line = re.sub(r",? and ", ", ", line)
    line = re.sub(r" ?(?:->|→|=>) ?| (?:-|–|is|are|goes) ", " : ", line)
    return re.sub(r" / |(?<=[^\W\d_])/(?=[^\W\d_])", ", ", line)


def _unless_in_brackets(found: re.Match[str]) -> str:
    before = found.string[: found.start()]
    return "" if before.count("(") == before.count(")") else found[0]


def _counted(span: re.Match[str]) -> str:
    """0-3 or 0 to 3, number by number."""
    first, last = int(span[2]), int(span[3])
    if not 0 < last - first < _LONGEST_RANGE:
        return span[0]
    return span[1] + ", ".join(map(str, range(first, last + 1)))


def _unwrapped(said: Sequence[str]) -> list[str]:
    """The values of several lines, or the rows of a matrix, without the brackets around them."""
    text = re.sub(r"^(?:torch\.)?tensor\((.*?)(?:, dtype=[\w.]+)?\)$", r"\1", "\n".join(said))
    if text[:1] not in ("[", "(") or len(chunks(text)) != 1:
        return list(said)
    return text[1:-1].splitlines()


def _grouped(said: Sequence[str], printed: Sequence[PrintedLine]) -> list[str]:
    """Of one line of brackets, a pair for each line that was printed, the lines."""
    parts = [said[0][one.start : one.end] for one in chunks(said[0])] if len(said) == 1 else []
    groups = len(parts) == len(printed) and all(part[0] in "([" for part in parts)
    return [part[1:-1] for part in parts] if groups and not any(map(_in_brackets, printed)) else []


def _parted(said: Sequence[str], printed: Sequence[PrintedLine]) -> list[LineGrade] | None:
    """What was said with all that was printed in it, labels too, but with other line breaks: a
    grade for each printed line; else None."""
    whole: list[Piece] = []
    for line in printed:
        whole += [Piece("label", "\n"), *line] if whole else line
    fields = fields_of(whole, " ".join(said), spaced)
    if fields is None or not any(piece.kind != "value" and piece.text.strip() for piece in whole):
        return None
    rest = iter(fields)
    filled_in = [[next(rest) for piece in line if piece.kind == "value"] for line in printed]
    return [
        field_by_field(filled(line, own), line, own)
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
            before, grade = best[count - 1], by_fields(said[count - 1], line)
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
    whole = compare_alone(said, text_of(line))
    if whole.right or len(chunks(said)) > _MOST:
        return LineGrade(said, text_of(line), whole.credit, whole.remark)
    labeled = by_fields(said, line)
    if labeled is not None and labeled.right:
        return labeled
    behind = tail(said, line, printed)
    if is_of_another_line(said, line, printed) or (behind is not None and not behind.own):
        return LineGrade(said, text_of(line), 0.0, "its label is that of another line")
    formed = _in_its_form(said, line)
    if formed is not None and formed.right:
        return formed
    bare = (behind.before if behind is not None else None, beheaded(said, line))
    if any(one and _graded(one, line, printed).right for one in bare):
        return LineGrade(said, text_of(line), FULL)
    if _is_value_with_label(said, line):
        return LineGrade(said, text_of(line), FULL)
    named = by_names(said, [line])
    if named is not None and named.sure:
        return named.grades[0]
    if formed is None:
        laid = Laid(said, [line], printed)
        [formed] = laid.grades()
        if formed.right and laid.extra:
            formed = LineGrade(said, text_of(line), 0.0, f"{laid.extra!r} is too much here")
    if formed.right:
        return LineGrade(said, formed.printed, formed.credit, formed.remark)
    if named is not None:
        return named.grades[0]
    if not _reordered(said, line):
        return LineGrade(said, formed.printed, formed.credit, formed.remark)
    kinds = [_kind(piece.text) for piece in line if piece.kind == "value"]
    if len(set(kinds)) == len(kinds):  # a shape, a dtype, a device: nobody takes one for another
        return LineGrade(said, formed.printed, FULL)
    return LineGrade(said, formed.printed, formed.credit, ANOTHER_ORDER)


def _is_value_with_label(said: str, line: PrintedLine) -> bool:
    """Whether it is the only value of a line, with words of its label before or behind it."""
    head, _, value = said.rpartition(":")
    first, _, unit = said.partition(" ")
    values = [piece.text for piece in line if piece.kind == "value"]
    return len(values) == 1 and any(
        is_its_label(label, line) and compare_alone(one, values[0]).right
        for label, one in ((head, value), (unit, first))
    )


def _kind(value: str) -> str:
    if value[:1] in ("[", "(") or value.endswith(")"):
        return "brackets"
    if as_number(value) is not None:
        return "number"
    if value in ("True", "False"):
        return "truth"
    return "dtype" if value.startswith("torch.") else "word"


def _reordered(said: str, line: PrintedLine) -> bool:
    """Whether what was said is the values of a line in another order, with no more than words of
    its label beside them."""
    left = [said[one.start : one.end] for one in chunks(said)]
    values = [piece.text for piece in line if piece.kind == "value"]
    order = []
    for value in values:
        at = next(
            (n for n, one in enumerate(left) if one and compare_alone(one, value).right), None
        )
        if at is None:
            return False
        order.append(at)
        left[at] = ""
    label = label_words(" ".join(p.text for p in line if p.kind != "value").casefold())
    beside = label_words(" ".join(left).casefold())
    return order != sorted(order) and all(any(matches(a, b) for b in label) for a in beside)


def _in_its_form(said: str, line: PrintedLine) -> LineGrade | None:
    """A line that has the labels of a printed one, or is its only value; else None."""
    fields = by_fields(said, line)
    if fields is not None:
        return fields
    values = [piece.text for piece in line if piece.kind == "value"]
    if len(values) == 1 and "=" not in said and (alone := compare_alone(said, values[0])).right:
        return LineGrade(said, text_of(line), alone.credit, alone.remark)
    return None
