"""What the progress screen says: every picture with its words and numbers beside it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from textual.content import Content

from quizapp.core.days import describe, distance
from quizapp.core.memory.progress import LEECH_LAPSES
from quizapp.core.memory.readiness import Readiness
from quizapp.study.report import Numbers
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
    if numbers.interview is not None and numbers.ahead is not None:
        day, ahead = numbers.interview, numbers.ahead
        yield _pair("on the day", f"{ahead.follow:.0%}", "if you follow the plan")
        yield _pair("", f"{ahead.stop:.0%}", "if you stop today")
        yield from day_lines(ahead, f"{describe(day)}, {distance(day, numbers.today)}")
    if any(numbers.readiness.values()):
        yield Content("")
        start = next(iter(numbers.readiness))
        yield from _curve(list(numbers.readiness.values()), start, numbers.today, width)


def day_lines(ahead: Readiness, when: str) -> Iterator[Content]:
    """The interview's day, and what the plan has no time for."""
    if not ahead.left_out:
        yield Content.styled(f"{when}: there is time for every card", DIM)
        return
    left, short = len(ahead.left_out), ahead.days_short
    topics = list(dict.fromkeys(card.split("/")[0] for card in ahead.left_out))
    more = f" and {len(topics) - 3} more topics" if len(topics) > 3 else ""
    yield Content.styled(
        f"{when}: {short} day{'s' * (short != 1)} short, no time for {left} "
        f"card{'s' * (left != 1)} ({', '.join(topics[:3])}{more})",
        "$text-warning",
    )


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
    if whole is None or whole.answers < _FEW:
        answers = whole.answers if whole else 0
        yield Content.styled(
            f"{answers} answers to cards of an earlier day; from {_FEW} on this says something.",
            DIM,
        )
        return
    gap = whole.predicted - whole.true
    verdict = "which fits"
    if gap > _HONEST:
        verdict = "it is too hopeful: you forget faster than it thinks"
    elif gap < -_HONEST:
        verdict = "it is too careful: you remember longer than it thinks"
    yield Content(
        f"You remembered {whole.true:.0%} of {whole.answers:,} cards seen on an earlier day; "
        f"it expected {whole.predicted:.0%}, {verdict}."
    )
    yield Content("")
    yield Content.styled(f"{'month':<9}{'answers':>8}{'true':>7}{'expected':>10}", DIM)
    bar = min(20, max(0, width - 38))
    for month, found in list(numbers.months.items())[-6:]:
        yield Content.assemble(
            f"{month:%b %Y} {found.answers:>8,}{found.true:>7.0%}{found.predicted:>10.0%}  ",
            (block_bar(found.true, bar) if bar >= 5 else "", "$accent"),
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
    coming = list(numbers.forecast.values())
    if not any(coming):
        yield Content.styled("Nothing falls due in the next month.", DIM)
        return
    most = max(coming[:_AHEAD]) or 1
    bar = max(5, min(30, width - 18))
    for at, (day, count) in enumerate(list(numbers.forecast.items())[:_AHEAD]):
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
    for topic in sorted(numbers.topics, key=lambda one: (one.recall, one.topic)):
        title = numbers.titles[topic.topic]
        title = title if len(title) < name else title[: name - 2] + "…"
        seen = f"{topic.seen}/{topic.cards}"
        yield Content.assemble(
            f"{title:<{name}}{seen:>9}{topic.recall:>7.0%}  ",
            (block_bar(topic.recall, bar), "$accent"),
        )


def time_spent(numbers: Numbers, width: int) -> Iterator[Content]:
    """Hours, in all and by week."""
    yield Content("Time")
    if not numbers.answers:
        yield Content.styled("None spent yet.", DIM)
        return
    total = sum(numbers.seconds.values())
    each = total / numbers.answers
    yield Content(f"{span(total)} in all, {numbers.answers:,} answers, {each:.0f} s an answer.")
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
    yield Content.styled(f"{'':<{name}}{'lapses':>7}{'failed':>8}", DIM)
    for card in numbers.hardest:
        shown = card.card if len(card.card) < name else card.card[: name - 2] + "…"
        leech = card.lapses >= LEECH_LAPSES
        yield Content.assemble(
            f"{shown:<{name}}",
            (f"{card.lapses:>7}", "$text-error" if leech else ""),
            f"{card.failed:>8.0%}",
            ("  leech", "$text-error") if leech else "",
        )


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
