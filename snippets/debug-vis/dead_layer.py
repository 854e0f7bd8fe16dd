import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(
    nn.Linear(8, 16),
    nn.ReLU(),
    nn.Linear(16, 16),
    nn.ReLU(),
    nn.Linear(16, 2),
)
nn.init.constant_(model[2].bias, -20.0)


def watch(layer, inputs, output):
    all_zero = bool((output == 0).all())
    same_rows = bool((output == output[0]).all())
    print(f"all zero: {all_zero}, all rows equal: {same_rows}")


for layer in (model[1], model[3], model[4]):
    layer.register_forward_hook(watch)
model(torch.randn(32, 8))
