"""With `batch_first=True` axis 1 is time, and its index 0 the first step: the forecast knows
nothing of the others."""

import torch
from torch import nn


class Forecaster(nn.Module):
    """x: (batch, time, features) -> one number per sequence."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(4, 16, batch_first=True)
        self.head = nn.Linear(16, 1)

    def forward(self, x):
        output, _ = self.lstm(x)
        return self.head(output[:, 0])


torch.manual_seed(0)
model = Forecaster().eval()
batch = torch.randn(3, 7, 4)

together = model(batch)
alone = model(batch[2:])
same = torch.allclose(together[2:], alone, atol=1e-6)
print("forecast shape:", tuple(together.shape))
print("sequence 2, alone or in a batch, same:", same)
for name, step in (("first", 0), ("last", 6)):
    changed = batch.clone()
    changed[2, step] += 1
    matters = not torch.equal(model(changed)[2], together[2])
    print(f"its {name} step matters: {matters}")
