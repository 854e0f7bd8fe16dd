"""A learner's own work as a file, for an editor of their choice: what is saved there is taken."""

from itertools import count
from os.path import lexists
from pathlib import Path
from typing import NamedTuple

from quizapp.banks.changes import Stamp
from quizapp.core.cards.card import CardId
from quizapp.errors import UsageError
from quizapp.files import read_limited, write_whole

_LARGEST = 100_000  # bytes
_NAME = "answer.py"  # as the checks call it


class There(NamedTuple):
    """What was in the file before it was written: a text that was not taken; or `aside`, where it
    is now, since it cannot be taken: `fault` says why."""

    text: str = ""
    aside: Path | None = None
    fault: str = ""


class OwnFile:
    """The file of one card, in a folder of its own below `folder`, which is no bank. `text` is what
    was last written to it, or taken from it."""

    def __init__(self, folder: Path, card: CardId) -> None:
        self.path = folder / "exercises" / card / _NAME
        self.text = ""
        self._seen: Stamp | None = None  # when it was looked at last
        self._taken: Stamp | None = None
        self._told: Stamp | None = None  # when it was last said that it cannot be taken

    def put(self, text: str) -> There:
        """Write a text, and tell what is there already and was not taken (an editor saved it when
        the app had ended, say). Raises UsageError if it cannot be written."""
        try:
            there = There() if self._stamp() in (None, self._taken) else self._found()
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.path, lambda part: part.write_text(text, encoding="utf-8"))
        except OSError as error:
            raise UsageError(f"{self.path} cannot be written: {error.strerror}") from None
        self.text = text
        self._seen = self._taken = self._stamp()
        return there._replace(text="") if there.text == text else there

    def saved(self, *, now: bool = False) -> str | None:
        """A text that was saved since it was looked at last; None if there is none. To be asked
        again and again: a file that has just been written to may be written on, unless `now` is
        given. Raises UsageError for one that cannot be taken, once."""
        before, self._seen = self._seen, self._stamp()
        if self._seen in (None, self._taken, self._told) or not (now or self._seen == before):
            return None
        text, fault = self._read()
        if fault:
            self._told = self._seen
            raise UsageError(f"{self.path}: {fault}")
        self._taken = self._seen
        if not text.strip() or text == self.text:
            return None  # emptied, or saved as it was
        self.text = text
        return text

    def _found(self) -> There:
        """What is there; put aside, if it cannot be read. Raises OSError."""
        text, fault = self._read()
        if not fault:
            return There(text)
        names = (f"{self.path.stem}.bak-{n}{self.path.suffix}" for n in count(1))
        aside = next(one for name in names if not lexists(one := self.path.with_name(name)))
        self.path.rename(aside)
        return There(aside=aside, fault=fault)

    def _stamp(self) -> Stamp | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino

    def _read(self) -> tuple[str, str]:
        """What it holds, and what is wrong with it."""
        data, fault = read_limited(self.path, _LARGEST)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return "", "not UTF-8; save it in that encoding"
        return text.replace("\r\n", "\n").replace("\r", "\n"), fault
