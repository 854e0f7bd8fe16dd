"""The bench: what may run and how, what judges an answer, and what is said where nothing ran."""

import asyncio
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from pathlib import Path
from typing import cast

import msgspec
import pytest

from quizapp.banks.collection import Collection, Entry, read_collection
from quizapp.banks.recording import Recording, write_recording
from quizapp.config import Config
from quizapp.core.cards.kinds.bug import Pointed
from quizapp.core.cards.kinds.choice import Picked
from quizapp.core.cards.kinds.code import Submitted
from quizapp.core.grading.grade import Response, Typed
from quizapp.core.run import (
    Event,
    Figure,
    Finished,
    Job,
    Output,
    Raised,
    Transcript,
)
from quizapp.runner import Runner
from quizapp.store.store import Store
from quizapp.study.bench import NOT_ALLOWED, Bench, Refusal, card_name, collect, ending, in_parallel
from quizapp.study.trust import Trust, fingerprint
from tests.protections import confined_if
from tests.small_bank import BANK, SCRIPTS, write_bank
from tests.tui.stub import OK, StubRunner

TIMED_OUT = Finished("timed_out", None, 3.5, note="after 3.5 s")
RIGHT = "def double(x):\n    return x + x\n"
SQUARE = "def double(x):\n    return x ** 2\n"
OUT: list[Event] = [Output("stdout", "sum: 3\nsum: 6\n"), OK]


class PlainPython(StubRunner):
    """Runs what it is given as plain Python does; of a script that is not edited it prints what a
    test says."""

    async def stream(self, job: Job) -> AsyncIterator[Event]:
        self.jobs.append(job)
        if job.source is None:
            try:
                for event in self.outputs.get(job.path.name, [OK]):
                    yield event
            finally:
                self.ended.append(job)
            return
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", job.source), stdout=asyncio.subprocess.PIPE
        )
        out, _ = await process.communicate()
        yield Output("stdout", out.decode())
        yield Finished("ok" if process.returncode == 0 else "error", process.returncode, 0.1)


@pytest.fixture
def runner() -> PlainPython:
    return PlainPython({"sums.py": OUT, "buggy.py": [Output("stdout", "7\n"), OK]})


Make = Callable[..., Bench]


@pytest.fixture
def make(store: Store, runner: PlainPython) -> Make:
    """A bench, confined unless a test says otherwise."""

    def bench(config: Config | None = None, *, confined: bool = True) -> Bench:
        trust = Trust(store, Path("/shipped"))
        walls = confined_if(confined)
        return Bench(cast("Runner", runner), trust, config or Config(), lambda: walls)

    return bench


def entry(collection: Collection, name: str) -> Entry:
    return collection.entries[f"mini/{name}"]


def needing(one: Entry, **fields: object) -> Entry:
    """The same card, which needs something."""
    return msgspec.structs.replace(one, card=msgspec.structs.replace(one.card, **fields))


# How it runs


async def test_the_learners_settings_reach_every_run(
    collection: Collection, make: Make, runner: PlainPython
) -> None:
    bench = make(Config(seconds=3.5, device="mps"))
    predict, code, bug = (entry(collection, name) for name in ("predict", "code", "bug"))
    await bench.run(bug)
    await bench.run(bug, "fixed.py")
    await bench.run(predict, source="print(1)")
    await bench.mark(predict, Typed("3"))
    await bench.mark(code, Submitted(RIGHT))
    found, _ = await bench.check(code, SQUARE)
    await bench.advice(code, SQUARE, found)
    _ = [event async for event in bench.stream_file(predict.script, predict.root, None)]
    assert len(runner.jobs) >= 8
    assert {job.limits.seconds for job in runner.jobs} == {3.5}
    assert {job.device for job in runner.jobs} == {"mps"}
    assert {job.readable for job in runner.jobs} == {(predict.root,)}
    assert [job.path.name for job in runner.jobs[:3]] == ["buggy.py", "fixed.py", "sums.py"]
    assert runner.jobs[2].source == "print(1)"


