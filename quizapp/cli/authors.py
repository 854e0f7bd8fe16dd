"""The commands for people who write banks."""

import asyncio
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from quizapp.authoring import checking
from quizapp.banks.collection import Collection, Entry, read_collection
from quizapp.banks.collection import coverage as covered
from quizapp.cli.consent import ask_for
from quizapp.cli.options import Setting, say_json
from quizapp.core.cards.bank import Problem
from quizapp.errors import UsageError
from quizapp.paths import shipped_banks


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
        ask_for(setting, (entry.root for entry in collection.entries.values()))
        chosen = device or setting.config.device
        proof = asyncio.run(_prove(collection, chosen, setting.config.parallel))
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
    counts = [(result["cards"], "card"), (result["snippets"], "script"), (result["runs"], "run")]
    said = [f"{n} {what}{'s' * (n != 1)}" for n, what in counts if n or what != "run"]
    click.echo(f"{found}: {', '.join(said)}, {result['seconds']:.1f} s")


async def _prove(collection: Collection, device: str, parallel: int) -> Any:
    from quizapp.authoring.proving import prove
    from quizapp.runner import Runner

    async with Runner(device=device) as runner:
        return await prove(collection, runner, device, say_progress, parallel=parallel)


def say_progress(done: int, total: int, card: str) -> None:
    """One line on a terminal's stderr that counts up and is gone at the end."""
    if sys.stderr.isatty():
        end = "" if done < total else "\r\x1b[K"
        sys.stderr.write(f"\r\x1b[K{done}/{total}  {card}{end}")
        sys.stderr.flush()


def watch(
    setting: Setting, banks: Sequence[Path], run_all: bool, other: bool, device: str | None
) -> int:
    """Check now and again after each change; only ctrl+c ends it. `other` is whether an output
    was asked for that needs an end."""
    if other:
        raise UsageError("--watch goes on and on; leave out --json and --coverage")
    asyncio.run(_watch(setting, banks, run_all, device or setting.config.device))
    return 0


async def _watch(setting: Setting, banks: Sequence[Path], run_all: bool, device: str) -> None:
    from quizapp.authoring import watching
    from quizapp.runner import Runner

    given = [bank.absolute() for bank in banks]

    def roots() -> Sequence[Path]:
        return given or setting.roots()

    if not run_all:
        await watching.watch(roots, _Watcher(setting, banks).look)
    async with Runner(device=device) as runner:
        await watching.watch(roots, _Watcher(setting, banks, runner, device).look)


class _Watcher:
    """Checks banks over and over; with a runner, proves those cards whose files changed."""

    def __init__(
        self, setting: Setting, banks: Sequence[Path], runner: Any = None, device: str = "auto"
    ) -> None:
        self.setting = setting
        self.banks = banks
        self.runner = runner
        self.device = device
        self.failed: dict[str, list[Problem]] = {}

    async def look(self, changed: frozenset[Path]) -> None:
        started = time.monotonic()
        collection, problems = _read(self.setting, self.banks)
        found = {*problems, *checking.check(collection)}
        runs = await self.prove(collection, changed) if self.runner else 0
        found |= {problem for card in self.failed.values() for problem in card}
        if sys.stdout.isatty():
            click.clear()
        result = {
            "cards": len(collection.entries),
            "snippets": _scripts(collection),
            "runs": runs,
            "seconds": time.monotonic() - started,
            "skipped": [],
        }
        click.echo(f"{time.strftime('%H:%M:%S')}  watching; ctrl+c ends it")
        _say_problems(sorted(found), result)

    async def prove(self, collection: Collection, changed: frozenset[Path]) -> int:
        """Problems of the cards that did not change are kept from before."""
        from quizapp.authoring.proving import prove

        touched = [entry for entry in collection.entries.values() if _files(entry) & changed]
        proof = await prove(collection, self.runner, self.device, say_progress, touched)
        again = {entry.card.id for entry in touched}
        kept = collection.entries.keys() - again
        self.failed = {card: found for card, found in self.failed.items() if card in kept}
        for problem in proof.problems:
            self.failed.setdefault(problem.message.split(":")[0], []).append(problem)
        return int(proof.runs)


