"""The settings, one or all."""

import os
import shlex
from collections.abc import Mapping
from pathlib import Path

import click

from quizapp.cli.options import Setting, everywhere
from quizapp.cli.saying import say, say_json
from quizapp.config import (
    Config,
    change_config,
    check_key,
    descriptions,
    parse_value,
    values_in,
    variable,
)
from quizapp.errors import UsageError


@click.command(context_settings={"ignore_unknown_options": True})  # a value may begin with "-"
@click.argument("key", required=False)
@click.argument("value", nargs=-1)
@click.option("--unset", is_flag=True, help="Put the default of KEY back.")
@click.option("--path", "path_only", is_flag=True, help="Print where the config file is.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@everywhere
def config(
    setting: Setting,
    key: str | None,
    value: tuple[str, ...],
    unset: bool,
    path_only: bool,
    as_json: bool,
) -> int:
    """All settings; or KEY's value; or set KEY to VALUE."""
    if path_only:
        say(setting.paths.config)
        return 0
    if key is None:
        if unset:
            raise UsageError("--unset needs the KEY of a setting")
        return _show_all(setting, as_json)
    check_key(key)
    if value and unset:
        raise UsageError("give a value or --unset, not both")
    if value or unset:
        return _change(setting, key, value)
    shown = getattr(setting.config, key)
    if as_json:
        say_json(shown)
    else:
        say(_written(shown))
    return 0


def _change(setting: Setting, key: str, value: tuple[str, ...]) -> int:
    if not value:
        change_config(setting.paths.config, key, None)
        say(f"{key} = {_written(getattr(Config(), key))} (the default)")
        return 0
    parsed: object = (
        [os.path.abspath(Path(part).expanduser()) for part in value]  # noqa: PTH100 - keeps links
        if key == "banks"
        else parse_value(key, " ".join(value))
    )
    if key == "theme":
        _check_theme(parsed)
    change_config(setting.paths.config, key, parsed)
    say(f"{key} = {_written(parsed)}")
    if variable(key) in os.environ:
        say(f"quizapp: {variable(key)} is set and beats the file", err=True)
    return 0


def _check_theme(name: object) -> None:
    from quizapp.tui.app import THEMES

    if name not in THEMES:
        raise UsageError(f"theme must be one of {', '.join(sorted(THEMES))}")


def _show_all(setting: Setting, as_json: bool) -> int:
    in_file, default = values_in(setting.paths.config), Config()
    rows = {
        key: {
            "value": getattr(setting.config, key),
            "default": getattr(default, key),
            "from": _where(key, in_file),
            "description": description,
        }
        for key, description in descriptions().items()
    }
    if as_json:
        say_json(rows)
        return 0
    for key, row in rows.items():
        line = f"{key} = {_written(row['value'])}"
        beside = f"  [{row['from']}"
        if row["value"] != row["default"]:
            beside += f"; default {_written(row['default'])}"
        say(f"{line}{beside}]\n    {row['description']}")
    return 0


def _where(key: str, in_file: Mapping[str, object]) -> str:
    if variable(key) in os.environ:
        return variable(key)
    return "config file" if key in in_file else "default"


def _written(value: object) -> str:
    """As it may be given on the command line."""
    if isinstance(value, list):
        return shlex.join(map(str, value)) if value else "(none)"
    return str(value) if value != "" else "(empty)"
