import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(500, 20)

for classes in (2, 10, 100):
    head = nn.Linear(20, classes)
    nn.init.zeros_(head.weight)
    nn.init.zeros_(head.bias)
    labels = torch.randint(0, classes, (500,))
    loss = nn.functional.cross_entropy(head(x), labels)
    print(f"{classes} classes: exp(loss) = {loss.exp().item():.0f}")

head = nn.Linear(20, 10)
nn.init.normal_(head.weight, std=5.0)
loss = nn.functional.cross_entropy(head(x), torch.randint(0, 10, (500,)))
print("large weights, 10 classes: exp(loss) > 10:", loss.exp().item() > 10)
