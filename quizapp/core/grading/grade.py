"""How well was a card answered: the values that pass between a card and whoever asks it.

Each kind of card judges its own responses (`core.cards.kinds`), by what really happened and never
by what a bank claims a run would print.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from quizapp.core.grading.exercise import Verdict
from quizapp.core.grading.rating import Rating
from quizapp.core.run import Transcript

FULL = 0.999  # a score from here on is a full answer
PASS = 0.6  # a score from here on is most of it; below, the card was missed


class Response(msgspec.Struct, frozen=True):
    """What a learner answered; each kind of card has its own."""


class Typed(Response, frozen=True):
    """What was typed."""

    text: str


class Evidence(msgspec.Struct, frozen=True):
    """What a response is held against beside the card: the run of its script, what the script
    prints with its values marked (`marking`), what its checks said, the text of its files by name,
    and whether its code may run here.
    """

    run: Transcript | None = None
    marked: str = ""
    verdict: Verdict | None = None
    files: Mapping[str, str] = {}
    can_run: bool = True


class LineGrade(msgspec.Struct, frozen=True):
    """One line of a prediction beside the line that was printed; `credit` from 0 to 1."""

    said: str
    printed: str
    credit: float
    remark: str = ""

    @property
    def right(self) -> bool:
        return self.credit >= FULL


class Judged(NamedTuple):
    """What a kind of card says of a response: a score from 0 to 1, and in a line why. From `good`
    on the score is as good as a full one."""

    score: float
    feedback: str
    lines: Sequence[LineGrade] = ()
    good: float = FULL


class Grade(msgspec.Struct, frozen=True):
    """`score` runs from 0 to 1; `lines` is set for predictions."""

    score: float
    feedback: str
    suggested: Rating
    lines: list[LineGrade] = []

    @property
    def right(self) -> bool:
        return self.score >= FULL


def suggest(score: float, hints: int = 0, good: float = FULL) -> Rating:
    """Good for a full answer, or one with a score from `good` on, Hard for most of it, Again for
    less; one lower per hint."""
    full = Rating.GOOD if score >= good else Rating.HARD if score >= PASS else Rating.AGAIN
    return Rating(max(Rating.AGAIN, full - hints))
