"""The pictures that a card shows: files below the `pictures` folder of its bank's root, and nothing
else, whatever a stranger's bank says."""

import re
from pathlib import Path

SUFFIXES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".avif"}
FOLDER = "pictures"
_LINK = re.compile(r"!\[[^\[\]\n]*\]\(([^()\s]{1,300})\)")


def pictures_in(text: str, root: Path) -> list[Path]:
    """Those that a text of a bank's card shows, and that are there."""
    found = [picture_at(name, root) for name in dict.fromkeys(_LINK.findall(text))]
    return [path for path in found if path is not None]


def missing_pictures(text: str, root: Path) -> list[str]:
    """The names of those that a text of a bank's card shows, and that are not there."""
    names = dict.fromkeys(_LINK.findall(text)) if "![" in text else ()
    return [name for name in names if picture_at(name, root) is None]


def picture_at(name: str, root: Path) -> Path | None:
    """The picture of this name, from the bank's root; None if it is none, or leads elsewhere."""
    if not name.startswith(f"{FOLDER}/"):
        return None
    try:
        folder = root.resolve() / FOLDER  # not where a link in its place leads
        path = (root / name).resolve()
        fits = path.is_relative_to(folder) and path.suffix.lower() in SUFFIXES and path.is_file()
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name that no file can have
        return None
    return path if fits else None
