"""How soon the app is there: against an empty Textual app, and against a command that does nothing.

    python -m tests.benchmarks.bench_start --rounds 7 --out start.json

Everything is started in turn, round after round, in a terminal of 120x36, and timed from the start
of its process to the first frame that shows what it is for; figures are medians in milliseconds.
`large` is home, and a first card, with 10,000 cards and 100,000 answers. Memory is what is resident
a second later, in MiB. The aims: home 1.25, first card 1.4 of the empty app, the same when large;
`--version` 1.5 and `due --json` 2 of `python -c "import click"`.
"""

import argparse
import fcntl
import json
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

from msgspec.structs import replace

from quizapp.core.memory.review import Review
from quizapp.store.store import Store

from ..histories import history

EMPTY = """
from textual.app import App
from textual.widgets import Markdown

class Empty(App):
    def compose(self):
        yield Markdown("# An empty app\\n\\nWith a Markdown widget.")

Empty().run()
"""
CARD = """\
  - id: {topic}/{number}
    kind: flashcard
    level: junior
    question: Question {number}, with a `word` of code?
    answer: Answer {number}.
    key_points: [one, two]
    snippet: large/{script}.py
"""
CARDS, ANSWERS = 10_000, 100_000
_STYLE = re.compile(rb"\x1b\[[\d;?]*[a-zA-Z]")
_FUSE = 60.0  # seconds
_QUIZAPP = (sys.executable, "-m", "quizapp")
_NOTHING = (sys.executable, "-c", "import click")


def first_frame(command: tuple[str, ...], marker: str, environment: dict[str, str]) -> float:
    """Milliseconds until the marker was written to the terminal."""
    began = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        os.execve(command[0], command, environment)
    seen, shown = b"", b""
    try:
        while marker.encode() not in shown[-1 << 14 :]:
            left = _FUSE - (time.perf_counter() - began)
            ready, _, _ = select.select([terminal], [], [], max(0.0, left))
            if not ready:
                raise TimeoutError(f"{marker!r} was not shown: {seen[-2000:]!r}")
            seen = seen[-100:] + os.read(terminal, 1 << 16)  # a sign may be cut in two
            shown = shown[-1 << 13 :] + _STYLE.sub(b"", seen)
        return (time.perf_counter() - began) * 1000
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)


def whole(command: tuple[str, ...], environment: dict[str, str]) -> float:
    """Milliseconds of a command from its start to its end."""
    began = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=_FUSE)
    return (time.perf_counter() - began) * 1000


def own(folder: Path) -> dict[str, str]:
    """An environment in which the app is at home in a folder, and has been there before."""
    found = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    found.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed app has its bytecode
    for name in ("DATA_DIR", "CACHE_DIR"):
        found[f"QUIZAPP_{name}"] = str(folder / name.lower())
    found["QUIZAPP_CONFIG"] = str(folder / "config.toml")
    with Store(folder / "data_dir" / "quizapp.db") as store:
        store.set("welcomed", True)
    return found


def large(folder: Path) -> dict[str, str]:
    """The same with 10,000 cards and 100,000 answers to them."""
    bank = folder / "bank"
    (bank / "questions").mkdir(parents=True)
    (bank / "snippets" / "large").mkdir(parents=True)
    for script in range(CARDS // 4):
        (bank / "snippets" / "large" / f"{script}.py").write_text("print(1)\n")
    for part in range(10):
        topic = f"large{part or ''}"
        numbers = range(part * 1000, part * 1000 + CARDS // 10)
        cards = "".join(CARD.format(topic=topic, number=n, script=n // 4) for n in numbers)
        text = f"topic: {topic}\ntitle: Large {part}\ncards:\n{cards}"
        (bank / "questions" / f"{topic}.yaml").write_text(text)
    environment = {**own(folder), "QUIZAPP_BANK": str(bank)}
    reviews = history(2_000, 60)
    with Store(folder / "data_dir" / "quizapp.db") as store:
        done = 0
        while done < ANSWERS:
            some = reviews[: ANSWERS - done]
            store.extend(_moved(some, done))
            done += len(some)
    return environment


def _moved(reviews: list[Review], by: int) -> list[Review]:
    """The same answers to other cards."""
    first = by // len(reviews) if reviews else 0
    moved = []
    for number, one in enumerate(reviews):
        card = (int(one.card.split("/")[1]) + 2_000 * first) % CARDS
        part = card // 1000
        name = f"large{part or ''}/{card}"
        moved.append(replace(one, id=f"r{by + number}", card=name))
    return moved


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "empty.py").write_text(EMPTY)
        small, big = own(folder / "small"), large(folder / "large")
        empty = (sys.executable, str(folder / "empty.py"))
        frames = {
            "empty": (empty, "An empty app", small),
            "home": (_QUIZAPP, "search", small),
            "card": ((*_QUIZAPP, "drill"), "reveal", small),
            "large_home": (_QUIZAPP, "search", big),
            "large_card": ((*_QUIZAPP, "drill"), "reveal", big),
        }
        commands = {
            "nothing": (_NOTHING, small),
            "version": ((*_QUIZAPP, "--version"), small),
            "due": ((*_QUIZAPP, "due", "--json"), small),
            "large_due": ((*_QUIZAPP, "due", "--json"), big),
            "large_check": ((*_QUIZAPP, "check"), big),
        }
        times: dict[str, list[float]] = {}
        for turn in range(given.rounds + 1):  # the first one fills caches
            for key, frame in frames.items():
                times.setdefault(key, []).extend([first_frame(*frame)] * (turn > 0))
            for key, command in commands.items():
                times.setdefault(key, []).extend([whole(*command)] * (turn > 0))
    found = {f"{key}_ms": round(statistics.median(taken), 1) for key, taken in times.items()}
    for key in frames:
        found[f"{key}_ratio"] = round(found[f"{key}_ms"] / found["empty_ms"], 2)
    for key in commands:
        found[f"{key}_ratio"] = round(found[f"{key}_ms"] / found["nothing_ms"], 2)
    print(json.dumps(found, indent=2))
    if given.out:
        given.out.write_text(json.dumps(found, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
