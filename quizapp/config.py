"""The config file: what the learner set once, and what the app remembers for them.

A flag beats an environment variable, which beats this file, which beats the default.
"""

import os
import tomllib
from difflib import get_close_matches
from math import inf
from pathlib import Path
from textwrap import shorten
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from quizapp.core.memory.study_days import ROLLOVER
from quizapp.core.remote_address import parse
from quizapp.errors import UsageError
from quizapp.files import read_limited, write_whole

_LARGEST = 1_000_000  # bytes of the file
Device = Literal["auto", "cpu", "cuda", "mps"]

_BOUNDS = {  # of numbers, where they have any
    "new_per_day": (0, inf),
    "seconds": (0.01, 3600),
    "retention": (0.7, 0.97),
    "rollover": (0, 8),
    "parallel": (0, 1024),
}


class Config(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """All settings, each with what it means and its default."""

    device: Annotated[Device, Meta(description="where snippets run: auto, cpu, cuda or mps")] = (
        "auto"
    )
    python: Annotated[
        str,
        Meta(description="the Python that runs snippets, or its environment; empty: the app's own"),
    ] = ""
    remote: Annotated[
        str,
        Meta(description="a Jupyter server that runs snippets, http://...; empty: this machine"),
    ] = ""
    theme: Annotated[str, Meta(description="the colors of the app; ctrl+p lists them")] = (
        "quizapp-dark"
    )
    new_per_day: Annotated[
        int, Meta(description="new cards a day at most, when no interview is set")
    ] = 20
    seconds: Annotated[float, Meta(description="time limit of one run")] = 10.0
    retention: Annotated[
        float,
        Meta(
            description="recall at which a card falls due, when no interview is set (0.7 to 0.97)"
        ),
    ] = 0.9
    rollover: Annotated[int, Meta(description="hour at which a day of study begins (0 to 8)")] = (
        ROLLOVER
    )
    editor: Annotated[
        str, Meta(description="command that opens a card; empty: $VISUAL or $EDITOR")
    ] = ""
    form: Annotated[
        bool, Meta(description="predictions in a form, a field for each value; false: in one box")
    ] = True
    banks: Annotated[list[str], Meta(description="further bank roots (quizapp banks add)")] = []
    sync: Annotated[
        str, Meta(description="the folder that quizapp sync shares with other machines")
    ] = ""
    parallel: Annotated[int, Meta(description="runs at once in check --run; 0: one per core")] = 0


def descriptions() -> dict[str, str]:
    """What each setting means, in a line."""
    hints = get_type_hints(Config, include_extras=True)
    return {key: hints[key].__metadata__[0].description for key in Config.__struct_fields__}


def variable(key: str) -> str:
    """The environment variable that beats a setting of the file."""
    return f"QUIZAPP_{key.upper()}"


def check_key(key: str) -> None:
    """Raise UsageError, with a suggestion, for a setting that does not exist."""
    known = Config.__struct_fields__
    if key not in known:
        close = get_close_matches(key, known, n=1)
        hint = f"; did you mean '{close[0]}'?" if close else f"; known: {', '.join(known)}"
        raise UsageError(f"unknown setting '{key}'{hint}")


def values_in(path: Path) -> dict[str, Any]:
    """What the file says, by setting; nothing where there is no file.

    Raises UsageError, here and below, with one line that says where, what and how to mend it.
    """
    if not os.path.lexists(path):
        return {}
    data, fault = read_limited(path, _LARGEST)
    if fault:
        raise UsageError(f"{path}: {fault}")
    try:
        return tomllib.loads(data.decode())
    except RecursionError:
        raise UsageError(f"{path}: nested too deeply; mend or remove it") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not valid TOML: {error}; mend or remove it") from None


def read_config(path: Path) -> Config:
    """The settings at `path`, defaults where the file does not exist; variables already applied."""
    values, where = values_in(path), str(path)
    good: dict[str, Any] = {}
    try:
        for key in values:
            check_key(key)
        for key in Config.__struct_fields__:
            text = os.environ.get(variable(key))
            if text is not None:
                where = variable(key)
                good[key] = parse_value(key, text)
            elif key in values:
                where = str(path)
                good[key] = check_value(key, values[key])
    except UsageError as error:
        raise UsageError(f"{where}: {error}") from None
    return Config(**good)


def parse_value(key: str, text: str) -> object:
    """A setting's value out of what was typed."""
    value: object = text
    if isinstance(getattr(Config(), key), list):
        value = [part for part in text.split(os.pathsep) if part]
    return check_value(key, value)


def change_config(path: Path, key: str, value: object) -> None:
    """Set one value in the file at `path`; None puts the default back. Other settings stay."""
    check_key(key)
    values = values_in(path)
    values.pop(key, None)
    if value is not None:
        values[key] = check_value(key, value)
    text = msgspec.toml.encode(values)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, lambda file: file.write_bytes(text))
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None


def check_value(key: str, value: object, name: str = "") -> Any:
    """A value as its setting has it; UsageError, which calls it by its `name`, if it has not."""
    if key == "remote" and isinstance(value, str):
        try:
            return parse(value).url if value else ""  # a token is not kept, nor shown
        except UsageError as error:
            raise UsageError(f"{name or key}: {error}") from None
    kind = get_type_hints(Config)[key]
    low, high = _BOUNDS.get(key, (-inf, inf))
    try:
        good = msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError:
        good = None
    if good is None or (isinstance(good, float | int) and not low <= good <= high):
        given = shorten(str(value), 40)
        raise UsageError(f"{name or key} must be {_wanted(key, kind)}, not {given!r}")
    return good


def _wanted(key: str, kind: Any) -> str:
    """What a setting may be, in words."""
    if key in _BOUNDS:
        low, high = _BOUNDS[key]
        number = "a whole number" if kind is int else "a number"
        return f"{number} from {low:g}" + (f" to {high:g}" if high < inf else " up")
    if get_origin(kind) is Literal:
        return f"one of {', '.join(get_args(kind))}"
    words = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
    return words.get(kind, "a list of text" if get_origin(kind) is list else str(kind))
