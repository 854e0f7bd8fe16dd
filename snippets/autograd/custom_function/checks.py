import torch


def tracked(*values):
    return torch.tensor(values, dtype=torch.float64, requires_grad=True)


def gradient(function, x):
    out = function(x).sum()
    assert out.requires_grad, "expected a tracked result, it is cut off from the graph"
    return torch.autograd.grad(out, x)[0].tolist()


def check_forward(answer):
    """Cube.apply(x) is x cubed"""
    got = answer.Cube.apply(tracked(-1.0, 2.0)).tolist()
    assert got == [-1.0, 8.0], f"expected [-1.0, 8.0] for [-1, 2], got {got}"


def check_own_slope(answer):
    """The gradient of Cube.apply(x) is 3 * x ** 2"""
    got = gradient(answer.Cube.apply, tracked(1.0, 2.0))
    assert got == [3.0, 12.0], f"expected the slopes [3.0, 12.0] at [1, 2], got {got}"


def check_chain_rule(answer):
    """The gradient that arrives from later operations is passed on"""
    got = gradient(lambda x: 10 * answer.Cube.apply(x), tracked(1.0, 2.0))
    assert got == [30.0, 120.0], (
        f"expected [30.0, 120.0] for 10 * Cube, got {got}: backward gets grad_output, "
        "the gradient of the loss with respect to this function's result"
    )


def check_finite_differences(answer):
    """torch.autograd.gradcheck agrees at random points"""
    torch.manual_seed(0)
    x = torch.randn(5, dtype=torch.float64, requires_grad=True)
    agrees = torch.autograd.gradcheck(answer.Cube.apply, (x,), raise_exception=False)
    assert agrees, (
        "expected gradcheck to agree, backward differs from the measured slope"
    )


def check_second_derivative(answer):
    """It can be differentiated twice: the second derivative is 6 * x"""
    x = tracked(1.0, 2.0)
    out = answer.Cube.apply(x).sum()
    (first,) = torch.autograd.grad(out, x, create_graph=True)
    assert first.requires_grad, (
        "expected a gradient that can be differentiated again, it does not depend on "
        "x: keep x with ctx.save_for_backward and use tensor operations in backward"
    )
    got = torch.autograd.grad(first.sum(), x)[0].tolist()
    assert got == [6.0, 12.0], f"expected second derivatives [6.0, 12.0], got {got}"
