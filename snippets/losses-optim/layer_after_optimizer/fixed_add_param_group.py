import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 10))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
head = nn.Linear(8, 3)
optimizer.add_param_group({"params": head.parameters()})
model[2] = head

x = torch.randn(16, 4)
target = torch.randint(3, (16,))
before = {name: value.clone() for name, value in model.state_dict().items()}

for _ in range(5):
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(x), target).backward()
    optimizer.step()

after = model.state_dict()
print("logits:", tuple(model(x).shape))
print("moved:", [name for name in before if not torch.equal(before[name], after[name])])
