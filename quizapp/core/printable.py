"""What a stranger's program printed, made safe to draw: no control sequence survives.

A carriage return overwrites its line as a terminal would (progress bars), tabs become spaces, and
characters that reorder or hide text are shown by their code.
"""

import json
import re
from collections.abc import Callable

_ESCAPE = re.compile(
    r"\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # OSC: title, clipboard, hyperlinks
    r"|[PX^_][^\x1b]*(?:\x1b\\)?"  # DCS, SOS, PM, APC
    r"|\[[0-?]*[ -/]*[@-~]?"  # CSI: colors, cursor, modes
    r"|[ -/]*[0-~]?)"
    r"|\x9b[0-?]*[ -/]*[@-~]?"
)
_UNFINISHED = re.compile(
    r"(?:\x1b(?:\][^\x07\x1b]*\x1b?|[PX^_][^\x1b]*\x1b?|\[[0-?]*[ -/]*|[ -/]*)"
    r"|\x9b[0-?]*[ -/]*)\Z"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_REORDERING = re.compile(
    r"[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
_IN_JSON = re.compile(rf"[\x7f-\x9f]|{_REORDERING.pattern}")
_STEERING = re.compile(rf"{_CONTROL.pattern}|{_REORDERING.pattern}")
_LONGEST_SEQUENCE = 4096  # of what is held back
MAX_LINE = 10_000


def printable(text: str) -> str:
    """The text with line breaks kept and everything else that could steer a terminal removed."""
    if not text.isascii() or _CONTROL.search(text) or "\r" in text or "\t" in text:
        text = _ESCAPE.sub("", text)
        text = "\n".join(map(_overwritten, text.replace("\r\n", "\n").split("\n")))
        text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.expandtabs(4))
        text = _REORDERING.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)
    return "\n".join(map(_shortened, text.split("\n"))) if len(text) > MAX_LINE else text


def visible(text: str) -> str:
    """The text without escape sequences and characters that show nothing, as a paste brings them
    along."""
    if text.isascii() and text.isprintable():
        return text
    text = _ESCAPE.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n"))
    return _REORDERING.sub("", _CONTROL.sub("", text))


def unsteered(text: str, width: Callable[[str], int]) -> str:
    """The text with blanks, as wide as `width` says, for what could steer a terminal."""
    if text.isascii() and text.isprintable():
        return text
    return _STEERING.sub(lambda found: " " * width(found[0]), text)


def escaped(text: str) -> str:
    """JSON with each character that could steer a terminal as its escape; the same to a parser."""
    return _IN_JSON.sub(lambda found: json.dumps(found[0])[1:-1].replace("\x7f", "\\u007f"), text)


class Stream:
    """Cleans text that comes in pieces. A carriage return stays, for a line that counts up; a
    sequence that a piece breaks off in is held back."""

    def __init__(self) -> None:
        self._held = ""

    def clean(self, piece: str) -> str:
        """What of it can be shown now."""
        text, self._held = self._held + piece, ""
        begun = _UNFINISHED.search(text, max(0, len(text) - _LONGEST_SEQUENCE))
        if begun is not None:
            text, self._held = text[: begun.start()], begun[0]
        text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", _ESCAPE.sub("", text))
        return _REORDERING.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def _overwritten(line: str) -> str:
    return line.rstrip("\r").rpartition("\r")[2] if "\r" in line else line


def _shortened(line: str) -> str:
    if len(line) <= MAX_LINE:
        return line
    return f"{line[:MAX_LINE]} … ({len(line) - MAX_LINE:,} more characters in this line)"


def in_one_line(markdown: str) -> str:
    """A question as a list shows it: without the signs of code, of line breaks and of escapes."""
    line = " ".join(markdown.replace("\\\n", "\n").replace("`", "").split())
    return line.replace("\\<", "<").replace("\\>", ">")
