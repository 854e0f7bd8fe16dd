import torch
from torch import nn


def _fit(answer, slope, intercept):
    torch.manual_seed(0)
    x = torch.linspace(-1, 1, 50).unsqueeze(1)
    y = slope * x + intercept
    model = answer.fit_line(x, y)
    assert isinstance(model, nn.Linear), (
        f"expected an nn.Linear, got {type(model).__name__}"
    )
    with torch.no_grad():
        loss = nn.functional.mse_loss(model(x), y).item()
    return model, loss


def check_slope_and_intercept(answer):
    """On y = 3x - 1 the weight is close to 3 and the bias close to -1."""
    model, _ = _fit(answer, 3.0, -1.0)
    weight, bias = model.weight.item(), model.bias.item()
    assert abs(weight - 3) < 0.01, f"expected a weight near 3, got {weight:.3f}"
    assert abs(bias + 1) < 0.01, f"expected a bias near -1, got {bias:.3f}"


def check_loss(answer):
    """On y = 3x - 1 the mean squared error ends below 1e-6."""
    _, loss = _fit(answer, 3.0, -1.0)
    assert loss < 1e-6, f"expected a loss below 1e-6, got {loss:.2g}"


def check_another_line(answer):
    """It is trained, not set by hand: y = -2x + 0.5 works too."""
    _, loss = _fit(answer, -2.0, 0.5)
    assert loss < 1e-6, f"y = -2x + 0.5: expected a loss below 1e-6, got {loss:.2g}"
