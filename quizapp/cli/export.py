"""Cards and data out to other programs and machines."""

import asyncio
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizapp.cli.options import Found, Setting, device_option, everywhere, known_topics, warn_of
from quizapp.cli.saying import say
from quizapp.core.printable import escaped, visible
from quizapp.core.wording import plural
from quizapp.errors import BankError, UsageError
from quizapp.study.wishes import utc_now

if TYPE_CHECKING:
    from quizapp.banks.collection import Entry
    from quizapp.core.cards.card import CardId
    from quizapp.core.memory.review import Memory


@click.command()
@click.argument("form", type=click.Choice(["anki", "csv", "json", "markdown"]))
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The file to write.")
@click.option("--topic", "-t", multiple=True, help="Only this topic; repeatable.")
@click.option("--no-run", is_flag=True, help="anki: recorded output instead of a run of each card.")
@click.option("--short", is_flag=True, help="markdown: a cheat sheet, of each answer the core.")
@click.option("--no-notes", is_flag=True, help="Without what you wrote about cards.")
@device_option("anki: where snippets run.")
@everywhere
def export(
    setting: Setting,
    form: str,
    output: Path | None,
    topic: tuple[str, ...],
    no_run: bool,
    short: bool,
    no_notes: bool,
    device: str | None,
) -> int:
    """Cards as an Anki deck, a CSV table or Markdown; all your data as JSON."""
    if form == "json":
        if topic or no_notes:
            less = "--topic" if topic else "--no-notes"
            raise UsageError(f"a JSON export holds everything; leave out {less}")
        return _deliver(_backup(setting), output, "your data")
    found = setting.collection()
    entries = _entries(setting, found, topic)
    with_notes = not no_notes
    memories, notes = _learned(setting) if with_notes or form == "csv" else ({}, {})
    notes = notes if with_notes else {}
    if form == "anki":
        path = output or Path("quizapp.apkg")
        return _deck(setting, found, entries, path, not no_run, device, notes)
    text = _table(entries, memories, notes) if form == "csv" else _markdown(entries, notes, short)
    return _deliver(text.encode(), output, plural(len(entries), "card"))


def _entries(setting: Setting, found: Found, topics: Sequence[str]) -> "list[Entry]":
    collection, problems = found
    known_topics(collection, topics)
    wanted = [e for e in collection.entries.values() if not topics or e.card.topic in topics]
    if not wanted:
        raise BankError(f"no cards in {', '.join(map(str, setting.roots()))}")
    warn_of(problems)
    return wanted


def _backup(setting: Setting) -> bytes:
    from quizapp.interchange.backup import backup_text, take

    with setting.store() as store:
        text = backup_text(take(store, setting.config.banks, utc_now()))
    return escaped(text.decode()).encode()


def _learned(setting: Setting) -> "tuple[dict[CardId, Memory], dict[CardId, str]]":
    """What the learner's memory of each card is, and what they wrote about it."""
    with setting.store() as store:
        return store.memories(), {card: note.text for card, note in store.notes().items()}


def _table(
    entries: "list[Entry]", memories: "dict[CardId, Memory]", notes: "dict[CardId, str]"
) -> str:
    from quizapp.interchange.tables import table

    return _unsteering(table(entries, memories, notes))


def _markdown(entries: "list[Entry]", notes: "dict[CardId, str]", short: bool) -> str:
    from quizapp.interchange.cheat_sheet import cheat_sheet
    from quizapp.interchange.markdown_export import markdown_bank

    return _unsteering(cheat_sheet(entries, notes) if short else markdown_bank(entries, notes))


def _unsteering(text: str) -> str:
    """Text that steers no terminal; a carriage return is kept only as part of a line break."""
    return re.sub(r"\r(?!\n)", "", visible(text))


def _deck(
    setting: Setting,
    found: Found,
    entries: "list[Entry]",
    output: Path,
    run: bool,
    device: str | None,
    notes: "dict[CardId, str]",
) -> int:
    try:
        from quizapp.interchange.anki_export import write_deck
    except ModuleNotFoundError as error:
        if error.name != "genanki":
            raise
        raise UsageError("a deck needs genanki; install it: pip install 'quizapp[anki]'") from None
    outputs = _outputs(setting, found, entries, device) if run else {}
    try:
        write_deck(output, entries, outputs, utc_now(), notes)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror}") from None
    ran = f", {len(outputs)} with the output of a run just now" if run else ""
    say(f"wrote {plural(len(entries), 'card')} to {output}{ran}", err=True)
    return 0


def _outputs(
    setting: Setting, found: Found, entries: "list[Entry]", device: str | None
) -> dict[str, Any]:
    from quizapp.cli.consent import ask_for
    from quizapp.cli.progress import say_progress
    from quizapp.interchange.outputs import real_outputs

    async def work() -> dict[str, Any]:
        async with services.runner:
            return await real_outputs(entries, services.bench, say_progress)

    with setting.services(found, device) as services:
        ask_for(services.bench, entries, instead="With --no-run nothing runs.")
        return asyncio.run(work())


def _deliver(data: bytes, output: Path | None, what: str) -> int:
    if output is None or str(output) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return 0
    if not output.name:
        raise UsageError(f"{output}: no file; name one, or leave --output out to have it printed")
    from quizapp.files import write_out

    try:
        write_out(output, lambda path: path.write_bytes(data))
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror}") from None
    say(f"wrote {what} to {output}", err=True)
    return 0
