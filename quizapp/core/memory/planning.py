"""What to ask today: with a day to aim at, what raises recall on that day most."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from math import log
from operator import itemgetter
from typing import NamedTuple

import msgspec

from quizapp.core.cards.card import CardId
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.card_value import STAGES, CardValues, Value, card_values
from quizapp.core.memory.model import USUAL, MemoryModel, in_learning
from quizapp.core.memory.moves import Moves, Trace
from quizapp.core.memory.review import Memory

WRONG_CLOCK = timedelta(days=2)  # an answer this far in the future: the clock was wrong then

_PRICE_RATIO = 1.25
_PRICES = tuple(0.01 * _PRICE_RATIO**step for step in range(21))  # an answer's, in cards recalled

# By the prices alone a new card can often wait at no loss. But it does lose if all of them wait for
# the same days, or if the date moves nearer: a head start of this share of the price.
_NEW_FIRST = 0.15

_CLOSER = 200  # how many known cards are looked at closely
_SAMPLE = 24  # cards that stand for all in the search for the price

# The chance that a card never seen is known, before the learner has shown it; worth so many cards.
_FIRST_PASS, _FIRST_PASS_WEIGHT = 0.45, 10.0


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A card that could be asked; `days` since its last answer. No trace if it never was."""

    card: CardId
    trace: Trace | None
    days: float
    weight: float


class Worth(NamedTuple):
    """What asking a card now is worth above waiting, in cards recalled for each answer."""

    worth: float
    card: CardId


class Ranked(NamedTuple):
    """What to ask, the most useful first, at the `price` at which all want as many answers as there
    are: a step of `_PRICES`."""

    price: int
    cards: list[Worth]


def study_order(
    cards: Sequence[CardId],
    memories: Mapping[CardId, Memory],
    at: datetime,
    interview: datetime | None,
    budget: int,
    *,
    weights: Mapping[str, float] | None = None,
    daily: int | None = None,
    model: MemoryModel = USUAL,
) -> list[CardId]:
    """The cards to ask in the answers left today, the most useful first; `cards` in bank order.

    With an interview to come, cards with an open learning step come first, and a card answered
    today is otherwise left in peace. `daily` is the number of answers of a whole day, if
    today's are partly used up. `weights` are by card id or topic, 1 if not named; 0 leaves out; new
    cards come in the order given, whatever they weigh. Without an interview, or after it, this is
    plain FSRS: due cards, least recalled first, then new ones.
    """
    if budget <= 0:
        return []
    if interview is None or interview <= at:
        return _fsrs_order(cards, memories, at, model)[:budget]
    unfinished, candidates = _sorted_out(cards, memories, at, weights or {}, model)
    plan = Plan(
        days_left(model.days.between(at, interview)),
        model.moves,
        first_pass(memories.values(), model.moves),
    )
    return [*unfinished, *plan.order(candidates, budget, daily or budget)][:budget]


def affordable(
    cards: Sequence[CardId],
    memories: Mapping[CardId, Memory],
    price: Callable[[CardId], float],
    answers: float,
) -> list[CardId]:
    """As many of the cards, from the first on, as so many answers are enough for; what is in
    learning, and comes first, is asked whatever it takes. `price` is one of `prices`."""
    chosen: list[CardId] = []
    for card in cards:
        if answers <= 0 and not in_learning(memories.get(card)):
            break
        chosen.append(card)
        answers -= price(card)
    return chosen


def prices(
    memories: Mapping[CardId, Memory], at: datetime, model: MemoryModel = USUAL
) -> Callable[[CardId], float]:
    """How many answers a card is expected to take now: one that fails is asked a second time."""
    known_first = first_pass(memories.values(), model.moves)

    def price(card: CardId) -> float:
        memory = memories.get(card)
        if memory is None:
            return 2.0 - known_first
        return 1.0 if in_learning(memory) else 2.0 - model.recall(memory, at)

    return price


def days_left(days: int) -> int:
    """How many days there are to study on, today included, if the interview is so many days ahead:
    its own day is one only when it has come."""
    return max(1, days)


def first_pass(memories: Iterable[Memory], moves: Moves) -> float:
    """The chance that this learner knows a card never seen, told from cards new of late: FSRS
    gives those that were failed at first a higher difficulty. In steps of a tenth."""
    bound = (moves.first(Rating.AGAIN).difficulty + moves.first(Rating.HARD).difficulty) / 2
    seen, known = _FIRST_PASS_WEIGHT, _FIRST_PASS_WEIGHT * _FIRST_PASS
    for memory in memories:
        if memory.lapses == 0 and memory.reps <= 2:
            seen += 1
            known += memory.difficulty < bound
    return round(known / seen, 1)


