"""Where the learner stands, and what a drill would ask now."""

from typing import TYPE_CHECKING, Any

import click

from quizapp.cli.options import Setting, everywhere, json_option, warn_of
from quizapp.cli.saying import say, say_json
from quizapp.core.days import describe, distance
from quizapp.core.memory.progress import streak
from quizapp.core.memory.readiness import Readiness
from quizapp.core.wording import plural
from quizapp.study.standing import Standing

if TYPE_CHECKING:
    from quizapp.core.cards.card import CardId
    from quizapp.study.services import Services


@click.command()
@json_option("the numbers")
@everywhere
def stats(setting: Setting, as_json: bool) -> int:
    """What you know now, whole and by topic."""
    with setting.services(setting.cards()) as services:
        found, ahead = services.standing(), services.outlook()
        times, now = services.store.times(), services.now()
        days = streak(times, now, services.model.days)
        lost = _orphans(setting, services)
        if as_json:
            say_json(_as_json(found, ahead, len(times), days) | {"orphans": lost})
            return 0
        warn_of(services.problems)
        _say(found, len(times), days)
        if ahead is not None and found.interview is not None:
            day = (
                f"{describe(found.interview)}, {distance(found.interview, now.astimezone().date())}"
            )
            ready = f"ready on the day {ahead.follow:.0%}, {ahead.stop:.0%} if you stop today"
            say(f"interview on {day}: {ready}")
        _say_topics(found)
        if lost:
            said = plural(lost, "card")
            say(f"{said} with a history, but in no bank any more: `quizapp rename` lists them")
    return 0


def _orphans(setting: Setting, services: "Services") -> int:
    """How many cards with a history no bank has, where all banks are known and whole."""
    if setting.paths.banks or services.problems:
        return 0
    return len(services.store.histories().keys() - services.collection.entries.keys())


def _as_json(found: Standing, ahead: Readiness | None, reviews: int, days: int) -> dict[str, Any]:
    ready = None if ahead is None else round(ahead.follow, 4)
    known = round(found.known, 4)
    return {
        "reviews": reviews,
        "cards": found.cards,
        "seen": found.seen,
        "due": found.due,
        "in_learning": found.in_learning,
        "suspended": found.suspended,
        "left_out": found.left_out,
        "streak_days": days,
        "known": known,
        "ready": ready,
        "ready_if_stopped": None if ahead is None else round(ahead.stop, 4),
        "readiness": known if ready is None else ready,
        "interview": found.interview.isoformat() if found.interview else None,
        "topics": [
            {
                "topic": topic.topic,
                "cards": topic.cards,
                "seen": topic.seen,
                "due": topic.due,
                "in_learning": topic.in_learning,
                "known": round(topic.known, 4),
                "recall": round(topic.known, 4),
                "weight": topic.weight,
            }
            for topic in found.topics
        ],
    }


def _say(found: Standing, reviews: int, days: int) -> None:
    parts = [
        f"{found.seen:,} of {plural(found.cards, 'card')} seen",
        f"{found.due:,} due",
        f"{found.in_learning:,} in learning" if found.in_learning else "",
        plural(reviews, "answer"),
        f"streak {plural(days, 'day')}",
        f"known {found.known:.0%}",
    ]
    say(", ".join(filter(None, parts)))
    if found.suspended:
        say(f"{plural(found.suspended, 'card')} suspended")
    if found.left_out:
        say(f"{plural(found.left_out, 'card')} left out, of topics of weight 0")


def _say_topics(found: Standing) -> None:
    width = max((len(topic.topic) for topic in found.topics), default=5)
    say(f"{'topic':<{width}}  cards  seen  due  known")
    for topic in found.topics:
        left_out = "  left out" if topic.left_out else ""
        say(
            f"{topic.topic:<{width}}  {topic.cards:>5}  {topic.seen:>4}  {topic.due:>3}  "
            f"{topic.known:>5.0%}{left_out}"
        )


@click.command()
@json_option("the ids")
@everywhere
def due(setting: Setting, as_json: bool) -> int:
    """The cards that are due now, by topic."""
    with setting.services(setting.cards()) as services:
        return _list(services, services.due(), as_json)


@click.command(name="next")
@json_option("the ids")
@everywhere
def next_(setting: Setting, as_json: bool) -> int:
    """The cards that a drill would ask now, due and new, in their order."""
    with setting.services(setting.cards()) as services:
        return _list(services, services.today().queue, as_json)


def _list(services: "Services", cards: list["CardId"], as_json: bool) -> int:
    if as_json:
        say_json(cards)
        return 0
    warn_of(services.problems)
    for card in cards:
        say(card)
    return 0
