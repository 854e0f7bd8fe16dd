import torch

x = torch.arange(6.0).reshape(2, 3)
others = {"t": x.t(), "list": x[[0, 1]], "unsqueeze": x.unsqueeze(0), "clone": x.clone()}
for name, other in others.items():
    # the same memory at the beginning is enough to know here, since each begins where x begins
    print(f"{name}: {other.data_ptr() == x.data_ptr()}")
