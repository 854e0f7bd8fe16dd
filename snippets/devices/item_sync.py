"""Sum losses with and without .item() in the loop; show the wait if there is a GPU."""

import time

import torch

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
losses = torch.tensor([0.5, 0.25, 0.75, 0.5], device=device)

each_step = 0.0
total = torch.zeros((), device=device)
for loss in losses:
    each_step += loss.item()  # on a GPU: wait for the queue and copy, every step
    total += loss.detach()  # stays on the device, nobody waits

print("item() every step:", each_step)
print("one item() at the end:", total.item())
try:
    torch.ones(2, device="meta").numpy()  # meta stands for any device but the CPU
except TypeError:
    print("numpy() on another device: TypeError")

if device.type == "cuda":
    x = torch.rand(4000, 4000, device=device)
    (x @ x).sum().item()  # warm-up
    start = time.perf_counter()
    result = (x @ x).sum()
    queued = time.perf_counter()
    result.item()
    waited = time.perf_counter()
    print(f"wait: queued in {queued - start:.1e} s, item() {waited - queued:.1e} s")
else:
    print("wait: not visible here, a CPU operation is done when its call returns")
