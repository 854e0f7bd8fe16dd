import os
import pickle
import tempfile

import torch
from torch import nn


def make_run(optimizer_class, dropout, **options):
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(3, 8), nn.Dropout(dropout), nn.Linear(8, 1))
    return model, optimizer_class(model.parameters(), **options)


def train(model, optimizer, steps):
    x = torch.linspace(-1, 1, 30).reshape(10, 3)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = (model(x) - x.sum(dim=1, keepdim=True)).square().mean()
        loss.backward()
        optimizer.step()


def resumed_equals_uninterrupted(answer, optimizer_class, dropout=0.0, **options):
    path = os.path.join(tempfile.mkdtemp(), "checkpoint.pt")
    model, optimizer = make_run(optimizer_class, dropout, **options)
    train(model, optimizer, steps=5)
    answer.save_checkpoint(path, model, optimizer, 4)
    train(model, optimizer, steps=5)

    resumed, new_optimizer = make_run(optimizer_class, dropout, **options)
    torch.manual_seed(123)
    answer.load_checkpoint(path, resumed, new_optimizer)
    train(resumed, new_optimizer, steps=5)
    return all(map(torch.equal, model.parameters(), resumed.parameters()))


def check_next_epoch(answer):
    """load_checkpoint returns the epoch after the saved one"""
    path = os.path.join(tempfile.mkdtemp(), "checkpoint.pt")
    answer.save_checkpoint(path, *make_run(torch.optim.SGD, 0.0, lr=0.1), 4)
    got = answer.load_checkpoint(path, *make_run(torch.optim.SGD, 0.0, lr=0.1))
    assert got == 5, f"epoch 4 was finished: expected to go on with 5, got {got}"


def check_momentum(answer):
    """SGD with momentum: resumed weights equal the uninterrupted run's, bit for bit"""
    same = resumed_equals_uninterrupted(answer, torch.optim.SGD, lr=0.05, momentum=0.9)
    assert same, "expected the uninterrupted run's weights; momentum was not restored"


def check_adam(answer):
    """Adam: resumed weights equal the uninterrupted run's"""
    same = resumed_equals_uninterrupted(answer, torch.optim.Adam, lr=0.05)
    assert same, "expected the uninterrupted run's weights; Adam's averages were lost"


def check_dropout(answer):
    """with dropout on, the random masks go on where they stopped"""
    same = resumed_equals_uninterrupted(answer, torch.optim.SGD, dropout=0.5, lr=0.05)
    assert same, (
        "expected the same dropout masks; the generator's state was not restored"
    )


def check_default_load(answer):
    """the file can be read with the default weights_only=True"""
    path = os.path.join(tempfile.mkdtemp(), "checkpoint.pt")
    answer.save_checkpoint(path, *make_run(torch.optim.Adam, 0.0, lr=0.1), 4)
    try:
        torch.load(path)
    except pickle.UnpicklingError:
        raise AssertionError(
            "the file holds pickled objects, torch.load refuses it"
        ) from None
