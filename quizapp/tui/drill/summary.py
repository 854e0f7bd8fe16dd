"""What a sitting came to: what was missed can be looked at and asked again, or it goes on."""

from collections import Counter
from datetime import date, timedelta
from textwrap import shorten
from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizapp.core.cards.card import CardId
from quizapp.core.days import short_day
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import in_learning
from quizapp.core.wording import interval, plural
from quizapp.study.services import Services
from quizapp.study.sitting import Sitting
from quizapp.study.today import Today
from quizapp.tui.browse.reading_screen import ReadingScreen
from quizapp.tui.keys import Key, KeyedScreen
from quizapp.tui.text import DIM, RATING_STYLES, line_bar
from quizapp.tui.widgets.key_bar import KeyBar
from quizapp.tui.widgets.options import Options

After = Literal["home", "undo", "missed", "on"]


class Missed(Options):
    """The cards that failed, by their questions."""

    BINDINGS = [
        Key("enter,space", "screen.home", show=False),
        Key("right,i", "select", "look at it", key_display="→", help="look at the marked card"),
    ]


class SummaryScreen(KeyedScreen[After]):
    """Dismissed with what comes next."""

    DEFAULT_CSS = """
    SummaryScreen VerticalScroll { padding: 1 3; }
    SummaryScreen Static { height: auto; }
    SummaryScreen Missed { height: auto; max-height: 12; border: none; padding: 0;
        text-wrap: nowrap; text-overflow: ellipsis; background: $background; }
    SummaryScreen Missed:focus { border: none; }
    """
    KEYS = (
        Key("enter,space,q,escape", "home", "home", key_display="enter", help="go on from here"),
        Key("d", "missed", "drill the missed", when=lambda s: bool(s.missed),
            help="ask what was missed again, now"),
        Key("g", "on", "go on", when=lambda s: bool(s.next.queue),
            help="ask what is to be asked next today"),
        Key("u", "undo", "undo the last answer", when=lambda s: s.undoable),
        Key("question_mark,f1", "help", "help", show=False),
    )  # fmt: skip
    BINDINGS = [*KEYS]

    def __init__(self, sitting: Sitting, services: Services) -> None:
        super().__init__()
        self._sitting = sitting
        self._services = services
        self.next: Today = services.today()
        failed = (one.card for one in sitting.reviews if one.rating is Rating.AGAIN)
        here = services.collection.entries
        self.missed: list[CardId] = [card for card in dict.fromkeys(failed) if card in here]

    @property
    def undoable(self) -> bool:
        return self._sitting.undoable

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(self._figures())
            if self.missed:
                yield Static(Content.styled("\nMissed", "bold"))
                yield Missed(*(Option(self._question(card)) for card in self.missed))
            yield Static(self._coming())
        yield KeyBar()

    def on_mount(self) -> None:
        self.calm_down()
        if self.missed:
            self.set_focus(self.query_one(Missed))

    def action_home(self) -> None:
        self.leave("home")

    def action_undo(self) -> None:
        self.leave("undo")

    def action_missed(self) -> None:
        self.leave("missed")

    def action_on(self) -> None:
        self.leave("on")

    @on(OptionList.OptionSelected)
    def _look(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self.is_active:
            start = self.missed[event.option_index]
            self.app.push_screen(ReadingScreen(self._services, self.missed, start))

    def _question(self, card: CardId) -> Content:
        one = self._services.collection.card(card)
        question = " ".join(one.question.replace("`", "").split())
        return Content.assemble(
            ("✗ ", "$text-error"), shorten(question, 200, placeholder=" …"), (f"  {card}", DIM)
        )

    def _figures(self) -> Content:
        reviews = self._sitting.reviews
        if not reviews:
            return Content("Nothing answered this time.")
        ratings = Counter(review.rating for review in reviews)
        minutes = sum(review.seconds for review in reviews) / 60
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
        return Content("\n").join(lines)

    def _coming(self) -> Content:
        lines = []
        soonest, left, more = self._soonest(), self._sitting.left, self.next
        if soonest:
            lines += ["", soonest]
        if more.queue:
            said = f"{plural(len(more.queue), 'card')}, about {plural(more.minutes, 'minute')}"
            lines += ["", f"Still to ask today: {said}."]
        elif left:
            lines += ["", f"{plural(left, 'card')} of this sitting still to come."]
        return Content("\n".join(lines))

    def _soonest(self) -> str:
        """When the first of the cards that were answered comes back; empty where none was."""
        services, now = self._services, self._services.now()
        cards = {review.card: self._sitting.memory(review.card) for review in self._sitting.reviews}
        exact: list[timedelta] = []
        days: list[date | None] = []
        for card, memory in cards.items():
            if memory is None:
                continue
            asked = None if in_learning(memory) else services.asked_next(card, memory)
            if asked is None:
                exact.append(memory.due - now)
            else:
                days.append(asked.day)
        if exact:
            return f"The next of these comes back in {interval(max(min(exact), timedelta(0)))}."
        if not days:
            return ""
        planned = [day for day in days if day is not None]
        if not planned:
            return "By the plan none of these comes back before the interview."
        today = services.model.days.day(now)
        return f"By the plan the next of these comes back on {short_day(min(planned), today)}."
