"""check --run: every claim of a bank, proven by running it.

One bad card never stops the rest; as many runs as there are cores go on at once.
"""

import asyncio
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from quizapp.authoring.checking import problem, wrong_answers
from quizapp.banks.collection import Collection, Entry, obstacle
from quizapp.core.cards.bank import Problem
from quizapp.core.cards.card import Bug, Code, Predict
from quizapp.core.grading.exercise import Verdict
from quizapp.core.grading.grade import exception_line
from quizapp.core.grading.same_output import first_mismatch, matches
from quizapp.core.run import Job, Transcript
from quizapp.runner import Runner
from quizapp.runner.judging import judge

Progress = Callable[[int, int, str], None]


class Proof(msgspec.Struct):
    """What came of running all cards. `skipped` maps a card to why it cannot run here."""

    problems: list[Problem]
    runs: int = 0
    skipped: dict[str, str] = {}
    seconds: float = 0.0


async def prove(
    collection: Collection,
    runner: Runner,
    device: str = "auto",
    progress: Progress | None = None,
    only: Iterable[Entry] | None = None,
    parallel: int = 0,
) -> Proof:
    """Run every card's snippet and compare with what its bank says; `parallel` cards at once, as
    many as there are cores if 0."""
    proof = Proof(problems=[])
    started = time.monotonic()
    entries = list(collection.entries.values() if only is None else only)
    devices = await runner.devices()
    room = asyncio.Semaphore(parallel or os.cpu_count() or 2)
    done = 0

    async def one(entry: Entry) -> None:
        nonlocal done
        async with room:
            reason = obstacle(entry, devices)
            if reason:
                proof.skipped[entry.card.id] = reason
            else:
                await _Prover(entry, runner, device, proof).prove()
        done += 1
        if progress is not None:
            progress(done, len(entries), entry.card.id)

    async with asyncio.TaskGroup() as tasks:
        for entry in entries:
            tasks.create_task(one(entry))
    proof.problems.sort()
    proof.seconds = time.monotonic() - started
    return proof


class _Prover:
    def __init__(self, entry: Entry, runner: Runner, device: str, proof: Proof) -> None:
        self.entry = entry
        self.runner = runner
        self.device = device
        self.proof = proof

    async def prove(self) -> None:
        match self.entry.card:
            case Bug() as card:
                await self.bug(card)
            case Code():
                await self.code()
            case Predict() as card:
                await self.predict(card)
            case _:
                run = await self.run(self.entry.script)
                if self.ended_well(run, self.entry.script):
                    self.compare("output", self.entry.card.output, run)

    def report(self, key: str, message: str) -> None:
        self.proof.problems.append(problem(self.entry, key, message))

    async def run(self, script: Path, source: str | None = None) -> Transcript:
        self.proof.runs += 1
        job = Job(path=script, source=source, device=self.device, readable=(self.entry.root,))
        return await self.runner.run(job)

    def ended_well(self, run: Transcript, script: Path) -> bool:
        finished = run.finished
        if finished.outcome == "ok":
            return True
        detail = exception_line(run) or finished.note or f"exit code {finished.exit_code}"
        if finished.outcome == "timed_out":
            detail = f"after {finished.seconds:.0f} s"
        self.report("snippet", f"{script.name} ended {finished.outcome}: {detail}")
        return False

    def compare(self, key: str, expected: str | None, run: Transcript) -> None:
        if expected is None:
            return
        found = first_mismatch(expected, run.stdout)
        if found is not None:
            self.report(
                key,
                f"line {found.line} of '{key}' is {found.expected!r}, "
                f"but the run printed {found.actual!r}",
            )

    async def predict(self, card: Predict) -> None:
        script = self.entry.script
        first = await self.run(script)
        second = await self.run(script)
        if card.raises:
            self.raised(card.raises, first, script)
        elif not self.ended_well(first, script):
            return
        self.compare("output", card.output, first)
        if first.stdout != second.stdout:
            self.report("snippet", "two runs print different things; seed it, or print less")

    def raised(self, expected: str, run: Transcript, script: Path) -> bool:
        if run.finished.outcome != "error":
            self.report(
                "raises", f"{script.name} ended {run.finished.outcome}, not in an exception"
            )
            return False
        came = exception_line(run)
        if not _same_exception(expected, came):
            self.report("raises", f"'raises' is {expected!r}, but the run raised {came!r}")
            return False
        return True

    async def bug(self, card: Bug) -> None:
        buggy, fixed = self.entry.snippet / "buggy.py", self.entry.snippet / "fixed.py"
        before, after = await self.run(buggy), await self.run(fixed)
        if card.raises:
            self.raised(card.raises, before, buggy)
        else:
            self.ended_well(before, buggy)
        self.compare("symptom", card.symptom, before)
        if not self.ended_well(after, fixed):
            return
        self.compare("output", card.output, after)
        if not card.raises and matches(card.symptom, after.stdout):
            self.report("symptom", "fixed.py still shows the symptom")

    async def code(self) -> None:
        solution = await self.judge("solution.py")
        if not solution.passed:
            self.report("snippet", f"solution.py fails its checks: {_first_failure(solution)}")
            return
        starter = await self.judge("starter.py")
        if starter.passed:
            self.report("snippet", "starter.py passes every check; there is nothing left to do")
        failed = {r.name for r in starter.results if not r.passed}
        complete = starter.complete
        for script in wrong_answers(self.entry):
            wrong = await self.judge(script.name)
            self.rejected(script, wrong)
            failed |= {r.name for r in wrong.results if not r.passed}
        idle = [r.name for r in solution.results if complete and r.name not in failed]
        if idle:
            names = ", ".join(idle)
            self.report("snippet", f"{names} accepts the starter and every wrong answer")

    async def judge(self, name: str) -> Verdict:
        self.proof.runs += 1
        folder = self.entry.snippet
        answer = (folder / name).read_text(encoding="utf-8")
        found, _ = await judge(self.runner, folder, self.entry.root, answer, self.device)
        return found

    def rejected(self, script: Path, wrong: Verdict) -> None:
        if wrong.passed:
            self.report("snippet", f"{script.name} passes every check")
            return
        failures = [r for r in wrong.results if not r.passed]
        if not wrong.complete or not failures:
            self.report("snippet", f"{script.name} stops before the checks are done")
        elif all(r.crashed for r in failures):
            self.report("snippet", f"{script.name} crashes ({failures[0].message}); assert instead")


def _same_exception(expected: str, came: str) -> bool:
    return matches(expected, came) or (":" not in expected and came.split(":")[0] == expected)


def _first_failure(found: Verdict) -> str:
    failures = [f"{r.name}: {r.message}" for r in found.results if not r.passed]
    return failures[0] if failures else "it stops before the checks are done"
