"""This builds the graph of `x ** 3` again and leaves the derivative to autograd. The
reason for a Function of one's own is to state it yourself."""
# needs: enable_grad | set_grad_enabled

import torch


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        with torch.enable_grad():
            y = x**3
            return torch.autograd.grad(y, x, grad_output, create_graph=True)[0]
