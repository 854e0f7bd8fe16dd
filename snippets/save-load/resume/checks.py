import contextlib
import copy
import os
import pickle
import tempfile

import torch
from torch import nn

NAMES = "checkpoint.pt", "latest", "run.1"  # of files: saved in turn
X = torch.linspace(-1, 1, 30).reshape(10, 3)
SGD, ADAM = torch.optim.SGD, torch.optim.Adam


def make_run(
    optimizer_class=SGD,
    dropout=0.0,
    norm=False,
    seed=0,
    dtype=torch.float32,
    still=False,
    frozen=False,
    **options,
):
    """A model (n, 3) -> (n, 1), and its optimizer with two parameter groups, not in the order of
    the model. `still`: its middle layer is in eval mode; `frozen`: its first gets no gradients."""
    torch.manual_seed(seed)
    middle = nn.BatchNorm1d(8) if norm else nn.Dropout(dropout)
    model = nn.Sequential(nn.Linear(3, 8), middle, nn.Linear(8, 1)).to(dtype)
    middle.train(not still)
    model[0].requires_grad_(not frozen)
    groups = [
        {"params": [*model[1].parameters(), *model[2].parameters()]},
        {"params": model[0].parameters(), "lr": 0.02},
    ]
    return model, optimizer_class(groups, **{"lr": 0.05, **options})


def train(model, optimizer, steps=5):
    for _ in range(steps):
        optimizer.zero_grad()
        x = X.to(next(model.parameters()).dtype)
        loss = (model(x) - x.sum(dim=1, keepdim=True)).square().mean()
        loss.backward()
        optimizer.step()


class Checkpoints:
    """A folder; a file that was saved gets another name before it is loaded."""

    def __init__(self, answer):
        self.answer = answer
        self.folder = tempfile.mkdtemp()
        self.saved = 0

    def save(self, model, optimizer, epoch=4, earlier=(), here=False, moved=True):
        """Where the file is then; `earlier`: the epochs of another run that were saved to the path
        before; `here`: the path is a name alone, in the current folder; `moved`: the file gets
        another name."""
        name = NAMES[self.saved % len(NAMES)]
        path = os.path.join(self.folder, name)
        for other in earlier:
            self.answer.save_checkpoint(path, *make_run(seed=3), other)
        places = self.folder, os.getcwd()
        before = {name for place in places for name in os.listdir(place)}
        if here:
            with contextlib.chdir(self.folder):
                try:
                    self.answer.save_checkpoint(name, model, optimizer, epoch)
                except OSError as error:
                    message = f"path {name!r}: expected a file in the current folder, got"
                    raise AssertionError(f"{message} {type(error).__name__}") from None
        else:
            self.answer.save_checkpoint(path, model, optimizer, epoch)
        now = {name for place in places for name in os.listdir(place)}
        new = sorted(now - (before - {name}))
        assert new == [name], f"expected one file, {name}, at the path given; found {new}"
        self.saved += 1
        if moved:
            path, saved = os.path.join(self.folder, f"moved{self.saved}"), path
            os.rename(saved, path)
        return path

    def load(self, path, model, optimizer):
        return self.answer.load_checkpoint(path, model, optimizer)


def far(model, other):
    """By how much two models' weights and buffers differ at most."""
    pairs = zip(model.state_dict().values(), other.state_dict().values(), strict=True)
    return max((one.double() - two.double()).abs().max().item() for one, two in pairs)


def rates(optimizer):
    return [group["lr"] for group in optimizer.param_groups]


def found_otherwise(model, optimizer, resumed, new_optimizer):
    """What of a run, as it was when it was saved, is another one right after loading."""
    for (name, one), two in zip(model.named_modules(), resumed.modules(), strict=True):
        if one.training != two.training:
            return f"layer {name or 'model'} is in {'train' if two.training else 'eval'} mode"
    for (name, one), two in zip(model.named_parameters(), resumed.parameters(), strict=True):
        if one.requires_grad != two.requires_grad:
            return f"{name} is {'with gradients' if two.requires_grad else 'frozen'}"
    states = model.state_dict(), resumed.state_dict()
    for name, one in states[0].items():
        if not torch.equal(one, states[1][name]):
            return f"{name} is not the saved one"
    if rates(optimizer) != rates(new_optimizer):
        return f"the learning rates are {rates(new_optimizer)} instead of {rates(optimizer)}"
    one, two = (flat(which.state_dict()["state"]) for which in (optimizer, new_optimizer))
    for key in sorted({*one, *two}):
        if key not in one or key not in two or one[key] != two[key]:
            return f"the optimizer's {key[1]!r} is not the saved one"
    return ""


def flat(state):
    """All that an optimizer keeps, by the weight's number and the name."""
    return {
        (number, name): value.tolist() if torch.is_tensor(value) else value
        for number, kept in state.items()
        for name, value in kept.items()
    }


