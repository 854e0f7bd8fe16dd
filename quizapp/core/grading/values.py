"""Are two values the same: one that was said, and one that was printed or is wanted?

Forgiven is the form: the spelling of shapes and dtypes, `tensor(...)` around a value, brackets that
are left out, quotes, thousands separators, a unit behind a number. A wrong number never is: whole
numbers are exact, and decimals are held to the digits that were printed.
"""

import ast
import functools
import re
import warnings
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from quizapp.core.grading.phrasing import NUMERALS, plainly
from quizapp.core.printable import visible
from quizapp.core.wording import plural

FULL, HALF = 1.0, 0.5
_LONGEST = 5_000  # characters of a value
_PHRASE = 300  # characters of one with words around it
_DEEPEST = 20  # brackets
_NOISE = Decimal("2e-6")  # of a float32 that is printed with all its digits
_SURE = 2  # digits that a number rounded further than it was printed still needs

_DIGITS = r"(?:\d{1,3}(?:[,_ '’]\d{3})+|\d+)"
_NUMBER = re.compile(rf"[-+]?(?:{_DIGITS}(?:\.\d*)?|\.\d+)(?:e[-+]?\d{{1,3}})?", re.ASCII | re.I)
_PERCENT = re.compile(rf"({_NUMBER.pattern})\s*%", re.ASCII | re.I)
_FRACTION = re.compile(r"([-+]?\d{1,18})\s*/\s*(\d{1,18})", re.ASCII)
_BY = re.compile(r"\d{1,18}(?:\s*(?:[x×]|\bby\b)\s*\d{1,18})+", re.ASCII | re.I)
_WITH_UNIT = re.compile(rf"({_NUMBER.pattern}) ?([^\W\d_]+(?: [^\W\d_]+)*)", re.I)
_SCALES = {"k", "m", "g", "t", "b", "kb", "mb", "gb", "tb", "kib", "mib", "gib", "bit", "bits"}
_NO_UNITS = set(  # values, or what makes another number of one
    re.findall(
        r"\w+",
        "true false none nan inf not or to x point dot comma half halves third thirds quarter "
        "quarters fourth fourths fifth fifths sixth sixths seventh sevenths eighth eighths ninth "
        "ninths tenth tenths hundredth hundredths thousandth thousandths minus plus times over by "
        "less more below negative squared cubed divided mod too per each pct permille rounded tens "
        "hundreds thousands millions billions trillion trillions quadrillion dozens score teen ty "
        "kilobytes megabytes gigabytes terabytes st nd rd th ish wrong almost",
    )
)
_NO_UNITS |= NUMERALS
_SCALES |= {"hundred", "thousand", "million", "billion", "dozen", "percent", "ms", "us", "µs", "e"}
_DIMENSIONS = re.compile(r"\d\s*-?\s*(?:d|dims?|dimensions?|ax[ei]s|rows?|columns?)\b", re.I)
_WRAPPERS = {"tensor", "size", "array", "parameter", "device"}
DTYPES = {
    **{name: name for name in ("bool", "uint8", "int8", "int16", "int32", "int64")},
    **{name: name for name in ("bfloat16", "float16", "float32", "float64")},
    **{name: name for name in ("complex64", "complex128")},
    **{"byte": "uint8", "char": "int8", "short": "int16", "long": "int64"},
    **{"half": "float16", "double": "float64", "bf16": "bfloat16"},
    **{f"fp{bits}": f"float{bits}" for bits in (16, 32, 64)},
}
_TORCH_DTYPES = {**DTYPES, "int": "int32", "float": "float32"}
_TRUTHS = {"yes": "true", "y": "true", "t": "true", "no": "false", "n": "false", "f": "false"}
_AND = re.compile(r"(?<=[\w.)\]])(?: ?, ?| )and (?=[-+\w.(\[])", re.I)
_A_WORD = re.compile(r"[^\W\d_]{5}")
_SIGN = re.compile(r"[-+](?=\s*\.?\d)|[=!<>*/%~^&|]")  # another of these says another thing
_NO_FINITE = {"nan", "inf", "-inf"}
_SAME_WORDS = {"infinity": "inf", "∞": "inf", "+inf": "inf", "-infinity": "-inf", "-∞": "-inf"}


