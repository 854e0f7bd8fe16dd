"""What a line of a shared folder says: one fact of one machine, that is never said otherwise later.

The log of all machines is the sum of their lines, in whatever order and how often these are read:
an answer is there unless some line takes it back, and of two decisions about the same thing the
later one holds.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from quizapp.core.cards.card import CardId
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.review import CardState, Memory, Origin, Reset, Review
from quizapp.interchange.backup_faults import (
    KNOWN_SETTINGS,
    name_faults,
    reset_faults,
    review_faults,
    setting_faults,
    state_faults,
    text_faults,
    time_faults,
)
from quizapp.store.rows import Renamed

VERSION = 1
NOTHING = "null"  # the value of a decision that was taken back
_COUNTED = Memory("learning", 0, 1.0, 5.0, datetime.min, datetime.min)  # till it is told


class Head(msgspec.Struct, frozen=True, tag_field="what", tag="quizapp sync"):
    """The first line of a file."""

    version: int


class Answer(msgspec.Struct, frozen=True, tag_field="what", tag="answer", omit_defaults=True):
    """An answer, without the memories beside it: these are told from all of them. `named` is set
    where its card's id had been another's before: renames until then were of that one."""

    id: str
    card: CardId
    sitting: str
    at: datetime
    rating: Rating
    counted: bool
    origin: Origin = "drill"
    score: float | None = None
    suggested: Rating | None = None
    seconds: float = 0.0
    hints: int = 0
    said: str = ""
    named: datetime | None = None

    def review(self) -> Review:
        """As it is kept, its memories still to be told."""
        return Review(
            self.id,
            self.card,
            self.sitting,
            self.at,
            self.rating,
            None,
            _COUNTED if self.counted else None,
            self.origin,
            self.score,
            self.suggested,
            self.seconds,
            self.hints,
            self.said,
        )


class Undone(msgspec.Struct, frozen=True, tag_field="what", tag="undone"):
    """An answer, or what made a card new, was taken back, for good."""

    id: str


class MadeNew(msgspec.Struct, frozen=True, tag_field="what", tag="new"):
    """A card was made new again."""

    id: str
    card: CardId
    at: datetime


class NewName(msgspec.Struct, frozen=True, tag_field="what", tag="rename"):
    """What is kept of a card is that of another id from now on."""

    old: CardId
    new: CardId
    at: datetime


class Decided(msgspec.Struct, frozen=True, tag_field="what", tag="decided"):
    """What was decided about `state:CARD`, `note:CARD` or `setting:KEY`."""

    key: str
    at: datetime
    value: msgspec.Raw


Line = Head | Answer | Undone | MadeNew | NewName | Decided


class Decision(msgspec.Struct, frozen=True, order=True):
    """A decision as it is compared: its value is JSON in one spelling."""

    at: datetime
    value: str


class Facts(msgspec.Struct):
    """A log: what the lines of some machines add up to, or what a store holds."""

    answers: dict[str, Answer] = {}
    undone: set[str] = set()
    resets: dict[str, Reset] = {}
    renames: set[Renamed] = set()
    decisions: dict[str, Decision] = {}

    def add(self, line: Line) -> None:
        """Take a line in that has no fault. Of two answers with one id the earlier one holds."""
        match line:
            case Answer():
                self.answers[line.id] = first(line, self.answers.get(line.id, line))
            case Undone():
                self.undone.add(line.id)
            case MadeNew():
                reset = Reset(line.id, line.card, line.at.astimezone(UTC))
                self.resets[line.id] = earlier(reset, self.resets.get(line.id, reset))
            case NewName():
                self.renames.add(Renamed(line.at.astimezone(UTC), line.old, line.new))
            case Decided():
                value = spelled(line.key, msgspec.json.decode(line.value))
                decision = Decision(line.at.astimezone(UTC), value)
                self.decisions[line.key] = max(decision, self.decisions.get(line.key, decision))


def first(one: Answer, other: Answer) -> Answer:
    """The one that holds of two with the same id."""
    if one == other:
        return one
    return min(one, other, key=lambda answer: (answer.at, msgspec.json.encode(answer)))


def earlier(one: Reset, other: Reset) -> Reset:
    """The one that holds of two with the same id."""
    return min(one, other, key=lambda reset: (reset.at, reset.card))


def answer_of(review: Review) -> Answer:
    """The line for an answer of the store."""
    return Answer(
        review.id,
        review.card,
        review.sitting,
        review.at,
        review.rating,
        review.counted,
        review.origin,
        review.score,
        review.suggested,
        review.seconds,
        review.hints,
        review.said,
    )


def spelled(key: str, value: object) -> str:
    """A decision as JSON, always spelled the same; what is as if nothing was decided is nothing."""
    if key.startswith("state:") and value is not None:
        state = msgspec.convert(value, CardState)
        until = state.buried_until and state.buried_until.astimezone(UTC)
        value = msgspec.structs.replace(state, buried_until=until)
    if value in ("", CardState()):
        return NOTHING
    return msgspec.json.encode(value, order="sorted").decode()


def read_line(data: bytes) -> Line | str:
    """A line, or what is wrong with it."""
    try:
        line = _read(data)
        return next(faults(line), line)
    except RecursionError:
        return "nested too deeply"
    except (msgspec.MsgspecError, ValueError, OverflowError) as error:
        return _SPACE.sub(" ", str(error))[:200]


_read = msgspec.json.Decoder(Line).decode
_SPACE = re.compile(r"\s+")


def written(line: Line) -> bytes:
    """A line as it is written, its end with it."""
    return msgspec.json.encode(line) + b"\n"


def faults(line: Line) -> Iterator[str]:
    """What is wrong with what a line says; what came from elsewhere is as bad as it can be."""
    match line:
        case Head():
            pass
        case Answer():
            yield from review_faults(msgspec.structs.replace(line.review(), after=None))
            yield from time_faults("named", line.named) if line.named is not None else ()
        case Undone():
            yield from name_faults(line.id)
        case MadeNew():
            yield from reset_faults(Reset(line.id, line.card, line.at))
        case NewName():
            yield from _of_all(map(name_faults, (line.old, line.new)))
            yield from time_faults("at", line.at)
        case Decided():
            yield from name_faults(line.key)
            yield from time_faults("at", line.at)
            yield from _value_faults(line.key, msgspec.json.decode(line.value))


def _of_all(many: Iterable[Iterator[str]]) -> Iterator[str]:
    for one in many:
        yield from one


def _value_faults(key: str, value: Any) -> Iterator[str]:
    kind, _, name = key.partition(":")
    if value is None:
        return
    if kind == "state":
        yield from state_faults(msgspec.convert(value, CardState))
    elif kind == "note":
        yield from text_faults(msgspec.convert(value, str))
    elif kind != "setting" or name not in KNOWN_SETTINGS:
        yield f"no {key[:80]!r} is decided for other machines"
    else:
        yield from setting_faults(name, value)
