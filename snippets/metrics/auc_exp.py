"""AUC looks at the order of the scores, accuracy at a threshold."""

import torch


def auc(scores, labels):
    """Share of pairs whose positive has the higher score (here are no ties)."""
    positive, negative = scores[labels], scores[~labels]
    return (positive[:, None] > negative[None, :]).float().mean().item()


def accuracy(scores, labels):
    return ((scores > 0) == labels).float().mean().item()


torch.manual_seed(0)
labels = torch.rand(1000) < 0.2
scores = torch.randn(1000, dtype=torch.float64) + 1.5 * labels
stretched = scores.exp()

print(f"AUC: {auc(scores, labels):.3f}, of exp(score): {auc(stretched, labels):.3f}")
print("AUC the same:", auc(scores, labels) == auc(stretched, labels))
before, after = accuracy(scores, labels), accuracy(stretched, labels)
print(f"accuracy at threshold 0: {before:.2f}, of exp(score): {after:.2f}")
assert before > after
