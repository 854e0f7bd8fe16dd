"""Which options of a quiz are right. What a row says of it (a text, a letter, a number, several) is
read as the whole table uses such signs: whether numbers count from 0 or 1, no row tells alone."""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

_LEAD = re.compile(
    r"\b(?:options?|opt|answers?|ans|choices?|alternative)[ _:.#-]*(?=[(\[]?(?:[a-j]|\d)\b)"
)
_SIGN = r"[(\['\"]*([a-j]|\d{1,2}(?:[.,]0+)?)"
_ONE = re.compile(rf"{_SIGN}[)\].:'\"]*")
_WITH_TEXT = re.compile(rf"{_SIGN}[)\].:]+\s+\S.*")
_BETWEEN = re.compile(r"\s*(?:[,;&/+|]|\b(?:and|und|et|y)\b)\s*|\s+")
_RUN = re.compile(r"[a-j]{2,9}")
_NUMBER = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?")
_MARKED = re.compile(r"\[([ xX✓])\] +(.*)")
_LABEL = re.compile(r"\(?(?:([A-Ja-j])[.):] *|(\d)(?:[.:] +|\) *))(?=\S)")
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_LITERAL = re.compile(rf"\[\s*(?:(?:{_QUOTED.pattern})[\s,]*)+\]")  # Python's, JSON's or NumPy's
_HIGHEST = 20  # a number above it is no place among options
_LONGEST = 500  # letters; what is longer is a text
_MANY = 3  # rows, to tell by them that lists lack what is right
_INDEX = re.compile(r"\b(?:index|idx|label|cop|gold)\b")
Sign = Literal["letter", "number"]


class Quiz(NamedTuple):
    """A question's options, blank where there is none at a place, and what is said of the right
    ones: in words, or by marks at them. `label` is the number before the first, where they are
    numbered."""

    said: str
    options: Sequence[str]
    marked: Sequence[int] | None = None
    label: int | None = None


class Key(NamedTuple):
    """How a table says which options are right. `numbers` and `letters`: such a sign is a place
    also where an option has it for its text. `outside`: the right one is not among those listed;
    `told` says how numbers were read, if there are any."""

    first: int = 1
    numbers: bool = False
    letters: bool = False
    outside: bool = False
    told: str = ""


class Given(NamedTuple):
    """What is known before a row is read: the first option's number as whoever imports gave it;
    whether answers are integers beside texts, as in data sets; the name of their column; whether
    those of the options begin with a 0."""

    first: int | None = None
    integers: bool = False
    name: str = ""
    zero: bool = False


def right_ones(quiz: Quiz, key: Key) -> list[int]:
    """The places of the right options; empty where the row does not tell."""
    if quiz.marked is not None:
        return list(quiz.marked)
    text = _as_text(quiz)
    flags = _flags(quiz)
    if flags and not text:
        return flags
    signs = _signs(quiz.said, key.letters)
    places = _places(signs, key.first) if signs else []
    if not all(_is_there(quiz, at) for at in places):
        places = []
    kind = _kind(signs)
    if places and (not text or (key.numbers if kind == "number" else key.letters)):
        return places
    return text or _several_texts(quiz)


def is_stray(quiz: Quiz, key: Key) -> bool:
    """Whether what is said is a place and nothing else, though no option may be there."""
    signs, options = _signs(quiz.said, True, text=False), [*filter(None, quiz.options)]
    if _kind(signs) == "number":
        places = key.numbers or not all(map(_is_number, options))
        return places and max(map(int, signs)) <= _HIGHEST
    return bool(signs) and (key.letters or not all(len(option) == 1 for option in options))


def key_of(quizzes: Sequence[Quiz], given: Given) -> Key:
    """How a whole table says it."""
    rows = [one for one in quizzes if one.marked is None and one.said.strip()]
    numbers = given.integers or bool(_INDEX.search(given.name)) or _uses(rows, "number")
    letters = _uses(rows, "letter")
    counted = [
        (signs, one)
        for one in rows
        if _kind(signs := _signs(one.said, letters)) == "number"
        and not _flags(one)
        and (numbers or not _as_text(one))
        and all(int(sign) <= _HIGHEST for sign in signs)
    ]
    first, why = _first(counted, given, _label(quizzes))
    key = Key(first, numbers, letters)
    told = f"answers counted from {first}, {why}" if counted else ""
    known = any(right_ones(one, key) or is_stray(one, key) for one in rows)
    outside = len(rows) >= _MANY and not known
    return key._replace(outside=outside, told=told)


def _first(
    counted: Sequence[tuple[list[str], Quiz]], given: Given, label: int | None
) -> tuple[int, str]:
    """The number of the first option, and how that is known."""
    if given.first is not None:
        return given.first, "as asked for"
    fits = [
        sum(all(_is_there(one, at) for at in _places(signs, first)) for signs, one in counted)
        for first in (0, 1)
    ]
    if fits[0] != fits[1]:
        first = int(fits[1] > fits[0])
        return first, "as the highest of them shows" if first else "since a 0 is among them"
    if label is not None or given.zero:
        return label or 0, "as the options are numbered"
    index = given.integers or bool(_INDEX.search(given.name))
    first = 0 if index else 1
    usual = "as an index usually is" if index else "as in most tables"
    return first, f"{usual}; if that is wrong: --first-option {1 - first}"


def _label(quizzes: Iterable[Quiz]) -> int | None:
    labels = {one.label for one in quizzes if one.label is not None}
    return labels.pop() if len(labels) == 1 else None


