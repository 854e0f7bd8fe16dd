"""What a sitting came to; the last answer can still be taken back."""

from collections import Counter
from datetime import timedelta

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quizapp.core.grading.rating import Rating
from quizapp.core.wording import interval, plural
from quizapp.study.services import Services
from quizapp.study.sitting import Sitting
from quizapp.tui.keys import Key, KeyedScreen
from quizapp.tui.text import DIM, RATING_STYLES, line_bar
from quizapp.tui.widgets.key_bar import KeyBar


class SummaryScreen(KeyedScreen[bool]):
    """Dismissed with True to take the last answer back."""

    DEFAULT_CSS = """
    SummaryScreen VerticalScroll { padding: 1 3; }
    SummaryScreen Static { height: auto; }
    """
    KEYS = (
        Key("enter,space,q,escape", "home", "home", key_display="enter", help="go on from here"),
        Key("u", "undo", "undo the last answer", when=lambda s: s.undoable),
    )
    BINDINGS = [*KEYS]

    def __init__(self, sitting: Sitting, services: Services) -> None:
        super().__init__()
        self._sitting = sitting
        self._services = services

    @property
    def undoable(self) -> bool:
        return self._sitting.undoable

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(self._text())
        yield KeyBar()

    def on_mount(self) -> None:
        self.calm_down()

    def action_home(self) -> None:
        self.leave(False)

    def action_undo(self) -> None:
        self.leave(True)

    def _text(self) -> Content:
        reviews = self._sitting.reviews
        if not reviews:
            return Content("Nothing answered this time.")
        ratings = Counter(review.rating for review in reviews)
        minutes = sum(review.seconds for review in reviews) / 60
        left = self._sitting.left
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
                    (f"{rating.name.lower():>6} {ratings[rating]:>4}  ", DIM),
                    (line_bar(share, 20), RATING_STYLES[rating]),
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
            lines += [
                Content(""),
                Content(f"{plural(left, 'card')} of this sitting still to come."),
            ]
        return Content("\n").join(lines)

    def _soonest(self) -> timedelta | None:
        now = self._services.now()
        memories = [self._sitting.memory(review.card) for review in self._sitting.reviews]
        dues = [memory.due - now for memory in memories if memory is not None]
        return max(min(dues), timedelta(0)) if dues else None
