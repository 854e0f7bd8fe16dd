"""How a bank file is read."""

from pathlib import Path

from quizapp.core.cards.bank import Problem
from quizapp.files import read_limited

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
