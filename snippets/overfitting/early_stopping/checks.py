from functools import cache
from itertools import product
from math import nextafter

import torch
from torch import nn


LONGER = (
    (2.0, 2.0, 2.0, 1.0),
    (2.0, 3.0, 2.0, 1.0),
    (2.0, 3.0, 1.0, 2.0),
    (4.0, 3.0, 2.0, 1.0),
    (2.0, 2.0, 1.0, 1.0, 1.0),
    (5.0, 6.0, 4.0, 5.0, 3.0),
    (3.0, 1.0, 4.0, 3.0, 2.0),
    (3.0, 2.0, 1.0, 4.0, 5.0, 6.0),
    (2.0, 4.0, 3.0, 1.0, 3.0, 2.0, 4.0),
    (5.0, 6.0, 7.0, 4.0, 5.0, 6.0, 3.0),
)


class Counted(nn.Module):
    """Every number in it is the count of epochs that it was trained for."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(2))
        self.frozen = nn.Parameter(torch.zeros(1), requires_grad=False)
        self.register_buffer("average", torch.zeros(3))
        self.register_buffer("steps", torch.tensor(0))
        self.dropout = nn.Dropout()
        self.note = ""

    def load_state_dict(self, state, *rest, **options):
        mine = {one.data_ptr() for one in self.state_dict().values()}
        if any(one.data_ptr() in mine for one in state.values()):
            self.note = "; load_state_dict was given the model's own tensors, not a copy"
        return super().load_state_dict(state, *rest, **options)


class Run:
    """What `fit` did with the losses that its validation returned, one after the other."""

    def __init__(self, answer, losses, patience, max_epochs=None):
        self.model, self.calls, self.starts, self.modes = Counted(), [], [], []
        self.losses = losses
        last = len(losses) if max_epochs is None else max_epochs
        self.said = f"losses {list(losses)}, patience {patience}, max_epochs {last}"

        def train_epoch():
            self.calls.append("train")
            over = f"{self.said}: train_epoch() was called {last + 1} times"
            assert self.calls.count("train") <= last, over
            self.starts.append(self.model.weight[0].item())
            modes = {name or "model": layer.training for name, layer in self.model.named_modules()}
            self.modes.append((torch.is_grad_enabled(), modes))
            with torch.no_grad():
                for one in self.model.state_dict().values():
                    one += 1

        def validate():
            self.calls.append("validate")
            done = self.calls.count("train")
            return losses[max(0, min(done, len(losses)) - 1)]

        self.result = answer.fit(self.model, train_epoch, validate, patience, last)
        self.epochs = self.calls.count("train")


def expected(losses, patience):
    """How many epochs are trained, and which of them is the best."""
    epochs = len(losses)
    for end in range(patience + 1, len(losses)):
        if min(losses[end - patience : end]) >= min(losses[: end - patience]):
            epochs = end
            break
    return epochs, losses.index(min(losses[:epochs]))


@cache
def run_of(answer, losses, patience):
    return Run(answer, losses, patience)


def curves(longest=3):
    """All short curves up to their scale, the shortest first."""
    for length in range(1, longest + 1):
        for losses in product((1.0, 2.0, 3.0), repeat=length):
            if set(losses) == set((1.0, 2.0, 3.0)[: len(set(losses))]):
                yield losses


def runs(answer):
    """Runs of all short curves and some longer ones: each, its length and its best epoch."""
    for losses in (*curves(), *LONGER):
        for patience in (1, 2, 3):
            if patience < max(3, len(losses)):
                run = run_of(answer, losses, patience)
                yield run, *expected(losses, patience)


def compare_result(run, epoch, loss):
    got = run.result
    pair = isinstance(got, tuple | list) and len(got) == 2
    message = f"{run.said}: expected ({epoch}, {loss}), got {str(got)[:60]}"
    assert pair and tuple(got) == (epoch, loss), message


def compare_epochs(run, epochs):
    message = f"{run.said}: expected number of epochs: {epochs}, got {run.epochs}"
    assert run.epochs == epochs, message


def compare_state(run, names, epoch):
    for name in names:
        values = getattr(run.model, name).detach().flatten().tolist()
        message = (
            f"{run.said}, a model that counts its epochs: "
            f"expected model.{name} to hold {epoch + 1}, got {values}{run.model.note}"
        )
        assert all(value == epoch + 1 for value in values), message


def check_returns_the_best_epoch(answer):
    """The returned epoch and loss are those of the smallest validation loss."""
    for losses in curves():
        if len(set(losses)) == len(losses):
            run = run_of(answer, losses, 4)
            compare_result(run, losses.index(min(losses)), min(losses))


def check_ties(answer):
    """A loss equal to the minimum is no new minimum: the first epoch stays the best."""
    for losses in curves():
        if losses.count(min(losses)) > 1:
            run = run_of(answer, losses, 4)
            compare_result(run, losses.index(min(losses)), min(losses))
    compare_epochs(run_of(answer, (2.0, 2.0, 2.0, 1.0), 2), 3)


def check_model_has_the_best_weights(answer):
    """The model ends with the best epoch's weights, also after the last possible epoch."""
    for run, _, best in runs(answer):
        if run.losses.count(min(run.losses)) == 1:
            compare_state(run, ["weight"], best)


