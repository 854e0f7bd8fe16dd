"""What a stranger wrote, named or printed steers no terminal: counted at a real one.

A bank has the sequences in every field, in its scripts, in what these print and in its folder's
name; every command that shows something of it, and the app, draw to a pseudo-terminal.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no pseudo-terminals like Linux's")

_LONG = 120  # seconds, on a very busy machine
# As YAML and Python write them: clipboard, title, link, C1, bell, printing, reversed text.
SEQUENCES = (
    r"\x1b]52;c;UVVJWg==\x07\x1b]0;QTITLE\x07\x1b]8;;http://q\x1b\\\x9b5i\x07\x1b[5i\u202eQ\u2066"
)
STEERING = [
    b"\x1b]52", b"\x1b]0;QTITLE", b"\x1b]8;;http://q", b"\xc2\x9b", b"\x9b5i", b"\x1b[5i", b"\x07",
    "\u202e".encode(), "\u2066".encode(),
]  # fmt: skip
_POINTER = re.compile(rb"\x1b\]22;[a-z-]*\x07")  # Textual's own
BANK = f"""\
topic: mini
title: "T{SEQUENCES}"
cards:
  - id: mini/flash
    kind: flashcard
    level: junior
    question: "Asked {SEQUENCES}"
    answer: "Said {SEQUENCES}"
    key_points: ["point {SEQUENCES}", two, three]
    hint: "Hint {SEQUENCES}"
    snippet: mini/prints.py
  - id: mini/choice
    kind: choice
    level: junior
    question: "Which {SEQUENCES}?"
    answer: "This {SEQUENCES}"
    options:
      - text: "right {SEQUENCES}"
        right: true
        why: "because {SEQUENCES}"
      - text: "wrong {SEQUENCES}"
        why: "for {SEQUENCES}"
    snippet: mini/prints.py
  - id: mini/order
    kind: order
    level: junior
    question: "Sort {SEQUENCES}"
    answer: "So {SEQUENCES}"
    steps: ["one {SEQUENCES}", "two {SEQUENCES}", "three"]
    snippet: mini/prints.py
  - id: mini/short
    kind: short
    level: junior
    question: "Short {SEQUENCES}"
    answer: "It {SEQUENCES}"
    accept: ["seven {SEQUENCES}"]
    snippet: mini/prints.py
"""
SCRIPT = f"""\
# {SEQUENCES.encode().decode("unicode_escape")}
import sys
print("printed {SEQUENCES}")
print("told {SEQUENCES}", file=sys.stderr)
raise ValueError("raised {SEQUENCES}")
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    root = tmp_path / "bank\x1b]0;QTITLE\x07\x9b5i\u202e"
    (root / "questions").mkdir(parents=True)
    (root / "snippets" / "mini").mkdir(parents=True)
    (root / "questions" / "mini.yaml").write_text(BANK)
    (root / "snippets" / "mini" / "prints.py").write_text(SCRIPT)
    return root


def drawn(arguments: list[str], keys: list[bytes], data: Path) -> bytes:
    """All that a call writes to its terminal, typed the keys one after the other; each when
    nothing has come for a moment."""
    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(QUIZAPP_DATA_DIR=str(data), TERM="xterm-256color", COLUMNS="100")
        os.execv(sys.executable, [sys.executable, "-m", "quizapp", *arguments])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    came, left, end = b"", list(keys), time.monotonic() + _LONG
    try:
        while time.monotonic() < end:
            if select.select([terminal], [], [], 1.5 if came else _LONG)[0]:
                try:
                    came += os.read(terminal, 65536)
                except OSError:  # its other end has gone
                    return came
            elif left:
                os.write(terminal, left.pop(0))
        return came
    finally:
        os.close(terminal)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


CALLS: dict[str, tuple[list[str], list[bytes]]] = {
    "check": (["check", "{bank}"], []),
    "check --run": (["check", "--run", "{bank}"], []),
    "run ID": (["run", "mini/flash", "--bank", "{bank}"], []),
    "run PATH": (["run", "{bank}/snippets/mini/prints.py"], []),
    "run --json": (["run", "mini/flash", "--json", "--bank", "{bank}"], []),
    "stats": (["stats", "--bank", "{bank}"], []),
    "due": (["due", "--bank", "{bank}"], []),
    "doctor": (["doctor", "--bank", "{bank}"], []),
    "banks": (["banks", "add", "{bank}"], []),
    "a word that is none": (["\x1b]0;QTITLE\x07\x9b5i\u202e"], []),
    "an option that is none": (["drill", "--\x1b]0;QTITLE\x07\x9b5i"], []),
    "a topic that is none": (["drill", "-t", "\x1b]0;QTITLE\x07\x9b5i\u202e"], []),
    "a bank that is not there": (["check", "{bank}/none"], []),
    "export": (["export", "markdown", "--output", "-", "--bank", "{bank}"], []),
    "drill --plain": (
        ["drill", "--plain", "--bank", "{bank}"],
        [b"\n", b"r\n", b"h\n", b"1\n", b"\n", b"2\n", b"r\n", b"\n", b"\n", b"\n", b"q\n"],
    ),
    "the app": (
        ["--bank", "{bank}"],
        [b"\r", b"h", b" ", b"r", b"o\x1b", b"3", b"1", b"r", b"3", b"\r", b"3", b"x\r", b"\x1b",
         b"q", b"b", b"/mini\r", b"\x11"],
    ),
}  # fmt: skip


@pytest.mark.timeout(400)
@pytest.mark.parametrize("call", CALLS)
def test_nothing_steers_the_terminal(call: str, bank: Path, tmp_path: Path) -> None:
    arguments, keys = CALLS[call]
    named = [argument.replace("{bank}", str(bank)) for argument in arguments]
    came = _POINTER.sub(b"", drawn(named, keys, tmp_path / "data"))
    assert len(came) > 20
    assert not list((tmp_path / "data").glob("*.log"))
    assert [found for found in STEERING if found in came] == []
