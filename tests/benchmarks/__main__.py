"""`make bench`: every benchmark in turn.

    python -m tests.benchmarks [FOLDER]

Their JSON goes to FOLDER, .bench/ if none is given. Each runs alone too, and says with --help how
it can be made shorter: `python -m tests.benchmarks.bench_runner --help`.
"""

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Run them one after the other, so that none disturbs another; the worst exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=Path(".bench"))
    target = parser.parse_args().folder.absolute()
    target.mkdir(exist_ok=True)
    worst = 0
    for script in sorted(HERE.glob("bench_*.py")):
        print(f"== {script.stem}", flush=True)
        module = f"tests.benchmarks.{script.stem}"
        result = str(target / f"{script.stem}.json")
        worst = max(worst, subprocess.call([sys.executable, "-m", module, "--out", result]))
    return worst


if __name__ == "__main__":
    sys.exit(main())
