"""The gradient that arrives may depend on `x`, too. Detached, it is a constant, and the
second derivative loses a part as soon as another operation follows."""
# needs: detach | data

import torch


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output.detach() * 3 * x**2
