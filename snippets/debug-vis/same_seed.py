import torch
from torch import nn
from torch.utils.data import DataLoader


def run(seed, extra_draw=False):
    torch.manual_seed(seed)
    if extra_draw:
        torch.rand(1)
    model = nn.Linear(3, 1)
    order = [batch.item() for batch in DataLoader(torch.arange(10), shuffle=True)]
    return model.weight.tolist(), order


print("same seed, same weights and order:", run(0) == run(0))
print("other seed:", run(0) == run(1))
print("same seed, one more draw before:", run(0) == run(0, extra_draw=True))

torch.manual_seed(0)
print("two draws after one seed are equal:", torch.equal(torch.rand(2), torch.rand(2)))
