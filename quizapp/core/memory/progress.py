"""Numbers out of reviews. A day is the learner's: every function that counts days takes the zone.

A time is moved into the zone before its date is taken, so a day may have 23 or 25 hours.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from math import ceil

import msgspec

from quizapp.core.cards.card import CardId
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import USUAL, MemoryModel
from quizapp.core.memory.review import Memory, Review

LEECH_LAPSES = 8
LONGEST_ANSWER = 600.0  # seconds counted at most: a card left open is not studied
DAY = timedelta(days=1)


class Retention(msgspec.Struct, frozen=True):
    """How many answers passed, and how many FSRS expected to pass, as shares of `answers`."""

    answers: int
    true: float
    predicted: float


class Hard(msgspec.Struct, frozen=True):
    """A card's history in figures; `failed` is the share of its answers that were Again."""

    card: CardId
    answers: int
    failed: float
    lapses: int
    difficulty: float


class Trial(msgspec.Struct, frozen=True, gc=False):
    """An answer that tested a memory: when, whether it passed, and the chance that FSRS gave it."""

    at: datetime
    passed: bool
    predicted: float


class Calendar:
    """Local days of moments; `None` is the system's zone. Every zone of today keeps to quarters of
    an hour, so one conversion serves a whole quarter: that is what makes 100,000 of them quick."""

    def __init__(self, zone: tzinfo | None) -> None:
        self._zone = zone
        self._days: dict[int, date] = {}

    def day(self, moment: datetime) -> date:
        quarter = int(moment.timestamp() // 900)
        day = self._days.get(quarter)
        if day is None:
            day = self._days[quarter] = moment.astimezone(self._zone).date()
        return day


def local_days(times: Iterable[datetime], zone: tzinfo | None) -> Counter[date]:
    """How many of the times fall on each local day."""
    return Counter(map(Calendar(zone).day, times))


def streak(times: Iterable[datetime], at: datetime, zone: tzinfo | None) -> int:
    """Days in a row with an answer, up to today, or up to yesterday if today has none yet."""
    days = set(local_days(times, zone))
    day = at.astimezone(zone).date()
    if day not in days:
        day -= DAY
    length = 0
    while day in days:
        length += 1
        day -= DAY
    return length


def longest_streak(times: Iterable[datetime], zone: tzinfo | None) -> int:
    """The most days in a row that ever had an answer."""
    longest = length = 0
    last: date | None = None
    for day in sorted(local_days(times, zone)):
        length = length + 1 if last is not None and day - last == DAY else 1
        longest, last = max(longest, length), day
    return longest


def heatmap(
    reviews: Iterable[Review], at: datetime, zone: tzinfo | None, days: int = 365
) -> dict[date, int]:
    """Answers on each of the last `days` local days, today the last; days without any are 0."""
    counts = local_days((review.at for review in reviews), zone)
    today = at.astimezone(zone).date()
    return {day: counts[day] for day in (today - back * DAY for back in range(days - 1, -1, -1))}


def trials(reviews: Iterable[Review], model: MemoryModel = USUAL) -> list[Trial]:
    """The answers that test a memory: those to a card last answered a day or more before, in
    drills, mocks and practice alike. Second answers of a day are left out, as FSRS does."""
    return [
        Trial(
            review.at,
            review.rating is not Rating.AGAIN,
            model.recall(before, review.at),
        )
        for review in reviews
        if (before := review.before) is not None and review.at - before.last_review >= DAY
    ]


def retention(tests: Sequence[Trial]) -> Retention | None:
    """True against predicted; None if nothing was tested."""
    if not tests:
        return None
    count = len(tests)
    passed, predicted = sum(one.passed for one in tests), sum(one.predicted for one in tests)
    return Retention(count, passed / count, predicted / count)


def retention_by_month(tests: Iterable[Trial], zone: tzinfo | None) -> dict[date, Retention]:
    """By the first day of each local month that has any."""
    calendar, months = Calendar(zone), defaultdict[date, list[Trial]](list)
    for one in tests:
        months[calendar.day(one.at).replace(day=1)].append(one)
    return {month: found for month in sorted(months) if (found := retention(months[month]))}


def calibration(tests: Iterable[Trial], bins: int = 5) -> list[Retention]:
    """Bins of equal number by predicted recall, the lowest first: is the model honest for this
    learner?"""
    ranked = sorted(tests, key=lambda one: one.predicted)
    size = max(1, ceil(len(ranked) / bins))
    slices = (ranked[start : start + size] for start in range(0, len(ranked), size))
    return [found for one in slices if (found := retention(one))]


def forecast(
    memories: Mapping[CardId, Memory], at: datetime, zone: tzinfo | None, days: int = 30
) -> dict[date, int]:
    """Cards that fall due on each of the coming local days; today has the overdue ones too."""
    today = at.astimezone(zone).date()
    counts = dict.fromkeys((today + ahead * DAY for ahead in range(days)), 0)
    for memory in memories.values():
        day = max(memory.due.astimezone(zone).date(), today)
        if day in counts:
            counts[day] += 1
    return counts


def seconds_by_day(reviews: Iterable[Review], zone: tzinfo | None) -> dict[date, float]:
    """Time spent answering on each local day; an answer counts ten minutes at most."""
    calendar, days = Calendar(zone), defaultdict[date, float](float)
    for review in reviews:
        days[calendar.day(review.at)] += min(review.seconds, LONGEST_ANSWER)
    return dict(days)


def seconds_by_topic(reviews: Iterable[Review]) -> dict[str, float]:
    """Time spent answering, by topic; an answer counts ten minutes at most."""
    topics: defaultdict[str, float] = defaultdict(float)
    for review in reviews:
        topics[review.card.split("/", 1)[0]] += min(review.seconds, LONGEST_ANSWER)
    return dict(topics)


def hardest(
    reviews: Iterable[Review], memories: Mapping[CardId, Memory], limit: int = 10
) -> list[Hard]:
    """The cards with most lapses, then the highest share of failures, then the most difficult."""
    answers: Counter[CardId] = Counter()
    failures: Counter[CardId] = Counter()
    for review in reviews:
        answers[review.card] += 1
        failures[review.card] += review.rating is Rating.AGAIN
    found = [
        Hard(card, answers[card], failures[card] / answers[card], known.lapses, known.difficulty)
        for card, known in memories.items()
        if failures[card]
    ]
    found.sort(key=lambda one: (-one.lapses, -one.failed, -one.difficulty, one.card))
    return found[:limit]


def leeches(memories: Mapping[CardId, Memory]) -> list[CardId]:
    """Cards forgotten eight times or more, the worst first: time to learn them another way."""
    found = [card for card, memory in memories.items() if memory.lapses >= LEECH_LAPSES]
    return sorted(found, key=lambda card: (-memories[card].lapses, card))


def known_over_time(
    reviews: Iterable[Review],
    cards: Sequence[CardId],
    at: datetime,
    zone: tzinfo | None,
    days: int = 30,
    model: MemoryModel = USUAL,
) -> dict[date, float]:
    """How much of the cards was known at the end of each of the last local days, and now for
    today."""
    wanted = set(cards)
    pending = sorted((one for one in reviews if one.card in wanted), key=lambda one: one.at)
    memories: dict[CardId, Memory] = {}
    found: dict[date, float] = {}
    today, done = at.astimezone(zone).date(), 0
    for back in range(days - 1, -1, -1):
        day = today - back * DAY
        end = min(_midnight_after(day, zone), at)
        while done < len(pending) and pending[done].at <= end:
            one, done = pending[done], done + 1
            if one.after is not None:
                memories[one.card] = one.after
        total = sum(model.known(memory, end) for memory in memories.values())
        found[day] = total / len(wanted) if wanted else 0.0
    return found


def _midnight_after(day: date, zone: tzinfo | None) -> datetime:
    """The local day's end; `astimezone` picks the offset that then holds."""
    end = datetime.combine(day + DAY, datetime.min.time())
    return (end.replace(tzinfo=zone) if zone else end.astimezone()).astimezone(UTC)
