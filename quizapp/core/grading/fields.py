"""The values of a printed line as fields of a form, and what was said in its form taken apart."""

import re
from collections.abc import Callable, Sequence

from quizapp.core.grading.grade import LineGrade
from quizapp.core.grading.marking import Piece, PrintedLine, text_of
from quizapp.core.grading.values import Match, compare_alone

MISSING = Match(0.0, "a value is missing")
_SEPARATOR = re.compile(r"^ *(?:[-=]>|→|[:=](?!=)) *")  # of a label that ends without one
_SIGN = r"(?:\s*(?:[:=]|[-=]>|→)\s*|\s+)"
_SIGN_MIRRORED = r"(?:\s*(?:[:=]|>[-=]|→)\s*|\s+)"
_BLANK = "?"
_NESTED = r"(?:[^\[\]()]|\[[^\[\]()]*\]|\([^\[\]()]*\))*"
_MIRROR = str.maketrans("()[]", ")(][")
_ATOM = rf"(?:[^\s\[\]()]|\[{_NESTED}\]|\({_NESTED}\))*?"  # no spaces outside its brackets


def filled(line: PrintedLine, fields: Sequence[str]) -> str:
    """The line with something else for each of its values, in their order; a field that is empty
    shows as a question mark. A label or unit that was typed with its value is not said twice."""
    texts, before = iter(fields), ""
    parts = []
    for piece, behind in zip(line, [*line[1:], None], strict=True):
        if piece.kind != "value":
            parts.append(piece.text)
            before = piece.text.strip()
            continue
        said = next(texts, "").strip()
        label = re.sub(r"^\W+|\W+$", "", before)
        if before and said.casefold().startswith(before.casefold()):
            said = said[len(before) :].strip() or said
        elif any(map(str.isalpha, label)):
            again = rf"{re.escape(label)}(?:\s*[:=]\s*|\s+(?:is\s+)?)(?=\S)"
            said = re.sub(rf"^{again}", "", said, flags=re.IGNORECASE)
        unit = re.match(r"\s*([^\W\d_]+)", "" if behind is None else behind.text)
        if unit is not None:
            said = re.sub(rf"(?<=\d)\s*{unit[1]}$", "", said, flags=re.IGNORECASE)
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


def spaced(label: str) -> str:
    """A pattern for a label that is spelled with more spaces or with fewer; for the end of a line,
    what can stand for it."""
    if label == "\n":
        return r"(?:\s*[,;]\s*|\s+)"
    words = re.findall(r"\w+|[^\w\s]", label)
    if not words:
        return r"\s+"
    parts = list(map(re.escape, words))
    if len(words) > 1 and words[-1] in ":=":  # or another sign, or none
        return r"\s*".join(["", *parts[:-1], _SIGN])
    if len(words) > 1 and words[0] in ":=":
        return r"\s*".join([_SIGN_MIRRORED, *parts[1:], ""])
    return r"\s*".join(["", *parts, ""])


def by_fields(said: str, line: PrintedLine) -> LineGrade | None:
    """A line that was said with all the labels of the one printed: value by value; else None."""
    labels = "".join(piece.text for piece in line if piece.kind != "value").strip()
    fields = fields_of(line, said) if labels else None
    if labels and fields is None:
        fields = fields_of(line, said, spaced)
    if fields is None:
        return None
    return field_by_field(said, line, fields)


def field_by_field(said: str, line: PrintedLine, fields: Sequence[str]) -> LineGrade:
    """The grade of a line that was said, by what stands there for each value of the printed one."""
    values = [piece.text for piece in line if piece.kind == "value"]
    texts = [_SEPARATOR.sub("", one).rstrip(",;") for one in fields]
    matches = [
        compare_alone(one, value) if one else MISSING
        for one, value in zip(texts, values, strict=True)
    ]
    credit = sum(match.credit for match in matches) / len(matches) if matches else 1.0
    wrong = [match for match in matches if not match.right]
    remark = next((match.remark for match in wrong or matches if match.remark), "")
    return LineGrade(said, text_of(line), credit, remark)
