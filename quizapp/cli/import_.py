"""Cards and data in, out of a file of whatever kind it proves to be."""

import shlex
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from quizapp.cli.options import Setting, everywhere
from quizapp.cli.saying import say
from quizapp.core.wording import plural
from quizapp.errors import UsageError

if TYPE_CHECKING:
    from quizapp.interchange.backup import Brought
    from quizapp.interchange.conversion import Conversion
    from quizapp.interchange.note import Read

_TABLES = {".csv", ".tsv", ".txt", ".tab"}
_JSON = {".json", ".jsonl", ".ndjson"}
_MARKDOWN = {".md", ".markdown"}
_TOLD = 20  # banks
_KINDS = "an Anki package, a .csv, .tsv or .txt table, a .md or .json deck, or a JSON backup"

_ELSEWHERE = {
    **dict.fromkeys((".org", ".html", ".htm", ".docx"), "pandoc makes Markdown of it"),
    **dict.fromkeys((".xlsx", ".xls", ".ods"), "save the sheet as .csv"),
    ".mochi": "export it from Mochi as Markdown",
}


class How(NamedTuple):
    """How a file is to be read, as far as that was said."""

    separator: str | None
    first_option: int | None


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option("--as", "topic", metavar="TOPIC", help="The topic that imported cards get.")
@click.option("--dry-run", is_flag=True, help="Say what would be brought in; write nothing.")
@click.option("--separator", metavar="SIGN", help="Of a table: tab, comma, semicolon or any sign.")
@click.option(
    "--first-option",
    type=click.IntRange(0, 1),
    help="What answers such as 2 count from, in a quiz; else it is found.",
)
@everywhere
def import_(
    setting: Setting,
    files: tuple[Path, ...],
    topic: str | None,
    dry_run: bool,
    separator: str | None,
    first_option: int | None,
) -> int:
    """Bring in FILEs: Anki packages, tables, Markdown or JSON as cards of yours; a JSON export."""
    for file in files:
        if file.is_dir():
            raise UsageError(f"{file}: a folder; name the file in it")
        if not file.is_file():
            raise UsageError(f"{file}: no such file")
    if separator == "":
        raise UsageError("--separator: name a sign, such as tab or ';'")
    for file in files:
        try:
            _import(setting, file, topic, dry_run, How(separator, first_option))
        except BrokenPipeError:  # of whoever reads what is said
            raise
        except OSError as error:
            raise UsageError(f"{file}: cannot be read: {error.strerror}") from None
    return 0


def _import(setting: Setting, path: Path, topic: str | None, dry_run: bool, how: How) -> None:
    from quizapp.interchange.imported import checked_topic, slug

    chosen = checked_topic(slug(path.stem) or "imported" if topic is None else topic)
    found = _read(path, chosen, how)
    if found is not None:
        _cards(setting, path, chosen, found, dry_run)
    elif topic is not None:
        raise UsageError("a JSON backup brings its own topics; leave out --as")
    else:
        _import_backup(setting, path, dry_run)


def _read(path: Path, topic: str, how: How) -> "tuple[Read, Conversion] | None":
    """The cards in a file; None for a backup."""
    suffix = path.suffix.lower()
    if suffix in _ELSEWHERE:
        raise UsageError(f"{path}: give {_KINDS}; {_ELSEWHERE[suffix]}")
    if _is_zip(path):
        from quizapp.interchange.anki_import import read_package

        return read_package(path, topic)
    from quizapp.interchange.backup import looks_like_backup

    if looks_like_backup(path):
        return None
    with path.open("rb") as file:
        start = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    if suffix in _JSON or (start.startswith(b"{") and suffix not in _TABLES | _MARKDOWN):
        from quizapp.interchange.json_import import read_objects

        return read_objects(path, topic, how.first_option)
    if suffix in _MARKDOWN:
        from quizapp.interchange.markdown_import import read_markdown

        return read_markdown(path, topic, how.separator)
    if suffix not in _TABLES:
        raise UsageError(f"{path}: give {_KINDS}")
    from quizapp.interchange.table_import import read_table

    return read_table(path, topic, how.separator, first=how.first_option)


def _is_zip(path: Path) -> bool:
    try:
        return zipfile.is_zipfile(path)
    except zipfile.BadZipFile:  # a damaged one
        return True


def _cards(
    setting: Setting, path: Path, topic: str, found: "tuple[Read, Conversion]", dry_run: bool
) -> None:
    from quizapp.cli import import_said as said
    from quizapp.interchange.imported import prepare, write

    read, conversion = found
    given = setting.paths.banks
    root = given[0] if given else setting.paths.own_banks / "imported"
    prepared = prepare(root, topic, read.notes)
    if dry_run:
        for line in said.plan(path, read, prepared, conversion):
            say(line)
        return
    for line in said.left_out(read):
        say(line, err=True)
    if not read.notes:
        raise UsageError(f"{path}: no question with an answer in it")
    pictures = write(prepared, topic, conversion.pictures)
    known = f", {prepared.known} were there already" if prepared.known else ""
    say(f"{plural(len(prepared.cards), 'card')} added to {prepared.bank}{known}")
    for line in said.remarks(read, prepared, conversion, pictures):
        say(line)
    if prepared.cards:
        say("No run proves them: give a card its own snippet, and `quizapp check --run` will.")


def _import_backup(setting: Setting, path: Path, dry_run: bool) -> None:
    from quizapp.interchange.backup import bring_back, read_backup

    backup = read_backup(path)
    if dry_run:
        say(f"{path}: a backup with {plural(len(backup.reviews), 'answer')}; nothing was changed")
        return
    with setting.store() as store:
        brought = bring_back(store, backup)
    say(_said(brought))
    for line in _unknown_banks(backup.banks, setting.config.banks):
        say(line)


def _unknown_banks(named: Sequence[str], known: Sequence[str]) -> Iterator[str]:
    """A backup adds no banks: it may be a stranger's, and so may the folders that it names."""
    unknown = [bank for bank in dict.fromkeys(named) if bank not in known]
    for bank in unknown[:_TOLD]:
        name = bank if len(bank) <= 200 else f"{bank[:199]}…"
        if _is_bank(bank):
            yield f"it names a bank: `quizapp banks add {shlex.quote(name)}` adds it"
        else:
            yield f"it names a bank that is not on this machine: {name}"
    if len(unknown) > _TOLD:
        yield f"it names {plural(len(unknown) - _TOLD, 'more bank')}"


def _is_bank(name: str) -> bool:
    try:
        return Path(name).is_absolute() and Path(name, "questions").is_dir()
    except (OSError, ValueError):  # no folder can be called so
        return False


def _said(brought: "Brought") -> str:
    if brought.nothing:
        return "nothing new in it; your data already had all of this"
    return (
        f"brought back {plural(brought.reviews, 'answer')}, "
        f"the memory of {plural(brought.memories, 'card')}, "
        f"{plural(brought.sittings, 'sitting')}, {plural(brought.mocks, 'mock interview')}, "
        f"{plural(brought.drafts, 'draft')}, {plural(brought.notes, 'note')}, "
        f"{plural(brought.settings, 'setting')}, "
        f"{plural(brought.states, 'suspended or flagged card')}"
    )
