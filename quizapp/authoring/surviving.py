"""check --run on exercises: which mutants of a solution pass every check?

A mutant that does is a mistake that the exercise does not see. The author answers by a better
check, or by listing it in the card under `equivalent`, with the reason why it is as right as the
solution. What was found is kept by the content of solution and checks; nothing is run twice.
"""

import hashlib
import inspect
import random
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from quizapp.authoring import mutation
from quizapp.authoring.checking import broken, problem
from quizapp.authoring.mutation import Mutant, mutants
from quizapp.banks.collection import Collection, Entry
from quizapp.core.cards.bank import Problem
from quizapp.core.cards.card import CardId
from quizapp.core.cards.kinds.code import CHECKS, Code
from quizapp.study.bench import Bench, in_parallel

SAMPLE = 12  # mutants of an exercise that are tried if not all are wanted
SECONDS = 10.0  # of work; a mutant that goes on for longer than that is found out
Tell = Callable[[int, int, str], None]


class Survey(msgspec.Struct):
    """What came of it: how many mutants there are, how many were run now, and what to mend."""

    mutants: int = 0
    runs: int = 0
    found: dict[CardId, list[Problem]] = {}

    @property
    def problems(self) -> list[Problem]:
        return sorted(one for card in self.found.values() for one in card)


class _Exercise:
    """One exercise, and what is known of its mutants: whether its checks find each of them out."""

    def __init__(self, entry: Entry, card: Code, cache: Path, every: bool) -> None:
        files = entry.texts()
        solution, checks = files[card.solves], files[CHECKS]
        self.entry = entry
        self.mutants = mutants(solution)
        self.listed = {one.mutant for one in card.equivalent}
        self._file = cache / "mutants" / f"{_digest(solution, checks)}.json"
        self.caught: dict[str, bool] = self._kept()
        unknown = [one for one in self.mutants if one.name not in self.caught]
        if not every:
            wanted = max(0, SAMPLE - (len(self.mutants) - len(unknown)))
            unknown = random.Random(solution).sample(unknown, min(wanted, len(unknown)))
        self.wanted = unknown

    def problems(self) -> list[Problem]:
        found = []
        for name in sorted({one.name for one in self.mutants} - self.listed):
            if self.caught.get(name) is False:
                how = "check what it does, or list it under 'equivalent' with the reason why"
                message = f"a mutant of solution.py passes every check: {name}; {how}"
                found.append(problem(self.entry, "snippet", message))
        names = {one.name for one in self.mutants}
        for name in sorted(self.listed):
            if name not in names:
                message = f"'equivalent' lists what is no mutant of solution.py: {name}"
                found.append(problem(self.entry, "equivalent", message))
            elif self.caught.get(name):
                message = f"'equivalent' lists a mutant that the checks turn down: {name}"
                found.append(problem(self.entry, "equivalent", message))
        return found

    def _kept(self) -> dict[str, bool]:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=dict[str, bool])
        except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
            return {}

    def keep(self) -> None:
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside = self._file.with_suffix(".new")
            beside.write_bytes(msgspec.json.encode(self.caught))
            beside.replace(self._file)


async def survey(
    collection: Collection,
    bench: Bench,
    cache: Path,
    *,
    tell: Tell | None = None,
    only: Iterable[Entry] | None = None,
    every: bool = False,
) -> Survey:
    """Run mutants of the exercises (of `only` some cards): `every` one, or else a sample, the same
    each time. An exercise that cannot run here, or whose solution fails, is left to `prove`."""
    await bench.learn()
    exercises = []
    for entry in collection.entries.values() if only is None else only:
        card = entry.card
        if isinstance(card, Code) and bench.refusal(entry) is None and not broken(entry):
            exercises.append(_Exercise(entry, card, cache, every))
    result = Survey(mutants=sum(len(one.mutants) for one in exercises))
    wanted = [(exercise, mutant) for exercise in exercises for mutant in exercise.wanted]

    async def one(task: tuple[_Exercise, Mutant]) -> None:
        exercise, mutant = task
        found, run = await bench.check(exercise.entry, mutant.source, SECONDS)
        result.runs += 1
        if run.finished.conclusive or run.finished.outcome in ("timed_out", "out_of_memory"):
            exercise.caught[mutant.name] = not found.passed

    await in_parallel(bench, wanted, one, tell, lambda task: task[0].entry.card.id)
    for exercise in exercises:
        if exercise.wanted:
            exercise.keep()
        problems = exercise.problems()
        if problems:
            result.found[exercise.entry.card.id] = problems
    return result


def _digest(*texts: str) -> str:
    """Of everything that decides what comes of a mutant."""
    try:
        torch = version("torch")
    except PackageNotFoundError:
        torch = ""
    decides = [*texts, inspect.getsource(mutation), torch, sys.version]
    return hashlib.sha256("\0".join(decides).encode()).hexdigest()
