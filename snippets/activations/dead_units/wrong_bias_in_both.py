"""The start is right now, but the hidden units are as dead as before: their bias is still -5."""

import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(500, 8)
is_rare = (x.sum(dim=1, keepdim=True) > 6).float()

model = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 1))
hidden, output = model[0], model[2]
# Rare positives: start with a predicted probability of about 1%.
nn.init.constant_(hidden.bias, -5.0)
nn.init.constant_(output.bias, -5.0)
before = hidden.weight.clone()
start = torch.sigmoid(model(x)).mean().item()

optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for step in range(50):
    loss = nn.functional.binary_cross_entropy_with_logits(model(x), is_rare)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

predictions = model(x)
print("starts at about 1%:", 0.003 < start < 0.03)
print("first layer has learned:", not torch.equal(before, hidden.weight))
print("same prediction for every input:", bool(predictions.max() == predictions.min()))
print("mean logit of the rare ones is above 0:", bool(predictions[is_rare == 1].mean() > 0))
