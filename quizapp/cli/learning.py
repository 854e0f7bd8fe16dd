"""The commands for learners: the app itself, drills, and where they stand."""

import asyncio
from collections.abc import Sequence
from typing import Any

import click

from quizapp.banks.collection import Collection
from quizapp.cli.backups import back_up
from quizapp.cli.consent import ask_for
from quizapp.cli.options import Setting, need_terminal, say_json, warn_of
from quizapp.core.cards.bank import Problem
from quizapp.core.cards.card import CardId
from quizapp.core.memory.progress import streak
from quizapp.core.memory.queue import Session
from quizapp.core.memory.scheduling import is_due, recall
from quizapp.errors import BankError, UsageError
from quizapp.store.store import Store
from quizapp.study import today as study

_FIRST_SCREEN = 0.3  # seconds that the app takes to draw it


def open_app(setting: Setting, device: str | None = None, screen: str = "") -> int:
    """The full-screen app; `screen` is one of the home menu to open at once."""
    need_terminal("`quizapp drill --plain` works without one")
    collection, problems = _cards(setting)
    if device:
        setting.config.device = device  # type: ignore[assignment]
    with setting.store() as store:
        back_up(setting, store, study.utc_now())
        return asyncio.run(_run_app(setting, store, collection, problems, (), screen))


async def _run_app(
    setting: Setting,
    store: Store,
    collection: Collection,
    problems: list[Problem],
    start: Sequence[CardId],
    screen: str = "",
) -> int:
    from quizapp.runner import Runner
    from quizapp.tui.app import QuizApp
    from quizapp.tui.pictures import look_for_graphics
    from quizapp.tui.services import Parts

    config = setting.config
    async with Runner(device=config.device, delay=_FIRST_SCREEN) as runner:
        parts = Parts(collection, problems, store, runner, config, setting.paths)
        look_for_graphics()
        app = QuizApp(parts, start, screen)
        await app.run_async()
        return app.return_code or 0


def _cards(setting: Setting) -> tuple[Collection, list[Problem]]:
    """All good cards; BankError if there is none to go on with."""
    collection, problems = setting.collection()
    if not collection.entries:
        where = ", ".join(map(str, setting.roots()))
        first = f"; first problem: {problems[0]}" if problems else ""
        raise BankError(f"no cards in {where}{first}")
    return collection, problems


def drill(setting: Setting, topics: Sequence[str], plain: bool, device: str | None) -> int:
    """Ask what is due and new, in the app or line by line."""
    collection, problems = _cards(setting)
    known = {topic.name for topic in collection.topics}
    for topic in topics:
        if topic not in known:
            raise UsageError(f"no topic '{topic}'; there are {', '.join(sorted(known))}")
    if plain:
        ask_for(setting, (entry.root for entry in collection.entries.values()))
    else:
        need_terminal("add --plain to drill line by line")
    with setting.store() as store:
        now = study.utc_now()
        queue = study.today(collection, store, setting.config, now, topics).queue
        if not queue:
            click.echo("Nothing is due and no new card is left for today.")
            return 0
        if not plain:
            if device:
                setting.config.device = device  # type: ignore[assignment]
            return asyncio.run(_run_app(setting, store, collection, problems, queue))
        warn_of(problems)
        session = Session(
            queue,
            store.memories(),
            parameters=study.fitted(store),
            desired_retention=setting.config.retention,
        )
        chosen = device or setting.config.device
        return asyncio.run(_run_plain(session, collection, store, chosen))


async def _run_plain(session: Session, collection: Collection, store: Store, device: str) -> int:
    from quizapp.plain import PlainDrill
    from quizapp.runner import Runner

    async with Runner(device=device) as runner:
        await PlainDrill(session, collection, store, runner, device).run()
    return 0


def stats(setting: Setting, as_json: bool) -> int:
    """Numbers out of the store; they read the same in the app."""
    collection, problems = _cards(setting)
    with setting.store() as store:
        found = _stats(setting, collection, store)
    if as_json:
        say_json(found)
        return 0
    warn_of(problems)
    click.echo(
        f"{found['seen']} of {found['cards']} cards seen, {found['due']} due, "
        f"{found['reviews']} answers, streak {found['streak_days']} days, "
        f"known {found['readiness']:.0%}"
    )
    width = max(len(topic["topic"]) for topic in found["topics"])
    click.echo(f"{'topic':<{width}}  cards  seen  due  recall")
    for topic in found["topics"]:
        click.echo(
            f"{topic['topic']:<{width}}  {topic['cards']:>5}  {topic['seen']:>4}  "
            f"{topic['due']:>3}  {topic['recall']:>6.0%}"
        )
    return 0


def _stats(setting: Setting, collection: Collection, store: Store) -> dict[str, Any]:
    now, memories = study.utc_now(), store.memories()
    wishes, fitted = study.read_wishes(store), study.fitted(store)
    interview = study.interview_time(wishes.interview, now)
    moment = interview or now
    topics = []
    for topic in collection.topics:
        seen = [card for card in topic.cards if card in memories]
        recalls = [recall(memories.get(c), now, parameters=fitted) for c in topic.cards]
        topics.append(
            {
                "topic": topic.name,
                "cards": len(topic.cards),
                "seen": len(seen),
                "due": sum(is_due(memories[card], now) for card in seen),
                "recall": round(sum(recalls) / len(recalls), 4),
            }
        )
    ready = [recall(memories.get(c), moment, parameters=fitted) for c in collection.entries]
    days = store.times()
    return {
        "reviews": len(days),
        "cards": len(collection.entries),
        "seen": sum(topic["seen"] for topic in topics),
        "due": sum(topic["due"] for topic in topics),
        "streak_days": streak(days, now, now.astimezone().tzinfo),
        "readiness": round(sum(ready) / len(ready), 4),
        "interview": wishes.interview.isoformat() if wishes.interview else None,
        "topics": topics,
    }


def due(setting: Setting, as_json: bool) -> int:
    """The queue of the next drill."""
    collection, problems = _cards(setting)
    with setting.store() as store:
        queue = study.today(collection, store, setting.config, study.utc_now()).queue
    if as_json:
        say_json(queue)
    else:
        warn_of(problems)
        for card in queue:
            click.echo(card)
    return 0
