"""Precision and recall as the threshold goes up."""

import torch


def precision_recall(scores, labels, threshold):
    called = scores > threshold
    hits = (called & labels).sum()
    return (hits / called.sum()).item(), (hits / labels.sum()).item()


torch.manual_seed(0)
labels = torch.rand(5000) < 0.2
scores = torch.randn(5000) + 1.5 * labels

recalls = []
for threshold in (0.0, 1.0, 2.0, 3.0):
    precision, recall = precision_recall(scores, labels, threshold)
    recalls.append(recall)
    print(f"threshold {threshold}: precision {precision:.2f}, recall {recall:.2f}")
assert recalls == sorted(recalls, reverse=True)

print("four samples whose best score belongs to a negative:")
scores = torch.tensor([0.9, 0.8, 0.7, 0.1])
labels = torch.tensor([False, True, True, False])
for threshold in (0.5, 0.75, 0.85):
    precision, recall = precision_recall(scores, labels, threshold)
    print(f"threshold {threshold}: precision {precision:.2f}, recall {recall:.2f}")
