import torch
from torch import nn


def build_model() -> nn.Module:
    """A new model from 2 features (n, 2) to the logits of 2 classes (n, 2)."""
    return nn.Linear(2, 2)  # TODO: can this learn the sign of x1 * x2?


def fit(model: nn.Module, x: torch.Tensor, y: torch.Tensor) -> None:
    """Train `model`, in train mode, in place on `x` (n, 2) and class ids `y` (n,)."""
    # TODO: loss, optimizer, loop


def evaluate(model: nn.Module, x: torch.Tensor, y: torch.Tensor) -> float:
    """Accuracy on `x` (n, 2) and `y` (n,), in eval mode and without recording: a Python
    number from 0 to 1."""
    # TODO
    return 0.0


def save_and_reload(model: nn.Module, path: str) -> nn.Module:
    """Save the model's state to `path`; return a new model that loaded it from there."""
    # TODO
    return build_model()
