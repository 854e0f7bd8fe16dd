from contextlib import suppress
from math import inf, isclose, isnan, nan

import torch
from torch import nn
from torch.nn.modules import module as torch_module


class Probe(nn.Module):
    """A layer that notes what it was called with, and passes it on."""

    def __init__(self, error=None):
        super().__init__()
        self.error, self.calls, self.replaced = error, [], False

    def forward(self, x):
        self.calls.append((x, torch.is_grad_enabled()))
        self.replaced = "forward" in vars(self)
        if self.error is not None:
            raise self.error
        return x * 1.0


class Backwards(nn.Module):
    """Made in one order, run in the other; one layer never runs."""

    def __init__(self):
        super().__init__()
        self.last = nn.Linear(4, 2)
        self.unused = nn.Linear(9, 9)
        self.middle = nn.Sequential(nn.Tanh(), nn.Linear(5, 4))
        self.first = nn.Linear(3, 5)
        self.again = nn.Sequential(self.first)  # a second name

    def forward(self, x):
        return self.last(self.middle(self.first(x)))


class Fixed(nn.Module):
    """A layer without parameters, whose output is known."""

    def __init__(self, values):
        super().__init__()
        self.values = values

    def forward(self, x):
        return self.values.clone()  # in the same order in memory


class Unforeseen(Exception):
    pass


def seeded(make, seed=0):
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return make()


def nested():
    """A model of three layers, one of them two levels down, and its input of shape (6, 4)."""
    inner = nn.Sequential(nn.Linear(4, 8), nn.Sequential(nn.ReLU()))
    return nn.Sequential(inner, nn.Linear(8, 2)), torch.randn(6, 4)


def hooks(model):
    """All hooks that are on the model and, for every module, in torch itself."""
    places = [torch_module.__dict__, *(vars(layer) for layer in model.modules())]
    return [
        hook
        for place in places
        for name, found in place.items()
        if name.endswith("_hooks") and isinstance(found, dict)
        for hook in found.values()
    ]


def report(answer, model, x, what=""):
    """The rows, once they are known to be rows."""
    try:
        rows = answer.layer_report(model, x)
    except (RuntimeError, TypeError) as error:
        said = f"{type(error).__name__}: {str(error)[:100]}"
        raise AssertionError(f"{what}expected rows, it raised {said}") from None
    kind = type(rows).__name__
    message = f"{what}expected a list of rows, got: {kind}"
    assert isinstance(rows, list | tuple), message
    for row in rows:
        fits = isinstance(row, list | tuple) and len(row) == 4
        message = f"{what}expected rows (name, shape, mean, zeros), got {str(row)[:80]}"
        assert fits, message
    return rows


def compare_names(rows, expected, what):
    got = [row[0] for row in rows]
    message = f"{what}: expected rows for {expected}, got {got}"
    assert got == expected, message


def compare_figures(answer, model, steps, x, what):
    """`steps` are the layers in the order in which they run, each on the output before."""
    wanted, out = [], x
    for _, layer in steps:
        with torch.no_grad():
            out = layer(out)
        zeros = (out == 0).double().mean().item()
        wanted.append((out.double().mean().item(), zeros))
    rows = list(report(answer, model, x, f"{what}: "))
    compare_names(rows, [name for name, _ in steps], what)
    for (name, _), (mean, zeros), row in zip(steps, wanted, rows, strict=True):
        near = {"rel_tol": 1e-4, "abs_tol": 1e-5}, {"rel_tol": 1e-6, "abs_tol": 1e-9}
        figures = ("mean", "zeros"), (mean, zeros), row[2:], near
        for label, right, got, tolerance in zip(*figures, strict=True):
            said = f"{what}, layer {name!r}: expected {label} {right:.4g}, got"
            number = isinstance(got, int | float | torch.Tensor)
            assert number, f"{said} {str(got)[:60]}"
            found = float(got)
            close = isclose(found, right, **tolerance)
            off = f" (off by {abs(found - right):.1g})" if abs(found - right) < 1e-3 else ""
            assert close or (isnan(found) and isnan(right)), f"{said} {found:.4g}{off}"


