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
_TIMES = re.compile(r"(?<=\d)\s+times$", re.I)
_PERCENT = re.compile(r"\s*per\s?cent$", re.I)
_POWER = re.compile(r"^10\s*(?:\^|\*\*)\s*(-?\d{1,3})$")

_VERB = "is|are|has|equals|returns|prints|gives|raises|throws"
_IT = rf"(?:it|they|this|that)(?:'s| {_VERB.replace('|', '| ')})(?: called| named)?"
_ASKED = r"(?:the\s+)?(?:order|answer|letters?)(?:\s+(?:is|are)|\s*:)"
_ROUGHLY = f"about|around|approximately|approx\\.?|roughly|circa|exactly|then|{_VERB}"
_ARTICLE = r"(?:the|an?)\s+(?=\w{3})"  # one letter before another may be an answer
_LEAD = re.compile(
    rf"^(?:(?:{_IT}|{_ASKED}|{_ROUGHLY})\s+|[=≈~]\s*(?=[-+.\d])|{_ARTICLE})+(?=\S)", re.I
)
_NAME = re.compile(  # w = 4, w: 4, w becomes 4
    r"^(?:.*(?:(?<![!<>=])==?|≈|\b(?:is|are|at|has|equals|becomes)\b)"
    r"|[^\W\d][^,;:]*:(?=\s))\s*(?=\S)",
    re.I,
)
_EITHER = re.compile(r"\b(?:or|maybe|perhaps)\b|\?", re.I)
_HEDGE = re.compile(r"\b(?:or|not|maybe|perhaps)\b|[!<>]=|\?", re.I)
_NOTE = re.compile(r"\s+\(([^()]*(?:[^\W\d_]|\d ?[-+*/×] ?\d)[^()]*)\)\.?$")
_REASON = re.compile(r"[,;:.–-]*\s+(?:because|since|as)\s.*$", re.I)
_SUM = re.compile(r"([^=]*\d)\s*==?\s*[(]?\d[\d.\s()]*[-+*/×][-+*/×\d.\s()]*$")  # 40 = 20 + 20
_TRUTH = re.compile(r"\b(?:true|false|yes|no)\b", re.I)
_DTYPE = re.compile(r"\b(?:u?int|b?float|complex)\d+\b", re.I)
_A_VALUE = re.compile(rf"{_TRUTH.pattern}|{_DTYPE.pattern}|\b(?:none|nan|inf)\b", re.I)
_SCALED = re.compile(r"^([\d.,]+)\s*(?:(k|thousand)|(m|million))$", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_ASSIGNED = re.compile(r"^[^\W\d]\w*\s*=\s*(?=[^\W\d=])")
_1D = r"(?:1|one)[- ]?(?:d|dim|dimensional)"  # one size is left to say
_COUNTS = f"{'|'.join(_WORTH)}|hundred|thousand|million|billion|percent|times|minus|squared"
_SAID_OF_IT = re.compile(  # 40, biases included
    rf",(?!.*\b(?:{_COUNTS}|negative$))(?:\s+[^\W\d_]+){{2,}}$", re.I
)
_SHAPE = re.compile(
    rf"^(?:(?:{_1D}|tensor|vector|of|with|shape|size|length|list|dims?|an?|the)\b,?\s*)+", re.I
)

_BETWEEN = re.compile(r"\s*[;|]\s*|\s+/\s+|\s*(?:->|→)\s*|,?\s+(?:then|&)\s+|\s+-\s+", re.I)
_FIRST = re.compile(r"^first,?\s+(?=.*\bthen\b)", re.I)
_CALLED = re.compile(r"(?<=\w)\((?:\.\.\.)?\)|(?:^|(?<=[\s,]))\.(?=[^\W\d])")  # .name()
_LABEL = re.compile(r"(?:^|(?<=[\s,]))\(?([1-9])(?:[-.):=]+\s*(?=[^\W\d])|(?=[^\W\d_]\b))")

_DTYPE_NAME = re.compile(r"^(?:the\s+)?d?type(?:\s+is|\s*[=:])?\s+|^dtype\s*=\s*", re.I)
_EXCEPTION = re.compile(r"(?:[A-Z][a-z0-9]*)+(?:Error|Exception|Warning)")
_ANY_EXCEPTION = re.compile(r"\b[a-z]+ ?(?:error|exception|warning)\b", re.I)
_RAISING = set(
    re.findall(
        r"\w+",
        "a an the it that this is was be will and then with in raise raises raised throws thrown "
        "gives ends error exception of type class",
    )
)

_IMPORTS = re.compile(r"^(?:(?:import|from) [^;]*?(?:; ?| (?=torch\.)))+")
_SAYS = "which|that|returns|gives|tells|says"
_ABOUT = re.compile(  # which returns a bool
    rf",?\s+(?:(?:{_SAYS})\b[^.()]*|\([^()]*\))$", re.I
)
_CALL = re.compile(r"[\w.]+(?:\(\))?")
_NOUN = r"class|module|method|function|call|object|api"
_AROUND = re.compile(rf"^(?:(?:use|call|{_NOUN})\s+)+|\s+(?:{_NOUN})s?$", re.I)


def plainly(said: str, wanted: str, *, number: bool, named: bool) -> str:
    """An answer without what stands around it, to be set against a wanted one, which is a `number`
    or is not. If it may be `named`, a name before it goes, too."""
    text = said.replace("`", "").strip()
    if text.endswith(".") and not text[-2:-1].isdigit():
        text = text[:-1]
    text = text.removesuffix(";")
    text = _LEAD.sub("", text)
    listed = wanted.lstrip().startswith((*"([0123456789-", "torch.Size", "tensor("))
    of_a_few = bool(_TRUTH.fullmatch(wanted) or _DTYPE.fullmatch(wanted.removeprefix("torch.")))
    if number or listed or of_a_few:
        text = _without_remark(text)
    if named and (number or listed) and not _HEDGE.search(text):
        text = _SAID_OF_IT.sub("", text) if number else text
        text = _LEAD.sub("", _after_name(text))
    if number:
        return _in_digits(text)
    if wanted.startswith("torch."):
        text = _DTYPE_NAME.sub("", text)
    if _EXCEPTION.fullmatch(wanted):
        return _exception(text)
    if listed:
        text = _WORD.sub(lambda word: _IN_WORDS.sub(_digits, word[0]), _SHAPE.sub("", text))
    if "," in wanted:
        text = _items(text if "(" in wanted else _CALLED.sub("", text))
    elif not of_a_few and re.search(r"[A-Z._(]", wanted):  # the name of something in code
        if named and _CALL.fullmatch(wanted) and not _EITHER.search(text):
            text = _IMPORTS.sub("", _ABOUT.sub("", text))
        text = _LEAD.sub("", _AROUND.sub("", text if "=" in wanted else _ASSIGNED.sub("", text)))
    return text


def _exception(text: str) -> str:
    """The one exception that a sentence names: raises a ValueError, value error."""
    named, _, message = text.partition(":")
    text = named if message and _ANY_EXCEPTION.search(named) else text
    words = set(re.findall(r"\w+", _ANY_EXCEPTION.sub("", text).casefold()))
    found = _ANY_EXCEPTION.findall(text)
    if len(found) != 1 or words - _RAISING:
        return text
    return str(found[0]).replace(" ", "")


def _without_remark(text: str) -> str:
    """An answer without its reason, and without a remark in brackets that holds no other one."""
    text = _REASON.sub("", text)
    note = _NOTE.search(text)
    if note is None or _EITHER.search(note[1]) or _A_VALUE.search(note[1]):
        return text
    return text[: note.start()]


def _after_name(text: str) -> str:
    """What comes behind `loss =`, `8/4 =` or `the answer is`, or before `= 20 + 20`."""
    if summed := _SUM.match(text):
        text = summed[1]
    name = _NAME.match(text)
    whole = name is not None and all(
        name[0].count(one) == name[0].count(other) for one, other in ("()", "[]")
    )
    return text[name.end() :] if name is not None and whole else text


def _in_digits(text: str) -> str:
    """A number that is written in words, or partly: forty, minus two, 31 percent, 10^-2."""
    text = _PERCENT.sub("%", _POWER.sub(r"1e\1", _MINUS.sub("-", _TIMES.sub("", text))))
    return _SCALED.sub(_scaled, _IN_WORDS.sub(_digits, text))


def _scaled(found: re.Match[str]) -> str:
    return f"{found[1]}{'e3' if found[2] else 'e6'}"


def _digits(found: re.Match[str]) -> str:
    return f"{found[1]}{sum(_WORTH[word.casefold()] for word in found.groups()[1:] if word)}"


def _items(text: str) -> str:
    """Several items with commas between them, however they were numbered or kept apart."""
    text = _BETWEEN.sub(", ", _FIRST.sub("", text))
    labels = _LABEL.findall(text)
    if labels and labels == [str(number) for number in range(1, len(labels) + 1)]:
        parts = (part.strip(" ,.") for part in _LABEL.sub("\n", text).split("\n"))
        return ", ".join(part for part in parts if part)
    return text
