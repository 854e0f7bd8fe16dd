"""The config file: what the learner set once, and what the app remembers for them.

A flag beats an environment variable, which beats this file, which beats the default.
"""

import os
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

import msgspec

from quizapp.errors import UsageError

Device = Literal["auto", "cpu", "cuda", "mps"]


class Config(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """All settings, with their defaults. `seconds` is a run's time limit; `retention` the recall
    at which a card falls due when no interview is set."""

    device: Device = "auto"
    theme: str = "quizapp-dark"
    new_per_day: int = 20
    seconds: float = 10.0
    retention: float = 0.9
    editor: str = ""
    banks: list[str] = []
    parallel: int = 0


DESCRIPTIONS = {
    "device": "where snippets run: auto, cpu, cuda or mps",
    "theme": "the colors of the app; ctrl+p lists them",
    "new_per_day": "new cards a day at most, when no interview is set",
    "seconds": "time limit of one run",
    "retention": "recall at which a card falls due, when no interview is set (0.7 to 0.97)",
    "editor": "command that opens a card; empty: $VISUAL or $EDITOR",
    "banks": "further bank roots (quizapp banks add)",
    "parallel": "runs at once in check --run; 0: one per core",
}


def read_config(path: Path) -> Config:
    """The settings at `path`, defaults where the file does not exist; variables already applied.

    Raises UsageError with one line that says where, what and how to mend it.
    """
    values: dict[str, object] = {}
    if path.is_file():
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}: not valid TOML: {error}; mend or remove it") from None
    known = Config.__struct_fields__
    for key in values:
        if key not in known:
            close = get_close_matches(key, known, n=1)
            hint = f"; did you mean '{close[0]}'?" if close else f"; known: {', '.join(known)}"
            raise UsageError(f"{path}: unknown setting '{key}'{hint}")
    for key in known:
        text = os.environ.get(f"QUIZAPP_{key.upper()}")
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
    if key not in Config.__struct_fields__:
        close = get_close_matches(key, Config.__struct_fields__, n=1)
        hint = f"; did you mean '{close[0]}'?" if close else ""
        raise UsageError(f"unknown setting '{key}'{hint}")
    values = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    values.pop(key, None)
    if value is not None:
        values[key] = value
    config = _checked(values, f"{key}")
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    partial.write_bytes(msgspec.toml.encode(values))
    partial.replace(path)
    return config


def _checked(values: dict[str, object], where: str) -> Config:
    try:
        config = msgspec.convert(values, Config, strict=False)
    except msgspec.ValidationError as error:
        raise UsageError(f"{where}: {error}") from None
    if not 0.7 <= config.retention <= 0.97:
        raise UsageError(f"{where}: retention must be from 0.7 to 0.97")
    if config.seconds <= 0 or config.new_per_day < 0:
        raise UsageError(f"{where}: seconds and new_per_day must not be negative")
    return config
