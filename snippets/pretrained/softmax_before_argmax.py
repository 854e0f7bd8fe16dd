"""Does softmax move the winner? Compare on random rows, and where rounding matters."""

import torch

torch.manual_seed(0)
logits = torch.randn(1000, 10) * 5
probabilities = logits.softmax(dim=1)
same = torch.equal(logits.argmax(dim=1), probabilities.argmax(dim=1))
print("same predicted class in all 1000 rows:", same)

close = torch.tensor([0.0, 1e-9])
print("nearly a tie, argmax of the logits:", close.argmax().item(), end=", ")
print("of the probabilities:", close.softmax(dim=0).argmax().item())

clear = torch.tensor([0.0, 200.0, 10.0, 5.0])
print("one clear winner, different logits:", len(clear.unique()), end=", ")
print("different probabilities:", len(clear.softmax(dim=0).unique()))  # 1 and three 0
