"""How soon a script's first output and its end come: plain Python, a warm notebook kernel, us.

    python -m tests.benchmarks.bench_runner --runs 50 --out runner.json

All contenders take turns on the same scripts. The kernel needs jupyter_client and ipykernel, and
is left out where they are not installed. Times are in milliseconds, from asking to seeing.
"""

import argparse
import asyncio
import importlib.util
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, NamedTuple

from quizapp.core.run import Finished, Job, Limits, Output
from quizapp.runner import Runner, protection
from quizapp.runner.processes import descendants

SCRIPTS = {
    "autograd": """
import torch
w = torch.tensor(2.0, requires_grad=True)
loss = (w * 3 - 1) ** 2
loss.backward()
print(w.grad)
""",
    "optimizer step": """
import torch
model = torch.nn.Linear(4, 1)
optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
loss = model(torch.ones(8, 4)).pow(2).mean()
loss.backward()
optimizer.step()
print(loss.item() > 0)
""",
    "data loader": """
import torch
from torch.utils.data import DataLoader, TensorDataset
data = TensorDataset(torch.arange(64.0))
for (batch,) in DataLoader(data, batch_size=16):
    print(batch.sum())
""",
    "10,000 lines": "for i in range(10_000):\n    print('line', i)\n",
}


class Timed(NamedTuple):
    """Milliseconds to the first output and to the end."""

    first: float
    end: float


Contender = Callable[[Path], Awaitable[Timed]]


async def plain_python(script: Path) -> Timed:
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-u", str(script), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    await process.stdout.read(1)
    first = time.perf_counter()
    while await process.stdout.read(1 << 16):
        pass
    await process.wait()
    return Timed((first - began) * 1e3, (time.perf_counter() - began) * 1e3)


def ours(runner: Runner) -> Contender:
    async def run(script: Path) -> Timed:
        began = time.perf_counter()
        first = end = 0.0
        async for event in runner.stream(Job(path=script, limits=Limits(seconds=60))):
            if isinstance(event, Output) and not first:
                first = time.perf_counter()
            elif isinstance(event, Finished):
                end = time.perf_counter()
                assert event.outcome == "ok", event
        return Timed((first - began) * 1e3, (end - began) * 1e3)

    return run


def warm_kernel(client: Any) -> Contender:
    async def run(script: Path) -> Timed:
        began = time.perf_counter()
        first = 0.0
        asked = client.execute(script.read_text())
        while True:
            message = await client.get_iopub_msg(timeout=60)
            if message["parent_header"].get("msg_id") != asked:
                continue
            if message["msg_type"] == "stream" and not first:
                first = time.perf_counter()
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return Timed((first - began) * 1e3, (time.perf_counter() - began) * 1e3)

    return run


def summary(times: list[Timed]) -> dict[str, float]:
    found: dict[str, float] = {"runs": len(times)}
    for name in Timed._fields:
        values = sorted(getattr(one, name) for one in times)
        cuts = statistics.quantiles(values, n=20, method="inclusive")
        found[f"{name}_p50_ms"] = round(statistics.median(values), 2)
        found[f"{name}_p95_ms"] = round(cuts[-1], 2)
    return found


async def measure(
    contender: Contender, scripts: dict[str, Path], runs: int, pause: float
) -> dict[str, dict[str, float]]:
    """`pause` seconds lie between two runs, as between two presses of a key."""
    found = {}
    for name, script in scripts.items():
        await contender(script)
        times = []
        for _ in range(runs):
            await asyncio.sleep(pause)
            times.append(await contender(script))
        found[name] = summary(times)
    return found


def idle_memory() -> list[dict[str, int]]:
    """What each of the runner's processes takes, and has to itself, in KiB."""
    found = []
    for pid in descendants():
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
        sizes = {line.split(":")[0]: int(line.split()[1]) for line in lines}
        own = sizes["Private_Clean"] + sizes["Private_Dirty"]
        found.append({"pid": pid, "pss_kib": sizes["Pss"], "own_kib": own})
    return found


async def compare(runs: int, plain_runs: int, pause: float) -> dict[str, Any]:
    results: dict[str, Any] = {
        "machine": {
            "python": platform.python_version(),
            "cpus": os.cpu_count(),
            "system": platform.platform(),
            "load": os.getloadavg(),
            "sandbox": protection().summary,
        }
    }
    with tempfile.TemporaryDirectory() as folder:
        scripts = {name: Path(folder) / f"{i}.py" for i, name in enumerate(SCRIPTS)}
        for name, path in scripts.items():
            path.write_text(SCRIPTS[name])
        results["python script.py"] = await measure(plain_python, scripts, plain_runs, 0)
        if importlib.util.find_spec("ipykernel") and importlib.util.find_spec("jupyter_client"):
            results["warm kernel"] = await measure_kernel(scripts, runs, pause)
        began = time.perf_counter()
        async with Runner() as runner:
            await runner.wait_ready()
            results["ready_seconds"] = round(time.perf_counter() - began, 2)
            while not runner.settled:
                await asyncio.sleep(0.1)
            results["all_loaded_seconds"] = round(time.perf_counter() - began, 2)
            await asyncio.sleep(1)
            results["waiting"] = idle_memory()
            results["runner"] = await measure(ours(runner), scripts, runs, pause)
            await asyncio.sleep(1)
            row = [await ours(runner)(scripts["autograd"]) for _ in range(10)]
            results["ten in a row"] = summary(row)
    return results


async def measure_kernel(
    scripts: dict[str, Path], runs: int, pause: float
) -> dict[str, dict[str, float]]:
    from jupyter_client.manager import start_new_async_kernel

    manager, client = await start_new_async_kernel(kernel_name="python3")
    try:
        return await measure(warm_kernel(client), scripts, runs, pause)
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=50, help="runs of each script and contender")
    parser.add_argument("--plain-runs", type=int, default=5, help="runs of python script.py")
    parser.add_argument("--pause", type=float, default=0.2, help="seconds between two runs")
    parser.add_argument("--out", type=Path, help="write the JSON there too")
    arguments = parser.parse_args()
    found = asyncio.run(compare(arguments.runs, arguments.plain_runs, arguments.pause))
    text = json.dumps(found, indent=2)
    print(text)
    if arguments.out:
        arguments.out.write_text(text + "\n")


if __name__ == "__main__":
    main()
