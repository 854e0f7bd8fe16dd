"""How mock interviews went one after the other."""

from collections import defaultdict
from collections.abc import Iterable

from quizapp.core.mock.scorecard import Scorecard

_LEAST = 3  # interviews with a topic, before its scores say more than luck


def by_topic(found: Iterable[Scorecard]) -> dict[str, list[float]]:
    """The scores of each topic that was asked often enough, one an interview, in their order."""
    scores: defaultdict[str, list[float]] = defaultdict(list)
    for card in found:
        for group in card.topics:
            scores[group.name].append(group.score)
    return {topic: values for topic, values in scores.items() if len(values) >= _LEAST}
