"""Does softmax move the winner? Compare on many random rows of logits."""

import torch

torch.manual_seed(0)
logits = torch.randn(1000, 10) * 5
probabilities = logits.softmax(dim=1)

same = torch.equal(logits.argmax(dim=1), probabilities.argmax(dim=1))
print("same predicted class in all 1000 rows:", same)
print("first row, top 3 by logit:      ", logits[0].topk(3).indices.tolist())
print("first row, top 3 by probability:", probabilities[0].topk(3).indices.tolist())
print("first row, largest logit:", f"{logits[0].max():.2f}")
print("first row, confidence:   ", f"{probabilities[0].max():.2f}")
assert same
