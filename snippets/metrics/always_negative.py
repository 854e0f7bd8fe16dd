import torch

labels = torch.tensor([0] * 95 + [1] * 5)
predicted = torch.zeros(100, dtype=torch.long)

true_positives = ((predicted == 1) & (labels == 1)).sum()
accuracy = (predicted == labels).float().mean()
recall = true_positives / (labels == 1).sum()
precision = true_positives / (predicted == 1).sum()

print(f"accuracy: {accuracy:.2f}")
print(f"recall: {recall:.2f}")
print(f"precision: {precision:.2f}")
