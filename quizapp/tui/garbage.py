"""Garbage is collected while nobody types.

A whole collection takes a tenth of a second in an app of this size, and grows with what Textual
keeps of widgets that have gone. By itself it comes while something is drawn.
"""

import gc
import time

_YOUNG, _MIDDLE, _WHOLE = 2_000, 20, 10_000  # the last so high that it never comes by itself
_IDLE = 1.5  # seconds without a key
_OFTEN = 20.0  # seconds from one collection to the next, at least
_LONG = 300.0  # seconds after which one comes although somebody types


class Garbage:
    """`look` is to be called every now and then, `touch` at each key."""

    def __init__(self) -> None:
        self._usual = gc.get_threshold()
        self._touched = self._collected = time.monotonic()
        self._begun = False

    def begin(self) -> None:
        """The app begins: from here on nothing is collected by itself but what is young."""
        gc.set_threshold(_YOUNG, _MIDDLE, _WHOLE)

    def touch(self) -> None:
        self._touched = time.monotonic()

    def look(self) -> None:
        """Collect, if it is time to and nobody would notice."""
        now = time.monotonic()
        idle, since = now - self._touched, now - self._collected
        if not ((idle > _IDLE and since > _OFTEN) or since > _LONG):
            return
        gc.collect()
        if not self._begun:
            gc.freeze()  # what was there so early stays to the end
            self._begun = True
        self._collected = time.monotonic()

    def end(self) -> None:
        """The app is over: all as it was."""
        gc.set_threshold(*self._usual)
        gc.unfreeze()
