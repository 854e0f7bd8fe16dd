"""What to ask today: with a day to aim at, what raises recall on that day most."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from heapq import nlargest
from typing import NamedTuple

from quizapp.core.card import CardId
from quizapp.core.dynamics import Trace, dynamics
from quizapp.core.review import Memory
from quizapp.core.scheduling import DEFAULT_PARAMETERS, Parameters, is_due, recall
from quizapp.core.worth import STAGES, Worth, Worths, worths

DAY = timedelta(days=1)
SAME_DAY = timedelta(hours=12)  # an answer younger than this was given today
SHORTLIST = 4  # times the budget: the cards that are looked at closely
SAMPLE = 32
PRICES = tuple(0.01 * 1.25**step for step in range(21))
MARGIN = 1


class Candidate(NamedTuple):
    """A card that could be asked today; no trace if it was never asked."""

    card: CardId
    trace: Trace | None
    days: float
    weight: float


def study_order(
    cards: Sequence[CardId],
    memories: Mapping[CardId, Memory],
    at: datetime,
    interview: datetime | None,
    budget: int,
    *,
    weights: Mapping[str, float] | None = None,
    daily: int | None = None,
    parameters: Parameters | None = None,
) -> list[CardId]:
    """The cards to ask in the answers left today, the most useful first; `cards` in bank order.

    `daily` is the number of answers of a whole later day, if today's are partly used up. `weights`
    are by card id or topic, 1 if not named. Without an interview, or after it, this is plain FSRS:
    due cards, least recalled first, then new ones.
    """
    if budget <= 0:
        return []
    if interview is None or interview <= at:
        return _fsrs_order(cards, memories, at, parameters)[:budget]
    unfinished, open_cards = _candidates(cards, memories, at, weights or {})
    days = (interview - at) / DAY
    aimed = aim(open_cards, days, budget, daily or budget, tuple(parameters or DEFAULT_PARAMETERS))
    return [*unfinished, *aimed][:budget]


def aim(
    candidates: Sequence[Candidate],
    days: float,
    budget: int,
    daily: int,
    parameters: tuple[float, ...],
) -> list[CardId]:
    whole = max(1, round(days))
    stages = min(whole, STAGES)
    unit = whole / stages
    new = [one for one in candidates if one.trace is None]
    known = shortlist([one for one in candidates if one.trace is not None], whole, SHORTLIST * budget + 50, parameters)
    left = budget + daily * (whole - 1)
    price = clearing_price(new, known, stages, unit, left, parameters)
    price = PRICES[min(price + MARGIN, len(PRICES) - 1)]
    table = worths(parameters, price, unit)
    scored = []
    gain = table.ask_new(stages).value - table.wait_new(stages).value
    for number, one in enumerate(new):
        scored.append((gain*one.weight, -number, one.card))
    for number, one in enumerate(known):
        a = table.ask(one.trace, one.days, stages); w = table.wait(one.trace, one.days, stages)
        scored.append(((a.value - w.value) * one.weight, -number - len(new), one.card))
    scored.sort(reverse=True)
    return [card for _, _, card in scored[:budget]]


def shortlist(known, whole, size, parameters):
    if len(known) <= size:
        return known
    model = dynamics(parameters)
    return nlargest(size, known, key=lambda one: one.weight * (1 - model.recall(one.trace.stability, one.days + whole)))


def clearing_price(new, known, stages, unit, left, parameters):
    step = max(1, len(known) // SAMPLE)
    sample = known[::step]
    low, high = 0, len(PRICES) - 1
    while low < high:
        middle = (low + high) // 2
        table = worths(parameters, PRICES[middle], unit)
        answers = 0.0
        if new:
            answers += len(new) * max(table.ask_new(stages), table.wait_new(stages)).answers
        if sample:
            answers += len(known) / len(sample) * sum(
                max(table.ask(one.trace, one.days, stages), table.wait(one.trace, one.days, stages)).answers for one in sample)
        if answers > left:
            low = middle + 1
        else:
            high = middle
    return low
