import torch
from torch import nn


def run(answer, losses, patience):
    """Train a model whose weight is the number of epochs it was trained for."""
    model = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(model.weight)

    def train_epoch():
        with torch.no_grad():
            model.weight += 1

    def validate():
        return losses[int(model.weight.item()) - 1]

    result = answer.fit(model, train_epoch, validate, patience, len(losses))
    return result, int(model.weight.item())


def check_returns_the_best_epoch(answer):
    """The returned epoch and loss are those of the smallest validation loss."""
    result, _ = run(answer, [3.0, 1.0, 2.0, 1.5, 1.2, 1.9, 2.5], patience=3)
    assert tuple(result) == (1, 1.0), f"expected (1, 1.0), got {tuple(result)}"


def check_model_has_the_best_weights(answer):
    """The model ends with a copy of the best epoch's weights."""
    _, weight = run(answer, [3.0, 2.0, 1.0, 4.0, 5.0, 6.0], patience=3)
    assert weight == 3, f"expected the weight of epoch 2, which is 3, got {weight}"


def check_stops_after_patience(answer):
    """With patience 2 the second bad epoch in a row is the last one."""
    losses = [2.0, 1.0, 3.0, 3.0, 0.5, 0.4]
    result, _ = run(answer, losses, patience=2)
    assert tuple(result) == (1, 1.0), (
        f"expected (1, 1.0): training stops before epoch 4; got {tuple(result)}"
    )


def check_new_minimum_resets_the_count(answer):
    """Single bad epochs between new minima stop nothing."""
    result, _ = run(answer, [5.0, 6.0, 4.0, 5.0, 3.0, 4.0, 2.0], patience=2)
    assert tuple(result) == (6, 2.0), (
        f"expected (6, 2.0): no two bad epochs in a row; got {tuple(result)}"
    )


def check_max_epochs(answer):
    """A loss that keeps falling runs to the last epoch."""
    result, weight = run(answer, [5.0, 4.0, 3.0, 2.0], patience=2)
    assert (tuple(result), weight) == ((3, 2.0), 4), (
        f"expected (3, 2.0) after 4 epochs, got {tuple(result)} after {weight}"
    )
