"""The commands that run something: a snippet, or a look at the machine."""

import asyncio
import platform
import sys
from pathlib import Path
from typing import Any

import click

from quizapp.banks.collection import Collection, obstacle
from quizapp.cli.consent import ask_for
from quizapp.cli.options import Setting, say_json, version
from quizapp.core.run import Finished, Job, Limits, Output
from quizapp.errors import UsageError
from quizapp.paths import shipped_banks
from quizapp.runner import Runner, protection


def run(
    setting: Setting, snippet: str, as_json: bool, device: str | None, timeout: float | None
) -> int:
    """Run one script, its output passed on as it comes; 0 only if it ended ok."""
    collection, _ = setting.collection()
    path, root = _find(snippet, collection)
    if root in setting.roots():
        ask_for(setting, [root])
    chosen = device or setting.config.device
    limits = Limits(seconds=timeout or setting.config.seconds)
    job = Job(path=path, device=chosen, limits=limits, readable=(root,))
    return asyncio.run(_run(job, as_json))


def _find(snippet: str, collection: Collection) -> tuple[Path, Path]:
    """The script that a name means, and the folder that it may read."""
    entry = collection.entries.get(snippet)
    if entry is not None:
        reason = obstacle(entry, ["cpu", "cuda", "mps"])
        if reason:
            raise UsageError(f"{snippet} {reason}")
        return entry.script, entry.root
    given = Path(snippet)
    if given.is_file():
        return given.absolute(), given.absolute().parent
    for root in [*collection.roots, shipped_banks()]:
        for path in (root / "snippets" / snippet, root / snippet):
            if path.is_file():
                return path, root
            if (path / "buggy.py").is_file():
                return path / "buggy.py", root
    raise UsageError(f"no snippet '{snippet}': give a path, a name below snippets/, or a card's id")


async def _run(job: Job, as_json: bool) -> int:
    texts = {"stdout": "", "stderr": ""}
    first: float | None = None
    finished = Finished("killed", None, 0.0)
    async with Runner(device=job.device) as runner:
        await runner.wait_ready()
        started = asyncio.get_running_loop().time()
        async for event in runner.stream(job):
            if isinstance(event, Output):
                if first is None:
                    first = asyncio.get_running_loop().time() - started
                texts[event.stream] += event.text
                if not as_json:
                    stream = sys.stdout if event.stream == "stdout" else sys.stderr
                    stream.write(event.text)
                    stream.flush()
            elif isinstance(event, Finished):
                finished = event
    if as_json:
        say_json(_as_json(finished, first, texts))
    else:
        _say_ending(finished)
    return 0 if finished.outcome == "ok" else 1


def _as_json(finished: Finished, first: float | None, texts: dict[str, str]) -> dict[str, Any]:
    return {
        "outcome": finished.outcome,
        "exit_code": finished.exit_code,
        "seconds": round(finished.seconds, 4),
        "first_output_seconds": None if first is None else round(first, 4),
        "device": finished.device,
        "stdout": texts["stdout"],
        "stderr": texts["stderr"],
        "truncated": finished.truncated,
        "peak_memory": finished.peak_memory,
        "note": finished.note,
    }


def _say_ending(finished: Finished) -> None:
    if finished.outcome != "ok" or finished.note or finished.truncated:
        code = "" if finished.exit_code is None else f", exit code {finished.exit_code}"
        cut = ", output cut" if finished.truncated else ""
        note = f": {finished.note}" if finished.note else ""
        line = f"{finished.outcome}{code}, {finished.seconds:.2f} s{cut}{note}"
        click.echo(f"quizapp: {line}", err=True)


def doctor(setting: Setting, as_json: bool) -> int:
    """Everything a bug report needs; 1 if something is wrong."""
    collection, problems = setting.collection()
    devices, versions, broken = asyncio.run(_ask_runner())
    said = [*map(str, problems), *broken]
    found: dict[str, Any] = {
        "quizapp": version(),
        "python": platform.python_version(),
        "torch": versions.get("torch"),
        "devices": devices,
        "sandbox": protection().summary,
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
        click.echo(f"{name:<9} {', '.join(map(str, lines)) if name != 'problems' else len(lines)}")
    for line in said:
        click.echo(f"  {line}")
    return 1 if said else 0


async def _ask_runner() -> tuple[list[str], dict[str, str], list[str]]:
    from quizapp.errors import RunnerError

    try:
        async with Runner() as runner:
            return await runner.devices(), await runner.versions(), []
    except RunnerError as error:
        return [], {}, [str(error)]
