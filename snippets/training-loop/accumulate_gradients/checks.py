import copy
import weakref

import torch
from torch import nn


class Watched(nn.Module):
    """A small net (n, 3) -> (n, 1) that notes what each call finds."""

    def __init__(self):
        super().__init__()
        self.first, self.last = nn.Linear(3, 5), nn.Linear(5, 1)
        self.rows, self.modes, self.alive, self.hidden = [], [], [], []

    def forward(self, x):
        self.rows.append(len(x))
        self.modes.append(self.training)
        self.alive.append(sum(ref() is not None for ref in self.hidden))
        hidden = torch.tanh(self.first(x))
        self.hidden.append(weakref.ref(hidden))  # autograd holds it until backward()
        return self.last(hidden)


class Rich(nn.Module):
    """(n, 2, 3) -> (n, 2) in float64, with all that a model can have."""

    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(4))
        self.deep = nn.Sequential(nn.Linear(3, 4), nn.Sequential(nn.LayerNorm(4), nn.Linear(4, 4)))
        self.tied, self.unused = nn.Linear(4, 4), nn.Linear(2, 2)
        self.tied.weight = self.deep[1][1].weight
        self.last = nn.Linear(4, 1)
        self.double()

    def forward(self, x):
        return self.last(self.tied(torch.tanh(self.deep(x) * self.scale)))[..., 0]


class OwnLoss(nn.Module):
    """The mean distance between rows; the targets are numbers that float32 would round."""

    def forward(self, out, y):
        return torch.linalg.vector_norm(out - (y - FAR), dim=1).mean()


class Columns(nn.Module):
    """A mean distance of (n, k) and (n, k), or of (n, 1) and (n,): it needs them as they come."""

    def forward(self, out, y):
        gap = out[:, 0] - y if y.ndim == 1 else torch.linalg.vector_norm(out - y, dim=1)
        return gap.square().mean()


class Noting(nn.Module):
    """A mean that notes what it is given: shape and dtype of the outputs and of y."""

    def __init__(self):
        super().__init__()
        self.given = []

    def forward(self, out, y):
        self.given.append([f"{tuple(one.shape)} {one.dtype}" for one in (out, y)])
        return (out.reshape(len(out), -1).mean(1) - y.reshape(len(y), -1).float().mean(1)).mean()


class Words(nn.Module):
    """Word ids (n, 4) -> logits (n, 3)."""

    def __init__(self):
        super().__init__()
        self.table, self.last = nn.Embedding(7, 5), nn.Linear(5, 3)

    def forward(self, x):
        return self.last(self.table(x).mean(dim=1))


FAR = 1e8
OPTIMIZERS = {
    "SGD": lambda weights: torch.optim.SGD(weights, lr=0.1),
    "SGD with momentum and weight decay": lambda weights: torch.optim.SGD(
        weights, lr=0.02, momentum=0.9, weight_decay=0.1
    ),
    "Adam": lambda weights: torch.optim.Adam(weights, lr=0.1, eps=0.1),
}


def mean_loss():
    """A mean, and another one with its arguments swapped; new, as an answer may change its own."""
    return nn.PoissonNLLLoss()


def make(count, size, kind="SGD"):
    """A model, its optimizer, and `count` micro-batches (size, 3) with targets (size, 1)."""
    with torch.random.fork_rng():
        torch.manual_seed(count + 10 * size)
        model = Watched()
        batches = [(torch.randn(size, 3) + part, 9 * torch.rand(size, 1)) for part in range(count)]
    return model, OPTIMIZERS[kind](model.parameters()), batches


def joined_steps(model, kind, batches, steps):
    """The weights after plain steps of the optimizer on all samples at once."""
    model, loss_fn = copy.deepcopy(model), mean_loss()
    optimizer = OPTIMIZERS[kind](model.parameters())
    x, y = (torch.cat(parts) for parts in zip(*batches, strict=True))
    for _ in range(steps):
        optimizer.zero_grad()
        loss_fn(model(x), y).backward()
        optimizer.step()
    return flat(model)


