"""Start a drill of any cards, from any screen."""

from collections.abc import Callable, Iterable
from typing import Any

from textual.app import App

from quizapp.core.cards.card import CardId
from quizapp.study.services import Services
from quizapp.study.sitting import Sitting


def start_drill(
    app: App[Any], services: Services, cards: Iterable[CardId], *, scheduled: bool = False
) -> bool:
    """Drill these cards in their order; False if there are none. Without `scheduled` the answers
    are kept and the schedule stays as it is. The drill's code is loaded with the first one."""
    return start_sitting(app, services, services.sitting(cards, scheduled=scheduled))


def start_sitting(
    app: App[Any],
    services: Services,
    sitting: Sitting,
    then: Callable[[object], None] | None = None,
) -> bool:
    """Drill a sitting; False if it has no card. `then` is called once it is over and left."""
    from quizapp.tui.drill.drill_screen import DrillScreen

    if sitting.card is None:
        return False
    sitting.start()
    app.push_screen(DrillScreen(services, sitting), then)
    return True
