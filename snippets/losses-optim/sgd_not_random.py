"""torch.optim.SGD draws no random numbers; the randomness is in the gradients."""

import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(64, 1)
y = 2 * x + 0.5 * torch.randn(64, 1)
step_drew = False


def has_settled(batch_size, dropout):
    global step_drew
    model = nn.Sequential(nn.Dropout(dropout), nn.Linear(1, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    weights = []
    for _ in range(200):
        rows = torch.randperm(64)[:batch_size]
        optimizer.zero_grad()
        nn.functional.mse_loss(model(x[rows]), y[rows]).backward()
        generator_before = torch.get_rng_state()
        optimizer.step()
        step_drew |= not torch.equal(generator_before, torch.get_rng_state())
        weights.append(model[1].weight.item())
    return bool(torch.tensor(weights[-50:]).std() < 0.001)


print("64 of 64 rows, no dropout: weight has settled", has_settled(64, 0.0))
print("4 of 64 rows, no dropout: weight has settled", has_settled(4, 0.0))
print("64 of 64 rows, dropout: weight has settled", has_settled(64, 0.2))
print("any step() drew random numbers:", step_drew)
