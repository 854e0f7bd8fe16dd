"""Where nothing was to be found and nothing was called, this says 1.0. Some people do it that way,
but the task says 0.0 for an empty denominator."""


def precision_recall_f1(labels, predicted):
    hits = ((labels == 1) & (predicted == 1)).sum().item()
    called = (predicted == 1).sum().item()
    positives = (labels == 1).sum().item()
    if not called and not positives:
        return 1.0, 1.0, 1.0
    precision = hits / called if called else 0.0
    recall = hits / positives if positives else 0.0
    return precision, recall, 2 * hits / (called + positives)
