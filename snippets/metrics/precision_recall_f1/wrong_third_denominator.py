"""Precision and recall are both 0 if no hit is among the predictions, though neither has an
empty denominator. Then that of F1 is 0, and the division raises.
"""


def precision_recall_f1(labels, predicted):
    """Precision, recall and F1 of class 1, as three Python floats.

    labels, predicted: tensors of 0 and 1, int32 or int64, of the same shape (N,).
    A figure whose denominator is 0 counts as 0.0.
    """
    hits = ((labels == 1) & (predicted == 1)).sum().item()
    called = (predicted == 1).sum().item()
    positives = (labels == 1).sum().item()
    if not called or not positives:
        return 0.0, 0.0, 0.0
    precision, recall = hits / called, hits / positives
    return precision, recall, 2 * precision * recall / (precision + recall)
