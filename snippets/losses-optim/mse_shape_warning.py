"""Perfect predictions, but of shape (3, 1) against targets of shape (3,)."""

import warnings

import torch
from torch import nn

target = torch.tensor([1.0, 2.0, 3.0])
prediction = target.unsqueeze(1)
loss_fn = nn.MSELoss()

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    loss = loss_fn(prediction, target)

print("shapes:", tuple(prediction.shape), "and", tuple(target.shape))
print("shape of the difference:", tuple((prediction - target).shape))
print(f"loss of a perfect prediction: {loss.item():.4f}")
print(f"{caught[0].category.__name__}:", str(caught[0].message)[:30])
print(f"after squeeze(1): {loss_fn(prediction.squeeze(1), target).item():.4f}")