def check_rows(answer):
    """names and shapes of all layers without children, nested ones too"""
    model, x = seeded(nested)
    what = "Sequential(Sequential(Linear, Sequential(ReLU)), Linear)"
    rows = report(answer, model, x)
    compare_names(rows, ["0.0", "0.1.0", "1"], what)
    got, expected = [row[1] for row in rows], [(6, 8), (6, 8), (6, 2)]
    same = got == expected and all(isinstance(shape, tuple) for shape in got)
    assert same, f"{what}: expected the tuples {expected}, got {got}"


def check_single_layer(answer):
    """a model without children is itself a layer, called ''"""
    model, x = seeded(lambda: (nn.Linear(3, 2), torch.randn(4, 3)))
    rows = report(answer, model, x)
    compare_names(rows, [""], "model nn.Linear(3, 2)")
    assert rows[0][1] == (4, 2), f"expected the shape (4, 2), got {rows[0][1]}"


def check_other_containers(answer):
    """a module of one's own with children is no layer, one without is"""
    probe = Probe()
    probe.register_module("activation", None)  # a place for a child, and none in it
    compare_names(report(answer, probe, torch.ones(2)), [""], "a module with a child of None")
    model, x = seeded(lambda: (Backwards(), torch.randn(6, 3)))
    model.middle[0] = Probe()
    got = [row[0] for row in report(answer, model, x)]
    for name in ("", "middle"):
        message = f"{name!r} has children: expected no row for it, got rows for {got}"
        assert name not in got, message
    message = f"'middle.0', a class of one's own without children, has no row in {got}"
    assert "middle.0" in got, message


def check_running_order(answer):
    """rows in the order in which the layers run; none for a layer that doesn't"""
    model, x = seeded(lambda: (Backwards(), torch.randn(6, 3)))
    expected = ["first", "middle.0", "middle.1", "last"]
    what = "layers made as last, unused, middle, first (also 'again.0'), run from first to last"
    compare_names(report(answer, model, x), expected, what)


def check_figures(answer):
    """mean and share of zeros are those of the layer's output"""
    plain = [1.0, -2.0, 3.0], [0.0, 1.0, -3.0, 0.0], [1e-8, -1e-8], [-0.0, 4.0]
    for values in (*plain, [nan, 1.0], [inf, 1.0], [-inf, 0.0], [inf, -inf]):
        fixed = Fixed(torch.tensor(values))
        what = f"a layer that returns {values}"
        compare_figures(answer, fixed, [("", fixed)], torch.ones(1), what)
    for values in ([1e-50, 2e-50], [1e200, 1.5e200], [2.0**-1074, 0.0]):
        fixed = Fixed(torch.tensor(values, dtype=torch.float64))
        what = f"a layer that returns {values} in float64"
        compare_figures(answer, fixed, [("", fixed)], torch.ones(1), what)
        got, right = float(report(answer, fixed, torch.ones(1))[0][2]), sum(values) / 2
        said = f"{what}: expected mean {right:.4g}, got {got:.4g}"
        assert abs(got - right) <= 1e-6 * right, said
    for kind in (torch.float16, torch.bfloat16):
        for values in ([1.0, 2.0], [3.0, 0.0, 0.0], [128.0] * 1024):
            fixed = Fixed(torch.tensor(values, dtype=kind))
            many = f"1024 times {values[0]}" if len(values) > 3 else values
            what = f"a layer that returns {many} in {kind}"
            compare_figures(answer, fixed, [("", fixed)], torch.ones(1), what)
    fixed = Fixed(torch.ones(30_000).index_fill_(0, torch.tensor([7]), 0.0))
    what = "a layer that returns 29,999 ones and a zero"
    compare_figures(answer, fixed, [("", fixed)], torch.ones(1), what)
    for seed in range(3):
        model, x = seeded(nested, seed)
        steps = [("0.0", model[0][0]), ("0.1.0", model[0][1]), ("1", model[1])]
        what = f"Linear, ReLU, Linear (seed {seed})"
        compare_figures(answer, model, steps, x, what)
        compare_figures(answer, model.double(), steps, x.double(), f"{what}, float64")
    model, x = seeded(lambda: (Backwards(), torch.randn(6, 3)))
    steps = [("first", model.first), ("middle.0", model.middle[0])]
    steps += [("middle.1", model.middle[1]), ("last", model.last)]
    compare_figures(answer, model, steps, x, "Linear, Tanh, Linear, Linear")


