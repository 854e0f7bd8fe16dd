"""Cards and data in, out of a file of whatever kind it proves to be."""

import zipfile
from pathlib import Path

import click

from quizapp.cli.options import Setting, everywhere
from quizapp.cli.saying import say
from quizapp.config import change_config
from quizapp.core.wording import plural
from quizapp.errors import UsageError
from quizapp.interchange import tables
from quizapp.interchange.backup import Brought, bring_back, read_backup
from quizapp.interchange.imported import Note, add_notes, slug

_TABLES = {".csv", ".tsv", ".txt"}
_TOLD = 10  # rows that were left out


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "topic", metavar="TOPIC", help="The topic that imported cards get.")
@everywhere
def import_(setting: Setting, file: Path, topic: str | None) -> int:
    """Bring in FILE: an Anki package or a CSV table as cards of yours, or a JSON export."""
    if file.is_dir():
        raise UsageError(f"{file}: a folder; name the file in it")
    if not file.is_file():
        raise UsageError(f"{file}: no such file")
    try:
        return _import(setting, file, topic)
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from None


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
    for line in left_out[:_TOLD]:
        say(f"left out: {line}", err=True)
    if len(left_out) > _TOLD:
        say(f"left out: {plural(len(left_out) - _TOLD, 'more row')}", err=True)
    return _import_notes(setting, path, notes, topic)


def _import_notes(setting: Setting, path: Path, notes: list[Note], topic: str | None) -> int:
    if not notes:
        raise UsageError(f"{path}: no question with an answer in it")
    given = setting.paths.banks
    root = given[0] if given else setting.paths.own_banks / "imported"
    if topic is None:
        topic = slug(path.stem) or "imported"
    added = add_notes(root, topic, notes, path.name)
    known = f", {added.known} were there already" if added.known else ""
    say(f"{plural(added.new, 'card')} added to {added.bank}{known}")
    if added.new:
        say("No run proves them: give a card its own snippet, and `quizapp check --run` will.")
    return 0


def _import_backup(setting: Setting, path: Path) -> int:
    backup = read_backup(path)
    with setting.store() as store:
        brought = bring_back(store, backup)
    here = [bank for bank in backup.banks if Path(bank).is_dir()]
    new = [bank for bank in here if bank not in setting.config.banks]
    if new:
        change_config(setting.paths.config, "banks", [*setting.config.banks, *new])
        say(f"banks added: {', '.join(new)}")
    for bank in backup.banks:
        if bank not in here:
            say(f"quizapp: bank {bank} is not on this machine", err=True)
    say(_said(brought))
    return 0


def _said(brought: Brought) -> str:
    if brought.nothing:
        return "nothing new in it; your data already had all of this"
    return (
        f"brought back {plural(brought.reviews, 'answer')}, "
        f"the memory of {plural(brought.memories, 'card')}, "
        f"{plural(brought.sittings, 'sitting')}, {plural(brought.mocks, 'mock interview')}, "
        f"{plural(brought.drafts, 'draft')}, {plural(brought.settings, 'setting')}, "
        f"{plural(brought.states, 'suspended or flagged card')}"
    )
