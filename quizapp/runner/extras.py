"""What a run says beside its output, read where it arrives: a script may write there, too."""

import json
from typing import Literal

import msgspec

from quizapp.core.run import (
    AXES,
    BASES,
    IMAGE_SIDE,
    LABEL,
    MESSAGE,
    NAME,
    POINTS,
    SERIES,
    Axes,
    Figure,
    Raised,
    Series,
)
from quizapp.runner.messages import Drawn, Extra, MemoryRefused, Uncaught


class _Said(msgspec.Struct):
    type: Literal["MemoryRefused", "Drawn", "Uncaught"]
    figure: Figure | None = None
    raised: Raised | None = None


def read_extra(body: bytes) -> Extra | None:
    """The message; None where it makes no sense, or is above the bounds of core/run.py."""
    try:
        # Not by msgspec: a figure may have NaN in it.
        said = msgspec.convert(json.loads(body), _Said)
    except (msgspec.ValidationError, ValueError, RecursionError):
        return None
    match said:
        case _Said("MemoryRefused", None, None):
            return MemoryRefused()
        case _Said("Drawn", Figure() as figure, None) if _is_shown(figure):
            return Drawn(figure)
        case _Said("Uncaught", None, Raised() as raised) if _is_told(raised):
            return Uncaught(raised)
    return None


def _is_shown(figure: Figure) -> bool:
    return len(figure.axes) <= AXES and all(map(_is_axes, figure.axes))


def _is_axes(axes: Axes) -> bool:
    labels = (axes.title, axes.x_label, axes.y_label)
    return (
        len(axes.series) <= SERIES
        and all(_is_text(label, LABEL) for label in labels)
        and all(map(_is_series, axes.series))
    )


def _is_series(series: Series) -> bool:
    return (
        max(len(series.x), len(series.y)) <= POINTS
        and len(series.z) <= IMAGE_SIDE
        and all(len(row) <= IMAGE_SIDE for row in series.z)
        and _is_text(series.label, LABEL)
    )


def _is_told(raised: Raised) -> bool:
    names = (raised.name, *raised.bases)
    return (
        bool(raised.name)
        and len(raised.bases) <= BASES
        and all(_is_text(name, NAME) for name in names)
        and _is_text(raised.message, MESSAGE)
    )


def _is_text(text: str, longest: int) -> bool:
    """No longer than that, and no half of a surrogate pair, which no terminal can show."""
    return len(text) <= longest and not any("\ud800" <= sign <= "\udfff" for sign in text)