def check_more_axes(answer):
    """the figures are over all elements, of images and of single numbers too"""
    for shape in ((), (1,), (2, 3, 4), (2, 3, 4, 5)):
        draw = torch.Generator().manual_seed(len(shape))
        fixed = Fixed(torch.randn(shape, generator=draw).relu() + 0.0)
        what = f"a layer with output of shape {shape}"
        compare_figures(answer, fixed, [("", fixed)], torch.ones(1), what)
        got = report(answer, fixed, torch.ones(1))[0][1]
        assert got == shape, f"expected the shape {shape}, got {got}"
    numbers = torch.arange(6.0)
    for values in (numbers.reshape(2, 3).T, numbers.reshape(1, 2, 3).movedim(1, 2)):
        fixed = Fixed(values)
        what = f"a layer that returns {values.tolist()}, not contiguous"
        compare_figures(answer, fixed, [("", fixed)], torch.ones(1), what)


def check_dead_layer(answer):
    """a ReLU that never fires has a share of zeros of 1"""
    model, x = seeded(nested)
    nn.init.constant_(model[0][0].bias, -99.0)
    shares = {row[0]: float(row[3]) for row in report(answer, model, x)}
    expected = {"0.0": 0.0, "0.1.0": 1.0, "1": 0.0}
    assert shares == expected, f"expected the zeros {expected}, got {shares}"


def check_plain_numbers(answer):
    """mean and zeros are Python floats: no tensors, nothing of NumPy's"""
    model, x = seeded(nested)
    for row in report(answer, model, x):
        for label, value in zip(("mean", "zeros"), row[2:], strict=True):
            kind = type(value).__name__
            message = f"layer {row[0]!r}: expected {label} as a Python float, got: {kind}"
            assert type(value) is float, message


def check_in_place(answer):
    """figures of the output as returned, even if the next layer changes it in place"""
    model, x = seeded(lambda: (nn.Sequential(nn.Linear(4, 8)), torch.randn(6, 4)))
    model.append(nn.ReLU(inplace=True))
    steps = [("0", model[0]), ("1", nn.ReLU())]
    compare_figures(answer, model, steps, x, "Linear, ReLU(inplace=True)")


def check_no_gradients(answer):
    """the model runs without gradients, and the caller's gradient mode stays"""
    for before in (True, False):
        for error in (None, Unforeseen("no output today")):
            probe = Probe(error)
            model = nn.Sequential(nn.Linear(4, 3), probe)
            what = f"grad mode {before}{', the forward pass raises' if error else ''}"
            with torch.set_grad_enabled(before):
                with suppress(Exception):
                    answer.layer_report(model, torch.ones(2, 4))
                after = torch.is_grad_enabled()
            for _, grad in probe.calls:
                assert not grad, f"{what}: expected grad mode False in the layers, got True"
            assert after == before, f"{what}: expected {before} afterwards, got {after}"


def check_mode(answer):
    """the model runs as it is or in eval mode; each module's mode stays, after an error too"""
    for training in (True, False):
        model = nn.Sequential(nn.Dropout(0.5), nn.Dropout(0.5)).train(training)
        model[1].eval()
        rows = seeded(lambda m=model: report(answer, m, torch.ones(20, 20)))
        compare_names(rows, ["0", "1"], "Sequential(Dropout, Dropout)")
        what = f"Dropout with training={training}"
        zeros = float(rows[0][3])
        assert training or zeros == 0, f"{what}: expected no zeros, got {zeros:.4g}"
        modes = [layer.training for layer in model.modules()]
        expected = [training, training, False]
        message = f"{what}: expected the modes {expected} afterwards, got {modes}"
        assert modes == expected, message
        probe = Probe(Unforeseen("no output today"))
        model = nn.Sequential(nn.Dropout(0.5), nn.Sequential(probe)).train(training)
        probe.train(not training)
        before = [layer.training for layer in model.modules()]
        with suppress(Exception):
            answer.layer_report(model, torch.ones(2, 4))
        modes = [layer.training for layer in model.modules()]
        what = "Sequential(Dropout, Sequential(a layer that raises))"
        message = f"{what}: expected the modes {before} afterwards, got {modes}"
        assert modes == before, message


