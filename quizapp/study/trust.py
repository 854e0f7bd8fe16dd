"""May a bank's code run where nothing confines it? Shipped banks may; others ask once.

A yes is remembered by content: any changed, new or removed script asks again.
"""

import hashlib
from pathlib import Path

from quizapp.store.store import Store

_KEY = "trusted"


def fingerprint(root: Path) -> str:
    """Changes with the name or text of any script below a bank root."""
    digest = hashlib.sha256()
    for script in scripts(root):
        digest.update(script.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(script.read_bytes()).digest())
    return digest.hexdigest()


def scripts(root: Path) -> list[Path]:
    """What a bank would execute, in a fixed order."""
    found = (root / "snippets").rglob("*.py")
    return sorted(path for path in found if "__pycache__" not in path.parts)


class Trust:
    """`confined` is whether the runner walls runs in; then nothing needs to be asked."""

    def __init__(self, store: Store, shipped: Path, confined: bool) -> None:
        self._store = store
        self._shipped = shipped
        self.confined = confined

    def allows(self, root: Path) -> bool:
        """Whether the code of this bank root may run."""
        if self.confined or root == self._shipped:
            return True
        kept = self._store.get(_KEY, {})
        return str(root) in kept and kept[str(root)] == fingerprint(root)

    def allow(self, root: Path) -> None:
        """Remember the learner's yes, for the scripts as they are now."""
        kept = self._store.get(_KEY, {})
        self._store.set(_KEY, {**kept, str(root): fingerprint(root)})


def question(root: Path) -> str:
    """What a person has to know before saying yes."""
    count = len(scripts(root))
    return (
        f"Nothing confines runs on this machine, and {root} did not come with quizapp. "
        f"Its {count} scripts in snippets/ would run with all your rights."
    )