def _files(entry: Entry) -> set[Path]:
    return {entry.bank, *checking.scripts(entry)}


def new(setting: Setting, given: Mapping[str, str | None]) -> int:
    """Make a card out of flags, and out of answers where there is a terminal to ask on."""
    from quizapp.authoring.scaffold import bank_of, scaffold, taken_ids

    root = _new_root(setting)
    wanted = _wanted(given, root)
    roots = list(dict.fromkeys([*setting.roots(), shipped_banks(), root]))
    known, _ = read_collection(roots, setting.paths.cache)
    bank = bank_of(root, wanted.topic)
    taken = known.entries.keys() | (taken_ids(bank) if bank.exists() else set())
    made = scaffold(root, wanted, taken)
    click.echo(f"made card {wanted.id}")
    click.echo(f"  {made.bank}:{made.line}")
    for script in made.scripts:
        click.echo(f"  {script}")
    click.echo(f"Write over the example, then: quizapp check --run {made.bank}")
    return 0


def _new_root(setting: Setting) -> Path:
    """--bank, or the checkout that this is called in, or else the learner's own cards."""
    if setting.paths.banks:
        root = setting.paths.banks[0]
        if root.is_file():
            raise UsageError(f"--bank {root} is a file; give the folder that holds questions/")
        return root
    shipped = shipped_banks()
    if (shipped / "pyproject.toml").is_file() and Path.cwd().is_relative_to(shipped):
        return shipped
    return setting.paths.own_banks / "my-cards"


def _wanted(given: Mapping[str, str | None], root: Path) -> Any:
    from quizapp.authoring.scaffold import Wanted, bank_of

    values = {key: value for key, value in given.items() if value is not None}
    topic, slash, name = values.get("name", "").rpartition("/")
    if slash:
        values["name"] = name
        if values.setdefault("topic", topic) != topic:
            raise UsageError(f"--id {topic}/{name} is not in --topic {values['topic']}")
    asked = [key for key in _QUESTIONS if key not in values]
    if sys.stdin.isatty() and sys.stdout.isatty():
        for key in asked:
            text, choices, default = _QUESTIONS[key]
            kind = click.Choice(choices) if choices else None
            values[key] = click.prompt(text, type=kind, default=default)
        if "title" not in values and not bank_of(root, values["topic"]).exists():
            default = values["topic"].replace("-", " ").capitalize()
            values["title"] = click.prompt("Title of this new topic", default=default)
    missing = [f"--{key.replace('name', 'id')}" for key in _QUESTIONS if key not in values]
    needed = [flag for flag in missing if flag != "--level"]
    if needed:
        raise UsageError(f"no terminal to ask on, so give {', '.join(needed)}")
    return Wanted(**{"level": "junior", **values})  # type: ignore[arg-type]


_QUESTIONS: dict[str, tuple[str, list[str], str | None]] = {
    "kind": (
        "Kind of question",
        ["flashcard", "choice", "order", "short", "predict", "bug", "code"],
        "flashcard",
    ),
    "topic": ("Topic (small letters, digits, '-')", [], None),
    "name": ("Name of the idea, for the card's id (such as zero-grad)", [], None),
    "level": ("Level", ["junior", "mid", "senior"], "junior"),
    "question": ("What the interviewer asks", [], None),
}


def record(setting: Setting, banks: Sequence[Path]) -> int:
    """Keep what cards print that most machines cannot run; 1 if one that can run here failed."""
    from datetime import date

    from quizapp.authoring import recording
    from quizapp.runner import Runner

    collection, _ = _read(setting, banks)
    ask_for(setting, (entry.root for entry in collection.entries.values()))

    async def run() -> tuple[list[Path], dict[str, str]]:
        async with Runner() as runner:
            return await recording.record(collection, runner, date.today(), say_progress)

    written, left = asyncio.run(run())
    for path in written:
        click.echo(f"recorded {path}")
    for card, reason in left.items():
        click.echo(f"not recorded: {card} {reason}", err=True)
    if not written and not left:
        click.echo("no card needs a recording: all of them run on a plain machine")
    return 1 if any(reason.startswith("ended") for reason in left.values()) else 0


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
