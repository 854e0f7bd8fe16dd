"""NumPy's sums are NumPy's numbers, and so is what is divided by them: such a float is printed as
np.float64(...), and dividing by 0 only warns. float() or item() makes a Python float of it."""
# needs: numpy | np


def precision_recall_f1(labels, predicted):
    actual, called = labels.numpy() == 1, predicted.numpy() == 1
    hits = (actual & called).sum()
    precision = hits / called.sum() if called.any() else 0.0
    recall = hits / actual.sum() if actual.any() else 0.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0
