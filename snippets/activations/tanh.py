import torch

x = torch.tensor([0.0, 1.0, 1.5, 1.6, 20.0])
print("x:   ", [round(v, 1) for v in x.tolist()])
print("tan: ", [round(v, 2) for v in torch.tan(x).tolist()])
print("tanh:", [round(v, 2) for v in torch.tanh(x).tolist()])

rescaled_sigmoid = 2 * torch.sigmoid(2 * x) - 1
same = torch.allclose(torch.tanh(x), rescaled_sigmoid, atol=1e-6)
print("tanh(x) == 2 * sigmoid(2x) - 1:", same)

zero = torch.zeros(1, requires_grad=True)
for function in (torch.tanh, torch.sigmoid):
    (slope,) = torch.autograd.grad(function(zero), zero)
    print(f"slope of {function.__name__} at 0:", slope.item())

print("float32 tanh(20) is exactly 1:", torch.tanh(x[-1]).item() == 1.0)
far = torch.tensor(20.0, requires_grad=True)
torch.tanh(far).backward()
print("slope of tanh at 20:", far.grad.item())
