import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(64, 4)
y = x.sum(dim=1, keepdim=True)
model = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)

for epoch in range(6):
    if epoch == 3:
        model[0].requires_grad_(False)
        frozen, head = model[0].weight.clone(), model[2].weight.clone()
    optimizer.zero_grad(set_to_none=False)
    loss = nn.functional.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()

momentum = optimizer.param_groups[0]["momentum"]
learns = not torch.equal(model[2].weight, head)
print(f"momentum {momentum}, last layer still learns: {learns}")
moved = (model[0].weight - frozen).abs().max().item()
print("first layer requires grad:", model[0].weight.requires_grad)
print("first layer moved after freezing:", moved > 1e-4)
