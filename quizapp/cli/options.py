"""Options that stand everywhere, and what they add up to."""

import functools
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import click
import msgspec

from quizapp import paths
from quizapp.banks.collection import Collection, read_collection
from quizapp.config import Config, read_config
from quizapp.core.cards.bank import Problem
from quizapp.errors import UsageError
from quizapp.store.store import Store


def version() -> str:
    """The installed version; a checkout that is not installed has none."""
    try:
        return metadata.version("quizapp")
    except metadata.PackageNotFoundError:
        return "0 (not installed)"


@dataclass
class Setting:
    """One invocation: where things are, and how the learner set them."""

    paths: paths.Paths
    config: Config

    def roots(self) -> list[Path]:
        added = [Path(bank).expanduser() for bank in self.config.banks]
        return paths.known_roots(self.paths, added)

    def collection(self) -> tuple[Collection, list[Problem]]:
        return read_collection(self.roots(), self.paths.cache)

    def store(self) -> Store:
        return Store(self.paths.store)


def _remember(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """The same option may stand before or after the command; the later one counts."""
    found = context.ensure_object(dict)
    if value not in (None, ()):
        found[parameter.name] = value
    return value


_EVERYWHERE = [
    click.option(
        "--bank",
        multiple=True,
        type=click.Path(path_type=Path),
        expose_value=False,
        callback=_remember,
        help="Use this bank root (a folder with questions/ and snippets/) instead of the known "
        "ones; repeatable.  [QUIZAPP_BANK]",
    ),
    click.option(
        "--data-dir",
        type=click.Path(path_type=Path, file_okay=False),
        expose_value=False,
        callback=_remember,
        help="Keep answers, settings and config here.  [QUIZAPP_DATA_DIR]",
    ),
]


def everywhere(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command --bank, --data-dir and -h, and its Setting as first argument."""

    @click.pass_context
    @functools.wraps(function)
    def command(context: click.Context, /, *args: Any, **kwargs: Any) -> Any:
        return function(_setting(context), *args, **kwargs)

    for option in reversed(_EVERYWHERE):
        command = option(command)
    return command


def _setting(context: click.Context) -> Setting:
    given = context.ensure_object(dict)
    found = paths.find(given.get("data_dir"), given.get("bank", ()))
    return Setting(found, read_config(found.config))


def say_json(value: Any) -> None:
    """Print a value as indented JSON; nothing else goes to stdout."""
    text = msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=2)
    sys.stdout.write(text.decode() + "\n")
    sys.stdout.flush()


def need_terminal(instead: str) -> None:
    """Raise UsageError where there is no terminal to draw on; a full-screen app would hang."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(f"this needs a terminal on stdin and stdout; {instead}")


def warn_of(problems: list[Problem]) -> None:
    """Say on stderr how many cards were left out."""
    if problems:
        count = len(problems)
        plural = "problems" if count > 1 else "problem"
        click.echo(f"quizapp: {count} {plural} in the banks; see `quizapp check`", err=True)
