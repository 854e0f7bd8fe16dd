import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        blocks = [nn.Sequential(nn.Linear(32, 32), nn.Sigmoid()) for _ in range(5)]
        self.blocks = nn.Sequential(*blocks)
        self.spare = nn.Linear(32, 32)
        self.head = nn.Linear(32, 1)

    def forward(self, x):
        return self.head(self.blocks(x))


torch.manual_seed(0)
model = Net()
model(torch.randn(16, 32)).mean().backward()

weights = {name: p for name, p in model.named_parameters() if name.endswith("weight")}
norms = {name: p.grad.norm() for name, p in weights.items() if p.grad is not None}
print("smallest gradient:", min(norms, key=norms.get))
print("largest gradient:", max(norms, key=norms.get))
print("no gradient:", [name for name in weights if name not in norms])
