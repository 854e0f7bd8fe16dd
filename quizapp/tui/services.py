"""What the screens are given: made once by the command line, or by a test."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from random import Random

from quizapp.banks.collection import Collection
from quizapp.config import Config, change_config
from quizapp.core.cards.bank import Problem
from quizapp.errors import QuizError
from quizapp.paths import Paths, shipped_banks
from quizapp.runner import Protection, Runner, protection
from quizapp.store.store import Store
from quizapp.study.today import utc_now
from quizapp.study.trust import Trust


@dataclass
class Parts:
    """The rooms behind the screens. `now` is the clock; tests set their own."""

    collection: Collection
    problems: list[Problem]
    store: Store
    runner: Runner
    config: Config
    paths: Paths
    now: Callable[[], datetime] = utc_now
    shuffle: Random = field(default_factory=Random)
    protect: Callable[[], Protection] = protection
    protection: str = ""  # what confines runs, once it is known

    @cached_property
    def trust(self) -> Trust:
        """Whose code may run; until the walls are known, only what came with quizapp."""
        return Trust(self.store, shipped_banks(), confined=False)

    async def learn_protection(self) -> None:
        """Find out what confines runs here; it takes a few hundred milliseconds."""
        found = await asyncio.to_thread(self.protect)
        self.trust.confined = found.confined
        self.protection = f"runs: {found.summary}"

    def remember(self, key: str, value: str) -> None:
        """Keep a setting in the config file; one that cannot be written lasts for this run."""
        setattr(self.config, key, value)
        try:
            change_config(self.paths.config, key, value)
        except (QuizError, OSError):
            return
