"""JSON as it is kept, which another version may have written, or somebody else."""

import json
from typing import Any, TypeVar

import msgspec

MAX_DEPTH = 50  # of lists and objects in each other; ours are some five deep
_MAX_REVISION = 1 << 62
_WRONG = (msgspec.MsgspecError, ValueError, OverflowError, RecursionError)
Kind = TypeVar("Kind")


def read_kept(text: str | bytes, kind: type[Kind]) -> Kind | None:
    """What a kept text holds; None for whatever is nothing of the kind."""
    try:
        return msgspec.json.decode(text, type=kind)
    except _WRONG:
        return None


def kept_text(value: Any) -> str | None:
    """A value as it is kept; None for one that cannot be."""
    try:
        return msgspec.json.encode(value).decode()
    except _WRONG:
        return None


def is_revision(value: object) -> bool:
    """Whether it is a count that SQLite can go on from, too."""
    return type(value) is int and 0 <= value < _MAX_REVISION


def json_fault(text: str | bytes) -> str:
    """What keeps a text from being the same to everybody who reads it as JSON; empty if nothing
    does: SQLite takes the first of two keys, and others the last."""
    try:
        value = json.loads(text, object_pairs_hook=_once)
        msgspec.json.decode(text)
    except RecursionError:
        return "it is nested too deeply"
    except _Twice as error:
        return str(error)
    except _WRONG:
        return "it is no JSON"
    return "it is nested too deeply" if is_deep(value) else ""


class _Twice(Exception):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Twice("a key stands in it twice")
    return found


def is_deep(value: Any) -> bool:
    """Whether plain values lie deeper in each other than any that quizapp keeps."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for one in level
            if isinstance(one, list | dict)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return False
    return True
