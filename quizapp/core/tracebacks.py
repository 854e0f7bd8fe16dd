"""Tracebacks as they are shown: the frames of libraries, which nobody wrote here, in one line."""

import re
from collections.abc import Iterator, Sequence

_BEGIN = "Traceback (most recent call last):"
_FRAME = re.compile(r'  File "(?P<path>[^"]*)", line \d+')
_PACKAGE = re.compile(r"(?:site|dist)-packages[/\\](?P<name>\w+)")
_PYTHON = re.compile(r"[/\\]lib[/\\]python\d|^<frozen ")


def folded(lines: Sequence[str]) -> list[str]:
    """The lines of stderr, with each row of frames that are a library's folded into one; its name
    and how many they are stand there."""
    return list(_folded(lines))


def _folded(lines: Sequence[str]) -> Iterator[str]:
    within, hidden, library = False, 0, ""
    skipping = False
    for line in lines:
        frame = _FRAME.match(line) if within else None
        name = _library(frame["path"]) if frame else ""
        if hidden and ((frame and name != library) or not line.startswith("  ")):
            yield _told(library, hidden)
            hidden, skipping = 0, False
        if line.startswith(_BEGIN):
            within = True
        elif not line.startswith("  "):
            within = False
        if frame and name:
            hidden, library, skipping = hidden + 1, name, True
        elif frame:
            skipping = False
        if not (skipping and within):
            yield line
    if hidden:
        yield _told(library, hidden)


def _told(library: str, frames: int) -> str:
    return f"  … {frames} frame{'s' * (frames != 1)} in {library}"


def _library(path: str) -> str:
    """Whose a file is; empty for one of the bank's, or the learner's own."""
    if package := _PACKAGE.search(path):
        return package["name"]
    return "python" if _PYTHON.search(path) else ""
