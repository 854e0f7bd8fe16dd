"""An app on a small bank, a store of its own and a stubbed runner."""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from quizapp import paths
from quizapp.banks.collection import read_collection
from quizapp.config import Config
from quizapp.core.cards.card import CardId
from quizapp.core.run import Finished, Output
from quizapp.runner import Runner
from quizapp.store.store import Store
from quizapp.study.services import Services
from quizapp.tui.app import QuizApp
from quizapp.tui.drill.drill_screen import DrillScreen
from quizapp.tui.keys import Keyed
from tests.protections import CONFINED
from tests.tui.stub import OK, StubRunner
from tests.tui.waiting import until

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
_STARTERS = (
    "quizapp.tui.screens.home",
    "quizapp.tui.screens.progress",
    "quizapp.tui.browse.browse_screen",
    "quizapp.tui.browse.card_info",
    "quizapp.tui.browse.reading_screen",
)
Opened = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


def stopped(at: datetime) -> Callable[[], datetime]:
    """A clock that stands."""
    return lambda: at


@pytest.fixture(autouse=True)
def _no_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests press keys as soon as a screen is there; the one of haste puts it back."""
    monkeypatch.setattr(Keyed, "HASTE", 0.0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "data" / "quizapp.db") as opened:
        yield opened


@pytest.fixture
def runner() -> StubRunner:
    return StubRunner(
        {
            "hello.py": [Output("stdout", "hello\n"), OK],
            "sums.py": [Output("stdout", "sum: 3\nsum: 6\n"), OK],
            "buggy.py": [Output("stdout", "7\n"), OK],
            "fixed.py": [Output("stdout", "6\n"), OK],
            "two.py": [Output("stdout", "2\n"), Finished("ok", 0, 0.007)],
        }
    )


@pytest.fixture
def services(bank_root: Path, tmp_path: Path, store: Store, runner: StubRunner) -> Services:
    """Noon of a Friday, walls that need no question, and luck that is the same every time."""
    collection, problems = read_collection([bank_root])
    found = Services(
        collection,
        problems,
        store,
        cast("Runner", runner),
        Config(form=False),
        paths.find(tmp_path / "data"),
        lambda: NOON,
        Random(1),
        lambda: CONFINED,
    )
    found.bench.trust.protection = CONFINED
    return found


def _is_there(screen: Screen[Any]) -> bool:
    """Whether a drill shows its card."""
    return not isinstance(screen, DrillScreen) or screen.view is not None


@pytest.fixture
def opened(services: Services) -> Opened:
    """Open the app: `async with opened("mini/flash", ...) as pilot` starts on those cards."""

    @asynccontextmanager
    async def run(*cards: str, size: tuple[int, int] = (120, 36)) -> AsyncIterator[Pilot[None]]:
        app = QuizApp(services, cards)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await until(pilot, lambda: _is_there(app.screen))
            yield pilot

    return run


@dataclass
class Started:
    """Drills that screens would start: the cards of each, and whether its answers would count."""

    drills: list[tuple[list[CardId], bool]] = field(default_factory=list)

    def start(
        self, app: Any, services: Services, cards: Iterable[CardId], *, scheduled: bool = False
    ) -> bool:
        wanted = [card for card in cards if card in services.collection.entries]
        if wanted:
            self.drills.append((wanted, scheduled))
        return bool(wanted)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    """In place of every screen's `start_drill`: what a drill does has tests of its own."""
    found = Started()
    for module in _STARTERS:
        monkeypatch.setattr(f"{module}.start_drill", found.start)
    return found