class Match(NamedTuple):
    """How much of a value is right, from 0 to 1; and what is wrong with it, or with its form."""

    credit: float
    remark: str = ""

    @property
    def right(self) -> bool:
        return self.credit >= FULL


class _Value(NamedTuple):
    """A leaf, with its text as it stands; or, with `items`, a list of values."""

    text: str = ""
    items: "tuple[_Value, ...] | None" = None

    def leaves(self) -> "Iterator[_Value]":
        if self.items is None:
            yield self
        for item in self.items or ():
            yield from item.leaves()

    @property
    def form(self) -> str:
        """How its brackets nest."""
        return "." if self.items is None else f"[{''.join(item.form for item in self.items)}]"


class _Read(NamedTuple):
    value: _Value
    tensor: bool = False  # was `tensor(...)` around it?
    dtype: str = ""  # as the wrapper says
    bare: bool = False  # several values, no brackets


def compare(
    said: str, printed: str, tolerance: float | None = None, *, named: bool = True
) -> Match:
    """Set what was said against what was printed. With a `tolerance` a number may be that far off,
    and no farther. Where a value may be `named` by who says it, `w = 4` is 4."""
    said, printed = (" ".join(visible(text).replace("`", "").split()) for text in (said, printed))
    found = _compare(said, printed, tolerance)
    if found.right or len(said) > _PHRASE:
        return found
    number = as_number(printed) is not None or printed.casefold() in _NO_FINITE
    plain = plainly(said, printed, number=number, named=named)
    second = _compare(plain, printed, tolerance)
    return second if second.credit > found.credit or not found.remark else found


@functools.lru_cache(maxsize=10_000)  # one prediction is read in several ways
def compare_alone(said: str, printed: str) -> Match:
    """As `compare`, for a value whose name is looked at by who asks."""
    return compare(said, printed, named=False)


def _compare(said: str, printed: str, tolerance: float | None) -> Match:
    if _folded(said) == _folded(printed):
        return Match(FULL)
    if not said or max(len(said), len(printed)) > _LONGEST:
        return Match(0.0)
    if any(map(str.isalpha, printed)) and _tight(said) == _tight(printed):
        return Match(FULL)
    if not _AND.search(printed) and as_number(printed) is None:
        said = _AND.sub(", ", said)
    mine, theirs = _read(said), _read(printed)
    if theirs.value.items is not None and _DIMENSIONS.search(said):
        return Match(0.0)  # how many sizes there are, and not which
    ours, wanted = list(mine.value.leaves()), list(theirs.value.leaves())
    wanted_dtype = theirs.dtype or (_usual_dtype(wanted) if theirs.tensor else mine.dtype)
    if mine.dtype and mine.dtype != wanted_dtype:
        return Match(0.0, f"the dtype is {wanted_dtype}, not {mine.dtype}")
    pairs = zip(ours, wanted, strict=len(ours) == len(wanted))
    same = len(ours) == len(wanted) and all(_same(a.text, b.text, tolerance) for a, b in pairs)
    if not same:
        return Match(0.0, _remark(mine, theirs))
    if mine.bare or mine.value.items is None or mine.value.form == theirs.value.form:
        if theirs.tensor and not mine.tensor:
            return Match(FULL, "it prints as a tensor")
        if mine.tensor and not theirs.tensor:
            return Match(FULL, "it prints without tensor(...)")
        return Match(FULL)
    return Match(HALF, "the values are right, the brackets are not")


def _usual_dtype(leaves: "list[_Value]") -> str:
    """That of a tensor of these values, which is not printed."""
    texts = [leaf.text for leaf in leaves]
    if texts and all(text in ("True", "False") for text in texts):
        return "bool"
    return (
        "int64" if texts and all(re.fullmatch(r"[-+]?\d+", text) for text in texts) else "float32"
    )


def nearly(said: str, wanted: str) -> bool:
    """A slip of the fingers: one letter too many, too few, wrong, or two in the wrong order, in a
    word or a few; digits and signs are no letters, and what is no number is none for one, unless
    its comma may be a decimal one."""
    said, wanted = _folded(said), _folded(wanted)
    if as_number(wanted) is not None:
        return "," in said and _nearly(said, wanted)
    return bool(_A_WORD.search(wanted)) and _nearly(said, wanted)


