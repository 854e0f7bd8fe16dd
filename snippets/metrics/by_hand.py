import torch

labels = torch.tensor([1, 1, 1, 1, 0, 0, 0, 0, 0, 0])
predicted = torch.tensor([1, 1, 1, 0, 1, 1, 1, 0, 0, 0])

true_positives = ((predicted == 1) & (labels == 1)).sum().item()
false_positives = ((predicted == 1) & (labels == 0)).sum().item()
false_negatives = ((predicted == 0) & (labels == 1)).sum().item()

precision = true_positives / (true_positives + false_positives)
recall = true_positives / (true_positives + false_negatives)
print(f"precision: {precision:.2f}")
print(f"recall: {recall:.2f}")
print(f"F1: {2 * precision * recall / (precision + recall):.2f}")
print(f"accuracy: {(predicted == labels).double().mean():.2f}")
