"""Banks looked through for mistakes, once or after every change; what they say, proven or recorded.

Reading and proving come in when they are wanted: a look at a bank's coverage starts no runner.
"""

import asyncio
import functools
import sys
import time
from collections.abc import Callable, Container, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizapp.banks.collection import Collection, Entry, read_collection
from quizapp.banks.collection import coverage as covered
from quizapp.cli.options import Found, Setting, device_option, everywhere, json_option
from quizapp.cli.progress import say_progress
from quizapp.cli.saying import say, say_json
from quizapp.core.cards.bank import Problem
from quizapp.core.cards.card import CardId
from quizapp.core.wording import plural
from quizapp.errors import UsageError

if TYPE_CHECKING:
    from quizapp.authoring.proving import Proof
    from quizapp.authoring.recording import Recordings
    from quizapp.authoring.surviving import Survey
    from quizapp.study.services import Services

_ONE_PROCESS = (
    "quizapp: on another machine a script's second run has the same hash seed, day and threads as "
    "its first; `check --run` without --remote proves that they do not matter"
)


@click.command()
@click.argument("banks", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--run", "run_all", is_flag=True, help="Prove every card by running its snippet.")
@click.option(
    "--mutants", is_flag=True, help="With --run: all mutants of exercises, not only a sample."
)
@json_option("the result")
@click.option("--coverage", is_flag=True, help="Print which cards cover each source.")
@click.option("--record", is_flag=True, help="Keep what cards print that need CUDA or a package.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until ctrl+c.")
@device_option()
@everywhere
def check(
    setting: Setting,
    banks: tuple[Path, ...],
    run_all: bool,
    mutants: bool,
    as_json: bool,
    coverage: bool,
    record: bool,
    watch: bool,
    device: str | None,
) -> int:
    """Look for mistakes in banks (all known ones, or each PATH: a bank root or file)."""
    if mutants and (watch or not run_all):
        raise UsageError("--mutants goes with --run, and not with --watch")
    if coverage and (run_all or record):
        raise UsageError("--coverage runs nothing; leave out --run and --record")
    if record and (run_all or as_json or watch):
        raise UsageError("--record does nothing else; leave out --run, --json and --watch")
    if watch:
        if as_json or coverage:
            raise UsageError("--watch goes on and on; leave out --json and --coverage")
        return _watch(setting, banks, run_all, device)
    found = _read(setting, banks)
    if record:
        return _record(setting, found, device)
    if coverage:
        return _say_coverage(found[0], as_json)
    return _check(setting, found, run_all, mutants, as_json, device)


def _read(setting: Setting, banks: Sequence[Path]) -> Found:
    return read_collection(_roots(setting, banks))


def _known(setting: Setting, collection: Collection) -> Callable[[], Container[CardId]]:
    """Reads, once, what cards a follow-up may name: those of the banks known here, and of the whole
    roots of the files that are checked."""

    @functools.cache
    def read() -> Container[CardId]:
        roots = [*setting.roots(), *{entry.root for entry in collection.entries.values()}]
        return read_collection(roots, setting.paths.cache)[0].entries

    return read


def _roots(setting: Setting, banks: Sequence[Path]) -> list[Path]:
    return [bank.absolute() for bank in banks] or setting.roots()


# Once


def _check(
    setting: Setting,
    found: Found,
    run_all: bool,
    mutants: bool,
    as_json: bool,
    device: str | None,
) -> int:
    """Print every problem as `path:line: message`; 1 if there is any."""
    from quizapp.authoring import checking

    started = time.monotonic()
    collection, known = found
    problems = {*known, *checking.check(collection, _known(setting, collection))}
    runs, skipped = 0, dict[CardId, str]()
    if run_all:
        proof, survey = _proven(setting, found, device, mutants)
        runs, skipped = proof.runs + survey.runs, proof.skipped
        problems.update(proof.problems, survey.problems)
    result = _result(collection, runs, skipped, time.monotonic() - started)
    if as_json:
        told = [
            {"path": str(one.path), "line": one.line, "message": one.message}
            for one in sorted(problems)
        ]
        left = [{"card": card, "reason": reason} for card, reason in skipped.items()]
        say_json({**result, "problems": told, "skipped": left})
    else:
        _say(sorted(problems), result, skipped)
    return 1 if problems else 0


def _proven(
    setting: Setting, found: Found, device: str | None, mutants: bool
) -> "tuple[Proof, Survey]":
    """The proof of every card, and then what became of mutants of those exercises that hold."""
    from quizapp.authoring.proving import elsewhere, prove
    from quizapp.authoring.surviving import survey
    from quizapp.cli.consent import ask_for
    from quizapp.cli.remote import reach

    async def work() -> "tuple[Proof, Survey]":
        async with AsyncExitStack() as open_:
            await open_.enter_async_context(services.runner)
            again = None
            if not services.runner.place:
                other = elsewhere(
                    services.bench.device,
                    private=services.paths.private,
                    python=services.runner.python,
                )
                again = services.bench.on(await open_.enter_async_context(other))
            proof = await prove(services.collection, services.bench, say_progress, again=again)
            whole = [
                entry
                for entry in services.collection.entries.values()
                if entry.card.id not in proof.found
            ]
            found = await survey(
                services.collection,
                services.bench,
                setting.paths.cache,
                tell=say_progress,
                only=whole,
                every=mutants,
            )
            return proof, found

    setting = reach(setting)
    if setting.config.remote:
        say(_ONE_PROCESS, err=True)
    with setting.services(found, device) as services:
        ask_for(services.bench, services.collection.entries.values())
        return asyncio.run(work())


def _result(
    collection: Collection, runs: int, skipped: dict[CardId, str], seconds: float
) -> dict[str, Any]:
    files = {path for entry in collection.entries.values() for path in entry.files.values()}
    return {
        "cards": len(collection.entries),
        "snippets": len(files),
        "runs": runs,
        "seconds": round(seconds, 3),
    }


def _say(problems: Sequence[Problem], result: dict[str, Any], skipped: dict[CardId, str]) -> None:
    here = Path.cwd()
    for problem in problems:
        path = problem.path
        shown = path.relative_to(here) if path.is_relative_to(here) else path
        say(f"{shown}:{problem.line}: {problem.message}")
    for card, reason in skipped.items():
        say(f"not run: {card} {reason}", err=True)
    found = plural(len(problems), "problem") if problems else "no problems"
    counts = [plural(result["cards"], "card"), plural(result["snippets"], "script")]
    if result["runs"]:
        counts.append(plural(result["runs"], "run"))
    say(f"{found}: {', '.join(counts)}, {result['seconds']:.1f} s")


# After every change


def _watch(setting: Setting, banks: Sequence[Path], run_all: bool, device: str | None) -> int:
    """Check now and again after each change; only ctrl+c ends it."""
    from quizapp.cli.consent import ask_for
    from quizapp.cli.remote import reach

    if not run_all:
        asyncio.run(_looking(_Watcher(setting, banks)))
        return 0
    setting = reach(setting)
    with setting.services(_read(setting, banks), device) as services:
        ask_for(services.bench, services.collection.entries.values())
        asyncio.run(_proving(_Watcher(setting, banks, services)))
    return 0


async def _looking(watcher: "_Watcher") -> None:
    from quizapp.authoring import watching

    await watching.watch(watcher.roots, watcher.look)


async def _proving(watcher: "_Watcher") -> None:
    assert watcher.services is not None
    async with watcher.services.runner:
        await _looking(watcher)


class _Watcher:
    """Checks banks over and over; with services, proves those cards whose files changed."""

    def __init__(
        self, setting: Setting, banks: Sequence[Path], services: "Services | None" = None
    ) -> None:
        self.setting = setting
        self.banks = banks
        self.services = services
        self.failed: dict[CardId, list[Problem]] = {}

    def roots(self) -> Sequence[Path]:
        return _roots(self.setting, self.banks)

    async def look(self, changed: frozenset[Path]) -> None:
        from quizapp.authoring import checking

        started = time.monotonic()
        collection, problems = _read(self.setting, self.banks)
        found = {*problems, *checking.check(collection, _known(self.setting, collection))}
        runs, skipped = 0, dict[CardId, str]()
        if self.services is not None:
            proof = await self.prove(self.services, collection, changed)
            runs, skipped = proof.runs, proof.skipped
        found |= {problem for card in self.failed.values() for problem in card}
        if sys.stdout.isatty():
            click.clear()
        say(f"{time.strftime('%H:%M:%S')}  watching; ctrl+c ends it")
        result = _result(collection, runs, skipped, time.monotonic() - started)
        _say(sorted(found), result, skipped)

    async def prove(
        self, services: "Services", collection: Collection, changed: frozenset[Path]
    ) -> "Proof":
        """Problems of the cards that did not change are kept from before. A script that changed
        since the learner's yes is left out, and said to be, until the command is called again."""
        from quizapp.authoring.proving import prove

        touched = [entry for entry in collection.entries.values() if _files(entry) & changed]
        proof = await prove(collection, services.bench, say_progress, touched)
        kept = collection.entries.keys() - {entry.card.id for entry in touched}
        self.failed = {card: found for card, found in self.failed.items() if card in kept}
        self.failed.update(proof.found)
        return proof


def _files(entry: Entry) -> set[Path]:
    return {entry.bank, *entry.files.values()}


# Recordings, and what the cards cover


def _record(setting: Setting, found: Found, device: str | None) -> int:
    """Keep what cards print that most machines cannot run; 1 if one that can run here failed."""
    from datetime import date

    from quizapp.authoring.recording import record, wanting
    from quizapp.cli.consent import ask_for
    from quizapp.cli.remote import reach
    from quizapp.study.trust import fingerprint

    async def work() -> "Recordings":
        async with services.runner:
            return await record(services.collection, services.bench, date.today(), say_progress)

    with reach(setting).services(found, device) as services:
        ask_for(services.bench, wanting(services.collection))
        trust = services.bench.trust
        roots = {entry.root for entry in services.collection.entries.values()}
        allowed = [root for root in roots if trust.allows(root)]
        done = asyncio.run(work())
        for root in allowed if done.written else []:
            if not trust.allows(root):
                trust.allow(root, fingerprint(root))  # only what was recorded just now is new
    for path in done.written:
        say(f"recorded {path}")
    for card, reason in [*done.refused.items(), *done.failed.items()]:
        say(f"not recorded: {card} {reason}", err=True)
    if not done.written and not done.refused and not done.failed:
        say("no card needs a recording: all of them run on a plain machine")
    return 1 if done.failed else 0


def _say_coverage(collection: Collection, as_json: bool) -> int:
    """Print source -> cards; 1 if a source listed in sources.yaml has none."""
    found = covered(collection)
    if as_json:
        say_json({"sources": found, "bare": [name for name, cards in found.items() if not cards]})
    else:
        for source, cards in sorted(found.items(), key=lambda item: _natural(item[0])):
            kinds = sorted({collection.card(card).kind for card in cards})
            say(f"{source:<7} {len(cards):>3}  {', '.join(kinds) or 'no card'}")
            for card in cards:
                say(f"             {card}")
    return 1 if any(not cards for cards in found.values()) else 0


def _natural(name: str) -> tuple[str, list[int]]:
    letters = "".join(char for char in name if char.isalpha())
    digits = "".join(char if char.isdigit() else " " for char in name).split()
    return letters, [int(part) for part in digits]
