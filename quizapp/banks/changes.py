"""Which files of the banks changed since they were last looked at: by their stamps, without
reading them."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

Stamp = tuple[int, int, int]
Stamps = dict[str, Stamp]  # of each path
_SUFFIXES = (".yaml", ".yml", ".py")


def stamps(roots: Sequence[Path]) -> Stamps:
    """Modification time, size and inode of each bank file and script below `roots`: bank roots, or
    single bank files, which bring the scripts of their root along."""
    found: Stamps = {}
    for root in roots:
        if root.suffix in _SUFFIXES and not root.is_dir():
            _stamp(str(root), found)
            root = root.parent.parent
        else:
            _below(root / "questions", found)
        _below(root / "snippets", found)
    return found


def changed(roots: Sequence[Path], seen: Mapping[str, Stamp]) -> tuple[frozenset[Path], Stamps]:
    """The files that are new, different or gone since `seen`, and the stamps of now.

    Start with `seen = stamps(roots)`, and hand the returned stamps in the next time.
    """
    now = stamps(roots)
    different = {path for path in now.keys() | seen.keys() if now.get(path) != seen.get(path)}
    return frozenset(map(Path, different)), now


def scripts_below(folder: Path) -> list[Path]:
    """Every Python script in a folder and in those inside it; links to folders are not followed."""
    return [Path(path) for path in _scripts(str(folder)) if path.endswith(".py")]


def _below(folder: Path, found: Stamps) -> None:
    for path in _scripts(str(folder)):
        _stamp(path, found)


def _scripts(folder: str) -> Iterator[str]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return  # not there, or gone meanwhile
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        try:
            is_folder, is_link = entry.is_dir(), entry.is_symlink()
        except OSError:
            continue  # links in a circle, or a folder that may not be entered
        if is_folder:
            if not is_link:  # which may lead in circles
                yield from _scripts(entry.path)
        elif entry.name.endswith(_SUFFIXES):
            yield entry.path


def _stamp(path: str, found: Stamps) -> None:
    try:
        status = os.stat(path)  # noqa: PTH116 - it is looked at every second; a Path takes six times as long
    except OSError:
        return
    found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
