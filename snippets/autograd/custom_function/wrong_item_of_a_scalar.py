"""`item()` makes a plain number of the gradient that arrives. That number no longer depends on `x`,
and the second derivative at a scalar loses a part as soon as another operation follows."""
# needs: item

import torch


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        if grad_output.dim() == 0:
            grad_output = grad_output.item()
        return grad_output * 3 * x**2
