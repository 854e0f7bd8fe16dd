"""Does a printed text match an expected one?

Two marks of tolerance, both as in doctest and pytest: `...` stands for any text (line breaks
included), and a number written with a decimal point stands for every number that rounds to it
(pytest's NUMBER option). Trailing white space never counts.
"""

import re
from math import isclose
from typing import NamedTuple

_NUMBER = re.compile(
    r"(?P<number>[-+]?(?:\d+\.(?P<fraction>\d*)|\.(?P<bare>\d+)|\d+(?=[eE]))"
    r"(?:[eE](?P<exponent>[-+]?\d+))?)"
)
_ANY_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_ELLIPSIS = "..."
_EXACT = "000000"  # torch prints 4. for a whole number: no fraction is no tolerance


class Mismatch(NamedTuple):
    """The first line (1-based) that differs, as expected and as it came."""

    line: int
    expected: str
    actual: str


def matches(expected: str, actual: str) -> bool:
    """Whether all of `actual` is what `expected` describes."""
    return _ellipsis_match(_normal(expected), _normal(actual))


def first_mismatch(expected: str, actual: str) -> Mismatch | None:
    """Where the two part, None if they match.

    An ellipsis that spans lines is followed only as far as whole lines allow; then the report
    names the first expected line that no later line of the output matches.
    """
    if matches(expected, actual):
        return None
    wanted, got = _normal(expected).split("\n"), _normal(actual).split("\n")
    at = 0
    for number, line in enumerate(wanted, start=1):
        if line.strip() == _ELLIPSIS:
            following = wanted[number] if number < len(wanted) else None
            if following is not None:
                while at < len(got) and not _ellipsis_match(following, got[at]):
                    at += 1
            continue
        if at >= len(got):
            return Mismatch(number, line, "(nothing)")
        if not _ellipsis_match(line, got[at]):
            return Mismatch(number, line, got[at])
        at += 1
    extra = got[at] if at < len(got) else "(nothing)"
    return Mismatch(len(wanted) + 1, "(nothing)", extra)


def _normal(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.rstrip().splitlines())


def _ellipsis_match(expected: str, actual: str) -> bool:
    parts = [_part_pattern(part) for part in expected.split(_ELLIPSIS)]
    pattern = "(?s:.*?)".join(parts)
    found = re.fullmatch(pattern, actual)
    if found is None:
        return False
    tolerances = _tolerances(expected)
    return all(
        _close(wanted, text, places)
        for (wanted, places), text in zip(tolerances, found.groups(), strict=True)
    )


def _part_pattern(part: str) -> str:
    pieces: list[str] = []
    end = 0
    for number in _NUMBER.finditer(part):
        pieces.append(re.escape(part[end : number.start()]))
        pieces.append(f"({_ANY_NUMBER.pattern}|nan|inf|-inf)")
        end = number.end()
    pieces.append(re.escape(part[end:]))
    return "".join(pieces)


def _tolerances(expected: str) -> list[tuple[float, int]]:
    found: list[tuple[float, int]] = []
    for part in expected.split(_ELLIPSIS):
        for number in _NUMBER.finditer(part):
            fraction = number["fraction"] or number["bare"] or _EXACT
            places = len(fraction) - int(number["exponent"] or 0)
            found.append((float(number["number"]), places))
    return found


def _close(wanted: float, text: str, places: int) -> bool:
    got = float(text)
    if got == wanted:
        return True
    return isclose(got, wanted, rel_tol=1e-6, abs_tol=0.5000001 * 10.0**-places)
