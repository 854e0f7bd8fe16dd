import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(16, 4)
age, income = x.sum(1, keepdim=True), x[:, :1]

encoder = nn.Sequential(nn.Linear(4, 8), nn.Tanh())
age_head, income_head = nn.Linear(8, 1), nn.Linear(8, 1)

features = encoder(x)
age_loss = nn.functional.mse_loss(age_head(features), age)
income_loss = nn.functional.mse_loss(income_head(features), income)

(age_loss + income_loss).backward()

for name, part in {"encoder": encoder, "age": age_head, "income": income_head}.items():
    print(f"{name} has gradients:", all(p.grad is not None for p in part.parameters()))
