"""An app on a small bank, a store of its own and a stubbed runner."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from textual.pilot import Pilot

from quizapp import paths
from quizapp.banks.collection import read_collection
from quizapp.config import Config
from quizapp.core.run import Finished, Output
from quizapp.runner import Protection
from quizapp.store.store import Store
from quizapp.tui.app import QuizApp
from quizapp.tui.services import Parts
from tests.tui.stub import OK, StubRunner

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
Opened = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


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
def parts(bank_root: Path, tmp_path: Path, store: Store, runner: StubRunner) -> Parts:
    collection, problems = read_collection([bank_root])
    where = paths.find(tmp_path / "data")
    shuffle = Random(1)
    found = Parts(collection, problems, store, runner, Config(), where, lambda: NOON, shuffle)  # type: ignore[arg-type]
    found.protect = lambda: Protection("stubbed walls", True)
    found.trust.confined = True
    return found


@pytest.fixture
def opened(parts: Parts) -> Opened:
    """Open the app: `async with opened("mini/flash", ...) as pilot` starts on those cards."""

    @asynccontextmanager
    async def run(*cards: str, size: tuple[int, int] = (120, 36)) -> AsyncIterator[Pilot[None]]:
        app = QuizApp(parts, cards)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield pilot

    return run