def _uses(rows: Sequence[Quiz], kind: Sign) -> bool:
    """Whether such signs are places here, rather than texts: more of them fit a place and are no
    option's text than the other way around."""
    balance = 0
    for one in rows:
        signs, text = _signs(one.said, False), _as_text(one)
        fits = _kind(signs) == kind and any(
            all(_is_there(one, at) for at in _places(signs, first)) for first in (0, 1)
        )
        alike = _is_number(one.said) if kind == "number" else _kind(signs) == kind
        balance += (fits and not text) - (bool(text) and alike and not fits)
    return balance > 0


# One row


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text.strip()))


def _is_there(quiz: Quiz, at: int) -> bool:
    return 0 <= at < len(quiz.options) and bool(quiz.options[at].strip())


def _as_text(quiz: Quiz) -> list[int]:
    """The option of that text, or else of that number: a spreadsheet writes 1 as 1.0."""
    whole, texts = _plain(quiz.said), [_plain(option) for option in quiz.options]
    if whole and whole in texts:
        return [texts.index(whole)]
    if _is_number(whole):
        same = [at for at, text in enumerate(texts) if _equal(text, whole)]
        return same if len(same) == 1 else []
    return []


def _equal(text: str, number: str) -> bool:
    return _is_number(text) and Decimal(text) == Decimal(number)


def _several_texts(quiz: Quiz) -> list[int]:
    texts = [_plain(option) for option in quiz.options]
    parts = [_plain(part) for part in re.split(r"[;|\n]|, ", quiz.said) if part.strip()]
    found = [texts.index(part) for part in parts if part in texts]
    return found if found and len(found) == len(parts) else []


def _flags(quiz: Quiz) -> list[int]:
    """`1 0 1`: a 1 for each that is right, and perhaps a 0 for each that could be there."""
    if len(quiz.said) > _LONGEST:
        return []
    parts = _BETWEEN.split(quiz.said.strip())
    count = len([option for option in quiz.options if option.strip()])
    several = len(parts) > 2 or set(parts) == {"0", "1"}
    if not set(parts) <= {"0", "1"} or not several or count < 2 or "1" in parts[count:]:
        return []
    if len(parts) < count:
        return []
    return [at for at, part in enumerate(parts) if part == "1"]


def _signs(said: str, letters: bool, *, text: bool = True) -> list[str]:
    """The letters or numbers that it is made of, small and bare; none if it is a text. `letters`:
    small ones in a row are some, too; with `text`, one before its option's text."""
    if len(said) > _LONGEST:
        return []
    whole = _LEAD.sub("", _plain(said))
    one = _ONE.fullmatch(whole) or (_WITH_TEXT.fullmatch(whole) if text else None)
    if one:
        return [_bare(one[1])]
    parts = [_ONE.fullmatch(part) for part in _BETWEEN.split(whole) if part]
    signs = [_bare(part[1]) for part in parts if part]
    if len(signs) == len(parts) > 1 and _kind(signs) and len(set(signs)) == len(signs):
        return signs
    run = _RUN.fullmatch(whole)
    if run and (letters or said.strip().isupper()) and [*whole] == sorted(set(whole)):
        return [*whole]
    return []


def _bare(sign: str) -> str:
    return re.sub(r"[.,]0+$", "", sign)


def _kind(signs: Sequence[str]) -> Sign | None:
    """What all of them are."""
    if signs and all(sign.isdecimal() for sign in signs):
        return "number"
    return "letter" if signs and not any(sign.isdecimal() for sign in signs) else None


def _places(signs: Iterable[str], first: int) -> list[int]:
    return sorted(int(s) - first if s.isdecimal() else ord(s) - ord("a") for s in signs)


# Options in cells


def quiz_of(said: str, cells: Sequence[str]) -> Quiz:
    """A question whose options stand in columns."""
    end = max((at for at, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    texts, label = _unlabeled([cell.strip() for cell in cells[:end]])
    return Quiz(said, texts, None, label)


def listed_quiz(said: str, cell: str) -> Quiz:
    """A question whose options stand in one cell: a line each, or between signs."""
    lines = [line.strip() for line in cell.splitlines() if line.strip()]
    marked = [_MARKED.fullmatch(line) for line in lines]
    if lines and all(marked):
        texts = [found[2] for found in marked if found]
        return Quiz(said, texts, [at for at, one in enumerate(marked) if one and one[1] != " "])
    if _LITERAL.fullmatch(cell.strip()):
        lines = [re.sub(r"\\(.)", r"\1", one[1:-1]) for one in _QUOTED.findall(cell)]
    elif len(lines) == 1:
        cuts: Iterable[Callable[[str], list[str]]] = (
            lambda line: line.split("|"),
            lambda line: line.split(";"),
            lambda line: line.split(", "),
        )
        lines = next((parts for cut in cuts if len(parts := cut(lines[0])) > 1), lines)
    texts, label = _unlabeled([line.strip() for line in lines if line.strip()])
    return Quiz(said, texts, None, label)


def _unlabeled(texts: list[str]) -> tuple[list[str], int | None]:
    """Options without the letters or numbers before them, where each has the one of its place; and
    the first number."""
    found = [one for text in texts if (one := _LABEL.match(text))]
    labels = "".join(one[1] or one[2] for one in found).lower()
    for sequence, first in (("abcdefghij", None), ("0123456789", 0), ("123456789", 1)):
        if len(found) == len(texts) > 1 and sequence.startswith(labels):
            return [one.string[one.end() :] for one in found], first
    return texts, None
