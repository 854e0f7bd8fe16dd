"""What the home screen says, as text: the numbers come in, nothing is looked up here."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from textual.content import Content

from quizapp.banks.collection import Topic
from quizapp.core.cards.card import CardId
from quizapp.core.memory.readiness import Readiness
from quizapp.core.memory.review import Memory
from quizapp.core.memory.scheduling import is_due, recall
from quizapp.study import today as study

BAR = 10
NARROW = 100  # columns: below this no bars, and titles are cut
TINY = 70  # columns: below this the seen cards are left out


def blocks(share: float, width: int = BAR) -> str:
    """A bar of full and low blocks."""
    full = round(max(0.0, min(1.0, share)) * width)
    return "█" * full + "▁" * (width - full)


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def plural(count: int, word: str) -> str:
    return f"{count} {word}{'s' * (count != 1)}"


def interview_line(interview: date | None, today: date) -> str:
    """`interview on Sat 5 Dec, in 12 days`; empty without a date, or after it."""
    if interview is None or interview < today:
        return ""
    days = (interview - today).days
    when = "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"
    return f"interview on {interview:%a} {interview.day} {interview:%b}, {when}"


def ready_line(
    known: float, seen: int, cards: int, streak: int, outlook: Readiness | None
) -> Content:
    """Where the learner stands; with a date, what the day will find."""
    parts: list[Content | tuple[str, str]] = []
    if outlook is not None:
        parts += [
            Content("ready on the day  "),
            (f"{outlook.follow:.0%}", "bold $text-accent"),
            Content(f"  {blocks(outlook.follow)}   if you stop today  {outlook.stop:.0%}\n"),
        ]
    parts += [Content("known now  "), (f"{known:.0%}", "bold" if outlook else "bold $text-accent")]
    parts.append(Content(f"   {seen} of {cards} cards seen"))
    if streak:
        parts.append(Content(f"   streak {plural(streak, 'day')}"))
    text = Content.assemble(*parts)
    if outlook is not None and outlook.left_out:
        short = f"{plural(outlook.days_short, 'day')} short: the plan leaves out "
        text = Content.assemble(
            text, (f"\n{short}{plural(len(outlook.left_out), 'card')}", "$text-warning")
        )
    return text


def drill_line(today: study.Today, cards: int) -> str:
    """What a drill would hold now."""
    if today.queue:
        return f"{today.due} due, {today.new} new, about {plural(today.minutes, 'minute')}"
    return "nothing is due; a topic below can be drilled at any time" if cards else "no cards"


def topic_row(
    topic: Topic,
    memories: Mapping[CardId, Memory],
    at: datetime,
    on_the_day: float | None,
    width: int,
) -> list[str]:
    """The cells of a topic: title, cards, seen, known now, on the day (if there is one), due."""
    seen = [card for card in topic.cards if card in memories]
    known = mean([recall(memories.get(card), at) for card in topic.cards])
    due = sum(is_due(memories[card], at) for card in seen)
    state = f"{known:>9.0%}" if width < NARROW else f"{blocks(known)} {known:>4.0%}"
    cells = [topic.title, f"{len(topic.cards):>5}"]
    cells += [] if width < TINY else [f"{len(seen):>5}"]
    cells.append(state)
    if on_the_day is not None:
        cells.append(f"{on_the_day:>10.0%}")
    return [*cells, f"{due or '':>4}"]


def columns(width: int, with_day: bool) -> list[tuple[str, int]]:
    """Titles and widths of the topics' table, so that all of them fit beside one another."""
    found = [("cards", 5)]
    found += [] if width < TINY else [(" seen", 5)]
    found.append(("known now", 9) if width < NARROW else ("known now", 15))
    found += [("on the day", 10)] if with_day else []
    found.append((" due", 4))
    taken = sum(size + 2 for _, size in found)
    return [("topic", max(10, min(40, width - 7 - taken))), *found]
