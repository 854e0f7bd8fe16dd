import torch
from torch import nn

inputs = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
xor = torch.tensor([[0.0], [1.0], [1.0], [0.0]])
loss_function = nn.BCEWithLogitsLoss()

for activation in (nn.Identity, nn.ReLU, nn.Tanh):
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(2, 32), activation(), nn.Linear(32, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    for step in range(150):
        loss = loss_function(model(inputs), xor)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"{activation.__name__}: loss {loss.item():.2f}")
