"""Before a mock interview: what is chosen, what can be asked, and those that were before."""

import re
from pathlib import Path

import pytest
from textual.widgets import OptionList, Static

from quizapp.banks.collection import read_collection
from quizapp.core.memory.review import CardState
from quizapp.core.mock.mock import Answer
from quizapp.store.store import Store
from quizapp.study.interview import Interview
from quizapp.study.interview_marking import Marking
from quizapp.study.interview_record import keep
from quizapp.study.services import Services
from quizapp.tui.keys import HelpScreen
from quizapp.tui.mock.mock_screen import MockScreen
from quizapp.tui.mock.mock_setup import MockSetupScreen
from quizapp.tui.mock.scorecard_screen import ScorecardScreen
from quizapp.tui.screens.ask import AskScreen
from tests.small_bank import BANK, write_bank
from tests.study.interviews import NOON, Clock, kept, state
from tests.tui.mock.conftest import Hosted, keys, on, said
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
        assert "a all or none" in keys(pilot)
        assert screen._topics.render_line(0).text.startswith(" ☑  A small bank")
        await pilot.press("a")
        await until(pilot, lambda: screen.settings.topics == ())
        assert screen._topics.render_line(0).text.startswith(" ☐  A small bank")
        await pilot.press("a")
        await until(pilot, lambda: screen.settings.topics == ("mini",))
        await pilot.click(screen._topics, offset=(1, 0))
        await until(pilot, lambda: screen.settings.topics == ())


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
            "Only 5 questions for about 10 of the 30 minutes: "
            "3 to talk about and 2 with code to read.",
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
        history = screen.query_one("#history", OptionList)
        line = str(history.get_option_at_index(0).prompt)
        assert re.sub(r"\s+", " ", line).endswith(
            "0:30 min 100% ██████████ +100 points 1 of 1 answered"
        )
        assert "enter start" in keys(pilot)
        await pilot.press("tab", "tab")
        assert screen.focused is screen.query_one("#history")
        await until(pilot, lambda: "enter open" in keys(pilot))
        assert "enter start" not in keys(pilot)
        await pilot.press("enter")
        await on(pilot, ScorecardScreen)
        assert "100%" in said(pilot, "#summary")
        await pilot.press("escape")
        await on(pilot, MockSetupScreen)
        await pilot.press("down", "enter")
        await on(pilot, ScorecardScreen)
        assert "100%" not in said(pilot, "#summary")
        assert "0%" in said(pilot, "#summary")


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        (0, "Only 8 questions for about 20 of the 30 minutes: "),
        (2, "5 questions, about "),
        (3, "Only 8 questions instead of 10, about 20 min: "),
    ],
)
async def test_the_setup_says_what_will_be_asked_and_how_long_it_takes(
    hosted: Hosted, services: Services, right: int, expected: str
) -> None:
    async with hosted(MockSetupScreen(services)) as pilot:
        await until(pilot, lambda: "questions" in said(pilot, "#size"))
        await pilot.press(*["right"] * right)
        await until(pilot, lambda: said(pilot, "#size").startswith(expected))
        if right != 2:
            told = "4 to talk about, 3 with code to read and 1 with code to write."
            assert said(pilot, "#size").endswith(told)
        assert "half right is half" in said(pilot, "#scoring")
        await pilot.press("question_mark")
        await on(pilot, HelpScreen)
        page = str(pilot.app.screen.query_one(Static).render())
        assert "A skipped question counts as 0" in page


async def test_a_topic_shows_how_it_went_once_it_was_asked_often(
    hosted: Hosted, services: Services
) -> None:
    for at, score in enumerate((0.0, 0.5, 1.0)):
        mock = state("mini/short", id=f"m{at}", answers=[Answer(score, 30.0)])
        Marking(services, mock).finish(NOON)
    screen = MockSetupScreen(services)
    async with hosted(screen):
        line = str(screen._topics.get_option_at_index(0).prompt)
        assert line.split() == ["A", "small", "bank", "(8)", "▁▅█", "100%"]