async def test_who_names_a_device_or_a_time_gets_it(
    collection: Collection, make: Make, runner: PlainPython
) -> None:
    bench, one = make(Config(seconds=3.5)), entry(collection, "flash")
    await bench.run(one, device="cuda")
    events = bench.stream_file(one.script, one.root, None, seconds=60)
    _ = [event async for event in events]
    assert [(job.device, job.limits.seconds) for job in runner.jobs] == [
        ("cuda", 3.5),
        ("auto", 60),
    ]
    assert bench.device == "auto"


async def test_leaving_a_run_early_ends_it(
    collection: Collection, make: Make, runner: PlainPython
) -> None:
    events = make().stream(entry(collection, "predict"))
    assert await anext(events) == OUT[0]
    await events.aclose()
    assert runner.ended == runner.jobs


async def test_a_run_is_collected_whole() -> None:
    figure = Figure([])

    async def events() -> AsyncGenerator[Event, None]:
        for event in (Output("stdout", "a"), Output("stderr", "x"), figure, Output("stdout", "b")):
            yield event

    cut = await collect(events())
    assert (cut.stdout, cut.stderr, cut.figures) == ("ab", "x", [figure])
    assert not cut.finished.conclusive  # nothing said how it ended


async def test_many_runs_go_on_at_once_but_no_more_than_the_learner_set(
    collection: Collection, make: Make
) -> None:
    at_once, most, told = 0, 0, []

    async def work(_: Entry) -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        for _turn in range(5):
            await asyncio.sleep(0)
        at_once -= 1

    entries = list(collection.entries.values())
    bench = make(Config(parallel=3))
    await in_parallel(bench, entries, work, lambda *progress: told.append(progress), card_name)
    assert most == 3
    assert [(done, total) for done, total, _ in told] == [(n, 16) for n in range(1, 17)]
    assert {card for _, _, card in told} == set(collection.entries)


# May it run?


async def test_what_is_not_there_refuses_a_run_and_says_what(
    collection: Collection, make: Make
) -> None:
    bench, one = make(), entry(collection, "flash")
    await bench.learn()
    assert bench.refusal(one) is None
    missing = needing(one, requires=["yaml", "no-such-package", "nor-this"])
    said = "needs no-such-package and nor-this, not installed here"
    assert bench.refusal(missing) == Refusal(said)
    gpu = needing(one, device="cuda")
    assert bench.refusal(gpu) == Refusal("needs a CUDA device, and this machine has none")
    bench.devices = ["cpu", "cuda"]
    assert bench.refusal(gpu) is None


async def test_a_strangers_bank_may_run_where_runs_are_confined_or_after_a_yes(
    collection: Collection, make: Make
) -> None:
    one = entry(collection, "flash")
    assert make().refusal(one) == Refusal(NOT_ALLOWED, consent=True)  # nobody looked yet
    confined, open_ = make(), make(confined=False)
    await confined.learn()
    await open_.learn()
    assert confined.refusal(one) is None
    assert confined.protection == "runs: confined by stubbed walls"
    assert open_.refusal(one) == Refusal(NOT_ALLOWED, consent=True)
    open_.trust.allow(one.root, fingerprint(one.root))
    assert open_.refusal(one) is None
    one.script.write_text("print('something else')\n")
    assert open_.refusal_of(one.root) == Refusal(NOT_ALLOWED, consent=True)


def test_what_confines_runs_can_be_found_out_before_a_runner_is_started(
    collection: Collection, make: Make
) -> None:
    bench = make()
    bench.confine()
    assert bench.refusal_of(entry(collection, "flash").root) is None


async def test_each_root_is_asked_about_once(
    collection: Collection, make: Make, tmp_path: Path
) -> None:
    other = write_bank(
        tmp_path / "else", BANK.replace("mini/", "else/").replace(": mini", ": else")
    )
    (other / "snippets" / "mini").rename(other / "snippets" / "else")
    both, problems = read_collection([*collection.roots, other])
    assert problems == []
    bench = make(confined=False)
    assert bench.unasked(both.entries.values()) == [*collection.roots, other]
    bench.trust.allow(other, fingerprint(other))
    assert bench.unasked(both.entries.values()) == collection.roots


