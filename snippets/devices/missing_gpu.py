import torch

gpus = torch.cuda.device_count()  # numbered cuda:0, cuda:1, ...
missing = f"cuda:{gpus}"

original = torch.rand(2, 3)
x = original
raised = False
try:
    x = x.to(missing)
except (AssertionError, RuntimeError):  # which of them depends on the build
    raised = True

print("raised:", raised)
print("x is on:", x.device.type)
print("x is the original:", x is original)
