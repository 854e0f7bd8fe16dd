"""Cross-entropy takes logits and class ids; accuracy can't replace it in training."""

import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, 1.0, 0.0]], requires_grad=True)
target = torch.tensor([0])

from_logits = F.cross_entropy(logits, target)
from_log_probs = F.nll_loss(F.log_softmax(logits, dim=1), target)
by_hand = -torch.log(torch.softmax(logits, dim=1)[0, 0])

print(f"cross_entropy(logits): {from_logits.item():.4f}")
print(f"nll_loss(log_softmax(logits)): {from_log_probs.item():.4f}")
print(f"-log(probability of the true class): {by_hand.item():.4f}")

accuracy = (logits.argmax(dim=1) == target).float().mean()
print("cross-entropy has a gradient:", from_logits.requires_grad)
print("accuracy has a gradient:", accuracy.requires_grad)

scores = torch.tensor([[3.0, -1.0, 2.0]])
labels = torch.tensor([[1.0, 0.0, 1.0]])
multi_label = F.binary_cross_entropy_with_logits(scores, labels)
print(f"multi-label, one yes/no per column: {multi_label.item():.4f}")

error = torch.tensor([0.1, 0.1, 10.0])
zero = torch.zeros(3)
print(f"one outlier, L1: {F.l1_loss(error, zero).item():.1f}")
print(f"one outlier, MSE: {F.mse_loss(error, zero).item():.1f}")
