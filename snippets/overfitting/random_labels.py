import torch
from torch import nn

torch.manual_seed(0)
x, coin_flips = torch.randn(60, 50), torch.randint(0, 2, (60,))
new_x, new_coin_flips = torch.randn(2000, 50), torch.randint(0, 2, (2000,))

model = nn.Sequential(nn.Linear(50, 64), nn.ReLU(), nn.Linear(64, 2))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for _ in range(100):
    loss = nn.functional.cross_entropy(model(x), coin_flips)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

trained = (model(x).argmax(dim=1) == coin_flips).float().mean()
new = (model(new_x).argmax(dim=1) == new_coin_flips).float().mean()
print(f"accuracy on the training data: {trained:.1f}")
print(f"accuracy on new data: {new:.1f}")
