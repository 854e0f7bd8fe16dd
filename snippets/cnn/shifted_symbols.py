import torch
from torch import nn

torch.set_num_threads(1)  # tiny tensors: more threads only wait for each other
torch.manual_seed(0)
symbols = (torch.rand(10, 5, 5) > 0.5).float()
labels = torch.arange(200) % 10


def noisy_images(shift):
    """200 images of 11 x 11 pixels with one symbol, `shift` pixels off center."""
    images = 0.3 * torch.randn(200, 1, 11, 11)
    images[:, 0, 3 + shift : 8 + shift, 3 + shift : 8 + shift] += symbols[labels]
    return images


def train_and_test(name, *layers):
    model = nn.Sequential(*layers)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(60):
        loss = nn.functional.cross_entropy(model(noisy_images(shift=0)), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    scores = [model(noisy_images(shift)).argmax(dim=1) == labels for shift in (0, 3)]
    print(name, [score.float().mean().item() > 0.8 for score in scores])


flat, pool = nn.Flatten(), nn.AdaptiveMaxPool2d(1)
train_and_test("dense", flat, nn.Linear(121, 64), nn.ReLU(), nn.Linear(64, 10))
conv = nn.Conv2d(1, 16, kernel_size=5, padding=2)
train_and_test("conv, flatten", conv, nn.ReLU(), flat, nn.Linear(16 * 121, 10))
conv = nn.Conv2d(1, 16, kernel_size=5, padding=2)
train_and_test("conv, global pool", conv, nn.ReLU(), pool, flat, nn.Linear(16, 10))
