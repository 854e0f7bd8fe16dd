"""Wait for what should happen, never for a time."""

import time
from collections.abc import Callable

from textual.pilot import Pilot

# The app gets so much of the processor to come to the expected state, however long it has to wait
# for that on a busy machine; a test that waits for nothing ends by the time limit of all tests.
_WORK = 20.0  # seconds
_IDLE = 60.0  # seconds without any of it


async def until(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    """Let the app work until `condition` holds; fail if it never does."""
    worked, began = time.process_time(), time.monotonic()
    while not condition():
        if time.process_time() - worked > _WORK or time.monotonic() - began > _IDLE:
            raise AssertionError("the app never came to the expected state")
        await pilot.pause(0.01)
