import os

import torch

big = torch.zeros(1_000_000)
torch.save(big[:2], "slice.pt")
torch.save(big[:2].clone(), "clone.pt")

for name in ("slice.pt", "clone.pt"):
    loaded = torch.load(name)
    megabytes = os.path.getsize(name) / 1e6
    print(f"{name}: {loaded.numel()} numbers, {megabytes:.0f} MB")