@pytest.mark.parametrize("why", ["consent", "package", "cuda"])
async def test_a_refused_card_runs_nothing_also_for_who_does_not_ask_first(
    collection: Collection, make: Make, runner: PlainPython, why: str
) -> None:
    bench = make(confined=why != "consent")
    fields: dict[str, dict[str, object]] = {
        "consent": {},
        "package": {"requires": ["no-such-package"]},
        "cuda": {"device": "cuda"},
    }
    predict = needing(entry(collection, "predict"), **fields[why])
    code = needing(entry(collection, "code"), **fields[why])
    [event] = [event async for event in bench.stream(predict)]
    assert isinstance(event, Finished)
    assert event.exit_code is None
    assert not event.conclusive
    assert event.note.startswith("not run: it ")
    run = await bench.run(predict, source="print('edited')")
    assert not run.finished.conclusive
    found, _ = await bench.check(code, RIGHT)
    assert (found.results, found.complete) == ([], False)
    refused = await bench.mark(code, Submitted(RIGHT))
    assert refused.grade is None
    assert refused.said.startswith("not checked: it ")
    assert runner.jobs == []


# What judges an answer


async def test_an_answer_that_judges_itself_needs_no_run(
    collection: Collection, make: Make, runner: PlainPython
) -> None:
    bench = make(confined=False)
    picked = await bench.mark(entry(collection, "choice"), Picked(frozenset({0})), hints=1)
    assert picked.grade is not None
    assert (picked.grade.score, picked.grade.suggested) == (1.0, 2)  # a hint: hard
    pointed = await bench.mark(entry(collection, "bug"), Pointed(1))
    assert pointed.grade is not None
    assert pointed.grade.right
    assert runner.jobs == []


async def test_a_mend_is_judged_by_its_run(
    collection: Collection, make: Make, runner: PlainPython
) -> None:
    bench, bug = make(), entry(collection, "bug")
    good = await bench.mark(bug, Pointed(3, "print(sum((1, 2, 3)))\nprint(end='')\n"))
    assert good.grade is not None
    assert good.grade.right
    poor = await bench.mark(bug, Pointed(1, "print(5)\nprint()\n"))
    assert poor.grade is not None
    assert (poor.grade.score, poor.run and poor.run.stdout.strip()) == (0.6, "5")
    assert [job.path.name for job in runner.jobs] == ["buggy.py", "buggy.py"]


async def test_a_mend_that_may_not_run_is_judged_by_nobody(
    collection: Collection, make: Make, runner: PlainPython
) -> None:
    marked = await make(confined=False).mark(entry(collection, "bug"), Pointed(1, "print(6)"))
    assert (marked.grade, marked.said) == (None, f"not run: it {NOT_ALLOWED}")
    assert runner.jobs == []


async def test_a_prediction_is_judged_by_a_run_made_for_it(
    collection: Collection, make: Make, runner: PlainPython
) -> None:
    marked = await make().mark(entry(collection, "predict"), Typed("3\n7"), hints=0)
    assert marked.grade is not None
    assert marked.grade.score == 0.5
    assert marked.run is not None
    assert marked.run.stdout == "sum: 3\nsum: 6\n"
    assert marked.recorded == ""
    own, with_marks = runner.jobs  # and one that shows which parts of it are values
    assert own.source is None
    assert with_marks.source is not None


async def test_the_run_with_marks_is_made_once(
    collection: Collection, make: Make, runner: PlainPython
) -> None:
    bench = make()
    for said in ("3\n7", "3 6"):
        await bench.mark(entry(collection, "predict"), Typed(said), hints=0)
    assert [job.source is None for job in runner.jobs] == [True, False, True]


async def test_an_exercise_is_judged_by_its_checks(collection: Collection, make: Make) -> None:
    bench, one = make(), entry(collection, "code")
    right = await bench.mark(one, Submitted(RIGHT))
    assert right.grade is not None
    assert right.grade.right
    wrong = await bench.mark(one, Submitted(SQUARE), hints=1)
    assert wrong.grade is not None
    assert wrong.verdict is not None
    assert wrong.grade.score == 0.5
    assert await bench.advice(one, SQUARE, wrong.verdict) == "That squares x."
    other = await bench.mark(one, Submitted("def double(x):\n    return 7\n"))
    assert other.verdict is not None
    assert await bench.advice(one, "def double(x):\n    return 7\n", other.verdict) == ""


