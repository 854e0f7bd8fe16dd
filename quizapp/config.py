"""The config file: what the learner set once, and what the app remembers for them.

A flag beats an environment variable, which beats this file, which beats the default.
"""

import os
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

import msgspec
from msgspec import Meta

from quizapp.errors import UsageError

Device = Literal["auto", "cpu", "cuda", "mps"]

MOST_SECONDS = 3600
MOST_PARALLEL = 1024


class Config(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """All settings, each with what it means and its default."""

    device: Annotated[Device, Meta(description="where snippets run: auto, cpu, cuda or mps")] = (
        "auto"
    )
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
    editor: Annotated[
        str, Meta(description="command that opens a card; empty: $VISUAL or $EDITOR")
    ] = ""
    banks: Annotated[list[str], Meta(description="further bank roots (quizapp banks add)")] = []
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
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not valid TOML: {error}; mend or remove it") from None


def read_config(path: Path) -> Config:
    """The settings at `path`, defaults where the file does not exist; variables already applied."""
    values = values_in(path)
    try:
        for key in values:
            check_key(key)
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from None
    for key in Config.__struct_fields__:
        text = os.environ.get(variable(key))
        if text is not None:
            values[key] = parse_value(key, text)
    return _checked(values, str(path))


def parse_value(key: str, text: str) -> object:
    """A setting's value out of what was typed on the command line."""
    default = getattr(Config(), key)
    if isinstance(default, list):
        return [part for part in text.split(os.pathsep) if part]
    if isinstance(default, str):
        return text
    try:
        return type(default)(text)
    except ValueError:
        raise UsageError(f"{key}: {text!r} is not a number") from None


def change_config(path: Path, key: str, value: object) -> Config:
    """Set one value in the file at `path`; None puts the default back. Other settings stay."""
    check_key(key)
    values = values_in(path)
    values.pop(key, None)
    if value is not None:
        values[key] = value
    config = _checked(values, f"{key}")
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    partial.write_bytes(msgspec.toml.encode(values))
    partial.replace(path)
    return config


def _checked(values: dict[str, Any], where: str) -> Config:
    try:
        config = msgspec.convert(values, Config, strict=False)
    except msgspec.ValidationError as error:
        raise UsageError(f"{where}: {error}") from None
    if not 0.7 <= config.retention <= 0.97:
        raise UsageError(f"{where}: retention must be from 0.7 to 0.97")
    if not 0 < config.seconds <= MOST_SECONDS:
        raise UsageError(f"{where}: seconds must be more than 0, and {MOST_SECONDS} at most")
    if config.new_per_day < 0:
        raise UsageError(f"{where}: new_per_day must not be negative")
    if not 0 <= config.parallel <= MOST_PARALLEL:
        raise UsageError(f"{where}: parallel must be from 0 to {MOST_PARALLEL}")
    return config
