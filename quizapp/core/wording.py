"""Counts, times and spans as people read them: one way to say each, for screens and commands."""

from collections.abc import Sequence
from datetime import timedelta


def plural(count: int, word: str) -> str:
    """`1 day`, `3 days`."""
    return f"{count:,} {word}{'s' * (count != 1)}"


def listed(words: Sequence[str]) -> str:
    """`a, b and c`; nothing of nothing."""
    if not words:
        return ""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def interval(span: timedelta) -> str:
    """`<1m`, `6m`, `3h`, `4d`, `2.1mo`, `1.3y`."""
    minutes = span.total_seconds() / 60
    if minutes < 1:
        return "<1m"
    if minutes < 59.5:
        return f"{round(minutes)}m"
    if minutes < 23.5 * 60:
        return f"{round(minutes / 60)}h"
    days = minutes / (24 * 60)
    if days < 29.5:
        return f"{round(days)}d"
    return f"{days / 30.4:.1f}mo" if days < 365 else f"{days / 365:.1f}y"


def clock(seconds: float) -> str:
    """`9:05`; never below zero."""
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02}"


def short_time(seconds: float) -> str:
    """`45s`, `3m`, `2.5h`."""
    if seconds < 59.5:
        return f"{seconds:.0f}s"
    return f"{seconds / 60:.0f}m" if seconds < 3570 else f"{seconds / 3600:.1f}h"


def long_time(seconds: float) -> str:
    """`0 min`, `45 min`, `1 h 20`, `130 h`."""
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02}" if minutes < 6000 else f"{minutes // 60:,} h"


def times(count: int) -> str:
    """`once`, `3 times`."""
    return "once" if count == 1 else f"{count} times"
