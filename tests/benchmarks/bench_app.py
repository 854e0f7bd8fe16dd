"""The app under a flood: 100,000 printed lines, and the longest time a keypress had to wait.

    python -m tests.benchmarks.bench_app --out app.json

The same stall is measured with nothing printed, so that the machine's own noise can be told apart.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from quizapp import paths
from quizapp.banks.collection import read_collection
from quizapp.config import Config
from quizapp.runner import Runner
from quizapp.store.store import Store
from quizapp.study.services import Services
from quizapp.study.trust import fingerprint
from quizapp.tui.app import QuizApp
from quizapp.tui.drill.card_view import CardView

BANK = """\
topic: flood
title: A flood
cards:
  - id: flood/lines
    kind: flashcard
    level: junior
    question: How many lines?
    answer: Many.
    key_points: [many]
    snippet: flood/lines.py
"""
SCRIPT = "for n in range(100_000):\n    print('line', n)\n"


async def stalls(seconds: float, until: Callable[[], object] = lambda: False) -> list[float]:
    """How late a tick every 5 ms came, in milliseconds."""
    late: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end and not until():
        before = time.perf_counter()
        await asyncio.sleep(0.005)
        late.append((time.perf_counter() - before - 0.005) * 1000)
    return late


async def measure(folder: Path) -> dict[str, float]:
    (folder / "questions").mkdir()
    (folder / "snippets" / "flood").mkdir(parents=True)
    (folder / "questions" / "flood.yaml").write_text(BANK)
    (folder / "snippets" / "flood" / "lines.py").write_text(SCRIPT)
    collection, problems = read_collection([folder])
    where = paths.find(folder / "data")
    async with Runner() as runner:
        await runner.wait_ready()
        with Store(where.store) as store:
            services = Services(collection, problems, store, runner, Config(), where)
            services.bench.trust.allow(folder, fingerprint(folder))
            await services.bench.learn()
            app = QuizApp(services, ["flood/lines"])
            async with app.run_test(size=(120, 36)) as pilot:
                await pilot.pause()
                quiet = await stalls(2.0)
                pane = app.screen.query_one(CardView).panel.first
                ticks = asyncio.create_task(stalls(15.0, lambda: pane.has_class("-good")))
                await pilot.press("space")
                flooded = await ticks
                assert pane.has_class("-good"), "the run came to no good end"
                shown = len(pane.output.text.splitlines())
    return {
        "quiet_worst_ms": round(max(quiet), 1),
        "flood_worst_ms": round(max(flooded), 1),
        "flood_p99_ms": round(sorted(flooded)[int(len(flooded) * 0.99)], 1),
        "lines_shown": shown,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(measure(Path(folder)))
    print(json.dumps(found, indent=2))
    if given.out:
        given.out.write_text(json.dumps(found, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
