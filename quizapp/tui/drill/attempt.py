"""Where the learner stands with the card on the screen."""

from dataclasses import dataclass

from quizapp.banks.collection import Entry
from quizapp.core.grading.grade import Grade
from quizapp.tui.drill.panes.base import AnswerPane


@dataclass
class Attempt:
    """The learner's try at the card on the screen."""

    entry: Entry
    pane: AnswerPane
    hints: int = 0
    grade: Grade | None = None
    waiting: bool = False  # for the run that judges a prediction
    ran: bool = False
    giving_up: bool = False
