import torch

w = torch.tensor([3.0, -2.0], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.125)

loss = w.square().sum()
optimizer.zero_grad()
loss.backward()
print("gradient:", w.grad.tolist())
optimizer.step()
with torch.no_grad():
    w.clamp_(-1.0, 1.0)
print("weights:", w.tolist())
