"""Does a printed text match an expected one?

Two marks of tolerance, both as in doctest and pytest: `...` stands for any text (line breaks
included), and a number written with a decimal point stands for every number that rounds to it
(pytest's NUMBER option). Trailing white space never counts. A number is taken whole: an ellipsis
never stands for a part of one.
"""

import re
from functools import lru_cache
from math import isclose
from typing import NamedTuple

_NUMBER = re.compile(
    r"(?P<number>[-+]?(?:\d+\.(?P<fraction>\d*)|\.(?P<bare>\d+)|\d+(?=[eE]))"
    r"(?:[eE](?P<exponent>[-+]?\d+))?)",
    re.ASCII,
)
_ANY_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|nan|-?inf", re.ASCII)
_WHOLE_NUMBER = re.compile(rf"(?<![\d.+-])(?:{_ANY_NUMBER.pattern})", re.ASCII)
_ELLIPSIS = "..."
_EXACT = "000000"  # torch prints 4. for a whole number: no fraction is no tolerance
_STEPS = 1_000_000  # thousands of times what an honest text needs


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
    """The text before the first ellipsis begins `actual`, that after the last ends it, and each
    between is taken where it first comes, as doctest does: no step is ever taken back."""
    first, *others = map(_tokens, expected.split(_ELLIPSIS))
    text = _Text(actual)
    at = text.end(first, 0)
    if not others:
        return at == len(actual)
    for tokens in others[:-1]:
        at = text.find(tokens, at)
    return text.ends_with(others[-1], at)


class _Token(NamedTuple):
    """Text, and the number behind it with its decimal places; the last token has none."""

    text: str
    number: float | None = None
    places: float = 0.0


@lru_cache(maxsize=256)
def _tokens(piece: str) -> list[_Token]:
    found: list[_Token] = []
    end = 0
    for number in _NUMBER.finditer(piece):
        fraction = number["fraction"] or number["bare"] or _EXACT
        places = len(fraction) - float(number["exponent"] or 0)
        before = piece[end : number.start()]
        found.append(_Token(before, float(number["number"]), max(-300.0, min(300.0, places))))
        end = number.end()
    return [*found, _Token(piece[end:])]


class _Text:
    """What was printed, searched from left to right. A place is -1 where nothing was found."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._steps = _STEPS

    def end(self, tokens: list[_Token], at: int) -> int:
        """Behind the tokens, if they stand at this place."""
        for token in tokens:
            self._steps -= 1
            if self._steps < 0 or not self._text.startswith(token.text, at):
                return -1
            at += len(token.text)
            if token.number is not None:
                got = _ANY_NUMBER.match(self._text, at)
                if got is None or not _close(token.number, token.places, got[0]):
                    return -1
                at = got.end()
        return at

    def find(self, tokens: list[_Token], start: int) -> int:
        """Behind the first place from `start` on where the tokens stand."""
        while start >= 0 and self._steps >= 0:
            start = self._begin(tokens[0], start)
            end = self.end(tokens, start) if start >= 0 else -1
            if start < 0 or end >= 0:
                return end
            start += 1
        return -1

    def ends_with(self, tokens: list[_Token], start: int) -> bool:
        """Whether the tokens stand at the very end, behind `start`."""
        if start < 0:
            return False
        line = len(self._text)
        for _ in range(1 + sum(token.text.count("\n") for token in tokens)):
            line = self._text.rfind("\n", 0, max(line, 0))
        start = max(start, line + 1)
        while (start := self._begin(tokens[0], start)) >= 0:
            if self.end(tokens, start) == len(self._text):
                return True
            start += 1
        return False

    def _begin(self, token: _Token, start: int) -> int:
        if token.text or token.number is None:
            return self._text.find(token.text, start)
        found = _WHOLE_NUMBER.search(self._text, start)
        return -1 if found is None else found.start()


def _close(wanted: float, places: float, text: str) -> bool:
    got = float(text)
    if got == wanted:
        return True
    return isclose(got, wanted, rel_tol=1e-6, abs_tol=0.5000001 * 10.0**-places)
