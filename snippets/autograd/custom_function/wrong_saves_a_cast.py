"""A cast returns `x` itself only if it has that dtype already. Of any other dtype it makes a new
tensor, in forward, where nothing is tracked: for such an `x` there is no second derivative."""
# needs: double | float | to | type | type_as

import torch


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x.double())
        return x**3

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return (grad_output * 3 * x**2).to(grad_output.dtype)