def flat(model):
    return torch.cat([p.detach().reshape(-1) for p in model.parameters()])


def compare(answer, count, size, kind, steps=1, before=None, frozen=False):
    """Does `answer` make the same `steps` as the joined batch? `before` spoils gradients."""
    model, optimizer, batches = make(count, size, kind)
    model.first.requires_grad_(not frozen)
    start = flat(model)
    wanted = joined_steps(model, kind, batches, steps) - start
    if before is not None:
        for parameter in model.parameters():
            parameter.grad = torch.full_like(parameter, before)
    loss_fn = mean_loss()
    for _ in range(steps):
        answer.train_step(model, optimizer, loss_fn, copy.deepcopy(batches))
    got = flat(model) - start
    if torch.allclose(got, wanted, rtol=1e-3, atol=1e-5):
        return
    times = (got.norm() / wanted.norm()).item()
    moved = (wanted != 0) | (got != 0)  # a frozen layer's would fill the line with zeros
    wanted, got = wanted[moved], got[moved]
    stale = "" if before is None else f", .grad full of {before:g} before the call"
    stale += ", first layer frozen" if frozen else ""
    raise AssertionError(
        f"micro-batches: {count}, samples in each: {size}, {kind}, calls: {steps}{stale}: "
        f"expected the weights to move by {short(wanted)}, they moved by {short(got)} "
        f"({times:.2f} times as far)"
    )


def short(values):
    return "[" + ", ".join(f"{value:.5g}" for value in values.tolist()[:3]) + ", ...]"


def check_one_step(answer):
    """optimizer.step() is called exactly once, for any number of micro-batches."""
    for count in (1, 2, 3, 4, 5, 8):
        model, optimizer, batches = make(count, 2)
        calls = []
        optimizer.register_step_post_hook(lambda *_, calls=calls: calls.append(1))
        answer.train_step(model, optimizer, mean_loss(), batches)
        assert len(calls) == 1, (
            f"micro-batches: {count}: expected 1 call of optimizer.step(), got {len(calls)}"
        )


def check_equals_the_joined_batch(answer):
    """The update equals one SGD step on all samples at once."""
    for count, size in ((1, 1), (1, 4), (2, 3), (3, 1), (4, 8), (5, 2), (8, 3)):
        compare(answer, count, size, "SGD")


def check_any_optimizer(answer):
    """The same holds with momentum, weight decay and Adam, over several calls."""
    for steps in (1, 3):
        for kind in OPTIMIZERS:
            compare(answer, 3, 4, kind, steps)


def check_old_gradients(answer):
    """Gradients that are left from before the call do not count."""
    for count in (1, 2, 4):
        compare(answer, count, 3, "SGD", before=2.0)
    compare(answer, 2, 3, "SGD", before=float("nan"))  # as after an overflow


def check_any_model(answer):
    """Any model, loss, shape and dtype will do: nested, tied, unused layers, groups, class ids."""
    for kind in OPTIMIZERS:
        for before in (None, 2.0):
            try:
                compare_rich(answer, kind, before)
            except (AttributeError, IndexError, RuntimeError, TypeError, ValueError) as error:
                said = f"{type(error).__name__}: {error}"[:120]
                message = f"{RICH}, {kind}: expected no error, got {said}"
                raise AssertionError(message) from None
    for what, *case in shapes():
        try:
            compare_shapes(answer, what, *case)
        except (AttributeError, IndexError, RuntimeError, TypeError, ValueError) as error:
            said = f"{type(error).__name__}: {error}"[:120]
            raise AssertionError(f"{what}: expected no error, got {said}") from None


