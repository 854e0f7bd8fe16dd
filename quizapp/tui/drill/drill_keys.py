"""Which keys of the drill work now: the footer shows these and no others."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from quizapp.core.cards.card import Flashcard, Predict, Short
from quizapp.tui.drill.attempt import Attempt

LONGEST = 600.0  # seconds: who goes for lunch does not think about the card


@dataclass(frozen=True)
class KeyState:
    """What the keys depend on."""

    attempt: Attempt
    typing: bool
    in_field: bool
    code_shown: bool
    running: bool
    devices: int
    undoable: bool
    allowed: bool


def works(action: str, state: KeyState) -> bool:
    """Whether an action of the drill does something now."""
    attempt = state.attempt
    card, revealed = attempt.entry.card, attempt.grade is not None
    match action:
        case "reveal" | "answer":
            ready = not revealed and not attempt.waiting and not state.typing
            return ready and isinstance(card, Flashcard) == (action == "reveal")
        case "write":
            return not revealed and isinstance(card, Flashcard | Short | Predict)
        case "leave_field":
            return state.in_field and not state.running
        case "accept":
            return revealed
        case "allow":
            return not state.allowed
        case "run" | "edit":
            return state.code_shown and not attempt.waiting and state.allowed
        case "hint":
            return not revealed and attempt.hints < len(card.hints)
        case "more":
            return revealed and bool(card.follow_ups)
        case "device":
            return state.devices > 1
        case "compare":
            return revealed and state.devices > 1
        case "stop":
            return state.running
        case "undo":
            return state.undoable
        case _:
            return True


def seconds_taken(start: datetime, end: datetime) -> float:
    """Time from the question to the rating, in seconds."""
    return max(0.0, min((end - start) / timedelta(seconds=1), LONGEST))
