"""What no store may hold, however it came into a backup: found before anything is written, so that
a bad backup changes nothing."""

from collections.abc import Iterator
from datetime import datetime
from math import isfinite
from typing import Any

import msgspec

from quizapp.core.memory.model import DEFAULT_PARAMETERS, parameter_problem
from quizapp.core.memory.review import CardState, Memory, Review
from quizapp.store.rows import CardNote
from quizapp.study.wishes import Wishes

_MOST = 1_000_000  # of whatever is counted; in days, thirty times what fsrs puts a card off
_YEARS = range(1970, 2970)


def review_faults(review: Review) -> Iterator[str]:
    """What is wrong with an answer."""
    yield from _time("at", review.at)
    yield from _range("score", review.score, 0, 1)
    yield from _range("seconds", review.seconds, 0, _MOST)
    yield from _range("hints", review.hints, 0, _MOST)
    for name, memory in (("before", review.before), ("after", review.after)):
        if memory is not None:
            yield from (f"{name}: {fault}" for fault in memory_faults(memory))


def memory_faults(memory: Memory) -> Iterator[str]:
    """What is wrong with a memory: of one that FSRS cannot go on from, nothing could be planned."""
    if not memory.stability > 0:
        yield f"stability {memory.stability} is not above 0"
    yield from _range("stability", memory.stability, 0, _MOST)
    yield from _range("difficulty", memory.difficulty, 1, 10)
    for name, count in (("reps", memory.reps), ("lapses", memory.lapses), ("step", memory.step)):
        yield from _range(name, count, 0, _MOST)
    if memory.state != "review" and memory.step is None:
        yield f"it is {memory.state}, and at no step"
    yield from _time("due", memory.due)
    yield from _time("last_review", memory.last_review)


def state_faults(state: CardState) -> Iterator[str]:
    """What is wrong with what was decided about a card."""
    yield from _range("flag", state.flag, 0, 999)
    yield from _time("buried_until", state.buried_until)


def note_faults(note: CardNote) -> Iterator[str]:
    """What is wrong with what was written about a card."""
    yield from _time("at", note.at)


def span_faults(started: datetime, ended: datetime | None) -> Iterator[str]:
    """What is wrong with the times of a sitting or a mock interview."""
    yield from _time("its beginning", started)
    yield from _time("its end", ended)


def setting_faults(key: str, value: Any) -> Iterator[str]:
    """What is wrong with a setting that the plan hangs on; of others nothing is known."""
    match key:
        case "wishes":
            yield from _wishes_faults(value)
        case "parameters":
            yield from _parameter_faults(value)


def _wishes_faults(value: Any) -> Iterator[str]:
    try:
        wishes = msgspec.convert(value, Wishes)
    except msgspec.ValidationError as error:
        yield str(error)
        return
    yield from _range("minutes", wishes.minutes, 1, 24 * 60)
    for topic, weight in wishes.weights.items():
        yield from _range(f"the weight of {topic!r}", weight, 0, 10)


def _parameter_faults(value: Any) -> Iterator[str]:
    wanted = len(DEFAULT_PARAMETERS)
    if not isinstance(value, list) or len(value) != wanted:
        yield f"they are no list of {wanted} numbers"
    elif not all(type(one) in (int, float) and isfinite(one) for one in value):
        yield "one of them is no number"
    elif fault := parameter_problem(value):
        yield fault


def _range(name: str, value: float | None, low: float, high: float) -> Iterator[str]:
    """A comparison with nan is False, so that it is in no range."""
    if value is not None and not low <= value <= high:
        yield f"{name} {value} is not from {low} to {high}"


def _time(name: str, at: datetime | None) -> Iterator[str]:
    if at is None:
        return
    if at.tzinfo is None:
        yield f"{name}: a time without its zone: {at}"
    elif at.year not in _YEARS:
        yield f"{name}: nothing of a learner's is in the year {at.year}"