def shapes():
    """What is given, a model, its loss, two micro-batches."""
    with torch.random.fork_rng():
        torch.manual_seed(6)
        for size in (1, 3):
            words = [(torch.randint(7, (size, 4)), torch.randint(3, (size,))) for _ in range(2)]
            what = f"word ids ({size}, 4) and class ids ({size},) of int64, cross-entropy"
            yield what, Words(), nn.CrossEntropyLoss(), words
            for width, shape in ((1, (size, 1)), (1, (size,)), (2, (size, 2))):
                pairs = [(torch.randn(size, 3), torch.randn(shape)) for _ in range(2)]
                what = f"outputs ({size}, {width}), y {shape}, a loss that needs these shapes"
                yield what, nn.Linear(3, width), Columns(), pairs


def compare_shapes(answer, what, model, loss_fn, batches):
    """Does one SGD step move the weights as with the joined batch?"""
    twin, start = copy.deepcopy(model), flat(model)
    x, y = (torch.cat(parts) for parts in zip(*batches, strict=True))
    loss_fn(twin(x), y).backward()
    torch.optim.SGD(twin.parameters(), lr=0.1).step()
    answer.train_step(model, torch.optim.SGD(model.parameters(), lr=0.1), loss_fn, batches)
    got, wanted = flat(model) - start, flat(twin) - start
    same = torch.allclose(got, wanted, rtol=1e-3, atol=1e-5)
    far = (got - wanted).abs().max().item()
    message = f"{what}: expected the weights to move as with the two micro-batches joined,"
    assert same, f"{message} they are off by up to {far:.2g}"


def check_loss_arguments(answer):
    """The loss gets the model's outputs and y in their own shapes and dtypes."""
    for shape, dtype, of_model in (
        ((2, 1), torch.float32, torch.float32),
        ((2,), torch.float32, torch.float32),
        ((2,), torch.float64, torch.float32),
        ((2, 1), torch.float64, torch.float32),
        ((2, 1), torch.float16, torch.float32),
        ((2,), torch.int64, torch.float32),
        ((2,), torch.int32, torch.float32),
        ((2, 1), torch.bool, torch.float32),
        ((2, 1), torch.float64, torch.float64),
        ((2, 1), torch.bfloat16, torch.bfloat16),
        ((2,), torch.float32, torch.float64),
        ((2,), torch.float32, torch.bfloat16),
    ):
        y = torch.tensor([0.0, 1.0]).reshape(shape).to(dtype)
        model = make(1, 1)[0].to(of_model)
        x = torch.ones(2, 3, dtype=of_model)
        loss_fn, optimizer = Noting(), OPTIMIZERS["SGD"](model.parameters())
        wanted = [f"(2, 1) {of_model}", f"{shape} {dtype}"]
        said = f"outputs {wanted[0]}, y {wanted[1]}"
        try:
            answer.train_step(model, optimizer, loss_fn, [(x, y)] * 2)
        except (AttributeError, IndexError, RuntimeError, TypeError, ValueError) as error:
            message = f"{said}: expected no error, got {type(error).__name__}: {error}"[:200]
            raise AssertionError(message) from None
        for out_given, y_given in loss_fn.given:
            assert [out_given, y_given] == wanted, (
                f"{said}: expected the loss to get these, it got outputs {out_given}, y {y_given}"
            )


RICH = "float64 x of shape (3, 2, 3), y of (3, 2), a loss of one's own"
PLACES = {
    "scale": "a parameter of the model itself",
    "deep.0.weight": "a weight in a Sequential",
    "deep.1.0.weight": "the weight of a LayerNorm",
    "deep.1.1.weight": "a weight that two layers share",
    "unused.weight": "the weight of a layer that is not used",
    "last.weight": "a weight in the second parameter group",
}


