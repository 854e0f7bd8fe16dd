"""torch.optim.SGD draws no random numbers; the randomness is in the batches."""

import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(64, 1)
y = 2 * x + 0.5 * torch.randn(64, 1)


def train(batch_size, steps=200):
    """Return the last weights and whether a step used the random generator."""
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    weights, used_random = [], False
    for _ in range(steps):
        rows = torch.randperm(64)[:batch_size]
        optimizer.zero_grad()
        nn.functional.mse_loss(model(x[rows]), y[rows]).backward()
        generator_before = torch.get_rng_state()
        optimizer.step()
        used_random |= not torch.equal(generator_before, torch.get_rng_state())
        weights.append(model.weight.item())
    return torch.tensor(weights[-50:]), used_random


for batch_size in (64, 4):
    weights, used_random = train(batch_size)
    print(f"{batch_size} of 64 rows, weight has settled:", bool(weights.std() < 0.001))
    print(f"{batch_size} of 64 rows, step() drew random numbers:", used_random)
