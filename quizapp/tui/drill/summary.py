"""What a sitting came to; the last answer can still be taken back."""

from collections import Counter
from datetime import timedelta

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from quizapp.core.memory.queue import Session
from quizapp.core.memory.review import Rating
from quizapp.tui.drill.rating_bar import interval
from quizapp.tui.drill.sitting_bar import bar
from quizapp.tui.screens.home_text import plural
from quizapp.tui.services import Parts
from quizapp.tui.widgets.key_bar import KeyBar

_STYLES = {
    Rating.AGAIN: "$text-error",
    Rating.HARD: "$text-warning",
    Rating.GOOD: "$text-success",
    Rating.EASY: "$text-primary",
}


class SummaryScreen(Screen[bool]):
    """Dismissed with True to take the last answer back."""

    DEFAULT_CSS = """
    SummaryScreen VerticalScroll { padding: 1 3; }
    SummaryScreen Static { height: auto; }
    """
    BINDINGS = [
        Binding("enter,space,q,escape", "home", "home", key_display="enter"),
        Binding("u", "undo", "undo the last answer"),
    ]

    def __init__(self, session: Session, parts: Parts) -> None:
        super().__init__()
        self._session = session
        self._parts = parts

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(self._text())
        yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self._session.reviews) if action == "undo" else True

    def action_home(self) -> None:
        self.dismiss(False)

    def action_undo(self) -> None:
        self.dismiss(True)

    def _text(self) -> Content:
        reviews = self._session.reviews
        if not reviews:
            return Content("Nothing answered this time.")
        ratings = Counter(review.rating for review in reviews)
        minutes = sum(review.seconds for review in reviews) / 60
        left = len(self._session.upcoming)
        cards = len({review.card for review in reviews})
        lines = [
            Content.styled("That sitting", "bold"),
            Content(""),
            Content(
                f"{plural(cards, 'card')}, {plural(len(reviews), 'answer')}, {minutes:.0f} min"
            ),
            Content(""),
        ]
        for rating in Rating:
            share = ratings[rating] / len(reviews)
            lines.append(
                Content.assemble(
                    (f"{rating.name.lower():>6} {ratings[rating]:>4}  ", "$foreground 65%"),
                    (bar(share, 20), _STYLES[rating]),
                    f" {share:>4.0%}",
                )
            )
        missed = list(dict.fromkeys(r.card for r in reviews if r.rating is Rating.AGAIN))
        if missed:
            lines += [Content(""), Content.styled("Missed", "bold")]
            lines += [Content(f"  {card}") for card in missed]
        soonest = self._soonest()
        if soonest is not None:
            lines += [Content(""), Content(f"The next of these comes back in {interval(soonest)}.")]
        if left:
            lines += [Content(""), Content(f"{left} cards of this sitting are still to come.")]
        return Content("\n").join(lines)

    def _soonest(self) -> timedelta | None:
        now = self._parts.now()
        memories = [self._session.memory(review.card) for review in self._session.reviews]
        dues = [memory.due - now for memory in memories if memory is not None]
        return max(min(dues), timedelta(0)) if dues else None
