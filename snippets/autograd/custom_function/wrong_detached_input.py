"""The first derivative is right. But `detach()` makes the saved `x` a constant, so the
gradient no longer depends on `x` and can't be differentiated again."""
# needs: detach

import torch


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.x = x.detach()
        return x**3

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output * 3 * ctx.x**2
