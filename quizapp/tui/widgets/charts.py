"""Bars and curves out of block characters; every picture stands beside its numbers."""

from collections.abc import Sequence
from itertools import pairwise

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LEVELS = "▁▂▃▄▅▆▇█"


def block_bar(share: float, width: int) -> str:
    """A bar full to a share of its width, at eighths of a cell; the rest is a thin line."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    full, part = divmod(eighths, 8)
    shown = "█" * full + (_EIGHTHS[part] if part else "")
    return shown + "▁" * (width - len(shown))


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
