import copy
import random
from contextlib import contextmanager

import numpy as np
import torch
from torch import nn


class Block(nn.Module):
    """Layers within layers, a weight of its own, dropout as a function: (n, 4) -> (n, 8)."""

    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.full((8,), 2.0))
        self.inner = nn.Sequential(nn.Linear(4, 8), nn.Sequential(nn.BatchNorm1d(8)))

    def forward(self, x):
        hidden = self.scale * self.inner(x).relu()
        return nn.functional.dropout(hidden, 0.5, training=self.training)


def plain():
    return nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.5))


def only_dropout():
    return nn.Sequential(nn.Linear(4, 8), nn.Dropout(0.5))


def convolution():
    layers = nn.Unflatten(1, (2, 2, 1)), nn.Conv2d(2, 4, (1, 1)), nn.BatchNorm2d(4)
    return nn.Sequential(*layers, nn.Dropout2d(0.5), nn.Flatten())


def random_slopes():
    return nn.Sequential(nn.Linear(4, 8), nn.RReLU())


def rarer():
    layers = nn.AlphaDropout(0.5), nn.Unflatten(1, (4, 2)), nn.Dropout1d(0.5)
    norm = nn.InstanceNorm1d(4, affine=True, track_running_stats=True)
    return nn.Sequential(nn.Linear(4, 8), *layers, norm, nn.Flatten())


KINDS = {
    "Linear, Dropout": only_dropout,
    "Linear, BatchNorm1d, ReLU, Dropout": plain,
    "Conv2d, BatchNorm2d, Dropout2d": convolution,
    "nested layers with F.dropout": Block,
    "Linear, RReLU": random_slopes,
    "Linear, AlphaDropout, Dropout1d, InstanceNorm1d": rarer,
}  # (n, 4) -> (n, 8)


class Frozen:
    """A backbone that `answer` has frozen, and what is to be expected of it."""

    def __init__(self, answer, kind, training=True):
        self.kind = kind
        with torch.random.fork_rng():
            torch.manual_seed(0)
            backbone = KINDS[kind]()
            for layer in backbone.modules():
                if isinstance(
                    layer, nn.BatchNorm1d | nn.BatchNorm2d | nn.InstanceNorm1d
                ):  # as after training
                    nn.init.normal_(layer.running_mean)
                    nn.init.uniform_(layer.running_var, 0.5, 2)
                    nn.init.uniform_(layer.weight, 0.5, 2)
            self.x, self.y = torch.randn(16, 4) + 3, torch.randint(0, 2, (16,))
            self.head = nn.Linear(8, 2)
        self.reference = copy.deepcopy(backbone).eval().requires_grad_(False)
        self.state = copy.deepcopy(backbone.state_dict())
        self.module = answer.freeze(backbone.train(training))
        on = torch.is_grad_enabled()
        torch.set_grad_enabled(True)
        assert on, (
            "expected freeze() to leave recording on, it is off for the whole program"
        )
        got = type(self.module).__name__
        assert isinstance(self.module, nn.Module), (
            f"expected freeze() to return a module, got {got}"
        )
        self.model = nn.Sequential(self.module, self.head)
        self.lost = self.changed(self.state)

    def train_ten_steps(self, optimizer_class=torch.optim.SGD, **options):
        options = options or {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.1}
        optimizer = optimizer_class(self.model.parameters(), **options)
        for _ in range(10):
            self.model.train()
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(self.model(self.x), self.y)
            assert loss.requires_grad, (
                "expected the head to get gradients, the loss has none"
            )
            loss.backward()
            optimizer.step()

    def compare(self, when, rows=16):
        wanted = self.reference(self.x[:rows])
        try:
            found = self.module(self.x[:rows].clone())
        except ValueError:  # BatchNorm in train mode refuses a single row
            message = (
                f"{self.kind}, rows: {rows}, {when}: expected the eval-mode output, got"
            )
            raise AssertionError(
                f"{message} a ValueError ({self.condition()})"
            ) from None
        got = type(found).__name__
        assert isinstance(found, torch.Tensor), (
            f"expected a tensor from the module, got {got}"
        )
        shape, right = tuple(found.shape), tuple(wanted.shape)
        assert shape == right, (
            f"{self.kind}: expected an output of shape {right}, got {shape}"
        )
        far = (found - wanted).abs().max().item()
        assert torch.allclose(found, wanted, rtol=1e-4, atol=1e-5), (
            f"{self.kind}, rows: {rows}, {when}: expected the eval-mode output, "
            f"it differs by up to {far:.2g} ({self.condition()})"
        )

    def moved(self, names):
        """Which of the backbone's tensors, if they were in the module's state, are no more."""
        return [name for name in self.changed(names) if name not in self.lost]

    def condition(self):
        """Which of its modules, blocks too, are in train mode, and do parameters get gradients?"""
        layers = [known_as(one) for one in self.module.modules() if one.training]
        layers = [name for name in layers if name]
        grads = any(one.requires_grad for one in self.module.parameters())
        modes = f"in train mode: {', '.join(layers) or 'nothing'}"
        return (
            f"{modes}; parameters {'require' if grads else 'do not require'} gradients"
        )

    def changed(self, names):
        """The names of the backbone's tensors that the module's state does not hold."""
        held = list(self.module.state_dict().values())
        return [
            name
            for name in names
            if not any(
                one.shape == self.state[name].shape
                and torch.equal(one, self.state[name])
                for one in held
            )
        ]


