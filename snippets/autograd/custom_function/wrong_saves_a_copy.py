"""What is saved isn't `x` itself but a new tensor, made in forward, where nothing is tracked: to
autograd it is a constant. So there is no second derivative. Save the input as it came."""
# lacks: detach, data, no_grad, once_differentiable

import torch


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x.clone())
        return x**3

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * 3 * x**2
