"""int16 ends at 32767: a larger count comes out negative. Without a dtype, sum() of whole numbers
counts in int64.
"""
# needs: int16 | short

import torch


def precision_recall_f1(labels, predicted):
    """Precision, recall and F1 of class 1, as three Python floats.

    labels, predicted: tensors of 0 and 1, int32 or int64, of the same shape (N,).
    A figure whose denominator is 0 counts as 0.0.
    """
    hits = (labels * predicted).sum(dtype=torch.int16).item()
    called = predicted.sum().item()
    positives = labels.sum().item()
    precision = hits / called if called else 0.0
    recall = hits / positives if positives else 0.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0
