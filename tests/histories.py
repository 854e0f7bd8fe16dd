"""Made-up learners, for tests that need a whole history."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from quizapp.core.memory import scheduling
from quizapp.core.memory.review import Memory, Rating, Review

FIRST_DAY = datetime(2026, 1, 1, 9, tzinfo=UTC)


def history(cards: int, days: int, parameters: Sequence[float] | None = None) -> list[Review]:
    """The answers of a learner who truly forgets by the parameters, and is scheduled by the default
    ones: due cards every day, and ten new ones."""
    luck = Random(1)
    known: dict[str, Memory] = {}
    true: dict[str, Memory] = {}
    reviews: list[Review] = []
    names = [f"t/{number}" for number in range(cards)]
    for day in range(days):
        at = FIRST_DAY + day * timedelta(days=1)
        due = [name for name in names if scheduling.is_due(known.get(name), at)]
        for name in due + [name for name in names if name not in known][:10]:
            chance = (
                scheduling.recall(true[name], at, parameters=parameters) if name in true else 0.5
            )
            passed = luck.random() < chance
            for rating in [Rating.GOOD] if passed else [Rating.AGAIN, Rating.GOOD]:
                before = known.get(name)
                known[name] = scheduling.review(before, rating, at)
                true[name] = scheduling.review(true.get(name), rating, at, parameters=parameters)
                number = f"r{len(reviews)}"
                reviews.append(Review(number, name, "s", at, rating, before, known[name]))
    return reviews
