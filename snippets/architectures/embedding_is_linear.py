"""An embedding lookup and a one-hot matrix product, forward and backward."""

import torch
from torch import nn

torch.manual_seed(0)
words = torch.tensor([3, 7, 3])
embedding = nn.Embedding(10, 4)
linear = nn.Linear(10, 4, bias=False)
linear.weight.data = embedding.weight.detach().T.clone()  # Linear keeps (out, in)

looked_up = embedding(words)
multiplied = linear(nn.functional.one_hot(words, 10).float())
print("same outputs:", torch.allclose(looked_up, multiplied))

looked_up.sum().backward()
multiplied.sum().backward()
print("same gradients:", torch.allclose(embedding.weight.grad, linear.weight.grad.T))
print(
    "rows with a gradient:", embedding.weight.grad.any(dim=1).nonzero()[:, 0].tolist()
)
print("gradient of row 3, which was used twice:", embedding.weight.grad[3].tolist())
