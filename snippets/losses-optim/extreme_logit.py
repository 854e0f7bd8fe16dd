import torch
import torch.nn.functional as F

target = torch.tensor([1.0])

logit = torch.tensor([-200.0], requires_grad=True)
loss = F.binary_cross_entropy(torch.sigmoid(logit), target)
loss.backward()
print("sigmoid + BCE, loss:", loss.item())
print("sigmoid + BCE, size of the gradient:", logit.grad.abs().item())

logit = torch.tensor([-200.0], requires_grad=True)
loss = F.binary_cross_entropy_with_logits(logit, target)
loss.backward()
print("BCE with logits, loss:", loss.item())
print("BCE with logits, size of the gradient:", logit.grad.abs().item())
