"""What the progress screen says: every picture with its words and numbers beside it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from textual.content import Content

from quizapp.core.days import describe, distance
from quizapp.tui.numbers import Numbers
from quizapp.tui.widgets.charts import block_bar, columns, heatmap, squeeze

DIM = "$foreground 65%"
_AHEAD = 7  # days of the forecast that have a row of their own
_WEEKS = 8
_FEW = 30  # answers below which a share says little
_HONEST = 0.03  # predicted and true recall this near are called equal


def section(lines: Iterator[Content]) -> Content:
    """A section's lines, the first one as its heading."""
    first, *rest = lines
    return Content("\n").join([first.stylize("bold $text-accent"), *rest])


def ready(numbers: Numbers, width: int) -> Iterator[Content]:
    """Readiness now, on the day, and how it came."""
    yield Content("Ready")
    yield _pair(
        "known now", f"{numbers.known:.0%}", f"{numbers.seen} of {numbers.cards} cards seen"
    )
    if numbers.interview is not None:
        day = numbers.interview
        when = f"{describe(day)}, {distance(day, numbers.today)}"
        if numbers.if_followed is not None:
            yield _pair(
                "on the day", f"{numbers.if_followed:.0%}", f"if you follow the plan; {when}"
            )
        yield _pair("", f"{numbers.if_stopped:.0%}", "if you stop today")
    curve = numbers.readiness
    if len(curve) > 1:
        yield Content("")
        yield from _curve([share for _, share in curve], curve[0][0], numbers.today, width)


def _curve(shares: Sequence[float], start: date, end: date, width: int) -> Iterator[Content]:
    room = max(10, width - 6)
    shown = squeeze(shares, room)
    rows = columns(shown, 5, 1.0)
    for row, label in zip(rows, ("100 %", "", " 50 %", "", "  0 %"), strict=True):
        yield Content.assemble((f"{label:<5} ", DIM), (row, "$accent"))
    first = f"{start.day} {start:%b}"
    gap = max(1, len(shown) - len(first) - 5)
    yield Content.styled(f"      {first}{' ' * gap}today", DIM)


def honest(numbers: Numbers, width: int) -> Iterator[Content]:
    """True recall against what the model expected."""
    yield Content("Is the model honest for you?")
    whole = numbers.retention
    if whole.answers < _FEW:
        yield Content.styled(
            f"{whole.answers} repeated answers so far; from {_FEW} on this says something.", DIM
        )
        return
    gap = whole.expected - whole.remembered
    verdict = "which fits"
    if gap > _HONEST:
        verdict = "it is too hopeful: you forget faster than it thinks"
    elif gap < -_HONEST:
        verdict = "it is too careful: you remember longer than it thinks"
    yield Content(
        f"You remembered {whole.remembered:.0%} of {whole.answers:,} repeated cards; "
        f"it expected {whole.expected:.0%}, {verdict}."
    )
    yield Content("")
    yield Content.styled(f"{'month':<9}{'answers':>8}{'true':>7}{'expected':>10}", DIM)
    bar = min(20, max(0, width - 38))
    for month in numbers.months[-6:]:
        yield Content.assemble(
            f"{month.label:<9}{month.answers:>8,}{month.remembered:>7.0%}{month.expected:>10.0%}  ",
            (block_bar(month.remembered, bar) if bar >= 5 else "", "$accent"),
        )


def calendar(numbers: Numbers, width: int) -> Iterator[Content]:
    """A year of days."""
    days = {day: count for day, count in numbers.days.items() if count}
    yield Content("Calendar")
    if not days:
        yield Content.styled("No answers yet. The first one starts your streak.", DIM)
    else:
        best = max(days, key=lambda day: (days[day], day))
        year = [n for day, n in days.items() if day > numbers.today - timedelta(days=365)]
        streak = f"Streak {_days(numbers.streak)}, longest {_days(numbers.longest)}."
        yield Content(
            f"{streak} {sum(year):,} answers on {_days(len(year))} of the last year; "
            f"most on {describe(best)}: {days[best]}."
        )
    yield Content("")
    yield from heatmap(days, numbers.today, width)


