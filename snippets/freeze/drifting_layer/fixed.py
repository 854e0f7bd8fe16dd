import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(64, 4)
y = x.sum(dim=1, keepdim=True)
model = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 1))
settings = {"lr": 0.05, "momentum": 0.9, "weight_decay": 0.01}
optimizer = torch.optim.SGD(model.parameters(), **settings)


def state():
    return {name: value.clone() for name, value in model.state_dict().items()}


start = state()
for epoch in range(6):
    if epoch == 3:
        model[0].requires_grad_(False)
        halfway = state()
    optimizer.zero_grad(set_to_none=True)
    loss = nn.functional.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()

print("settings:", [optimizer.param_groups[0][name] for name in settings])
print("first layer requires grad:", model[0].weight.requires_grad)
for when, old, new in (("before", start, halfway), ("after", halfway, state())):
    moved = [name for name in old if not torch.equal(old[name], new[name])]
    print(f"moved {when} freezing:", moved)
