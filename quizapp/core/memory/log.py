"""The log of one card as one machine would have written it that was given all of its answers."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from quizapp.core.memory.model import MemoryModel
from quizapp.core.memory.review import Memory, Reset, Review


def told_in_order(
    reviews: Iterable[Review], resets: Iterable[Reset], model: MemoryModel
) -> tuple[list[Review], Memory | None]:
    """The answers to a card by their times, and by their ids where these are the same, each going
    on from the one before it, and the memory that they leave. After a reset they begin anew."""
    events: list[Review | Reset] = sorted([*reviews, *resets], key=_order)
    memory: Memory | None = None
    told = []
    for event in events:
        if isinstance(event, Reset):
            memory = None
            continue
        before = memory
        if event.counted:
            memory = model.review(before, event.rating, event.at)
        told.append(msgspec.structs.replace(event, before=before, after=memory))
    return told, memory


def _order(event: Review | Reset) -> tuple[datetime, bool, str]:
    return event.at, isinstance(event, Reset), event.id
