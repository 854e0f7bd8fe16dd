"""Real pictures in terminals that can show them (Kitty's or Sixel graphics), if the optional
package textual-image is installed."""

import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO

from textual.widget import Widget


def look_for_graphics() -> bool:
    """Ask the terminal what it can do; to be called before the app starts.

    textual-image asks when it is imported, on stdin and stdout, which later belong to the app.
    """
    if find_spec("textual_image") is None or not sys.stdout.isatty():
        return False
    return _graphics()


@cache
def _graphics() -> bool:
    renderable, _ = import_module("textual_image.renderable"), import_module("textual_image.widget")
    return renderable.Image in (renderable.SixelImage, renderable.TGPImage)


def picture(png: bytes) -> Widget | None:
    """A widget that shows the picture, None where that was not found to be possible."""
    if not png or "textual_image.widget" not in sys.modules or not _graphics():
        return None
    shown: Widget = import_module("textual_image.widget").Image(BytesIO(png))
    return shown
