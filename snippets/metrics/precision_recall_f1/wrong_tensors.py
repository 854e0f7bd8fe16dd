"""The figures are tensors of one number. Logged epoch by epoch they stay tensors, and print
and compare as such; `item()` makes floats of them.
"""

import torch


def precision_recall_f1(labels, predicted):
    """Precision, recall and F1 of class 1, as three Python floats.

    labels, predicted: tensors of 0 and 1, int32 or int64, of the same shape (N,).
    A figure whose denominator is 0 counts as 0.0.
    """
    hits = ((labels == 1) & (predicted == 1)).sum()
    called = (predicted == 1).sum()
    positives = (labels == 1).sum()
    zero = torch.tensor(0.0)
    precision = hits / called if called else zero
    recall = hits / positives if positives else zero
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else zero
