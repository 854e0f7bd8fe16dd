"""Bars and curves out of block characters; every picture stands beside its numbers."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from textual.content import Content

from quizapp.tui.text import DIM

_LEVELS = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[float], low: float = 0.0, high: float | None = None) -> str:
    """One cell a value, eight heights between `low` and `high` (the largest value if None)."""
    top = high if high is not None else max(values, default=0.0)
    span = (top - low) or 1.0
    return "".join(_LEVELS[min(7, max(0, int((value - low) / span * 8)))] for value in values)


def columns(values: Sequence[float], height: int, high: float | None = None) -> list[str]:
    """Upright bars, one cell wide each, as `height` lines from the top; a value that is not 0
    shows at least a sliver."""
    top = (high if high is not None else max(values, default=0.0)) or 1.0
    eighths = [max(1 if value > 0 else 0, round(value / top * height * 8)) for value in values]
    rows: list[str] = []
    for level in range(height - 1, -1, -1):
        cells = [min(8, max(0, part - level * 8)) for part in eighths]
        rows.append("".join(_LEVELS[cell - 1] if cell else " " for cell in cells))
    return rows


def squeeze(values: Sequence[float], width: int) -> list[float]:
    """At most `width` values: means of runs of equal length, so that a curve fits."""
    if len(values) <= width or width < 1:
        return list(values)
    edges = [round(at * len(values) / width) for at in range(width + 1)]
    runs = [values[start:end] for start, end in pairwise(edges)]
    return [sum(run) / len(run) for run in runs]


_FEW_WEEKS = 8
_DAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
_HEAT = (
    ("·", "$foreground 30%"),
    ("░", "$accent 70%"),
    ("▒", "$accent 80%"),
    ("▓", "$accent 90%"),
    ("█", "$accent"),
)


def heatmap(counts: Mapping[date, int], today: date, width: int) -> list[Content]:
    """A calendar: a column per week, the last one with `today`, a row per weekday; darker where
    more was answered. Levels are quarters of the busiest day shown. Weeks before the first answer
    are left out, but for a few."""
    first = min((day for day, count in counts.items() if count), default=today)
    weeks = min(53, max(_FEW_WEEKS, (today - first).days // 7 + 2))
    cell = 2 if width >= 4 + 2 * weeks else 1
    weeks = max(1, min(weeks, (width - 4) // cell))
    monday = today - timedelta(days=today.weekday() + 7 * (weeks - 1))
    shown = [counts.get(monday + timedelta(days=at), 0) for at in range(weeks * 7)]
    busiest = max(shown) or 1
    lines = [Content.styled("    " + _months(monday, weeks, cell), DIM)]
    for row, name in enumerate(_DAYS):
        parts: list[Content | tuple[str, str]] = [(f"{name:<4}", DIM)]
        for week in range(weeks):
            if monday + timedelta(days=week * 7 + row) <= today:
                sign, style = _HEAT[_level(shown[week * 7 + row], busiest)]
                parts.append((sign + " " * (cell - 1), style))
        lines.append(Content.assemble(*parts))
    return lines


def _level(count: int, busiest: int) -> int:
    return 0 if count == 0 else 1 + min(3, count * 4 // (busiest + 1))


def _months(monday: date, weeks: int, cell: int) -> str:
    """The months' names above the weeks in which they begin, where there is room."""
    line = ""
    for week in range(weeks):
        days = [monday + timedelta(days=week * 7 + day) for day in range(7)]
        first = next((day for day in days if day.day == 1), None)
        if first is not None and len(line) <= week * cell:
            line = f"{line:<{week * cell}}{first:%b} "
    return line[: weeks * cell]
