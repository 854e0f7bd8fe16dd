"""What an edited run printed beside what the original did."""

import pytest
from textual.widgets import Static

from quizapp.core.run import Finished, Transcript
from quizapp.runner import Protection
from quizapp.study.services import Services
from quizapp.study.trust import fingerprint
from quizapp.tui.drill.drill_screen import DrillScreen
from quizapp.tui.widgets.run_pane import changes
from tests.protections import CONFINED, NOTHING
from tests.tui.conftest import Opened
from tests.tui.waiting import until


def told(original: str, printed: str) -> list[tuple[str, str]]:
    return changes(original.split(), Transcript(Finished("ok", 0, 0.1), "\n".join(printed.split())))


@pytest.mark.parametrize(
    ("original", "printed", "expected"),
    [
        ("a b c", "a b c", "  a   b   c"),
        ("a b c", "a x c", "  a - b + x   c"),
        ("a b", "a b c", "  a   b + c"),
        ("b c", "a b c", "+ a   b   c"),
        ("a a a", "a a", "  a   a - a"),
        ("", "a", "+ a"),
        ("a b c d e", "a c d x e", "  a - b   c   d + x   e"),
    ],
)
def test_lines_that_came_and_went(original: str, printed: str, expected: str) -> None:
    signs = {"stdout": " ", "gone": "-", "added": "+"}
    assert " ".join(f"{signs[how]} {line}" for how, line in told(original, printed)) == expected


def test_of_much_that_differs_nothing_is_lost() -> None:
    original = "s " + "0 1 " * 1000 + "e"
    printed = "s " + "1 1 0 " * 700 + "e"
    found = told(original, printed)
    assert [line for how, line in found if how != "added"] == original.split()
    assert [line for how, line in found if how != "gone"] == printed.split()
    assert (found[0], found[-1]) == (("stdout", "s"), ("stdout", "e"))


@pytest.mark.parametrize("walls", [CONFINED, NOTHING])
async def test_a_run_that_nothing_confined_says_so(
    opened: Opened, services: Services, walls: Protection
) -> None:
    services.protect = lambda: walls
    del services.bench
    entry = services.collection.entries["mini/flash"]
    async with opened("mini/flash") as pilot:
        services.bench.confine()
        services.bench.trust.allow(entry.root, fingerprint(entry.root))
        await pilot.press("space")
        screen = pilot.app.screen
        assert isinstance(screen, DrillScreen)
        await until(pilot, lambda: screen.view is not None and screen.view.revealed)
        assert screen.view is not None
        pane = screen.view.panel.first
        await until(pilot, lambda: "✓ ok" in str(pane.query(Static).first().render()))
        said = str(pane.query(Static).first().render())
        assert said.endswith("not confined") == (walls is NOTHING)
