import contextlib
import os
import sys
import tempfile
import time
from numbers import Real

import torch
from torch import nn

FITTED = {}  # what came of training, made once for all checks
LONGEST = 4.0  # seconds of computing: above "well under a second", for slow machines
SEEN = []  # what the model under evaluation noted: train mode, recording
READ = []  # files that were opened for reading
NAMES = {"0": "class 1 where x1 * x2 > 0", "1": "class 0 where x1 * x2 > 0"}


def make_data(count, swapped=False):
    x = torch.randn(count, 2)
    return x, ((x[:, 0] * x[:, 1] > 0) != swapped).long()


def build(answer):
    model = answer.build_model()
    got = type(model).__name__
    assert isinstance(model, nn.Module), f"expected build_model() to return a module, got {got}"
    return model


def fitted(answer, seed):
    """A trained model in eval mode, unseen data, how the training data changed, a Watch."""
    if seed not in FITTED:
        with torch.random.fork_rng():
            torch.manual_seed(seed)
            (x, y), unseen = make_data(500, seed == 1), make_data(500, seed == 1)
            model = build(answer)
            model.train()
            before = x.clone(), y.clone()
            if seed == 1:  # gradients from before, which must not count
                for parameter in model.parameters():
                    parameter.grad = torch.ones_like(parameter)
            torch.optim.SGD([torch.zeros(1)]).zero_grad()  # the first one loads a lot
            with Watch(model) as watch:
                start = time.process_time()
                answer.fit(model, x, y)
                seconds = time.process_time() - start
        FITTED[seed] = model.eval(), unseen, changes((x, y), before), watch, seconds
    *found, seconds = FITTED[seed]
    assert seconds < LONGEST, f"expected fit() to take under a second, it took {seconds:.0f} s"
    return found


def changes(data, before):
    """What is no longer as it was in x and y, in words; empty if nothing is."""
    for name, now, then in zip("xy", data, before, strict=True):
        if now.shape != then.shape:
            return f"{name} became one of shape {tuple(now.shape)}"
        if not torch.equal(now, then):
            return f"the values of {name} changed"
        if now.requires_grad:
            return f"{name} came back with requires_grad=True"
    return ""


class Watch:
    """Notes while `model` is trained: the modes of all passes that gradients went back through,
    and whether gradients from before a step were added to."""

    def __init__(self, model):
        self.layers = [(name, one) for name, one in model.named_modules() if one.training]
        self.modes = []  # of each pass: the names of the layers in eval mode, "" the model
        self.summed, self.stale = [], []  # of which parameters gradients from before counted
        self.before = {}  # their values in the latest backward pass
        self.left = {}  # was there a gradient before it?
        self.hooks = [model.register_forward_hook(self.forward)]
        for name, one in model.named_parameters():
            if one.requires_grad:
                self.hooks.append(one.register_hook(self.gradient(name, one)))
                after = one.register_post_accumulate_grad_hook(self.accumulated(name))
                self.hooks.append(after)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for hook in self.hooks:
            hook.remove()
        self.hooks = self.layers = self.before = None

    def forward(self, model, _, out):
        quiet = [name for name, one in self.layers if not one.training]
        if isinstance(out, torch.Tensor) and out.requires_grad:
            out.register_hook(lambda _: self.modes.append(quiet))

    def gradient(self, name, parameter):
        def note_old(_):
            old = parameter.grad
            self.left[name] = old is not None and bool(old.any())

        return note_old

    def accumulated(self, name):
        """Only backward() comes here: it adds. torch.autograd.grad() does not."""

        def note_sum(parameter):
            now, before = parameter.detach(), self.before.get(name)
            if self.left[name]:
                if before is None:
                    self.stale.append(name)
                elif name not in self.summed and not torch.equal(now, before):
                    self.summed.append(name)
            self.before[name] = now.clone()

        return note_sum


def logits(model, x):
    with torch.no_grad():
        out = model(x.clone())
    got = type(out).__name__
    assert isinstance(out, torch.Tensor), f"expected the model to return a tensor, got {got}"
    shape, wanted = tuple(out.shape), (len(x), 2)
    assert shape == wanted, f"x of shape {tuple(x.shape)}: expected logits {wanted}, got {shape}"
    return out


