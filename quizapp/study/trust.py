"""May a bank's code run where nothing confines it? Shipped banks may; others ask once.

A yes is remembered by content: anything that is changed, new or gone below the bank root asks
again, whatever it is called, for a script can import it or read it.
"""

import contextlib
import hashlib
import os
import stat
from pathlib import Path

from quizapp.core.wording import plural
from quizapp.runner import Protection
from quizapp.store.store import Store

UNKNOWN = Protection((), ("it is not yet known what protects",))
_KEY = "trusted"
# Of a bank; with more it is never allowed.
_MOST = 20_000  # files
_LARGEST = 256 << 20  # bytes


def fingerprint(root: Path) -> str | None:
    """Changes with the name or content of any file below a bank root, and with where a link leads;
    None if these are too many, or too large, to be looked at."""
    digest = hashlib.sha256()
    files = _files(root)
    if len(files) > _MOST or sum(map(_size, files)) > _LARGEST:
        return None
    for path in files:
        for part in (os.fsencode(path.relative_to(root)), *_seen(path)):
            digest.update(len(part).to_bytes(8) + part)  # or one part could pass for the next
    return digest.hexdigest()


def scripts(root: Path) -> list[Path]:
    """What a bank would execute, in a fixed order."""
    return [
        path for path in _files(root / "snippets") if path.suffix == ".py" and not path.is_dir()
    ]


def _files(root: Path) -> list[Path]:
    """All that a script could import or read there, behind links too, and what Git keeps; the links
    to folders themselves, by which a module has another name."""
    found: list[Path] = []
    seen: set[tuple[int, int]] = set()
    for parent, folders, names in os.walk(root, followlinks=True):
        try:
            status = Path(parent).stat()
        except OSError:
            continue  # gone meanwhile
        if (status.st_dev, status.st_ino) in seen:  # links in a circle
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        found += [Path(parent, name) for name in names]
        found += [path for name in folders if (path := Path(parent, name)).is_symlink()]
        if len(found) > _MOST:
            break
    return sorted(found)


def _size(path: Path) -> int:
    with contextlib.suppress(OSError):
        status = path.stat()
        if stat.S_ISREG(status.st_mode):
            return status.st_size
    return 0


def _seen(path: Path) -> tuple[bytes, bytes, bytes]:
    """Whether it is a file, a digest of what it holds, and where it leads. What cannot be read
    cannot run either; it asks again once it can. No more is read than a file is said to hold: of
    what the system makes up as it is read there may be no end."""
    try:
        target = os.fsencode(path.readlink()) if path.is_symlink() else b""
        if not path.is_file():  # a pipe would be waited for
            return b"no file", b"", target
        with path.open("rb") as file:
            return b"file", hashlib.sha256(file.read(_size(path))).digest(), target
    except OSError:
        return b"not readable", b"", b""


def forget(store: Store) -> bool:
    """Forget every yes that was ever said; whether there was one. A yes is for the files that are
    on this machine now, and for the learner to say: no copy of the data brings it along."""
    said = bool(store.get(_KEY))
    store.set(_KEY, None)
    return said


def _yeses(kept: object) -> dict[str, object]:
    """The fingerprint that each bank root had when it was said; none where that makes no sense."""
    return kept if isinstance(kept, dict) else {}


def why_not(root: Path, seen: str | None) -> str:
    """Why no yes was taken for the files that were `seen`, in one line."""
    if seen is None:
        most = f"{_MOST:,} files or {_LARGEST >> 20} MiB"
        return f"{root} holds more than {most}, and cannot be looked at"
    return f"{root} is another since you were asked; look again"


class Trust:
    """`protection` is what the runner puts around runs, once that is known: where it confines them
    nothing needs to be asked."""

    def __init__(self, store: Store, shipped: Path, protection: Protection = UNKNOWN) -> None:
        self._store = store
        self._shipped = shipped
        self.protection = protection

    def shipped(self, root: Path) -> bool:
        """Whether the bank came with quizapp: that is never asked about."""
        return root == self._shipped

    def allows(self, root: Path) -> bool:
        """Whether the code of this bank root may run."""
        if self.protection.confined or self.shipped(root):
            return True
        seen = _yeses(self._store.get(_KEY)).get(str(root))
        return seen is not None and seen == fingerprint(root)

    def allow(self, root: Path, seen: str | None) -> bool:
        """Remember the learner's yes to the files that were `seen`, by their fingerprint; False if
        they are others by now."""
        if seen is None or seen != fingerprint(root):
            return False
        self._store.change(_KEY, lambda kept: {**_yeses(kept), str(root): seen})
        return True

    def question(self, root: Path) -> str:
        """What a person has to know before saying yes."""
        count = plural(len(scripts(root)), "script")
        foreign = f"{root} did not come with quizapp"
        if self.protection.place:
            return (
                f"Nothing of ours confines runs at {self.protection.place}, and {foreign}. "
                f"Its {count} in snippets/ would run there with all that its server may."
            )
        if self.protection.walls:
            return (
                f"Runs are not fully confined on this machine, and {foreign}. "
                f"Its {count} in snippets/ could see or reach {self.protection.open}."
            )
        return (
            f"Nothing confines runs on this machine, and {foreign}. "
            f"Its {count} in snippets/ would run with all your rights."
        )
