import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 2))
samples = torch.randn(100, 8)


def run(batch_size):
    with torch.no_grad():
        outputs = [model(batch) for batch in samples.split(batch_size)]
    print(f"batch size {batch_size}: {len(outputs)} calls")
    return torch.cat(outputs)


one_by_one = run(1)
batched = run(32)
at_once = run(100)
same = all(torch.allclose(one_by_one, out, atol=1e-5) for out in (batched, at_once))
print("same outputs:", same)
