import torch


def expect(answer, labels, predicted, expected):
    try:
        got = answer.precision_recall_f1(torch.tensor(labels), torch.tensor(predicted))
    except ZeroDivisionError:
        raise AssertionError(
            "expected 0.0 for an empty denominator, it raised"
        ) from None
    for name, want, have in zip(
        ("precision", "recall", "F1"), expected, got, strict=True
    ):
        near = abs(float(have) - want) < 1e-4
        assert near, f"expected {name} {want:.4f}, got {float(have):.4f}"


def check_precision_is_not_recall(answer):
    """Eight predicted positives, six of them right, of ten positives."""
    labels = [1] * 10 + [0] * 10
    predicted = [1] * 6 + [0] * 4 + [1] * 2 + [0] * 8
    expect(answer, labels, predicted, (0.75, 0.6, 2 / 3))


def check_nothing_called_positive(answer):
    """A model that never says 1 gets 0.0 three times."""
    expect(answer, [1, 0, 0], [0, 0, 0], (0.0, 0.0, 0.0))


def check_no_positives_at_all(answer):
    """Labels without a single 1 give 0.0, not an error."""
    expect(answer, [0, 0, 0], [0, 1, 0], (0.0, 0.0, 0.0))


def check_f1_punishes_imbalance(answer):
    """Precision 1.0 with recall 0.1."""
    expect(answer, [1] * 10, [1] + [0] * 9, (1.0, 0.1, 0.2 / 1.1))
