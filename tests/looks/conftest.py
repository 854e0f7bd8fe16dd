"""The real app on a bank that never changes, with real runs, and clocks that stand."""

import dataclasses
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
import pytest_asyncio
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from quizapp import paths
from quizapp.banks.collection import read_collection
from quizapp.config import Config
from quizapp.core.grading.rating import Rating
from quizapp.core.run import Event, Finished, Job
from quizapp.runner import Runner
from quizapp.store.store import Store
from quizapp.study.services import Services
from quizapp.study.wishes import Wishes, keep_wishes
from quizapp.tui.keys import Keyed
from tests.protections import CONFINED
from tests.tui.conftest import NOON, stopped

BANK = Path(__file__).parent / "bank"
INTERVIEW = date(2026, 12, 2)
_SECONDS = 0.012  # what every run takes


class SteadyRunner(Runner):
    """Runs for real, and says what would differ from machine to machine as of one machine."""

    async def stream(self, job: Job) -> AsyncGenerator[Event, None]:
        async for event in super().stream(job):
            if isinstance(event, Finished):
                event = dataclasses.replace(event, seconds=_SECONDS, peak_memory=0)
            yield event

    async def devices(self) -> list[str]:
        await super().devices()
        return ["cpu"]

    async def versions(self) -> dict[str, str]:
        await super().versions()
        return {"python": "3.11.13", "torch": "2.13.0", "numpy": "2.4.6"}


class Picture(SingleFileSnapshotExtension):
    """One SVG file per picture."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def warm() -> AsyncIterator[Runner]:
    async with SteadyRunner(device="cpu") as shared:
        await shared.wait_ready()
        yield shared


@pytest.fixture(autouse=True)
def _no_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Keyed, "HASTE", 0.0)


@pytest.fixture
def services(tmp_path: Path, warm: Runner) -> Iterator[Services]:
    collection, problems = read_collection([BANK])
    assert not problems
    where = paths.find(tmp_path / "data")
    with Store(where.store) as store:
        found = Services(
            collection,
            problems,
            store,
            warm,
            Config(),
            where,
            stopped(NOON),
            Random(1),
            lambda: CONFINED,
        )
        found.bench.trust.protection = CONFINED
        yield found


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(Picture)


def study(services: Services) -> None:
    """Twelve days with six of the cards, and an interview in twelve more."""
    keep_wishes(services.store, Wishes(), Wishes(INTERVIEW, 20))
    luck, seen = Random(4), list(services.collection.entries)[:6]
    for ago in range(12, 0, -1):
        services.now = stopped(NOON - timedelta(days=ago))
        sitting = services.sitting(dict.fromkeys([*services.due(), *seen[: 12 - ago]]))
        sitting.start()
        for _ in range(6):
            if sitting.card is None:
                break
            sitting.rate(luck.choice([Rating.AGAIN, Rating.GOOD, Rating.GOOD, Rating.EASY]), None)
    services.now = stopped(NOON)
