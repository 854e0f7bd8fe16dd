"""How deep a script may recurse: its first frame lies on top of two of this package's."""

import sys

# Until 3.11 the call of exec() counts as well.
_BELOW = 3 if sys.version_info < (3, 12) else 2


def allow_for_frames_below() -> None:
    """Let the script recurse exactly as deep as under plain Python, where nothing lies below it;
    it reads and sets the limit as there. In its further threads, which begin on an empty stack,
    it gets those few frames more."""
    read, write = sys.getrecursionlimit, sys.setrecursionlimit
    write(read() + _BELOW)

    def getrecursionlimit() -> int:
        return read() - _BELOW

    def setrecursionlimit(limit: int, /) -> None:
        write(limit + _BELOW if limit > 0 else limit)

    sys.getrecursionlimit, sys.setrecursionlimit = getrecursionlimit, setrecursionlimit
