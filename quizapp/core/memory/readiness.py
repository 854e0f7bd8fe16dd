"""What will be known on the day: if you stop today, and if you follow the plan."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from math import ceil, inf
from random import Random
from statistics import fmean

import msgspec

from quizapp.core.cards.card import CardId
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import USUAL, MemoryModel, in_learning
from quizapp.core.memory.moves import Trace
from quizapp.core.memory.planning import (
    Candidate,
    Plan,
    card_weight,
    days_left,
    first_pass,
)
from quizapp.core.memory.review import Memory


class TopicReadiness(msgspec.Struct, frozen=True):
    """Expected share of a topic's cards recalled on the day."""

    topic: str
    cards: int
    stop: float
    follow: float


class PlannedDay(msgspec.Struct, frozen=True):
    """What one day of the plan asks, in cards; `ahead` days from today. Of a long time, early days
    go by in strides of several, `days` in number. `answers` counts those that fail twice. `topics`
    come by how many cards they have. What is worth `least` at the day's `price` is just asked."""

    ahead: int
    days: int
    new: int
    again: int
    answers: int
    topics: list[str]
    price: int
    least: float


class Readiness(msgspec.Struct, frozen=True):
    """Expected share of all cards recalled on the day, if you stop now and if you follow the plan.

    To stop is to know on the day what `MemoryModel.known` then says: a card that is left in
    learning counts as not known. `left_out` are the cards that the plan finds no time for, in bank
    order; `days_short` more days of the same length would be enough to ask each of them. `calendar`
    is one way in which the days may go.
    """

    stop: float
    follow: float
    topics: list[TopicReadiness]
    left_out: list[CardId]
    days_short: int
    calendar: list[PlannedDay] = []


def readiness(
    cards: Sequence[CardId],
    memories: Mapping[CardId, Memory],
    at: datetime,
    interview: datetime,
    budget: int,
    *,
    weights: Mapping[str, float] | None = None,
    daily: int | None = None,
    model: MemoryModel = USUAL,
    rounds: int = 2,
) -> Readiness:
    """Plays the days until the interview through, `rounds` times, with the luck that FSRS expects.

    Arguments as for `study_order`; the same ones give the same result. It takes about 15 ms a day
    and round, of which there are at most 90, so a screen calls it in a worker.
    """
    known = {card: memories[card] for card in cards if card in memories}
    days = model.days.between(at, interview)
    game = _Game(known, at, days, model)
    untouched = {card: model.known(memory, interview) for card, memory in known.items()}
    wishes = {card: card_weight(card, weights or {}) for card in cards}
    per_day = [budget, *[daily or budget] * (days_left(days) - 1)] if interview > at else []
    calendar: list[PlannedDay] = []
    ends = [
        game.played(wishes, per_day, Random(seed), [] if seed else calendar)
        for seed in range(rounds)
    ]
    stop = {card: untouched.get(card, 0.0) for card in wishes}
    follow = {card: fmean(game.recalled(end, card, stop[card]) for end in ends) for card in wishes}
    left_out = [card for card in wishes if wishes[card] > 0 and card not in ends[0]]
    return Readiness(
        stop=_mean(stop.values()),
        follow=_mean(follow.values()),
        topics=_by_topic(stop, follow),
        left_out=left_out,
        days_short=ceil(len(left_out) * (2.0 - game.known_first) / max(1, daily or budget)),
        calendar=calendar,
    )


_SOON, _DAY_BY_DAY, _STRIDES = 15, 60, 30
_ANY_CHANCE = 0.5  # that new ones are known: of no weight for those that are not

_Position = dict[CardId, tuple[Trace, int]]  # each card's trace, and the day of its last answer


