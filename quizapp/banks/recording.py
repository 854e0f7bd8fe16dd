"""What a card's script printed on a machine that could run it, kept beside the script.

`snippets/devices/streams.py` has its recording in `snippets/devices/streams.recorded.json`; a
folder, of a bug or code card, holds `recorded.json`.
"""

from pathlib import Path

import msgspec

from quizapp.banks.collection import Entry
from quizapp.banks.reading import MAX_BYTES
from quizapp.banks.writing import save
from quizapp.errors import BankError
from quizapp.files import read_limited


class Recording(msgspec.Struct, frozen=True):
    """A run elsewhere: `device` by its name, `date` in ISO form; `fixed` is what the file printed
    that shows the answer, where that is another than the one that runs."""

    device: str
    torch: str
    date: str
    stdout: str
    stderr: str = ""
    exit_code: int | None = 0
    fixed: str = ""

    @property
    def label(self) -> str:
        return f"recorded on {self.device}, torch {self.torch}, {self.date}"


def recording_path(entry: Entry) -> Path:
    """Where a card's recording is kept."""
    if entry.card.needs:
        return entry.snippet / "recorded.json"
    return entry.snippet.with_suffix(".recorded.json")


def read_recording(entry: Entry) -> Recording | None:
    """The card's recording; None if there is none, or it cannot be read."""
    data, fault = read_limited(recording_path(entry), MAX_BYTES)
    if fault:
        return None
    try:
        return msgspec.json.decode(data, type=Recording)
    except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError):
        return None


def write_recording(entry: Entry, recording: Recording) -> Path:
    """Keep a recording; the file it is in. BankError if that cannot be written, or would be written
    somewhere else."""
    path = recording_path(entry)
    if path.is_symlink() or not path.parent.resolve().is_relative_to(entry.root.resolve()):
        raise BankError(f"{path}: a link; put a plain file in its place, or take it away")
    text = msgspec.json.format(msgspec.json.encode(recording), indent=2) + b"\n"
    save(path, text.decode())
    return path