class Spy(nn.Module):
    """Its logits are x, or -x in train mode; notes the mode, and whether it is recorded."""

    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1))

    def forward(self, x):
        out = self.scale * (-x if self.training else x)
        SEEN.append((self.training, out.requires_grad))
        return out


def spies(training):
    """A spy alone, and one inside of another model."""
    return Spy().train(training), nn.Sequential(nn.Identity(), Spy()).train(training)


def evaluated(answer, count, right, model=None):
    """What evaluate() says of `count` points of which `right` are classified rightly."""
    draw = torch.Generator().manual_seed(100 * count + right)
    x = torch.randn(count, 2, generator=draw)
    y = x.argmax(dim=1)
    y[right:] = 1 - y[right:]
    SEEN.clear()
    got = answer.evaluate(Spy() if model is None else model, x, y)
    kind = type(got)
    python = isinstance(got, float) or isinstance(got, Real) and kind.__module__ != "numpy"
    said = kind.__name__ if isinstance(got, torch.Tensor) else f"{kind.__module__}.{kind.__name__}"
    message = "expected evaluate() to return a Python number, got"
    assert python, f"{message} {said.removeprefix('builtins.')}"
    return float(got)


def check_model(answer):
    """build_model() returns a new module from (n, 2) to (n, 2) at each call."""
    model = build(answer).eval()
    for count in (1, 3, 50):
        logits(model, torch.ones(count, 2))
    assert build(answer) is not model, "expected a new model at each call, got the same again"


def check_learns(answer):
    """Trained on 500 points, the model is right on over 90% of 500 unseen ones."""
    for seed in (0, 1):  # 1: with the classes swapped
        model, (x, y), *_ = fitted(answer, seed)
        share = (logits(model, x).argmax(dim=1) == y).float().mean().item()
        assert share > 0.9, (
            f"{NAMES[str(seed)]}: expected over 0.90 on unseen points, got {share:.2f}"
        )


def check_steps(answer):
    """fit() trains in train mode, each step with the gradients of that step alone."""
    watch = fitted(answer, 0)[3]
    quiet = [names for names in watch.modes if names]
    where = "" if not quiet or "" in quiet[0] else f" (layers: {', '.join(quiet[0][:3])})"
    assert not quiet, (
        f"expected fit() to train in train mode, of {len(watch.modes)} passes "
        f"{len(quiet)} were in eval mode{where}"
    )
    assert not watch.summed, (
        "expected each step to use its own gradients, one used the sum of an earlier "
        f"step's and its own, for {', '.join(watch.summed[:4])}"
    )
    stale = fitted(answer, 1)[3].stale
    assert not stale, (
        "expected the first step to use its own gradients, it used the sum of those that were "
        f"left from before fit() and its own, for {', '.join(stale[:4])}"
    )


def check_logits(answer):
    """The trained model returns logits, not probabilities."""
    model, (x, _), *_ = fitted(answer, 0)
    out = logits(model, x)
    low, high = out.min().item(), out.max().item()
    assert low < 0 or high > 1, (
        f"expected logits, got values that all are between {low:.2f} and {high:.2f}, "
        "like probabilities"
    )


def check_data_stays(answer):
    """fit() and evaluate() leave x and y as they are."""
    for seed in (0, 1):
        changed = fitted(answer, seed)[2]
        assert not changed, f"expected fit() to leave x and y as they are, {changed}"
    for count in (1, 5):
        x, y = make_data(count)
        before = x.clone(), y.clone()
        answer.evaluate(Spy(), x, y)
        changed = changes((x, y), before)
        assert not changed, (
            f"x of shape ({count}, 2): expected evaluate() to leave x and y as they are, {changed}"
        )


def check_accuracy(answer):
    """evaluate() returns the share of right answers as a number, for any model and any points."""
    for count, right in (
        (1, 1),
        (1, 0),
        (3, 2),
        (7, 1),
        (70, 60),
        (131, 130),
        (500, 250),
    ):
        got, wanted = evaluated(answer, count, right), right / count
        assert abs(got - wanted) < 1e-5, (
            f"{right} of {count} points right: expected accuracy {wanted:.4f}, got {got:.4f}"
        )
    bare = "a model without parameters, 3 of 4 points right"
    try:
        got = evaluated(answer, 4, 3, nn.Identity())
    except (StopIteration, IndexError, TypeError) as error:
        kind = type(error).__name__
        raise AssertionError(f"{bare}: expected accuracy 0.75, got {kind}") from None
    assert abs(got - 0.75) < 1e-5, f"{bare}: expected accuracy 0.75, got {got:.4f}"


