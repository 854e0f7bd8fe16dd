"""`make bench`: every benchmark in turn; their JSON goes to the folder given, or to .bench/."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ARGUMENTS = {"bench_planning": ["--json"], "bench_runner": ["--out"]}


def main() -> int:
    """Run them one after the other, so that none disturbs another; the worst exit code."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else ".bench").absolute()
    target.mkdir(exist_ok=True)
    worst = 0
    for script in sorted(HERE.glob("bench_*.py")):
        flag = ARGUMENTS.get(script.stem, ["--out"])
        print(f"== {script.stem}", flush=True)
        module = f"tests.benchmarks.{script.stem}"
        result = str(target / f"{script.stem}.json")
        worst = max(worst, subprocess.call([sys.executable, "-m", module, *flag, result]))
    return worst


if __name__ == "__main__":
    sys.exit(main())
