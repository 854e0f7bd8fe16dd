"""The matplotlib backend of a run: `plt.show()` sends the figure to the app, data and picture.

Chosen by MPLBACKEND and imported by matplotlib itself. Built on Agg, so that whatever else a
script does with its canvas works as it does without a display.
"""

import io
import sys
from typing import Any

from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg

from quizapp.core.run import Axes, Figure, Series
from quizapp.runner.inside import child
from quizapp.runner.protocol import Drawn

_POINTS = 5_000  # of one series
_PICTURE = 1 << 20  # bytes
_RESOLUTIONS = (100, 60, 30)  # dots per inch, tried until the picture is small enough
_FIGURES = 20  # of one run


class FigureManager(FigureManagerBase):
    """Shows a figure by sending it off."""

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """As a window would on being closed, showing takes the figures off pyplot's list."""
        for manager in Gcf.get_all_fig_managers():
            manager.show()
        Gcf.destroy_all()

    def show(self) -> None:
        send(self.canvas.figure)


class FigureCanvas(FigureCanvasAgg):
    manager_class = FigureManager


_sent = 0


def send(figure: Any) -> None:
    """Send a matplotlib figure to the app. Beyond so many of one run nothing more is sent."""
    global _sent
    if _sent < _FIGURES:
        _sent += 1
        sys.stdout.flush()
        child.send(Drawn(Figure([_axes(axes) for axes in figure.axes], _picture(figure))))


def _picture(figure: Any) -> bytes:
    for resolution in _RESOLUTIONS:
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=resolution)
        if buffer.tell() <= _PICTURE:
            return buffer.getvalue()
    return b""


def _axes(axes: Any) -> Axes:
    series = [_line(line) for line in axes.get_lines()]
    series += [_scatter(points) for points in axes.collections if len(points.get_offsets()) > 0]
    series += [_bars(container) for container in axes.containers if hasattr(container, "patches")]
    series += [_image(image) for image in axes.get_images()]
    return Axes(
        [one for one in series if one.x or one.z],
        axes.get_title(),
        axes.get_xlabel(),
        axes.get_ylabel(),
        axes.get_xscale() == "log",
        axes.get_yscale() == "log",
    )


def _line(line: Any) -> Series:
    x, y = line.get_xdata(orig=False), line.get_ydata(orig=False)
    return Series("line", _numbers(x), _numbers(y), label=_label(line))


def _scatter(points: Any) -> Series:
    offsets = points.get_offsets()
    return Series("scatter", _numbers(offsets[:, 0]), _numbers(offsets[:, 1]), label=_label(points))


def _bars(container: Any) -> Series:
    bars = container.patches
    x = [bar.get_x() + bar.get_width() / 2 for bar in bars]
    return Series(
        "bar", _numbers(x), _numbers(bar.get_height() for bar in bars), label=_label(container)
    )


def _image(image: Any) -> Series:
    rows = image.get_array()
    if rows.ndim == 3:
        rows = rows.mean(axis=2)
    step = max(1, max(rows.shape) // 128)
    return Series("image", z=[_numbers(row) for row in rows[::step, ::step]], label=_label(image))


def _numbers(values: Any) -> list[float]:
    """As plain floats, thinned out to a number that a screen can show."""
    numbers = [float(value) for value in values]
    return numbers[:: len(numbers) // _POINTS + 1]


def _label(artist: Any) -> str:
    """matplotlib marks labels of its own making with an underscore."""
    label = str(artist.get_label())
    return "" if label.startswith("_") else label
