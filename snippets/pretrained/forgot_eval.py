import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Flatten(), nn.Linear(16, 4), nn.BatchNorm1d(4))
photo = torch.randn(1, 1, 4, 4)
monday = torch.cat([photo, torch.randn(3, 1, 4, 4)])
friday = torch.cat([photo, torch.randn(3, 1, 4, 4) + 4])


@torch.no_grad()
def logits_of_photo(batch):
    return model(batch)[0]


def same(a, b):
    return torch.allclose(a, b, atol=1e-5)


as_loaded = model.eval()(photo)[0].detach()
mean_as_loaded = model[2].running_mean.clone()

model.train()  # the state of a model that was just built and filled with weights
on_monday, on_friday = logits_of_photo(monday), logits_of_photo(friday)
print("train mode, same logits in both batches:", same(on_monday, on_friday))
print("running mean as it was loaded:", same(model[2].running_mean, mean_as_loaded))

model.eval()
on_monday, on_friday = logits_of_photo(monday), logits_of_photo(friday)
print("eval mode, same logits in both batches:", same(on_monday, on_friday))
print("eval mode, logits of the loaded model:", same(on_monday, as_loaded))
