"""The bench: the one place that runs anything for anybody.

Whoever wants a script run comes here: drills, mocks, check, watch, export, record, `quizapp run`.
The bench knows whether a run may be (what the card needs, whose code it is), how (device, time
limit), what judges an answer, and what to say where nothing ran. A run that may not be ends as one
that never began, so that a caller who does not ask first runs nothing either.
"""

import asyncio
import dataclasses
import os
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import aclosing
from functools import cached_property
from pathlib import Path
from secrets import token_hex
from typing import TypeVar

import msgspec

from quizapp.banks.collection import Entry
from quizapp.banks.packages import imported, missing_packages, not_among
from quizapp.banks.recording import read_recording
from quizapp.config import Config
from quizapp.core.cards.card import Claim, grade
from quizapp.core.cards.kinds.code import CHECKS, STARTER, Submitted
from quizapp.core.grading.advice import explanation, terms
from quizapp.core.grading.exercise import Verdict, harness, verdict, without_harness
from quizapp.core.grading.grade import Evidence, Grade, Response
from quizapp.core.grading.marking import marked
from quizapp.core.printable import printable
from quizapp.core.run import (
    Event,
    Figure,
    Finished,
    Job,
    Limits,
    Output,
    Raised,
    Transcript,
)
from quizapp.errors import RunnerError
from quizapp.runner import Protection, Runner, protection
from quizapp.runner.client import HERE
from quizapp.runner.devices import best
from quizapp.runner.interpreter import GET_TORCH
from quizapp.study.trust import Trust

T = TypeVar("T")
LIBRARIES = ("torch", "numpy", "sklearn", "matplotlib", "pandas")  # what most snippets are about
NOT_ALLOWED = "comes from a bank that you have not allowed to run yet"


class Refusal(msgspec.Struct, frozen=True):
    """Why a script is not run: `reason` goes on from "it ..."; with `consent` the learner's yes
    would change that."""

    reason: str
    consent: bool = False


class Recorded(msgspec.Struct, frozen=True):
    """What a script printed elsewhere, or is said to print; `label` says which."""

    transcript: Transcript
    label: str


class Marked(msgspec.Struct, frozen=True):
    """What came of judging a response. Without a `grade` nothing was judged, and `said` is why.
    `recorded` is set where a recording stood in for a run."""

    grade: Grade | None
    said: str = ""
    run: Transcript | None = None
    verdict: Verdict | None = None
    recorded: str = ""


