from unittest import mock

import torch
from torch.autograd import forward_ad
from torch.autograd.function import BackwardCFunction, Function

POINTS = [[2.0], [-1.0], [0.0], [1.0, 2.0], [-3.0, 0.5, 0.0, 10.0]]
SHAPES = [(), (1,), (0,), (3,), (2, 3), (3, 1, 2)]
DTYPES = torch.float32, torch.float64


def tracked(values, dtype=torch.float64):
    return torch.tensor(values, dtype=dtype, requires_grad=True)


def draws():
    """Random x of every shape, one of them not contiguous."""
    luck = torch.Generator().manual_seed(0)
    found = [torch.randn(shape, generator=luck, dtype=torch.float64) for shape in SHAPES]
    found.append(torch.randn((4, 2), generator=luck, dtype=torch.float64).mT)
    return [x.requires_grad_() for x in found]


def short(value, longest=60):
    """A tensor in few characters."""
    if isinstance(value, torch.Tensor):
        value = value.detach().tolist()

    def text(x):
        if isinstance(x, list):
            return "[" + ", ".join(map(text, x)) + "]"
        return f"{x + 0.0:.4g}" if isinstance(x, float) else repr(x)

    said = text(value)
    return said if len(said) <= longest else said[:longest] + "…"


def cube(answer, x):
    """Cube.apply(x), if it is a tensor like x."""
    out = answer.Cube.apply(x)
    kind = type(out).__name__
    assert isinstance(out, torch.Tensor), f"expected a tensor from Cube.apply, got {kind}"
    want, got = tuple(x.shape), tuple(out.shape)
    assert got == want, f"expected shape {want} as x has it, got {got}"
    assert out.dtype == x.dtype, f"expected {x.dtype} as x has it, got {out.dtype}"
    return out


def agree(got, expected, what):
    digits = {torch.float32: 1e-5}.get(got.dtype, 1e-11)
    near = torch.allclose(got, expected, rtol=digits, atol=digits)
    want, found = short(expected), short(got)
    if want == found and not near:
        found += f", {(got - expected).abs().max():.1g} off in {got.dtype}"
    assert near, f"{what}: expected {want}, got {found}"


def slope(loss, x, **how):
    """The gradient of a loss with respect to x."""
    assert loss.requires_grad, "expected a tracked result, it is cut off from the graph"
    (found,) = torch.autograd.grad(loss, x, allow_unused=True, **how)
    assert found is not None, "expected a gradient of x, backward returned None"
    return found


def check_forward(answer):
    """Cube.apply(x) is x cubed, in the shape and dtype of x"""
    for values in POINTS:
        for dtype in DTYPES:
            x = tracked(values, dtype)
            agree(cube(answer, x), torch.tensor(values, dtype=dtype) ** 3, f"Cube at {values}")
    for x in draws():
        what, expected = f"Cube at {short(x)}", x.detach() ** 3
        agree(cube(answer, x), expected, what)


def check_own_slope(answer):
    """The gradient of Cube.apply(x) is 3 * x ** 2"""
    for values in POINTS:
        for dtype in DTYPES:
            expected = 3 * torch.tensor(values, dtype=dtype) ** 2
            x = tracked(values, dtype)
            agree(slope(cube(answer, x).sum(), x), expected, f"slope at {values}")


def check_chain_rule(answer):
    """The gradient that arrives from later operations is passed on, element by element"""
    x = tracked([1.0, 2.0])
    got = slope(10 * cube(answer, x).sum(), x)
    agree(got, torch.tensor([30.0, 120.0]).double(), "slope of 10 * Cube at [1, 2]")
    for x in draws():
        factor = torch.arange(1.0, 1 + x.numel(), dtype=x.dtype).reshape(x.shape)
        expected = factor * 3 * x.detach() ** 2
        what = f"slope of {short(factor)} * Cube at {short(x)}"
        got = slope((factor * cube(answer, x)).sum(), x)
        agree(got, expected, what)


def check_within_more(answer):
    """It works amid other operations, applied several times, also to its own result"""
    x, y = tracked([1.0, -2.0]), tracked([3.0, 4.0])
    first, second = cube(answer, x), cube(answer, y)
    expected = torch.tensor([[3.0, 12.0], [27.0, 48.0]]).double()
    agree(slope(first.sum(), x), expected[0], "slope at [1, -2], applied to [3, 4] afterwards")
    agree(slope(second.sum(), y), expected[1], "slope at [3, 4], applied to [1, -2] before")
    values = [0.5, -1.5]
    for name, function in {
        "Cube(Cube(x))": lambda of, x: of(of(x)),
        "x * Cube(2 * x) + x": lambda of, x: x * of(2 * x) + x,
        "sin(Cube(x)) - Cube(1 - x)": lambda of, x: of(x).sin() - of(1 - x),
    }.items():
        found = []
        for of in (lambda t: cube(answer, t), lambda t: t**3):
            x = tracked(values)
            found.append(slope(function(of, x).sum(), x))
        agree(*found, f"slope of {name} at {values}")


