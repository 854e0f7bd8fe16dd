"""Any key at any moment: nothing is raised, and what is typed is in the store.

Keys come in bursts, without a wait for what the one before did; and runs take their time or are cut
off, so that keys come before, while and after them. QUIZAPP_ROUNDS asks for more rounds.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from random import Random
from typing import cast

import pytest
from textual.events import Key
from textual.screen import Screen

from quizapp.banks.collection import read_collection
from quizapp.core.mock.mock import Answer, Question
from quizapp.core.run import Event, Finished, Job, Output
from quizapp.runner import Runner
from quizapp.study.interview_record import keep, open_mock
from quizapp.study.services import Services
from quizapp.tui.mock.mock_review import MockReviewScreen
from quizapp.tui.mock.mock_screen import MockScreen
from quizapp.tui.mock.mock_setup import MockSetupScreen
from quizapp.tui.mock.scorecard_screen import ScorecardScreen
from tests.small_bank import BANK, write_bank
from tests.study.interviews import Clock, in_store, state
from tests.tui.mock.conftest import Hosted
from tests.tui.stub import StubRunner

ROUNDS = int(os.environ.get("QUIZAPP_ROUNDS", "1"))
BURSTS = 50
KEYS = [
    *("enter", "space", "1", "2", "3", "r", "n", "i", "u", "m", "a", "e", "escape", "f5", "ctrl+g"),
    *("ctrl+s", "down", "up", "left", "right", "shift+down", "tab", "pagedown", "x", "backspace"),
]
RARE = [
    "q",
    "question_mark",
    "p",
    "b",
    "J",
    "l",
    "s",
    "g",
    "y",
]  # those that lead away, and their answers
WAYS = [
    ["x", "ctrl+s"],
    ["1", "enter"],
    ["shift+down", "enter"],
    ["escape", "n"],
    ["escape", "q", "l"],
]
CARDS = [
    *("mini/flash", "mini/again", "mini/choice", "mini/several", "mini/short", "mini/order"),
    *("mini/predict", "mini/bug", "mini/code"),
]


class Unruly(StubRunner):
    """Runs end sooner or later, or are cut off."""

    def __init__(self, luck: Random) -> None:
        super().__init__()
        self.luck = luck

    async def stream(self, job: Job) -> AsyncIterator[Event]:
        await asyncio.sleep(self.luck.choice([0, 0, 0.01, 0.05, 0.2]))
        yield Output("stdout", f"printed by {job.path.name}\n")
        cut_off = self.luck.random() < 0.3
        yield Finished("timed_out", None, 10.0) if cut_off else Finished("ok", 0, 0.1)


def burst(luck: Random) -> list[str]:
    """A few keys at once: any, or those of somebody who answers."""
    if luck.random() < 0.3:
        return luck.choice(WAYS)
    return luck.choices(KEYS * 3 + RARE, k=luck.randint(1, 5))


def setup(services: Services, luck: Random) -> Screen[None]:
    return MockSetupScreen(services)


def questions(services: Services, luck: Random) -> Screen[None]:
    asked = [Question(card, ["And then?"] * (card == "mini/flash")) for card in CARDS]
    mock = state(questions=luck.sample(asked, len(asked)), limit=3600.0, id=luck.randbytes(4).hex())
    mock = in_store(services.store, mock)
    return MockScreen(services, mock)


def review(services: Services, luck: Random) -> Screen[None]:
    answers = [Answer(luck.random(), 5.0, [], "sum: 3") for _ in CARDS]
    unmarked = [CARDS.index("mini/predict"), CARDS.index("mini/code")]
    mock = state(*CARDS, answers=answers, unmarked=unmarked, over=True, id=luck.randbytes(4).hex())
    mock = in_store(services.store, mock)
    return MockReviewScreen(services, mock)


def scorecard(services: Services, luck: Random) -> Screen[None]:
    return ScorecardScreen(services, luck.choice([row.id for row in services.store.mocks()]))


def typed_text_is_kept(screen: Screen[object], services: Services) -> bool:
    """Whether the draft in the store is what stands in the field."""
    if not isinstance(screen, MockScreen) or screen.view is None or not screen.view.ready:
        return True
    kept = open_mock(services.store)
    return kept is None or kept.id != screen.state.id or kept.draft == screen.view.text


@pytest.mark.parametrize("seed", range(ROUNDS))
@pytest.mark.parametrize("start", [setup, questions, review, scorecard])
async def test_no_key_at_any_moment_raises_or_loses_what_was_typed(
    hosted: Hosted,
    services: Services,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    start: Callable[[Services, Random], Screen[None]],
    seed: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    luck = Random(f"{start.__name__} {seed}")
    again = BANK.replace("id: mini/flash", "id: mini/again").partition("  - id: mini/choice")[0]
    bank = BANK + again.partition("cards:\n")[2]
    services.collection, _ = read_collection([write_bank(tmp_path / "other", bank)])
    services.bench.runner = cast("Runner", Unruly(luck))
    keep(services.store, state(*CARDS, finished=clock(), answers=[Answer(0.5, 5.0)]))
    async with hosted(start(services, luck), (80, 24)) as pilot:
        for _ in range(BURSTS):
            if len(pilot.app.screen_stack) == 1:
                await pilot.app.push_screen(start(services, luck))
            for key in burst(luck):
                pilot.app.post_message(Key(key, key if len(key) == 1 else None))
                if luck.random() < 0.3:
                    await asyncio.sleep(0)
            clock.on(luck.choice([0, 1, 30]))
            await pilot.pause(luck.choice([None, None, 0.01, 0.06]))
            assert pilot.app._exception is None
            await pilot.pause()
            assert typed_text_is_kept(pilot.app.screen, services)
