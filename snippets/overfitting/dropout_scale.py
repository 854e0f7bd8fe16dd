import torch
from torch import nn

torch.manual_seed(0)
dropout = nn.Dropout(p=0.2)
ones = torch.ones(10_000)

out = dropout(ones)
print("values in train mode:", sorted(set(out.tolist())))
print("mean in train mode, one decimal:", round(out.mean().item(), 1))

dropout.eval()
print("values in eval mode:", sorted(set(dropout(ones).tolist())))