def resumes(answer, name, lower=False, before=5, **options):
    """Is a resumed run the same, after 1 and 5 steps, as one that never stopped? `before`: the
    steps up to the save."""
    for steps in (1, 5):
        model, optimizer = make_run(**options)
        train(model, optimizer, before)
        if lower:
            for group in optimizer.param_groups:
                group["lr"] /= 10
        was = copy.deepcopy((model, optimizer))
        checkpoints = Checkpoints(answer)
        path = checkpoints.save(model, optimizer)
        for layer, before_saving in zip(model.modules(), was[0].modules(), strict=True):
            layer.training = before_saving.training  # whether saving changed it is checked below
        train(model, optimizer, steps)

        resumed, new_optimizer = make_run(**{**options, "seed": 7})
        train(resumed, new_optimizer, 2)  # what was there before must not count
        own = list(resumed.parameters())
        checkpoints.load(path, resumed, new_optimizer)
        assert all(map(lambda one, two: one is two, own, resumed.parameters())), (
            "expected the given model's own parameters to be filled, they were replaced"
        )
        why = found_otherwise(*was, resumed, new_optimizer)
        if not why and options.get("dropout") and not options.get("still"):
            why = "all else is the same: does the random generator go on?"
        train(resumed, new_optimizer, steps)
        gap = far(resumed, model)
        when = f"{steps} step{'s' * (steps > 1)} after loading"
        assert gap == 0, (
            f"{name}, {when}: expected the weights and buffers of the uninterrupted run, they "
            f"differ by up to {gap:.2g}{'; right after loading ' if why else ''}{why}"
        )


def check_next_epoch(answer):
    """load_checkpoint returns the epoch after the saved one, whatever the file is called"""
    checkpoints = Checkpoints(answer)
    for epoch in (0, 1, 4, 99):
        path = checkpoints.save(*make_run(), epoch)
        got = checkpoints.load(path, *make_run())
        assert isinstance(got, int), f"expected the next epoch as an int, got {got!r:.60}"
        assert got == epoch + 1, (
            f"epoch {epoch} was finished: expected to go on with {epoch + 1}, got {got}"
        )
    path = checkpoints.save(*make_run(), 2, here=True)
    got = checkpoints.load(path, *make_run())
    assert got == 3, f"epoch 2 was finished: expected to go on with 3, got {got!r:.60}"


def check_weights(answer):
    """plain SGD: resumed weights equal the uninterrupted run's, bit for bit"""
    resumes(answer, "plain SGD")
    resumes(answer, "float64", dtype=torch.float64)


def check_momentum(answer):
    """SGD with momentum: resumed weights equal the uninterrupted run's"""
    resumes(answer, "SGD with momentum", momentum=0.9)
    resumes(answer, "SGD with momentum, saved before its first step", momentum=0.9, before=0)
    resumes(answer, "SGD with momentum, float64", momentum=0.9, dtype=torch.float64)


def check_adam(answer):
    """Adam: resumed weights equal the uninterrupted run's"""
    resumes(answer, "Adam", optimizer_class=ADAM)
    resumes(answer, "Adam, saved before its first step", optimizer_class=ADAM, before=0)


def check_learning_rate(answer):
    """a learning rate that was lowered or raised on the way is restored"""
    for factor in (0.1, 10.0):
        model, optimizer = make_run()
        for group in optimizer.param_groups:
            group["lr"] *= factor
        wanted = [group["lr"] for group in optimizer.param_groups]
        checkpoints = Checkpoints(answer)
        path = checkpoints.save(model, optimizer)
        resumed, new_optimizer = make_run()
        given = [group["lr"] for group in new_optimizer.param_groups]
        checkpoints.load(path, resumed, new_optimizer)
        found = [group["lr"] for group in new_optimizer.param_groups]
        assert found == wanted, (
            f"expected learning rates {wanted} of the saved run, where {given} were given, "
            f"got {found}"
        )
    resumes(answer, "SGD, a lower rate", lower=True, momentum=0.9)


def check_batch_norm(answer):
    """BatchNorm's running statistics are restored with the weights"""
    resumes(answer, "BatchNorm", norm=True)


def check_what_was_set_stays(answer):
    """loading puts no layer into another mode, and thaws none"""
    for momentum in (0.0, 0.9):
        resumes(answer, "first layer frozen", frozen=True, momentum=momentum)
    for name, options in (
        ("Dropout in eval mode", {"dropout": 0.5, "still": True}),
        ("BatchNorm in eval mode", {"norm": True, "still": True}),
    ):
        resumes(answer, name, **options)
    for options in SET:
        path = Checkpoints(answer).save(*make_run(**options))
        model, optimizer = make_run(**{**options, "seed": 7})
        before = settings(model)
        answer.load_checkpoint(path, model, optimizer)
        compare_settings(model, before, "loading")


SET = (
    {"dropout": 0.5, "still": True},
    {"norm": True, "still": True},
    {"frozen": True},
    {"dropout": 0.5},
)


def settings(model):
    """Of all layers, whether they are in train mode; of all weights, whether they get gradients."""
    modes = {f"layer {name or 'model'}": one.training for name, one in model.named_modules()}
    return modes, {name: one.requires_grad for name, one in model.named_parameters()}


