import torch


class Cube(torch.autograd.Function):
    """x ** 3 with a hand-written backward pass. Used as `Cube.apply(x)`.

    x: float32 or float64, of any shape; the result has its shape and dtype.
    """

    @staticmethod
    def forward(ctx, x):
        # TODO: keep what backward needs, return the result
        return x

    @staticmethod
    def backward(ctx, grad_output):
        # TODO: return the gradient of the loss with respect to x
        return grad_output
