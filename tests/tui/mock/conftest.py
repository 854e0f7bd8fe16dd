"""The mock's screens in an app that has nothing else, a clock that stands, and what they show."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from quizapp.errors import StoreError
from quizapp.study.services import Services
from quizapp.tui.mock.question_rows import QuestionRows
from quizapp.tui.widgets.key_bar import KeyBar
from tests.study.interviews import Clock
from tests.tui.waiting import until

Hosted = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


class Host(App[None]):
    """Something to come back to."""


@pytest.fixture
def clock(services: Services) -> Clock:
    services.now = Clock()
    return services.now


@pytest.fixture
def hosted() -> Hosted:
    """An app with a screen of the mock on top: `async with hosted(MockSetupScreen(services))`."""

    @asynccontextmanager
    async def run(
        screen: Screen[None], size: tuple[int, int] = (120, 36)
    ) -> AsyncIterator[Pilot[None]]:
        app = Host()
        async with app.run_test(size=size) as pilot:
            await app.push_screen(screen)
            await pilot.pause()
            yield pilot

    return run


async def on(pilot: Pilot[None], screen: type[Screen[Any]]) -> None:
    """Until a screen of that kind is on top."""
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))


def said(pilot: Pilot[None], place: str) -> str:
    """What a text of the screen says."""
    return str(pilot.app.screen.query_one(place, Static).render())


def keys(pilot: Pilot[None]) -> str:
    """What the key bar says."""
    return str(pilot.app.screen.query_one(KeyBar).query_one(Static).render())


def in_rows(pilot: Pilot[None]) -> list[str]:
    """The questions of the scorecard, as they are listed."""
    found = pilot.app.screen.query_one(QuestionRows)
    return [str(found.get_option_at_index(at).prompt) for at in range(found.option_count)]


def told(pilot: Pilot[None]) -> str:
    """All that is said in the words of a question that is read, its Markdown aside."""
    parts = pilot.app.screen.query("AskedText Static, ToldText Static").results(Static)
    return "\n".join(str(one.render()) for one in parts)


def notices(pilot: Pilot[None]) -> list[str]:
    return [str(one.message) for one in pilot.app._notifications]


def no_room(*_: object, **__: object) -> bool:
    """In the place of a write of the store, on a full disk."""
    raise StoreError("quizapp.db: database or disk is full: the disk is full")