def check_buffers_too(answer):
    """Buffers and frozen parameters are the best epoch's, too."""
    for run, _, best in runs(answer):
        if run.losses.count(min(run.losses)) == 1:
            compare_state(run, ["average", "steps", "frozen"], best)


def check_stops_after_patience(answer):
    """`patience` epochs in a row without a new minimum end the training, fewer don't."""
    for run, epochs, best in runs(answer):
        compare_epochs(run, epochs)
        compare_result(run, best, run.losses[best])


def check_new_minimum_resets_the_count(answer):
    """Single bad epochs between new minima stop nothing."""
    for losses in ((5.0, 6.0, 4.0, 5.0, 3.0), (5.0, 6.0, 4.0, 5.0, 3.0, 4.0, 2.0)):
        run = Run(answer, losses, patience=2)
        compare_epochs(run, len(losses))
        compare_result(run, len(losses) - 1, losses[-1])


def check_max_epochs(answer):
    """After max_epochs it ends, however good the losses are."""
    for last in (1, 2, 3):
        run = Run(answer, (5.0, 4.0, 3.0, 2.0, 1.0), patience=2, max_epochs=last)
        compare_epochs(run, last)
        compare_result(run, last - 1, 6.0 - last)


def check_any_losses(answer):
    """Losses may be huge, tiny or negative, and gain very little."""
    one = nextafter(1.0, 0.0)  # the next lower float
    for losses in (
        (1e12, 1e11, 2e11),
        (-1.0, -2.0, -1.5, -3.0),
        (0.5, 0.5 - 1e-9, 0.5 - 2e-9, 0.5 - 3e-9),
        (1e-12, 0.0, 1e-12),
        (-1.0, -1.0, -1.0, -2.0),
        (-1e12, -1e12, -1e12 - 1.0),
        (1.0, 1.0 - 1e-15, 1.0 - 2e-15, 1.0 - 3e-15),
        (3e-17, 2e-17, 1e-17),
        (2.0, one, nextafter(one, 0.0), 3.0),
        (6e38, 7e38, 8e38),  # above what float32 or an int of 64 bits can hold
        (2e39, 6e38, 1e39, 7e38),
        (1.7e308, 1.6e308, 1.65e308),
    ):
        epochs, best = expected(losses, 2)
        run = Run(answer, losses, patience=2)
        compare_result(run, best, losses[best])
        compare_epochs(run, epochs)
        compare_state(run, ["weight"], best)


def check_each_epoch_trains_then_validates(answer):
    """Every epoch calls train_epoch once, then validate once, and nothing else is called."""
    for run, _, _ in runs(answer):
        right = ["train", "validate"] * run.epochs
        calls = ", ".join(run.calls[:8])
        message = f"{run.said}: expected train, validate in turn, got {calls or 'no call'}"
        assert run.calls and run.calls == right, message


def check_training_goes_on(answer):
    """A bad epoch changes nothing: the next one trains the weights as they are."""
    for run, _, _ in runs(answer):
        starts = [int(start) for start in run.starts]
        message = (
            f"{run.said}, a weight that counts them: expected the epochs to start from "
            f"{list(range(run.epochs))}, got {starts}"
        )
        assert starts == list(range(run.epochs)), message


def check_training_can_learn(answer):
    """train_epoch finds gradients on, and the model in training mode."""
    for run, _, _ in runs(answer):
        for epoch, (grad, training) in enumerate(run.modes):
            message = f"{run.said}, in train_epoch of epoch {epoch}: expected"
            assert grad, f"{message} torch.is_grad_enabled() True, got False"
            modes = f"training True, got {training}"
            assert all(training.values()), f"{message} {modes}"


def check_exact(answer):
    """The state is the best epoch's to the last bit, in every dtype and in nested layers."""
    fine = 1.0 + 2.0**-40  # no float32 has it, and no bfloat16 has 1 + 2**-20
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        inner = nn.Sequential(nn.Linear(2, 1).double(), nn.Sequential(nn.BatchNorm1d(1)))
        model = nn.Sequential(nn.Linear(3, 2), nn.Sequential(inner))
    model.register_buffer("count", torch.tensor(2**40 + 1))
    states = []

    def train_epoch():
        with torch.no_grad():
            for one in model.state_dict().values():
                one += fine if one.is_floating_point() else 1
        states.append({name: one.clone() for name, one in model.state_dict().items()})

    losses = iter((2.0, 1.0, 3.0))
    answer.fit(model, train_epoch, lambda: next(losses), 5, 3)
    for name, wanted in states[1].items():
        got = model.state_dict()[name]
        message = f"{name} ({wanted.dtype}): expected exactly {wanted.tolist()}, got"
        kept = got.dtype == wanted.dtype and torch.equal(got, wanted)
        assert kept, f"{message} {got.tolist()} ({got.dtype})"


def check_twice(answer):
    """A second call starts anew."""
    Run(answer, (1.0, 2.0, 3.0), patience=2)
    run = Run(answer, (6.0, 5.0, 7.0), patience=2)
    run.said = f"after a run of losses [1.0, 2.0, 3.0]: {run.said}"
    compare_epochs(run, 3)
    compare_result(run, 1, 5.0)
    compare_state(run, ["weight"], 1)
