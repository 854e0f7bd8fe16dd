import torch

x = torch.arange(6).reshape(2, 3).t()
flat = x.reshape(-1)
shares = flat.data_ptr() == x.data_ptr()
print(f"reshape: {tuple(flat.shape)}, shares storage: {shares}")
try:
    x.view(-1)
except RuntimeError as error:
    print("view:", type(error).__name__)
