import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(50, 10)
y = x[:, :1] + 0.5 * torch.randn(50, 1)


def fit(strength, built_in=0.0):
    model = nn.Linear(10, 1, bias=False)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, weight_decay=built_in)
    for _ in range(300):
        penalty = sum(p.data.pow(2).sum() for p in model.parameters())
        loss = nn.functional.mse_loss(model(x), y) + 0.5 * strength * penalty
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model.weight.detach(), loss.item(), model.weight.grad


free, free_loss, _ = fit(strength=0.0)
decayed, decayed_loss, gradient = fit(strength=1.0)
reference, *_ = fit(strength=0.0, built_in=1.0)
print("the penalty shows in the loss:", decayed_loss > free_loss)
print("the weights are smaller:", bool(decayed.norm() < 0.9 * free.norm()))
print("gradient of the loss at the end below 0.001:", bool(gradient.norm() < 0.001))
print("same as SGD(weight_decay=1.0):", torch.allclose(decayed, reference, atol=1e-4))


def decay_alone(momentum):
    # Ten steps of SGD(weight_decay=1.0) without any loss, from a weight of 1.
    w = torch.ones(1)
    optimizer = torch.optim.SGD([w], lr=0.05, momentum=momentum, weight_decay=1.0)
    for _ in range(10):
        w.grad = torch.zeros(1)
        optimizer.step()
    return w.item()


print(f"decay alone: {decay_alone(0.0):.2f}, with momentum {decay_alone(0.9):.2f}")
