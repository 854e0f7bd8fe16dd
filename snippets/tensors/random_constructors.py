"""Where the values of rand and randn lie, and what zeros and ones return."""

import torch

torch.manual_seed(0)
uniform = torch.rand(1_000_000)
normal = torch.randn(1_000_000)
outside = (normal.abs() > 1).float().mean().item()

print("rand: all >= 0:", bool((uniform >= 0).all()))
print("rand: all < 1:", bool((uniform < 1).all()))
print(f"randn: share outside -1..1: {outside:.2f}")

torch.manual_seed(7)
first = torch.rand(2, 3)
torch.manual_seed(7)
second = torch.rand(2, 3)
third = torch.rand(2, 3)
print("same seed, same numbers:", torch.equal(first, second))
print("next call, same numbers:", torch.equal(second, third))

print("zeros(3):", torch.zeros(3).dtype)
ones = torch.ones(2, 4)
print("ones(2, 4): rows", len(ones), ones.dtype)
