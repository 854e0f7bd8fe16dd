"""Start a drill of any cards, from any screen."""

from collections.abc import Iterable
from typing import Any

from textual.app import App

from quizapp.core.cards.card import CardId
from quizapp.core.memory.queue import Session
from quizapp.study import today as study
from quizapp.tui.drill.drill_screen import DrillScreen
from quizapp.tui.services import Parts


def start_drill(
    app: App[Any], parts: Parts, cards: Iterable[CardId], *, scheduled: bool = False
) -> bool:
    """Drill these cards in their order; False if there are none. Without `scheduled` the answers
    are kept and the schedule stays as it is."""
    queue = [card for card in cards if card in parts.collection.entries]
    if not queue:
        return False
    session = Session(
        queue,
        parts.store.memories(),
        origin="drill" if scheduled else "practice",
        scheduled=scheduled,
        parameters=study.fitted(parts.store),
        desired_retention=parts.config.retention,
    )
    app.push_screen(DrillScreen(session, parts))
    return True
