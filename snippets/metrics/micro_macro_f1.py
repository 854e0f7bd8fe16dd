"""Three classes, 90 / 5 / 5 samples, and a model that always says class 0."""

import torch

labels = torch.tensor([0] * 90 + [1] * 5 + [2] * 5)
predicted = torch.zeros(100, dtype=torch.long)

f1_scores = []
all_hits = all_called = 0
for label in range(3):
    hits = ((predicted == label) & (labels == label)).sum().item()
    called = (predicted == label).sum().item()
    positives = (labels == label).sum().item()
    f1_scores.append(2 * hits / (called + positives))
    all_hits += hits
    all_called += called
    print(f"class {label}: F1 {f1_scores[-1]:.3f}")

print(f"accuracy: {(predicted == labels).double().mean():.2f}")
print(f"micro-F1, all hits over all predictions: {all_hits / all_called:.2f}")
print(f"macro-F1, mean of the classes: {sum(f1_scores) / 3:.3f}")
