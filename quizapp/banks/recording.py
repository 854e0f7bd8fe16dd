"""What a card's script printed on a machine that could run it, kept beside the script.

`snippets/devices/streams.py` has its recording in `snippets/devices/streams.recorded.json`; a
folder, of a bug or code card, holds `recorded.json`.
"""

from pathlib import Path

import msgspec

from quizapp.banks.collection import Entry
from quizapp.banks.writing import save


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
    try:
        return msgspec.json.decode(recording_path(entry).read_bytes(), type=Recording)
    except (OSError, msgspec.MsgspecError):
        return None


def write_recording(entry: Entry, recording: Recording) -> Path:
    """Keep a recording; the file it is in. BankError if that cannot be written."""
    path = recording_path(entry)
    text = msgspec.json.format(msgspec.json.encode(recording), indent=2) + b"\n"
    save(path, text.decode())
    return path
