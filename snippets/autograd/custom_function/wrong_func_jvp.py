"""`torch.func.jvp` is autograd, too: it differentiates `t**3` for you, in forward mode. The reason
for a Function of one's own is to state the derivative yourself."""
# needs: jvp

import torch


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        _, slope = torch.func.jvp(lambda t: t**3, (x,), (torch.ones_like(x),))
        return grad_output * slope
