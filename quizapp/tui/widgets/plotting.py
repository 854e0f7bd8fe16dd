"""Lines, points and bars as text, by plotext.

plotext takes few odd numbers well: bars on a logarithmic axis, 1e308 beside -1e308, and numbers
that differ in their last digits stop it. So it is given places between 1 and 2, and the words
that stand at its ticks.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil, floor, isfinite, log10
from typing import Any, NamedTuple

from quizapp.core.printable import printable
from quizapp.core.run import Axes, Series

Rgb = tuple[int, int, int]
_LINE_MARKS = ("braille", "•", "x", "+", "o")
_POINT_MARKS = ("•", "x", "o", "+", "*")
_SMALLEST = (16, 7)  # cells; below there is no room for ticks
_POINTS = 2_000  # of one plot: more take plotext longer than a frame, and are not seen
_BARS = 100
_SERIES = 40
_NAMED = 8  # so many bars have their own place under them


class Look(NamedTuple):
    """The colors of a plot; the series take turns with `series`."""

    surface: Rgb
    text: Rgb
    series: Sequence[Rgb]


class Scale:
    """Turns numbers into places between 1 and 2, evenly or by their logarithm."""

    def __init__(self, values: Iterable[float], log: bool) -> None:
        self._log = log
        found = [log10(value) if log else value for value in values]
        # divided by the largest, no difference between two of them overflows
        self._unit = max(map(abs, found), default=0.0) or 1.0
        self._low, self._high = min(found) / self._unit, max(found) / self._unit
        if self._high - self._low < 1e-14:
            self._low, self._high = self._low - 0.5, self._high + 0.5

    def place(self, value: float) -> float:
        scaled = (log10(value) if self._log else value) / self._unit
        return 1 + (scaled - self._low) / (self._high - self._low)

    def ticks(self, count: int) -> tuple[list[float], list[str]]:
        """The places of some round numbers, or of numbers at even distances; and their names."""
        marks = self._decades(count) if self._log else []
        if not marks:
            step = (self._high - self._low) / (count - 1)
            marks = [self._low + at * step for at in range(count)]
        places = [1 + (mark - self._low) / (self._high - self._low) for mark in marks]
        return places, short_names([self._number(mark) for mark in marks])

    def _decades(self, count: int) -> list[float]:
        first, last = ceil(self._low * self._unit - 1e-9), floor(self._high * self._unit + 1e-9)
        step = max(1, -(-(last - first) // count))
        found = [whole / self._unit for whole in range(first, last + 1, step)]
        return found if len(found) > 1 else []

    def _number(self, mark: float) -> float:
        value = mark * self._unit
        return 10.0 ** min(308.0, value) if self._log else value


def short_names(values: Sequence[float]) -> list[str]:
    """Numbers in as few digits as still tell them apart, four at least."""
    for digits in range(4, 18):
        names = [f"{value:.{digits}g}" for value in values]
        if len(set(names)) == len(set(values)):
            break
    return names if values else []


def drawable(axes: Axes) -> list[Series]:
    """The series that are no images, with those points that can be drawn: finite, and above 0 on
    a logarithmic axis."""
    found = []
    for series in axes.series:
        points = [
            (x, y)
            for x, y in zip(series.x, series.y, strict=False)
            if isfinite(x) and isfinite(y)
            if (x > 0 or not axes.x_log) and (y > 0 or not axes.y_log)
        ]
        if points and series.kind != "image":
            x, y = [x for x, _ in points], [y for _, y in points]
            found.append(Series(series.kind, x, y, label=series.label))
    return found


def plotted(axes: Axes, width: int, height: int, look: Look) -> str:
    """The plot as text with colors (ANSI), in `height` lines of `width` cells; empty where it
    cannot be drawn: nothing in it, or no room."""
    found = drawable(axes)
    drawn = [_thin(series, len(found)) for series in found[:_SERIES]]
    if not drawn or width < _SMALLEST[0] or height < _SMALLEST[1]:
        return ""
    import plotext

    plotext.clear_figure()
    plotext.limit_size(False, False)
    plotext.plot_size(width, height)
    plotext.canvas_color(look.surface)
    plotext.axes_color(look.surface)
    plotext.ticks_color(look.text)
    _draw(plotext, axes, drawn, look)
    more = f" (the first {_SERIES} of {len(found)})" if len(found) > _SERIES else ""
    plotext.title((_line(axes.title) or "plot") + more)
    plotext.xlabel(_line(axes.x_label))
    plotext.ylabel(_line(axes.y_label))
    return str(plotext.build())


def _thin(series: Series, count: int) -> Series:
    """A part of a series with very many points; so many bars are a line."""
    step = max(1, len(series.x) * count // _POINTS)
    kind = "line" if series.kind == "bar" and len(series.x) > _BARS else series.kind
    return Series(kind, series.x[::step], series.y[::step], label=series.label)


def _draw(plot: Any, axes: Axes, drawn: Sequence[Series], look: Look) -> None:
    bars = [series for series in drawn if series.kind == "bar"]
    tops = [y for series in drawn for y in series.y]
    ground = max(min(tops) / 2, 5e-324) if axes.y_log else 0.0  # half the least: a bar is seen
    across = Scale([x for series in drawn for x in series.x], axes.x_log)
    up = Scale([*tops, ground] if bars else tops, axes.y_log)
    centers = sorted({across.place(x) for series in bars for x in series.x})
    gap = min((b - a for a, b in pairwise(centers)), default=0.5)
    half = 0.4 * max(gap, 0.004)
    for at, series in enumerate(drawn):
        several = f"{series.kind} {at + 1}" if len(drawn) > 1 else None
        how = {
            "label": _line(series.label) or several,
            "color": look.series[at % len(look.series)],
        }
        x, y = [across.place(one) for one in series.x], [up.place(one) for one in series.y]
        if series.kind == "bar":
            _bars(plot, list(zip(x, y, strict=True)), half, up.place(ground), how)
        elif series.kind == "scatter" or len(x) == 1:
            plot.scatter(x, y, marker=_POINT_MARKS[at % len(_POINT_MARKS)], **how)
        else:
            plot.plot(x, y, marker=_LINE_MARKS[at % len(_LINE_MARKS)], **how)
    edge = half if bars else 0.0
    plot.xlim(1 - edge, 2 + edge)
    plot.ylim(1, 2)
    places = sorted({x for series in bars for x in series.x})
    named = len(bars) == len(drawn) and len(places) <= _NAMED
    ticks = [across.place(x) for x in places], short_names(places)
    plot.xticks(*(ticks if named else across.ticks(5)))
    plot.yticks(*up.ticks(7))


def _bars(
    plot: Any,
    tops: Sequence[tuple[float, float]],
    half: float,
    base: float,
    how: dict[str, Any],
) -> None:
    for x, top in tops:
        if top != base:
            sides = [x - half, x + half]
            plot.rectangle(sides, [base, top], marker="sd", fill=True, **how)
            how = {**how, "label": None}


def _line(text: str) -> str | None:
    return " ".join(printable(text).split()) or None
