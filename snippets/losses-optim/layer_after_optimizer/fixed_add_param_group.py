import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 10))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
model[2] = nn.Linear(8, 3)
optimizer.add_param_group({"params": model[2].parameters()})

x = torch.randn(16, 4)
target = torch.randint(3, (16,))
body_before = model[0].weight.detach().clone()
head_before = model[2].weight.detach().clone()

for _ in range(5):
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(x), target).backward()
    optimizer.step()

print("body moved:", not torch.equal(model[0].weight, body_before))
print("head moved:", not torch.equal(model[2].weight, head_before))
