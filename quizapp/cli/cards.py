"""Cards in words: which there are, and one of them whole."""

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from quizapp.cli.options import Setting, everywhere, json_option, warn_of
from quizapp.cli.saying import say, say_json
from quizapp.core.printable import in_one_line
from quizapp.errors import UsageError

if TYPE_CHECKING:
    from quizapp.banks.collection import Entry
    from quizapp.core.cards.card import CardId
    from quizapp.study.services import Services

_QUESTION = 100  # letters of it, in a list


def looked_for(services: "Services", query: str) -> "list[CardId]":
    """The cards that a query of Browse's search finds. Raises UsageError for one that makes no
    sense."""
    from quizapp.study.finding import found

    cards, problem = found(services, query)
    if problem:
        raise UsageError(problem)
    return cards


@click.command(name="list")
@click.argument("query", nargs=-1)
@json_option("the cards")
@everywhere
def list_(setting: Setting, query: tuple[str, ...], as_json: bool) -> int:
    """The cards that QUERY finds, as Browse's search reads it (kind:code level:senior is:due)."""
    with setting.services(setting.cards()) as services:
        entries = services.collection.entries
        cards = [entries[card].card for card in looked_for(services, " ".join(query))]
        rows = [
            {
                "id": card.id,
                "topic": card.topic,
                "kind": card.kind,
                "level": card.level,
                "question": " ".join(card.question.replace("\\\n", "\n").split()),
            }
            for card in cards
        ]
        if as_json:
            say_json(rows)
            return 0
        warn_of(services.problems)
        width = max((len(row["id"]) for row in rows), default=0)
        for row in rows:
            question = in_one_line(row["question"])[:_QUESTION]
            say(f"{row['id']:<{width}}  {row['kind']:<9}  {row['level']:<6}  {question}")
    return 0


@click.command()
@click.argument("card")
@everywhere
def show(setting: Setting, card: str) -> int:
    """One CARD, by its id, to be read: what it asks, its code, its answer and your note."""
    from quizapp.interchange.cheat_sheet import card_text

    with setting.services(setting.cards()) as services:
        entry = _known(services, card)
        say(f"{entry.card.id} · {entry.card.kind} · {entry.card.level}\n")
        say(card_text(entry, services.store.note(card)))
    return 0


@click.command()
@click.argument("card")
@click.argument("text", nargs=-1)
@everywhere
def note(setting: Setting, card: str, text: tuple[str, ...]) -> int:
    """Your note on a CARD; with TEXT, it is that from now on (an empty one removes it)."""
    from quizapp.study.notes import NoteKeeper

    with setting.services(setting.cards()) as services:
        keeper = NoteKeeper(services.store, _known(services, card).card.id, services.now)
        if text:
            keeper.keep(" ".join(text))
        elif keeper.text:
            say(keeper.text.rstrip())
    return 0


def _known(services: "Services", card: str) -> "Entry":
    """The card of an id. Raises UsageError if there is none."""
    entry = services.collection.entries.get(card)
    if entry is None:
        close = get_close_matches(card, services.collection.entries, n=1, cutoff=0.5)
        meant = f"; did you mean '{close[0]}'?" if close else "; `quizapp list` names them"
        raise UsageError(f"no card '{card}'{meant}")
    return entry
