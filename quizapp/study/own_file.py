"""A learner's own work as a file, for an editor of their choice: what is saved there is taken."""

from pathlib import Path

from quizapp.banks.changes import Stamp
from quizapp.core.cards.card import CardId
from quizapp.errors import UsageError
from quizapp.files import read_limited, write_whole

_LARGEST = 100_000  # bytes
_NAME = "answer.py"  # as the checks call it


class OwnFile:
    """The file of one card, in a folder of its own below `folder`, which is no bank. `text` is what
    was last written to it, or taken from it."""

    def __init__(self, folder: Path, card: CardId) -> None:
        self.path = folder / "exercises" / card / _NAME
        self.text = ""
        self._seen: Stamp | None = None  # when it was looked at last
        self._taken: Stamp | None = None

    def put(self, text: str) -> str:
        """Write a text; what is there already and was not taken (an editor saved it when the app
        had ended, say) is returned. Raises UsageError if it cannot be written."""
        there = "" if self._stamp() == self._taken else self._read()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.path, lambda part: part.write_text(text, encoding="utf-8"))
        except OSError as error:
            raise UsageError(f"{self.path} cannot be written: {error.strerror}") from None
        self.text = text
        self._seen = self._taken = self._stamp()
        return there if there != text else ""

    def saved(self, *, now: bool = False) -> str | None:
        """A text that was saved since it was looked at last; None if there is none. To be asked
        again and again: a file that has just been written to may be written on, unless `now` is
        given. Raises UsageError for one that cannot be taken."""
        before, self._seen = self._seen, self._stamp()
        if self._seen in (None, self._taken) or not (now or self._seen == before):
            return None
        self._taken = self._seen
        text = self._read(strict=True)
        if not text.strip() or text == self.text:
            return None  # emptied, or saved as it was
        self.text = text
        return text

    def _stamp(self) -> Stamp | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino

    def _read(self, *, strict: bool = False) -> str:
        data, fault = read_limited(self.path, _LARGEST)
        try:
            text = data.decode()
        except UnicodeDecodeError:
            text, fault = "", "not UTF-8; save it in that encoding"
        if fault and strict:
            raise UsageError(f"{self.path}: {fault}")
        return text.replace("\r\n", "\n").replace("\r", "\n")