def check_evaluation_mode(answer):
    """evaluate() runs the model in eval mode."""
    for model in (*spies(True), *spies(False)):
        evaluated(answer, 4, 3, model)
        assert SEEN, "expected evaluate() to call the model"
        modes = any(mode for mode, _ in SEEN)
        where = "a layer of the model" if isinstance(model, nn.Sequential) else "the model"
        assert not modes, f"expected {where} in eval mode, it was in train mode"


def check_no_recording(answer):
    """evaluate() records no gradients, and recording is as before afterwards."""
    evaluated(answer, 4, 3)
    assert SEEN, "expected evaluate() to call the model"
    recorded = any(recording for _, recording in SEEN)
    assert not recorded, "expected no recording in evaluate(), gradients were on"
    spy = Spy()
    answer.evaluate(spy, torch.ones(3, 2), torch.ones(3).long())
    on, trains = torch.is_grad_enabled(), spy.scale.requires_grad
    torch.set_grad_enabled(True)
    assert on, "expected recording to be on again after evaluate(), it is off"
    assert trains, "expected the parameters to require gradients as before evaluate()"


def check_saves_the_state(answer):
    """The file at `path`, and no other, holds the model's state and no pickled objects."""
    model, *_ = fitted(answer, 0)
    for name in ("model.pt", "state"):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, name)
            answer.save_and_reload(model, path)
            found = saved(folder, name)
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        try:
            answer.save_and_reload(model, "state")
        except OSError as error:
            message = "path 'state': expected a file in the current folder, got"
            raise AssertionError(f"{message} {type(error).__name__}") from None
        saved(folder, "state")
    for name, value in model.state_dict().items():
        kept = any(one.shape == value.shape and torch.equal(one, value) for one in found)
        assert kept, f"expected {name} in the file, with the values of the trained model"


def saved(folder, name):
    """The tensors of the one file in a folder, that of the name asked for."""
    files = sorted(os.listdir(folder))
    assert files == [name], f"expected one file {name} at `path`, found {files}"
    try:
        return list(tensors(torch.load(os.path.join(folder, name))))
    except Exception as error:
        message = "expected a file that torch.load() accepts, it raised"
        raise AssertionError(f"{message} {type(error).__name__}") from None


def tensors(content):
    if isinstance(content, torch.Tensor):
        yield content
    elif isinstance(content, dict):
        for one in content.values():
            yield from tensors(one)
    elif isinstance(content, list | tuple):
        for one in content:
            yield from tensors(one)


def note(event, args):
    if event == "open" and "r" in str(args[1] or "r"):
        READ.append(str(args[0]))


def check_reload(answer):
    """The reloaded model is new, comes from the file, and agrees with the trained one."""
    model, (x, _), *_ = fitted(answer, 0)
    wanted = logits(model.eval(), x)
    sys.addaudithook(note)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.pt")
        READ.clear()
        reloaded = answer.save_and_reload(model, path)
        read = path in READ
        other = build(answer)
        second = answer.save_and_reload(other, path)
    got = type(reloaded).__name__
    assert isinstance(reloaded, nn.Module), f"expected a module from save_and_reload, got {got}"
    assert reloaded is not model, "expected a new model, got the same object"
    same = "expected a new model at each call, the second returned the first one's again"
    assert second is not reloaded, same
    found = logits(reloaded.eval(), x)
    far = (found - wanted).abs().max().item()
    assert torch.equal(found, wanted), (
        "expected the reloaded model's outputs to equal the trained model's, "
        f"they differ by up to {far:.2g}"
    )
    before = [value.clone() for value in reloaded.state_dict().values()]
    with torch.no_grad():
        for parameter in model.parameters():
            parameter += 1
        after = list(reloaded.state_dict().values())
        for parameter in model.parameters():
            parameter -= 1
    shared = not all(map(torch.equal, before, after))
    assert not shared, "expected a model of its own, it changes along with the saved one"
    assert read, "expected the state to be read from the file, it was not opened"
    wanted, found = logits(other.eval(), x), logits(second.eval(), x)
    assert torch.equal(found, wanted), (
        "another model saved to the same path: expected its outputs from the reloaded model, "
        "got others"
    )
