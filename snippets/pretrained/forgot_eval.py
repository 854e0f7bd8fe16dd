import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Flatten(), nn.Linear(16, 4), nn.BatchNorm1d(4))
photo = torch.randn(1, 1, 4, 4)
monday = torch.cat([photo, torch.randn(3, 1, 4, 4)])
friday = torch.cat([photo, torch.randn(3, 1, 4, 4) + 4])

with torch.no_grad():
    before = model[2].running_mean.clone()
    same = torch.allclose(model(monday)[0], model(friday)[0], atol=1e-5)
    print("train mode, same logits for the photo:", same)
    print("running mean untouched:", torch.equal(before, model[2].running_mean))

    model.eval()
    same = torch.allclose(model(monday)[0], model(friday)[0], atol=1e-5)
    print("eval mode, same logits for the photo:", same)
