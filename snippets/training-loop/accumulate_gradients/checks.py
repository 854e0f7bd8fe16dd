import copy
import weakref

import torch
from torch import nn


def _make(count=4, size=8, lr=0.1):
    torch.manual_seed(0)
    model = nn.Linear(3, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    batches = [(torch.randn(size, 3), torch.randn(size, 1)) for _ in range(count)]
    return model, optimizer, batches


def _big_batch_step(model, batches, lr=0.1):
    """The model after one plain SGD step on the joined batches."""
    model = copy.deepcopy(model)
    model.zero_grad()
    x, y = (torch.cat(parts) for parts in zip(*batches, strict=True))
    nn.functional.mse_loss(model(x), y).backward()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter -= lr * parameter.grad
    return model


def check_one_step(answer):
    """optimizer.step() is called exactly once."""
    model, optimizer, batches = _make()
    calls = []
    optimizer.register_step_post_hook(lambda *_: calls.append("step"))
    answer.train_step(model, optimizer, nn.MSELoss(), batches)
    assert len(calls) == 1, f"expected 1 optimizer step, got {len(calls)}"


def check_equals_the_big_batch(answer):
    """The update equals one step on all samples at once."""
    for count in (4, 2):
        model, optimizer, batches = _make(count)
        start = model.weight.detach().clone()
        wanted = _big_batch_step(model, batches)
        answer.train_step(model, optimizer, nn.MSELoss(), batches)
        ratio = ((model.weight - start).norm() / (wanted.weight - start).norm()).item()
        assert torch.allclose(model.weight, wanted.weight, atol=1e-5), (
            f"{count} micro-batches: expected the update of the joined batch, "
            f"got one that is {ratio:.2f} times as long"
        )
        assert torch.allclose(model.bias, wanted.bias, atol=1e-5), (
            f"{count} micro-batches: the weight is right, the bias is not"
        )


def check_old_gradients(answer):
    """Gradients that are left from earlier do not leak into the update."""
    clean, optimizer, batches = _make()
    answer.train_step(clean, optimizer, nn.MSELoss(), batches)
    model, optimizer, batches = _make()
    for parameter in model.parameters():
        parameter.grad = torch.full_like(parameter, 100.0)
    answer.train_step(model, optimizer, nn.MSELoss(), batches)
    assert torch.allclose(model.weight, clean.weight, atol=1e-5), (
        "expected old gradients to be cleared before the first backward(), "
        "they changed the update"
    )


def check_one_micro_batch_at_a_time(answer):
    """The model never sees more than one micro-batch at once."""
    model, optimizer, batches = _make(size=8)
    rows = []
    model.register_forward_pre_hook(lambda module, inputs: rows.append(len(inputs[0])))
    answer.train_step(model, optimizer, nn.MSELoss(), batches)
    assert rows, "expected the model to be called, it was not"
    assert max(rows) == 8, f"expected batches of 8 rows, got one of {max(rows)}"


class _Saved:
    """What autograd keeps of a tensor for backward(); gone when the graph is freed."""

    def __init__(self, tensor):
        self.tensor = tensor


def check_graphs_are_freed(answer):
    """The graph of one micro-batch is freed before the next one is computed."""
    model, optimizer, batches = _make()
    alive, kept = weakref.WeakSet(), []

    def pack(tensor):
        saved = _Saved(tensor)
        alive.add(saved)
        return saved

    model.register_forward_pre_hook(lambda *_: kept.append(len(alive)))
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda saved: saved.tensor):
        answer.train_step(model, optimizer, nn.MSELoss(), batches)
    most = max(kept, default=0)
    assert most == 0, (
        "expected no graph in memory when the model gets the next micro-batch, "
        f"{most} saved tensors were still there"
    )
