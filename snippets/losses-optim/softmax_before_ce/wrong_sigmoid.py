"""A sigmoid squeezes the logits into 0 to 1 as well, and the loss has the same limit."""

import torch
from torch import nn


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(2, 16)
        self.output = nn.Linear(16, 3)

    def forward(self, x):
        hidden = torch.relu(self.hidden(x))
        return torch.sigmoid(self.output(hidden))


torch.manual_seed(0)
centers = torch.tensor([[0.0, 3.0], [3.0, -3.0], [-3.0, -3.0]])
target = torch.arange(3).repeat(20)
points = centers[target] + 0.3 * torch.randn(60, 2)

model = Classifier()
loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
losses = []
for _ in range(60):
    optimizer.zero_grad()
    loss = loss_fn(model(points), target)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())

accuracy = (model(points).argmax(dim=1) == target).float().mean().item()
print("accuracy above 0.99:", accuracy > 0.99)
print(f"first loss: {losses[0]:.3f}")
print("last loss above 0 and below 0.1:", 0 < losses[-1] < 0.1)