def compare_settings(model, before, when):
    words = ("in eval mode", "in train mode"), ("frozen", "with gradients")
    for now, then, said in zip(settings(model), before, words, strict=True):
        for name, value in now.items():
            was, became = said[then[name]], said[value]
            message = f"{name}: expected it {was} as before {when}, it is {became}"
            assert value == then[name], message


def check_dropout(answer):
    """with dropout on, the random masks go on where they stopped"""
    resumes(answer, "dropout", dropout=0.5)
    model, optimizer = make_run(norm=True)  # shuffling draws, too, whatever the layers are
    torch.rand(3)
    checkpoints = Checkpoints(answer)
    path = checkpoints.save(model, optimizer)
    wanted = torch.randperm(6).tolist()
    other = make_run(norm=True, seed=5)
    checkpoints.load(path, *other)
    found = torch.randperm(6).tolist()
    assert found == wanted, (
        f"randperm(6) after loading: expected {wanted} as in the uninterrupted run, got {found}"
    )


def check_saving_changes_nothing(answer):
    """a run that saves goes on like a run that does not"""
    for options in ({"momentum": 0.9, "dropout": 0.5}, {"norm": True}, *SET[:3]):
        quiet, optimizer = make_run(**options)
        train(quiet, optimizer, 6)
        model, optimizer = make_run(**options)
        train(model, optimizer, 3)
        before = settings(model)
        grads = [None if one.grad is None else one.grad.clone() for one in model.parameters()]
        Checkpoints(answer).save(model, optimizer)
        compare_settings(model, before, "saving")
        for (name, one), grad in zip(model.named_parameters(), grads, strict=True):
            kept = one.grad is None if grad is None else one.grad is not None
            assert kept and (grad is None or torch.equal(one.grad, grad)), (
                f"{name}: expected its gradient to stay as it was before saving, it is another one"
            )
        train(model, optimizer, 3)
        gap = far(model, quiet)
        assert gap == 0, (
            "expected the weights of a run that saved nothing in between, they differ by up "
            f"to {gap:.2g}: saving changed the model, the optimizer or the random generator"
        )


def check_everything_is_in_the_file(answer):
    """each file holds the state of the last save to its path, nothing changes it, it loads twice"""
    for name, dropout in (("", 0.0), (", dropout", 0.5)):
        earlier_file(answer, name, momentum=0.9, dropout=dropout)
    for earlier in ([1], [9], [7], [7, 9]):
        saved_over(answer, earlier, momentum=0.9, dropout=0.5)


def saved_over(answer, earlier, **options):
    """The state that counts is the last one saved to a path, whatever their epochs are."""
    checkpoints = Checkpoints(answer)
    model, optimizer = make_run(**options)
    train(model, optimizer)
    path = checkpoints.save(model, optimizer, 7, earlier=earlier, moved=False)
    train(model, optimizer, 3)
    resumed, new_optimizer = make_run(**options, seed=9)
    got = checkpoints.load(path, resumed, new_optimizer)
    each = ", then ".join(f"epoch {epoch}" for epoch in [*earlier, 7])
    saved = f"{each} saved to the same path: expected"
    assert got == 8, f"{saved} to go on with 8, got {got}"
    train(resumed, new_optimizer, 3)
    gap = far(resumed, model)
    assert gap == 0, (
        f"{saved} the run to go on from the last, its weights differ by up to {gap:.2g}"
    )


def earlier_file(answer, name, **options):
    checkpoints = Checkpoints(answer)
    model, optimizer = make_run(**options)
    train(model, optimizer)
    early = checkpoints.save(model, optimizer, 4)
    twin, twin_optimizer = make_run(**options)
    train(twin, twin_optimizer, 8)
    train(model, optimizer, 3)
    checkpoints.save(model, optimizer, 7)
    for number in ("first", "second"):
        resumed, new_optimizer = make_run(**options, seed=9)
        got = checkpoints.load(early, resumed, new_optimizer)
        assert got == 5, (
            f"two files, the one of epoch 4 loaded: expected to go on with 5, got {got}"
        )
        train(resumed, new_optimizer, 3)
        gap = far(resumed, twin)
        assert gap == 0, (
            f"{number} load of the earlier of two files{name}: expected the run to go on from "
            f"there, its weights differ by up to {gap:.2g}"
        )


def check_default_load(answer):
    """the file can be read with the default weights_only=True"""
    for optimizer_class in (SGD, ADAM):
        model, optimizer = make_run(optimizer_class)
        train(model, optimizer, 1)
        path = Checkpoints(answer).save(model, optimizer)
        try:
            torch.load(path)
        except pickle.UnpicklingError:
            raise AssertionError("the file holds pickled objects, torch.load refuses it") from None
        except Exception as error:
            kind = type(error).__name__
            raise AssertionError(
                f"expected a file that torch.load accepts, it raised {kind}"
            ) from None
