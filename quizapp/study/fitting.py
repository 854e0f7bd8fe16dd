"""FSRS parameters fitted to the learner's own answers, in a process of its own.

The optimizer of fsrs needs torch, which the app never loads. So the app starts this module as
`python -m quizapp.study.fitting fsrs.optimizer`, hands over the answers on stdin, and reads a JSON
line for each step of the work. fsrs.optimizer also asks for tqdm, only to show a bar on a terminal;
what stands in for it here prints the progress lines instead.
"""

import asyncio
import sys
from collections.abc import AsyncGenerator, Iterator, Sequence
from datetime import UTC, datetime, time
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

import msgspec

from quizapp.core.memory.fit_judge import ENOUGH, Fit, answers_to_fit, log_loss, split
from quizapp.core.memory.model import MemoryModel
from quizapp.core.memory.review import Review
from quizapp.core.memory.study_days import StudyDays
from quizapp.core.wording import plural
from quizapp.errors import QuizError

OPTIMIZER = "fsrs.optimizer"


class FitError(QuizError):
    """No parameters could be fitted."""


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """How much of the work is done, from 0 to 1."""

    done: float


class Work(msgspec.Struct, frozen=True):
    """What the process is given: all answers, the parameters used so far, and when days begin."""

    reviews: list[Review]
    parameters: list[float]
    rollover: int


async def fit(
    reviews: Sequence[Review], model: MemoryModel
) -> AsyncGenerator[Progress | Fit, None]:
    """Progress, then the fit, set against the model used so far; ending the iteration ends the
    process.

    It takes about 3 s, and 3 s more for every thousand answers. Raises FitError if there are too
    few answers, or if the process fails.
    """
    have = answers_to_fit(reviews, model.days)
    if have < ENOUGH:
        raise FitError(
            f"{plural(have, 'answer')} to cards of earlier days so far; fitting needs {ENOUGH}"
        )
    work = Work(list(reviews), list(model.parameters), model.days.rollover)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "quizapp.study.fitting", OPTIMIZER),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async for event in _events(process, msgspec.json.encode(work)):
            yield event
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _events(
    process: asyncio.subprocess.Process, work: bytes
) -> AsyncGenerator[Progress | Fit, None]:
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    errors = asyncio.create_task(process.stderr.read())
    process.stdin.write(work)
    process.stdin.close()
    event: Progress | Fit | None = None
    async for line in process.stdout:
        event = msgspec.json.decode(line, type=Progress | Fit)
        yield event
    said = (await errors).decode(errors="replace").strip().splitlines()
    if await process.wait() != 0 or not isinstance(event, Fit):
        raise FitError(f"the optimizer failed: {said[-1] if said else 'it said nothing'}")


def main(optimizer: str) -> None:
    """The process: reads the work from stdin, writes events to stdout."""
    work = msgspec.json.decode(sys.stdin.buffer.read(), type=Work)
    earlier, held_out = split(work.reviews)
    days = StudyDays(rollover=work.rollover)
    parameters = _optimized(optimizer, earlier, days)
    before, number = log_loss(earlier, held_out, MemoryModel(work.parameters, days=days))
    after, _ = log_loss(earlier, held_out, MemoryModel(parameters, days=days))
    _say(Fit(parameters, before, after, number))


def _optimized(optimizer: str, reviews: Sequence[Review], days: StudyDays) -> list[float]:
    """The answers of a day, in their order, all have its first moment: the optimizer, too, counts
    every 24 hours."""
    bar = ModuleType("tqdm")
    bar.__spec__ = ModuleSpec("tqdm", None)  # pandas looks it up
    vars(bar)["tqdm"] = _told
    sys.modules["tqdm"] = bar
    _say(Progress(0.0))
    found = import_module(optimizer)
    numbers = {
        card: number for number, card in enumerate(dict.fromkeys(one.card for one in reviews))
    }
    logs = [
        found.ReviewLog(
            card_id=numbers[one.card],
            rating=found.Rating(int(one.rating)),
            review_datetime=datetime.combine(days.day(one.at), time(), UTC),
            review_duration=None,
        )
        for one in reviews
    ]
    fitted: list[float] = found.Optimizer(logs).compute_optimal_parameters()
    return fitted


def _told(steps: Sequence[Any], **_: object) -> Iterator[Any]:
    """Goes through the steps and tells how many are done, as tqdm does on a terminal."""
    for done, step in enumerate(steps):
        _say(Progress(done / len(steps)))
        yield step
    _say(Progress(1.0))


def _say(event: Progress | Fit) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(event) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1])
