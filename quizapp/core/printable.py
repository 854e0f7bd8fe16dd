"""What a stranger's program printed, made safe to draw: no control sequence survives.

A carriage return overwrites its line as a terminal would (progress bars), tabs become spaces, and
characters that reorder or hide text are shown by their code.
"""

import re

_ESCAPE = re.compile(
    r"\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # OSC: title, clipboard, hyperlinks
    r"|[PX^_][^\x1b]*(?:\x1b\\)?"  # DCS, SOS, PM, APC
    r"|\[[0-?]*[ -/]*[@-~]?"  # CSI: colors, cursor, modes
    r"|[ -/]*[0-~]?)"
    r"|\x9b[0-?]*[ -/]*[@-~]?"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_REORDERING = re.compile(r"[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
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


def _overwritten(line: str) -> str:
    return line.rstrip("\r").rpartition("\r")[2] if "\r" in line else line


def _shortened(line: str) -> str:
    if len(line) <= MAX_LINE:
        return line
    return f"{line[:MAX_LINE]} … ({len(line) - MAX_LINE:,} more characters in this line)"
