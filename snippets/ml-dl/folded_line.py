import torch
from torch.nn.functional import relu

x = torch.linspace(0, 1, 1025, dtype=torch.float64)


def layer(h):
    """Two hidden units, and a sum: up to 1 at the middle, then down to 0 again."""
    return 2 * relu(h) - 4 * relu(h - 0.5)


def straight_pieces(y):
    slopes = y.diff()
    return 1 + (slopes[1:] != slopes[:-1]).sum().item()


y = x
for depth in range(1, 5):
    y = layer(y)
    print(f"depth {depth}: pieces {straight_pieces(y)}, hidden units {2 * depth}")

# One hidden layer that bends at every corner: a unit for the first slope, one per corner.
corners = torch.arange(16) / 16
change = 32.0 * (-1) ** torch.arange(16)
change[0] = 16.0
wide = relu(x[:, None] - corners) @ change.double()
print("one hidden layer can do the same:", torch.allclose(wide, y))
print("hidden units there:", len(corners))
