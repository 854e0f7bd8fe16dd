"""What the progress screen says: every picture with its words and numbers beside it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from textwrap import shorten

from textual.content import Content

from quizapp.core.days import describe, distance
from quizapp.core.memory.progress import LEECH_LAPSES
from quizapp.core.memory.readiness import Readiness
from quizapp.core.wording import long_time, plural
from quizapp.study.calendar import Row
from quizapp.study.report import Report
from quizapp.tui.text import DIM, block_bar
from quizapp.tui.widgets.charts import columns, heatmap, squeeze

_AHEAD = 7  # days of the forecast that have a row of their own
_WEEKS = 8
_FEW = 30  # answers below which a share says little
_HONEST = 0.03  # predicted and true recall this near are called equal


def section(lines: Iterator[Content]) -> Content:
    """A section's lines, the first one as its heading."""
    first, *rest = lines
    return Content("\n").join([first.stylize("bold $text-accent"), *rest])


def ready(report: Report, width: int) -> Iterator[Content]:
    """Readiness now, on the day, and how it came."""
    yield Content("Ready")
    stands, ahead = report.standing, report.ahead
    seen = f"{stands.seen} of {plural(stands.cards, 'card')} seen"
    learning = f", {stands.in_learning} in learning" if stands.in_learning else ""
    yield _pair("known now", f"{stands.known:.0%}", seen + learning)
    if stands.interview is not None and ahead is not None:
        yield _pair("on the day", f"{ahead.follow:.0%}", "if you follow the plan")
        yield _pair("", f"{ahead.stop:.0%}", "if you stop today")
        day = stands.interview
        yield from day_lines(ahead, f"{describe(day)}, {distance(day, report.wall_day)}")
    aside = ((stands.suspended, "suspended"), (stands.left_out, "left out"))
    away = ", ".join(f"{count} {word}" for count, word in aside if count)
    if away:
        yield Content.styled(f"not counted: {away}", DIM)
    if any(report.known.values()):
        yield Content("")
        start = next(iter(report.known))
        yield from _curve(list(report.known.values()), start, report.today, width)


def day_lines(ahead: Readiness, when: str) -> Iterator[Content]:
    """The interview's day, and what the plan has no time for."""
    if not ahead.left_out:
        yield Content.styled(f"{when}: there is time for every card", DIM)
        return
    left, short = len(ahead.left_out), ahead.days_short
    topics = list(dict.fromkeys(card.split("/")[0] for card in ahead.left_out))
    more = f" and {len(topics) - 3} more topics" if len(topics) > 3 else ""
    yield Content.styled(
        f"{when}: {plural(short, 'day')} short, no time for {plural(left, 'card')} "
        f"({', '.join(topics[:3])}{more})",
        "$text-warning",
    )


