"""What the home screen says, as text: the figures come in, nothing is looked up here."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from rich.text import Text
from textual.content import Content

from quizapp.core.days import describe, distance
from quizapp.core.memory.readiness import Readiness
from quizapp.core.wording import clock, plural
from quizapp.study.interview_record import InterviewState
from quizapp.study.standing import Standing, TopicStanding
from quizapp.study.today import Today
from quizapp.tui.text import DIM, block_bar

BAR = 10
NARROW = 100  # columns: below this no bars, and titles are cut
TINY = 70  # columns: below this less is said
MEANINGS = (
    "**Answer first, then look**: every answer here is proven by running its code.",
    "After each card you say how well you knew it. **Again**: you did not; it comes back in this "
    "sitting. **Hard**: with effort. **Good**: you knew it. **Easy**: at once. The better, the "
    "longer it stays away.",
    "A card is **new** until its first answer, and **in learning** from an answer that failed, or "
    "from a first one that was hard, until you recall it: so long it counts as not known at all.",
    "**Known now** is the share of the cards that you would recall at this moment; **ready on the "
    "day**, the share that you will recall at the interview if you follow the plan until then.",
    "A card is **due** when its time has come. With an interview set, the plan also asks cards "
    "that are not due yet, if that helps on the day.",
    "Topics that the plan leaves out, and suspended cards, are in none of these figures.",
)


def interview_line(interview: date | None, today: date) -> str:
    """`interview on Sat 5 Dec 2026, in 12 days`; empty without a date, or after it."""
    if interview is None or interview < today:
        return ""
    return f"interview on {describe(interview)}, {distance(interview, today)}"


class Ready(NamedTuple):
    """What the upper part says. `dated`: an interview is to come; `ahead` is None until the days
    have been played through."""

    stands: Standing
    dated: bool
    ahead: Readiness | None
    streak: int
    problems: int


def ready_text(ready: Ready, width: int) -> Content:
    """Where the learner stands; with a date, what the day will find."""
    stands, ahead = ready.stands, ready.ahead
    groups = (
        _day_items(ahead, width) if ready.dated else [],
        _now_items(stands, ready.dated, width),
        _aside(stands, ready.streak),
    )
    gap = 2 if width < TINY else 3
    rows = [_in_rows(items, width, gap) for items in groups if items]
    if stands.cards and not stands.seen:
        rows.append(Content.styled("Enter starts; ? tells the keys and what the words mean.", DIM))
    if ready.dated and ahead is not None and ahead.left_out:
        left, short = plural(len(ahead.left_out), "card"), plural(ahead.days_short, "day")
        said = f"{short} short: the plan has no time for {left}"
        rows.append(Content.styled(said, "$text-warning"))
    if ready.problems:
        said = f"{plural(ready.problems, 'problem')} in the banks: p"
        rows.append(Content.styled(said, "$text-warning"))
    return Content("\n").join(rows)


def paused_line(mock: InterviewState) -> str:
    """Where an interview stands that was left, and what enter does with it."""
    if mock.over or mock.current is None:
        return "all asked; enter looks it through"
    left = "" if mock.remaining is None else f", {clock(mock.remaining)} left"
    return f"paused at {len(mock.answers) + 1} of {len(mock.questions)}{left}; enter goes on"


def placement_line(answers: int) -> str:
    """How far a placement is that was left, and what enter does with it."""
    return f"{plural(answers, 'question')} answered; enter goes on"


def placement_title(answers: int) -> str:
    """What the palette calls it."""
    return "Placement: go on with it" if answers else "Placement: ten questions"


def _day_items(ahead: Readiness | None, width: int) -> list[Content]:
    if ahead is None:
        return [Content("ready on the day  …")]
    bar = "" if width < TINY else f"  {block_bar(ahead.follow, BAR)}"
    share = f"{ahead.follow:.0%}"
    return [
        Content.assemble("ready on the day  ", (share, "bold $text-accent"), (bar, "$accent")),
        Content(f"if you stop today  {ahead.stop:.0%}"),
    ]


def _now_items(stands: Standing, dated: bool, width: int) -> list[Content]:
    style = "bold" if dated else "bold $text-accent"
    items = [Content.assemble("known now  ", (f"{stands.known:.0%}", style))]
    if stands.in_learning:
        items.append(Content(f"{stands.in_learning} in learning"))
    cards = f"{stands.cards:,}" if width < TINY else plural(stands.cards, "card")
    items.append(Content(f"{stands.seen:,} of {cards} seen"))
    items.append(Content(f"{stands.due} due"))
    return items


def _aside(stands: Standing, streak: int) -> list[Content]:
    away = [
        f"{count} {word}"
        for count, word in ((stands.suspended, "suspended"), (stands.left_out, "left out"))
        if count
    ]
    said = [f"streak {plural(streak, 'day')}"] if streak else []
    return [Content.styled(text, DIM) for text in [*said, *([", ".join(away)] if away else [])]]


def drill_line(today: Today, cards: int) -> str:
    """What a drill would hold now. What the plan asks again need not be due."""
    if not today.queue:
        return "nothing to ask now; a topic can be practiced at any time" if cards else "no cards"
    counts = ((today.seen, "to review"), (today.new, "new"))
    parts = [f"{count} {word}" for count, word in counts if count]
    more = "; the day's minutes are used up" if today.used_up else ""
    return f"{', '.join(parts)}, about {plural(today.minutes, 'minute')}{more}"


def topic_row(
    topic: TopicStanding, on_the_day: float | None, with_day: bool, width: int
) -> list[Text]:
    """The cells of a topic: title, cards, seen, known now, on the day (if there is one), due."""
    return list(_cells(topic, on_the_day, with_day, width))


def _cells(
    topic: TopicStanding, on_the_day: float | None, with_day: bool, width: int
) -> Iterator[Text]:
    style = "dim" if topic.left_out else ""
    yield Text(topic.title, style, no_wrap=True, overflow="ellipsis")
    yield Text(f"{topic.cards:>5}", style)
    if width >= TINY:
        yield Text(f"{topic.seen:>5}", style)
    bar = "" if width < NARROW else f"{block_bar(topic.known, BAR)} "
    state = "left out" if topic.left_out else f"{bar}{topic.known:>4.0%}"
    yield Text(f"{state:>{_known_width(width)}}", style)
    if with_day:
        yield Text("" if on_the_day is None else f"{on_the_day:>10.0%}", style)
    yield Text(f"{topic.due or '':>4}", style)


def columns(width: int, with_day: bool) -> list[tuple[str, int]]:
    """Titles and widths of the topics' table, so that all of them fit beside one another."""
    found = [("cards", 5)]
    found += [] if width < TINY else [(" seen", 5)]
    known = _known_width(width)
    found.append((f"{'known now':>{known}}", known))
    found += [("on the day", 10)] if with_day else []
    found.append((" due", 4))
    taken = sum(size + 2 for _, size in found)
    return [("topic", max(10, min(40, width - 7 - taken))), *found]


def _known_width(width: int) -> int:
    return 9 if width < NARROW else 15


def _in_rows(items: Sequence[Content], width: int, gap: int) -> Content:
    """The items in rows; one is never broken, unlike by the wrapping of text."""
    rows: list[list[Content]] = [[]]
    used = 0
    for item in items:
        if rows[-1] and used + item.cell_length > width:
            rows.append([])
            used = 0
        rows[-1].append(item)
        used += item.cell_length + gap
    between = Content(" " * gap)
    return Content("\n").join(between.join(row) for row in rows)
