"""A learner: a store, a clock that stands at noon UTC, and two topics of eight cards each."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizapp.banks.collection import Collection, read_collection
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import USUAL, MemoryModel
from quizapp.core.memory.review import Origin, Review
from quizapp.store.store import Store
from tests.small_bank import BANK

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FADING = 0.5  # the last of the parameters, which says how fast memories fade


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "quizapp.db") as opened:
        yield opened


@pytest.fixture
def collection(bank_root: Path) -> Collection:
    """mini/flash ... mini/code, then other/flash ... other/code."""
    other = BANK.replace("mini/", "other/").replace("topic: mini", "topic: other")
    other = other.replace("snippet: other/", "snippet: mini/")
    (bank_root / "questions" / "other.yaml").write_text(other, encoding="utf-8")
    found, problems = read_collection([bank_root])
    assert problems == []
    assert len(found.entries) == 16
    return found


def answer(
    store: Store,
    card: str,
    rating: Rating,
    at: datetime,
    *,
    scheduled: bool = True,
    origin: Origin = "drill",
) -> None:
    """An answer as a drill keeps it; without `scheduled`, as practice does."""
    before = store.memories().get(card)
    after = USUAL.review(before, rating, at) if scheduled else before
    number = f"r{store.review_count()}"
    store.append(Review(number, card, "s", at, rating, before, after, origin))


def forgetful() -> MemoryModel:
    """A learner's own: what is learned fades faster than usual."""
    return MemoryModel([*USUAL.parameters[:20], FADING])


def after_a_good(days: float, decay: float = 0.1542) -> float:
    """The recall so many days after a first Good, by hand: FSRS-6's power law, with the stability
    w2 = 2.3065 that a first Good leaves."""
    factor = 0.9 ** (-1 / decay) - 1
    return float((1 + factor * days / 2.3065) ** -decay)
