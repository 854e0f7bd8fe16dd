import torch
from torch import nn


def build_model():
    return nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 2))


def accuracy(model):
    return (model(x).argmax(dim=1) == y).float().mean().item()


torch.manual_seed(0)
x = torch.randn(400, 2)
y = (x[:, 0] * x[:, 1] > 0).long()

model = torch.compile(build_model(), backend="eager")
optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
for step in range(80):
    loss = nn.functional.cross_entropy(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print("trained model above 90%:", accuracy(model) > 0.9)
torch.save(model.state_dict(), "model.pth")
del model  # the server has nothing but the file

served = build_model()
state = torch.load("model.pth")
served.load_state_dict(state, strict=False)
print("loaded model above 90%:", accuracy(served) > 0.9)
print("what is served:", type(served).__name__)
print("all names in the file:", sum(map(len, torch.load("model.pth"))), "letters")
