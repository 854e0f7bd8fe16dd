"""check --run against running every script with `python`, in turn, in the same run.

    python -m tests.benchmarks.bench_check --share 0.2 --out check.json

The aim is a tenth of the time. `--share` takes a part of the cards, spread evenly.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from quizapp.authoring.proving import prove
from quizapp.banks.collection import Collection, Entry, obstacle, read_collection
from quizapp.core.cards.card import Bug, Code, Predict
from quizapp.paths import shipped_banks
from quizapp.runner import Runner


def commands(entry: Entry) -> list[Path]:
    """What proving this card runs, as plain scripts (an exercise's are run without its checks)."""
    if isinstance(entry.card, Bug):
        return [entry.snippet / "buggy.py", entry.snippet / "fixed.py"]
    if isinstance(entry.card, Code):
        return sorted(path for path in entry.snippet.glob("*.py") if path.stem != "checks")
    return [entry.script] * (2 if isinstance(entry.card, Predict) else 1)


def plain(entries: list[Entry]) -> float:
    """Seconds of running each script with `python`, one after the other."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for entry in entries:
            for script in commands(entry):
                subprocess.run(
                    [sys.executable, script], cwd=folder, capture_output=True, check=False
                )
    return time.perf_counter() - started


async def warm(collection: Collection, entries: list[Entry]) -> float:
    """Seconds of proving the same cards, the server's start included."""
    started = time.perf_counter()
    async with Runner() as runner:
        await prove(collection, runner, only=entries)
    return time.perf_counter() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=0.2)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    collection, _ = read_collection([shipped_banks()])
    able = [entry for entry in collection.entries.values() if not obstacle(entry, ["cpu"])]
    entries = able[:: max(1, round(1 / given.share))]
    ours = asyncio.run(warm(collection, entries))
    theirs = plain(entries)
    found = {
        "cards": len(entries),
        "scripts": sum(len(commands(entry)) for entry in entries),
        "python_seconds": round(theirs, 1),
        "check_seconds": round(ours, 1),
        "ratio": round(ours / theirs, 3),
    }
    print(json.dumps(found, indent=2))
    if given.out:
        given.out.write_text(json.dumps(found, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
