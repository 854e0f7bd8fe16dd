"""check --watch: look at banks again whenever one of their files changes."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from quizapp.banks.changes import changed, stamps

PAUSE = 0.3

Look = Callable[[frozenset[Path]], Awaitable[None]]


async def watch(roots: Callable[[], Sequence[Path]], look: Look, pause: float = PAUSE) -> None:
    """Call `look` once with every file, then with those that changed, until cancelled.

    `roots` is asked anew each time, for a bank may be added meanwhile. An editor that saves in
    several steps is waited for: a look comes when the files have been still for one `pause`
    (seconds).
    """
    seen = stamps(roots())
    await look(frozenset(map(Path, seen)))
    while True:
        await asyncio.sleep(pause)
        different, now = changed(roots(), seen)
        if not different:
            continue
        while True:
            await asyncio.sleep(pause)
            more, now = changed(roots(), now)
            if not more:
                break
            different |= more
        seen = now
        await look(different)
