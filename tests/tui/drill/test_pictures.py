"""A card's pictures, opened by a key or the mouse: those of its bank and no other file."""

from pathlib import Path

import msgspec
import pytest
from textual.widgets import Static

from quizapp.banks.pictures import picture_at, pictures_in
from quizapp.study.services import Services
from quizapp.tui.drill.drill_screen import DrillScreen
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
