"""Real pictures in terminals that can show them (Kitty's or Sixel graphics), if the optional
package textual-image is installed; the others get a card's pictures in half cells."""

import sys
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from textual.app import App
from textual.widget import Widget

from quizapp.banks.pictures import picture_at
from quizapp.files import read_limited

_LARGEST = 10_000_000  # bytes
_PIXELS = 20_000_000  # a picture of a few bytes may have more than the memory holds
_MOST = 4  # pictures of one text


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


def open_link(app: App[Any], link: str, root: Path) -> None:
    """Open a page of the web, or one of the bank's own pictures; no other link."""
    found = picture_at(link, root)
    if found is not None:
        app.open_url(found.as_uri())
    elif link.startswith(("https://", "http://")):
        app.open_url(link)


def shown(paths: Iterable[Path]) -> list[Widget]:
    """The pictures of a bank, as well as the terminal can show them; none of those that are no
    picture, are too large, or are drawn in a way that nothing here reads (SVG), and none at all
    before `look_for_graphics`."""
    if "textual_image.widget" not in sys.modules:
        return []
    return [one for path in list(paths)[:_MOST] if (one := _shown(path)) is not None]


def _shown(path: Path) -> Widget | None:
    data, fault = read_limited(path, _LARGEST)
    if fault:
        return None
    widgets, pillow = import_module("textual_image.widget"), import_module("PIL.Image")
    try:
        with pillow.open(BytesIO(data)) as image:
            if image.width * image.height > _PIXELS:
                return None
            image.load()
    except (OSError, ValueError, SyntaxError, pillow.DecompressionBombError):
        return None
    kind = widgets.Image if _graphics() else widgets.HalfcellImage
    one: Widget = kind(BytesIO(data), classes="picture")
    return one
