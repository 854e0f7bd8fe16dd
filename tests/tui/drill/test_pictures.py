"""A card's pictures, opened by a key or the mouse: those of its bank and no other file."""

import struct
import subprocess
import sys
import threading
import zlib
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
from PIL import Image
from textual.widgets import Static

from quizapp.banks.pictures import picture_at, pictures_in
from quizapp.study.services import Services
from quizapp.tui.drill.drill_screen import DrillScreen
from quizapp.tui.pictures import Picture, _decoded, look_for_graphics, shown
from quizapp.tui.widgets.key_bar import KeyBar
from tests.tui.conftest import Opened
from tests.tui.waiting import until


@pytest.fixture
def heart(bank_root: Path) -> Path:
    folder = bank_root / "pictures" / "deck"
    folder.mkdir(parents=True)
    (folder / "answer.png").write_bytes(b"x")
    (folder / "heart.png").write_bytes(b"x")
    return folder / "heart.png"


async def test_p_opens_what_is_shown_and_not_the_answers_pictures_before_it_is(
    opened: Opened, services: Services, heart: Path
) -> None:
    entry = services.collection.entries["mini/flash"]
    card = msgspec.structs.replace(
        entry.card,
        question="Which? ![picture: heart.png](pictures/deck/heart.png)",
        answer="![picture: answer.png](pictures/deck/answer.png)",
    )
    services.collection.entries["mini/flash"] = msgspec.structs.replace(entry, card=card)
    async with opened("mini/flash") as pilot:
        urls: list[str] = []
        pilot.app.open_url = lambda url, **_: urls.append(url)  # type: ignore[method-assign]
        await pilot.press("p")
        await until(pilot, lambda: urls == [heart.as_uri()])
        await pilot.press("space")
        screen = pilot.app.screen
        assert isinstance(screen, DrillScreen)
        await until(pilot, lambda: screen.view is not None and screen.view.revealed)
        await pilot.press("p")
        await until(pilot, lambda: urls[-1] == heart.with_name("answer.png").as_uri())


async def test_the_key_for_pictures_is_in_the_footer_of_a_usual_terminal(
    opened: Opened, services: Services, heart: Path
) -> None:
    entry = services.collection.entries["mini/choice"]
    card = msgspec.structs.replace(entry.card, question="![heart](pictures/deck/heart.png)")
    services.collection.entries["mini/choice"] = msgspec.structs.replace(entry, card=card)
    async with opened("mini/choice", size=(80, 24)) as pilot:
        footer = pilot.app.screen.query_one(KeyBar).query_one(Static)
        await until(pilot, lambda: "p picture" in str(footer.render()))


async def test_without_a_picture_there_is_no_such_key(opened: Opened) -> None:
    async with opened("mini/flash") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, DrillScreen)
        assert not screen.check_action("picture", ())
        assert screen.check_action("flag", ())


def test_only_pictures_of_the_bank_are_found(bank_root: Path, heart: Path) -> None:
    (bank_root / "pictures" / "page.html").write_text("<script>")
    (bank_root / "pictures" / "link.png").symlink_to("/etc/passwd")
    for name in (
        "pictures/../questions/mini.yaml",
        "pictures/page.html",
        "pictures/link.png",
        "pictures/none.png",
        "/etc/passwd",
        "file:///etc/passwd",
        "pictures/\0.png",
    ):
        assert picture_at(name, bank_root) is None
    text = "![a](pictures/deck/heart.png) ![b](pictures/link.png) ![c](pictures/deck/heart.png)"
    assert pictures_in(text, bank_root) == [heart.resolve()]


class Drawn(Static):
    """In the place of textual-image's widgets."""

    def __init__(self, image: Any, classes: str) -> None:
        super().__init__(classes=classes)
        self.dots = image.size


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("textual_image.widget")
    vars(module).update(Image=Drawn, HalfcellImage=Drawn)
    monkeypatch.setitem(sys.modules, "textual_image.widget", module)
    monkeypatch.setattr("quizapp.tui.pictures._graphics", lambda: False)


