import torch
from torch import nn


def distance(a, b):
    """Euclidean distance of matching rows."""
    return torch.linalg.vector_norm(a - b, dim=1)


torch.manual_seed(0)
embedding = nn.Embedding(10, 4)
left = torch.tensor([0, 3, 5, 7])
right = torch.tensor([1, 3, 6, 2])

loss = distance(embedding(left), embedding(right)).mean()
loss.backward()

print("loss is finite:", loss.isfinite().item())
print("gradient is finite:", embedding.weight.grad.isfinite().all().item())
