"""A snippet's matplotlib figure in the terminal: drawn anew from its data, or as its picture."""

from collections.abc import Iterator, Sequence
from math import isfinite

from rich.text import Text
from textual.app import ComposeResult
from textual.color import Color
from textual.containers import VerticalGroup
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from quizapp.core.printable import printable
from quizapp.core.run import Axes, Figure, Series
from quizapp.tui.pictures import picture
from quizapp.tui.text import DIM
from quizapp.tui.widgets.plotting import Look, drawable, plotted

_COLORS = ("accent", "primary", "success", "error", "secondary")
_SHADES = " ░▒▓█"
_IMAGE_ROWS = 24


class FigureView(VerticalGroup):
    """Keeps to the width it is given. plotext is imported when a figure is shown."""

    DEFAULT_CSS = """
    FigureView { height: auto; background: $surface; padding: 0 1; margin: 1 0 0 0; }
    FigureView > .plot { height: 16; max-width: 100; }
    FigureView > Picture { height: 20; margin: 0; }
    FigureView > Static { height: auto; }
    """

    def __init__(self, figure: Figure, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._figure = figure

    def compose(self) -> ComposeResult:
        shown = picture(self._figure.png)
        if shown is not None:
            yield shown
            return
        if not self._figure.axes:
            yield Static(Content.styled("(an empty figure)", DIM))
        for axes in self._figure.axes:
            yield from self._axes(axes)

    def _axes(self, axes: Axes) -> Iterator[Widget]:
        images = [one for one in axes.series if one.kind == "image" and any(one.z)]
        for image in images:
            yield ImageView(image, _title(axes))
        if drawable(axes):
            yield PlotView(axes, classes="plot")
        elif not images:
            yield Static(Content.styled(f"{_title(axes)}: nothing to draw", DIM))


class PlotView(Widget):
    """Lines, points and bars, drawn anew for each size and theme."""

    DEFAULT_CSS = "PlotView { width: 1fr; height: 16; }"

    def __init__(self, axes: Axes, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._axes = axes

    def render(self) -> Content:
        colors = self.app.theme_variables
        series = [_rgb(colors[name]) for name in _COLORS]
        look = Look(_rgb(colors["surface"]), _rgb(colors["foreground"]), series)
        text = plotted(self._axes, self.size.width, self.size.height, look)
        if not text:
            said = f"{_title(self._axes)}: cannot be drawn here; there is too little room"
            return Content.styled(said, DIM)
        return Content.from_rich_text(Text.from_ansi(text))


def _rgb(color: str) -> tuple[int, int, int]:
    return Color.parse(color).rgb


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
    """An image in lines of at most `width` cells; what is no number is shown as `?`."""
    columns = max(map(len, rows))
    cells = 2 if columns * 2 <= width else 1
    step = max(1, -(-columns * cells // max(1, width)), -(-len(rows) // _IMAGE_ROWS))
    kept = [row[::step] for row in rows[::step]]
    values = [value for row in kept for value in row if isfinite(value)]
    low, high = min(values, default=0.0), max(values, default=0.0)
    unit = max(abs(low), abs(high)) or 1.0  # divided by it, no difference overflows
    span = (high / unit - low / unit) or 1.0

    def shade(value: float) -> str:
        if not isfinite(value):
            return "?"
        return _SHADES[min(4, int((value / unit - low / unit) / span * 5))]

    lines = [Content.styled(title, "bold")] if title else []
    lines += [Content("".join(shade(value) * cells for value in row)) for row in kept]
    thinned = f", one pixel in {step}" if step > 1 else ""
    scale = f"{len(rows)} × {columns}{thinned}; blank is {low:.3g}, full {high:.3g}"
    return [*lines, Content.styled(scale, DIM)]


def _title(axes: Axes) -> str:
    return printable(axes.title) or "plot"
