import builtins
import types
from itertools import product
from math import isnan
from unittest import mock

import torch

FIGURES = "precision", "recall", "F1"
# hits, false alarms, misses, zeros called 0: the fewest first
SMALL = sorted(product(range(3), repeat=4), key=lambda counts: (sum(counts), counts))
MIXED = [(6, 2, 4, 8), (1, 9, 3, 5), (7, 1, 0, 2), (1, 0, 9, 4)]
LARGE = [(300, 120, 45, 800), (5003, 1001, 2500, 7), (1, 4000, 2, 0), (1, 30000, 70000, 0)]
LARGE += [(40000, 30000, 10000, 20000)]


def data(counts, dtype=torch.int64):
    """Labels and predictions with these counts, in random order."""
    hits, alarms, misses, zeros = counts
    times = torch.tensor([hits, alarms, misses, zeros])
    labels, predicted = torch.tensor([[1, 0, 1, 0], [1, 1, 0, 0]]).repeat_interleave(times, dim=1)
    order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(0))
    return tuple(x[order].to(dtype) for x in (labels, predicted))


def figures(counts):
    """What is right, from the counts: F1 without precision and recall."""
    hits, alarms, misses, _ = counts
    parts = (hits, hits + alarms), (hits, hits + misses), (2 * hits, 2 * hits + alarms + misses)
    return [above / below if below else 0.0 for above, below in parts]


def said(counts, labels, predicted):
    if len(labels) <= 8:
        return f"labels {labels.tolist()}, predicted {predicted.tolist()}"
    hits, alarms, misses, zeros = counts
    return f"{hits} hits, {alarms} zeros called 1, {misses} ones called 0, {zeros} zeros called 0"


def run(answer, counts, dtype=torch.int64):
    """The three figures of an answer, and the case in words."""
    labels, predicted = data(counts, dtype)
    case = said(counts, labels, predicted)
    try:
        got = answer.precision_recall_f1(labels, predicted)
    except ZeroDivisionError:
        raise AssertionError(f"{case}: expected 0.0 for 0 / 0, it raised") from None
    kind = type(got).__name__
    assert isinstance(got, (tuple, list)), f"{case}: expected three floats, got {kind}"
    assert len(got) == 3, f"{case}: expected three floats, got {len(got)}"
    for name, value in zip(FIGURES, got, strict=True):
        kind = type(value)
        found = f"{kind.__module__}.{kind.__name__}".removeprefix("builtins.")
        assert kind is float, f"{case}: expected {name} as a Python float, got {found}"
    return got, case


def near(answer, counts, which=range(3), dtype=torch.int64):
    """Whether these figures of an answer are right."""
    got, case = run(answer, counts, dtype)
    expected = figures(counts)
    for at in which:
        off = abs(got[at] - expected[at])
        what = f"{case}: expected {FIGURES[at]} {expected[at]:.4f}, got {got[at]:.4f}"
        what += f" (off by {off:.1g})" if off < 1e-4 else ""
        assert off <= 5e-7 * expected[at], what  # as float32 has it; nan is never less


def with_hits(cases):
    return [counts for counts in cases if counts[0]]


def check_three_floats(answer):
    """Three Python floats come back, also where they are 0.0."""
    for counts in [(1, 0, 0, 0), (0, 0, 0, 1), (2, 1, 1, 1)]:
        run(answer, counts)


def check_precision(answer):
    """The first is precision: of all that were called 1, the part that is 1."""
    for counts in with_hits(SMALL + MIXED):
        near(answer, counts, which=[0])


def check_recall(answer):
    """The second is recall: of all that are 1, the part that was called 1."""
    for counts in with_hits(SMALL + MIXED):
        near(answer, counts, which=[1])


def check_f1(answer):
    """The third is F1, the harmonic mean of both."""
    for counts in with_hits(SMALL + MIXED):
        near(answer, counts, which=[2])


def check_nothing_to_divide_by(answer):
    """A figure whose denominator is 0 is 0.0, for each of the three denominators."""
    for counts in SMALL:
        if counts[0] == 0:
            got, case = run(answer, counts)
            for name, value in zip(FIGURES, got, strict=True):
                what = "nan" if isnan(value) else f"{value:.4g}"
                assert value == 0.0, f"{case}: expected {name} 0.0, got {what}"


def check_perfect(answer):
    """A model without a mistake gets exactly 1.0 three times."""
    for counts in [(1, 0, 0, 0), (1, 0, 0, 1), (3, 0, 0, 2)]:
        got, case = run(answer, counts)
        for name, value in zip(FIGURES, got, strict=True):
            assert value == 1.0, f"{case}: expected {name} to be exactly 1.0, got {value!r}"


def check_many(answer):
    """It holds for up to 100,000 labels, int32 or int64."""
    for counts in MIXED + LARGE:
        for dtype in (torch.int32, torch.int64):
            near(answer, counts, dtype=dtype)


def check_inputs_stay(answer):
    """labels and predicted are as before afterwards."""
    for counts, dtype in product(with_hits(SMALL), (torch.int64, torch.int32)):
        labels, predicted = data(counts, dtype)
        before = labels.clone(), predicted.clone()
        answer.precision_recall_f1(labels, predicted)
        for name, now, was in zip(
            ("labels", "predicted"), (labels, predicted), before, strict=True
        ):
            what = f"expected {name} ({dtype}) unchanged, {was.tolist()}, it became {now.tolist()}"
            assert torch.equal(now, was), what


def check_by_hand(answer):
    """It is written without a metrics library."""
    used = set()
    for value in vars(answer).values():
        is_module = isinstance(value, types.ModuleType)
        used.add(getattr(value, "__name__" if is_module else "__module__", None) or "")
    load = builtins.__import__

    def noted(name, *args, **kwargs):
        used.add(name)
        return load(name, *args, **kwargs)

    labels, predicted = data((2, 1, 1, 1))
    with mock.patch.object(builtins, "__import__", noted):
        answer.precision_recall_f1(labels, predicted)
    ready = {"sklearn", "torchmetrics", "torcheval", "ignite"}
    found = sorted(ready & {name.partition(".")[0] for name in used})
    assert not found, f"expected counts of your own, got the library {found[0]}"
