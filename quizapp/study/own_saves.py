"""What is saved to a learner's own file while an editor keeps everybody waiting."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from quizapp.errors import UsageError
from quizapp.study.own_file import OwnFile

LOOK_SECONDS = 0.3


@contextmanager
def followed(own: OwnFile) -> Iterator[list[str]]:
    """Every text that is saved meanwhile, the latest last; on leaving, what was saved last is among
    them. Raises UsageError then, if that cannot be taken."""
    texts: list[str] = []
    faults: list[UsageError] = []
    ended = Event()

    def look(*, now: bool = False) -> None:
        try:
            text = own.saved(now=now)
        except UsageError as error:
            faults[:] = [error]
            return
        if text is not None:
            texts.append(text)
            faults.clear()

    def watch() -> None:
        while not ended.wait(LOOK_SECONDS):
            look()

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield texts
    finally:
        ended.set()
        watcher.join()
    look(now=True)
    if faults:
        raise faults[0]
