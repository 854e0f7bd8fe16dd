"""How much of what was printed was predicted: value by value.

What is said is free in its form: with labels or without, all on one line or a value on each. It is
cut into chunks, and the chunks are laid along the pieces of the printed lines so that as many values
as possible are right.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from quizapp.core.grading.grade import LineGrade
from quizapp.core.grading.marking import Piece, PrintedLine, text_of
from quizapp.core.grading.values import Match, compare

_MOST = 120  # chunks that are laid along pieces; more are compared line by line as they stand
_CHUNK = re.compile(r"'[^']*'|\"[^\"]*\"|[^\s,;|:=]+")
_MISSING = Match(0.0, "a value is missing")


class _Chunk(NamedTuple):
    start: int
    end: int


def grade_lines(said: str, printed: Sequence[PrintedLine]) -> list[LineGrade]:
    """A grade for every printed line; and one more for every line too many."""
    mine = [line.strip() for line in said.splitlines() if line.strip()]
    if len(mine) == len(printed):
        return [_graded(one, [line])[0] for one, line in zip(mine, printed, strict=True)]
    if len(_chunks(" ".join(mine))) <= _MOST:
        return _graded("\n".join(mine), printed)
    grades = [_graded(one, [line])[0] for one, line in zip(mine, printed, strict=False)]
    grades += [_graded("", [line])[0] for line in printed[len(mine) :]]
    return grades + [
        LineGrade(one, "", 0.0, "one line too many") for one in mine[len(printed) :]
    ]


def _graded(said: str, printed: Sequence[PrintedLine]) -> list[LineGrade]:
    whole = "\n".join(map(text_of, printed))
    if not said:
        return [LineGrade("", text_of(line), 0.0, "a line is missing") for line in printed]
    chunks = _chunks(said)
    if len(printed) == 1 and (len(chunks) > _MOST or compare(said, whole).right):
        found = compare(said, whole)
        return [LineGrade(said, whole, found.credit, found.remark)]
    pieces = [(at, piece) for at, line in enumerate(printed) for piece in line]
    laid, left_over = _laid(said, chunks, pieces)
    grades = []
    for at, line in enumerate(printed):
        found = [(text, match) for (where, _), (text, match) in laid.items() if where == at]
        texts = [text for text, _ in found if text]
        credit = sum(match.credit for _, match in found) / max(1, len(found))
        wrong = [match for _, match in found if not match.right]
        remark = next((m.remark for m in wrong if m.remark), "")
        remark = remark or next((m.remark for _, m in found if m.remark), "") * (not wrong)
        if not texts:
            remark = "a line is missing" if len(printed) > 1 else remark
        shown = said if len(printed) == 1 else ", ".join(texts)
        grades.append(LineGrade(shown, text_of(line), credit, remark))
    if left_over and all(grade.right for grade in grades):
        extra = f"{left_over!r} was not printed"
        last = grades[-1]
        grades[-1] = LineGrade(last.said if len(printed) > 1 else said, last.printed, 0.0, extra)
    return grades


def _laid(
    said: str, chunks: Sequence[_Chunk], pieces: Sequence[tuple[int, Piece]]
) -> tuple[dict[tuple[int, int], tuple[str, Match]], str]:
    """What was said for each value, keyed by its line and place, in the way that credits most; and
    the first thing said that belongs to none."""

    def text(start: int, end: int) -> str:
        return said[chunks[start].start : chunks[end - 1].end]

    @cache
    def same(start: int, end: int, printed: str) -> Match:
        return compare(text(start, end), printed)

    # best[at, chunk]: credit, chunks left over, and the steps to the end
    Step = tuple[float, int, int, Match | None]  # credit, left over, chunks taken, match
    best: dict[tuple[int, int], Step] = {}
    for at in range(len(pieces), -1, -1):
        for start in range(len(chunks), -1, -1):
            if at == len(pieces):
                best[at, start] = (0.0, len(chunks) - start, 0, None)
                continue
            piece, options = pieces[at][1], list[Step]()
            if piece.kind == "value":
                credit, rest, *_ = best[at + 1, start]
                options.append((credit, rest, 0, _MISSING))
                for end in range(start + 1, min(len(chunks), start + _reach(piece.text)) + 1):
                    match = same(start, end, piece.text)
                    credit, rest, *_ = best[at + 1, end]
                    options.append((credit + match.credit, rest, end - start, match))
            else:
                words = [piece.text] if piece.kind == "given" else _words(piece.text)
                for end in _along(words, start, len(chunks), same):
                    credit, rest, *_ = best[at + 1, end]
                    options.append((credit, rest, end - start, None))
            best[at, start] = max(options, key=lambda step: (step[0], -step[1]))
    found: dict[tuple[int, int], tuple[str, Match]] = {}
    start = 0
    for at, (line, piece) in enumerate(pieces):
        _, _, taken, match = best[at, start]
        if match is not None:
            found[line, at] = (text(start, start + taken) if taken else "", match)
        start += taken
    return found, text(start, len(chunks)) if start < len(chunks) else ""


def _along(words: Sequence[str], start: int, most: int, same: object) -> list[int]:
    """Where the chunks that begin at `start` may have come to when these words are passed: each of
    them was said, or left out."""
    assert callable(same)
    ends = {start}
    for word in words:
        for end in list(ends):
            reach = min(most, end + _reach(word))
            ends |= {to for to in range(end + 1, reach + 1) if same(end, to, word).right}
    return sorted(ends)


def _reach(printed: str) -> int:
    """How many chunks may say a value, at most: its parts, each with its thousands; and a unit."""
    return sum(1 + len(part) // 3 for part in re.findall(r"[^\s,\[\](){}]+", printed)) + 2


def _words(label: str) -> list[str]:
    return [label[chunk.start : chunk.end] for chunk in _chunks(label)]


def _chunks(text: str) -> list[_Chunk]:
    """Words, numbers, and everything in brackets as one; where the brackets don't match, all by
    itself."""
    chunks: list[_Chunk] = []
    depth, begun = 0, 0
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
