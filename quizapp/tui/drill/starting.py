"""Start a drill of any cards, from any screen."""

from collections.abc import Iterable
from typing import Any

from textual.app import App

from quizapp.core.cards.card import CardId
from quizapp.study.services import Services


def start_drill(
    app: App[Any], services: Services, cards: Iterable[CardId], *, scheduled: bool = False
) -> bool:
    """Drill these cards in their order; False if there are none. Without `scheduled` the answers
    are kept and the schedule stays as it is. The drill's code is loaded with the first one."""
    from quizapp.tui.drill.drill_screen import DrillScreen

    sitting = services.sitting(cards, scheduled=scheduled)
    if sitting.card is None:
        return False
    sitting.start()
    app.push_screen(DrillScreen(services, sitting))
    return True
