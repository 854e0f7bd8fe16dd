import copy

import torch
from torch import nn


def make_backbone():
    torch.manual_seed(0)
    layers = nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.5)
    return nn.Sequential(*layers)


def train_ten_steps(answer):
    """Return the trained model, its frozen part, and the state of both before."""
    frozen = answer.freeze(make_backbone())
    assert isinstance(frozen, nn.Module), (
        f"expected freeze() to return a module, got {type(frozen).__name__}"
    )
    head = nn.Linear(8, 2)
    model = nn.Sequential(frozen, head)
    before = copy.deepcopy(frozen.state_dict())
    head_before = head.weight.detach().clone()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    for _ in range(10):
        model.train()
        x, y = torch.randn(16, 4) + 3, torch.randint(0, 2, (16,))
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), y)
        assert loss.requires_grad, (
            "expected the head to get gradients, the loss has none"
        )
        loss.backward()
        optimizer.step()
    return model, frozen, before, head_before


def changed(frozen, before, names):
    after = frozen.state_dict()
    return [name for name in names if not torch.equal(before[name], after[name])]


def check_weights_stay(answer):
    """No parameter of the backbone changes in ten training steps."""
    _, frozen, before, _ = train_ten_steps(answer)
    wanted, got = len(make_backbone().state_dict()), len(before)
    assert got >= wanted, f"expected {wanted} tensors in the state_dict, got {got}"
    moved = changed(frozen, before, [name for name, _ in frozen.named_parameters()])
    assert not moved, f"expected no parameter to change, these did: {', '.join(moved)}"


def check_buffers_stay(answer):
    """No buffer (running statistics) changes, even after model.train()."""
    _, frozen, before, _ = train_ten_steps(answer)
    moved = changed(frozen, before, [name for name, _ in frozen.named_buffers()])
    assert not moved, f"expected no buffer to change, these did: {', '.join(moved)}"


def check_computes_like_eval(answer):
    """After model.train() it still computes what the backbone computes in eval mode."""
    x = torch.randn(16, 4) + 3
    expected = make_backbone().eval()(x)
    model = nn.Sequential(answer.freeze(make_backbone()), nn.Linear(8, 2))
    model.train()
    got = model[0](x)
    assert got.shape == expected.shape and torch.allclose(got, expected), (
        "expected the eval-mode output after model.train(), the output differs: "
        "BatchNorm or dropout is in train mode"
    )


def check_head_trains(answer):
    """The head after it still trains, and only the backbone is kept from it."""
    model, _, _, head_before = train_ten_steps(answer)
    assert not torch.equal(model[1].weight, head_before), (
        "expected the head's weight to change in training, it did not"
    )
    assert model[1].training, "expected the head in train mode after model.train()"
