"""A cached feature: computed without gradients, used in training later."""

import torch

weight = torch.ones(2, requires_grad=True)
x = torch.ones(2)

with torch.no_grad():
    plain = x * 2
with torch.inference_mode():
    cached = x * 2

print("no_grad result is an inference tensor:", plain.is_inference())
print("inference_mode result is one:", cached.is_inference())

(weight * plain).sum().backward()
print("trained with the no_grad result, weight.grad:", weight.grad.tolist())

try:
    weight * cached
except RuntimeError as error:
    print("with the inference_mode result:", str(error).split(". ")[0])

weight.grad = None
(weight * cached.clone()).sum().backward()
print("with its clone(), weight.grad:", weight.grad.tolist())
