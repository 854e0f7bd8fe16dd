"""An error that is our own bug: kept in a file with what a report needs, and said in one line."""

import os
import platform
import shlex
import sys
import traceback
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from platformdirs import user_log_path

from quizapp.core.printable import printable
from quizapp.paths import DATA_VARIABLE

ISSUES = "https://github.com/quizapp/quizapp/issues"
_NAME = "errors.log"
_DATA_FLAG = "--data-dir"
_LARGEST = 1_000_000  # bytes; then the file begins anew
_LONGEST = 300
_PACKAGES = ("quizapp", "textual", "torch")
_MARK = "_kept_in"


def record(error: BaseException) -> Path | None:
    """Add an error to the log: where that is, None if it cannot be written. One that comes by
    twice is kept once."""
    if not hasattr(error, _MARK):
        entry = f"{_heading()}\n{''.join(traceback.format_exception(error))}\n"
        setattr(error, _MARK, _written(log_file(), entry))
    found: Path | None = getattr(error, _MARK)
    return found


def in_one_line(error: BaseException, log: Path | None) -> str:
    """What a person is told of an error that `record` kept in `log`."""
    said = " ".join(printable(f"{type(error).__name__}: {error}").split())
    if len(said) > _LONGEST:
        said = f"{said[:_LONGEST]}…"
    where = f"details in {printable(str(log))}" if log else "details above"
    return f"unexpected error: {said}; {where}; please report it at {ISSUES}"


def log_file() -> Path:
    """With the data if those have a place of their own, else where the system keeps logs."""
    data = _flag() or os.environ.get(DATA_VARIABLE)
    folder = Path(data).expanduser() if data else user_log_path("quizapp", appauthor=False)
    return folder.absolute() / _NAME


def _flag() -> str:
    """The data folder of the command line, which may not have been read when an error comes."""
    found = ""
    for word, following in zip(sys.argv, [*sys.argv[1:], ""], strict=True):
        name, _, value = word.partition("=")
        if name == _DATA_FLAG:
            found = value or following  # of several the last counts
    return found


def _written(file: Path, entry: str) -> Path | None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        anew = file.exists() and file.stat().st_size > _LARGEST
        with file.open("w" if anew else "a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(entry)
    except (OSError, ValueError):  # a full disk; a NUL in the folder's name
        return None
    return file


def _heading() -> str:
    """When, by what, and at which command."""
    versions = [f"{name} {_version(name)}" for name in _PACKAGES]
    versions[1:1] = [f"Python {platform.python_version()}"]
    when = datetime.now(UTC).isoformat(timespec="seconds")
    return f"{when}  {', '.join(versions)}, {platform.platform()}\n{shlex.join(sys.argv)}"


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "(not installed)"
