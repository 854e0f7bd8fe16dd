"""One script, run as cards run theirs."""

import asyncio
import os
import sys
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Any

import click
import msgspec

from quizapp.banks.collection import Collection
from quizapp.banks.scripts import read_script
from quizapp.cli.consent import ask_about
from quizapp.cli.options import Setting, device_option, everywhere, json_option
from quizapp.cli.remote import reach
from quizapp.cli.saying import Passing, say, say_json
from quizapp.config import check_value
from quizapp.core.run import Finished, Output
from quizapp.errors import UsageError
from quizapp.paths import shipped_banks
from quizapp.study.services import Services


class Script(msgspec.Struct, frozen=True):
    """What to run: a file, what it may read, and the bank root that it belongs to, if any."""

    path: Path
    readable: Path
    bank: Path | None = None


@click.command()
@click.argument("snippet")
@json_option("outcome and output")
@device_option("Where it runs.")
@click.option("--timeout", type=float, help="Seconds until it is stopped.")
@everywhere
def run(
    setting: Setting, snippet: str, as_json: bool, device: str | None, timeout: float | None
) -> int:
    """Run a SNIPPET: a path, a name below snippets/, or a card's id."""
    if timeout is not None:
        timeout = check_value("seconds", timeout, "--timeout")
    with reach(setting).services(setting.collection(), device) as services:
        entry = services.collection.entries.get(snippet)
        lack = None if entry is None else services.bench.lack(entry)
        if lack is not None:
            raise UsageError(f"{snippet} {lack.reason}")
        script = _find(snippet, services.collection)
        fault = read_script(script.path).fault
        if fault:
            raise UsageError(fault)
        if script.bank is not None:
            ask_about(services.bench, [script.bank])
        return asyncio.run(_run(services, script, as_json, timeout))


def _find(snippet: str, collection: Collection) -> Script:
    """The script that a name means."""
    entry = collection.entries.get(snippet)
    roots = list(dict.fromkeys([*(e.root for e in collection.entries.values()), shipped_banks()]))
    if entry is not None:
        return Script(entry.script, entry.root, entry.root)
    given = Path(snippet)
    if given.is_file():
        path = given.absolute()
        bank = _bank_of(path, roots)
        return Script(path, bank or path.parent, bank)
    for root in roots:
        for path in (root / "snippets" / snippet, root / snippet):
            if path.is_file():
                return Script(path, root, root)
            for one in collection.entries.values():
                if one.snippet == path:
                    return Script(one.script, root, root)
    raise UsageError(f"no snippet '{snippet}': give a path, a name below snippets/, or a card's id")


def _bank_of(path: Path, roots: Sequence[Path]) -> Path | None:
    """The nearest bank root above a file: a known one, or the folder with questions/ above its
    snippets/. A link's is where it leads, unless that is in none. What lies in quizapp's own folder
    came with it only if it is a snippet."""
    shipped = shipped_banks()
    known = {place: root for root in roots for place in (root.absolute(), _real(root))}
    for shown in (_real(path), path):
        for folder in shown.parents:
            if folder in known and (
                known[folder] != shipped or shown.is_relative_to(folder / "snippets")
            ):
                return known[folder]
            if folder.name == "snippets" and (folder.parent / "questions").is_dir():
                return known.get(folder.parent, folder.parent)
    return None


def _real(path: Path) -> Path:
    """Without links; `Path.resolve` raises where they lead in a circle."""
    return Path(os.path.realpath(path))


async def _run(services: Services, script: Script, as_json: bool, seconds: float | None) -> int:
    """Run it, its output passed on as it comes; 0 only if it ended ok."""
    texts = {"stdout": "", "stderr": ""}
    passing = {"stdout": Passing(sys.stdout), "stderr": Passing(sys.stderr)}
    first: float | None = None
    finished = Finished("killed", None, 0.0)
    async with services.runner as runner:
        await runner.wait_ready()
        events = services.bench.stream_file(
            script.path, script.readable, script.bank, seconds=seconds
        )
        started = asyncio.get_running_loop().time()
        async with aclosing(events):
            async for event in events:
                if isinstance(event, Output):
                    if first is None:
                        first = asyncio.get_running_loop().time() - started
                    texts[event.stream] += event.text
                    if not as_json:
                        passing[event.stream].write(event.text)
                elif isinstance(event, Finished):
                    finished = event
    if as_json:
        found = _as_json(finished, first, texts)
        say_json(found | {"sandbox": services.bench.trust.protection.summary})
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
        say(f"quizapp: {line}", err=True)
