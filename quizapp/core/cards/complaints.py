"""How the schema's complaints about a card are said to a person."""

import functools
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Any

import msgspec

from quizapp.core.cards.card import Base, Place
from quizapp.core.cards.kinds import kinds

_TYPE_NAMES = {
    "string": "text",
    "array": "a list",
    "object": "a mapping",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "empty",
}


def wrong_kind(kind: Any) -> str:
    """What to say of a `kind` that is none."""
    if kind is None:
        return f"missing key 'kind': one of {', '.join(kinds())}"
    return f"unknown kind {kind!r}{_guess(str(kind), kinds())}; use one of {', '.join(kinds())}"


def unknown_key(key: str, known: Any) -> str:
    """What to say of a key that is not in the format, with the nearest that is."""
    return f"unknown key '{key}'{_guess(key, known)}"


def _guess(word: str, known: Any) -> str:
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else "; remove it or look at the format"


@functools.cache
def _validator(kind: type[Base]) -> Any:
    from jsonschema import Draft202012Validator  # costs 60 ms, and a good bank never needs it

    return Draft202012Validator(msgspec.json.schema(kind))


def complaints(value: dict[str, Any], kind: str) -> Iterator[tuple[Place, str]]:
    """Everything the schema holds against a card; quick when there is nothing."""
    try:
        msgspec.convert(value, kinds()[kind])
    except msgspec.ValidationError:
        for error in _validator(kinds()[kind]).iter_errors(value):
            yield from _said(error, value)


def _said(error: Any, card: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    place: Place = tuple(error.absolute_path)
    what = _where_in_words(place)
    match error.validator:
        case "additionalProperties":
            known = error.schema["properties"]
            for key in sorted(set(error.instance) - set(known)):
                yield (*place, key), unknown_key(key, known)
        case "required":
            for key in error.validator_value:
                if key not in error.instance and key not in _misspelt(error):
                    owner = f" in {what}" if place else ""
                    yield place, f"missing key '{key}'{owner}"
        case "anyOf":
            closest = [sub for sub in error.context if sub.validator != "type"]
            if closest:
                for sub in closest:
                    yield from _said(sub, card)
            else:
                wanted = [sub.validator_value for sub in error.context]
                given = type_of(error.instance)
                yield place, f"{what} must be {_types(wanted)}, not {given}"
        case "enum":
            allowed = ", ".join(map(str, error.validator_value))
            guess = _guess(str(error.instance), error.validator_value)
            guess = guess if "mean" in guess else ""
            yield place, f"{what} is {_brief(error.instance)}{guess}; use one of {allowed}"
        case _:
            yield place, f"{what} {_simple(error)}"


def _misspelt(error: Any) -> set[str]:
    """The keys that a mapping lacks only because they are spelt wrong in it; one mistake is one
    problem."""
    known = list(error.schema["properties"])
    unknown = set(error.instance) - set(known)
    return {close for key in unknown for close in get_close_matches(key, known, n=1, cutoff=0.6)}


def _simple(error: Any) -> str:
    instance, limit = error.instance, error.validator_value
    messages: dict[str, Callable[[], str]] = {
        "type": lambda: (
            f"must be {_types(limit)}, not {type_of(instance)}{_quote(limit, instance)}"
        ),
        "minLength": lambda: "must not be empty",
        "maxLength": lambda: f"may have at most {limit:,} letters, it has {len(instance):,}",
        "minItems": lambda: f"needs at least {limit}, it has {len(instance)}",
        "maxItems": lambda: f"may have at most {limit}, it has {len(instance)}",
        "pattern": lambda: _pattern_words(limit, instance),
        "minimum": lambda: f"must be at least {limit}, it is {instance}",
    }
    say = messages.get(error.validator)
    return say() if say else str(error.message)


def _pattern_words(pattern: str, instance: Any) -> str:
    if pattern.startswith("^https"):
        return f"must be a web address, not {_brief(instance)}"
    if "/" in pattern:
        return f"is {_brief(instance)}; write topic/name in small letters, digits and '-'"
    return f"must be one line, it is {_brief(instance)}"


def _where_in_words(place: Place) -> str:
    named = [part for part in place if isinstance(part, str)]
    if not named:
        return "the card"
    last = place[-1]
    return f"entry {last + 1} of '{named[-1]}'" if isinstance(last, int) else f"'{last}'"


def _types(names: Any) -> str:
    return " or ".join(_TYPE_NAMES[name] for name in ([names] if isinstance(names, str) else names))


def _quote(limit: Any, value: Any) -> str:
    return (
        "; put it in quotes" if limit == "string" and isinstance(value, bool | int | float) else ""
    )


def type_of(value: Any) -> str:
    """The kind of a value in the words of YAML, with the value where it is short."""
    for kind, name in ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "string")):
        if isinstance(value, kind):
            return f"{_TYPE_NAMES[name]} ({_brief(value)})"
    return "a list" if isinstance(value, list) else "empty" if value is None else "a mapping"


def _brief(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."
