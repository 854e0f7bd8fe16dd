from itertools import product

import torch
from torch import nn
from torch.nn import functional as F

SHAPES = {
    "layer1.bias": (10,),
    "layer1.weight": (10, 1),
    "layer2.bias": (1,),
    "layer2.weight": (1, 10),
}


def short(tensor):
    """A tensor's numbers as text, cut to what can be read."""
    text = " ".join(
        f"{value + 0.0:.4g}" for value in tensor.detach().flatten().tolist()[:5]
    )
    return f"[{text}{' …' if tensor.numel() > 5 else ''}]"


def named(model):
    """All parameters by name; one that has two names (a layer in a Sequential, too) by both."""
    return dict(model.named_parameters(remove_duplicate=False))


def build(answer, seed=0):
    """A model with random weights, once it is known to have the right parameters, and these."""
    model = answer.MyModel()
    is_module = isinstance(model, nn.Module)
    assert is_module, f"expected an nn.Module, got: {type(model).__name__}"
    weights = named(model)
    for name, shape in SHAPES.items():
        got = tuple(weights[name].shape) if name in weights else "no such parameter"
        assert got == shape, f"expected {name} of shape {shape}, got: {got}"
    draw = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name in SHAPES:
            weights[name].copy_(torch.randn(SHAPES[name], generator=draw))
    return model, {name: weights[name] for name in SHAPES}


def torch_says(weights, x):
    """layer2(relu(layer1(x))), by torch's own functions."""
    hidden = F.relu(F.linear(x, weights["layer1.weight"], weights["layer1.bias"]))
    return F.linear(hidden, weights["layer2.weight"], weights["layer2.bias"])


def predict(model, x, what):
    """The predictions, once they are known to be a tensor of shape (N, 1)."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        result = model(x)
    kind = type(result).__name__
    assert isinstance(result, torch.Tensor), f"{what}: expected a tensor, got: {kind}"
    shape = tuple(result.shape)
    expected = (len(x), 1)
    assert shape == expected, (
        f"{what}: expected predictions of shape {expected}, got {shape}"
    )
    return result


def compare(model, weights, x, what, digits=1e-5):
    expected = torch_says(weights, x).detach()
    got = predict(model, x, what)
    message = f"{what}: expected {x.dtype}, got {got.dtype}"
    assert got.dtype == x.dtype, message
    close = torch.allclose(got, expected, rtol=digits, atol=digits)
    off = (got - expected).abs().max().item()
    message = f"{what}: expected {short(expected)}, got {short(got)}"
    assert close, message + (f", {off:.1g} off" if short(got) == short(expected) else "")


def draw_input(count, seed=1):
    """A batch of shape (count, 1), negative and positive in turn."""
    draw = torch.Generator().manual_seed(seed)
    signs = torch.tensor([-1.0, 1.0]).repeat(count)[:count, None]
    return 3 * signs * torch.rand(count, 1, generator=draw)


def check_parameter_names(answer):
    """The learnable tensors belong to layer1 and layer2, and to nothing else."""
    model = answer.MyModel()
    is_module = isinstance(model, nn.Module)
    assert is_module, f"expected an nn.Module, got: {type(model).__name__}"
    weights, wanted = named(model), sorted(SHAPES)
    known = {id(weights[name]) for name in wanted if name in weights}
    names = sorted(n for n in weights if n in SHAPES or id(weights[n]) not in known)
    others = [name for name in vars(model) if name[0] != "_" and name != "training"]
    message = f"expected parameters {wanted}, got {names}"
    if others:
        message += f"; attributes that are no layers: {others}"
    assert names == wanted, message


def check_parameter_count(answer):
    """There are 31 learnable numbers: 20 in layer1 and 11 in layer2."""
    model, weights = build(answer)
    for name, weight in weights.items():
        assert weight.requires_grad, f"expected {name} to be learnable, it is frozen"
    count = sum(p.numel() for p in model.parameters() if p.requires_grad)
    assert count == 31, f"expected 31 learnable numbers, got {count}"


def check_linear_layers(answer):
    """layer1 and layer2 are nn.Linear."""
    model = answer.MyModel()
    for name in ("layer1", "layer2"):
        layer = getattr(model, name, None)
        kind = type(layer).__name__
        assert isinstance(layer, nn.Linear), (
            f"expected {name} as nn.Linear, got: {kind}"
        )


def check_output_shape(answer):
    """A batch of shape (N, 1) gives predictions of shape (N, 1), also for N = 1."""
    model, _ = build(answer)
    for count in (1, 2, 5, 10):
        predict(model, draw_input(count), f"x of shape ({count}, 1)")


def check_relu_in_the_middle(answer):
    """ReLU stands between the layers, and only there."""
    model, weights = build(answer)
    with torch.no_grad():
        for weight in weights.values():
            weight.fill_(0.0)
        weights["layer1.weight"].fill_(1.0)
        weights["layer2.weight"].fill_(-1.0)
    for value in (2.0, -2.0, 0.01, 1e-4, 1e-30, -1e-4, 1e6):
        expected = -10 * max(value, 0.0)
        what = f"weights 1 and -1, biases 0, x = [[{value}]]"
        got = predict(model, torch.tensor([[value]]), what).item()
        near = abs(got - expected) <= 1e-5 * abs(expected)
        assert near, f"{what}: expected {expected:.4g}, got {got:.4g}"


def check_values(answer):
    """Each row's prediction is layer2(relu(layer1(row))), whatever the weights."""
    for seed in range(3):
        model, weights = build(answer, seed)
        for count in (1, 2, 7):
            x = draw_input(count, seed + 5)
            compare(model, weights, x, f"random weights, x = {short(x)}")
    x = draw_input(12).reshape(4, 3)[:, 1:2]
    compare(model, weights, x, f"x a column of a matrix, {short(x)}")


