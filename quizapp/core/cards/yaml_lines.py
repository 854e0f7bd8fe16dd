"""YAML text -> plain values with the line of each: PyYAML with its surprises taken out.

Words such as `no` and `on`, `012` and `1:30` stay text, and so does a number that has no room in 64
bits. A repeated key is a problem. Refused is what a stranger could use to fill memory or the stack:
aliases (a few of them can expand to gigabytes), very deep nesting (it crashes libyaml's composer),
and values without number; and tags, which ask for objects. Problems are collected; the rest is
still read.
"""

import re
from math import isfinite
from typing import Any, NamedTuple

import yaml

from quizapp.core.cards.card import Place

MAX_CHARACTERS = 4_000_000
MAX_DEPTH = 40
_CRASH_DEPTH = 200
_MAX_EVENTS = 200_000
_LARGEST = 2**63

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NUMBER = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)(?:[eE][-+]?[0-9]+)?\Z")
_PLAIN = {
    "tag:yaml.org,2002:bool": re.compile(r"true|false"),
    "tag:yaml.org,2002:int": re.compile(r"[-+]?(?:0|[1-9][0-9]*)"),
    "tag:yaml.org,2002:float": NUMBER,
    "tag:yaml.org,2002:null": re.compile(r"~|null|"),
}
_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


class Fault(NamedTuple):
    """A problem of the text itself, at a 1-based line."""

    line: int
    message: str


class Document(NamedTuple):
    """`value` is None where nothing could be read; `lines` maps a place, such as
    ("cards", 3, "level"), to the line of its key or item."""

    value: Any
    lines: dict[Place, int]
    faults: list[Fault]


class _BankLoader(_Loader):  # type: ignore[misc]
    """Resolves only the plain words above; everything else is text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012


def read_document(text: str) -> Document:
    """Read one YAML document; syntax errors, aliases and repeated keys come back as faults."""
    if len(text) > MAX_CHARACTERS:
        return Document(None, {}, [Fault(1, "the file is too large; split it into several banks")])
    faults: list[Fault] = []
    lines: dict[Place, int] = {}
    try:
        refused = _refused(text)
        if refused is not None:
            return Document(None, {}, [refused])
        root = yaml.compose(text, Loader=_BankLoader)
    except yaml.YAMLError as error:
        return Document(None, {}, [_syntax_fault(error, text)])
    if root is None:
        return Document(None, {}, [])
    return Document(_value(root, (), lines, faults), lines, faults)


def _refused(text: str) -> Fault | None:
    """The first thing that is not even composed; events come one by one, without recursion."""
    odd = _FORBIDDEN.search(text, text.startswith("\ufeff"))
    if odd is not None:
        line = text.count("\n", 0, odd.start()) + 1
        sign = f"U+{ord(odd[0]):04X}"
        return Fault(line, f"the character {sign} cannot stand in a bank; remove it")
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=_BankLoader)):
        if isinstance(event, yaml.AliasEvent):
            message = "aliases (&name, *name) are not read here; write the text out in full"
            return Fault(_line(event), message)
        tag = getattr(event, "tag", None)
        if tag is not None:
            message = f"the tag {tag[:40]} is not read here; remove it, or quote the text"
            return Fault(_line(event), message)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _CRASH_DEPTH:
            return Fault(_line(event), "nested too deeply; a bracket may lack its end")
        if number > _MAX_EVENTS:
            return Fault(_line(event), "too many values; split the file into several banks")
    return None


def _syntax_fault(error: yaml.YAMLError, text: str) -> Fault:
    mark = getattr(error, "problem_mark", None)
    begun = getattr(error, "context_mark", None)
    last = text.rstrip().count("\n")
    if mark is not None and begun is not None and mark.line > last:
        mark = begun  # a bracket or quote that nothing closes: the end of the file is no help
    what = getattr(error, "problem", None) or str(error).splitlines()[0]
    line = min(mark.line, last) + 1 if mark is not None else 1
    hint = ""
    if "but found another document" in what:
        return Fault(line, "a second document begins here (---); a bank is one, so take this out")
    if "mapping values are not allowed" in what:
        hint = "; quote text that holds ': ', or put it in a block after '|'"
    elif "cannot start any token" in what:
        hint = "; quote text that begins with `, @ or %, and indent with spaces"
    elif "expected <block end>" in what or "could not find expected ':'" in what:
        hint = "; look at the indentation and quotes of this line and the one before"
    return Fault(line, f"not valid YAML: {what}{hint}")


def _line(node: Any) -> int:
    return int(node.start_mark.line) + 1


def _value(node: yaml.Node, place: Place, lines: dict[Place, int], faults: list[Fault]) -> Any:
    lines.setdefault(place, _line(node))
    if len(place) > MAX_DEPTH:
        faults.append(Fault(_line(node), "nested too deeply"))
        return None
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*place, i), lines, faults) for i, item in enumerate(node.value)]
    return _mapping(node, place, lines, faults)


def _mapping(
    node: yaml.Node, place: Place, lines: dict[Place, int], faults: list[Fault]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = _line(key_node)
        if not isinstance(key_node, yaml.ScalarNode):
            faults.append(Fault(line, "a key must be a plain word"))
            continue
        key = key_node.value
        if key in found:
            first = lines[(*place, key)]
            faults.append(Fault(line, f"key '{key}' stands twice (first on line {first})"))
            continue
        lines[(*place, key)] = line
        found[key] = _value(value_node, (*place, key), lines, faults)
    return found


def _scalar(node: yaml.ScalarNode) -> Any:
    text: str = node.value
    if node.style:  # quoted, or a block
        return text
    if _PLAIN["tag:yaml.org,2002:null"].fullmatch(text):
        return None
    if _PLAIN["tag:yaml.org,2002:bool"].fullmatch(text):
        return text == "true"
    if _PLAIN["tag:yaml.org,2002:int"].fullmatch(text):
        whole = int(text) if len(text) < 21 else _LARGEST
        return whole if -_LARGEST <= whole < _LARGEST else text
    if re.fullmatch(r"[-+]?0[0-9]+", text):
        return text
    if _PLAIN["tag:yaml.org,2002:float"].fullmatch(text):
        return float(text) if isfinite(float(text)) else text
    return text
