"""Reading files that strangers wrote: regular ones only, and no more than a limit of them."""

import os
import stat
from pathlib import Path

from quizapp.core.cards.bank import Problem

MAX_BYTES = 4_000_000


def read_bank_text(path: Path) -> tuple[str, list[Problem]]:
    """The text of a bank file, without a byte order mark; or why it cannot be read."""
    data, fault = read_limited(path, MAX_BYTES)
    if fault:
        return "", [Problem(path, 1, fault)]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", [Problem(path, line, "not UTF-8; save the file in that encoding")]


def read_limited(path: Path, most: int) -> tuple[bytes, str]:
    """What a file holds, and else what is wrong with it. A pipe or device is never waited for."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return b"", "not a file with text in it; put a plain file in its place"
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return b"", "not a file with text in it; put a plain file in its place"
            data = file.read(most + 1)
    except OSError as error:
        return b"", f"cannot be read: {error.strerror}"
    except ValueError:  # a NUL in its name
        return b"", "cannot be read: no file has this name"
    if len(data) > most:
        return b"", f"larger than {most // 1_000_000} MB; split it into several files"
    return data, ""
