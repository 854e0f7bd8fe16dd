import torch
from torch import nn


def rounded(tensor):
    return [round(value, 2) for value in tensor.tolist()]


weight = nn.Parameter(torch.zeros(2))
weight.grad = torch.tensor([3.0, 4.0])
returned = nn.utils.clip_grad_norm_([weight], max_norm=1.0)
print("clip by norm, returned:", returned.item())
print("clip by norm, gradient:", rounded(weight.grad))

weight.grad = torch.tensor([3.0, 0.5])
nn.utils.clip_grad_value_([weight], clip_value=1.0)
print("clip by value, gradient:", rounded(weight.grad))