def compare_rich(answer, kind, before):
    """Does each parameter of a Rich model move as with the joined batch?"""
    with torch.random.fork_rng():
        torch.manual_seed(5)
        model = Rich()
        batches = [
            (torch.randn(3, 2, 3).double() + part, FAR + 9 * torch.rand(3, 2).double())
            for part in range(3)
        ]
    twin, start = copy.deepcopy(model), copy.deepcopy(model)
    steps = []
    for one in (model, twin):
        weights = list(one.parameters())
        optimizer = OPTIMIZERS[kind](weights[:-2])
        optimizer.add_param_group({"params": weights[-2:], "lr": 0.05})
        steps.append(optimizer)
    x, y = (torch.cat(parts) for parts in zip(*batches, strict=True))
    OwnLoss()(twin(x), y).backward()
    steps[1].step()
    for parameter in model.parameters():
        parameter.grad = None if before is None else torch.full_like(parameter, before)
    answer.train_step(model, steps[0], OwnLoss(), batches)
    stale = "" if before is None else f", .grad full of {before:g} before the call"
    old, new = dict(start.named_parameters()), dict(model.named_parameters())
    for name, parameter in twin.named_parameters():
        got, wanted = ((p - old[name]).detach().flatten() for p in (new[name], parameter))
        assert torch.allclose(got, wanted, rtol=1e-4, atol=1e-7), (
            f"{PLACES.get(name, name)}, micro-batches: 3, {kind}{stale}: expected it to move by "
            f"{short(wanted)}, it moved by {short(got)}"
        )


def check_frozen_layer(answer):
    """A layer that is frozen stays as it is, and the others move as they should."""
    for kind in OPTIMIZERS:
        try:
            compare(answer, 2, 3, kind, frozen=True)
            compare(answer, 2, 3, kind, frozen=True, before=2.0)
        except (AttributeError, RuntimeError, TypeError) as error:
            said = f"{type(error).__name__}: {error}"
            message = f"{kind}, a layer frozen, its .grad is None: expected no error, got {said}"
            raise AssertionError(message) from None


def check_one_micro_batch_at_a_time(answer):
    """The model never sees more than one micro-batch at once."""
    for count, size in ((2, 3), (4, 8)):
        model, optimizer, batches = make(count, size)
        answer.train_step(model, optimizer, mean_loss(), batches)
        assert model.rows, "expected the model to be called, it was not"
        most, seen = max(model.rows), sum(model.rows)
        assert most <= size, (
            f"{count} micro-batches of {size} samples: expected the model to get at "
            f"most {size} rows at once, it got {most}"
        )
        assert seen >= count * size, (
            f"{count} micro-batches of {size} samples: expected the model to see "
            f"{count * size} rows, it saw {seen}"
        )


def check_train_mode(answer):
    """The model comes in train mode, and stays in it."""
    model, optimizer, batches = make(2, 3)
    answer.train_step(model, optimizer, mean_loss(), batches)
    modes = {*model.modes, model.training}
    assert modes == {True}, "expected the model to stay in train mode, it was put into eval mode"


def check_graphs_are_freed(answer):
    """The graph of one micro-batch is freed before the next one is computed."""
    for count in (2, 4):
        model, optimizer, batches = make(count, 3)
        answer.train_step(model, optimizer, mean_loss(), batches)
        most = max(model.alive, default=0)
        assert most == 0, (
            f"{count} micro-batches: expected no graph in memory when the model gets "
            f"the next micro-batch, found {most} of earlier ones"
        )


def check_batches_stay(answer):
    """The list of micro-batches and its tensors are as before."""
    model, optimizer, batches = make(3, 2)
    before = copy.deepcopy(batches)
    answer.train_step(model, optimizer, mean_loss(), batches)
    kept = len(batches)
    assert kept == 3, f"expected the list to keep its 3 micro-batches, it has {kept}"
    for number, (now, then) in enumerate(zip(batches, before, strict=True)):
        same = len(now) == 2 and all(map(torch.equal, now, then))
        assert same, f"expected micro-batch {number} unchanged, its tensors differ"
        for name, one in zip("xy", now, strict=True):
            said = f"expected micro-batch {number} unchanged, {name} came back with"
            assert not one.requires_grad, f"{said} requires_grad=True"
            assert one.grad is None, f"{said} a .grad"
