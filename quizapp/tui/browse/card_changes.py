"""What keys change of cards, to be taken back step by step."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from quizapp.core.cards.card import CardId
from quizapp.core.memory.review import CardState
from quizapp.store.rows import Taken
from quizapp.store.store import Store


@dataclass
class _Before:
    """What a key changed: the memories that it took, or the fields of the states, as they were."""

    memories: Mapping[CardId, Taken]
    states: Mapping[CardId, CardState]
    fields: Mapping[str, object]  # as the key has set them


class Changes:
    """The steps since a screen was opened; other windows may have changed the same cards since."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._befores: list[_Before] = []

    @property
    def any(self) -> bool:
        return bool(self._befores)

    def set(self, cards: Iterable[CardId], fields: Mapping[str, object]) -> None:
        """Set these fields of the cards' states."""
        before = self._store.change_states(cards, lambda _, state: replace(state, **fields))
        self._befores.append(_Before({}, before, fields))

    def reset(self, cards: Iterable[CardId]) -> None:
        """Make the cards new again."""
        self._befores.append(_Before(self._store.take_memories(cards, self._now()), {}, {}))

    def take_back(self) -> int:
        """Take the last step back; of how many cards that is no longer possible."""
        before = self._befores[-1]
        given = self._store.give_memories(before.memories)
        found = self._store.change_states(
            before.states,
            lambda card, now: now.taken_back(before.fields, before.states[card]),
        )
        self._befores.pop()
        changed = [card for card, now in found.items() if not now.holds(before.fields)]
        return len(changed) + len(before.memories) - len(given)
