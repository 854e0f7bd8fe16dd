"""One card's memory: how it stands, what is to come, and every answer so far."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quizapp.core.cards.card import Base, CardId
from quizapp.core.days import describe
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.leech import easier_neighbor, is_leech
from quizapp.core.memory.model import in_learning
from quizapp.core.memory.progress import LEECH_LAPSES
from quizapp.core.memory.review import CardState, Memory, Review
from quizapp.core.wording import interval, plural, short_time, times
from quizapp.study.services import Services
from quizapp.study.wishes import interview_time, weight
from quizapp.tui.drill.starting import start_drill
from quizapp.tui.keys import Key, KeyedModal
from quizapp.tui.screens.note import write_note
from quizapp.tui.scrolling import SCROLL_KEYS, Scrolls
from quizapp.tui.text import DIM, RATING_STYLES, block_bar, inline
from quizapp.tui.widgets.key_bar import KeyBar


class CardInfoScreen(Scrolls, KeyedModal[None]):
    """A leech is explained here, and its easier neighbor offered."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    CardInfoScreen { align: center middle; }
    CardInfoScreen > VerticalScroll { width: 78; max-width: 100%; height: auto; max-height: 96%;
        background: $surface; border: round $accent; padding: 0 1; margin: 0 0 1 0; }
    CardInfoScreen VerticalScroll > Static { height: auto; }
    """
    KEYS = (
        Key("p", "practice", "practice it", help="answer it now; the schedule stays as it is"),
        Key("N", "note", "note", help="a note of your own on this card"),
        Key("n", "neighbor", "easier card first", when=lambda s: s.neighbor is not None,
            help="practice an easier card, then this one"),
        *SCROLL_KEYS,
        Key("question_mark,f1", "help", "help"),
        Key("escape,q,enter,space", "leave", "close"),
    )  # fmt: skip
    BINDINGS = [*KEYS]
    NOTES = (
        "**Stability**: in so many days, recall falls to 90 %. **Difficulty**: how slowly it grows "
        "with each answer.",
        "Times **forgotten** are failures after the card was known. One **in learning** is still "
        "to be recalled, and counts as not known.",
    )

    def __init__(self, services: Services, card: CardId) -> None:
        super().__init__()
        self._services = services
        self._card = services.collection.card(card)
        self._now = services.now()
        memories = services.store.memories()
        self._memory = memories.get(card)
        self._state = services.store.states().get(card, CardState())
        self._reviews = services.store.reviews(card=card)
        self.neighbor: Base | None = None
        if is_leech(self._memory):
            self.neighbor = easier_neighbor(self._card, services.collection.cards, memories)
        self._text = Static("")
        self._scroll = VerticalScroll(can_focus=False)

    def compose(self) -> ComposeResult:
        with self._scroll:
            yield self._text
        yield KeyBar()

    def on_mount(self) -> None:
        self._draw(self._services.store.note(self._card.id))

    def _draw(self, note: str) -> None:
        self._text.update(Content("\n").join([*self._lines(), *_note(note)]))

    def action_note(self) -> None:
        write_note(self, self._services, self._card.id, self._draw)

    def action_practice(self) -> None:
        self._drill([self._card.id])

    def action_neighbor(self) -> None:
        if self.neighbor is not None:
            self._drill([self.neighbor.id, self._card.id])

    def _drill(self, cards: list[CardId]) -> None:
        if self.is_active:
            app = self.app
            self.leave()
            start_drill(app, self._services, cards)

    # What it says

    def _lines(self) -> Iterator[Content]:
        card = self._card
        yield Content.assemble(
            (card.id, "bold $text-accent"), (f"   {card.kind} · {card.level}", DIM)
        )
        yield inline(" ".join(card.question.split())[:300])
        yield Content("")
        yield _fact("state", self._state_line())
        if self._memory is not None:
            yield from self._figures(self._memory)
        yield from self._next_dates()
        yield from self._leech()
        yield from history(self._reviews)

    @property
    def _left_out(self) -> bool:
        return weight(self._card.topic, self._services.wishes.weights) <= 0.0

    def _state_line(self) -> str:
        """`in learning: failed 1 of 2 answers`, with what else holds of the card."""
        memory, state = self._memory, self._state
        also = [
            (state.suspended, "suspended"),
            (self._left_out, "topic left out"),
            (state.buried(self._now), "put off until tomorrow"),
            (bool(state.flag), "flagged"),
        ]
        more = "".join(f", {word}" for holds, word in also if holds)
        if memory is None:
            return f"new{more}: never asked, or reset"
        failed = sum(one.rating is Rating.AGAIN for one in self._reviews)
        past = f"answered {times(memory.reps)}"
        if failed:
            past = f"failed {failed} of {plural(len(self._reviews), 'answer')}"
        if memory.lapses:
            past += f", forgotten {times(memory.lapses)}"
        return f"{'in learning' if in_learning(memory) else 'known'}{more}: {past}"

    def _figures(self, memory: Memory) -> Iterator[Content]:
        model, now = self._services.model, self._now
        if in_learning(memory):
            yield _fact("known now", "not yet: it is still to be recalled")
        else:
            yield _fact("known now", _share(model.known(memory, now)))
        interview = interview_time(self._services.wishes.interview, now)
        if interview is not None:
            share = model.known(memory, interview)
            yield _fact("on the day", f"{_share(share)}   if it is not asked again")
        yield _fact("stability", f"{_days(memory.stability)} until recall has fallen to 90 %")
        yield _fact("difficulty", f"{memory.difficulty:.1f} of 10")
        yield _fact("due", self._due(memory))

    def _due(self, memory: Memory) -> str:
        """When it comes back; what is suspended, left out or put off is not due now, however late
        it is."""
        if self._state.suspended:
            return "never: it is suspended"
        if self._left_out:
            return "never: its topic is left out"
        until = self._state.buried_until
        if until is not None and self._state.buried(self._now):
            until = max(memory.due, until)
            return self._when(until, until - self._now)
        return self._when(memory.due, self._services.model.away(memory, self._now))

    def _when(self, due: datetime, away: timedelta) -> str:
        date = describe(self._services.model.days.day(due))
        return f"now, since {date}" if away <= timedelta() else f"in {interval(away)}, {date}"

    def _next_dates(self) -> Iterator[Content]:
        """As the plan has it, where there is one: with a day set it does not ask by intervals."""
        services, now = self._services, self._now
        yield Content("")
        yield Content.styled("If you answer now, it comes back in", "bold")
        for rating, after in services.model.preview(self._memory, now).items():
            planned = "" if in_learning(after) else services.planned(self._card.id, after)
            span = after.due - now
            date = "" if span < timedelta(days=1) else describe((now + span).astimezone())
            when, more = (interval(span), date) if not planned else (planned, "by the plan")
            yield Content.assemble(
                (f"  {rating.name.lower():<8}", RATING_STYLES[rating]),
                f"{when:>6}",
                (f"  {'not before the interview' if when == 'done' else more}", DIM),
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
        if self.neighbor is not None:
            yield Content.assemble(
                "Learn this one first:  ",
                (self.neighbor.id, "$text-accent"),
                (f"   {self.neighbor.kind} · {self.neighbor.level}   (n asks both)", DIM),
            )


def _note(text: str) -> Iterator[Content]:
    if text:
        yield Content("")
        yield Content.styled("Your note", "bold $text-warning")
        yield Content(text.rstrip())


def history(reviews: Sequence[Review]) -> Iterator[Content]:
    """The answers to a card, the latest first."""
    yield Content("")
    if not reviews:
        yield Content.styled("No answers yet.", DIM)
        return
    yield Content.styled(f"Answers ({len(reviews)})", "bold")
    yield Content.styled("  when               rating   score   time   then away", DIM)
    for review in reversed(reviews):
        score = "" if review.score is None else f"{review.score:.0%}"
        yield Content.assemble(
            f"  {review.at.astimezone():%Y-%m-%d %H:%M}   ",
            (f"{review.rating.name.lower():<6}", RATING_STYLES[review.rating]),
            f"  {score:>6}  {short_time(review.seconds):>5}   {_away(review)}",
        )


def _away(review: Review) -> str:
    if not review.counted or review.after is None:
        return f"{review.origin}, not counted"
    return interval(review.after.due - review.at)


def _fact(name: str, said: str) -> Content:
    return Content.assemble((f"{name:<12}", DIM), said)


def _share(share: float) -> str:
    return f"{share:>4.0%}  {block_bar(share, 10)}"


def _days(days: float) -> str:
    if days < 1:
        return plural(round(days * 24), "hour")
    return f"{days:.1f} days" if days < 60 else f"{days / 30.4:.1f} months"
