"""`quizapp plan` and `quizapp fit`: the day of the interview, and the model behind it."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click
import msgspec

from quizapp.banks.collection import Collection
from quizapp.cli.options import Setting, say_json
from quizapp.core.days import describe, distance, read_day
from quizapp.core.memory.fit_judge import Fit
from quizapp.core.memory.readiness import Readiness
from quizapp.errors import UsageError
from quizapp.store.store import Store
from quizapp.study import today as study


def plan(
    setting: Setting,
    day: str,
    minutes: int | None,
    weights: Sequence[str],
    clear: bool,
    as_json: bool,
) -> int:
    """Change what is given, then show the plan."""
    collection, _ = setting.collection()
    now = study.utc_now()
    with setting.store() as store:
        wishes = study.read_wishes(store)
        wanted = _wanted(wishes, day, minutes, weights, clear, collection, now)
        if wanted != wishes:
            study.keep_wishes(store, wanted)
        return _show(collection, store, wanted, now, as_json)


def _wanted(
    wishes: study.Wishes,
    day: str,
    minutes: int | None,
    weights: Sequence[str],
    clear: bool,
    collection: Collection,
    now: datetime,
) -> study.Wishes:
    interview = None if clear else wishes.interview
    if day:
        found = read_day(day, now.astimezone().date())
        if found.problem:
            raise UsageError(found.problem)
        interview = found.day
    known = {topic.name for topic in collection.topics}
    changed = {**wishes.weights, **dict(_weight(text, known) for text in weights)}
    kept = {topic: value for topic, value in changed.items() if value != 1}
    return study.Wishes(interview, minutes or wishes.minutes, kept)


def _weight(text: str, topics: set[str]) -> tuple[str, float]:
    topic, _, number = text.partition("=")
    if topic not in topics:
        raise UsageError(f"no topic '{topic}'; there are {', '.join(sorted(topics))}")
    try:
        value = float(number)
    except ValueError:
        raise UsageError(f"--weight {text}: write TOPIC=NUMBER, such as {topic}=2") from None
    if not 0 <= value <= 10:
        raise UsageError(f"--weight {text}: a weight is from 0 to 10")
    return topic, value


def _show(
    collection: Collection, store: Store, wishes: study.Wishes, now: datetime, as_json: bool
) -> int:
    ahead = study.outlook(collection, store, wishes, now)
    if as_json:
        say_json(_as_json(wishes, ahead))
        return 0
    if wishes.interview is None:
        click.echo("no interview is set: `quizapp plan in 12 days` sets one")
        return 0
    today = now.astimezone().date()
    click.echo(f"interview on {describe(wishes.interview)}, {distance(wishes.interview, today)}")
    click.echo(f"{wishes.minutes} minutes a day")
    for topic, weight in wishes.weights.items():
        click.echo(f"weight of {topic}: {weight:g}")
    if ahead is not None:
        _say(ahead)
    return 0


def _say(ahead: Readiness) -> None:
    click.echo(f"you will recall {ahead.follow:.0%} on the day; {ahead.stop:.0%} if you stop today")
    if ahead.left_out:
        click.echo(f"{ahead.days_short} days short: {len(ahead.left_out)} cards are left out")
    width = max(len(topic.topic) for topic in ahead.topics)
    click.echo(f"\n{'topic':<{width}}  cards  on the day  if you stop")
    for topic in ahead.topics:
        click.echo(
            f"{topic.topic:<{width}}  {topic.cards:>5}  {topic.follow:>10.0%}  {topic.stop:>11.0%}"
        )


def _as_json(wishes: study.Wishes, ahead: Readiness | None) -> dict[str, Any]:
    found = {
        "interview": wishes.interview.isoformat() if wishes.interview else None,
        "minutes": wishes.minutes,
        "weights": wishes.weights,
    }
    return {**found, "readiness": msgspec.to_builtins(ahead) if ahead is not None else None}


def fit(setting: Setting, reset: bool) -> int:
    """Fit FSRS to the answers in the store; 1 if that did not help."""
    with setting.store() as store:
        if reset:
            changed = study.adopt(store, None, setting.config.retention)
            click.echo(f"the usual parameters again; {changed} memories changed")
            return 0
        found = asyncio.run(_fit(store))
        before, after = found.before, found.after
        click.echo(
            f"on {found.held_out} answers that were held back, the log loss is {after:.4f} with "
            f"fitted parameters, {before:.4f} with those used so far"
        )
        if not found.helped:
            click.echo("that is no better, so nothing changes")
            return 1
        changed = study.adopt(store, tuple(found.parameters), setting.config.retention)
        click.echo(f"adopted; {changed} memories changed. `quizapp fit --reset` goes back")
    return 0


async def _fit(store: Store) -> Fit:
    """Fit in a process of its own, with a bar on a terminal; ctrl+c ends both."""
    from quizapp.study.fitting import Progress
    from quizapp.study.fitting import fit as fitting

    found: Fit | None = None
    async for event in fitting(store.reviews(), study.fitted(store)):
        if isinstance(event, Progress):
            _bar(event.done)
        else:
            found = event
    _bar(None)
    assert found is not None
    return found


def _bar(done: float | None) -> None:
    if not sys.stderr.isatty():
        return
    width = 30
    if done is None:
        sys.stderr.write("\r\x1b[K")
    else:
        full = round(done * width)
        sys.stderr.write(f"\rfitting  {'█' * full}{'▁' * (width - full)}  {done:>4.0%}  ^C stops")
    sys.stderr.flush()
