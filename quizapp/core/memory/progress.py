"""Numbers out of reviews. A day is the learner's: every function that counts days takes theirs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from math import ceil

import msgspec

from quizapp.core.cards.card import CardId
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import USUAL, MemoryModel
from quizapp.core.memory.review import Memory, Review
from quizapp.core.memory.study_days import DAY, StudyDays

LEECH_LAPSES = 8
_MOMENT = timedelta(microseconds=1)  # a day ends before the next begins
LONGEST_ANSWER = 600.0  # seconds counted at most: a card left open is not studied


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


def by_day(times: Iterable[datetime], days: StudyDays) -> Counter[date]:
    """How many of the times fall on each day."""
    return Counter(map(days.day, times))


def streak(times: Iterable[datetime], at: datetime, days: StudyDays) -> int:
    """Days in a row with an answer, up to today, or up to yesterday if today has none yet."""
    studied = set(by_day(times, days))
    day = days.day(at)
    if day not in studied:
        day -= DAY
    length = 0
    while day in studied:
        length += 1
        day -= DAY
    return length


def longest_streak(times: Iterable[datetime], days: StudyDays) -> int:
    """The most days in a row that ever had an answer."""
    longest = length = 0
    last: date | None = None
    for day in sorted(by_day(times, days)):
        length = length + 1 if last is not None and day - last == DAY else 1
        longest, last = max(longest, length), day
    return longest


def heatmap(
    reviews: Iterable[Review], at: datetime, days: StudyDays, number: int = 365
) -> dict[date, int]:
    """Answers on each of the last days, today the last; days without any are 0."""
    counts = by_day((review.at for review in reviews), days)
    first = days.day(at) - (number - 1) * DAY
    return {day: counts[day] for day in (first + ahead * DAY for ahead in range(number))}


def trials(reviews: Iterable[Review], model: MemoryModel = USUAL) -> list[Trial]:
    """The answers that test a memory: those to a card last answered on an earlier day, in
    drills, mocks and practice alike. Second answers of a day are left out, as FSRS does."""
    return [
        Trial(
            review.at,
            review.rating is not Rating.AGAIN,
            model.recall(before, review.at),
        )
        for review in reviews
        if (before := review.before) is not None
        and model.days.between(before.last_review, review.at) > 0
    ]


def retention(tests: Sequence[Trial]) -> Retention | None:
    """True against predicted; None if nothing was tested."""
    if not tests:
        return None
    count = len(tests)
    passed, predicted = sum(one.passed for one in tests), sum(one.predicted for one in tests)
    return Retention(count, passed / count, predicted / count)


def retention_by_month(tests: Iterable[Trial], days: StudyDays) -> dict[date, Retention]:
    """By the first day of each month that has any."""
    months = defaultdict[date, list[Trial]](list)
    for one in tests:
        months[days.day(one.at).replace(day=1)].append(one)
    return {month: found for month in sorted(months) if (found := retention(months[month]))}


def calibration(tests: Iterable[Trial], bins: int = 5) -> list[Retention]:
    """Bins of equal number by predicted recall, the lowest first: is the model honest for this
    learner?"""
    ranked = sorted(tests, key=lambda one: one.predicted)
    size = max(1, ceil(len(ranked) / bins))
    slices = (ranked[start : start + size] for start in range(0, len(ranked), size))
    return [found for one in slices if (found := retention(one))]


def forecast(
    memories: Mapping[CardId, Memory], at: datetime, days: StudyDays, number: int = 30
) -> dict[date, int]:
    """Cards that fall due on each of the coming days; today has the overdue ones too."""
    today = days.day(at)
    counts = dict.fromkeys((today + ahead * DAY for ahead in range(number)), 0)
    for memory in memories.values():
        day = max(days.day(memory.due), today)
        if day in counts:
            counts[day] += 1
    return counts


def seconds_by_day(reviews: Iterable[Review], days: StudyDays) -> dict[date, float]:
    """Time spent answering on each day; an answer counts ten minutes at most."""
    spent = defaultdict[date, float](float)
    for review in reviews:
        spent[days.day(review.at)] += min(review.seconds, LONGEST_ANSWER)
    return dict(spent)


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
    number: int = 30,
    model: MemoryModel = USUAL,
) -> dict[date, float]:
    """How much of the cards was known at the end of each of the last days, and now for today."""
    wanted = set(cards)
    pending = sorted((one for one in reviews if one.card in wanted), key=lambda one: one.at)
    memories: dict[CardId, Memory] = {}
    found: dict[date, float] = {}
    days = model.days
    today, done = days.day(at), 0
    for back in range(number - 1, -1, -1):
        day = today - back * DAY
        end = min(days.start(day + DAY) - _MOMENT, at)
        while done < len(pending) and pending[done].at <= end:
            one, done = pending[done], done + 1
            if one.after is not None:
                memories[one.card] = one.after
        total = sum(model.known(memory, end) for memory in memories.values())
        found[day] = total / len(wanted) if wanted else 0.0
    return found
