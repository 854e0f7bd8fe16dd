"""A digit classifier is shown pure noise. How sure is it?"""

import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
images, labels = load_digits(return_X_y=True)
x, y = torch.tensor(images).float() / 16, torch.tensor(labels)

model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for _ in range(150):
    loss = nn.functional.cross_entropy(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

noise = torch.rand(1000, 64)  # no digit in any of these
with torch.no_grad():
    confidence = model(noise).softmax(dim=1).max(dim=1).values
sure = (confidence > 0.9).float().mean().item()

print(f"noise images called a digit with more than 90% confidence: {sure:.0%}")
assert sure > 0.5
