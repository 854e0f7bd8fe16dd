import torch
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(4, 64)
        self.head = nn.Linear(64, 1)

    def forward(self, x):
        hidden = F.dropout(torch.relu(self.body(x)), p=0.5, training=self.training)
        return self.head(hidden)


torch.manual_seed(0)
model = Net()
model.eval()
x = torch.ones(1, 4)
first = model(x)
with torch.no_grad():
    second = model(x)
print("model.training:", model.training)
print("two predictions agree:", torch.equal(first, second))

model.train()
print("two training passes agree:", torch.equal(model(x), model(x)))