def known_as(module):
    """The name of the kind of a backbone's module; empty for a wrapper that an answer made."""
    for kind in type(module).__mro__:
        if kind is Block or (kind is not nn.Module and kind.__module__.startswith("torch.nn.")):
            return kind.__name__
    return ""


def check_state_is_kept(answer):
    """The state_dict of the returned module holds all of the backbone's."""
    for kind in KINDS:
        frozen = Frozen(answer, kind)
        assert not frozen.lost, (
            f"{kind}: expected all tensors in the state_dict, not found: {frozen.lost}"
        )


def check_weights_stay(answer):
    """No parameter changes in ten training steps, with weight decay too."""
    for kind in KINDS:
        for optimizer, options in (
            (torch.optim.SGD, {"lr": 0.1}),
            (torch.optim.SGD, {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.1}),
            (torch.optim.AdamW, {"lr": 0.1}),
        ):
            if optimizer is torch.optim.AdamW and kind != "Linear, Dropout":
                continue  # once is enough
            frozen = Frozen(answer, kind)
            frozen.train_ten_steps(optimizer, **options)
            moved = frozen.moved(
                [name for name, _ in frozen.reference.named_parameters()]
            )
            assert not moved, (
                f"{kind}, {optimizer.__name__}({options}): expected no parameter to change, "
                f"these did: {', '.join(moved)}"
            )


def check_buffers_stay(answer):
    """No buffer (running statistics) changes, even after model.train()."""
    for kind in KINDS:
        frozen = Frozen(answer, kind)
        frozen.train_ten_steps()
        moved = frozen.moved([name for name, _ in frozen.reference.named_buffers()])
        assert not moved, (
            f"{kind}: expected no buffer to change, these did: {', '.join(moved)} "
            f"({frozen.condition()})"
        )


def check_frozen_at_once(answer):
    """It computes what the backbone computes in eval mode as soon as it is returned."""
    for kind in KINDS:
        for training in (False, True):
            frozen = Frozen(answer, kind, training)
            for rows in (1, 2, 16):
                frozen.compare("before any train()", rows)


def check_the_mode_does_not_matter(answer):
    """It still computes that after model.train() and after model.eval()."""
    for kind in KINDS:
        frozen = Frozen(answer, kind)
        frozen.model.eval()
        for rows in (1, 2, 16):
            frozen.compare("after model.eval()", rows)
        frozen.model.train()
        for rows in (1, 2, 16):
            frozen.compare("after model.train()", rows)
        for again in (
            frozen.module.train(False),
            frozen.module.train(),
            frozen.module.eval(),
        ):
            got = type(again).__name__
            assert again is frozen.module, (
                f"expected its train() and eval() to return the module itself, got {got}"
            )
        frozen.module.train()
        frozen.compare("after train() of the module itself")


