"""Are two short answers the same? Spellings of numbers, shapes and printed tensors, normalized."""

import re
from difflib import SequenceMatcher
from math import inf, isclose, isfinite

_SHAPE = re.compile(
    r"(?:torch\.)?(?:size)?\s?[\(\[]*\s?(\d{1,18}(?:\s?[,x×]\s?\d{1,18})*)\s?,?\s?[\)\]]*",
    re.IGNORECASE | re.ASCII,
)
# digits are never given back: a long row of them is read once
_NUMBER = re.compile(r"[-+]?(?:\d++\.?\d*+|\.\d++)(?:[eE][-+]?\d++)?", re.ASCII)
_FRACTION = re.compile(r"([-+]?\d+)\s*/\s*(\d+)", re.ASCII)
_LABEL = re.compile(r"^[^\[\(]*?[:=]\s*(?=\S)")
_LONG = 200
_DTYPE = re.compile(r"\b(?:torch\.)?(u?int(?:8|16|32|64)|b?float(?:16|32|64)|bool|double|half)\b")


def same_text(said: str, wanted: str) -> bool:
    """Equal but for case, white space, quotes and the spelling of shapes."""
    if _plain(said) == _plain(wanted):
        return True
    mine, theirs = as_shape(said), as_shape(wanted)
    return mine is not None and mine == theirs


def as_shape(text: str) -> tuple[int, ...] | None:
    """(2, 3) for `torch.Size([2, 3])`, `(2, 3)`, `[2,3]`, `2x3` and `2, 3`; None for other text
    and for a single number without brackets. A size has 18 digits at most."""
    text = " ".join(text.split())
    found = _SHAPE.fullmatch(text)
    if found is None or text.isdecimal():
        return () if re.fullmatch(r"(?:torch\.Size)?\(?(?:\(\)|\[\])\)?", text) else None
    return tuple(int(size) for size in re.split(r"\s?[,xX×]\s?", found[1]))


def same_number(said: str, wanted: float, tolerance: float | None) -> bool:
    """Within `tolerance`; without one, equal, or rounded to no fewer than two digits."""
    value = as_number(said)
    if value is None:
        return False
    if tolerance is not None:
        return abs(value - wanted) <= tolerance + 1e-12
    return _rounds_to(said, value, wanted)


def as_number(text: str) -> float | None:
    """The number that a text is; a fraction such as 1/3, and 50 %, count as numbers. One too large
    for a float is none."""
    text = text.strip().replace("_", "").replace("−", "-")
    if fraction := _FRACTION.fullmatch(text):
        below = float(fraction[2])
        value = float(fraction[1]) / below if below else inf
    else:
        scale = 0.01 if text.endswith("%") else 1.0
        text = text.removesuffix("%").strip().replace(",", "") if "," not in text[-3:] else text
        value = float(text) * scale if _NUMBER.fullmatch(text) else inf
    return value if isfinite(value) else None


def near(said: str, wanted: str) -> bool:
    """A slip of the fingers: nearly the same letters, digits apart."""
    mine, theirs = _plain(said), _plain(wanted)
    if max(len(mine), len(theirs)) > _LONG:
        return False
    if re.sub(r"\D", "", mine) != re.sub(r"\D", "", theirs) or min(len(mine), len(theirs)) < 4:
        return False
    return SequenceMatcher(a=mine, b=theirs).ratio() >= 0.8


def same_line(said: str, printed: str) -> bool:
    """Does a predicted line match a printed one? White space, quotes and a left-out label are
    forgiven; numbers may be rounded."""
    whole, value = printed.strip(), without_label(printed)
    return any(_same_tokens(said, form) for form in dict.fromkeys((whole, value)))


def without_label(line: str) -> str:
    """The value of a line such as `after 1: 6.0`; the whole line if it has no label."""
    return _LABEL.sub("", line.strip())


def same_value(said: str, printed: str) -> bool:
    """Whether a line that is not right holds the printed numbers, in another form: bare where a
    tensor was printed, or the other way round."""
    numbers = _bare(printed)
    return bool(numbers) and _bare(said) == numbers and ("tensor" in said) != ("tensor" in printed)


def line_remark(said: str, printed: str) -> str:
    """What is wrong with a predicted line, if it is one of the usual things; else empty."""
    mine, theirs = _DTYPE.findall(said), _DTYPE.findall(printed)
    if theirs and mine and mine != theirs:
        return f"the dtype is {theirs[0]}, not {mine[0]}"
    if _bare(said) == _bare(printed) and _bare(said):
        if "tensor" in printed and "tensor" not in said:
            return "the value is right, but it prints as a tensor"
        if "tensor" in said and "tensor" not in printed:
            return "the value is right, but it prints as a plain number, not as a tensor"
        return "the numbers are right, the form is not"
    shapes = [as_shape(without_label(text)) for text in (said, printed)]
    if shapes[1] is not None and shapes[0] is not None and len(shapes[1]) > 0:
        return f"the shape is {shapes[1]}, not {shapes[0]}"
    if sorted(_bare(said)) == sorted(_bare(printed)) and len(_bare(said)) > 1:
        return "the right numbers in another order"
    return ""


def _same_tokens(said: str, printed: str) -> bool:
    if _plain(said) == _plain(printed):
        return True
    mine, theirs = _NUMBER.split(_plain(said)), _NUMBER.split(_plain(printed))
    if mine != theirs:
        return as_shape(said) is not None and as_shape(said) == as_shape(printed)
    pairs = zip(_NUMBER.findall(_plain(said)), _NUMBER.findall(_plain(printed)), strict=True)
    return all(_rounds_to(a, float(a), float(b)) for a, b in pairs)


def _rounds_to(text: str, value: float, wanted: float) -> bool:
    if isclose(value, wanted, rel_tol=1e-3, abs_tol=1e-9):
        return True
    fraction = re.search(r"\.(\d*)", text)
    if not fraction or len(text.strip("-+0.").replace(".", "")) < 2:
        return False
    return abs(value - wanted) <= 0.5000001 * 10.0 ** -len(fraction[1])


def _plain(text: str) -> str:
    text = text.strip().strip("`").casefold().replace('"', "'").replace("torch.size", "size")
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"\s*([\[\](),:=|])\s*", r"\1", text).rstrip(".") if text != "." else text


def _bare(text: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(without_label(text))]