class _Game:
    """The days until the interview as FSRS expects them; day 0 is now."""

    def __init__(
        self,
        known: Mapping[CardId, Memory],
        at: datetime,
        days: int,
        model: MemoryModel,
    ) -> None:
        self._days = days
        self._moves = model.moves
        self.known_first = first_pass(known.values(), self._moves)
        self.start: _Position = {
            card: (
                Trace(one.stability, one.difficulty),
                -max(model.days.between(one.last_review, at), 0),
            )
            for card, one in known.items()
        }
        self._unfinished = [
            card for card, one in known.items() if in_learning(one) and model.is_due(one, at)
        ]

    def recalled(self, position: _Position, card: CardId, untouched: float) -> float:
        """The chance of recall at the interview; `untouched` if the card was not asked again."""
        if position.get(card) is self.start.get(card):
            return untouched
        trace, last = position[card]
        return self._moves.recall(trace.stability, self._days - last)

    def played(
        self,
        weights: Mapping[CardId, float],
        per_day: Sequence[int],
        luck: Random,
        calendar: list[PlannedDay],
    ) -> _Position:
        """The position after all days, each with so many answers; what they asked is added to the
        `calendar`."""
        position = dict(self.start)
        for day, days, budget in _strides(per_day):
            asked: dict[CardId, bool] = {}  # was it new?
            if day == 0 and budget:
                asked = dict.fromkeys(self._finish(position, weights), False)
            answers, least = len(asked), -inf
            plan = Plan(len(per_day) - day, self._moves, self.known_first)
            candidates = list(_candidates(position, weights, day))
            ranked = plan.ranked(candidates, budget, per_day[-1])
            for worth, card in ranked.cards:
                if answers >= budget:
                    least = worth
                    break
                asked[card] = card not in position
                answers += self._answer(position, card, day, luck)
            calendar.append(_planned(day, days, asked, answers, ranked.price, least))
        return position

    def _finish(self, position: _Position, weights: Mapping[CardId, float]) -> list[CardId]:
        """Answers what is in learning now; which cards that were."""
        cards = [card for card in self._unfinished if weights[card] > 0.0]
        for card in cards:
            position[card] = self._moves.second(position[card][0]), 0
        return cards

    def _answer(self, position: _Position, card: CardId, day: int, luck: Random) -> int:
        """Answers a card; how many answers that took."""
        if card not in position:
            known = luck.random() < self.known_first
            position[card] = self._moves.first(Rating.GOOD if known else Rating.AGAIN), day
            return 1 if known else 2
        trace, last = position[card]
        recall = self._moves.recall(trace.stability, day - last)
        if luck.random() < recall:
            position[card] = self._moves.passed(trace, recall), day
            return 1
        position[card] = self._moves.failed(trace, recall), day
        return 2


def next_asked(
    calendar: Sequence[PlannedDay], memory: Memory, weight: float, model: MemoryModel
) -> int | None:
    """How many days after its answer of today a card is asked again, if the days go by as the
    calendar has it; None if it is not before the interview."""
    if weight <= 0.0:
        return None
    last = calendar[-1]
    trace = Trace(memory.stability, memory.difficulty)
    for day in calendar[1:]:
        plan = Plan(last.ahead + last.days - day.ahead, model.moves, _ANY_CHANCE)
        if plan.worth(Candidate("", trace, day.ahead, weight), day.price) > day.least:
            return day.ahead
    return None


def _planned(
    day: int,
    days: int,
    asked: Mapping[CardId, bool],
    answers: int,
    price: int,
    least: float,
) -> PlannedDay:
    new = sum(asked.values())
    topics = Counter(card.split("/", 1)[0] for card in asked)
    names = [name for name, _ in topics.most_common()]
    return PlannedDay(day, days, new, len(asked) - new, answers, names, price, least)


def _strides(per_day: Sequence[int]) -> Iterable[tuple[int, int, int]]:
    """The days to play, each with how many it stands for and its answers. Of a long time only the
    first and the last days are played one by one; those between go by in a few long strides, whose
    answers are all given on their first day.
    """
    soon = min(_SOON, len(per_day))
    late = max(soon, len(per_day) - _DAY_BY_DAY)
    stride = max(1, ceil((late - soon) / _STRIDES))
    starts = [*range(soon), *range(soon, late, stride), *range(late, len(per_day))]
    for start, end in pairwise([*starts, len(per_day)]):
        yield start, end - start, sum(per_day[start:end])


def _candidates(
    position: _Position, weights: Mapping[CardId, float], day: int
) -> Iterable[Candidate]:
    for card, weight in weights.items():
        if weight <= 0.0:
            continue
        if card not in position:
            yield Candidate(card, None, 0.0, weight)
            continue
        trace, last = position[card]
        if day > last:
            yield Candidate(card, trace, day - last, weight)


def _by_topic(stop: Mapping[CardId, float], follow: Mapping[CardId, float]) -> list[TopicReadiness]:
    topics: defaultdict[str, list[CardId]] = defaultdict(list)
    for card in stop:
        topics[card.split("/", 1)[0]].append(card)
    return [
        TopicReadiness(
            topic,
            len(ids),
            fmean(stop[card] for card in ids),
            fmean(follow[card] for card in ids),
        )
        for topic, ids in topics.items()
    ]


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return fmean(found) if found else 0.0
