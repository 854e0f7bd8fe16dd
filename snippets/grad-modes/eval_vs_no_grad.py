import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(4, 64), nn.Dropout(0.5), nn.Linear(64, 1))
x = torch.randn(1, 4)

for mode in ("train", "eval"):
    model.train(mode == "train")
    for grad in ("on", "off"):
        with torch.set_grad_enabled(grad == "on"):
            first = model(x)
            second = model(x)
        same = torch.equal(first, second)
        print(f"{mode}, grad {grad}: same={same} tracked={first.requires_grad}")
