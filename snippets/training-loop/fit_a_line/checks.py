import time

import torch
from torch import nn
from torch.optim.optimizer import register_optimizer_step_post_hook

# slope, intercept, points
LINES = ((3.0, -1.0, 50), (-2.0, 0.5, 50), (1.5, 1.0, 80), (0.5, -2.0, 400), (-1.0, 2.0, 3000))
IN_ORDER = (50, 3.0), (400, 0.5), (3000, -1.0)  # points, slope
FITS = {}  # by line: what came of it; a fit is made once, for all checks
LONGEST = 4.0  # seconds of computing: more than is asked for, for slow machines


class TooLong(Exception):
    """Ends a fit that takes too long."""


class Fit:
    """The model that came for one line, and all that is known of how it came."""

    def __init__(self, answer, slope, intercept, count):
        self.name = f"y = {slope:g}x {'-' if intercept < 0 else '+'} {abs(intercept):g}"
        self.x = torch.linspace(-1, 1, count).unsqueeze(1)
        stepped = set()  # the shapes that an optimizer has updated, with a gradient
        start = time.process_time()

        def after_step(optimizer, *_):
            stepped.update(
                tuple(one.shape)
                for group in optimizer.param_groups
                for one in group["params"]
                if one.grad is not None
            )
            if time.process_time() - start > LONGEST:
                raise TooLong

        hook = register_optimizer_step_post_hook(after_step)
        with torch.random.fork_rng():
            torch.manual_seed(count + int(slope))
            if (count, slope) not in IN_ORDER:
                self.x = self.x[torch.randperm(count)]
            self.y = slope * self.x + intercept
            given = self.x.clone(), self.y.clone()
            torch.optim.SGD([torch.zeros(1)]).zero_grad()  # the first one loads a lot
            start = time.process_time()
            try:
                self.model = answer.fit_line(*given)
            except TooLong:
                self.model = None
            self.seconds = time.process_time() - start
        hook.remove()
        self.stepped = stepped
        self.kept = torch.equal(given[0], self.x) and torch.equal(given[1], self.y)
        self.tracked = [name for name, one in zip("xy", given) if one.requires_grad]

    def loss(self):
        with torch.no_grad():
            return nn.functional.mse_loss(self.model(self.x), self.y).item()


def fit(answer, line):
    slow = [one for one in FITS.values() if one.seconds > LONGEST]
    if line not in FITS and not slow:
        FITS[line] = Fit(answer, *line)
    made = slow[0] if slow else FITS[line]
    assert made.seconds <= LONGEST, (
        f"{made.name}, {len(made.x)} points: expected less than a second, the fit took over "
        f"{LONGEST:.0f} s"
    )
    model = made.model
    assert isinstance(model, nn.Linear), (
        f"expected fit_line to return an nn.Linear, got {type(model).__name__}"
    )
    found = tuple(model.weight.shape)
    assert found == (1, 1), f"expected a weight of shape (1, 1), got {found}"
    assert model.bias is not None, "expected a model with a bias, it has none"
    kind = str(model.weight.dtype)
    assert kind == "torch.float32", f"expected a model of float32, got {kind}"
    return made


def check_slope_and_intercept(answer):
    """On y = 3x - 1 the weight is close to 3 and the bias close to -1."""
    model = fit(answer, LINES[0]).model
    weight, bias = model.weight.item(), model.bias.item()
    assert abs(weight - 3) < 0.01, f"expected a weight near 3, got {weight:.3f}"
    assert abs(bias + 1) < 0.01, f"expected a bias near -1, got {bias:.3f}"


def check_loss(answer):
    """On y = 3x - 1 the mean squared error ends below 1e-6."""
    loss = fit(answer, LINES[0]).loss()
    assert loss < 1e-6, f"y = 3x - 1: expected a loss below 1e-6, got {loss:.2g}"


def check_other_lines(answer):
    """Other lines work too, with x in any order and more points."""
    for line in LINES[1:]:
        made = fit(answer, line)
        loss, model, count = made.loss(), made.model, len(made.x)
        order = "" if (count, line[0]) in IN_ORDER else " in any order"
        assert loss < 1e-6, (
            f"{made.name}, {count} points{order}: expected a loss below 1e-6, "
            f"got {loss:.2g} (weight {model.weight.item():.3f}, bias "
            f"{model.bias.item():.3f})"
        )


def check_an_optimizer_trains(answer):
    """An optimizer of torch.optim makes the steps, in less than a second."""
    made = fit(answer, LINES[0])
    grad = "None" if made.model.weight.grad is None else "there"
    assert made.stepped, (
        "expected calls of an optimizer's step() with gradients, there was none; "
        f"weight.grad is {grad}"
    )
    for name, parameter in made.model.named_parameters():
        shape = tuple(parameter.shape)  # not which tensor: the model may be a copy
        assert shape in made.stepped, (
            f"expected an optimizer to train a {name} of shape {shape}, it has none"
        )


def check_inputs_stay(answer):
    """x and y are as before."""
    for line in LINES[:2]:
        made = fit(answer, line)
        assert made.kept, (
            f"{made.name}: expected x and y unchanged, their values differ"
        )
        assert not made.tracked, (
            f"{made.name}: expected x and y unchanged, {' and '.join(made.tracked)} "
            "came back with requires_grad=True"
        )


def check_a_model_of_its_own(answer):
    """Each call trains a model of its own: a later call leaves the earlier ones alone."""
    made = [fit(answer, line) for line in LINES]
    models = {id(one.model) for one in made}
    calls = len(LINES)
    message = f"expected {calls} models from {calls} calls, got {len(models)}"
    assert len(models) == calls, message
