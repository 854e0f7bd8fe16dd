"""Wait for what should happen, never for a time."""

from collections.abc import Callable

from textual.pilot import Pilot

TRIES = 400


async def until(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    """Let the app work until `condition` holds; fail if it never does."""
    for _ in range(TRIES):
        if condition():
            return
        await pilot.pause(0.01)
    raise AssertionError("the app never came to the expected state")
