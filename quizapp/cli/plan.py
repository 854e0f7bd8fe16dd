"""The day of the interview, and what it will find."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click
import msgspec

from quizapp.cli.options import Setting, everywhere, json_option, known_topics
from quizapp.cli.saying import say, say_json
from quizapp.core.days import describe, distance, read_day
from quizapp.core.memory.readiness import Readiness
from quizapp.core.wording import plural
from quizapp.errors import UsageError
from quizapp.study.calendar import Row
from quizapp.study.services import Services
from quizapp.study.wishes import MOST_MINUTES, Wishes, keep_wishes


@click.command()
@click.argument("day", nargs=-1)
@click.option("--minutes", type=click.IntRange(1, MOST_MINUTES), help="Minutes a day there are.")
@click.option("--weight", multiple=True, metavar="TOPIC=N", help="0 leaves out, 2 counts double.")
@click.option("--clear", is_flag=True, help="Forget the day.")
@json_option("the plan")
@everywhere
def plan(
    setting: Setting,
    day: tuple[str, ...],
    minutes: int | None,
    weight: tuple[str, ...],
    clear: bool,
    as_json: bool,
) -> int:
    """Set the DAY of your interview (2026-12-05, friday, in 12 days), and see what it will find."""
    with setting.services(setting.collection()) as services:
        wishes = services.wishes
        wanted = _wanted(services, wishes, " ".join(day), minutes, weight, clear)
        kept = keep_wishes(services.store, wishes, wanted)
        ahead = services.outlook(kept)
        days = services.calendar(ahead, kept) if ahead is not None else []
    if as_json:
        say_json(_as_json(kept, ahead, days))
    else:
        _say(kept, ahead, days, services.now())
    return 0


def _wanted(
    services: Services,
    wishes: Wishes,
    day: str,
    minutes: int | None,
    weights: Sequence[str],
    clear: bool,
) -> Wishes:
    """The learner's wishes with what is given put in."""
    interview = None if clear else wishes.interview
    if clear and day:
        raise UsageError("give a day or --clear, not both")
    if day:
        found = read_day(day, services.now().astimezone().date())
        if found.problem:
            raise UsageError(found.problem)
        interview = found.day
    changed = dict(wishes.weights)
    for text in weights:
        topic, _, number = text.partition("=")
        known_topics(services.collection, [topic])
        changed[topic] = _number(text, topic, number)
    kept = {topic: value for topic, value in changed.items() if value != 1}
    return Wishes(interview, minutes or wishes.minutes, kept)


def _number(text: str, topic: str, number: str) -> float:
    try:
        value = float(number)
    except ValueError:
        raise UsageError(f"--weight {text}: write TOPIC=NUMBER, such as {topic}=2") from None
    if not 0 <= value <= 10:
        raise UsageError(f"--weight {text}: a weight is from 0 to 10")
    return value


def _say(wishes: Wishes, ahead: Readiness | None, days: Sequence[Row], now: datetime) -> None:
    if wishes.interview is None:
        say("no interview is set: `quizapp plan in 12 days` sets one")
        return
    today = now.astimezone().date()
    say(f"interview on {describe(wishes.interview)}, {distance(wishes.interview, today)}")
    say(f"{plural(wishes.minutes, 'minute')} a day")
    for topic, weight in wishes.weights.items():
        say(f"weight of {topic}: {weight:g}")
    if ahead is not None:
        _say_outlook(ahead)
        _say_days(days)


def _say_outlook(ahead: Readiness) -> None:
    say(f"ready on the day {ahead.follow:.0%}, {ahead.stop:.0%} if you stop today")
    if ahead.left_out:
        short = plural(ahead.days_short, "day")
        say(f"{short} short: {plural(len(ahead.left_out), 'card')} not asked in time")
    width = max((len(topic.topic) for topic in ahead.topics), default=5)
    say(f"\n{'topic':<{width}}  cards  on the day  if you stop")
    for topic in ahead.topics:
        say(f"{topic.topic:<{width}}  {topic.cards:>5}  {topic.follow:>10.0%}  {topic.stop:>11.0%}")


def _say_days(days: Sequence[Row]) -> None:
    say(f"\n{'day':<10}{'new':>5}{'again':>7}{'min':>6}   what")
    for row in days:
        say(f"{row.day:<10}{row.new:>5}{row.again:>7}{row.minutes:>6}   {row.what}")


def _as_json(wishes: Wishes, ahead: Readiness | None, days: Sequence[Row]) -> dict[str, Any]:
    ready = None if ahead is None else msgspec.to_builtins(ahead)
    if ready is not None:
        del ready["calendar"]
    return {
        "interview": wishes.interview.isoformat() if wishes.interview else None,
        "minutes": wishes.minutes,
        "weights": wishes.weights,
        "readiness": ready,
        "days": [row._asdict() for row in days],
    }
