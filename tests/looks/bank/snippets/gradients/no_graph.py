import torch

weight = torch.tensor(2.0, requires_grad=True)
with torch.no_grad():
    loss = weight**2
print("requires_grad:", loss.requires_grad)
try:
    loss.backward()
except RuntimeError as error:
    print(type(error).__name__)
