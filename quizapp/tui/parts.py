"""What the screens are given: made once by the command line, or by a test."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from quizapp.collection import Collection
from quizapp.config import Config, change_config
from quizapp.core.bank import Problem
from quizapp.errors import QuizError
from quizapp.paths import Paths
from quizapp.runner import Runner
from quizapp.store import Store
from quizapp.study import utc_now


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

    def remember(self, key: str, value: str) -> None:
        """Keep a setting in the config file; one that cannot be written lasts for this run."""
        setattr(self.config, key, value)
        try:
            change_config(self.paths.config, key, value)
        except (QuizError, OSError):
            return
