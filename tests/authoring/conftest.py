from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from quizapp.study.bench import Bench
from tests.authoring.benches import open_bench


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def bench(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bench]:
    """One for a module, so that torch is loaded once."""
    async with open_bench(tmp_path_factory.mktemp("bench")) as shared:
        yield shared
