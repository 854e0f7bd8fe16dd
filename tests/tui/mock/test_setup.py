"""Before a mock interview: what is chosen, what can be asked, and those that were before."""

from pathlib import Path

import pytest

from quizapp.banks.collection import read_collection
from quizapp.core.memory.review import CardState
from quizapp.core.mock.mock import Answer
from quizapp.store.store import Store
from quizapp.study.interview import Interview
from quizapp.study.interview_marking import Marking
from quizapp.study.interview_record import keep
from quizapp.study.services import Services
from quizapp.tui.mock.mock_screen import MockScreen
from quizapp.tui.mock.mock_setup import MockSetupScreen
from quizapp.tui.mock.scorecard_screen import ScorecardScreen
from quizapp.tui.screens.ask import AskScreen
from tests.small_bank import BANK, write_bank
from tests.study.interviews import NOON, Clock, kept, state
from tests.tui.mock.conftest import Hosted, on, said
from tests.tui.waiting import until


async def test_the_setup_starts_what_is_chosen(
    hosted: Hosted, services: Services, store: Store, clock: Clock
) -> None:
    screen = MockSetupScreen(services)
    async with hosted(screen) as pilot:
        await until(pilot, lambda: "8 questions" in said(pilot, "#size"))
        await pilot.press("left", "down", "down", "right")
        planned = screen._questions
        await pilot.press("enter")
        await on(pilot, MockScreen)
    mock = kept(store)
    assert (mock.limit, mock.counts, mock.topics) == (900.0, True, ["mini"])
    assert mock.questions == planned


async def test_without_a_topic_there_is_nothing_to_start(
    hosted: Hosted, services: Services, store: Store
) -> None:
    async with hosted(MockSetupScreen(services)) as pilot:
        await until(pilot, lambda: "questions" in said(pilot, "#size"))
        await pilot.press("tab", "space")
        await until(pilot, lambda: "no question fits" in said(pilot, "#size"))
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, MockSetupScreen)
        assert store.mocks() == []


async def test_suspended_cards_are_not_among_those_of_a_topic(
    hosted: Hosted, services: Services, store: Store
) -> None:
    store.set_states({"mini/flash": CardState(suspended=True)})
    screen = MockSetupScreen(services)
    async with hosted(screen) as pilot:
        await until(pilot, lambda: "7 questions" in said(pilot, "#size"))
        assert str(screen._topics.get_option_at_index(0).prompt) == "A small bank  (7)"


async def test_all_topics_go_and_come_by_one_key(hosted: Hosted, services: Services) -> None:
    screen = MockSetupScreen(services)
    async with hosted(screen) as pilot:
        await pilot.press("tab", "a")
        await until(pilot, lambda: screen.settings.topics == ())
        await pilot.press("a")
        await until(pilot, lambda: screen.settings.topics == ("mini",))


async def test_an_open_interview_that_was_ended_elsewhere_is_not_dropped(
    hosted: Hosted, services: Services, store: Store, clock: Clock
) -> None:
    keep(store, state("mini/flash", "mini/short"))
    screen = MockSetupScreen(services)
    async with hosted(screen) as pilot:
        await until(pilot, lambda: "questions" in said(pilot, "#size"))
        await pilot.press("enter")
        await on(pilot, AskScreen)
        elsewhere = Interview(services, kept(store))
        elsewhere.start(clock())
        elsewhere.give(None, clock())
        await pilot.press("y")
        await until(pilot, lambda: pilot.app.screen is screen)
        await until(pilot, lambda: screen.open is not None and screen.open.answers)
        assert len(store.mocks()) == 1
        elsewhere.stop(clock())
        Marking(services, elsewhere.state).finish(clock())
        await pilot.press("enter")
        await on(pilot, MockScreen)  # nothing is open any more, nor in the way
        assert len(store.mocks()) == 2


async def test_cards_that_cannot_be_asked_are_counted_with_the_reason(
    hosted: Hosted, services: Services, tmp_path: Path
) -> None:
    bank = BANK.replace("id: mini/code", "id: mini/code\n    device: cuda")
    for name in ("bug", "short"):
        new = f"id: mini/{name}\n    requires: [no_such_package]"
        bank = bank.replace(f"id: mini/{name}", new)
    services.collection, _ = read_collection([write_bank(tmp_path / "other", bank)])
    async with hosted(MockSetupScreen(services)) as pilot:
        await until(pilot, lambda: "left out" in said(pilot, "#size"))
        assert said(pilot, "#size").splitlines() == [
            "5 questions",
            "2 cards are left out: each needs no_such_package, not installed here.",
            "1 card is left out: it needs a CUDA device, and this machine has none.",
        ]


@pytest.mark.parametrize("key", ["g", "y", "n"])
async def test_an_open_interview_is_offered_first(
    hosted: Hosted, services: Services, store: Store, clock: Clock, key: str
) -> None:
    keep(store, state("mini/short", "mini/choice"))
    async with hosted(MockSetupScreen(services)) as pilot:
        await until(pilot, lambda: "questions" in said(pilot, "#size"))
        assert "open at question 1 of 2. r goes on" in said(pilot, "#resume")
        await pilot.press("enter")
        await on(pilot, AskScreen)
        await pilot.press(key)
        await on(pilot, MockSetupScreen if key == "n" else MockScreen)
        assert len(store.mocks()) == 1
        assert (store.mocks()[0].id == "m1") == (key != "y")


async def test_earlier_interviews_are_listed_and_opened(hosted: Hosted, services: Services) -> None:
    for name, score in (("m1", 0.0), ("m2", 1.0)):
        mock = state("mini/short", id=name, answers=[Answer(score, 30.0)])
        Marking(services, mock).finish(NOON)
    screen = MockSetupScreen(services)
    async with hosted(screen) as pilot:
        assert "▁█" in said(pilot, "#earlier")
        await pilot.press("tab", "tab")
        assert screen.focused is screen.query_one("#history")
        await pilot.press("down", "down", "enter")
        await on(pilot, ScorecardScreen)
        assert "0%" in said(pilot, "#summary")
