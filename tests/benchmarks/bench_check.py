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
from quizapp.banks.collection import Collection, Entry, read_collection
from quizapp.config import Config
from quizapp.core.cards.kinds.code import CHECKS
from quizapp.paths import shipped_banks
from quizapp.runner import Runner
from quizapp.store.store import Store
from quizapp.study.bench import Bench
from quizapp.study.trust import Trust


def commands(entry: Entry) -> list[Path]:
    """What proving this card runs, as plain scripts (an exercise's are run without its checks)."""
    card = entry.card
    if card.judged_by == "checks":
        return [path for name, path in entry.files.items() if name != CHECKS]
    return [entry.path(name) for name in card.claims()] * (2 if card.judged_by == "run" else 1)


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


async def warm(collection: Collection, share: float, store: Store) -> tuple[float, list[Entry]]:
    """Seconds of proving a share of the cards, the server's start included; and those cards."""
    started = time.perf_counter()
    async with Runner() as runner:
        bench = Bench(runner, Trust(store, shipped_banks()), Config())
        await bench.learn()
        able = [entry for entry in collection.entries.values() if bench.refusal(entry) is None]
        entries = able[:: max(1, round(1 / share))]
        await prove(collection, bench, only=entries)
    return time.perf_counter() - started, entries


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=0.2)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    collection, _ = read_collection([shipped_banks()])
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "quizapp.db") as store:
        ours, entries = asyncio.run(warm(collection, given.share, store))
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
