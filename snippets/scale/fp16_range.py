import torch

tiny_gradient = torch.tensor(1e-8)
scaled = tiny_gradient * 65536

print("1e-8 survives in float16:", bool(tiny_gradient.half() != 0))
print("1e-8 * 65536 survives in float16:", bool(scaled.half() != 0))
print("1e-8 survives in bfloat16:", bool(tiny_gradient.bfloat16() != 0))
print("70000 in float16:", torch.tensor(70000.0).half().item())
print("257 in float16:", torch.tensor(257.0).half().item())
print("257 in bfloat16:", torch.tensor(257.0).bfloat16().item())
