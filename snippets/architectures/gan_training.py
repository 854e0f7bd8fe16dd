"""A GAN in one dimension: noise becomes numbers around 4."""

import torch
from torch import nn

torch.manual_seed(0)
generator = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1))
critic = nn.Sequential(nn.Linear(1, 16), nn.LeakyReLU(0.2), nn.Linear(16, 1))
g_opt = torch.optim.Adam(generator.parameters(), lr=0.005, betas=(0.5, 0.9))
c_opt = torch.optim.Adam(critic.parameters(), lr=0.005, betas=(0.5, 0.9))
bce = nn.functional.binary_cross_entropy_with_logits
real_label, fake_label = torch.ones(32, 1), torch.zeros(32, 1)
noise = torch.randn(500, 2)
before = generator(noise).mean().item()

for _ in range(400):
    real, fake = 4 + 0.5 * torch.randn(32, 1), generator(torch.randn(32, 2))
    loss = bce(critic(real), real_label) + bce(critic(fake.detach()), fake_label)
    c_opt.zero_grad()
    loss.backward()
    c_opt.step()

    loss = bce(critic(fake), real_label)  # the generator wants to be called real
    g_opt.zero_grad()
    loss.backward()
    g_opt.step()

made = generator(noise)
near = [abs(mean - 4) < 0.5 for mean in (before, made.mean().item())]
print("mean within 0.5 of the data's, before: {}, after: {}".format(*near))
print("spread within a fifth of the data's, after:", 0.4 < made.std().item() < 0.6)

c_opt.zero_grad()
bce(critic(made), torch.ones(500, 1)).backward()
left = any(p.grad.any().item() for p in critic.parameters())
print("the generator's loss leaves gradients in the critic:", left)
