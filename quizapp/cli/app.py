"""The app, on its home screen or in a drill or a mock interview; and the drill line by line."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from quizapp.cli.options import (
    Setting,
    device_option,
    everywhere,
    known_topics,
    need_terminal,
    warn_of,
)
from quizapp.cli.saying import say

if TYPE_CHECKING:
    from quizapp.core.cards.card import CardId
    from quizapp.study.services import Services
    from quizapp.study.sitting import Sitting

_FIRST_SCREEN = 0.3  # seconds that the app takes to draw it


def open_app(setting: Setting, device: str | None = None, screen: str = "") -> int:
    """The full-screen app; `screen` is one of the home menu to open at once."""
    from quizapp.cli.python_nearby import offer_python
    from quizapp.cli.remote import reach
    from quizapp.cli.restore import back_up

    need_terminal("`quizapp drill --plain` works without one")
    setting = reach(offer_python(setting))
    with setting.services(setting.cards(), device, delay=_FIRST_SCREEN) as services:
        back_up(setting, services.store, services.now())
        services.greets = True
        code = asyncio.run(_run_app(services, (), screen))
    return _closed(services, code)


def _closed(services: "Services", code: int) -> int:
    """Textual's reader of keys may spin on a closed terminal, and the interpreter wait for it."""
    from quizapp.tui.app import end_for_sure

    end_for_sure(services.store, code)
    return code


async def _run_app(services: "Services", start: "Sequence[CardId]", screen: str = "") -> int:
    from quizapp.tui.app import QuizApp
    from quizapp.tui.pictures import look_for_graphics

    async with services.runner:
        look_for_graphics()
        app = QuizApp(services, start, screen)
        await app.run_async()
        return app.return_code or 0


@click.command()
@click.option("--topic", "-t", multiple=True, help="Only this topic; repeatable.")
@click.option("--plain", is_flag=True, help="Line by line, for screen readers, pipes and logs.")
@click.option(
    "--kind", "-k", multiple=True, help="Only cards of this kind, due or not; repeatable."
)
@click.option("--level", "-l", multiple=True, help="Only cards of this level; repeatable.")
@click.option("--flagged", is_flag=True, help="Only cards that you have flagged.")
@click.option("--missed", is_flag=True, help="Only cards that failed in the last seven days.")
@click.option("--search", "-s", default="", help="Only cards that Browse's search finds so.")
@device_option()
@everywhere
def drill(
    setting: Setting,
    topic: tuple[str, ...],
    plain: bool,
    kind: tuple[str, ...],
    level: tuple[str, ...],
    flagged: bool,
    missed: bool,
    search: str,
    device: str | None,
) -> int:
    """Drill what is due, then new cards; or just the cards that are asked for."""
    from quizapp.cli.python_nearby import offer_python
    from quizapp.cli.remote import reach

    setting = reach(offer_python(setting))
    found = setting.cards()
    known_topics(found[0], topic)
    terms = [search, *_terms("kind", kind), *_terms("level", level), "is:flagged" * flagged]
    terms.append("is:missed" * missed)
    query = " ".join(filter(None, terms))
    if not plain:
        need_terminal("add --plain to drill line by line")
    with setting.services(found, device, delay=0.0 if plain else _FIRST_SCREEN) as services:
        if query:
            queue = _looked_for(services, " ".join([query, *_terms("topic", topic)]))
            if not queue:
                say("No card matches; `quizapp list` shows what there is.")
                return 0
        else:
            queue = services.today(topic).queue
        if not queue:
            say("Nothing is due and no new card is left for today.")
            return 0
        if plain:
            return _drill_plain(services, queue)
        code = asyncio.run(_run_app(services, queue))
    return _closed(services, code)


def _terms(key: str, values: tuple[str, ...]) -> list[str]:
    return [f"{key}:{','.join(values)}"] if values else []


def _looked_for(services: "Services", query: str) -> "list[CardId]":
    from quizapp.cli.cards import looked_for
    from quizapp.study.finding import to_drill

    return to_drill(services, looked_for(services, query))


def _drill_plain(services: "Services", queue: "Sequence[CardId]") -> int:
    from quizapp.cli.consent import ask_for

    ask_for(services.bench, (services.collection.entries[card] for card in queue))
    warn_of(services.problems)
    asyncio.run(_ask(services, services.sitting(queue)))
    return 0


async def _ask(services: "Services", sitting: "Sitting") -> None:
    from quizapp.plain import PlainDrill

    async with services.runner:
        await PlainDrill(services, sitting).run()
