"""How well a card was recalled."""

from enum import IntEnum


class Rating(IntEnum):
    """Anki's and FSRS's four grades."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4
