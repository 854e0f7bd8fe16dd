import torch
from torch import nn

torch.manual_seed(0)
body = nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4))
model = nn.Sequential(body, nn.Linear(4, 2))
body.requires_grad_(False)
x = torch.randn(32, 4) + 5


def stats_move():
    before = body[1].running_mean.clone()
    model(x)
    return not torch.equal(before, body[1].running_mean)


print("frozen body:", stats_move())
body.eval()
print("and body.eval():", stats_move())
model.train()
print("next epoch:", stats_move())
