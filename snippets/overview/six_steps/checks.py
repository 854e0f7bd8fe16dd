import tempfile
from pathlib import Path

import torch
from torch import nn


def make_data(count):
    x = torch.randn(count, 2)
    return x, (x[:, 0] * x[:, 1] > 0).long()


class Spy(nn.Module):
    """Always says class 1; notes the mode and the grad mode it was called in."""

    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1))

    def forward(self, x):
        self.mode_seen, self.grad_seen = self.training, torch.is_grad_enabled()
        return self.scale * torch.tensor([0.0, 1.0]).expand(len(x), 2)


def check_learns(answer):
    """Trained on 500 points, the model is right on over 90% of 500 unseen ones."""
    torch.manual_seed(0)
    (x, y), (test_x, test_y) = make_data(500), make_data(500)
    model = answer.build_model()
    answer.fit(model, x, y)
    model.eval()
    with torch.no_grad():
        accuracy = (model(test_x).argmax(dim=1) == test_y).float().mean().item()
    assert accuracy > 0.9, f"expected over 0.90 on unseen points, got {accuracy:.2f}"


def check_accuracy(answer):
    """evaluate() returns the share of right answers as a number."""
    y = torch.tensor([1, 1, 1, 0])
    got = answer.evaluate(Spy(), torch.zeros(4, 2), y)
    assert got is not None, "expected evaluate() to return a number, got None"
    assert abs(float(got) - 0.75) < 1e-6, f"expected accuracy 0.75, got {got}"


def check_evaluation_mode(answer):
    """evaluate() runs the model in eval mode and without recording."""
    spy = Spy().train()
    spy.mode_seen = spy.grad_seen = None
    answer.evaluate(spy, torch.zeros(4, 2), torch.ones(4).long())
    assert spy.mode_seen is not None, "expected evaluate() to call the model"
    assert not spy.mode_seen, "expected the model in eval mode, it was in train mode"
    assert not spy.grad_seen, "expected no recording in evaluate(), gradients were on"


def check_reload(answer):
    """The reloaded model is a new object and agrees exactly with the saved one."""
    torch.manual_seed(0)
    model = answer.build_model()
    x, _ = make_data(20)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.pt"
        reloaded = answer.save_and_reload(model, str(path))
        assert path.exists(), "expected a file at `path`, there is none"
    assert reloaded is not model, "expected a new model, got the same object"
    same = torch.equal(model.eval()(x), reloaded.eval()(x))
    assert same, "expected the reloaded model's outputs to be equal, they differ"
