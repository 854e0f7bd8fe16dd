"""Which view a card is shown in."""

from quizapp.banks.collection import Entry
from quizapp.study.services import Services
from quizapp.study.sitting import Sitting
from quizapp.tui.drill.card_view import CardView
from quizapp.tui.drill.editor_views import BugView
from quizapp.tui.drill.exercise_view import ExerciseView
from quizapp.tui.drill.panes.base import AnswerPane
from quizapp.tui.drill.panes.coding import BugPane, CodePane
from quizapp.tui.drill.panes.table import pane_for

VIEWS: dict[type[AnswerPane], type[CardView]] = {BugPane: BugView, CodePane: ExerciseView}


def view_for(services: Services, sitting: Sitting, entry: Entry) -> CardView:
    """A new view for a card, with a pane of its kind in it."""
    pane = pane_for(entry, sitting.luck(entry.card.id))
    return VIEWS.get(type(pane), CardView)(services, sitting, entry, pane)