async def test_advice_is_given_for_code_that_has_in_it_what_it_names(
    tmp_path: Path, make: Make
) -> None:
    wrong = '"""That squares x."""\n# needs: pow\n\ndef double(x):\n    return pow(x, 2)\n'
    root = write_bank(tmp_path / "bank", BANK, SCRIPTS | {"double/wrong_square.py": wrong})
    bench, one = make(), entry(read_collection([root])[0], "code")
    for answer, advice in (
        ("def double(x):\n    return pow(x, 2)\n", "That squares x."),
        (SQUARE, ""),
    ):
        found, _ = await bench.check(one, answer)
        assert not found.passed
        assert await bench.advice(one, answer, found) == advice


async def test_giving_an_exercise_up_is_wrong_and_runs_nothing(
    collection: Collection, make: Make, runner: PlainPython
) -> None:
    marked = await make().mark(entry(collection, "code"), Submitted(" \n"))
    assert marked.grade is not None
    assert marked.grade.score == 0.0
    assert runner.jobs == []


@pytest.mark.parametrize(
    "finished",
    [
        TIMED_OUT,
        Finished("out_of_memory", None, 1.0),
        Finished("killed", -9, 1.0),
        Finished("cancelled", None, 1.0),
        Finished("error", None, 0.0, note="no mps device on this machine"),
    ],
    ids=lambda finished: finished.outcome,
)
async def test_a_run_that_came_to_no_end_of_its_own_gives_no_grade(
    collection: Collection, make: Make, runner: PlainPython, finished: Finished
) -> None:
    runner.outputs["sums.py"] = [OUT[0], finished]
    marked = await make().mark(entry(collection, "predict"), Typed("3\n6"))
    assert marked.grade is None
    assert marked.run is not None
    assert marked.said == f"not judged: {ending(marked.run)}"


