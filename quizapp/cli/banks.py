"""Which banks are known, beside those that come with quizapp."""

import os
from pathlib import Path
from typing import Any

import click

from quizapp.banks.collection import read_collection
from quizapp.cli.options import Setting, everywhere, json_option
from quizapp.cli.saying import say, say_json
from quizapp.config import change_config, values_in
from quizapp.core.wording import plural
from quizapp.errors import BankError, UsageError
from quizapp.paths import known_roots, shipped_banks

_FOLDER = click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")


class _InOrder(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_InOrder)
def banks() -> None:
    """Other people's banks, and your own: add, list, remove."""


@banks.command()
@_FOLDER
@everywhere
def add(setting: Setting, folder: Path) -> int:
    """Make the bank root DIR known: a folder with questions/ and snippets/."""
    folder = _absolute(folder)
    known = [root for root in setting.roots() if root != folder]
    collection, problems = read_collection([*known, folder])
    own = [problem for problem in problems if problem.path.is_relative_to(folder)]
    cards = sum(entry.root == folder for entry in collection.entries.values())
    for problem in own:
        say(problem)
    if not cards:
        raise BankError(f"{folder} holds no card that can be asked; it was not added")
    added = _added(setting)
    if str(folder) in added or folder in known_roots(setting.paths):
        say(f"{folder} is known already: {_counted(cards, len(own))}")
    else:
        change_config(setting.paths.config, "banks", [*added, str(folder)])
        say(f"added {folder}: {_counted(cards, len(own))}")
    return 1 if own else 0


@banks.command("list")
@json_option("the list")
@everywhere
def list_(setting: Setting, as_json: bool) -> int:
    """All known bank roots, with their cards and problems, and where each comes from."""
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
            say(f"{bank['path']}\n    {bank['from']}: {counted}")
    return 1 if problems else 0


@banks.command()
@_FOLDER
@everywhere
def remove(setting: Setting, folder: Path) -> int:
    """Forget the bank root DIR; its files and your history stay."""
    given, folder = str(folder), _absolute(folder)
    added = _added(setting)
    kept = [bank for bank in added if bank != given and _absolute(Path(bank)) != folder]
    if kept == added:
        if folder.parent == setting.paths.own_banks:
            raise UsageError(f"{folder} is one of your own banks; to remove it, move it away")
        known = f"; there are {', '.join(added)}" if added else "; none was added"
        raise UsageError(f"{folder} was not added with `quizapp banks add`{known}")
    change_config(setting.paths.config, "banks", kept or None)
    say(f"removed {folder}; its files and your history with its cards stay")
    return 0


def _origin(setting: Setting, root: Path) -> str:
    if setting.paths.banks:
        return "given by --bank or QUIZAPP_BANK"
    if root == shipped_banks():
        return "comes with quizapp"
    if root.parent == setting.paths.own_banks:
        return "your own"
    return "added with `quizapp banks add`"


def _counted(cards: int, problems: int) -> str:
    count = plural(cards, "card")
    return f"{count}, {plural(problems, 'problem')}" if problems else count


def _added(setting: Setting) -> list[str]:
    """The banks of the config file itself; a variable may hide them."""
    return [str(bank) for bank in values_in(setting.paths.config).get("banks", [])]


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100 - keeps links as they are given
