"""The daily copies of the learner's data, and the way back to one."""

from datetime import datetime
from pathlib import Path

import click

from quizapp.cli.options import Setting, everywhere
from quizapp.cli.saying import say
from quizapp.errors import StoreError, UsageError
from quizapp.scratch import Scratch
from quizapp.store.database import backups
from quizapp.store.restoring import restore as put_back
from quizapp.store.store import Store


def back_up(setting: Setting, store: Store, at: datetime) -> None:
    """The day's copy of the data. A full disk must not keep the app from opening, so that it is
    only said."""
    try:
        store.backup(setting.paths.backups, at.astimezone())
    except StoreError as error:
        say(f"quizapp: no backup today: {error}", err=True)


@click.command()
@click.argument("backup", required=False)
@everywhere
def restore(setting: Setting, backup: str | None) -> int:
    """Put a daily BACKUP (its date, or a file) in the place of your data; without it, list them."""
    folder = setting.paths.backups
    there = backups(folder)
    if backup is None:
        if not there:
            say(f"no backups in {folder}; the app makes one on each day that it opens")
        for copy in there:
            size = copy.stat().st_size // 1024
            say(f"{_day(copy)}  {size:>6} KiB  {copy}")
        return 0
    chosen = next((b for b in there if backup in (_day(b), b.name)), Path(backup).expanduser())
    if not chosen.is_file():
        days = f"; there are {', '.join(map(_day, there))}" if there else ""
        raise UsageError(f"no backup '{backup}' in {folder}{days}")
    forgot: list[bool] = []
    with Scratch() as folder:
        kept = put_back(
            chosen,
            setting.paths.store,
            lambda rows: forgot.append(_made_ready(rows, chosen)),
            folder,
        )
    say(f"restored {chosen}")
    if any(forgot):
        say("where nothing confines runs, strangers' banks are asked about again")
    if kept is not None:
        say(f"what was there before is kept in {kept}")
    return 0


def _made_ready(rows: Path, backup: Path) -> bool:
    """Refuse rows that make no sense, and forget whose code may run; whether that was known."""
    from quizapp.interchange.backup import store_faults
    from quizapp.study.trust import forget

    with Store(rows) as store:
        for fault in store_faults(store):
            raise UsageError(f"{backup}: {fault}; nothing was changed")
        return forget(store)


def _day(backup: Path) -> str:
    return backup.stem.removeprefix("quizapp-")
