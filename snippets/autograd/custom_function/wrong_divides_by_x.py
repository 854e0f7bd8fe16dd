"""What is divided by `x`, as `3 * x ** 3 / x`, is the slope only where `x` isn't 0: there it is 0 /
0, which is nan."""

import torch


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = x**3
        ctx.save_for_backward(x, y)
        return y

    @staticmethod
    def backward(ctx, grad_output):
        x, y = ctx.saved_tensors
        return grad_output * 3 * y / x
