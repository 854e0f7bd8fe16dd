"""How a script is read: the one way, for everybody who shows, checks, edits or judges one.

As Python does it: a coding line or a byte order mark says how the bytes are to be read, UTF-8 if
neither is there. A script that is gone or cannot be read is a value with a line to show.
"""

import io
import re
import tokenize
from pathlib import Path

import msgspec

from quizapp.files import read_limited

_HALF = re.compile("[\ud800-\udfff]")  # of a pair of surrogates
# A snippet is read on one screen, and colored before the card shows.
LARGEST = 64_000  # bytes
MOST_LINES = 2_000


class Script(msgspec.Struct, frozen=True):
    """A script's text; or, in one line, why there is none."""

    path: Path
    text: str = ""
    fault: str = ""

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


def read_script(path: Path) -> Script:
    """The script at `path`; every fault is in the value, nothing is raised."""
    data, fault = read_limited(path, LARGEST)
    if fault:
        return Script(path, fault=f"{path.name}: {fault}")
    return Script(path, *_decoded(path.name, data))


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except SyntaxError as error:
        mend = "save it as UTF-8, or name its coding in line 1"
        return "", f"{name}: cannot be read: {error.msg}; {mend}"
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = error.encoding.upper()
        return "", f"{name}: not {what} in line {line}; save it so, or name its coding in line 1"
    except (LookupError, UnicodeError):  # rot13, undefined: known, and for no text
        return "", f"{name}: cannot be read: its coding line names no coding of text"
    half = _HALF.search(text)
    if half is not None:
        line = text.count("\n", 0, half.start()) + 1
        return "", f"{name}: holds half a character in line {line}; write it as UTF-8"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > MOST_LINES:
        return "", f"{name}: has more than {MOST_LINES:,} lines; split it into several files"
    return text, ""
