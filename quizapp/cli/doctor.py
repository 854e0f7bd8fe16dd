"""A look at the machine: everything that a bug report needs."""

import asyncio
import platform
from typing import Any

import click

from quizapp.cli.options import Setting, everywhere, json_option, version
from quizapp.cli.remote import reach
from quizapp.cli.saying import say, say_json
from quizapp.errors import RunnerError, UsageError
from quizapp.runner import Protection, Runner, protection
from quizapp.runner.interpreter import GET_TORCH, with_torch_nearby
from quizapp.runner.safety import elsewhere


@click.command()
@json_option("the findings")
@everywhere
def doctor(setting: Setting, as_json: bool) -> int:
    """What is installed, where data lives, what protects runs, and what is wrong."""
    collection, problems = setting.collection()
    broken: list[str] = []
    try:
        setting = reach(setting)
    except UsageError as error:
        broken = [str(error)]
    devices: list[str] = []
    versions: dict[str, str] = {}
    if not broken:
        devices, versions, broken = asyncio.run(_ask_runner(setting))
    said = [*map(str, problems), *broken]
    if not broken and "torch" not in versions:
        said.append(f"no torch where snippets run: {GET_TORCH}{_nearby()}")
    found: dict[str, Any] = {
        "quizapp": version(),
        "python": platform.python_version(),
        "runs_in": f"Python {versions['python']}, {_where(setting)}" if versions else None,
        "torch": versions.get("torch"),
        "devices": devices,
        "sandbox": _protection(setting).summary,
        "data_dir": str(setting.paths.data),
        "banks": [str(root) for root in setting.roots()],
        "cards": len(collection.entries),
        "problems": said,
    }
    if as_json:
        say_json(found)
        return 1 if said else 0
    for name, value in found.items():
        lines = value if isinstance(value, list) else [value]
        shown = ", ".join(map(str, lines))
        if name == "problems":
            shown = f"{len(lines)} that keep something from working; `quizapp check` looks closer"
        say(f"{name:<9} {shown}")
    for line in said:
        say(f"  {line}")
    return 1 if said else 0


def _where(setting: Setting) -> str:
    return setting.config.remote or setting.config.python or "the same"


def _protection(setting: Setting) -> Protection:
    address = setting.address()
    return protection() if address is None else elsewhere(address.shown)


def _nearby() -> str:
    """Where there is one that could be named."""
    found = next(with_torch_nearby(), None)
    return "" if found is None else f"; there is torch in {found}"


async def _ask_runner(setting: Setting) -> tuple[list[str], dict[str, str], list[str]]:
    """Without the learner's data, which may be what is broken."""
    try:
        async with Runner(python=setting.python(), remote=setting.address()) as runner:
            return await runner.devices(), await runner.versions(), []
    except (RunnerError, UsageError) as error:
        return [], {}, [str(error)]
