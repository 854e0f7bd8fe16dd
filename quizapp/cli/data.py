"""The commands that bring cards and data out and in: export and import."""

import asyncio
import os
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from quizapp.banks.collection import Entry
from quizapp.cli.options import Setting, warn_of
from quizapp.config import change_config
from quizapp.errors import BankError, UsageError
from quizapp.interchange import printed, tables
from quizapp.interchange.backup import Brought, backup_text, bring_back, read_backup, take
from quizapp.interchange.cheat_sheet import cheat_sheet
from quizapp.interchange.imported import Note, add_notes, slug
from quizapp.study import today as study

_TABLES = {".csv", ".tsv", ".txt"}


def export(
    setting: Setting,
    form: str,
    output: Path | None,
    topics: Sequence[str],
    run: bool,
    device: str | None,
) -> int:
    """Write cards or data to a file; text goes to stdout where no file is given."""
    if form == "json":
        if topics:
            raise UsageError("a JSON export holds everything; leave out --topic")
        with setting.store() as store:
            data = backup_text(take(store, setting.config.banks, study.utc_now()))
        return _deliver(data, output, "your data")
    entries = _entries(setting, topics)
    counted = f"{len(entries)} cards"
    if form == "anki":
        return _export_deck(setting, entries, output or Path("quizapp.apkg"), run, device)
    if form == "csv":
        with setting.store() as store:
            text = tables.table(entries, store.memories())
        return _deliver(text.encode(), output, counted)
    return _deliver(cheat_sheet(entries).encode(), output, counted)


def _entries(setting: Setting, topics: Sequence[str]) -> list[Entry]:
    collection, problems = setting.collection()
    known = {topic.name for topic in collection.topics}
    for topic in topics:
        if topic not in known:
            raise UsageError(f"no topic '{topic}'; there are {', '.join(sorted(known))}")
    found = [e for e in collection.entries.values() if not topics or e.card.topic in topics]
    if not found:
        raise BankError(f"no cards in {', '.join(map(str, setting.roots()))}")
    warn_of(problems)
    return found


def _deliver(data: bytes, output: Path | None, what: str) -> int:
    if output is None or str(output) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return 0
    partial = output.with_name(f".{output.name}.part")
    try:
        partial.write_bytes(data)
        os.replace(partial, output)  # noqa: PTH105 - beside unlink below
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise UsageError(f"{output}: cannot be written: {error.strerror}") from None
    click.echo(f"wrote {what} to {output}", err=True)
    return 0


def _export_deck(
    setting: Setting, entries: list[Entry], output: Path, run: bool, device: str | None
) -> int:
    from quizapp.interchange.anki_export import write_deck

    outputs = asyncio.run(_run(entries, device or setting.config.device)) if run else {}
    try:
        write_deck(output, entries, outputs, study.utc_now())
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror}") from None
    ran = f", {len(outputs)} with the output of a run just now" if run else ""
    click.echo(f"wrote {len(entries)} cards to {output}{ran}", err=True)
    return 0


async def _run(entries: list[Entry], device: str) -> Any:
    from quizapp.cli.authors import say_progress
    from quizapp.runner import Runner

    async with Runner(device=device) as runner:
        return await printed.real_outputs(entries, runner, device, say_progress)


def import_file(setting: Setting, path: Path, topic: str | None) -> int:
    """Bring in a file of whatever kind it proves to be."""
    if not path.is_file():
        raise UsageError(f"{path}: no such file")
    try:
        return _import(setting, path, topic)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None


def _import(setting: Setting, path: Path, topic: str | None) -> int:
    if zipfile.is_zipfile(path):
        from quizapp.interchange.anki_import import read_package

        return _import_notes(setting, path, read_package(path), topic)
    with path.open("rb") as file:
        start = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{"):
        if topic is not None:
            raise UsageError("a JSON backup brings its own topics; leave out --as")
        return _import_backup(setting, path)
    if path.suffix.lower() not in _TABLES:
        raise UsageError(f"{path}: give an Anki package, a .csv or .tsv table, or a JSON backup")
    notes, left_out = tables.read_table(path)
    for line in left_out[:10]:
        click.echo(f"left out: {line}", err=True)
    if len(left_out) > 10:
        click.echo(f"left out: {len(left_out) - 10} more rows", err=True)
    return _import_notes(setting, path, notes, topic)


def _import_notes(setting: Setting, path: Path, notes: list[Note], topic: str | None) -> int:
    if not notes:
        raise UsageError(f"{path}: no question with an answer in it")
    given = setting.paths.banks
    root = given[0] if given else setting.paths.own_banks / "imported"
    added = add_notes(root, topic or slug(path.stem) or "imported", notes, path.name)
    known = f", {added.known} were there already" if added.known else ""
    click.echo(f"{added.new} card{'s' * (added.new != 1)} added to {added.bank}{known}")
    if added.new:
        click.echo(
            "No run proves them: give a card its own snippet, and `quizapp check --run` will."
        )
    return 0


def _import_backup(setting: Setting, path: Path) -> int:
    backup = read_backup(path)
    with setting.store() as store:
        brought = bring_back(store, backup)
    here = [bank for bank in backup.banks if Path(bank).is_dir()]
    new = [bank for bank in here if bank not in setting.config.banks]
    if new:
        change_config(setting.paths.config, "banks", [*setting.config.banks, *new])
        click.echo(f"banks added: {', '.join(new)}")
    for bank in backup.banks:
        if bank not in here:
            click.echo(f"quizapp: bank {bank} is not on this machine", err=True)
    click.echo(_said(brought))
    return 0


def _said(brought: Brought) -> str:
    if brought.nothing:
        return "nothing new in it; your data already had all of this"
    return (
        f"brought back {brought.reviews} answers, {brought.memories} memories, "
        f"{brought.sittings} sittings, {brought.mocks} mock interviews, {brought.drafts} drafts, "
        f"{brought.settings} settings, {brought.states} suspended or flagged cards"
    )
