"""Settings A and B, 20 seeds each: what would a single run of each have told you?"""

import torch
from torch import nn


def final_loss(learning_rate, seed):
    torch.manual_seed(seed)
    x = torch.randn(100, 3)
    y = x @ torch.tensor([[1.0], [2.0], [3.0]])
    model = nn.Linear(3, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for _ in range(30):
        loss = nn.functional.mse_loss(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item()


a = torch.tensor([final_loss(0.010, seed) for seed in range(20)])
b = torch.tensor([final_loss(0.011, seed) for seed in range(20, 40)])
b_same = torch.tensor([final_loss(0.011, seed) for seed in range(20)])

print(f"A: mean loss {a.mean():.2f}, standard deviation {a.std():.2f}")
print(f"B: mean loss {b.mean():.2f}, standard deviation {b.std():.2f}")
print("one run each, other seeds: B is better in", (b < a).sum().item(), "of 20")
print("same seed for both: B is better in", (b_same < a).sum().item(), "of 20")
assert 0 < (b < a).sum() < 20
