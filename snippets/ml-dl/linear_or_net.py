import torch
from torch import nn

torch.manual_seed(0)
slopes = torch.randn(20)


def sample(rows):
    """20 linear effects, one interaction of two columns, and noise."""
    x = torch.randn(rows, 20)
    y = x @ slopes + 2 * (x[:, 0] * x[:, 1]).tanh() + torch.randn(rows)
    return x, y[:, None]


def fit_net(x, y):
    net = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 1))
    optimizer = torch.optim.Adam(net.parameters(), lr=0.03)
    for _ in range(150):
        rows = torch.randint(len(x), (128,))
        loss = nn.functional.mse_loss(net(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return net


x_test, y_test = sample(4000)
for rows in (40, 4000):
    x, y = sample(rows)
    predictions = {"linear": x_test @ torch.linalg.lstsq(x, y).solution}
    predictions["net"] = fit_net(x, y)(x_test)
    errors = {k: (p - y_test).square().mean().item() for k, p in predictions.items()}
    print(f"smaller test error with {rows} rows:", min(errors, key=errors.get))
