"""It asks the first parameter for its device, and a model without parameters has none. Pass a
default, as in next(..., None), or use the device of x."""
# needs: parameters

import torch
from torch import nn


def build_model() -> nn.Module:
    return nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 2))


def fit(model: nn.Module, x: torch.Tensor, y: torch.Tensor) -> None:
    loss_function = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for _ in range(60):
        optimizer.zero_grad()
        loss_function(model(x), y).backward()
        optimizer.step()


def evaluate(model: nn.Module, x: torch.Tensor, y: torch.Tensor) -> float:
    model.eval()
    device = next(iter(model.parameters())).device
    x, y = x.to(device), y.to(device)
    with torch.no_grad():
        right = (model(x).argmax(dim=1) == y).sum().item()
    return right / len(y)


def save_and_reload(model: nn.Module, path: str) -> nn.Module:
    torch.save(model.state_dict(), path)
    reloaded = build_model()
    reloaded.load_state_dict(torch.load(path))
    return reloaded
