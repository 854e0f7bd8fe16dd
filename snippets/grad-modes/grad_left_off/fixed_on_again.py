import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(200, 2)
y = (x[:, 0] > x[:, 1]).long()
model = nn.Linear(2, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)


def accuracy(x, y):
    torch.set_grad_enabled(False)
    scores = model(x)
    hits = scores.argmax(1) == y
    result = hits.float().mean().item(), scores.requires_grad
    torch.set_grad_enabled(True)
    return result


validations = []
for epoch in range(20):
    loss = nn.functional.cross_entropy(model(x[:150]), y[:150])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    validations.append(accuracy(x[150:], y[150:]))
    if epoch == 0:
        print("first epoch finished")

print("last epoch finished, accuracy above 0.8:", validations[-1][0] > 0.8)
print(f"validations: {len(validations)}, recorded: {sum(on for _, on in validations)}")
