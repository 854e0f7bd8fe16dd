"""Save the weights, rebuild the architecture in code, load, switch to eval mode."""

import torch
from torch import nn


def build_model(width=10):
    return nn.Sequential(nn.Linear(1, width), nn.ReLU(), nn.Linear(width, 1))


torch.manual_seed(0)
trained = build_model()
torch.save(trained.state_dict(), "model.pth")

restored = build_model()
x = torch.randn(3, 1)
print("same outputs before loading:", torch.equal(trained(x), restored(x)))

weights = torch.load("model.pth", map_location="cpu")
print("load_state_dict returns:", restored.load_state_dict(weights))
restored.eval()
print("same outputs after loading:", torch.equal(trained(x), restored(x)))

wider = build_model(width=12)
for strict in (True, False):
    try:
        wider.load_state_dict(weights, strict=strict)
    except RuntimeError as error:
        problem = str(error).split("\n\t")[1].split(":")[0]
        print(f"wider model, strict={strict}: {problem}")
