"""The right answer is the sign of the FIRST element of a sequence of 8."""

import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(8, 600, 1)
y = (x[0, :, 0] > 0).long()


class Reader(nn.Module):
    def __init__(self, in_order):
        super().__init__()
        self.in_order = in_order
        self.lstm, self.embed = nn.LSTM(1, 24), nn.Linear(1, 24)
        self.head = nn.Linear(24, 2)

    def forward(self, x):
        if self.in_order:
            return self.head(self.lstm(x)[0][-1])
        return self.head(torch.relu(self.embed(x)).mean(dim=0))


for in_order, name in ((True, "LSTM, reads in order"), (False, "average of the steps")):
    model = Reader(in_order)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(60):
        loss = nn.functional.cross_entropy(model(x[:, :400]), y[:400])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    accuracy = (model(x[:, 400:]).argmax(1) == y[400:]).float().mean().item()
    over = [accuracy > share for share in (0.9, 0.8, 0.55)]
    print(f"{name}: right in over 90%, 80%, 55%:", over)