class Plan:
    """Prices and card values for one day to aim at, `days` study days from now, today included."""

    def __init__(self, days: int, moves: Moves, known_first: float) -> None:
        self._days = days
        self._stages = min(days, STAGES)
        self._unit = days / self._stages
        self._moves = moves
        self._known_first = known_first
        self._new: dict[int, tuple[Value, Value]] = {}

    def order(self, candidates: Sequence[Candidate], budget: int, daily: int) -> list[CardId]:
        """The best `budget` candidates, the most useful first; ties in the given order."""
        return [one.card for one in self.ranked(candidates, budget, daily).cards[:budget]]

    def ranked(self, candidates: Sequence[Candidate], budget: int, daily: int) -> Ranked:
        """All candidates with what asking each of them is worth, the most useful first."""
        new = [one for one in candidates if one.trace is None]
        close, rest = self._shortlist([one for one in candidates if one.trace is not None])
        price = self._clearing_price([*new, *close, *rest], budget + daily * (self._days - 1))
        scored = [Worth(self.worth(one, price), one.card) for one in (*new, *close)]
        if rest:
            least = self.worth(close[-1], price)
            scored += [Worth(least, one.card) for one in rest]
        scored.sort(key=itemgetter(0), reverse=True)
        return Ranked(price, scored)

    def _shortlist(self, known: list[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
        """Those that most recall is missing from on the day, and the rest."""
        if len(known) <= _CLOSER:
            return known, []
        moves, days = self._moves, self._days

        def missing(one: Candidate) -> float:
            assert one.trace is not None
            return one.weight * (1.0 - moves.recall(one.trace.stability, one.days + days))

        ranked = sorted(known, key=missing, reverse=True)
        return ranked[:_CLOSER], ranked[_CLOSER:]

    def _clearing_price(self, candidates: Sequence[Candidate], answers: int) -> int:
        """The lowest price at which all cards together want no more answers than there are."""
        new = Counter(one.weight for one in candidates if one.trace is None)
        known = [one for one in candidates if one.trace is not None]
        sample = known[:: max(1, len(known) // _SAMPLE)]
        share = len(known) / max(1, len(sample))

        def wanted(price: int) -> float:
            return sum(
                count * max(self._choice(None, 0.0, _step(price, weight))).answers
                for weight, count in new.items()
            ) + share * sum(
                max(self._choice(one.trace, one.days, _step(price, one.weight))).answers
                for one in sample
            )

        return bisect_left(
            range(len(_PRICES) - 1), True, key=lambda price: wanted(price) <= answers
        )

    def worth(self, one: Candidate, price: int) -> float:
        """What asking now is worth above waiting, for each answer that it takes.

        New cards are all worth the same: which of them come first is told by their order. By its
        value alone a heavy one could wait, for it will be asked in any case, and all of them would
        wait for the same last days.
        """
        if one.trace is None:
            ask, wait = self._choice(None, 0.0, price)
            gain = (ask.value - wait.value) / (2.0 - self._known_first)
            return gain + _NEW_FIRST * _PRICES[price]
        ask, wait = self._choice(one.trace, one.days, _step(price, one.weight))
        recall = self._moves.recall(one.trace.stability, one.days)
        return one.weight * (ask.value - wait.value) / (2.0 - recall)

    def _choice(self, trace: Trace | None, days: float, price: int) -> tuple[Value, Value]:
        """The values of asking now and of waiting."""
        if trace is not None:
            table = self._table(price)
            return table.ask(trace, days, self._stages), table.wait(trace, days, self._stages)
        if price not in self._new:
            table = self._table(price)
            self._new[price] = (
                table.ask_new(self._stages, self._known_first),
                table.wait_new(self._stages, self._known_first),
            )
        return self._new[price]

    def _table(self, price: int) -> CardValues:
        return card_values(self._moves, _PRICES[price], self._unit)


def _step(price: int, weight: float) -> int:
    """A card of weight 2 has the value of one of weight 1 at half the price."""
    if weight == 1.0:
        return price
    return min(max(round(price - log(weight) / log(_PRICE_RATIO)), 0), len(_PRICES) - 1)


def _sorted_out(
    cards: Sequence[CardId],
    memories: Mapping[CardId, Memory],
    at: datetime,
    weights: Mapping[str, float],
    model: MemoryModel,
) -> tuple[list[CardId], list[Candidate]]:
    """The cards with an open learning step, those of today first, and the candidates; what else was
    answered today is neither."""
    unfinished: list[CardId] = []
    candidates: list[Candidate] = []
    for card in cards:
        weight = card_weight(card, weights) if weights else 1.0
        if weight <= 0.0:
            continue
        memory = memories.get(card)
        if memory is None:
            candidates.append(Candidate(card, None, 0.0, weight))
            continue
        if in_learning(memory) and model.is_due(memory, at):
            unfinished.append(card)
            continue
        days = model.days.between(memory.last_review, at)
        if memory.last_review - at > WRONG_CLOCK:
            days = 1
        if days > 0:
            trace = Trace(memory.stability, memory.difficulty)
            candidates.append(Candidate(card, trace, days, weight))
    unfinished.sort(key=lambda card: model.days.between(memories[card].last_review, at))
    return unfinished, candidates


def card_weight(card: CardId, weights: Mapping[str, float]) -> float:
    return weights.get(card, weights.get(card.split("/", 1)[0], 1.0))


def _fsrs_order(
    cards: Sequence[CardId],
    memories: Mapping[CardId, Memory],
    at: datetime,
    model: MemoryModel,
) -> list[CardId]:
    due = [card for card in cards if model.is_due(memories.get(card), at)]
    due.sort(key=lambda card: model.recall(memories[card], at))
    return due + [card for card in cards if card not in memories]