def switches():
    """What is switched for the program as a whole, by name."""
    return {
        "recording": torch.is_grad_enabled(),
        "inference mode": torch.is_inference_mode_enabled(),
        "anomaly detection": torch.is_anomaly_enabled(),
        "the default dtype": torch.get_default_dtype(),
        "deterministic algorithms": torch.are_deterministic_algorithms_enabled(),
        "cudnn.deterministic": torch.backends.cudnn.deterministic,
        "cudnn.benchmark": torch.backends.cudnn.benchmark,
        "torch's number of threads": torch.get_num_threads(),
    }


AT_FIRST = switches()


def switch_back():
    torch.set_grad_enabled(AT_FIRST["recording"])
    torch.autograd.set_detect_anomaly(AT_FIRST["anomaly detection"])
    torch.set_default_dtype(AT_FIRST["the default dtype"])
    torch.use_deterministic_algorithms(AT_FIRST["deterministic algorithms"])
    torch.backends.cudnn.deterministic = AT_FIRST["cudnn.deterministic"]
    torch.backends.cudnn.benchmark = AT_FIRST["cudnn.benchmark"]
    torch.set_num_threads(AT_FIRST["torch's number of threads"])


@contextmanager
def put_back():
    """Everything is switched as at first, and afterwards again, and seeded as it was."""
    numpy_was, python_was = np.random.get_state(), random.getstate()
    switch_back()
    try:
        with torch.random.fork_rng(devices=[]):
            yield
    finally:
        switch_back()
        np.random.set_state(numpy_was)
        random.setstate(python_was)


SEEDS = {  # how each generator is seeded, and how a number is drawn
    "torch": (torch.manual_seed, lambda: torch.rand(1).item()),
    "numpy": (np.random.seed, np.random.rand),
    "random": (random.seed, random.random),
}


def switches_nothing(step, what):
    """Whether this step leaves everything switched and seeded as it is."""
    for wanted in (True, False):
        with put_back():
            torch.set_grad_enabled(wanted)
            before = switches()
            step()
            after = switches()
        case = f"recording {'on' if wanted else 'off'}, {what}"
        for name, was in before.items():
            came = after[name]
            assert came == was, f"{case}: expected {name} to stay {was}, it became {came}"
    for name, (seed, draw) in SEEDS.items():
        with put_back():
            drawn = []
            for number in (1, 2):
                seed(number)
                before = draw()
                step()
                drawn.append(draw())
                assert drawn[-1] != before, (
                    f"{name}, seed {number}, a number, {what}, a number: expected two different "
                    f"numbers, got {before:.4f} twice: the seed is set back"
                )
            assert drawn[0] != drawn[1], (
                f"{name}, seed 1, then 2, each with {what} and a number: expected two different "
                f"numbers, got {drawn[0]:.4f} twice: a seed is set"
            )
    with put_back():
        torch.manual_seed(1)
        step()
        seed = torch.initial_seed()
    assert seed == 1, f"torch, seed 1, {what}: expected the seed to stay 1, it became {seed}"


def check_the_program_stays(answer):
    """freeze(), a pass, train() and eval() switch nothing outside: not recording, no seed."""
    for training in (True, False):
        switches_nothing(lambda: answer.freeze(only_dropout().train(training)), "freeze()")
        module = Frozen(answer, "Linear, Dropout").module
        switches_nothing(lambda: module.train(training), f"train({training}) of the module")
        switches_nothing(lambda: module(torch.ones(2, 4)), "a pass")


def check_head_trains(answer):
    """The head after it trains, and is in train mode."""
    frozen = Frozen(answer, "Linear, BatchNorm1d, ReLU, Dropout")
    before = frozen.head.weight.detach().clone()
    frozen.train_ten_steps()
    assert not torch.equal(frozen.head.weight, before), (
        "expected the head's weight to change in training, it did not"
    )
    assert frozen.head.training, "expected the head in train mode after model.train()"