def calendar_lines(rows: Sequence[Row], width: int) -> Iterator[Content]:
    """The coming days: new cards, cards to review again, minutes, and what they are about."""
    yield Content.styled(f"{'':<10}{'new':>5}{'again':>7}{'min':>6}   what", DIM)
    for row in rows:
        what = shorten(row.what, max(10, width - 31), placeholder=" …")
        yield Content.assemble(
            (f"{row.day:<10}", "bold" if row is rows[0] else ""),
            (f"{row.new or '–':>5}{row.again or '–':>7}{row.minutes:>6}   ", ""),
            (what, DIM),
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


def honest(report: Report, width: int) -> Iterator[Content]:
    """True recall against what the model expected."""
    yield Content("Is the model honest for you?")
    whole = report.retention
    if whole is None or whole.answers < _FEW:
        answers = whole.answers if whole else 0
        yield Content.styled(
            f"{plural(answers, 'answer')} to cards of an earlier day; from {_FEW} on this says "
            "something.",
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
        f"You remembered {whole.true:.0%} of {plural(whole.answers, 'answer')} to cards of an "
        f"earlier day; it expected {whole.predicted:.0%}, {verdict}."
    )
    yield Content("")
    yield Content.styled(f"{'month':<9}{'answers':>8}{'true':>7}{'expected':>10}", DIM)
    bar = min(20, max(0, width - 38))
    for month, found in list(report.months.items())[-6:]:
        yield Content.assemble(
            f"{month:%b %Y} {found.answers:>8,}{found.true:>7.0%}{found.predicted:>10.0%}  ",
            (block_bar(found.true, bar) if bar >= 5 else "", "$accent"),
        )


def calendar(report: Report, width: int) -> Iterator[Content]:
    """A year of days."""
    days = {day: count for day, count in report.days.items() if count}
    yield Content("Calendar")
    if not days:
        yield Content.styled("No answers yet. The first one starts your streak.", DIM)
        return
    best = max(days, key=lambda day: (days[day], day))
    year = [n for day, n in days.items() if day > report.today - timedelta(days=365)]
    streak = f"Streak {plural(report.streak, 'day')}, longest {plural(report.longest, 'day')}."
    answers = plural(sum(year), "answer")
    yield Content(
        f"{streak} {answers} on {plural(len(year), 'day')} of the last year; "
        f"most on {describe(best)}: {days[best]}."
    )
    yield Content("")
    yield from heatmap(days, report.today, width)


def forecast(report: Report, width: int) -> Iterator[Content]:
    """What falls due: now, later today, and on the days after. What is put off comes later."""
    yield Content("Coming days")
    coming = list(report.forecast.values())
    if not any(coming):
        yield Content.styled("Nothing falls due in the next month.", DIM)
        return
    rows = [("due now", report.standing.due), ("later today", coming[0] - report.standing.due)]
    for ahead, (day, count) in enumerate(list(report.forecast.items())[1:_AHEAD]):
        rows.append(("tomorrow" if ahead == 0 else f"{day:%a} {day.day} {day:%b}", count))
    most = max(count for _, count in rows) or 1
    bar = max(5, min(30, width - 18))
    for name, count in rows:
        bars = block_bar(count / most, bar).rstrip("▁")
        yield Content.assemble(f"{name:<11}{count:>5}  ", (bars, "$accent"))
    later = sum(coming[_AHEAD:])
    yield Content.styled(f"{later:,} more in the {len(coming) - _AHEAD} days after that", DIM)


def topics(report: Report, width: int) -> Iterator[Content]:
    """Every topic, the weakest first; those that the plan leaves out stand last."""
    yield Content("Known by topic")
    bar = 10 if width >= 50 else 0
    name = max(12, min(34, width - 17 - (bar + 2 if bar else 0)))
    yield Content.styled(f"{'':<{name}}{'seen':>9}{'known':>7}", DIM)
    ranked = sorted(report.standing.topics, key=lambda one: (one.left_out, one.known, one.topic))
    for topic in ranked:
        title = topic.title if len(topic.title) < name else topic.title[: name - 2] + "…"
        row = f"{title:<{name}}{f'{topic.seen}/{topic.cards}':>9}{topic.known:>7.0%}  "
        if topic.left_out:
            yield Content.styled(row + "left out"[: max(0, bar)], DIM)
        else:
            yield Content.assemble(row, (block_bar(topic.known, bar), "$accent"))


def time_spent(report: Report, width: int) -> Iterator[Content]:
    """Hours, in all and by week."""
    yield Content("Time")
    if not report.answers:
        yield Content.styled("None spent yet.", DIM)
        return
    total = sum(report.seconds.values())
    each = total / report.answers
    yield Content(
        f"{long_time(total)} in all, {plural(report.answers, 'answer')}, {each:.0f} s an answer."
    )
    monday = report.today - timedelta(days=report.today.weekday())
    past = max(1, min(_WEEKS, (report.today - min(report.seconds)).days // 7 + 2))
    weeks = [monday - timedelta(days=7 * at) for at in range(past - 1, -1, -1)]
    spent = [_week(report.seconds, week) for week in weeks]
    most = max(spent) or 1.0
    bar = max(5, min(24, width - 26))
    for week, seconds in zip(weeks, spent, strict=True):
        name = "this week" if week == monday else f"{week.day} {week:%b}"
        bars = block_bar(seconds / most, bar).rstrip("▁")
        yield Content.assemble(f"{name:<10}{long_time(seconds):>8}  ", (bars, "$accent"))


def hardest(report: Report, width: int) -> Iterator[Content]:
    """The cards that are forgotten most."""
    yield Content("Hardest cards")
    if not report.hardest:
        yield Content.styled("None was forgotten yet.", DIM)
        return
    name = max(16, min(44, width - 24))
    yield Content.styled(f"{'':<{name}}{'lapses':>7}{'failed':>8}", DIM)
    for card in report.hardest:
        shown = card.card if len(card.card) < name else card.card[: name - 2] + "…"
        leech = card.lapses >= LEECH_LAPSES
        yield Content.assemble(
            f"{shown:<{name}}",
            (f"{card.lapses:>7}", "$text-error" if leech else ""),
            f"{card.failed:>8.0%}",
            ("  leech", "$text-error") if leech else "",
        )


def _week(seconds: dict[date, float], monday: date) -> float:
    return sum(seconds.get(monday + timedelta(days=at), 0.0) for at in range(7))


def _pair(name: str, value: str, said: str) -> Content:
    return Content.assemble((f"{name:<11}", DIM), (f"{value:>5}", "bold"), (f"   {said}", DIM))
