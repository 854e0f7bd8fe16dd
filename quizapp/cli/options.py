"""Options that stand everywhere, and what they add up to.

What a command needs of other rooms is imported when it asks for it: `quizapp -h` needs none.
"""

import functools
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click
import msgspec

from quizapp import paths
from quizapp.cli.saying import say
from quizapp.config import Config, Device, check_value, read_config, variable
from quizapp.errors import BankError, UsageError

if TYPE_CHECKING:
    from quizapp.banks.collection import Collection
    from quizapp.core.cards.bank import Problem
    from quizapp.core.remote_address import Address
    from quizapp.runner.interpreter import Interpreter
    from quizapp.store.store import Store
    from quizapp.study.services import Services

Found = tuple["Collection", list["Problem"]]


def version() -> str:
    """The installed version; a checkout that is not installed has none."""
    try:
        return metadata.version("quizapp")
    except metadata.PackageNotFoundError:
        return "0 (not installed)"


class _Folder(click.Path):
    """A folder with a name: an empty one, of a variable that is not set, would be the current."""

    def convert(self, value: Any, param: Any, context: Any) -> Any:
        if not str(value).strip():
            raise UsageError(f"{param.opts[0]} is empty; name a folder")
        return super().convert(value, param, context)


@dataclass
class Setting:
    """One invocation: where things are, and how the learner set them."""

    paths: paths.Paths
    config: Config
    token: str = field(default="", repr=False)  # of the Jupyter server that runs snippets

    def roots(self) -> list[Path]:
        added = [Path(bank).expanduser() for bank in self.config.banks]
        return paths.known_roots(self.paths, added)

    def collection(self) -> Found:
        """All good cards, and what is wrong with the others."""
        from quizapp.banks.collection import read_collection

        return read_collection(self.roots(), self.paths.cache)

    def cards(self) -> Found:
        """The same; BankError if there is no card to go on with."""
        collection, problems = self.collection()
        if not collection.entries:
            where = ", ".join(map(str, self.roots()))
            first = f"; first problem: {problems[0]}" if problems else ""
            raise BankError(f"no cards in {where}{first}")
        return collection, problems

    def python(self) -> "Interpreter | None":
        """The Python that is to run snippets, if another than the app's is named."""
        from quizapp.runner.interpreter import find

        return find(self.config.python) if self.config.python else None

    def address(self) -> "Address | None":
        """Where the Jupyter server is that is to run snippets, if one is named."""
        from quizapp.core.remote_address import Address

        return Address(self.config.remote, self.token) if self.config.remote else None

    def store(self) -> "Store":
        from quizapp.store.store import Store

        return Store(self.paths.store)

    @contextmanager
    def services(
        self, found: Found, device: str | None = None, *, delay: float = 0.0
    ) -> Iterator["Services"]:
        """The rooms behind the front ends, for these cards, the store closed at the end. The runner
        is not started yet, so that whoever runs nothing starts nothing; `delay` is the runner's."""
        from quizapp.runner import Runner, protection
        from quizapp.runner.safety import elsewhere
        from quizapp.study.services import Services

        collection, problems = found
        address = self.address()
        protect = protection if address is None else functools.partial(elsewhere, address.shown)
        config = msgspec.structs.replace(self.config, device=device or self.config.device)
        private = [*self.paths.private, *map(Path, filter(None, [config.sync]))]
        runner = Runner(
            device=config.device,
            delay=delay,
            private=private,
            python=self.python(),
            remote=address,
        )
        with self.store() as store:
            yield Services(collection, problems, store, runner, config, self.paths, protect=protect)


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
        type=_Folder(path_type=Path, file_okay=False),
        expose_value=False,
        callback=_remember,
        help="Keep answers, settings and config here.  [QUIZAPP_DATA_DIR]",
    ),
    click.option(
        "--python",
        expose_value=False,
        callback=_remember,
        help="Run snippets in this Python, or in the environment in this folder.  [QUIZAPP_PYTHON]",
    ),
    click.option(
        "--remote",
        expose_value=False,
        callback=_remember,
        metavar="URL",
        help="Run snippets on this Jupyter server; its token comes from QUIZAPP_REMOTE_TOKEN. "
        "Empty: here.  [QUIZAPP_REMOTE]",
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
    config = read_config(found.config)
    config.python = given.get("python", config.python)
    remote = given.get("remote", os.environ.get(variable("remote"), ""))
    if "remote" in given:
        config.remote = check_value("remote", remote, "--remote")
    return Setting(found, config, _token(remote))


def _token(remote: str) -> str:
    """That of an address as it was given, or else of the environment."""
    from quizapp.core.remote_address import TOKENS, parse

    said = parse(remote).token if remote else ""
    return said or next((os.environ[name] for name in TOKENS if os.environ.get(name)), "")


def device_option(text: str = "Where snippets run.") -> Callable[..., Any]:
    """--device, as every command has it that runs something."""
    return click.option("--device", type=click.Choice(get_args(Device)), help=text)


def json_option(what: str) -> Callable[..., Any]:
    """--json, which says `what` it prints."""
    return click.option("--json", "as_json", is_flag=True, help=f"Print {what} as JSON.")


def known_topics(collection: "Collection", wanted: Iterable[str]) -> None:
    """Raise UsageError for a topic that no bank has."""
    known = {topic.name for topic in collection.topics}
    for topic in wanted:
        if topic not in known:
            raise UsageError(f"no topic '{topic}'; there are {', '.join(sorted(known))}")


def is_terminal() -> bool:
    """Whether somebody is there to see and to answer."""
    return all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def need_terminal(instead: str) -> None:
    """Raise UsageError where there is no terminal to draw on; a full-screen app would hang."""
    if not is_terminal():
        raise UsageError(f"this needs a terminal on stdin, stdout and stderr; {instead}")


def warn_of(problems: "list[Problem]") -> None:
    """Say on stderr how many cards were left out."""
    if problems:
        from quizapp.core.wording import plural

        count = plural(len(problems), "problem")
        say(f"quizapp: {count} in the banks; see `quizapp check`", err=True)
