"""Real pictures in terminals that can show them (Kitty's or Sixel graphics), if the optional
package textual-image is installed; the others get a card's pictures in half cells."""

import asyncio
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from textual import work
from textual.app import App
from textual.containers import VerticalGroup
from textual.content import Content
from textual.widgets import Static

from quizapp.banks.pictures import picture_at
from quizapp.files import read_limited
from quizapp.tui.text import DIM

_LARGEST = 3_000_000  # bytes; of a file that is made to take long each million takes seconds
_PIXELS = 20_000_000  # a picture of a few bytes may have more than the memory holds
_LONGEST = 50  # times its shorter side; one of a line would be scaled to a wall of them
_SCREEN = (1600, 1200)  # dots
_MOST = 4  # pictures of one text
_ONE_BY_ONE = threading.Lock()
# What is in `banks.pictures.SUFFIXES`, whatever its name says: Pillow knows many more, and starts
# a program for some.
_FORMATS = ("PNG", "JPEG", "MPO", "GIF", "WEBP", "BMP", "AVIF")


def look_for_graphics() -> bool:
    """Ask the terminal what it can do; to be called before the app starts.

    textual-image asks when it is imported, on stdin and stdout, which later belong to the app.
    """
    if find_spec("textual_image") is None or not sys.stdout.isatty():
        return False
    try:
        return _graphics()
    except Exception:  # noqa: BLE001 - what a terminal may answer, or that it has no size
        return False


@cache
def _graphics() -> bool:
    renderable, _ = import_module("textual_image.renderable"), import_module("textual_image.widget")
    return renderable.Image in (renderable.SixelImage, renderable.TGPImage)


class Picture(VerticalGroup):
    """A picture out of a file that anybody may have made, decoded beside the app and no larger than
    a screen; what cannot be decoded is a line."""

    DEFAULT_CSS = """
    Picture { height: 16; margin: 1 0; }
    Picture > .picture { width: auto; max-width: 100%; height: 100%; }
    """

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = data

    def on_mount(self) -> None:
        self._draw()

    @work
    async def _draw(self) -> None:
        image = await _beside(self._data)
        if not self.is_attached:
            return
        if image is None:
            self.styles.height = 1
            await self.mount(Static(Content.styled("(no picture that can be drawn)", DIM)))
            return
        widgets = import_module("textual_image.widget")
        kind = widgets.Image if _graphics() else widgets.HalfcellImage
        await self.mount(kind(image, classes="picture"))


def picture(png: bytes) -> Picture | None:
    """A widget that shows the picture, None where that was not found to be possible."""
    if not png or "textual_image.widget" not in sys.modules or not _graphics():
        return None
    return Picture(png)


def open_link(app: App[Any], link: str, root: Path) -> None:
    """Open a page of the web, or one of the bank's own pictures; no other link."""
    found = picture_at(link, root)
    if found is not None:
        app.open_url(found.as_uri())
    elif link.startswith(("https://", "http://")):
        app.open_url(link)


def shown(paths: Iterable[Path]) -> list[Picture]:
    """The pictures of a bank, as well as the terminal can show them; none that is too large, or
    drawn in a way that nothing here reads (SVG), and none at all before `look_for_graphics`."""
    if "textual_image.widget" not in sys.modules:
        return []
    drawn = [path for path in paths if path.suffix.lower() != ".svg"]
    read = (read_limited(path, _LARGEST) for path in drawn[:_MOST])
    return [Picture(data) for data, fault in read if not fault]


async def _beside(data: bytes) -> Any:
    """What `_decoded` gives, out of a thread for which nobody has to wait, not even who leaves; one
    after the other, as they hinder the keys."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Any] = loop.create_future()

    def tell(image: Any) -> None:
        if not done.cancelled():
            done.set_result(image)

    def decode() -> None:
        with _ONE_BY_ONE:
            image = None if done.cancelled() else _decoded(data)  # its card may have gone
        with suppress(RuntimeError):  # the app has ended
            loop.call_soon_threadsafe(tell, image)

    threading.Thread(target=decode, daemon=True).start()
    return await done


def _opened(data: bytes) -> Any:
    """Pillow's image, its dots not yet decoded; None if it is none of `_FORMATS` or too large."""
    pillow = import_module("PIL.Image")
    pillow.init()
    try:
        image = pillow.open(BytesIO(data), formats=[one for one in _FORMATS if one in pillow.OPEN])
        width, height = image.size
    except Exception:  # noqa: BLE001 - whatever a decoder makes of a stranger's file
        return None
    fits = width * height <= _PIXELS and max(width, height) <= _LONGEST * min(width, height)
    return image if fits else None


def _decoded(data: bytes) -> Any:
    """An image of the size of a screen; None if it cannot be read."""
    image = _opened(data)
    if image is None:
        return None
    try:
        image.draft("RGB", _SCREEN)
        clear = image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info
        image = image.convert("RGBA" if clear else "RGB")
        image.thumbnail(_SCREEN)
    except Exception:  # noqa: BLE001
        return None
    return image
