"""Loaded into a runner's server, it moves the clock: what its runs print must not hang on the date.

Only what scripts ask for the time moves; clocks that measure (`time.monotonic`, `perf_counter`) are
left alone, and so are libraries that were loaded before.
"""

import datetime
import time
from typing import Any

SHIFT = 400 * 86_400 + 5 * 3_600 + 7 * 60  # seconds: another year, month, weekday, hour

# No newer than the oldest Python that may run snippets.
_UTC = datetime.timezone.utc  # noqa: UP017
_time, _time_ns = time.time, time.time_ns


def _now() -> float:
    return _time() + SHIFT


class _Like(type):
    """Instances of the class that another one stands for count as its own."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, cls.__mro__[1])


class _Date(datetime.date, metaclass=_Like):
    @classmethod
    def today(cls) -> Any:
        return _true_date.fromtimestamp(_now())


class _Datetime(datetime.datetime, metaclass=_Like):
    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> Any:
        return _true_datetime.fromtimestamp(_now(), tz)

    @classmethod
    def today(cls) -> Any:
        return _true_datetime.fromtimestamp(_now())

    @classmethod
    def utcnow(cls) -> Any:
        return _true_datetime.fromtimestamp(_now(), _UTC).replace(tzinfo=None)


_true_datetime = datetime.datetime
_true_date = datetime.date


def _of_now(function: Any) -> Any:
    """A function of `time` that takes seconds, with the moved clock where none are given."""
    return lambda seconds=None: function(_now() if seconds is None else seconds)


def move() -> None:
    """Move the clocks of this process."""
    strftime, localtime = time.strftime, _of_now(time.localtime)
    time.time, time.time_ns = _now, lambda: _time_ns() + SHIFT * 10**9
    for name in ("localtime", "gmtime", "ctime"):
        setattr(time, name, _of_now(getattr(time, name)))
    time.strftime = lambda form, moment=None: strftime(form, moment or localtime())
    _Date.__name__ = _Date.__qualname__ = "date"
    _Datetime.__name__ = _Datetime.__qualname__ = "datetime"
    datetime.date, datetime.datetime = _Date, _Datetime  # type: ignore[misc]


move()
