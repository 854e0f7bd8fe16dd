"""The gradient is right, but under this decorator backward runs without a graph, so there is no
second derivative. It is meant for backwards that leave torch, for NumPy or C.
"""
# needs: once_differentiable

import torch
from torch.autograd.function import once_differentiable


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    @once_differentiable
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * 3 * x**2
