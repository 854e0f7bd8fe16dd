import torch
from torch import nn

class_to_idx = {"bus": 3, "car": 2, "cat": 0, "dog": 1}  # as the training job saved it

torch.manual_seed(0)
centers = torch.tensor([[3.0, 0.0], [0.0, 3.0], [-3.0, 0.0], [0.0, -3.0]])
targets = torch.arange(4).repeat(25)
points = centers[targets] + 0.3 * torch.randn(100, 2)
model = nn.Linear(2, 4)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
for _ in range(50):
    loss = nn.functional.cross_entropy(model(points), targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print("training accuracy:", (model(points).argmax(1) == targets).float().mean().item())

names = sorted(class_to_idx)
photos = {"bus": [0.0, -3.0], "car": [-3.0, 0.0], "cat": [3.0, 0.0], "dog": [0.0, 3.0]}
for name, photo in photos.items():
    label = names[model(torch.tensor(photo)).argmax()]
    print(f"a photo of a {name} is labeled: {label}")
