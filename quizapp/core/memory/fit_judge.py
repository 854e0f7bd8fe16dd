"""Do fitted parameters predict this learner better? All of fitting but the optimizer itself."""

from collections.abc import Sequence
from math import log

import msgspec

from quizapp.core.cards.card import CardId
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import MemoryModel
from quizapp.core.memory.review import Memory, Review
from quizapp.core.memory.study_days import StudyDays

HELD_OUT = 0.2  # the latest share of the answers: fitted to the earlier ones, judged on these
# fsrs fits in batches of 512 answers, and gives its defaults back if the earlier ones fill none.
ENOUGH = 800
_CERTAIN = 1e-4  # a prediction is never taken to be surer than this, or one slip would be infinite


class Fit(msgspec.Struct, frozen=True, tag="fit"):
    """Fitted parameters, and the mean log loss on `held_out` answers they were not fitted to, with
    the parameters used so far and with these; lower is better."""

    parameters: list[float]
    before: float
    after: float
    held_out: int

    @property
    def helped(self) -> bool:
        """By more than a rounding error."""
        return self.after < self.before - 1e-4


def counted(reviews: Sequence[Review]) -> list[Review]:
    """The answers that counted for the schedule, by time."""
    found = [one for one in reviews if one.counted]
    return sorted(found, key=lambda one: one.at)


def answers_to_fit(reviews: Sequence[Review], days: StudyDays) -> int:
    """How many answers test a memory of an earlier day; `ENOUGH` are needed."""
    return sum(_is_test(one.before, one, days) for one in counted(reviews))


def split(reviews: Sequence[Review]) -> tuple[list[Review], list[Review]]:
    """The earlier answers to fit to, and the latest ones to judge by."""
    found = counted(reviews)
    cut = round(len(found) * (1.0 - HELD_OUT))
    return found[:cut], found[cut:]


def log_loss(
    earlier: Sequence[Review], held_out: Sequence[Review], model: MemoryModel
) -> tuple[float, int]:
    """Mean log loss of the predictions for the held-out answers, and their number; memories are
    built with the model from the earlier ones on."""
    memories: dict[CardId, Memory] = {}
    total, number, start = 0.0, 0, len(earlier)
    for index, one in enumerate([*earlier, *held_out]):
        memory = memories.get(one.card)
        if index >= start and memory is not None and _is_test(memory, one, model.days):
            chance = model.recall(memory, one.at)
            chance = min(max(chance, _CERTAIN), 1.0 - _CERTAIN)
            total -= log(1.0 - chance if one.rating is Rating.AGAIN else chance)
            number += 1
        memories[one.card] = model.review(memory, one.rating, one.at)
    return (total / number if number else 0.0), number


def _is_test(before: Memory | None, one: Review, days: StudyDays) -> bool:
    return before is not None and days.between(before.last_review, one.at) > 0
