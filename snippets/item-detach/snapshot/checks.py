import torch
from torch import nn


def build_model():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1))


def train_one_step(model):
    """Write the weights in place, as an optimizer step does."""
    with torch.no_grad():
        for p in model.parameters():
            p.add_(1.0)


def check_has_every_parameter(answer):
    """Has every parameter under its name, with its value"""
    model = build_model()
    saved = answer.snapshot(model)
    assert isinstance(saved, dict), f"expected a dict, got {type(saved).__name__}"
    for name, p in model.named_parameters():
        assert name in saved, f"expected the key {name!r}, got {sorted(saved)}"
        assert isinstance(saved[name], torch.Tensor), f"expected a tensor for {name}"
        assert torch.equal(saved[name], p), f"expected the current value of {name}"


def check_needs_no_grad(answer):
    """No tensor in the snapshot requires grad"""
    saved = answer.snapshot(build_model())
    assert saved, "expected one tensor per parameter, got an empty dict"
    for name, tensor in saved.items():
        assert not tensor.requires_grad, (
            f"expected requires_grad False on the saved {name}, it is True: "
            "autograd still tracks this copy"
        )


def check_training_leaves_it_alone(answer):
    """A training step changes the model, not the snapshot"""
    model = build_model()
    saved = answer.snapshot(model)
    assert saved, "expected one tensor per parameter, got an empty dict"
    before = {name: tensor.detach().clone() for name, tensor in saved.items()}
    train_one_step(model)
    for name, tensor in saved.items():
        assert torch.equal(tensor, before[name]), (
            f"expected the saved {name} to stay as it was, training changed it: "
            "it shares memory with the model"
        )


def check_model_still_trains(answer):
    """Taking the snapshot does not freeze the model"""
    model = build_model()
    answer.snapshot(model)
    for name, p in model.named_parameters():
        assert p.requires_grad, f"expected {name} to still require grad, it does not"