def check_second_derivative(answer):
    """It can be differentiated twice, also amid other operations, in float32 as well"""
    for dtype in reversed(DTYPES):
        for values in ([1.0], 2.0, [1.0, 2.0], [-1.5, 0.0, 3.0]):
            twice(answer, values, dtype)


def twice(answer, values, dtype):
    """Are the second derivatives there of Cube, and of Cube amid other operations, torch's?"""
    for name, function in {
        "Cube(x)": lambda of, x: of(x),
        "Cube(x) ** 2": lambda of, x: of(x) ** 2,
        "Cube(Cube(x) + x)": lambda of, x: of(of(x) + x),
    }.items():
        found = []
        for of in (lambda t: cube(answer, t), lambda t: t**3):
            x = tracked(values, dtype)
            first = slope(function(of, x).sum(), x, create_graph=True)
            second = None
            if first.requires_grad:
                (second,) = torch.autograd.grad(first.sum(), x, allow_unused=True)
            said = f"{name} at {short(values)} in {dtype}: its gradient doesn't depend on x"
            said += ", so there is no second derivative" + copied(answer, dtype)
            assert second is not None, said
            found.append(second)
        agree(*found, f"second derivative of {name} at {short(values)}")


def copied(answer, dtype):
    """Says so if what is saved has the values of x, and autograd doesn't know that it is x."""
    x = tracked([2.0, -3.0], dtype)
    for one in getattr(cube(answer, x).grad_fn, "saved_tensors", ()):
        known = one is None or one.requires_grad or one.shape != x.shape
        if not known and torch.equal(one.to(x.dtype), x):
            return "; what was saved is a copy of x, not x itself"
    return ""


def check_nothing_changes(answer):
    """x, x.grad and the gradient that arrives are as before"""
    for values in POINTS:
        x, arrived = tracked(values), []
        out = cube(answer, x)
        agree(x, torch.tensor(values).double(), "forward must not change x")
        out.register_hook(lambda grad, to=arrived: to.extend([grad, grad.clone()]))
        slope((out * torch.arange(2.0, 2 + len(values))).sum(), x)
        agree(*arrived[:2], "backward must not change the gradient that arrives")
        agree(x, torch.tensor(values).double(), "backward must not change x")
        assert x.grad is None, f"backward returns the gradient; it set x.grad to {short(x.grad)}"


def check_without_graph(answer):
    """It works on tensors that need no gradient, and under no_grad"""
    for x in (torch.tensor([2.0]), tracked([2.0])):
        with torch.no_grad():
            out = cube(answer, x)
        agree(out, torch.tensor([8.0], dtype=x.dtype), "Cube of [2] under no_grad")
        assert not out.requires_grad, "expected no graph under no_grad, the result is tracked"
    assert not cube(answer, torch.tensor([2.0])).requires_grad, "expected no graph for plain x"


def check_changed_in_place(answer):
    """If x is changed before the backward pass, autograd's error comes, no wrong gradient"""
    for dtype in reversed(DTYPES):
        leaf = tracked([1.0, 2.0], dtype)
        x = leaf * 1
        out = cube(answer, x)
        with torch.no_grad():
            x.mul_(10)
        try:
            got = slope(out.sum(), leaf)
        except RuntimeError:
            continue
        said = f"x = [1, 2] in {dtype} became [10, 20]: expected an error, got {short(got)}"
        raise AssertionError(said)


def check_by_hand(answer):
    """Cube is a torch.autograd.Function, its backward written by hand, without autograd"""
    is_one = isinstance(answer.Cube, type) and issubclass(answer.Cube, Function)
    assert is_one, "expected Cube to be a subclass of torch.autograd.Function"
    x = tracked([1.0, 2.0])
    out = cube(answer, x)
    name = type(out.grad_fn).__name__
    own = isinstance(out.grad_fn, BackwardCFunction)
    assert own, f"expected Cube's own backward in the graph, got {name}"
    with mock.patch.object(forward_ad, "make_dual", wraps=forward_ad.make_dual) as calls:
        slope(cube(answer, x).sum(), x)
    said = "expected 3 * x ** 2 by hand, backward calls autograd"
    assert not calls.call_count, f"{said} in forward mode, as torch.func.jvp does"
    engine = getattr(torch.autograd, "_engine_run_backward", None)
    if engine is None:  # not public: a later torch may have it elsewhere
        return
    with mock.patch.object(torch.autograd, "_engine_run_backward", wraps=engine) as calls:
        slope(out.sum(), x)
    assert calls.call_count == 1, said
