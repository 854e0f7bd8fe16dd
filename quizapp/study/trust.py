"""May a bank's code run where nothing confines it? Shipped banks may; others ask once.

A yes is remembered by content: anything that is changed, new or gone below `snippets/` asks again,
whatever it is called, for a script can import it or read it.
"""

import hashlib
from pathlib import Path

from quizapp.core.wording import plural
from quizapp.store.store import Store

_KEY = "trusted"


def fingerprint(root: Path) -> str:
    """Changes with the name or content of any file below a bank's snippets."""
    digest = hashlib.sha256()
    for path in _files(root):
        digest.update(path.relative_to(root).as_posix().encode("utf-8", "surrogateescape") + b"\0")
        digest.update(_digest(path))
    return digest.hexdigest()


def scripts(root: Path) -> list[Path]:
    """What a bank would execute, in a fixed order."""
    return [path for path in _files(root) if path.suffix == ".py"]


def _files(root: Path) -> list[Path]:
    """All but what a run or `check --record` leaves there, which would take the yes back."""
    found = (root / "snippets").rglob("*")
    return sorted(
        path
        for path in found
        if "__pycache__" not in path.parts
        and not path.name.endswith("recorded.json")
        and not path.is_dir()
    )


def _digest(path: Path) -> bytes:
    """What cannot be read cannot run either; it asks again once it can."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return b"no file"
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b"not readable"


class Trust:
    """`confined` is whether the runner walls runs in; then nothing needs to be asked."""

    def __init__(self, store: Store, shipped: Path, confined: bool) -> None:
        self._store = store
        self._shipped = shipped
        self.confined = confined

    def shipped(self, root: Path) -> bool:
        """Whether the bank came with quizapp: that is never asked about."""
        return root == self._shipped

    def allows(self, root: Path) -> bool:
        """Whether the code of this bank root may run."""
        if self.confined or self.shipped(root):
            return True
        kept = self._store.get(_KEY, {})
        return str(root) in kept and kept[str(root)] == fingerprint(root)

    def allow(self, root: Path) -> None:
        """Remember the learner's yes, for the files as they are now."""
        kept = self._store.get(_KEY, {})
        self._store.set(_KEY, {**kept, str(root): fingerprint(root)})


def question(root: Path) -> str:
    """What a person has to know before saying yes."""
    count = plural(len(scripts(root)), "script")
    return (
        f"Nothing confines runs on this machine, and {root} did not come with quizapp. "
        f"Its {count} in snippets/ would run with all your rights."
    )
