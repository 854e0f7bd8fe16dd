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

from quizapp.core.run import AXES, FIGURES, IMAGE_SIDE, LABEL, POINTS, SERIES, Axes, Figure, Series
from quizapp.runner.inside import child
from quizapp.runner.messages import EXTRA_SIZE, Drawn, frame

_PICTURE = EXTRA_SIZE // 2  # bytes
_RESOLUTIONS = (100, 60, 30)  # dots per inch, tried until the picture is small enough
# Points of a series and the side of an image, tried until the whole figure is small enough.
_DETAILS = ((POINTS, IMAGE_SIDE), (500, 64), (100, 32))


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


def begin_anew() -> None:
    """Count the figures of another run in the same process."""
    global _sent
    _sent = 0


def send(figure: Any) -> None:
    """Send a matplotlib figure to the app. Of the one that is above their number, an empty one
    goes off to tell of it, and nothing of those after it."""
    global _sent
    _sent += 1
    if _sent <= FIGURES:
        sys.stdout.flush()
        child.send(Drawn(_thinned(figure)))
    elif _sent == FIGURES + 1:
        child.send(Drawn(Figure([])))


def _thinned(figure: Any) -> Figure:
    """As much of its data as one message can hold, and its picture."""
    picture = _picture(figure)
    for points, side in _DETAILS:
        found = Figure([_axes(axes, points, side) for axes in figure.axes[:AXES]], picture)
        if len(frame(Drawn(found))) <= EXTRA_SIZE:
            return found
    return Figure([], picture)


def _picture(figure: Any) -> bytes:
    for resolution in _RESOLUTIONS:
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=resolution)
        if buffer.tell() <= _PICTURE:
            return buffer.getvalue()
    return b""


def _axes(axes: Any, points: int, side: int) -> Axes:
    """Its data, in no more than so many points a series, and rows and columns an image."""
    series = [_line(line, points) for line in axes.get_lines()]
    series += [_scatter(dots, points) for dots in axes.collections if len(dots.get_offsets()) > 0]
    series += [_bars(bars, points) for bars in axes.containers if hasattr(bars, "patches")]
    series += [_image(image, side) for image in axes.get_images()]
    return Axes(
        [one for one in series if one.x or one.z][:SERIES],
        _text(axes.get_title()),
        _text(axes.get_xlabel()),
        _text(axes.get_ylabel()),
        axes.get_xscale() == "log",
        axes.get_yscale() == "log",
    )


def _line(line: Any, points: int) -> Series:
    x, y = line.get_xdata(orig=False), line.get_ydata(orig=False)
    return Series("line", _numbers(x, points), _numbers(y, points), label=_label(line))


def _scatter(dots: Any, points: int) -> Series:
    offsets = dots.get_offsets()
    x, y = offsets[:, 0], offsets[:, 1]
    return Series("scatter", _numbers(x, points), _numbers(y, points), label=_label(dots))


def _bars(container: Any, points: int) -> Series:
    bars = _thin(container.patches, points)
    x = [float(bar.get_x() + bar.get_width() / 2) for bar in bars]
    return Series("bar", x, [float(bar.get_height()) for bar in bars], label=_label(container))


def _image(image: Any, side: int) -> Series:
    rows = image.get_array()
    if rows.ndim == 3:
        rows = rows.mean(axis=2)
    step = -(-max(rows.shape) // side) or 1
    z = [[float(value) for value in row] for row in rows[::step, ::step]]
    return Series("image", z=z, label=_label(image))


def _numbers(values: Any, points: int) -> list[float]:
    return [float(value) for value in _thin(values, points)]


def _thin(values: Any, most: int) -> Any:
    """Each so manyth of them, so that no more than `most` are left."""
    return values[:: -(-len(values) // most) or 1]


def _label(artist: Any) -> str:
    """matplotlib marks labels of its own making with an underscore."""
    label = str(artist.get_label())
    return "" if label.startswith("_") else _text(label)


def _text(words: str) -> str:
    return words[:LABEL].encode("utf-8", "replace").decode()
