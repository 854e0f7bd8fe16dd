"""The slope is worked out in forward, where nothing is tracked. So the gradient doesn't
depend on `x`, and there is no second derivative. Save the input itself."""
# lacks: detach, data, no_grad, once_differentiable

import torch


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(3 * x**2)
        return x**3

    @staticmethod
    def backward(ctx, grad_output):
        (slope,) = ctx.saved_tensors
        return grad_output * slope
