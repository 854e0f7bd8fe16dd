"""FSRS-6 in plain floats: how a card's memory moves, fast enough to plan thousands of cards.

`MemoryModel.review` keeps the learner's real memories and uses the fsrs library; planning tries out
answers that were never given, and a tenth of the speed would not do. The formulas are those of
https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm, and a test holds them
to the library's results.
"""

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

from quizapp.core.grading.rating import Rating

_LEAST_STABILITY = 0.001


class Trace(NamedTuple):
    """What FSRS knows of a card: stability in days, difficulty from 1 to 10."""

    stability: float
    difficulty: float


class Moves:
    """The forgetting curve and the steps of one set of 21 parameters."""

    def __init__(self, parameters: Sequence[float]) -> None:
        w = self._w = tuple(parameters)
        self.decay = -w[20]
        self.factor = 0.9 ** (1.0 / self.decay) - 1.0
        self._gain = exp(w[8])
        self._easiest = w[4] - exp(w[5] * 3.0) + 1.0
        self._least_loss = exp(-w[17] * w[18])
        self._same_day = exp(w[17] * w[18])

    def recall(self, stability: float, days: float) -> float:
        """The chance of recall so many days after the answer."""
        if days <= 0.0:
            return 1.0
        return float((1.0 + self.factor * days / stability) ** self.decay)

    def passed(self, trace: Trace, recall: float) -> Trace:
        """After a Good, at a moment when the recall was as given."""
        stability, difficulty = trace
        w = self._w
        growth = (
            self._gain
            * (11.0 - difficulty)
            * stability ** -w[9]
            * (exp((1.0 - recall) * w[10]) - 1.0)
        )
        return Trace(stability * (1.0 + growth), self._difficulty(difficulty, Rating.GOOD))

    def failed(self, trace: Trace, recall: float) -> Trace:
        """After an Again, and the Good that followed on the same day."""
        stability, difficulty = trace
        w = self._w
        left = min(
            w[11]
            * difficulty ** -w[12]
            * ((stability + 1.0) ** w[13] - 1.0)
            * exp((1.0 - recall) * w[14]),
            stability * self._least_loss,
        )
        return self._mended(max(left, _LEAST_STABILITY), difficulty)

    def first(self, rating: Rating) -> Trace:
        """After the first answer, an Again being followed by a Good on the same day."""
        w = self._w
        difficulty = w[4] - exp(w[5] * (rating - 1)) + 1.0
        trace = Trace(max(w[rating - 1], _LEAST_STABILITY), min(max(difficulty, 1.0), 10.0))
        return self.second(trace) if rating is Rating.AGAIN else trace

    def _mended(self, stability: float, difficulty: float) -> Trace:
        return self.second(Trace(stability, self._difficulty(difficulty, Rating.AGAIN)))

    def second(self, trace: Trace) -> Trace:
        """After a Good on the day of the last answer."""
        stability, difficulty = trace
        growth = max(self._same_day * stability ** -self._w[19], 1.0)
        return Trace(stability * growth, self._difficulty(difficulty, Rating.GOOD))

    def _difficulty(self, difficulty: float, rating: Rating) -> float:
        w = self._w
        moved = difficulty - w[6] * (rating - 3) * (10.0 - difficulty) / 9.0
        return min(max(w[7] * self._easiest + (1.0 - w[7]) * moved, 1.0), 10.0)
