"""The home screen: what a learner sees first."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from quizapp.banks.collection import read_collection
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.review import CardState
from quizapp.core.mock.mock import Answer
from quizapp.store.store import Store
from quizapp.study.interview_record import keep
from quizapp.study.services import Services
from quizapp.study.wishes import Wishes, keep_wishes
from quizapp.tui.browse.browse_screen import BrowseScreen
from quizapp.tui.drill.drill_screen import DrillScreen
from quizapp.tui.keys import HelpScreen
from quizapp.tui.mock.mock_review import MockReviewScreen
from quizapp.tui.mock.mock_screen import MockScreen
from quizapp.tui.mock.mock_setup import MockSetupScreen
from quizapp.tui.screens.home import HomeScreen
from tests.study.interviews import state
from tests.tui.conftest import NOON, Opened, Started
from tests.tui.waiting import until

TODAY = NOON.date()


def home(pilot: Pilot[None]) -> HomeScreen:
    screen = pilot.app.screen
    assert isinstance(screen, HomeScreen)
    return screen


def said(screen: HomeScreen) -> str:
    menu = screen._menu
    shown = [str(menu.get_option_at_index(n).prompt) for n in range(menu.option_count)]
    return "\n".join([*shown, str(screen._ready.render())])


def topic_rows(screen: HomeScreen) -> list[list[str]]:
    table = screen._topics
    return [[str(cell).strip() for cell in table.get_row_at(n)] for n in range(table.row_count)]


def answer(services: Services, card: str, days_ago: float, rating: Rating = Rating.GOOD) -> None:
    services.now = lambda: NOON - timedelta(days=days_ago)
    services.sitting([card]).rate(rating, None)
    services.now = lambda: NOON


async def test_home_says_what_is_new_and_enter_starts_it(
    opened: Opened,
    started: Started,
) -> None:
    async with opened() as pilot:
        assert "8 new, about 9 minutes" in said(home(pilot))
        assert "0 of 8 cards seen" in said(home(pilot))
        assert "? tells the keys and what the words mean" in said(home(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: started.drills)
        cards, scheduled = started.drills[0]
        assert (len(cards), scheduled) == (8, True)


async def test_what_another_program_changes_is_seen(opened: Opened, services: Services) -> None:
    """`quizapp plan` in another terminal, or a second window."""
    async with opened() as pilot:
        assert "0 of 8 cards seen" in said(home(pilot))
        with Store(services.store.path) as other:
            answer(replace(services, store=other), "mini/flash", 9)
        await until(pilot, lambda: "1 of 8 cards seen" in said(home(pilot)))


async def test_what_was_seen_before_is_counted_apart_from_what_is_new(
    opened: Opened, services: Services
) -> None:
    answer(services, "mini/flash", 9)
    async with opened() as pilot:
        assert "1 to review, 7 new" in said(home(pilot))
        assert "1 due" in said(home(pilot))


async def test_a_card_in_learning_is_not_known(opened: Opened, services: Services) -> None:
    answer(services, "mini/flash", 0.001, Rating.AGAIN)
    async with opened() as pilot:
        assert "known now  0%" in said(home(pilot))
        assert "1 in learning" in said(home(pilot))


async def test_coming_back_shows_the_new_numbers(opened: Opened, services: Services) -> None:
    async with opened() as pilot:
        await pilot.press("3")
        await until(pilot, lambda: isinstance(pilot.app.screen, BrowseScreen))
        answer(services, "mini/flash", 1)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        await until(pilot, lambda: "1 of 8 cards seen" in said(home(pilot)))


async def test_suspended_and_left_out_cards_are_named(
    opened: Opened, services: Services, store: Store
) -> None:
    store.set_states({"mini/bug": CardState(suspended=True)})
    keep_wishes(store, Wishes(), Wishes(date(2026, 12, 5), weights={"mini": 0.0}))
    async with opened() as pilot:
        assert "1 suspended, 7 left out" in said(home(pilot))
        await until(pilot, lambda: "if you stop today" in said(home(pilot)))
        assert topic_rows(home(pilot)) == [["A small bank", "7", "0", "left out", "", ""]]


async def test_with_a_date_the_day_ahead_is_shown_whole(
    opened: Opened, services: Services, store: Store
) -> None:
    keep_wishes(store, Wishes(), Wishes(TODAY + timedelta(days=5)))
    async with opened() as pilot:
        ahead = services.outlook()
        assert ahead is not None
        await until(pilot, lambda: f"ready on the day  {ahead.follow:.0%}" in said(home(pilot)))
        assert f"if you stop today  {ahead.stop:.0%}" in said(home(pilot))
        assert topic_rows(home(pilot))[0][4] == f"{ahead.follow:.0%}"
        title = str(home(pilot)._title.render())
        assert title.endswith("interview on Wed 25 Nov 2026, in 5 days")
        plan = str(home(pilot)._menu.get_option("plan").prompt)
        assert plan.split(maxsplit=1)[1] == "day by day until your interview"


async def test_without_one_the_plan_asks_for_it(opened: Opened) -> None:
    async with opened() as pilot:
        await until(pilot, lambda: said(home(pilot)))
        plan = str(home(pilot)._menu.get_option("plan").prompt)
        assert plan.split(maxsplit=1)[1] == "set the day of your interview"


async def test_left_open_over_midnight_it_counts_the_new_day(
    opened: Opened, services: Services, store: Store
) -> None:
    keep_wishes(store, Wishes(), Wishes(TODAY + timedelta(days=5)))
    answer(services, "mini/flash", 0.5)
    async with opened() as pilot:
        screen = home(pilot)
        await until(pilot, lambda: "if you stop today" in said(screen))
        before = screen._ahead
        services.now = lambda: datetime(2026, 11, 24, 12, tzinfo=UTC)
        screen._tick()
        assert str(screen._title.render()).endswith("tomorrow")
        await until(pilot, lambda: screen._ahead != before)


# Its keys


async def test_a_topic_drills_just_its_cards_and_escape_goes_back_to_the_menu(
    opened: Opened,
    started: Started,
) -> None:
    async with opened() as pilot:
        await pilot.press("t")
        await until(pilot, lambda: home(pilot).in_topics)
        await pilot.press("enter")
        await until(pilot, lambda: started.drills)
        await pilot.press("escape")
        await until(pilot, lambda: not home(pilot).in_topics)


async def test_arrows_go_from_the_menu_into_the_topics_and_back(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("end", "down")
        await until(pilot, lambda: home(pilot).in_topics)
        await pilot.press("end", "home", "up")
        await until(pilot, lambda: not home(pilot).in_topics)


async def test_a_topic_without_anything_due_is_practiced(
    opened: Opened,
    services: Services,
    store: Store,
    started: Started,
) -> None:
    for card in services.collection.entries:
        answer(services, card, 0.2)
    store.set_states({"mini/bug": CardState(suspended=True)})
    async with opened() as pilot:
        assert "nothing to ask now" in said(home(pilot))
        await pilot.press("t", "enter")
        await until(pilot, lambda: started.drills)
        cards, scheduled = started.drills[0]
        assert "mini/bug" not in cards
        assert (len(cards), scheduled) == (7, False)


async def test_searching_starts_in_the_field_so_that_letters_change_no_card(
    opened: Opened, store: Store
) -> None:
    async with opened() as pilot:
        await pilot.press("slash", *"bias xsf")
        await until(pilot, lambda: isinstance(pilot.app.screen, BrowseScreen))
        screen = pilot.app.screen
        assert isinstance(screen, BrowseScreen)
        await until(pilot, lambda: screen._field.value == "bias xsf")
        assert store.states() == {}


async def test_problems_in_the_banks_are_counted_and_shown(
    services: Services, bank_root: Path, opened: Opened
) -> None:
    (bank_root / "questions" / "other.yaml").write_text("topic: other\n")
    services.collection, services.problems = read_collection([bank_root])
    async with opened(size=(100, 30)) as pilot:
        assert "2 problems in the banks" in said(home(pilot))


async def test_help_has_the_keys_of_this_screen_and_the_apps_own_words(
    opened: Opened, services: Services
) -> None:
    async with opened() as pilot:
        await until(pilot, lambda: services.bench.protection)
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        text = str(pilot.app.screen.query_one(Static).render())
        for words in ("go to the topics", "in learning", "Known now", "ready on the day", "due"):
            assert words in text
        assert "stubbed walls" in text
        assert "suspend " not in text
        now, later = text.split("Not now")
        assert "start what is marked" in now
        assert "go back to the menu" in later
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_the_palette_can_do_what_the_keys_can(opened: Opened) -> None:
    async with opened() as pilot:
        commands = {
            command.title: command for command in pilot.app.get_system_commands(pilot.app.screen)
        }
        assert {"Drill", "Mock", "Browse", "Progress", "Plan", "Search", "Theme"} <= set(commands)
        assert "Problems" not in commands
        some = {"Drill the missed", "Drill cards of kind bug", "Drill senior cards"}
        assert some <= set(commands)
        await commands["Browse"].callback()
        await until(pilot, lambda: isinstance(pilot.app.screen, BrowseScreen))


async def test_the_palette_drills_the_flagged_and_those_of_a_kind(
    opened: Opened, store: Store
) -> None:
    store.set_states({"mini/short": CardState(flag=1)})
    async with opened() as pilot:
        for title, card in (
            ("Drill the flagged", "mini/short"),
            ("Drill cards of kind bug", "mini/bug"),
        ):
            commands = {
                command.title: command
                for command in pilot.app.get_system_commands(pilot.app.screen)
            }
            commands[title].callback()
            await until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen))
            drill = pilot.app.screen
            assert isinstance(drill, DrillScreen)
            assert [drill._sitting.card, *drill._sitting._queue.upcoming] == [card, card]
            await until(pilot, lambda: drill.view is not None)  # noqa: B023
            await pilot.press("escape", "q")
            await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        missed = next(
            command
            for command in pilot.app.get_system_commands(pilot.app.screen)
            if command.title == "Drill the missed"
        )
        missed.callback()
        await until(pilot, lambda: pilot.app._notifications)
        assert isinstance(pilot.app.screen, HomeScreen)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (160, 50)])
async def test_the_machine_is_not_behind_the_keys(
    opened: Opened, services: Services, size: tuple[int, int]
) -> None:
    async with opened(size=size) as pilot:
        screen = home(pilot)
        await until(pilot, lambda: "ready" in str(screen._machine.render()))
        bar = screen.query_one("KeyBar")
        assert screen._machine.region.bottom <= bar.region.y
        assert screen._topics.region.bottom <= screen._machine.region.y
        assert screen._topics.region.height >= 3


# Mock interviews


def mock_line(screen: HomeScreen) -> str:
    """What the menu says of mock interviews."""
    return " ".join(str(screen._menu.get_option("mock").prompt).split())


async def test_an_interview_that_was_left_is_said_and_enter_goes_on_with_it(
    opened: Opened, services: Services, store: Store
) -> None:
    async with opened() as pilot:
        screen = home(pilot)
        assert mock_line(screen) == "Mock an interview against the clock"
        answers = [Answer(1.0, 96.0)]
        left = state("mini/flash", "mini/short", answers=answers, limit=900.0, spent=96.0)
        keep(store, left)
        await until(pilot, lambda: "paused" in mock_line(screen))
        assert mock_line(screen) == "Mock paused at 2 of 2, 13:24 left; enter goes on"
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, MockScreen))
        await until(pilot, lambda: pilot.app.screen.query("MockView"))
        assert "2 of 2" in str(pilot.app.screen.query_one("#what", Static).render())


async def test_an_interview_that_is_still_to_be_looked_through_is_said(
    opened: Opened, services: Services, store: Store
) -> None:
    keep(store, state("mini/flash", answers=[Answer(0.0, 9.0, ["to stdout"])], over=True))
    async with opened() as pilot:
        assert mock_line(home(pilot)) == "Mock all asked; enter looks it through"
        await pilot.press("2")
        await until(pilot, lambda: isinstance(pilot.app.screen, MockReviewScreen))


async def test_without_one_that_is_open_mock_leads_to_the_settings(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("2")
        await until(pilot, lambda: isinstance(pilot.app.screen, MockSetupScreen))
        await pilot.pause()
        assert isinstance(pilot.app.screen, MockSetupScreen)
