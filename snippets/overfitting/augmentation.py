import torch
from torch import nn

torch.manual_seed(0)
glyphs = torch.randint(0, 2, (10, 6, 6)).float()  # ten characters of 6 x 6 pixels


def sample(n):
    labels = torch.randint(0, 10, (n,))
    images = nn.functional.pad(glyphs[labels], (2, 2, 2, 2))
    return images + 0.3 * torch.randn(n, 10, 10), labels


def fit(augment):
    torch.manual_seed(1)
    model = nn.Sequential(nn.Flatten(), nn.Linear(100, 10))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for step in range(150):
        x, labels = train
        if augment:
            x = x.roll((step % 3 - 1, step // 3 % 3 - 1), dims=(1, 2))
        loss = nn.functional.cross_entropy(model(x), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    x, labels = test
    tests = (x, x.roll((1, -1), dims=(1, 2)))  # centered, shifted
    return [(model(x).argmax(1) == labels).float().mean().item() for x in tests]


train, test = sample(300), sample(1000)
plain, augmented = fit(augment=False), fit(augment=True)
print("centered test, better with augmentation:", augmented[0] > plain[0])
print("shifted test, better with augmentation:", augmented[1] > plain[1])
