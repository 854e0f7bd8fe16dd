"""Before a stranger's code runs."""

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from quizapp.study.services import Services
from quizapp.tui.screens.consent import ConsentScreen
from quizapp.tui.widgets.code_view import CodeView
from tests.protections import NOTHING
from tests.tui.conftest import Opened
from tests.tui.waiting import until


async def consent(pilot: Pilot[None], services: Services, answers: list[bool | None]) -> None:
    entry = services.collection.entries["mini/flash"]
    screen = ConsentScreen(entry, services.bench.trust)
    await pilot.app.push_screen(screen, answers.append)
    await until(pilot, lambda: screen.is_active)
    await pilot.pause()


@pytest.mark.parametrize(
    ("key", "answer"), [("y", True), ("n", False), ("q", False), ("escape", False)]
)
async def test_the_code_is_shown_and_only_y_says_yes(
    opened: Opened, services: Services, key: str, answer: bool
) -> None:
    answers: list[bool | None] = []
    async with opened() as pilot:
        await consent(pilot, services, answers)
        assert "hello" in pilot.app.screen.query_one(CodeView).code
        await pilot.press(key, key)
        await until(pilot, lambda: answers == [answer])


@pytest.mark.parametrize("fault", ["gone", "latin-1"])
async def test_a_script_that_cannot_be_read_is_a_line_on_the_screen(
    opened: Opened, services: Services, fault: str
) -> None:
    script = services.collection.entries["mini/flash"].script
    if fault == "gone":
        script.unlink()
    else:
        script.write_bytes(b"print('\xe9')\n")
    async with opened() as pilot:
        await consent(pilot, services, [])
        said = "\n".join(str(shown.render()) for shown in pilot.app.screen.query(Static))
        assert "This card would run snippets/mini/hello.py, but hello.py" in said


async def test_what_was_not_shown_is_not_allowed(opened: Opened, services: Services) -> None:
    entry = services.collection.entries["mini/flash"]
    services.protect = lambda: NOTHING
    del services.bench
    answers: list[bool | None] = []
    async with opened() as pilot:
        await consent(pilot, services, answers)
        entry.script.write_text("print('another')\n")
        await pilot.press("y")
        await until(pilot, lambda: answers == [False])
        assert not services.bench.trust.allows(entry.root)
        await consent(pilot, services, answers)
        await pilot.press("y")
        await until(pilot, lambda: answers == [False, True])
        assert services.bench.trust.allows(entry.root)
