"""Targets of -100 count neither in the sum nor in the number that divides it."""

import torch
import torch.nn.functional as F

single_losses = torch.tensor([1.0, 2.0, 2.0, 3.0, 5.0, 5.0])
logit_of_class_0 = -torch.log(torch.expm1(single_losses))
logits = torch.stack([logit_of_class_0, torch.zeros(6)], dim=1).requires_grad_()

every_position = torch.zeros(6, dtype=torch.int64)
padded = torch.tensor([0, 0, 0, 0, -100, -100])


def each(target):
    losses = F.cross_entropy(logits, target, reduction="none")
    return [round(value, 2) for value in losses.tolist()]


print("six targets:", each(every_position))
print("two of them -100:", each(padded))
print(f"mean: {F.cross_entropy(logits, padded).item():.2f}")

nothing_left = F.cross_entropy(logits, torch.full((6,), -100))
print("mean when all are -100:", nothing_left.item())
(gradient,) = torch.autograd.grad(nothing_left, logits)
print("its gradient is 0:", not gradient.any().item())

losses = F.cross_entropy(logits, every_position, reduction="none")
by_hand = (losses * torch.zeros(6)).sum() / torch.zeros(6).sum()
(gradient,) = torch.autograd.grad(by_hand, logits)
print("a masked mean by hand, its gradient is nan:", gradient.isnan().all().item())

confident, right = torch.tensor([[50.0, -50.0]]), torch.tensor([0])
smoothed = F.cross_entropy(confident, right, label_smoothing=0.1)
plain = F.cross_entropy(confident, right)
print(f"confident and right, no smoothing: {plain.item():.2f}")
print(f"confident and right, label_smoothing=0.1: {smoothed.item():.2f}")
