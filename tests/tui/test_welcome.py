"""The first minute: what is asked, what is kept, and what comes next."""

from datetime import date

from textual.pilot import Pilot
from textual.widgets import Input, Static

from quizapp.core.grading.rating import Rating
from quizapp.core.memory.review import CardState
from quizapp.store.store import Store
from quizapp.study.services import Services
from quizapp.study.wishes import Wishes, keep_wishes, read_wishes
from quizapp.tui.drill.drill_screen import DrillScreen
from quizapp.tui.screens.home import HomeScreen
from quizapp.tui.screens.welcome import WelcomeScreen
from tests.tui.conftest import Opened
from tests.tui.waiting import until


async def welcomed(pilot: Pilot[None]) -> WelcomeScreen:
    await until(pilot, lambda: isinstance(pilot.app.screen, WelcomeScreen))
    screen = pilot.app.screen
    assert isinstance(screen, WelcomeScreen)
    return screen


async def test_a_newcomer_is_welcomed_and_asked_ten_questions_or_as_many_as_there_are(
    opened: Opened, services: Services, store: Store
) -> None:
    services.greets = True
    async with opened() as pilot:
        screen = await welcomed(pilot)
        await pilot.press(*"in 12")
        screen.query_one("#minutes", Input).value = "20"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen))
    assert read_wishes(store) == Wishes(date(2026, 12, 2), 20, {})
    assert not services.newcomer


async def test_both_questions_may_stay_empty_and_the_rest_be_skipped(
    opened: Opened, services: Services, store: Store
) -> None:
    services.greets = True
    async with opened() as pilot:
        await welcomed(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
    assert read_wishes(store) == Wishes()
    async with opened() as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_what_is_wrong_is_said_and_does_not_keep_anybody(
    opened: Opened, services: Services, store: Store
) -> None:
    services.greets = True
    async with opened() as pilot:
        screen = await welcomed(pilot)
        await pilot.press(*"soon")
        said = screen.query_one("#problem", Static)
        await until(pilot, lambda: "'soon' is no day" in str(said.render()))
        await pilot.press("enter")
        assert pilot.app.screen is screen
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
    assert read_wishes(store) == Wishes()


async def test_who_has_answered_before_is_not_welcomed(opened: Opened, services: Services) -> None:
    services.greets = True
    services.sitting(["mini/flash"]).rate(Rating.GOOD, None)
    async with opened() as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)


def test_no_rating_of_the_placement_leads_past_the_interview(services: Services) -> None:
    keep_wishes(services.store, Wishes(), Wishes(interview=date(2026, 11, 21)))
    coming = services.placement().coming()
    assert (coming[Rating.GOOD], coming[Rating.EASY]) == ("done", "done")


def test_a_topic_begins_at_its_level_and_what_is_below_comes_last(
    services: Services, store: Store
) -> None:
    before = services.today().queue
    assert before.index("mini/flash") < before.index("mini/code")
    store.set("starts", {"mini": "senior"})
    services.config.new_per_day = 1
    assert services.today().queue == ["mini/code"]


async def test_a_placement_that_was_left_is_offered_until_it_is_done(
    opened: Opened, services: Services
) -> None:
    sitting = services.placement()
    sitting.rate(Rating.GOOD, None)
    sitting.rate(Rating.AGAIN, None)
    async with opened() as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, HomeScreen)
        assert last_line(screen) == " Placement 2 questions answered; enter goes on"
        await pilot.press("end", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen))
        drill = pilot.app.screen
        assert isinstance(drill, DrillScreen)
        drill.action_leave()
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        while sitting.card is not None:
            sitting.rate(Rating.GOOD, None)
        await until(pilot, lambda: "Plan" in last_line(screen))


def last_line(screen: HomeScreen) -> str:
    menu = screen._menu
    return str(menu.get_option_at_index(menu.option_count - 1).prompt)


async def test_the_palette_asks_the_ten_questions_at_any_time(
    opened: Opened, services: Services, store: Store
) -> None:
    services.sitting(["mini/flash"]).rate(Rating.GOOD, None)
    async with opened() as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, HomeScreen)
        (command,) = [one for one in screen.commands() if one.title.startswith("Placement")]
        assert command.title == "Placement: ten questions"
        command.callback()
        await until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen))


async def test_a_placement_without_a_card_says_so(
    opened: Opened, services: Services, store: Store
) -> None:
    store.set_states({card: CardState(suspended=True) for card in services.collection.entries})
    async with opened() as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, HomeScreen)
        (command,) = [one for one in screen.commands() if one.title.startswith("Placement")]
        command.callback()
        await until(pilot, lambda: bool(pilot.app._notifications))
        assert [one.message for one in pilot.app._notifications] == [
            "No card can be asked: all are suspended."
        ]
