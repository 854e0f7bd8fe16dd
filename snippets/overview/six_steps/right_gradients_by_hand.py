"""torch.autograd.grad returns the gradients and adds to nothing, so there is nothing to clear."""

import torch
from torch import nn


def build_model():
    return nn.Sequential(nn.Linear(2, 32), nn.GELU(), nn.Linear(32, 2))


def fit(model, x, y):
    parameters = list(model.parameters())
    optimizer = torch.optim.RMSprop(parameters, lr=0.02)
    for _ in range(80):
        loss = nn.functional.cross_entropy(model(x), y)
        gradients = torch.autograd.grad(loss, parameters)
        for parameter, gradient in zip(parameters, gradients, strict=True):
            parameter.grad = gradient
        optimizer.step()


@torch.no_grad()
def evaluate(model, x, y):
    classes = model.eval()(x).max(dim=1).indices
    return sum((classes == y).tolist()) / y.numel()


def save_and_reload(model, path):
    torch.save(dict(model.named_parameters()), path)
    reloaded = build_model()
    reloaded.load_state_dict(torch.load(path))
    return reloaded
