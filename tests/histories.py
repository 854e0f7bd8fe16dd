"""Made-up learners, for tests that need a whole history."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import DEFAULT_PARAMETERS, USUAL, MemoryModel
from quizapp.core.memory.review import Memory, Review

FIRST_DAY = datetime(2026, 1, 1, 9, tzinfo=UTC)


def history(
    cards: int, days: int, parameters: Sequence[float] = DEFAULT_PARAMETERS
) -> list[Review]:
    """The answers of a learner who truly forgets by the parameters, and is scheduled by the default
    ones: due cards every day, and ten new ones."""
    luck, learner = Random(1), MemoryModel(parameters)
    known: dict[str, Memory] = {}
    true: dict[str, Memory] = {}
    reviews: list[Review] = []
    names = [f"t/{number}" for number in range(cards)]
    for day in range(days):
        at = FIRST_DAY + day * timedelta(days=1)
        due = [name for name in names if USUAL.is_due(known.get(name), at)]
        for name in due + [name for name in names if name not in known][:10]:
            chance = learner.recall(true[name], at) if name in true else 0.5
            passed = luck.random() < chance
            for rating in [Rating.GOOD] if passed else [Rating.AGAIN, Rating.GOOD]:
                before = known.get(name)
                known[name] = USUAL.review(before, rating, at)
                true[name] = learner.review(true.get(name), rating, at)
                number = f"r{len(reviews)}"
                reviews.append(Review(number, name, "s", at, rating, before, known[name]))
    return reviews
