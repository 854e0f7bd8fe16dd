"""Perfect predictions, but of shape (3, 1) against targets of shape (3,)."""

import warnings

import torch
from torch import nn

target = torch.tensor([0.0, 1.0, 2.0])
prediction = target.unsqueeze(1)


def by_hand(prediction, target):
    return (prediction - target).pow(2).mean()


losses = [nn.MSELoss(), nn.BCEWithLogitsLoss(), nn.SmoothL1Loss(), nn.BCELoss()]
for loss_fn in [*losses, by_hand, nn.PoissonNLLLoss()]:
    name = "by hand" if loss_fn is by_hand else type(loss_fn).__name__
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            text = f"{loss_fn(prediction, target).item():.4f}"
        except ValueError as error:
            text = f"ValueError: {str(error)[:25]}"
    warned = f" and UserWarning: {str(caught[0].message)[:25]}" if caught else ""
    print(f"{name}: {text}{warned}")

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("default")
    train_loss = nn.MSELoss()(prediction, target)
    val_loss = nn.MSELoss()(prediction, target)
print("two mistakes, same shapes: warnings shown", len(caught))
