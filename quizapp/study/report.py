"""What the progress screen shows: where the learner stands, and how it came."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import msgspec

from quizapp.banks.collection import Collection
from quizapp.config import Config
from quizapp.core.cards.card import CardId
from quizapp.core.memory import progress
from quizapp.core.memory.progress import Hard, Retention
from quizapp.core.memory.readiness import Readiness
from quizapp.core.memory.review import CardState, Memory, Review
from quizapp.store.store import Store
from quizapp.study.standing import Standing, standing
from quizapp.study.today import counted, memory_model, outlook
from quizapp.study.wishes import read_wishes

_CURVE_DAYS = 120


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Days are those of the learner; shares run from 0 to 1; `days` holds those of the last year.
    `wall_day` is the one on the calendar, ahead of `today` between midnight and the rollover.

    `known` is how much was known at the end of each day, the last one now. `forecast`, `hardest`
    and `known` are about the cards that count, as `standing` is; answers and time are about all.
    """

    today: date
    wall_day: date
    standing: Standing
    ahead: Readiness | None
    known: dict[date, float]
    answers: int
    streak: int
    longest: int
    days: dict[date, int]
    seconds: dict[date, float]
    retention: Retention | None
    months: dict[date, Retention]
    forecast: dict[date, int]
    hardest: list[Hard]


def report(collection: Collection, store: Store, config: Config, at: datetime) -> Report:
    """Read the store and count; 100,000 answers take some seconds: work for a thread."""
    model = memory_model(store, config)
    reviews = model.retell(store.reviews())
    memories, states, wishes = store.memories(), store.states(), read_wishes(store)
    cards = counted(collection, states, wishes.weights)
    seen = {card: memories[card] for card in cards if card in memories}
    stands = standing(collection, store, config, at)
    days, today = model.days, model.days.day(at)
    known = progress.known_over_time(reviews, cards, at, _curve_days(reviews, at), model)
    tests = progress.trials(reviews, model)
    times = [review.at for review in reviews]
    return Report(
        today=today,
        wall_day=at.astimezone().date(),
        standing=stands,
        ahead=outlook(collection, store, config, wishes, at),
        known=known | {today: stands.known},  # cards may have been made new, or imported
        answers=len(reviews),
        streak=progress.streak(times, at, days),
        longest=progress.longest_streak(times, days),
        days=progress.heatmap(reviews, at, days),
        seconds=progress.seconds_by_day(reviews, days),
        retention=progress.retention(tests),
        months=progress.retention_by_month(tests, days),
        forecast=progress.forecast(_put_off(seen, states), at, days),
        hardest=progress.hardest(reviews, seen),
    )


def _put_off(
    memories: Mapping[CardId, Memory], states: Mapping[CardId, CardState]
) -> dict[CardId, Memory]:
    """A card that is put off does not come back before that."""
    found = dict(memories)
    for card, state in states.items():
        if card in found and state.buried_until is not None:
            due = max(found[card].due, state.buried_until)
            found[card] = msgspec.structs.replace(found[card], due=due)
    return found


def _curve_days(reviews: Sequence[Review], at: datetime) -> int:
    """From the first answer on, two weeks at least and four months at most."""
    if not reviews:
        return 14
    return max(14, min(_CURVE_DAYS, (at - reviews[0].at).days + 2))
