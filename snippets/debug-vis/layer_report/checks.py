import torch
from torch import nn


def make_model():
    torch.manual_seed(0)
    block = nn.Sequential(nn.Linear(4, 8), nn.ReLU())
    return nn.Sequential(block, nn.Linear(8, 2)), torch.randn(16, 4)


def hooks_on(model):
    return sum(len(layer._forward_hooks) for layer in model.modules())


def check_rows(answer):
    """names and shapes of all layers without children, nested ones too"""
    got = [(row[0], row[1]) for row in answer.layer_report(*make_model())]
    expected = [("0.0", (16, 8)), ("0.1", (16, 8)), ("1", (16, 2))]
    assert got == expected, f"expected {expected}, got {got}"


def check_figures(answer):
    """mean and share of zeros are those of the layer's output"""
    model, x = make_model()
    output = model[0](x)
    expected = [output.mean().item(), (output == 0).float().mean().item()]
    for row in answer.layer_report(model, x):
        if row[1] == (16, 8) and row[3] > 0:
            got = [float(value) for value in row[2:]]
            close = all(abs(a - b) < 1e-4 for a, b in zip(got, expected, strict=True))
            assert close, f"expected mean and zeros {expected}, got {got}"
            return
    raise AssertionError("expected a row for the ReLU with some zeros, found none")


def check_dead_layer(answer):
    """a ReLU that never fires has a share of zeros of 1"""
    model, x = make_model()
    nn.init.constant_(model[0][0].bias, -99.0)
    dead = [row[0] for row in answer.layer_report(model, x) if row[3] == 1]
    assert dead == ["0.1"], f"expected all zeros in ['0.1'] only, found {dead}"


def check_hooks_removed(answer):
    """no hook is left on the model"""
    model, x = make_model()
    answer.layer_report(model, x)
    left = hooks_on(model)
    assert left == 0, f"expected no hooks afterwards, {left} are left"


def check_removed_after_error(answer):
    """no hook is left when the forward pass raises"""
    model, _ = make_model()
    try:
        answer.layer_report(model, torch.randn(16, 5))
    except RuntimeError:
        pass
    else:
        raise AssertionError("expected the model's error to reach the caller")
    left = hooks_on(model)
    assert left == 0, f"expected no hooks after an error, {left} are left"
