"""Kept as an attribute of ctx, `x` can be changed behind autograd's back, and the gradient
is wrong without a word. What `save_for_backward` keeps is watched for that."""
# lacks: save_for_backward

import torch


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.x = x
        return x**3

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output * 3 * ctx.x**2
