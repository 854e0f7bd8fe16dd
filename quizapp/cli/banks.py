"""The commands about settings: which banks are known, and the config file."""

import os
import shlex
import tomllib
from pathlib import Path
from typing import Any

import click

from quizapp.banks.collection import read_collection
from quizapp.cli.options import Setting, say_json
from quizapp.config import DESCRIPTIONS, Config, change_config, parse_value
from quizapp.errors import BankError, UsageError
from quizapp.paths import known_roots, shipped_banks

_KEYS = Config.__struct_fields__


def add(setting: Setting, folder: Path) -> int:
    """Make a bank root known; 1 if there are problems in it, BankError if it holds no card."""
    folder = _absolute(folder)
    known = [root for root in setting.roots() if root != folder]
    collection, problems = read_collection([*known, folder])
    own = [problem for problem in problems if problem.path.is_relative_to(folder)]
    cards = sum(entry.root == folder for entry in collection.entries.values())
    for problem in own:
        click.echo(str(problem))
    if not cards:
        raise BankError(f"{folder} holds no card that can be asked; it was not added")
    added = _added(setting)
    if str(folder) in added or folder in known_roots(setting.paths):
        click.echo(f"{folder} is known already: {_counted(cards, len(own))}")
    else:
        change_config(setting.paths.config, "banks", [*added, str(folder)])
        click.echo(f"added {folder}: {_counted(cards, len(own))}")
    return 1 if own else 0


def remove(setting: Setting, folder: Path) -> int:
    """Forget a bank root; its files stay, and so does the history of its cards."""
    given, folder = str(folder), _absolute(folder)
    added = _added(setting)
    kept = [bank for bank in added if bank != given and _absolute(Path(bank)) != folder]
    if kept == added:
        if folder.parent == setting.paths.own_banks:
            raise UsageError(f"{folder} is one of your own banks; to remove it, move it away")
        known = f"; there are {', '.join(added)}" if added else "; none was added"
        raise UsageError(f"{folder} was not added with `quizapp banks add`{known}")
    change_config(setting.paths.config, "banks", kept or None)
    click.echo(f"removed {folder}; its files and your history with its cards stay")
    return 0


def show(setting: Setting, as_json: bool) -> int:
    """All bank roots that are read, with what is in them; 1 if there is a problem in one."""
    roots = setting.roots()
    collection, problems = read_collection(roots, setting.paths.cache)
    found: list[dict[str, Any]] = [
        {
            "path": str(root),
            "from": _origin(setting, root),
            "cards": sum(entry.root == root for entry in collection.entries.values()),
            "problems": sum(problem.path.is_relative_to(root) for problem in problems),
        }
        for root in roots
    ]
    if as_json:
        say_json(found)
    else:
        for bank in found:
            counted = _counted(bank["cards"], bank["problems"])
            click.echo(f"{bank['path']}\n    {bank['from']}: {counted}")
    return 1 if problems else 0


def _origin(setting: Setting, root: Path) -> str:
    if setting.paths.banks:
        return "given by --bank or QUIZAPP_BANK"
    if root == shipped_banks():
        return "comes with quizapp"
    if root.parent == setting.paths.own_banks:
        return "your own"
    return "added with `quizapp banks add`"


def _counted(cards: int, problems: int) -> str:
    count = f"{cards} card{'s' * (cards != 1)}"
    return f"{count}, {problems} problem{'s' * (problems != 1)}" if problems else count


def _added(setting: Setting) -> list[str]:
    """The banks of the config file itself; a variable may hide them."""
    return list(_in_file(setting.paths.config).get("banks", []))


def _in_file(path: Path) -> dict[str, Any]:
    """The file has been read once by now, so that it is known to be well."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100 - keeps links as they are given


def config(
    setting: Setting,
    key: str | None,
    value: tuple[str, ...],
    unset: bool,
    path_only: bool,
    as_json: bool,
) -> int:
    """Show all settings or one, set one, or put its default back."""
    if path_only:
        click.echo(setting.paths.config)
        return 0
    if key is None:
        if unset:
            raise UsageError("--unset needs the KEY of a setting")
        return _show_config(setting, as_json)
    if value or unset:
        if value and unset:
            raise UsageError("give a value or --unset, not both")
        return _change(setting, key, value)
    _known(setting, key)
    shown = getattr(setting.config, key)
    if as_json:
        say_json(shown)
    else:
        click.echo(_written(shown))
    return 0


def _known(setting: Setting, key: str) -> None:
    """UsageError, with a suggestion, for a setting that does not exist."""
    if key not in _KEYS:
        change_config(setting.paths.config, key, None)


def _change(setting: Setting, key: str, value: tuple[str, ...]) -> int:
    _known(setting, key)
    if not value:
        change_config(setting.paths.config, key, None)
        click.echo(f"{key} = {_written(getattr(Config(), key))} (the default)")
        return 0
    parsed: object = (
        [str(_absolute(Path(part))) for part in value]
        if key == "banks"
        else parse_value(key, " ".join(value))
    )
    changed = change_config(setting.paths.config, key, parsed)
    click.echo(f"{key} = {_written(getattr(changed, key))}")
    variable = f"QUIZAPP_{key.upper()}"
    if variable in os.environ:
        click.echo(f"quizapp: {variable} is set and beats the file", err=True)
    return 0


def _show_config(setting: Setting, as_json: bool) -> int:
    in_file, default = _in_file(setting.paths.config), Config()
    rows = {
        key: {
            "value": getattr(setting.config, key),
            "default": getattr(default, key),
            "from": _where(key, in_file),
            "description": DESCRIPTIONS[key],
        }
        for key in _KEYS
    }
    if as_json:
        say_json(rows)
        return 0
    for key, row in rows.items():
        line = f"{key} = {_written(row['value'])}"
        beside = f"  [{row['from']}"
        if row["value"] != row["default"]:
            beside += f"; default {_written(row['default'])}"
        click.echo(f"{line}{beside}]\n    {row['description']}")
    return 0


def _where(key: str, in_file: dict[str, Any]) -> str:
    variable = f"QUIZAPP_{key.upper()}"
    if variable in os.environ:
        return variable
    return "config file" if key in in_file else "default"


def _written(value: object) -> str:
    """As it may be given on the command line."""
    if isinstance(value, list):
        return shlex.join(map(str, value)) if value else "(none)"
    return str(value) if value != "" else "(empty)"