def _nearly(said: str, wanted: str) -> bool:
    if _SIGN.findall(said) != _SIGN.findall(wanted):
        return False
    if min(len(said), len(wanted)) < 4 or abs(len(said) - len(wanted)) > 1 or said == wanted:
        return False
    if len(wanted) > _LONGEST or re.sub(r"\D", "", said) != re.sub(r"\D", "", wanted):
        return False
    start = next((at for at, (a, b) in enumerate(zip(said, wanted)) if a != b), len(wanted))  # noqa: B905
    mine, theirs = said[start:], wanted[start:]
    swapped = theirs[1:2] + theirs[:1] + theirs[2:]
    return mine in (theirs[1:], swapped) or theirs == mine[1:] or mine[1:] == theirs[1:]


def as_number(text: str) -> Decimal | None:
    """The number that a text is, however it is spelled: 1,000, 1e-3, 1/3, 50 %."""
    text = text.strip().replace("−", "-")
    if len(text) > _LONGEST:
        return None
    if percent := _PERCENT.fullmatch(text):
        return _decimal(percent[1]) / 100
    if fraction := _FRACTION.fullmatch(text):
        below = Decimal(fraction[2])
        return Decimal(fraction[1]) / below if below else None
    return _decimal(text) if _NUMBER.fullmatch(text) else None


def _decimal(text: str) -> Decimal:
    return Decimal(re.sub(r"[,_ '’]", "", text))


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace('"', "'").strip("'").split())


def _tight(text: str) -> str:
    """Code or a number with its unit, without the spaces that it may have or not, and without the
    full stop of who answers in a sentence."""
    text = re.sub(r"\s*([^\w\s])\s*", r"\1", _folded(text))
    text = re.sub(r"(?<=\d)\s+(?=[^\W\d])", "", text)
    return text[:-1] if text.endswith(".") and not text[:-1][-1:].isdigit() else text


# Reading a value: nearly all of them are Python literals, or can be made into one.


def _read(text: str) -> _Read:
    text = text.replace("−", "-")
    if as_number(text) is not None:
        return _Read(_Value(text))
    if unit := _WITH_UNIT.fullmatch(text):
        words = unit[2].casefold().split()
        if not (_SCALES | _NO_UNITS | DTYPES.keys()).intersection(words):
            return _Read(_Value(unit[1]))
    if _BY.fullmatch(text):
        sizes = re.findall(r"\d+", text)
        return _Read(_Value(items=tuple(map(_Value, sizes))), bare=True)
    plain = re.sub(r"<[^<>]*>", "'<>'", text)  # grad_fn=<MulBackward0>
    # 1 -3, which is no sum, and [1] [2], which is no item of a list
    plain = re.sub(r"(?<=[\d.\])])\s+(?=[-+]\.?\d)|(?<=\])\s+(?=\[)", ", ", plain)
    spaced = re.sub(r"(?<=[\w.\])])\s+(?=[-+\w.\[(])", ", ", plain)  # 1 2 3, as NumPy prints
    for form in dict.fromkeys(map(_closed, (plain, spaced))):
        tree = _parsed(form)
        if tree is not None:
            return _of(tree, form)
    return _Read(_Value(text))


def _closed(text: str) -> str:
    """With the brackets at its end that were left out."""
    open_: list[str] = []
    for sign in text:
        if sign in "([{":
            open_.append(")]}"["([{".index(sign)])
        elif open_ and sign == open_[-1]:
            open_.pop()
    return text + "".join(reversed(open_))


def _parsed(text: str) -> ast.expr | None:
    depth = deepest = 0
    for sign in text:
        depth += (sign in "([{") - (sign in ")]}")
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _of(node: ast.expr, text: str) -> _Read:
    match node:
        case ast.Call(func=function, args=[inside, *_], keywords=extras):
            name = _dotted(function).rpartition(".")[2].casefold()
            if name in _WRAPPERS:
                dtype = next((_dotted(one.value) for one in extras if one.arg == "dtype"), "")
                dtype = _TORCH_DTYPES.get(dtype.rpartition(".")[2], dtype)
                return _Read(_value(inside, text), name in ("tensor", "parameter"), dtype)
        case ast.Call(func=function, args=[], keywords=[ast.keyword("type", kind), *index]):
            if _dotted(function).rpartition(".")[2] == "device" and isinstance(kind, ast.Constant):
                numbers = [ast.unparse(one.value) for one in index if one.arg == "index"]
                return _Read(_Value(":".join([str(kind.value), *numbers])))
        case ast.Tuple(elts=parts) if parts and not _in_brackets(node, text):
            plain = not any(isinstance(part, ast.List | ast.Tuple | ast.Set) for part in parts)
            return _Read(_value(node, text), bare=plain)
    return _Read(_value(node, text))


