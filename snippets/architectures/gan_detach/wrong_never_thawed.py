"""Frozen once and never thawed, the generator gets no gradient in its own step either."""

import torch
from torch import nn

torch.manual_seed(0)
generator = nn.Linear(2, 1)
discriminator = nn.Linear(1, 1)
g_opt = torch.optim.SGD(generator.parameters(), lr=0.1)
d_opt = torch.optim.SGD(discriminator.parameters(), lr=0.1)
bce = nn.functional.binary_cross_entropy_with_logits
real = 4 + torch.randn(8, 1)
arrived = []  # gradients of the generator, as they come
generator.weight.register_hook(lambda gradient: arrived.append(bool(gradient.any())))

for _ in range(5):
    g_opt.zero_grad()
    d_opt.zero_grad()
    arrived.clear()

    generator.requires_grad_(False)
    fake = generator(torch.randn(8, 2))
    d_real, d_fake = discriminator(real), discriminator(fake)
    d_loss = bce(d_real, torch.ones(8, 1)) + bce(d_fake, torch.zeros(8, 1))
    d_loss.backward()
    d_opt.step()
    from_real = (d_real.sigmoid() - 1).mean()  # the real samples' part of the gradient
    learns = bool(discriminator.bias.grad - from_real > 0.01)
    early = any(arrived)

    fake = generator(torch.randn(8, 2))
    g_loss = bce(discriminator(fake), torch.ones(8, 1))
    g_loss.backward()
    g_opt.step()
print("discriminator learns from the fakes:", learns)
print("generator has gradients before its own loss:", early)
print("generator has gradients after it:", any(arrived))
