"""Plain Python: a loop, F1 from the counts, and a helper that decides on 0 / 0."""

from typing import NamedTuple


class Figures(NamedTuple):
    precision: float
    recall: float
    f1: float


def ratio(part: int, whole: int) -> float:
    try:
        return part / whole
    except ZeroDivisionError:
        return 0.0


def precision_recall_f1(labels, predicted) -> Figures:
    hits = alarms = misses = 0
    for label, said in zip(labels.tolist(), predicted.tolist(), strict=True):
        hits += label and said
        alarms += said and not label
        misses += label and not said
    return Figures(
        ratio(hits, hits + alarms),
        ratio(hits, hits + misses),
        ratio(2 * hits, 2 * hits + alarms + misses),
    )
