"""What a card is worth on the day of the interview, if the answers until then have a price.

Every answer spent on one card is missing for another. Give answers a price, and each card can be
planned by itself: ask it when that raises its expected recall on the day by more than the price,
later answers counted in. The price at which all cards together want as many answers as are left is
the right one (a Lagrange multiplier, as for Whittle's restless bandits, 1988). A small dynamic
program over stability, difficulty and days left gives the value of every state.
"""

from functools import lru_cache
from math import exp, log
from typing import NamedTuple

from quizapp.core.grading.rating import Rating
from quizapp.core.memory.moves import Moves, Trace

STAGES = 28  # a longer time is cut into as many parts

_LOWEST, _HIGHEST, _STABILITIES = log(0.05), log(300.0), 10
_STEP = (_HIGHEST - _LOWEST) / (_STABILITIES - 1)
_EASIEST, _DIFFICULTIES = 1.0, 3
_DIFFICULTY_STEP = (10.0 - _EASIEST) / (_DIFFICULTIES - 1)
_WAITS = (1, 2, 3, 5, 8, 13, 20)  # stages

# Answers close to the day are in demand. Solved with one price for every day, the price falls about
# so from the last day backwards, and is level from two weeks before.
_PRICE_EXPONENT, _PRICE_FLOOR = -0.4, 1.0 / 3.0


class Value(NamedTuple):
    """Expected recall on the day less the price of the answers until then; how many those are."""

    value: float
    answers: float


class _Ask(NamedTuple):
    """An answer after a wait: the chance of passing, and its outcomes spread over the grid."""

    wait: int
    recall: float
    spread: tuple[tuple[int, float], ...]


class CardValues:
    """The value of every state at one price. A stage is `unit` days; tables grow as needed."""

    def __init__(self, moves: Moves, price: float, unit: float) -> None:
        self._moves = moves
        self._unit = unit
        self._prices = [
            price * max(max(stage * unit, 1.0) ** _PRICE_EXPONENT, _PRICE_FLOOR)
            for stage in range(STAGES + 1)
        ]
        self._states, self._asks = _grid(moves, unit)
        self._values = [[1.0] * len(self._states)]
        self._answers = [[0.0] * len(self._states)]

    def ask(self, trace: Trace, days: float, stage: int) -> Value:
        """Asked now, `days` after its last answer."""
        recall = self._moves.recall(trace.stability, days)
        return self._mixed(
            recall,
            self.after(self._moves.passed(trace, recall), stage),
            self.after(self._moves.failed(trace, recall), stage),
            stage,
        )

    def ask_new(self, stage: int, chance: float) -> Value:
        """Asked now for the first time; the chance that it is known."""
        return self._mixed(
            chance,
            self.after(self._moves.first(Rating.GOOD), stage),
            self.after(self._moves.first(Rating.AGAIN), stage),
            stage,
        )

    def wait(self, trace: Trace, days: float, stage: int) -> Value:
        """Not asked at this stage: asked at the best later one, or never."""
        never = Value(self._moves.recall(trace.stability, days + stage * self._unit), 0.0)
        best = Value(0.0, 0.0)
        for wait in _WAITS:
            if wait >= stage:
                break
            asked = self.ask(trace, days + wait * self._unit, stage - wait)
            if asked < best:  # it rises, then falls
                break
            best = asked
        return max(never, best)

    def wait_new(self, stage: int, chance: float) -> Value:
        never = Value(0.0, 0.0)
        return max((self.ask_new(later, chance) for later in range(1, stage)), default=never)

    def after(self, trace: Trace, stage: int) -> Value:
        """Just answered."""
        while len(self._values) <= stage:
            self._grow()
        values, answers = self._values[stage], self._answers[stage]
        (a, in_a), (b, in_b), (c, in_c), (d, in_d) = _spread(trace)
        return Value(
            in_a * values[a] + in_b * values[b] + in_c * values[c] + in_d * values[d],
            in_a * answers[a] + in_b * answers[b] + in_c * answers[c] + in_d * answers[d],
        )

    def _mixed(self, recall: float, passed: Value, failed: Value, stage: int) -> Value:
        cost, lost = 2.0 - recall, 1.0 - recall
        return Value(
            recall * passed.value + lost * failed.value - cost * self._prices[stage],
            recall * passed.answers + lost * failed.answers + cost,
        )

    def _grow(self) -> None:
        """One stage more: the best of never asking again, and of asking after each wait."""
        stage = len(self._values)
        values, answers = [], []
        for state, asks in zip(self._states, self._asks, strict=True):
            best = self._moves.recall(state.stability, stage * self._unit)
            chosen: _Ask | None = None
            for ask in asks:
                if ask.wait >= stage:
                    break
                later = self._values[stage - ask.wait]
                value = -(2.0 - ask.recall) * self._prices[stage - ask.wait]
                for at, weight in ask.spread:
                    value += weight * later[at]
                if value > best:
                    best, chosen = value, ask
            values.append(best)
            answers.append(0.0 if chosen is None else self._number(chosen, stage))
        self._values.append(values)
        self._answers.append(answers)

    def _number(self, ask: _Ask, stage: int) -> float:
        later = self._answers[stage - ask.wait]
        return 2.0 - ask.recall + sum(weight * later[at] for at, weight in ask.spread)


@lru_cache(maxsize=64)
def card_values(moves: Moves, price: float, unit: float) -> CardValues:
    """Kept, for the next day's plan asks for the same ones."""
    return CardValues(moves, price, unit)


def _spread(trace: Trace) -> tuple[tuple[int, float], ...]:
    """The states around a trace, with the weights of a linear interpolation."""
    x = (log(trace.stability) - _LOWEST) / _STEP
    x = min(max(x, 0.0), _STABILITIES - 1.001)
    y = min((trace.difficulty - _EASIEST) / _DIFFICULTY_STEP, _DIFFICULTIES - 1.001)
    left, low = int(x), int(y)
    right_share, high_share = x - left, y - low
    state = low * _STABILITIES + left
    return (
        (state, (1.0 - right_share) * (1.0 - high_share)),
        (state + 1, right_share * (1.0 - high_share)),
        (state + _STABILITIES, (1.0 - right_share) * high_share),
        (state + _STABILITIES + 1, right_share * high_share),
    )


@lru_cache(maxsize=8)
def _grid(moves: Moves, unit: float) -> tuple[list[Trace], list[tuple[_Ask, ...]]]:
    states = [
        Trace(exp(_LOWEST + left * _STEP), _EASIEST + low * _DIFFICULTY_STEP)
        for low in range(_DIFFICULTIES)
        for left in range(_STABILITIES)
    ]
    return states, [
        tuple(_ask(moves, state, wait, wait * unit) for wait in _WAITS) for state in states
    ]


def _ask(moves: Moves, trace: Trace, wait: int, days: float) -> _Ask:
    recall = moves.recall(trace.stability, days)
    shares: dict[int, float] = {}
    for outcome, chance in (
        (moves.passed(trace, recall), recall),
        (moves.failed(trace, recall), 1.0 - recall),
    ):
        for state, weight in _spread(outcome):
            shares[state] = shares.get(state, 0.0) + chance * weight
    return _Ask(wait, recall, tuple(shares.items()))