def png(width: int, height: int) -> bytes:
    """A picture of that size by its head; its dots are there only if it is small."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    dots = zlib.compress((b"\0" + bytes(-(-width // 8))) * height) if width < 100 else b""
    parts = ((b"IHDR", head), (b"IDAT", dots), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def pictured(services: Services) -> None:
    entry = services.collection.entries["mini/flash"]
    card = msgspec.structs.replace(
        entry.card,
        question="Which? ![heart](pictures/deck/heart.png)",
        answer="![answer](pictures/deck/answer.png)",
    )
    services.collection.entries["mini/flash"] = msgspec.structs.replace(entry, card=card)


async def test_pictures_are_drawn_each_with_its_text(
    opened: Opened, services: Services, heart: Path, drawing: None
) -> None:
    heart.write_bytes(png(8, 8))
    heart.with_name("answer.png").write_bytes(png(16, 8))
    pictured(services)
    async with opened("mini/flash") as pilot:
        await until(pilot, lambda: pilot.app.screen.query(Drawn))
        assert [one.dots for one in pilot.app.screen.query(Drawn)] == [(8, 8)]
        await pilot.press("space")
        await until(pilot, lambda: len(pilot.app.screen.query(Drawn)) == 2)
        assert [one.dots for one in pilot.app.screen.query("#answer Drawn").results(Drawn)] == [
            (16, 8)
        ]


async def test_without_the_package_a_picture_is_its_name(
    opened: Opened, services: Services, heart: Path
) -> None:
    heart.write_bytes(png(8, 8))
    pictured(services)
    async with opened("mini/flash") as pilot:
        assert not pilot.app.screen.query(".picture")


def test_what_is_too_large_or_a_drawing_is_not_shown(tmp_path: Path, drawing: None) -> None:
    right, large, svg = (tmp_path / name for name in ("r.png", "l.png", "d.SVG"))
    right.write_bytes(png(8, 8))
    large.write_bytes(bytes(3_000_001))
    svg.write_text("<svg/>")
    assert [type(one) for one in shown([large, svg, tmp_path / "none.png", right])] == [Picture]


@pytest.mark.parametrize(
    "data", [png(60_000, 60_000), png(19_999_999, 1), b"<svg/>", b"", png(64, 64)[:50]]
)
def test_what_is_no_picture_or_has_dots_without_end_is_not_decoded(data: bytes) -> None:
    assert _decoded(data) is None


EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n"
DDS = b"DDS " + struct.pack("<7I44x2I", 124, 0x1007, 8, 8, 0, 0, 0, 32, 0) + bytes(92)


@pytest.mark.parametrize("data", [EPS, DDS, png(64, 64)[:50], b"BLP2" + bytes(200)])
async def test_what_a_picture_is_not_starts_no_program_and_ends_no_app(
    data: bytes,
    opened: Opened,
    services: Services,
    heart: Path,
    drawing: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[object] = []
    monkeypatch.setattr(subprocess, "Popen", lambda *args, **_: started.append(args))
    heart.write_bytes(data)
    heart.with_name("answer.png").write_bytes(png(16, 8))
    pictured(services)
    async with opened("mini/flash") as pilot:
        await pilot.press("space")
        await until(pilot, lambda: len(pilot.app.screen.query(Drawn)) == 1)
        assert [one.dots for one in pilot.app.screen.query(Drawn)] == [(16, 8)]
        said = pilot.app.screen.query_one("#ask Picture Static", Static)
        assert str(said.render()) == "(no picture that can be drawn)"
    assert started == []


async def test_a_picture_that_takes_long_keeps_nobody_waiting(
    opened: Opened,
    services: Services,
    heart: Path,
    drawing: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go_on = threading.Event()
    monkeypatch.setattr("quizapp.tui.pictures._opened", lambda _: go_on.wait(60) and None)
    pictured(services)
    async with opened("mini/flash") as pilot:
        await pilot.press("space")
        screen = pilot.app.screen
        assert isinstance(screen, DrillScreen)
        await until(pilot, lambda: screen.view is not None and screen.view.revealed)
        await pilot.press("q")
    go_on.set()


def test_a_large_picture_is_of_the_size_of_a_screen(tmp_path: Path, drawing: None) -> None:
    image = _decoded(picture_of(4000, 3000))
    assert image.size == (1600, 1200)


def test_a_terminal_without_a_size_has_no_graphics(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask() -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr("quizapp.tui.pictures._graphics", ask)
    monkeypatch.setattr("quizapp.tui.pictures.find_spec", lambda _: object())
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert look_for_graphics() is False


def picture_of(width: int, height: int) -> bytes:
    """A white one, as Pillow writes it."""
    kept = BytesIO()
    Image.new("L", (width, height), 255).save(kept, "PNG")
    return kept.getvalue()
