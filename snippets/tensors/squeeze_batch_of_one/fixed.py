import torch
from torch import nn


class Detector(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(2, 1, kernel_size=3)

    def forward(self, x):
        features = self.conv(x)
        score = features.mean(dim=2)
        return score.squeeze(1)


torch.manual_seed(0)
model = Detector()
for batch_size in (8, 4, 1):
    scores = model(torch.randn(batch_size, 2, 10))
    print(f"batch of {batch_size}: scores {tuple(scores.shape)}")
print("scores for a single request:", len(model(torch.randn(1, 2, 10))))
