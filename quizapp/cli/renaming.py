"""The histories of cards: to another id, or back to new."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from quizapp.cli.options import Setting, everywhere, warn_of
from quizapp.cli.saying import say
from quizapp.core.wording import plural
from quizapp.errors import UsageError

if TYPE_CHECKING:
    from quizapp.study.services import Services


@click.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@everywhere
def rename(setting: Setting, old: str | None, new: str | None) -> int:
    """Move a card's history from the id OLD to NEW; without them, list what belongs to no card.

    With a / at their ends, OLD/ and NEW/ are topics. The new id is in a bank, and has no history of
    its own.
    """
    if old is not None and new is None:
        raise UsageError("name the new id, too: quizapp rename OLD NEW")
    with setting.services(setting.cards()) as services:
        if old is None or new is None:
            return _list(services)
        if old.endswith("/") != new.endswith("/"):
            raise UsageError("give two ids, or two topics with a / at their ends")
        if old == new:
            raise UsageError(f"'{old}' is called so already")
        if old.endswith("/"):
            return _topic(services, old.rstrip("/"), new.rstrip("/"))
        from quizapp.study.renaming import move

        said = move(services.collection, services.store, old, new, services.now())
        say(f"{new} has what was kept of {old}: {said}")
    return 0


def _list(services: "Services") -> int:
    from quizapp.study.renaming import orphans

    warn_of(services.problems)
    found = orphans(services.collection, services.store)
    if not found:
        say("all that is kept belongs to a card of your banks")
    for one in found:
        mend = f"; quizapp rename {one.card} {one.perhaps}?" if one.perhaps else ""
        say(f"{one.card}: {one.kept}{mend}")
    return 0


def _topic(services: "Services", old: str, new: str) -> int:
    from quizapp.study.renaming import move_topic

    moved, left = move_topic(services.collection, services.store, old, new, services.now())
    say(f"{new}/ has what was kept of {plural(len(moved), 'card')} of {old}/")
    for line in left:
        say(f"not moved: {line}", err=True)
    return 1 if left else 0


@click.command()
@click.argument("cards", nargs=-1, metavar="CARD...")
@click.option("--placement", is_flag=True, help="Every topic begins at its first level again.")
@click.option("--yes", is_flag=True, help="Without a question.")
@everywhere
def reset(setting: Setting, cards: Sequence[str], placement: bool, yes: bool) -> int:
    """Make each CARD new again: its memory and next date go, its past answers stay."""
    if not cards and not placement:
        raise UsageError("name the cards to make new again, or --placement")
    if placement:
        _reset_placement(setting)
    return _reset_cards(setting, cards, yes) if cards else 0


def _reset_placement(setting: Setting) -> None:
    from quizapp.study.placement import forget_placement

    with setting.store() as store:
        known = forget_placement(store)
    said = "every topic begins at its first level again" if known else "there is no placement"
    say(f"{said}; 'Placement' in the app's palette asks ten questions")


def _reset_cards(setting: Setting, cards: Sequence[str], yes: bool) -> int:
    with setting.services(setting.cards()) as services:
        store = services.store
        memories = store.memories()
        for card in cards:
            if card not in memories and card not in services.collection.entries:
                raise UsageError(f"no card '{card}'; `quizapp list` names them")
        wanted = [card for card in dict.fromkeys(cards) if card in memories]
        if not wanted:
            say("nothing to reset: new already")
            return 0
        if not yes:
            _ask(len(wanted))
        taken = store.take_memories(wanted, services.now())
    say(f"{plural(len(taken), 'card')} new again; past answers stay in the history")
    return 0


def _ask(count: int) -> None:
    if not sys.stdin.isatty():
        raise UsageError("this takes memories away for good: say --yes")
    question = f"Make {plural(count, 'card')} new again, for good?"
    if not click.confirm(question, default=False, err=True):
        raise UsageError("nothing was changed")
