"""The commands for people who write banks."""

import asyncio
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from quizapp.authoring import checking
from quizapp.cli.options import Setting, say_json
from quizapp.collection import Collection, read_collection
from quizapp.collection import coverage as covered
from quizapp.core.bank import Problem


def _read(setting: Setting, banks: Sequence[Path]) -> tuple[Collection, list[Problem]]:
    return read_collection([bank.absolute() for bank in banks] or setting.roots())


def _scripts(collection: Collection) -> int:
    return len({path for e in collection.entries.values() for path in checking.scripts(e)})


def check(
    setting: Setting, banks: Sequence[Path], run_all: bool, as_json: bool, device: str | None
) -> int:
    """Print every problem as `path:line: message`; 1 if there is any."""
    started = time.monotonic()
    collection, problems = _read(setting, banks)
    problems = sorted({*problems, *checking.check(collection)})
    runs, skipped = 0, dict[str, str]()
    if run_all:
        proof = asyncio.run(_prove(collection, device or setting.config.device))
        runs, skipped = proof.runs, proof.skipped
        problems = sorted({*problems, *proof.problems})
    result = {
        "cards": len(collection.entries),
        "snippets": _scripts(collection),
        "runs": runs,
        "seconds": round(time.monotonic() - started, 3),
        "problems": [_plain(problem) for problem in problems],
        "skipped": [{"card": card, "reason": reason} for card, reason in skipped.items()],
    }
    if as_json:
        say_json(result)
    else:
        _say_problems(problems, result)
    return 1 if problems else 0


def _plain(problem: Problem) -> dict[str, Any]:
    return {"path": str(problem.path), "line": problem.line, "message": problem.message}


def _say_problems(problems: Sequence[Problem], result: dict[str, Any]) -> None:
    here = Path.cwd()
    for problem in problems:
        path = problem.path
        shown = path.relative_to(here) if path.is_relative_to(here) else path
        click.echo(f"{shown}:{problem.line}: {problem.message}")
    for skip in result["skipped"]:
        click.echo(f"not run: {skip['card']} {skip['reason']}", err=True)
    found = f"{len(problems)} problem{'s' * (len(problems) != 1)}" if problems else "no problems"
    ran = f", {result['runs']} runs" if result["runs"] else ""
    line = f"{result['cards']} cards, {result['snippets']} scripts{ran}, {result['seconds']:.1f} s"
    click.echo(f"{found}: {line}")


async def _prove(collection: Collection, device: str) -> Any:
    from quizapp.authoring.proving import prove
    from quizapp.runner import Runner

    show = sys.stderr.isatty()

    def progress(done: int, total: int, card: str) -> None:
        if show:
            end = "" if done < total else "\r\x1b[K"
            sys.stderr.write(f"\r\x1b[K{done}/{total}  {card}{end}")
            sys.stderr.flush()

    async with Runner(device=device) as runner:
        return await prove(collection, runner, device, progress)


def coverage(setting: Setting, banks: Sequence[Path], as_json: bool) -> int:
    """Print source -> cards; 1 if a source listed in sources.yaml has none."""
    collection, _ = _read(setting, banks)
    found = covered(collection)
    if as_json:
        say_json({"sources": found, "bare": [name for name, cards in found.items() if not cards]})
    else:
        for source, cards in sorted(found.items(), key=lambda item: _natural(item[0])):
            kinds = sorted({collection.card(card).kind for card in cards})
            click.echo(f"{source:<7} {len(cards):>3}  {', '.join(kinds) or 'no card'}")
            for card in cards:
                click.echo(f"             {card}")
    return 1 if any(not cards for cards in found.values()) else 0


def _natural(name: str) -> tuple[str, list[int]]:
    letters = "".join(char for char in name if char.isalpha())
    digits = "".join(char if char.isdigit() else " " for char in name).split()
    return letters, [int(part) for part in digits]
