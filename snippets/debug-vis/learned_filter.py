import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)
images = torch.randn(64, 1, 10, 10)
right = images[:, :, 1:-1, 2:]
left = images[:, :, 1:-1, :-2]
target = right - left

conv = nn.Conv2d(1, 1, kernel_size=3, bias=False)
optimizer = torch.optim.Adam(conv.parameters(), lr=0.1)
for _ in range(120):
    loss = nn.functional.mse_loss(conv(images), target)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

for row in conv.weight[0, 0].round().int().tolist():
    print(row)

plt.imshow(conv.weight[0, 0].detach(), cmap="gray")
plt.colorbar()
plt.show()
