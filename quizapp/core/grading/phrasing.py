"""What people put around an answer: "about", "the loss is", a remark; and numbers in words.

To be taken away where the answer as it stands is not right. What may make another answer of it
stays: a hedge, a negation, a word that counts.
"""

import re

_UNITS = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen",
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORTH = {name: at for at, name in enumerate(_UNITS)}
_WORTH |= {name: 10 * at for at, name in enumerate(_TENS, 2)}
NUMERALS = frozenset(_WORTH)
_IN_WORDS = re.compile(
    rf"^(-?)(?:({'|'.join(_TENS)})[- ]({'|'.join(_UNITS[1:10])})|({'|'.join(_WORTH)}))\b", re.I
)
_MINUS = re.compile(r"^(?:minus|negative)\s+|^-\s+", re.I)
_PERCENT = re.compile(r"\s*per\s?cent$", re.I)
_POWER = re.compile(r"^10\s*(?:\^|\*\*)\s*(-?\d{1,3})$")

_IT = r"(?:it|they|this|that)(?:'s| is| are| has| returns| prints| gives)(?: called| named)?"
_ROUGHLY = "about|around|approximately|approx\\.?|roughly|circa|exactly|equals|returns|prints|gives"
_ARTICLE = r"(?:the|an?)\s+(?=\w{3})"  # one letter before another may be an answer
_LEAD = re.compile(rf"^(?:(?:{_IT}|{_ROUGHLY})\s+|[=≈~]\s*(?=[-+.\d])|{_ARTICLE})+(?=\S)", re.I)
_NAME = re.compile(r"^.*(?:(?<![!<>=])==?|≈|\b(?:is|are)\b)\s*(?=\S)", re.I | re.S)  # w = 4
_HEDGE = re.compile(r"\b(?:or|not|maybe|perhaps)\b|[!<>]=|\?", re.I)
_NOTE = re.compile(r"\s+\([^()]*[^\W\d_][^()]*\)\.?$")
_SHAPE = re.compile(r"^(?:(?:tensor|vector|of|shape|size|length|list|dims?|an?|the)\b\s*)+", re.I)

_BETWEEN = re.compile(r"\s*;\s*|\s+/\s+|\s*(?:->|→)\s*|,?\s+(?:then|&)\s+|\s+-\s+", re.I)
_LABEL = re.compile(r"(?:^|(?<=[\s,]))\(?([1-9])[.):=]+\s*(?=[^\W\d])")

_NOUN = r"class|module|method|function|call|object|api"
_AROUND = re.compile(rf"^(?:(?:use|call|{_NOUN})\s+)+|\s+(?:{_NOUN})s?$", re.I)


def plainly(said: str, wanted: str, *, number: bool) -> str:
    """An answer without what stands around it, to be set against a wanted one, which is a `number`
    or is not."""
    text = said.replace("`", "").strip()
    if text.endswith(".") and not text[-2:-1].isdigit():
        text = text[:-1]
    text = _LEAD.sub("", text)
    listed = wanted.lstrip().startswith((*"([0123456789-", "torch.Size", "tensor("))
    if (number or listed) and not _HEDGE.search(text):
        text = _LEAD.sub("", _after_name(_NOTE.sub("", text)))
    if number:
        return _in_digits(text)
    if listed:
        text = _SHAPE.sub("", text)
    if "," in wanted:
        text = _items(text)
    elif re.search(r"[A-Z._(]", wanted):  # the name of something in code
        text = _AROUND.sub("", text)
    return text


def _after_name(text: str) -> str:
    """What comes behind `loss =`, `8/4 =` or `the answer is`."""
    name = _NAME.match(text)
    whole = name is not None and all(
        name[0].count(one) == name[0].count(other) for one, other in ("()", "[]")
    )
    return text[name.end() :] if name is not None and whole else text


def _in_digits(text: str) -> str:
    """A number that is written in words, or partly: forty, minus two, 31 percent, 10^-2."""
    text = _PERCENT.sub("%", _POWER.sub(r"1e\1", _MINUS.sub("-", text)))
    return _IN_WORDS.sub(_digits, text)


def _digits(found: re.Match[str]) -> str:
    return f"{found[1]}{sum(_WORTH[word.casefold()] for word in found.groups()[1:] if word)}"


def _items(text: str) -> str:
    """Several items with commas between them, however they were numbered or kept apart."""
    text = _BETWEEN.sub(", ", text)
    labels = _LABEL.findall(text)
    if labels and labels == [str(number) for number in range(1, len(labels) + 1)]:
        parts = (part.strip(" ,.") for part in _LABEL.sub("\n", text).split("\n"))
        return ", ".join(part for part in parts if part)
    return text
