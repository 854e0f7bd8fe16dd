"""What holds for the whole app: its theme, its ending, its colors."""

import os
import signal

from quizapp.config import read_config
from quizapp.tui.app import QuizApp
from quizapp.tui.screens.home import HomeScreen
from quizapp.tui.services import Parts
from tests.tui.conftest import Opened
from tests.tui.waiting import until


async def test_a_chosen_theme_is_remembered(opened: Opened, parts: Parts) -> None:
    async with opened() as pilot:
        assert pilot.app.theme == "quizapp-dark"
        pilot.app.theme = "quizapp-light"
        await until(pilot, lambda: parts.paths.config.exists())
    assert read_config(parts.paths.config).theme == "quizapp-light"


async def test_a_theme_that_no_longer_exists_is_no_problem(parts: Parts) -> None:
    parts.config.theme = "of-another-version"
    async with QuizApp(parts).run_test() as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_a_signal_to_end_leaves_in_order(opened: Opened) -> None:
    async with opened("mini/flash") as pilot:
        os.kill(os.getpid(), signal.SIGTERM)
        await until(pilot, lambda: pilot.app._exit)
    assert pilot.app.return_code == 0


async def test_the_runner_tells_what_it_has(opened: Opened, parts: Parts) -> None:
    async with opened() as pilot:
        await until(pilot, lambda: parts.protection == "runs: stubbed walls")
        machine = pilot.app.screen.query_one("#machine")
        await until(pilot, lambda: "torch 2.13.0 · cpu · ready" in str(machine.render()))
