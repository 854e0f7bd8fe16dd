"""The numbers of the progress screen, out of the whole store; slow enough for a thread."""

from collections.abc import Sequence
from datetime import date, datetime
from statistics import fmean

import msgspec

from quizapp.banks.collection import Collection
from quizapp.core.memory import progress
from quizapp.core.memory.progress import Hard, Retention, TopicRecall
from quizapp.core.memory.readiness import Readiness
from quizapp.core.memory.review import Review
from quizapp.core.memory.scheduling import recall
from quizapp.store.store import Store
from quizapp.study import today as study
from quizapp.study.today import outlook

_CURVE_DAYS = 120


class Numbers(msgspec.Struct, frozen=True, kw_only=True):
    """Days are local ones; shares run from 0 to 1; `days` holds those of the last year."""

    today: date
    cards: int
    seen: int
    answers: int
    known: float
    interview: date | None
    ahead: Readiness | None
    readiness: dict[date, float]
    streak: int
    longest: int
    days: dict[date, int]
    seconds: dict[date, float]
    retention: Retention | None
    months: dict[date, Retention]
    forecast: dict[date, int]
    topics: list[TopicRecall]
    titles: dict[str, str]
    hardest: list[Hard]


def gather(collection: Collection, store: Store, at: datetime) -> Numbers:
    """Read the store and count; 100,000 answers take some seconds."""
    reviews = store.reviews()
    memories = store.memories()
    cards = list(collection.entries)
    known = {card: memories[card] for card in cards if card in memories}
    wishes = study.read_wishes(store)
    fitted = study.fitted(store)
    tests = progress.trials(reviews, parameters=fitted)
    times = [review.at for review in reviews]
    zone = None  # the system's
    ahead = outlook(collection, store, wishes, at)
    return Numbers(
        today=at.astimezone().date(),
        cards=len(cards),
        seen=len(known),
        answers=len(reviews),
        known=_mean([recall(memories.get(card), at, parameters=fitted) for card in cards]),
        interview=wishes.interview if ahead else None,
        ahead=ahead,
        readiness=progress.readiness_over_time(reviews, cards, at, zone, _curve_days(reviews, at)),
        streak=progress.streak(times, at, zone),
        longest=progress.longest_streak(times, zone),
        days=progress.heatmap(reviews, at, zone),
        seconds=progress.seconds_by_day(reviews, zone),
        retention=progress.retention(tests),
        months=progress.retention_by_month(tests, zone),
        forecast=progress.forecast(known, at, zone),
        topics=progress.recall_by_topic(cards, memories, at),
        titles={topic.name: topic.title for topic in collection.topics},
        hardest=progress.hardest(reviews, known),
    )


def _curve_days(reviews: Sequence[Review], at: datetime) -> int:
    """From the first answer on, two weeks at least and four months at most."""
    if not reviews:
        return 14
    return max(14, min(_CURVE_DAYS, (at - reviews[0].at).days + 2))


def _mean(shares: Sequence[float]) -> float:
    return fmean(shares) if shares else 0.0
