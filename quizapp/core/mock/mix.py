"""What an interview asks, in figures: how much of it is talk, and how much is code."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from quizapp.core.cards.card import Card, CardId
from quizapp.core.mock.mock import FOLLOW_UP_MINUTES, Question
from quizapp.core.wording import listed


class Mix(NamedTuple):
    """How many questions of each phase, and the minutes that all of them are meant to take."""

    talk: int
    read: int
    write: int
    minutes: float

    @property
    def told(self) -> str:
        """`3 to talk about, 4 with code to read and 1 with code to write`."""
        parts = {
            "to talk about": self.talk,
            "with code to read": self.read,
            "with code to write": self.write,
        }
        return listed([f"{count} {what}" for what, count in parts.items() if count])


def mix(questions: Iterable[Question], cards: Mapping[CardId, Card]) -> Mix:
    """The mix of these questions; `cards` has all of their cards."""
    talk = read = write = 0
    minutes = 0.0
    for question in questions:
        effort = cards[question.card].effort
        talk += effort.phase == 0
        read += effort.phase == 1
        write += effort.phase >= 2
        minutes += effort.minutes + FOLLOW_UP_MINUTES * len(question.follow_ups)
    return Mix(talk, read, write, minutes)
