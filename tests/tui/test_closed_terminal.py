"""A terminal that is closed ends the app, whatever the app was doing, and leaves nothing behind."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")

_LONG = 120  # seconds, on a very busy machine


def opened(bank: Path, data: Path) -> tuple[int, int]:
    """A drill in a terminal of its own, drawn: its process, and the terminal's other end."""
    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(QUIZAPP_DATA_DIR=str(data), TERM="xterm-256color")
        arguments = [sys.executable, "-m", "quizapp", "drill", "--bank", str(bank)]
        os.execv(sys.executable, arguments)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    end, drawn = time.monotonic() + _LONG, b""
    while b"mini" not in drawn and time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            drawn += os.read(terminal, 65536)
    assert b"mini" in drawn
    return process, terminal


def ended(process: int) -> bool:
    return os.waitpid(process, os.WNOHANG)[0] == process


@pytest.mark.timeout(400)
def test_a_closed_terminal_ends_the_app(bank_root: Path, tmp_path: Path) -> None:
    apps = [opened(bank_root, tmp_path / str(number)) for number in range(6)]
    for number, (_, terminal) in enumerate(apps):
        if number % 2:
            os.write(terminal, b"\x11")  # ctrl+q; and it is closed while the app ends
        os.close(terminal)
    left, end = {process for process, _ in apps}, time.monotonic() + _LONG
    try:
        while left and time.monotonic() < end:
            left = {process for process in left if not ended(process)}
            time.sleep(0.1)
        assert not left
    finally:
        for process in left:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