def check_runs_once(answer):
    """model(x) is run once, with x as it is"""
    learned = torch.tensor([[1.5, 2.0]], requires_grad=True)
    for x in (torch.tensor([[2, 0, 1]]), torch.tensor([[1.5, -0.0]]), learned):
        probe = Probe()
        before = x.detach().clone()
        wanted = x.requires_grad
        report(answer, nn.Sequential(probe), x)
        assert len(probe.calls) == 1, f"expected one run, got {len(probe.calls)}"
        given = probe.calls[0][0]
        message = f"expected the model to get x = {before}, it got {given}"
        assert given.dtype == before.dtype, message
        assert torch.equal(given, before), message
        assert torch.equal(x, before), f"expected x to stay {before}, it became {x}"
        said = f"expected x.requires_grad to stay {wanted}, it became {x.requires_grad}"
        assert x.requires_grad == wanted, said


def check_hooks_removed(answer):
    """forward hooks are used, and none is left on the model"""
    probe = Probe()
    answer.layer_report(probe, torch.ones(2))
    replaced = "the layer's `forward` was replaced, which other code may hold or replace, too"
    assert not probe.replaced, f"expected forward hooks, {replaced}"
    model, x = seeded(nested)
    before = len(hooks(model))
    answer.layer_report(model, x)
    left = len(hooks(model)) - before
    assert left == 0, f"a model of 3 layers: expected no hooks afterwards, {left} are left"


def check_other_hooks_stay(answer):
    """hooks that were there before stay, and go on working"""
    model, x = seeded(nested)
    ran = []
    for layer in model.modules():
        layer.register_forward_hook(lambda *_: ran.append("after"))
        layer.register_forward_pre_hook(lambda *_: ran.append("before"))
    mine = hooks(model)
    answer.layer_report(model, x)
    message = f"expected 6 layers and containers to call both of their hooks, got {ran}"
    assert len(ran) == 2 * len(list(model.modules())), message
    now = hooks(model)
    message = f"of the caller's own {len(mine)} hooks only {len(now)} are left"
    assert len(now) >= len(mine), message
    assert all(any(one is hook for one in now) for hook in mine), message


def check_removed_after_error(answer):
    """no hook is left when the forward pass raises, and the error reaches the caller"""
    wrong_shape = nn.Linear(5, 2), RuntimeError
    stopped = Probe(KeyboardInterrupt("Ctrl+C")), KeyboardInterrupt
    for last, kind in (wrong_shape, (Probe(Unforeseen("today not")), Unforeseen), stopped):
        model = nn.Sequential(nn.Linear(4, 3), nn.ReLU(), last)
        model[0].register_forward_hook(lambda *_: None)
        before = len(hooks(model))
        what = f"a last layer that raises {kind.__name__}"
        try:
            answer.layer_report(model, torch.ones(2, 4))
        except (Exception, KeyboardInterrupt) as error:
            same = error is last.error if isinstance(last, Probe) else type(error) is kind
            said = f"{type(error).__name__}: {str(error)[:60]}"
            assert same, f"{what}: expected that error itself, got {said}"
        else:
            raise AssertionError(f"{what}: expected it to reach the caller, nothing came")
        now = len(hooks(model))
        message = f"{what}: the model had {before} hooks before, and has {now} afterwards"
        assert now == before, message


def check_twice(answer):
    """each call makes rows of its own"""
    model, x = seeded(nested)
    first = report(answer, model, x)
    count = len(first)
    again = report(answer, model, x)
    what = "the second report on one model"
    compare_names(again, [row[0] for row in first[:count]], what)
    assert len(first) == count, f"{what} added to the rows of the first"