async def test_checks_that_were_cut_off_give_no_grade_and_finished_ones_do(
    collection: Collection, make: Make, runner: PlainPython, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench, one = make(), entry(collection, "code")
    whole = PlainPython.stream

    async def slow(self: PlainPython, job: Job) -> AsyncIterator[Event]:
        async for event in whole(self, job):
            yield event if isinstance(event, Output) else TIMED_OUT

    monkeypatch.setattr(PlainPython, "stream", slow)
    done = await bench.mark(one, Submitted(RIGHT))
    assert done.grade is not None  # all checks had reported before the time was up
    assert done.grade.right

    async def cut(self: PlainPython, job: Job) -> AsyncIterator[Event]:
        yield TIMED_OUT

    monkeypatch.setattr(PlainPython, "stream", cut)
    marked = await bench.mark(one, Submitted(RIGHT))
    assert (marked.grade, marked.said) == (
        None,
        "not judged: the run was stopped at its time limit (after 3.5 s)",
    )


async def test_an_answer_that_stops_before_its_checks_is_a_wrong_one(
    collection: Collection, make: Make
) -> None:
    marked = await make().mark(entry(collection, "code"), Submitted("raise SystemExit(0)\n"))
    assert marked.grade is not None
    assert marked.grade.score == 0.0
    assert marked.run is not None
    assert ending(marked.run) == "it ended before its checks were done"


GONE = "cannot be read: No such file or directory"
ODD = "not UTF-8 in line 3; save it so, or name its coding in line 1"


@pytest.mark.parametrize(("content", "fault"), [(None, GONE), (b"\n\n'\xff'\n", ODD)])
@pytest.mark.parametrize(
    ("name", "file", "response"),
    [
        ("predict", "", Typed("3\n6")),
        ("bug", "buggy.py", Pointed(1)),
        ("bug", "fixed.py", Pointed(1)),
        ("code", "checks.py", Submitted(RIGHT)),
    ],
)
async def test_a_file_that_cannot_be_read_judges_nobody_and_runs_nothing(
    collection: Collection,
    make: Make,
    runner: PlainPython,
    name: str,
    file: str,
    response: Response,
    content: bytes | None,
    fault: str,
) -> None:
    one = entry(collection, name)
    path = one.path(file)
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    bench = make()
    assert bench.fault(one) == f"{path.name}: {fault}"
    marked = await bench.mark(one, response)
    assert (marked.grade, marked.said) == (None, f"not judged: {path.name}: {fault}")
    assert runner.jobs == []


async def test_checks_that_vanish_while_the_answer_is_written_are_named(
    collection: Collection, make: Make, runner: PlainPython
) -> None:
    bench, one = make(), entry(collection, "code")
    one.path("checks.py").unlink()
    found, run = await bench.check(one, RIGHT)
    assert (found.results, found.complete) == ([], False)
    assert ending(run) == f"checks.py: {GONE}"
    assert runner.jobs == []


async def test_a_script_that_nobody_has_to_read_is_not_missed(
    collection: Collection, make: Make
) -> None:
    bench, one = make(), entry(collection, "choice")
    one.script.unlink()
    assert bench.fault(one) == ""
    assert (await bench.mark(one, Picked(frozenset({0})))).grade is not None


# What to show where nothing ran

ELSEWHERE = Recording("A100", "2.9", "2026-01-02", stdout="there: 7\n", stderr="", fixed="6\n")


async def test_without_a_recording_it_is_what_the_bank_says(
    collection: Collection, make: Make
) -> None:
    bench = make()
    bug = needing(entry(collection, "bug"), raises="ValueError: no: never")
    said = bench.recorded(bug)
    assert said.label == "not run here; the bank says it prints"
    assert (said.transcript.stdout, said.transcript.stderr) == ("7\n", "ValueError: no: never")
    assert said.transcript.finished.conclusive
    assert said.transcript.finished.raised == Raised("ValueError", [], "no: never")
    fixed = bench.recorded(bug, "fixed.py")
    assert (fixed.transcript.stdout, fixed.transcript.finished.raised) == ("6\n", None)
    assert bench.recorded(entry(collection, "code")).transcript.stdout == ""


async def test_a_recording_of_elsewhere_stands_in_and_says_where_it_is_from(
    collection: Collection, make: Make
) -> None:
    bench = make(confined=False)
    for name in ("predict", "bug"):
        write_recording(entry(collection, name), ELSEWHERE)
    predict, bug = entry(collection, "predict"), entry(collection, "bug")
    kept = bench.recorded(predict)
    assert kept.label == "recorded on A100, torch 2.9, 2026-01-02"
    assert kept.transcript.stdout == "there: 7\n"
    assert bench.recorded(bug).transcript.stdout == "there: 7\n"
    assert bench.recorded(bug, "fixed.py").transcript.stdout == "6\n"
    marked = await bench.mark(predict, Typed("7"))
    assert marked.grade is not None
    assert marked.grade.right
    assert marked.recorded == kept.label


# Why a run ended


@pytest.mark.parametrize(
    ("finished", "said"),
    [
        (TIMED_OUT, "the run was stopped at its time limit (after 3.5 s)"),
        (Finished("timed_out", None, 3.5), "the run was stopped at its time limit"),
        (Finished("out_of_memory", None, 1.0), "the run was stopped at its memory limit"),
        (Finished("cancelled", None, 1.0, note="by a person"), "the run was stopped"),
        (Finished("killed", -9, 1.0), "the run was killed"),
        (
            Finished("killed", None, 1.0, note="more than 128 processes"),
            "the run was killed (more than 128 processes)",
        ),
        (Finished("error", None, 0.0, note="not run: it may not"), "not run: it may not"),
        (Finished("error", 3, 0.1), "it ended with exit code 3"),
        (
            Finished("error", 1, 0.1, raised=Raised("KeyError", ["LookupError"], "'a'\nmore")),
            "KeyError: 'a'",
        ),
        (Finished("error", 1, 0.1, raised=Raised("StopIteration")), "StopIteration"),
        (Finished("ok", 0, 0.1), "it ended before its checks were done"),
    ],
)
def test_every_end_has_its_words(finished: Finished, said: str) -> None:
    assert ending(Transcript(finished)) == said
