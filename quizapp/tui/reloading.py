"""Banks that change while the app is open are taken up at once; a broken save loses nothing."""

import asyncio
from pathlib import Path

from quizapp.banks.changes import Stamps, changed, stamps
from quizapp.banks.collection import Collection, read_collection
from quizapp.core.cards.bank import Problem
from quizapp.study.services import Services


class BankWatch:
    """Looks at the banks' files from time to time; `look` says which of them changed."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._seen: Stamps | None = None

    async def look(self) -> frozenset[Path]:
        """Take up what changed since the last look; empty if nothing did.

        The cards of a bank that now has a problem stay as they were, so that a half-finished edit
        takes no card away; the problems are in `services.problems`.
        """
        roots = self._services.collection.roots
        if self._seen is None:
            self._seen = await asyncio.to_thread(stamps, roots)
            return frozenset()
        different, self._seen = await asyncio.to_thread(changed, roots, self._seen)
        if different:
            collection, problems = await asyncio.to_thread(
                read_collection, roots, self._services.paths.cache
            )
            self._services.collection = keep_good(self._services.collection, collection, problems)
            self._services.problems = problems
        return different


def keep_good(old: Collection, new: Collection, problems: list[Problem]) -> Collection:
    """The new collection, with the last good cards of banks that have a problem now."""
    broken = {problem.path for problem in problems}
    for name, entry in old.entries.items():
        if name not in new.entries and (entry.bank in broken or entry.snippet in broken):
            new.entries[name] = entry
    return new
