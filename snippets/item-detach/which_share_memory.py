"""Which ways of taking values out of x give a view, and which give a copy?"""

import torch

x = torch.ones(2, requires_grad=True)
candidates = {
    "x.detach()": x.detach(),
    "x.clone()": x.clone(),
    "x.detach().clone()": x.detach().clone(),
    "x.data": x.data,
    "x.detach().numpy()": torch.from_numpy(x.detach().numpy()),
}

for name, tensor in candidates.items():
    shares = tensor.data_ptr() == x.data_ptr()
    print(
        f"{name:19} shares memory: {shares!s:5} requires grad: {tensor.requires_grad}"
    )

# clone() is a differentiable copy: the gradient flows through it back to x.
(x.clone() * 3).sum().backward()
print("gradient through clone():", x.grad.tolist())
