"""The home screen: what a learner sees first."""

from datetime import timedelta
from pathlib import Path

from textual.widgets import DataTable, OptionList, Static

from quizapp.banks.collection import read_collection
from quizapp.core.memory.queue import Session
from quizapp.core.memory.review import Rating
from quizapp.store.store import Store
from quizapp.tui.app import QuizApp
from quizapp.tui.drill.drill_screen import DrillScreen
from quizapp.tui.screens.help import HelpScreen
from quizapp.tui.screens.home import HomeScreen
from quizapp.tui.services import Parts
from tests.tui.conftest import NOON, Opened
from tests.tui.waiting import until


def said(screen: HomeScreen) -> str:
    menu = screen.query_one(OptionList)
    shown = [str(menu.get_option_at_index(n).prompt) for n in range(menu.option_count)]
    return "\n".join([*shown, str(screen.query_one("#ready", Static).render())])


async def test_home_says_what_is_new_and_enter_starts_it(opened: Opened) -> None:
    async with opened() as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, HomeScreen)
        assert "0 due, 8 new" in said(screen)
        assert "0 of 8 cards seen" in said(screen)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen))


async def test_due_cards_are_counted_before_new_ones(opened: Opened, store: Store) -> None:
    session = Session(["mini/flash"], {})
    store.append(session.rate(Rating.GOOD, NOON - timedelta(days=9)))
    async with opened() as pilot:
        assert "1 due, 7 new" in said(pilot.app.screen)  # type: ignore[arg-type]


async def test_coming_back_from_a_drill_shows_the_new_numbers(opened: Opened) -> None:
    async with opened("mini/flash") as pilot:
        await pilot.press("space", "3", "q")
        await until(pilot, lambda: not isinstance(pilot.app.screen, DrillScreen))
        await pilot.press("q")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        await until(pilot, lambda: "1 of 8 cards seen" in said(pilot.app.screen))  # type: ignore[arg-type]


async def test_a_topic_drills_just_its_cards(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("t")
        assert isinstance(pilot.app.focused, DataTable)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen))


async def test_problems_in_the_banks_are_counted_and_shown(
    parts: Parts, bank_root: Path, opened: Opened
) -> None:
    (bank_root / "questions" / "other.yaml").write_text("topic: other\n")
    parts.collection, parts.problems = read_collection([bank_root])
    async with QuizApp(parts).run_test(size=(100, 30)) as pilot:
        assert "2 problems in the banks" in said(pilot.app.screen)  # type: ignore[arg-type]


async def test_help_lists_the_keys_of_this_screen(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        text = str(pilot.app.screen.query_one(Static).render())
        assert "topics" in text
        assert "suspend" not in text
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
