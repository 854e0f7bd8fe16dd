"""A snippet's matplotlib figure in the terminal: drawn anew from its data, or as its picture."""

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any

from textual.app import ComposeResult
from textual.color import Color
from textual.containers import VerticalGroup
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from quizapp.core.printable import printable
from quizapp.core.run import Axes, Figure, Series
from quizapp.tui.pictures import picture

_COLORS = ("accent", "primary", "success", "error", "secondary")
_LINE_MARKS = ("braille", "•", "x", "+", "o")
_POINT_MARKS = ("•", "x", "o", "+", "*")
_SHADES = " ░▒▓█"
_IMAGE_ROWS = 24


class FigureView(VerticalGroup):
    """Keeps to the width it is given. The plotting library is imported when a figure is shown."""

    DEFAULT_CSS = """
    FigureView { height: auto; background: $surface; padding: 0 1; margin: 1 0 0 0; }
    FigureView > .plot { height: 16; max-width: 100; }
    FigureView > .picture { width: auto; max-width: 100%; height: 20; }
    FigureView > Static { height: auto; }
    """

    def __init__(self, figure: Figure, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._figure = figure

    def compose(self) -> ComposeResult:
        shown = picture(self._figure.png)
        if shown is not None:
            shown.add_class("picture")
            yield shown
            return
        if not self._figure.axes:
            yield Static(Content.styled("(an empty figure)", "$foreground 65%"))
        for axes in self._figure.axes:
            yield from self._axes(axes)

    def _axes(self, axes: Axes) -> Iterator[Widget]:
        images = [one for one in axes.series if one.kind == "image" and one.z]
        drawn = [one for one in (_clean(s, axes) for s in axes.series) if one.x]
        for image in images:
            yield ImageView(image, _title(axes))
        if drawn:
            yield self._plot(axes, drawn)
        elif not images:
            yield Static(Content.styled(f"{_title(axes)}: nothing to draw", "$foreground 65%"))

    def _plot(self, axes: Axes, drawn: Sequence[Series]) -> Widget:
        from textual_plotext import PlotextPlot

        widget: Widget = PlotextPlot(classes="plot")
        colors = [self._color(_COLORS[at % len(_COLORS)]) for at in range(len(drawn))]
        draw(widget.plt, axes, drawn, colors)  # type: ignore[attr-defined]
        return widget

    def _color(self, name: str) -> tuple[int, int, int]:
        return Color.parse(self.app.theme_variables[name]).rgb


def draw(
    plot: Any, axes: Axes, drawn: Sequence[Series], colors: Sequence[tuple[int, int, int]]
) -> None:
    """Put the series on a plotext figure; each has its own mark as well as its own color."""
    several = len(drawn) > 1
    for at, (series, color) in enumerate(zip(drawn, colors, strict=True)):
        label = printable(series.label) or (f"{series.kind} {at + 1}" if several else None)
        how = {"color": color, "label": label}
        if series.kind == "bar":
            plot.bar(_names(series.x), series.y, **how)
        elif series.kind == "scatter" or len(series.x) == 1:
            marker = _POINT_MARKS[at % len(_POINT_MARKS)]
            plot.scatter(series.x, series.y, marker=marker, **how)
        else:
            plot.plot(series.x, series.y, marker=_LINE_MARKS[at % len(_LINE_MARKS)], **how)
    plot.title(_title(axes))
    plot.xlabel(printable(axes.x_label))
    plot.ylabel(printable(axes.y_label))
    if axes.x_log:
        plot.xscale("log")
    if axes.y_log:
        plot.yscale("log")


def _names(places: Sequence[float]) -> Sequence[str | float]:
    """Bars' places in few digits, unless two of them then look the same."""
    short = [f"{place:.3g}" for place in places]
    return short if len(set(short)) == len(short) else places


class ImageView(Static):
    """The rows of an image as shades, with what the darkest and lightest are."""

    DEFAULT_CSS = "ImageView { height: auto; width: 1fr; }"

    def __init__(self, series: Series, title: str) -> None:
        super().__init__()
        self._series = series
        self._title = title

    def on_mount(self) -> None:
        self.on_resize()

    def on_resize(self) -> None:
        width = self.size.width or 40
        self.update(Content("\n").join(shades(self._series.z, width, self._title)))


def shades(rows: Sequence[Sequence[float]], width: int, title: str = "") -> list[Content]:
    """An image in lines of at most `width` cells; NaN is shown as `?`."""
    cells = 2 if len(rows[0]) * 2 <= width else 1
    step = max(1, -(-len(rows[0]) * cells // max(1, width)), -(-len(rows) // _IMAGE_ROWS))
    kept = [row[::step] for row in rows[::step]]
    values = [value for row in kept for value in row if isfinite(value)]
    low, high = min(values, default=0.0), max(values, default=0.0)
    span = (high - low) or 1.0

    def shade(value: float) -> str:
        return _SHADES[min(4, int((value - low) / span * 5))] if isfinite(value) else "?"

    lines = [Content.styled(title, "bold")] if title else []
    lines += [Content("".join(shade(value) * cells for value in row)) for row in kept]
    thinned = f", one pixel in {step}" if step > 1 else ""
    scale = f"{len(rows)} × {len(rows[0])}{thinned}; blank is {low:.3g}, full {high:.3g}"
    return [*lines, Content.styled(scale, "$foreground 65%")]


def _title(axes: Axes) -> str:
    return printable(axes.title) or "plot"


def _clean(series: Series, axes: Axes) -> Series:
    """Only the points that can be drawn: finite, and above 0 on a logarithmic axis."""
    points = [
        (x, y)
        for x, y in zip(series.x, series.y, strict=False)
        if isfinite(x) and isfinite(y) and (x > 0 or not axes.x_log) and (y > 0 or not axes.y_log)
    ]
    return Series(series.kind, [x for x, _ in points], [y for _, y in points], label=series.label)
