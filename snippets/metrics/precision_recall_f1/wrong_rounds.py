"""Rounding makes a rare figure 0 and spoils what is computed from it. Leave rounding to whoever
prints."""
# needs: round


def precision_recall_f1(labels, predicted):
    """Precision, recall and F1 of class 1, as three Python floats.

    labels, predicted: tensors of 0 and 1, int32 or int64, of the same shape (N,).
    A figure whose denominator is 0 counts as 0.0.
    """
    hits = ((labels == 1) & (predicted == 1)).sum().item()
    called = (predicted == 1).sum().item()
    positives = (labels == 1).sum().item()
    precision = hits / called if called else 0.0
    recall = hits / positives if positives else 0.0
    total = precision + recall
    f1 = 2 * precision * recall / total if total else 0.0
    return round(precision, 6), round(recall, 6), round(f1, 6)