def check_double(answer):
    """After model.double() it takes float64 and computes in it."""
    model, weights = build(answer)
    model.double()
    x = draw_input(3).double() / 3
    what = f"model.double(), x = {short(x)} in float64"
    try:
        compare(model, named(model), x, what, digits=1e-12)
    except (RuntimeError, ValueError) as error:
        raise AssertionError(f"{what}: {str(error)[:150]}") from None
    finally:
        model.float()


def check_training_and_eval(answer):
    """In training mode and in eval mode the predictions are the same."""
    model, weights = build(answer)
    x = draw_input(4)
    for mode in (True, False):
        model.train(mode)
        compare(model, weights, x.clone(), f"training={mode}, x = {short(x)}")


def check_gradients(answer):
    """In both modes gradients reach all four parameters, and the input if it asks for one."""
    for mode in (True, False):
        for wanted in (True, False):
            gradients_arrive(answer, mode, wanted)


def gradients_arrive(answer, mode, wanted):
    model, weights = build(answer)
    model.train(mode)
    x, again = draw_input(5).requires_grad_(wanted), draw_input(5).requires_grad_()
    leaves = {name: one.detach().clone().requires_grad_() for name, one in weights.items()}
    result = predict(model, x, "gradients")
    assert result.requires_grad, (
        f"training={mode}, x.requires_grad={wanted}: expected predictions with a graph, "
        "requires_grad is False"
    )
    result.square().mean().backward()
    got = {name: weight.grad for name, weight in weights.items()}
    if wanted:
        leaves["x"], got["x"] = again, x.grad
    torch_says(leaves, again).square().mean().backward()
    for name, leaf in leaves.items():
        what = f"gradient of {name} after square().mean().backward()"
        assert got[name] is not None, f"{what}: expected {short(leaf.grad)}, got None"
        close = torch.allclose(got[name], leaf.grad, rtol=1e-4, atol=1e-4)
        assert close, f"{what}: expected {short(leaf.grad)}, got {short(got[name])}"


def check_calls_change_nothing(answer):
    """A call changes neither input nor parameters nor earlier predictions; it can be repeated."""
    model, weights = build(answer)
    x = draw_input(3)
    given, before = (
        x.clone(),
        {name: one.detach().clone() for name, one in weights.items()},
    )
    first = predict(model, x, "first call").detach().clone()
    assert torch.equal(x, given), (
        f"expected x to stay {short(given)}, it became {short(x)}"
    )
    second = predict(model, x, "second call")
    same = torch.allclose(first, second)
    assert same, f"the same x twice: {short(first)}, then {short(second)}"
    for grad in (True, False):
        with torch.set_grad_enabled(grad):
            kept = predict(model, x, "first call")
            copied = kept.detach().clone()
            predict(model, x + 1, "second call")
        message = f"gradients {grad}, calls with x and x + 1: the first predictions were"
        same = torch.equal(kept, copied)
        assert same, f"{message} {short(copied)}, and became {short(kept)}"
    for name, weight in weights.items():
        kept = before[name]
        message = f"expected {name} to stay {short(kept)}, it became {short(weight)}"
        assert torch.equal(kept, weight), message
    for mode, grad, wanted in product((True, False), repeat=3):
        x = draw_input(1).requires_grad_(wanted)
        with torch.set_grad_enabled(grad):
            predict(model.train(mode), x, f"x = {short(x)}")
        message = f"training={mode}, gradients {grad}, x = {short(x)}: expected x.requires_grad"
        same = x.requires_grad == wanted
        assert same, f"{message} to stay {wanted}, it became {x.requires_grad}"


def check_models_are_independent(answer):
    """Every MyModel() has layers of its own, with random initial weights of their own."""
    models = [answer.MyModel() for _ in range(2)]
    first, second = (named(model) for model in models)
    for name in ("layer1.weight", "layer2.weight"):
        for weights in (first, second):
            assert name in weights, f"expected a parameter {name}, there is none"
        one, other = first[name], second[name]
        assert one is not other, (
            f"expected two models to have two {name}, they share one"
        )
        same = torch.equal(one, other)
        message = f"expected two models to begin with different {name}, both have {short(one)}"
        assert not same, message
        constant = bool((one == one.flatten()[0]).all())
        assert not constant, f"expected random {name} in a new model, got {short(one)}"
        # weights that are only -1 and 1, or some of them 0, are random too: hence so many models
        drawn = torch.stack([named(answer.MyModel())[name].detach().flatten() for _ in range(60)])
        fixed = (drawn == drawn[0]).all(0)
        message = f"expected random {name}, in 60 models {int(fixed.sum())} of 10 are always"
        assert not fixed.any(), f"{message} {short(drawn[0][fixed])}"