def forecast(numbers: Numbers, width: int) -> Iterator[Content]:
    """What falls due."""
    yield Content("Coming days")
    coming = numbers.forecast
    if not any(coming):
        yield Content.styled("Nothing falls due in the next month.", DIM)
        return
    most = max(coming[:_AHEAD]) or 1
    bar = max(5, min(30, width - 18))
    for at, count in enumerate(coming[:_AHEAD]):
        day = numbers.today + timedelta(days=at)
        name = {0: "today", 1: "tomorrow"}.get(at, f"{day:%a} {day.day} {day:%b}")
        bars = block_bar(count / most, bar).rstrip("▁")
        yield Content.assemble(f"{name:<11}{count:>5}  ", (bars, "$accent"))
    later = sum(coming[_AHEAD:])
    yield Content.styled(f"{later:,} more in the {len(coming) - _AHEAD} days after that", DIM)


def topics(numbers: Numbers, width: int) -> Iterator[Content]:
    """Recall by topic, the weakest first."""
    yield Content("Recall by topic")
    bar = 10 if width >= 50 else 0
    name = max(12, min(34, width - 17 - (bar + 2 if bar else 0)))
    yield Content.styled(f"{'':<{name}}{'seen':>9}{'recall':>7}", DIM)
    for topic in sorted(numbers.topics, key=lambda one: (one.recall, one.title)):
        title = topic.title if len(topic.title) < name else topic.title[: name - 2] + "…"
        seen = f"{topic.seen}/{topic.cards}"
        yield Content.assemble(
            f"{title:<{name}}{seen:>9}{topic.recall:>7.0%}  ",
            (block_bar(topic.recall, bar), "$accent"),
        )


def time_spent(numbers: Numbers, width: int) -> Iterator[Content]:
    """Hours, in all and by week."""
    yield Content("Time")
    total = sum(numbers.seconds.values())
    answers = sum(numbers.days.values())
    each = f", {total / answers:.0f} s an answer" if answers else ""
    yield Content(f"{span(total)} in all, {answers:,} answers{each}.")
    monday = numbers.today - timedelta(days=numbers.today.weekday())
    weeks = [monday - timedelta(days=7 * at) for at in range(_WEEKS - 1, -1, -1)]
    spent = [_week(numbers.seconds, week) for week in weeks]
    most = max(spent) or 1.0
    bar = max(5, min(24, width - 26))
    for week, seconds in zip(weeks, spent, strict=True):
        name = "this week" if week == monday else f"{week.day} {week:%b}"
        bars = block_bar(seconds / most, bar).rstrip("▁")
        yield Content.assemble(f"{name:<10}{span(seconds):>8}  ", (bars, "$accent"))


def hardest(numbers: Numbers, width: int) -> Iterator[Content]:
    """The cards that are forgotten most."""
    yield Content("Hardest cards")
    if not numbers.hardest:
        yield Content.styled("None was forgotten yet.", DIM)
        return
    name = max(16, min(44, width - 24))
    yield Content.styled(f"{'':<{name}}{'lapses':>7}{'difficulty':>11}", DIM)
    for card in numbers.hardest:
        shown = card.card if len(card.card) < name else card.card[: name - 2] + "…"
        lapses = (f"{card.lapses:>7}", "$text-error" if card.leech else "")
        leech = ("  leech", "$text-error") if card.leech else ""
        yield Content.assemble(f"{shown:<{name}}", lapses, f"{card.difficulty:>11.1f}", leech)


def span(seconds: float) -> str:
    """`0 min`, `45 min`, `1 h 20`, `130 h`."""
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02}" if minutes < 6000 else f"{minutes // 60:,} h"


def _week(seconds: dict[date, float], monday: date) -> float:
    return sum(seconds.get(monday + timedelta(days=at), 0.0) for at in range(7))


def _pair(name: str, value: str, said: str) -> Content:
    return Content.assemble((f"{name:<11}", DIM), (f"{value:>5}", "bold"), (f"   {said}", DIM))


def _days(count: int) -> str:
    return f"{count} day{'s' * (count != 1)}"
