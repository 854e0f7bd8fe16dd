"""Change one thing, the learning rate, and repeat every setting over five seeds."""

import torch
from torch import nn


def final_loss(learning_rate, seed):
    torch.manual_seed(seed)
    x = torch.randn(100, 3)
    y = x @ torch.tensor([[1.0], [2.0], [3.0]]) + 0.1 * torch.randn(100, 1)
    model = nn.Linear(3, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for _ in range(50):
        loss = nn.functional.mse_loss(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item()


medians = {}
for learning_rate in (0.001, 0.01, 0.1, 1.5):
    losses = sorted(final_loss(learning_rate, seed) for seed in range(5))
    medians[learning_rate] = losses[2]
    low, median, high = losses[0], losses[2], losses[-1]
    print(f"lr {learning_rate}: loss {median:.3g}, from {low:.3g} to {high:.3g}")

print("best:", min(medians, key=medians.get))
assert medians[0.001] > medians[0.01] > medians[0.1] and not medians[1.5] < 1e6