class Bench:
    """Runs for one learner on one runner. `protect` finds out what confines runs here; `device` is
    what a run gets if none is named."""

    def __init__(
        self,
        runner: Runner,
        trust: Trust,
        config: Config,
        protect: Callable[[], Protection] = protection,
    ) -> None:
        self.runner = runner
        self.trust = trust
        self._config = config
        self._protect = protect
        self._marked: dict[tuple[Path, str], asyncio.Task[str | None]] = {}
        self._learning: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None
        self._has_walls = self._has_devices = False
        self.devices: list[str] = ["cpu"]
        self.protection = ""  # what confines runs, once it is known

    def on(self, runner: Runner) -> "Bench":
        """The same bench on another runner."""
        return Bench(runner, self.trust, self._config, self._protect)

    @property
    def device(self) -> str:
        return self._config.device

    @property
    def parallel(self) -> int:
        """How many runs go on at once where many are wanted."""
        return self._config.parallel or os.cpu_count() or 2

    async def learn(self) -> None:
        """Find out what there is to run on, and what confines it: as long as the libraries take to
        load, the first time."""
        if self._learning is None:
            self._learning = asyncio.create_task(self._learn())
        await asyncio.shield(self._learning)

    async def _learn(self) -> None:
        await self._look_at_walls()
        try:
            self.devices = await self.runner.devices()
        except RunnerError:
            self._learning = None  # another machine may be there the next time
            raise
        self._has_devices = True

    async def _look_at_walls(self) -> None:
        if self._looking is None:
            self._looking = asyncio.create_task(asyncio.to_thread(self.confine))
        await asyncio.shield(self._looking)

    def settled(self, entry: Entry) -> bool:
        """Whether what `refusal` says of a card is final: before its devices and walls are known
        nobody may be told that it cannot run here, nor be judged by a recording."""
        if self._hangs_on_devices(entry) and not self._has_devices:
            return False
        return self._has_walls or self.trust.shipped(entry.root)

    async def settle(self, entry: Entry) -> None:
        """Return when what `refusal` says of a card is final; at once for most cards."""
        if self._hangs_on_devices(entry):
            await self._cannot_learn()
        elif not self.settled(entry):
            await self._look_at_walls()

    def _hangs_on_devices(self, entry: Entry) -> bool:
        """Whether the runner has to be there before it is known if a card can run. What another
        machine has installed is known no sooner."""
        return entry.card.device == "cuda" or bool(self.runner.place and entry.card.requires)

    def confine(self) -> None:
        """The half of `learn` that needs no runner, for a command that asks before it starts one:
        find out what confines runs here."""
        found = self._protect()
        self.trust.protection = found
        self._has_walls = True
        self.protection = f"runs: {found.summary}"

    @property
    def compared(self) -> dict[str, str]:
        """The devices that a script is run on side by side, each with how that is called."""
        if self.runner.place:
            return {HERE: HERE, best([one for one in self.devices if one != HERE]): "there"}
        return {device: f"on {device}" for device in self.devices[:2]}

    @property
    def unconfined(self) -> bool:
        """Whether it is known that runs can reach beyond themselves here."""
        return self._has_walls and not self.trust.protection.confined

    # May it run?

    @cached_property
    def _absent(self) -> list[str]:
        """The libraries that snippets here cannot have."""
        return missing_packages(LIBRARIES, self.runner.python.search_path)

    def refusal(self, entry: Entry) -> Refusal | None:
        """Why a card's scripts cannot run now; None if they can."""
        return self.lack(entry) or self.refusal_of(entry.root)

    def lack(self, entry: Entry) -> Refusal | None:
        """What a card needs and this machine has not, whosever code it is; None if nothing."""
        refused = self._lack_elsewhere(entry) if self.runner.place else self._lack_here(entry)
        if refused is None and entry.card.device == "cuda" and "cuda" not in self.devices:
            return Refusal(
                f"needs a CUDA device, and {self.runner.place or 'this machine'} has none"
            )
        return refused

    def _lack_here(self, entry: Entry) -> Refusal | None:
        python = self.runner.python
        missing = missing_packages(entry.card.requires, python.search_path)
        absent = imported(self._absent, entry.texts().values()) if self._absent else []
        if not (missing or absent):
            return None
        where = "here" if python.own else f"in {python.executable}"
        said = f"needs {' and '.join([*missing, *absent])}, not installed {where}"
        return Refusal(said + (f"; {GET_TORCH}" if absent and python.own else ""))

    def _lack_elsewhere(self, entry: Entry) -> Refusal | None:
        if not self._has_devices:
            return None
        needed = [*entry.card.requires, *imported(LIBRARIES, entry.texts().values())]
        missing = not_among(dict.fromkeys(needed), self.runner.packages)
        if not missing:
            return None
        return Refusal(f"needs {' and '.join(missing)}, not installed at {self.runner.place}")

    def refusal_of(self, root: Path) -> Refusal | None:
        """Why the code of a bank root may not run; None if it may."""
        return None if self.trust.allows(root) else Refusal(NOT_ALLOWED, consent=True)

    def unasked(self, entries: Iterable[Entry]) -> list[Path]:
        """The roots of these cards whose code may not run before the learner says yes."""
        roots = dict.fromkeys(entry.root for entry in entries)
        return [root for root in roots if not self.trust.allows(root)]

    # Running

    async def stream(
        self,
        entry: Entry,
        name: str | None = None,
        *,
        source: str | None = None,
        device: str | None = None,
        seconds: float | None = None,
    ) -> AsyncGenerator[Event, None]:
        """Run one of a card's files (the one that runs if none is named), or `source` in its
        place, for no longer than `seconds` (the learner's limit if none are given). The events as
        they come, the last one a Finished; closing it early ends the run."""
        broken = await self._cannot_learn()
        if broken is not None:
            yield broken
            return
        refused = self.refusal(entry)
        if refused is not None:
            yield Finished("error", None, 0.0, note=f"not run: it {refused.reason}")
            return
        fault = entry.read(name).fault if source is None else ""
        if fault:
            yield Finished("error", None, 0.0, note=fault)
            return
        path = entry.path(entry.card.runs if name is None else name)
        job = self._job(path, entry.root, source, device, seconds)
        async with aclosing(self.runner.stream(job)) as run:
            async for event in run:
                yield event

    async def run(
        self,
        entry: Entry,
        name: str | None = None,
        *,
        source: str | None = None,
        device: str | None = None,
        seconds: float | None = None,
    ) -> Transcript:
        """The whole run of `stream`, collected."""
        run = self.stream(entry, name, source=source, device=device, seconds=seconds)
        async with aclosing(run) as events:
            return await collect(events)

    async def stream_file(
        self, path: Path, readable: Path, bank: Path | None, *, seconds: float | None = None
    ) -> AsyncGenerator[Event, None]:
        """Run a script that is no card's. `readable` is what it may read beside its own folder;
        `bank` the root that it belongs to, whose code has to be allowed like a card's."""
        broken = await self._cannot_learn()
        if broken is not None:
            yield broken
            return
        refused = None if bank is None else self.refusal_of(bank)
        if refused is not None:
            yield Finished("error", None, 0.0, note=f"not run: it {refused.reason}")
            return
        job = self._job(path, readable, None, None, seconds)
        async with aclosing(self.runner.stream(job)) as run:
            async for event in run:
                yield event

    async def _cannot_learn(self) -> Finished | None:
        """Learn; how a run ends where the other machine that should have it is not there."""
        try:
            await self.learn()
        except RunnerError as error:
            if not self.runner.place:
                raise
            return Finished("error", None, 0.0, note=str(error))
        return None

    def _job(
        self,
        path: Path,
        root: Path,
        source: str | None,
        device: str | None,
        seconds: float | None,
    ) -> Job:
        return Job(
            path=path,
            source=source,
            device=device or self.device,
            limits=Limits(seconds=seconds or self._config.seconds),
            readable=(root,),
        )

    # Judging

    def fault(self, entry: Entry) -> str:
        """Why nothing can judge an answer to a card here: a file that it is asked with or judged by
        cannot be read. Empty if all can."""
        card = entry.card
        if not (card.needs or card.code_is_asked or card.judged_by != "answer"):
            return ""
        return next((one.fault for one in map(entry.read, card.needs or ("",)) if one.fault), "")

    async def check(
        self, entry: Entry, answer: str, seconds: float | None = None
    ) -> tuple[Verdict, Transcript]:
        """Put an answer to an exercise through its hidden checks, confined like every run."""
        checks = entry.read(CHECKS)
        if checks.fault:
            finished = Finished("error", None, 0.0, note=checks.fault)
            return Verdict(results=[], printed="", complete=False), Transcript(finished)
        mark = token_hex(8)
        source = harness(answer, checks.text, mark)
        run = await self.run(entry, STARTER, source=source, seconds=seconds)
        run = dataclasses.replace(run, stderr=without_harness(run.stderr, STARTER))
        return verdict(run, mark), run

    async def advice(self, entry: Entry, answer: str, found: Verdict) -> str:
        """What the bank tells a learner whose answer fails as one of its wrong ones does, and has
        in it what that one says of it; else empty. The wrong answers are run, so that no list of
        messages has to be kept in step."""
        for text in entry.card.mistakes(entry.texts()).values():
            if not terms(text).hold(answer):
                continue
            theirs, _ = await self.check(entry, text)
            if theirs.signature and theirs.signature == found.signature:
                return explanation(text)
        return ""

    async def mark(self, entry: Entry, response: Response, hints: int = 0) -> Marked:
        """Judge a response by whatever its kind of card is judged by."""
        card = entry.card
        fault = self.fault(entry)
        if fault:
            return Marked(None, f"not judged: {fault}")
        if card.judged_by == "answer":
            return await self.by_answer(entry, response, hints)
        await self._cannot_learn()
        refused = self.refusal(entry)
        if card.judged_by == "run":
            if refused is not None:
                found = self.recorded(entry)
                return await self.by_run(entry, response, found.transcript, hints, found.label)
            return await self.by_run(entry, response, await self.run(entry), hints)
        assert isinstance(response, Submitted)
        if not response.source.strip():
            return Marked(grade(card, response, hints=hints))
        if refused is not None:
            return Marked(None, f"not checked: it {refused.reason}")
        found_verdict, run = await self.check(entry, response.source)
        return self.by_checks(entry, response, found_verdict, run, hints)

    def evidence(self, entry: Entry) -> Evidence:
        """What there is without a run."""
        return Evidence(files=entry.texts(), can_run=self.refusal(entry) is None)

    async def by_answer(self, entry: Entry, response: Response, hints: int = 0) -> Marked:
        """Judge a response by what is in it; what it would have run is run."""
        evidence = self.evidence(entry)
        source = entry.card.mended(response, evidence.files)
        if source is None:
            return Marked(grade(entry.card, response, evidence, hints))
        await self._cannot_learn()
        refused = self.refusal(entry)
        if refused is not None:
            return Marked(None, f"not run: it {refused.reason}")
        return self.by_mend(entry, response, await self.run(entry, source=source), hints)

    def by_mend(self, entry: Entry, response: Response, run: Transcript, hints: int) -> Marked:
        """Judge a response by the run of what it wanted to be run."""
        if not run.finished.conclusive:
            return Marked(None, f"not judged: {ending(run)}", run)
        evidence = Evidence(run=run, files=entry.texts())
        return Marked(grade(entry.card, response, evidence, hints), "", run)

    async def marked(self, entry: Entry) -> str:
        """What the script of a card prints with its values marked, in a run of its own, which is
        made once; empty where it has no marks or cannot run."""
        script = entry.read()
        key = (script.path, script.text)
        if key not in self._marked:
            self._marked[key] = asyncio.create_task(self._run_marked(entry, script.text))
        found = await asyncio.shield(self._marked[key])
        if found is None:
            self._marked.pop(key, None)  # another time it may run
        return found or ""

    async def _run_marked(self, entry: Entry, source: str) -> str | None:
        with_marks = marked(source)
        if with_marks is None:
            return ""
        run = await self.run(entry, source=with_marks)
        return run.stdout if run.finished.conclusive else None

    async def by_run(
        self, entry: Entry, response: Response, run: Transcript, hints: int, recorded: str = ""
    ) -> Marked:
        """Judge a response by a run that was made. One that came to no end of its own judges
        nobody, nor does one that failed where its bank says that it ends well."""
        finished = run.finished
        if not finished.conclusive:
            return Marked(None, f"not judged: {ending(run)}", run)
        claim = entry.card.claims().get(entry.card.runs)
        if finished.outcome == "error" and claim is not None and not claim.raises:
            how = f"in {ending(run)}" if finished.raised else f"with exit code {finished.exit_code}"
            said = f"not judged: here the script ends {how}, and it should not"
            return Marked(None, said, run)
        with_marks = "" if recorded else await self.marked(entry)
        evidence = Evidence(run=run, marked=with_marks, files=entry.texts())
        return Marked(grade(entry.card, response, evidence, hints), "", run, None, recorded)

    def by_checks(
        self, entry: Entry, response: Response, found: Verdict, run: Transcript, hints: int
    ) -> Marked:
        """Judge a response by what its checks said; checks that were cut off judge nobody."""
        if not found.complete and not run.finished.conclusive:
            return Marked(None, f"not judged: {ending(run)}", run, found)
        if not found.complete and run.finished.truncated:
            said = "not judged: your code printed more than is kept of a run; print less"
            return Marked(None, said, run, found)
        evidence = Evidence(run=run, verdict=found)
        return Marked(grade(entry.card, response, evidence, hints), "", run, found)

    # What to show where nothing ran

    def recorded(self, entry: Entry, name: str | None = None) -> Recorded:
        """What a script printed elsewhere: its recording, or else what the bank says."""
        name = entry.card.runs if name is None else name
        claim = entry.card.claims().get(name, Claim("output", ""))
        finished = Finished("ok", 0, 0.0)
        if claim.raises:
            finished = Finished("error", 1, 0.0, raised=_raised(claim.raises))
        kept = read_recording(entry)
        if kept is None:
            run = Transcript(finished, claim.output or "", claim.raises or "")
            return Recorded(run, "not run here; the bank says it prints")
        solved = name == entry.card.solves and name != entry.card.runs
        stdout = kept.fixed if solved else kept.stdout
        return Recorded(Transcript(finished, stdout, "" if solved else kept.stderr), kept.label)