def _in_brackets(node: ast.expr, text: str) -> bool:
    return text.encode()[node.col_offset : node.col_offset + 1] == b"("


def _value(node: ast.expr, text: str) -> _Value:
    match node:
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
            return _Value(items=tuple(_value(item, text) for item in items))
        case ast.Constant(value=str(word)):
            return _Value(word)
        case ast.Call(func=function, args=[inside, *_]):
            if _dotted(function).rpartition(".")[2].casefold() in _WRAPPERS:
                return _value(inside, text)
    return _Value(text.encode()[node.col_offset : node.end_col_offset].decode())  # of one line


def _dotted(node: ast.expr) -> str:
    return ast.unparse(node) if isinstance(node, ast.Name | ast.Attribute) else ""


# Comparing two leaves


def _same(said: str, printed: str, tolerance: float | None) -> bool:
    mine, theirs = as_number(said), as_number(printed)
    if mine is None or theirs is None:
        return _word(said, printed) == _word(printed, printed)
    if tolerance is not None:
        return abs(mine - theirs) <= Decimal(str(tolerance)) + Decimal("1e-12")
    return _same_number(mine, theirs)


def _same_number(said: Decimal, printed: Decimal) -> bool:
    if said == printed:
        return True
    step, printed_step = _step(said), _step(printed)
    if printed_step == 1:
        return False
    off = abs(said - printed)
    if off <= _NOISE * abs(printed) or (off <= printed_step / 2 and step < printed_step):
        return True
    sure = len(said.as_tuple().digits) >= _SURE and step <= Decimal("0.01")
    return sure and step > printed_step and off <= step / 2


def _step(number: Decimal) -> Decimal:
    """What its last digit counts; 1 for whole numbers."""
    return Decimal(1).scaleb(-places(number))


def places(number: Decimal) -> int:
    """How many digits stand behind the point."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _word(text: str, beside: str) -> str:
    """A word without what its spelling may differ in, when set beside one that was printed."""
    word = _folded(text).strip("'").rstrip(".")
    if beside.startswith("torch.") and beside[6:] in DTYPES:
        return _TORCH_DTYPES.get(word.removeprefix("torch."), word)
    if "." not in beside and "." in word and " " not in word:
        word = word.rpartition(".")[2]
    if beside.casefold() in ("true", "false"):
        word = _TRUTHS.get(word, word)
    return _SAME_WORDS.get(word, word)


# What is wrong


def _remark(mine: _Read, theirs: _Read) -> str:
    ours, wanted = list(mine.value.leaves()), list(theirs.value.leaves())
    if len(ours) == len(wanted) == 1:
        return _remark_on_one(ours[0].text, wanted[0].text)
    numbers = [[as_number(leaf.text) for leaf in leaves] for leaves in (ours, wanted)]
    if None in numbers[0] or None in numbers[1] or len(ours) < 2:
        return ""
    said, printed = numbers
    if sorted(filter(None, said)) == sorted(filter(None, printed)) and len(said) == len(printed):
        return "the right numbers in another order"
    if len(said) != len(printed):
        return f"it holds {plural(len(printed), 'number')}, not {len(said)}"
    wrong = [(a, b) for a, b in zip(ours, wanted, strict=True) if not _same(a.text, b.text, None)]
    return _remark_on_one(wrong[0][0].text, wrong[0][1].text) if len(wrong) == 1 else ""


def _remark_on_one(said: str, printed: str) -> str:
    dtypes = [_TORCH_DTYPES.get(_folded(text).removeprefix("torch.")) for text in (said, printed)]
    if all(dtypes) and printed.startswith("torch."):
        return f"the dtype is {dtypes[1]}, not {dtypes[0]}"
    mine, theirs = as_number(said), as_number(printed)
    if mine is None or theirs is None:
        return ""
    if mine == -theirs:
        return "the sign is wrong"
    if abs(mine - theirs) == 1 and _step(theirs) == 1:
        return "off by one"
    return ""
