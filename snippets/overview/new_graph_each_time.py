"""How many recorded graphs are alive, when only numbers are kept, and when losses are?"""

import weakref

import torch

w = torch.ones(2, requires_grad=True)
alive = weakref.WeakSet()


class Saved:
    """What one graph keeps for backward; it lives as long as its graph."""

    def __init__(self, tensor):
        self.tensor = tensor
        alive.add(self)


def loss_of(w):
    loss = (w**2).sum()  # saves one tensor
    return loss, len(alive)


with torch.autograd.graph.saved_tensors_hooks(Saved, lambda saved: saved.tensor):
    numbers, after, within = [], [], []
    for _ in range(4):
        loss, count = loss_of(w)
        numbers.append(loss.item())
        within.append(count)
        after.append(len(alive))
    print("numbers kept, graphs after each iteration:", after)
    print("as the next one is recorded:", within)

    losses, after = [], []
    for _ in range(4):
        loss, _ = loss_of(w)
        losses.append(loss)
        after.append(len(alive))
    print("losses kept, graphs after each iteration: ", after)

del loss, losses
print("losses dropped:", len(alive))
