"""What no store may hold, however it came into a backup: found before anything is written, so that
a bad backup changes nothing."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec

from quizapp.core.memory.model import parameter_problem
from quizapp.core.memory.review import CardState, Memory, Reset, Review
from quizapp.core.mock.mock import LONGEST
from quizapp.store.kept import is_deep, json_fault, read_kept
from quizapp.store.rows import CardNote
from quizapp.study.starts import starts_faults
from quizapp.study.wishes import wishes_faults

MAX_TEXT = 1 << 20  # letters: a field that holds many times that stops the app
_MAX_NAME = 1_000
_MOST = 1_000_000  # of whatever is counted; in days, thirty times what fsrs puts a card off
_YEARS = range(1970, 2970)


def review_faults(review: Review) -> Iterator[str]:
    """What is wrong with an answer."""
    for name, text in (("card", review.card), ("id", review.id), ("sitting", review.sitting)):
        yield from (f"{name}: {fault}" for fault in name_faults(text))
    yield from text_faults(review.said)
    yield from time_faults("at", review.at)
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
    yield from time_faults("due", memory.due)
    yield from time_faults("last_review", memory.last_review)


def state_faults(state: CardState) -> Iterator[str]:
    """What is wrong with what was decided about a card."""
    yield from _range("flag", state.flag, 0, 999)
    yield from time_faults("buried_until", state.buried_until)


def reset_faults(reset: Reset) -> Iterator[str]:
    """What is wrong with what made a card new."""
    for name, text in (("card", reset.card), ("id", reset.id)):
        yield from (f"{name}: {fault}" for fault in name_faults(text))
    yield from time_faults("at", reset.at)


def note_faults(note: CardNote) -> Iterator[str]:
    """What is wrong with what was written about a card."""
    yield from text_faults(note.text)
    yield from time_faults("at", note.at)


def draft_faults(key: str, text: str) -> Iterator[str]:
    """What is wrong with what was typed, or with the list of texts that a key with a # names, or
    with what was typed in a mock interview."""
    beside = key.endswith(("#attempts", "#wiped"))
    if beside and len(text) > _LISTS * MAX_TEXT:
        yield f"longer than {_LISTS * MAX_TEXT:,} letters"
    elif beside or key.startswith("mock:"):
        if fault := json_fault(text):
            yield fault
        elif not beside and (spent := read_kept(text, _Spent)) and not 0 <= spent.spent <= LONGEST:
            yield f"the time spent is {spent.spent} s"
        yield from text_faults(*_texts(read_kept(text, object)))
    else:
        yield from text_faults(text)


_LISTS = 4


class _Spent(msgspec.Struct, frozen=True):
    spent: float


def _texts(value: object) -> Iterator[str]:
    """All that is text in JSON that is not deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def text_faults(*texts: str) -> Iterator[str]:
    """What is wrong with texts of the learner's."""
    if any(len(text) > MAX_TEXT for text in texts):
        yield f"a text of more than {MAX_TEXT:,} letters"


def name_faults(name: str) -> Iterator[str]:
    """What is wrong with an id, or with the key of anything."""
    if len(name) > _MAX_NAME:
        yield f"its name is longer than {_MAX_NAME:,} letters"


def shape_faults(entries: Iterable[object]) -> Iterator[str]:
    """What in values that are read as they stand is of another type, or none of those that there
    are, as reading a document would find it."""
    for entry in entries:
        try:
            msgspec.convert(msgspec.to_builtins(entry), type(entry))
        except msgspec.ValidationError as error:
            yield str(error)


def span_faults(started: datetime, ended: datetime | None) -> Iterator[str]:
    """What is wrong with the times of a sitting or a mock interview."""
    yield from time_faults("its beginning", started)
    yield from time_faults("its end", ended)


def setting_faults(key: str, value: Any) -> Iterator[str]:
    """What is wrong with a setting. One that is not known here may be of a newer version."""
    try:
        msgspec.json.encode(value)
    except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError) as error:
        yield f"it cannot be kept: {error}"
        return
    if is_deep(value):
        yield "it is nested too deeply"
        return
    yield from _FAULTS.get(key, _unknown)(value)


def _welcomed_faults(value: object) -> Iterator[str]:
    if not isinstance(value, bool):
        yield "it is neither true nor false"


def _parameter_faults(value: object) -> Iterator[str]:
    if problem := parameter_problem(value):
        yield problem


def _placement_faults(value: object) -> Iterator[str]:
    if not isinstance(value, dict) or not all(isinstance(ok, bool) for ok in value.values()):
        yield "it does not say of each card whether it was known"


def _unknown(_: object) -> Iterator[str]:
    yield from ()


_FAULTS: dict[str, Callable[[Any], Iterator[str]]] = {
    "wishes": wishes_faults,
    "parameters": _parameter_faults,
    "starts": starts_faults,
    "placement": _placement_faults,
    "welcomed": _welcomed_faults,
}
KNOWN_SETTINGS = frozenset(_FAULTS)


def _range(name: str, value: float | None, low: float, high: float) -> Iterator[str]:
    """A comparison with nan is False, so that it is in no range."""
    if value is not None and not low <= value <= high:
        yield f"{name} {value} is not from {low} to {high}"


def time_faults(name: str, at: datetime | None) -> Iterator[str]:
    """What is wrong with a time."""
    if at is None:
        return
    if at.tzinfo is None:
        yield f"{name}: a time without its zone: {at}"
    elif at.year not in _YEARS:
        yield f"{name}: nothing of a learner's is in the year {at.year}"
