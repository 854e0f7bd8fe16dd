"""Days as people write them: `2026-12-05`, `5 dec`, `friday`, `in 12 days`, `tomorrow`."""

import re
from datetime import date, timedelta
from typing import NamedTuple

FORMS = "write 2026-12-05, 5 dec, friday or in 12 days"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_IN = re.compile(
    r"(?:in )?(?P<count>\d{1,4}) ?(?P<unit>d|days?|w|weeks?|months?)|in (?P<days>\d{1,4})"
)
_UNITS = {"d": 1, "w": 7, "m": 30}


class Day(NamedTuple):
    """A day that was read, or in one line what is wrong; neither for an empty text."""

    day: date | None
    problem: str = ""


def read_day(text: str, today: date) -> Day:
    """The day that `text` means, seen from `today`; a day before it is a problem.

    A weekday is the next one after today, and a date without a year the next such date.
    """
    words = re.sub(r"[,.]", " ", text.casefold()).split()
    said = " ".join(word for word in words if word not in ("on", "the", "next"))
    if not said or said in ("none", "no", "never"):
        return Day(None)
    day = _named(said, today) or _counted(said, today) or _dated(said, today)
    if day is None:
        return Day(None, f"'{text.strip()}' is no day; {FORMS}")
    if day < today:
        return Day(None, f"{describe(day)} is over; {FORMS}")
    return Day(day)


def describe(day: date) -> str:
    """`Sat 5 Dec 2026`, in English whatever the locale."""
    weekday, month = _WEEKDAYS[day.weekday()], _MONTHS[day.month - 1]
    return f"{weekday[:3].title()} {day.day} {month[:3].title()} {day.year}"


def short_day(day: date, today: date) -> str:
    """`Sat` within a week, else `5 Dec`."""
    weekday, number, month, _ = describe(day).split()
    return weekday if 0 <= (day - today).days < 7 else f"{number} {month}"


def distance(day: date, today: date) -> str:
    """`today`, `tomorrow`, `in 12 days`, `3 days ago`."""
    days = (day - today).days
    if days < 0:
        return "yesterday" if days == -1 else f"{-days} days ago"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def _named(said: str, today: date) -> date | None:
    if said in ("today", "tomorrow"):
        return today + timedelta(days=said == "tomorrow")
    found = _place(said, _WEEKDAYS)
    if found is None:
        return None
    return today + timedelta(days=(found - today.weekday() - 1) % 7 + 1)


def _counted(said: str, today: date) -> date | None:
    found = _IN.fullmatch(said)
    if found is None:
        return None
    if found["days"]:
        return today + timedelta(days=int(found["days"]))
    return today + timedelta(days=int(found["count"]) * _UNITS[found["unit"][0]])


def _dated(said: str, today: date) -> date | None:
    found = re.fullmatch(r"(\d{4})[-/ ](\d{1,2})[-/ ](\d{1,2})", said)
    if found:
        return _make(int(found[1]), int(found[2]), int(found[3]))
    words = said.split()
    if len(words) > 2 and _place(words[0], _WEEKDAYS) is not None:
        words = words[1:]
    months = [place for place in (_place(word, _MONTHS) for word in words) if place is not None]
    numbers = [int(n[1]) for n in (re.fullmatch(r"(\d+)(?:st|nd|rd|th)?", w) for w in words) if n]
    if len(months) != 1 or len(numbers) not in (1, 2) or len(words) != 1 + len(numbers):
        return None
    if len(numbers) == 2:
        return _make(numbers[1], months[0] + 1, numbers[0])
    day = _make(today.year, months[0] + 1, numbers[0])
    return _make(today.year + 1, months[0] + 1, numbers[0]) if day and day < today else day


def _place(word: str, names: tuple[str, ...]) -> int | None:
    """Which of the names it is, by at least three letters."""
    if len(word) < 3:
        return None
    return next((place for place, name in enumerate(names) if name.startswith(word)), None)


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
