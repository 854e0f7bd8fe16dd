"""The days until the interview as a table: what each of them asks."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from quizapp.core.days import describe
from quizapp.core.memory.readiness import PlannedDay, Readiness
from quizapp.study.today import Today
from quizapp.study.wishes import SECONDS_PER_ANSWER

_DAYS = 14  # that are shown one by one; the last ones before the interview are, besides
_LAST = 3
_TOPICS = 3  # of a day that are named
_REHEARSAL = "rehearsal: what is least certain"


class Row(NamedTuple):
    """One day, or several in one; `new` and `again` are cards, `minutes` those of a day."""

    day: str
    new: int
    again: int
    minutes: int
    what: str


def calendar(ahead: Readiness, today: Today | None, first: date, name: str = "today") -> list[Row]:
    """The coming days, of which the `first` is today, called by its `name`, and the last ones
    before the interview; those between in one row. `today` has what a drill asks now, if it is by
    this plan; what it asks when the minutes of the day are used up is none of it."""
    later = [day for day in ahead.calendar if day.ahead]
    known, last = later[: _DAYS - 1], later[max(_DAYS - 1, len(later) - _LAST) :]
    between = later[len(known) : len(later) - len(last)]
    return [
        *(_now(day, today, name) for day in ahead.calendar[:1]),
        *(_row(day, first, ahead.calendar) for day in known),
        *([_together(between)] if between else []),
        *(_row(day, first, ahead.calendar) for day in last),
    ]


def _now(day: PlannedDay, today: Today | None, name: str) -> Row:
    if today is None or today.used_up:
        return Row(name, day.new, day.again, _minutes([day]), _what(day.topics))
    topics = Counter(card.split("/", 1)[0] for card in today.queue)
    what = _what([topic for topic, _ in topics.most_common()])
    return Row(name, today.new, today.seen, today.minutes, what)


def _row(day: PlannedDay, first: date, calendar: Sequence[PlannedDay]) -> Row:
    weekday, number, month, _ = describe(first + timedelta(days=day.ahead)).split()
    rehearsed = not day.new and day in calendar[-_LAST:]
    what = _REHEARSAL if rehearsed else _what(day.topics)
    return Row(f"{weekday} {number} {month}", day.new, day.again, _minutes([day]), what)


def _together(days: Sequence[PlannedDay]) -> Row:
    new, again = sum(day.new for day in days), sum(day.again for day in days)
    return Row(f"{sum(day.days for day in days)} days", new, again, _minutes(days), "")


def _minutes(days: Sequence[PlannedDay]) -> int:
    answers, number = sum(day.answers for day in days), sum(day.days for day in days)
    return round(answers / number * SECONDS_PER_ANSWER / 60)


def _what(topics: Sequence[str]) -> str:
    more = len(topics) - _TOPICS
    return ", ".join(topics[:_TOPICS]) + (f" and {more} more" if more > 0 else "")
