import torch
from torch import nn
from torch.profiler import ProfilerActivity, profile

model = nn.Sequential(nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10))
x = torch.randn(256, 512)

with profile(activities=[ProfilerActivity.CPU], with_flops=True) as profiler:
    with torch.no_grad():
        model(x)

rows = {row.key: row for row in profiler.key_averages()}
for name in ("aten::linear", "aten::addmm", "aten::clamp_min"):
    print(f"{name}: {rows[name].count} calls, {rows[name].flops:,} FLOPs")

print("rows with FLOPs:", [name for name, row in rows.items() if row.flops])
print("2 * 256 * (512 * 512 + 512 * 10) =", f"{2 * 256 * (512 * 512 + 512 * 10):,}")