def ending(run: Transcript) -> str:
    """In one line, why a run came to the end that it came to."""
    finished = run.finished
    if finished.raised is not None:
        return printable(finished.raised.line)
    words = {
        "timed_out": "the run was stopped at its time limit",
        "out_of_memory": "the run was stopped at its memory limit",
        "cancelled": "the run was stopped",
        "killed": "the run was killed",
    }
    said = words.get(finished.outcome, "")
    if said and finished.note and finished.outcome != "cancelled":
        return f"{said} ({finished.note})"
    if finished.outcome == "ok":
        return "it ended before its checks were done"
    return said or finished.note or f"it ended with exit code {finished.exit_code}"


async def collect(events: AsyncGenerator[Event, None]) -> Transcript:
    """A whole run out of its events."""
    texts: dict[str, list[str]] = {"stdout": [], "stderr": []}
    figures: list[Figure] = []
    finished = Finished("killed", None, 0.0)
    async for event in events:
        match event:
            case Output(stream, text):
                texts[stream].append(text)
            case Figure():
                figures.append(event)
            case Finished():
                finished = event
    return Transcript(finished, "".join(texts["stdout"]), "".join(texts["stderr"]), figures)


def _raised(line: str) -> Raised:
    name, _, message = line.partition(": ")
    return Raised(name.strip(), [], message)


async def in_parallel(
    bench: Bench,
    wanted: Iterable[T],
    work: Callable[[T], Awaitable[object]],
    tell: Callable[[int, int, str], None] | None,
    name: Callable[[T], str],
) -> None:
    """Do an awaitable piece of work for each thing wanted, as many at once as the learner set;
    `tell` hears of each that is done, by its `name`."""
    things = list(wanted)
    room = asyncio.Semaphore(bench.parallel)
    done = 0

    async def one(thing: T) -> None:
        nonlocal done
        async with room:
            await work(thing)
        done += 1
        if tell is not None:
            tell(done, len(things), name(thing))

    try:
        async with asyncio.TaskGroup() as tasks:
            for thing in things:
                tasks.create_task(one(thing))
    except BaseExceptionGroup as group:
        raise group.exceptions[0] from None  # the first that went wrong; the others were ended


def card_name(entry: Entry) -> str:
    """What a piece of work for a card is called."""
    return entry.card.id
