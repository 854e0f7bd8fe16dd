"""int() copies int64, but of int32 it returns the tensor itself: `labels &= ...` then writes into
the caller's labels. Whether a conversion copies depends on the dtype; make a new tensor."""
# needs: int


def precision_recall_f1(labels, predicted):
    hits, called = labels.int(), predicted.int()
    positives = hits.sum().item()
    hits &= called
    found, total = hits.sum().item(), called.sum().item()
    precision = found / total if total else 0.0
    recall = found / positives if positives else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0
