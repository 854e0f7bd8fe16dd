"""check --run: every claim of a bank, proven by running it.

What there is to prove, the card says: `claims()` what each of its files prints and raises,
`judged_by` whether a run or its checks judge an answer. One bad card never stops the rest.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from pathlib import Path
from random import Random

import msgspec

from quizapp.authoring.checking import broken, problem
from quizapp.banks.collection import Collection, Entry
from quizapp.core.cards.bank import Problem
from quizapp.core.cards.card import CardId, Claim
from quizapp.core.grading.advice import terms
from quizapp.core.grading.exercise import Verdict
from quizapp.core.grading.grade import Evidence
from quizapp.core.grading.same_output import first_mismatch, matches
from quizapp.core.printable import printable
from quizapp.core.run import Finished, Raised, Transcript
from quizapp.runner.client import PRELOAD, Runner
from quizapp.runner.interpreter import Interpreter
from quizapp.study.bench import Bench, card_name, in_parallel

SLOW = 2.5  # seconds of its own that a script may take
_ALIKE = "it must not hang on chance, the date, hash order, addresses or the number of threads"
Tell = Callable[[int, int, CardId], None]


class Proof(msgspec.Struct):
    """What came of running cards: the problems of each, and why some of them were not run here."""

    found: dict[CardId, list[Problem]] = {}
    skipped: dict[CardId, str] = {}
    runs: int = 0

    @property
    def problems(self) -> list[Problem]:
        """All of them; cards may share a script, and with it a problem."""
        return sorted({one for card in self.found.values() for one in card})


async def prove(
    collection: Collection,
    bench: Bench,
    tell: Tell | None = None,
    only: Iterable[Entry] | None = None,
    again: Bench | None = None,
) -> Proof:
    """Run the scripts of every card, or of `only` some, and compare with what the bank says; `tell`
    hears of each card that is done. Every script runs once more on the bench `again`, which should
    differ in all that an output must not hang on (`elsewhere`); without one that is the first."""
    proof = Proof()
    await bench.learn()

    async def one(entry: Entry) -> None:
        refused = bench.refusal(entry)
        if refused is not None:
            proof.skipped[entry.card.id] = refused.reason
            return
        prover = _Prover(entry, bench, again or bench)
        await prover.prove()
        proof.runs += prover.runs
        if prover.problems:
            proof.found[entry.card.id] = prover.problems

    entries = collection.entries.values() if only is None else only
    await in_parallel(bench, entries, one, tell, card_name)
    return proof


def wrong_end(file: str, claim: Claim, run: Transcript) -> tuple[str, str] | None:
    """The key of the card that does not fit to how a file's run ended, and why; None if it ended
    as claimed."""
    finished = run.finished
    if not finished.conclusive:
        return "snippet", f"{file} {_end(finished)}"
    if claim.raises is None:
        return None if finished.outcome == "ok" else ("snippet", f"{file} {_end(finished)}")
    if finished.raised is None:
        return "raises", f"{file} {_end(finished)}, not in an exception"
    if not _is_said(finished.raised, claim.raises):
        came = finished.raised.line
        return "raises", f"'raises' is {claim.raises!r}, but the run raised {came!r}"
    return None


def elsewhere(
    device: str,
    preload: Sequence[Sequence[str]] = PRELOAD,
    private: Sequence[Path] = (),
    python: Interpreter | None = None,
) -> Runner:
    """A runner whose scripts find all different that their output must not hang on: the seed of
    hashes, the date, the number of threads, and with a server of its own every address."""
    threads = "2" if os.environ.get("OMP_NUM_THREADS") == "1" else "1"
    modules = [name for stage in preload for name in stage]
    return Runner(
        [[*modules, "quizapp.authoring.another_day"]],
        device=device,
        environment={"PYTHONHASHSEED": "4321", "OMP_NUM_THREADS": threads},
        private=private,
        python=python,
    )


class _Prover:
    """Proves one card."""

    def __init__(self, entry: Entry, bench: Bench, again: Bench) -> None:
        self.entry = entry
        self.bench = bench
        self.again = again
        self.runs = 0
        self.problems: list[Problem] = []

    async def prove(self) -> None:
        self.problems += broken(self.entry)
        if self.problems:
            return
        await self.prove_claims()
        if self.entry.card.judged_by == "checks":
            await self.prove_checks()
        else:
            await self.prove_mistakes()

    def report(self, key: str, message: str) -> None:
        """A check's message may be of many lines, and hold whatever a tensor's text does."""
        line = " ".join(printable(message).splitlines())
        self.problems.append(problem(self.entry, key, line))

    # What its files print

    async def prove_claims(self) -> None:
        claims = self.entry.card.claims(self.entry.files)
        runs = {name: await self.run(name) for name in claims}
        for name, claim in claims.items():
            file = self.entry.path(name).name
            wrong = wrong_end(file, claim, runs[name])
            if wrong is not None:
                self.report(*wrong)
                continue
            if self.compare(name, claim, runs[name]):
                await self.repeat(name, claim, runs[name])
                for key, message in self.entry.card.unproven(runs[name].stdout):
                    self.report(key, message)
            if claim.mended_by and _fulfils(claim, runs[claim.mended_by]):
                self.report(claim.key, f"{claim.mended_by} still shows the {claim.key}")
            if self.entry.card.judged_by == "run":
                await self.judge(runs[name])

    async def run(self, name: str) -> Transcript:
        self.runs += 1
        return await self.bench.run(self.entry, name)

    def compare(self, name: str, claim: Claim, run: Transcript) -> bool:
        """Whether a run of this file printed what is claimed."""
        found = None if claim.output is None else first_mismatch(claim.output, run.stdout)
        if found is not None:
            who = "the run" if name == self.entry.card.runs else name
            self.report(
                claim.key,
                f"line {found.line} of '{claim.key}' is {found.expected!r}, "
                f"but {who} printed {found.actual!r}",
            )
        return found is None

    async def repeat(self, name: str, claim: Claim, first: Transcript) -> None:
        """What a card says has to hold in any run; a learner's answer is held against one of them,
        so that of those any two must be alike."""
        self.runs += 1
        second = await self.again.run(self.entry, name, seconds=SLOW)
        file, finished = self.entry.path(name).name, second.finished
        if finished.outcome == "timed_out":
            self.report("snippet", f"{file} takes more than {SLOW:g} s; make it quicker")
            return
        wrong = wrong_end(file, claim, second)
        if wrong is not None:
            self.report(wrong[0], f"{wrong[1]} when run again; {_ALIKE}")
            return
        alike = claim.output is None or matches(claim.output, second.stdout)
        if self.entry.card.judged_by == "run":
            alike = _shown(first) == _shown(second)
        if not alike:
            self.report("snippet", f"{file}: {_parting(first.stdout, second.stdout)}; {_ALIKE}")

    async def judge(self, run: Transcript) -> None:
        """What judges by the run does so as the card says."""
        marked = await self.bench.marked(self.entry)
        evidence = Evidence(run=run, marked=marked, files=self.entry.texts())
        for key, message in self.entry.card.misjudged(evidence):
            self.report(key, message)

    async def prove_mistakes(self) -> None:
        """No file that holds a wrong answer is taken for right."""
        card, files = self.entry.card, self.entry.texts()
        for name, text in card.mistakes(files).items():
            self.runs += 1
            response = card.read(text, card.asked(Random(0)))
            marked = await self.bench.by_answer(self.entry, response)
            if marked.grade is None:
                self.report("snippet", f"{name} was {marked.said}")
            elif marked.grade.right:
                what = "let what is printed show the difference, or drop it if it is right"
                self.report("snippet", f"{name} is taken for right; {what}")

    # What its checks accept

    async def prove_checks(self) -> None:
        card, files = self.entry.card, self.entry.texts()
        passed: set[str] = set()
        for name, text in card.solutions(files).items():
            solution, run = await self.check(text)
            if solution.passed:
                passed.update(one.name for one in solution.results)
            else:
                self.report("snippet", f"{name} {_why_not(solution, run)}")
                if name == card.solves:
                    return
        starter, run = await self.check(files[card.runs])
        if starter.passed:
            self.report("snippet", f"{card.runs} passes every check; there is nothing left to do")
        elif not starter.complete:
            self.report("snippet", f"{card.runs} {_unfinished(run)}")
        verdicts = [starter]
        alike = {starter.signature: [card.runs]}
        for name, text in card.mistakes(files).items():
            verdict, run = await self.check(text)
            self.turned_down(name, verdict, run)
            verdicts.append(verdict)
            others = alike.setdefault(verdict.signature, [])
            mine = terms(text)
            same = [other for other in others if not mine.excludes(terms(files[other]))]
            others.append(name)
            if verdict.signature and same:
                why = "their learners are told the same; make a message say what came, or drop one"
                self.report("snippet", f"{name} fails exactly as {same[0]} does, so {why}")
        failed = {one.name for verdict in verdicts for one in verdict.results if not one.passed}
        idle = sorted(passed - failed)
        if idle and starter.complete:
            names = ", ".join(idle)
            self.report("snippet", f"{names} accepts the starter and every wrong answer")

    async def check(self, answer: str) -> tuple[Verdict, Transcript]:
        self.runs += 1
        return await self.bench.check(self.entry, answer)

    def turned_down(self, name: str, wrong: Verdict, run: Transcript) -> None:
        failures = [one for one in wrong.results if not one.passed]
        if wrong.passed:
            self.report("snippet", f"{name} passes every check")
        elif not wrong.complete:
            self.report("snippet", f"{name} {_unfinished(run)}")
        elif all(one.crashed for one in failures):
            self.report("snippet", f"{name} crashes ({failures[0].message}); assert instead")


def _why_not(verdict: Verdict, run: Transcript) -> str:
    """Why an answer did not pass its checks, to go on from its name."""
    if verdict.complete and not verdict.results:
        return "is not checked by anything; write functions check_<what>(answer)"
    for one in verdict.results:
        if not one.passed:
            return f"fails its checks: {one.name}: {one.message}"
    return _unfinished(run)


def _unfinished(run: Transcript) -> str:
    if not run.finished.conclusive:
        return _end(run.finished)
    raised = run.finished.raised
    return "stops before the checks are done" + (f": {raised.line}" if raised else "")


def _end(finished: Finished) -> str:
    """How a run ended, to go on from the script's name."""
    match finished.outcome:
        case "timed_out":
            seconds = f"{finished.seconds:.1f}".removesuffix(".0")
            return f"was stopped at its time limit after {seconds} s; make it quicker"
        case "out_of_memory":
            return f"was stopped at its memory limit: it {finished.note}; make it smaller"
        case "killed":
            return f"was killed ({finished.note})" if finished.note else "was killed"
        case "cancelled":
            return "was stopped before its end"
    if finished.raised is not None:
        return f"raised {printable(finished.raised.line)}"
    if finished.exit_code is None:
        return f"did not run: {finished.note}"
    return f"ended with exit code {finished.exit_code}"


def _fulfils(claim: Claim, run: Transcript) -> bool:
    if claim.output is None or wrong_end("", claim, run) is not None:
        return False
    return matches(claim.output, run.stdout)


def _parting(first: str, second: str) -> str:
    """Where the outputs of two runs part."""
    lines = zip_longest(first.splitlines(), second.splitlines(), fillvalue="(nothing)")
    for number, (one, other) in enumerate(lines, start=1):
        if one != other:
            return f"line {number} is {one!r} in one run and {other!r} in another"
    return "two runs end in different ways"


def _shown(run: Transcript) -> tuple[str, str]:
    """What any two runs must have in common; an exception's message may hold an address."""
    raised = run.finished.raised
    return run.stdout, raised.name if raised else ""


def _is_said(raised: Raised, expected: str) -> bool:
    """By the traceback's last line, or the name of the class alone; not by a base class."""
    names = (raised.name, raised.name.rpartition(".")[2])
    return expected in names or matches(expected, raised.line)
