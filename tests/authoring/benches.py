"""A bench for tests: whatever the machine has for walls, every card may run on it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from quizapp.config import Config
from quizapp.paths import shipped_banks
from quizapp.runner import Protection, Runner
from quizapp.store.store import Store
from quizapp.study.bench import Bench
from quizapp.study.trust import Trust
from tests.protections import CONFINED, NOTHING, confined_if


def walls() -> Protection:
    return CONFINED


def no_walls() -> Protection:
    return NOTHING


@asynccontextmanager
async def open_bench(
    folder: Path, config: Config | None = None, *, confined: bool = True
) -> AsyncIterator[Bench]:
    """A bench whose store is in `folder`. Without `confined` nothing is said to confine runs, so
    that only shipped banks may run unasked."""
    with Store(folder / "quizapp.db") as store:
        async with Runner() as runner:
            trust = Trust(store, shipped_banks(), confined_if(confined))
            yield Bench(runner, trust, config or Config(), walls if confined else no_walls)
