"""One card's memory: how it stands, what is to come, and every answer so far."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from quizapp.core.cards.card import Base, CardId
from quizapp.core.memory.leech import easier_neighbor, is_leech
from quizapp.core.memory.progress import LEECH_LAPSES
from quizapp.core.memory.review import CardState, Rating, Review
from quizapp.core.memory.scheduling import preview, recall
from quizapp.study import today as study
from quizapp.tui.browse.card_rows import standing
from quizapp.tui.drill.rating_bar import interval
from quizapp.tui.drill.starting import start_drill
from quizapp.tui.services import Parts
from quizapp.tui.widgets.charts import block_bar
from quizapp.tui.widgets.inline import inline
from quizapp.tui.widgets.key_bar import KeyBar

_DIM = "$foreground 65%"
RATING_STYLES = {
    Rating.AGAIN: "$text-error",
    Rating.HARD: "$text-warning",
    Rating.GOOD: "$text-success",
    Rating.EASY: "$text-primary",
}


class CardInfoScreen(ModalScreen[None]):
    """A leech is explained here, and its easier neighbor offered."""

    DEFAULT_CSS = """
    CardInfoScreen { align: center middle; }
    CardInfoScreen > VerticalScroll { width: 78; max-width: 100%; height: auto; max-height: 96%;
        background: $surface; border: round $accent; padding: 0 1; margin: 0 0 1 0; }
    CardInfoScreen VerticalScroll > Static { height: auto; }
    """
    BINDINGS = [
        Binding("p", "practice", "practice it"),
        Binding("n", "neighbor", "easier card first"),
        Binding("escape,q,enter,space", "dismiss", "close", key_display="esc"),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
    ]

    def __init__(self, parts: Parts, card: CardId) -> None:
        super().__init__()
        self._parts = parts
        self._card = parts.collection.card(card)
        self._now = parts.now()
        self._memories = parts.store.memories()
        self._memory = self._memories.get(card)
        self._neighbor: Base | None = None
        if is_leech(self._memory):
            cards = parts.collection.cards
            self._neighbor = easier_neighbor(self._card, cards, self._memories)

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(Content("\n").join(self._lines()))
        yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._neighbor is not None if action == "neighbor" else True

    def action_scroll(self, by: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_practice(self) -> None:
        self._drill([self._card.id])

    def action_neighbor(self) -> None:
        if self._neighbor is not None:
            self._drill([self._neighbor.id, self._card.id])

    def _drill(self, cards: list[CardId]) -> None:
        app = self.app
        self.dismiss()
        start_drill(app, self._parts, cards)

    # What it says

    def _lines(self) -> Iterator[Content]:
        card = self._card
        yield Content.assemble(
            (card.id, "bold $text-accent"), (f"   {card.kind} · {card.level}", _DIM)
        )
        yield inline(" ".join(card.question.split())[:300])
        yield Content("")
        yield from self._standing()
        yield from self._next_dates()
        yield from self._leech()
        yield from history(self._parts.store.reviews(card=card.id))

    def _standing(self) -> Iterator[Content]:
        memory, now = self._memory, self._now
        state = self._parts.store.states().get(self._card.id, CardState())
        word = standing(memory, state, now).text
        flagged = ", flagged" if state.flag else ""
        if memory is None:
            yield _fact("state", f"{word}{flagged}: never asked, or reset")
            return
        lapses = f"forgotten {_times(memory.lapses)}" if memory.lapses else "never forgotten"
        yield _fact("state", f"{word}{flagged}: answered {_times(memory.reps)}, {lapses}")
        yield _fact("recall now", _share(recall(memory, now)))
        interview = study.interview_time(study.read_wishes(self._parts.store).interview, now)
        if interview is not None:
            share = recall(memory, interview)
            yield _fact("on the day", f"{_share(share)}   if it is not asked again")
        yield _fact("stability", f"{_days(memory.stability)} until recall has fallen to 90 %")
        yield _fact("difficulty", f"{memory.difficulty:.1f} of 10")
        yield _fact("due", _when(memory.due, now))

    def _next_dates(self) -> Iterator[Content]:
        coming = preview(self._memory, self._now, desired_retention=self._parts.config.retention)
        yield Content("")
        yield Content.styled("If you answer now, it comes back", "bold")
        for rating, span in coming.items():
            day = (self._now + span).astimezone()
            date = "" if span < timedelta(days=1) else f"  {day:%a} {day.day} {day:%b %Y}"
            yield Content.assemble(
                (f"  {rating.name.lower():<8}", RATING_STYLES[rating]),
                f"{interval(span):>6}",
                (date, _DIM),
            )

    def _leech(self) -> Iterator[Content]:
        if not is_leech(self._memory):
            return
        yield Content("")
        yield Content.styled(f"A leech: forgotten {LEECH_LAPSES} times or more", "bold $text-error")
        yield Content(
            "Asking it once more seldom helps. Rebuild it: run its snippet, change a line, say why "
            "the output changes; or suspend it for now."
        )
        if self._neighbor is not None:
            yield Content.assemble(
                "Learn this one first:  ",
                (self._neighbor.id, "$text-accent"),
                (f"   {self._neighbor.kind} · {self._neighbor.level}   (n asks both)", _DIM),
            )


def history(reviews: Sequence[Review]) -> Iterator[Content]:
    """The answers to a card, the latest first."""
    yield Content("")
    if not reviews:
        yield Content.styled("No answers yet.", _DIM)
        return
    yield Content.styled(f"Answers ({len(reviews)})", "bold")
    yield Content.styled("  when               rating   score   time   then away", _DIM)
    for review in reversed(reviews):
        score = "" if review.score is None else f"{review.score:.0%}"
        yield Content.assemble(
            f"  {review.at.astimezone():%Y-%m-%d %H:%M}   ",
            (f"{review.rating.name.lower():<6}", RATING_STYLES[review.rating]),
            f"  {score:>6}  {seconds_text(review.seconds):>5}   {_away(review)}",
        )


def _away(review: Review) -> str:
    if review.after is None or review.after == review.before:
        return f"{review.origin}, not counted"
    return interval(review.after.due - review.at)


def seconds_text(seconds: float) -> str:
    """`45s`, `3m`, `2h`."""
    if seconds < 60:
        return f"{seconds:.0f}s"
    return f"{seconds / 60:.0f}m" if seconds < 3600 else f"{seconds / 3600:.1f}h"


def _fact(name: str, said: str) -> Content:
    return Content.assemble((f"{name:<12}", _DIM), said)


def _share(share: float) -> str:
    return f"{share:>4.0%}  {block_bar(share, 20)}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _days(days: float) -> str:
    if days < 1:
        return f"{days * 24:.0f} hours"
    return f"{days:.1f} days" if days < 60 else f"{days / 30.4:.1f} months"


def _when(due: datetime, now: datetime) -> str:
    day = due.astimezone()
    date = f"{day:%a} {day.day} {day:%b %Y}"
    return f"now, since {date}" if due <= now else f"in {interval(due - now)}, {date}"
