"""A small true script that several kinds begin with."""

SQUARES = """\
import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
loss = (x * x).sum()
loss.backward()

print("x:", x.tolist())
print("gradient of the sum of squares:", x.grad.tolist())
assert torch.equal(x.grad, 2 * x)
"""
SQUARES_OUTPUT = """\
x: [1.0, 2.0]
gradient of the sum of squares: [2.0, 4.0]
"""
