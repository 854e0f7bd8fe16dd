"""The daily copies of the learner's data, and the way back to one."""

from datetime import datetime
from pathlib import Path

import click

from quizapp.cli.options import Setting
from quizapp.errors import StoreError, UsageError
from quizapp.store.database import backups
from quizapp.store.database import restore as put_back
from quizapp.store.store import Store


def back_up(setting: Setting, store: Store, at: datetime) -> None:
    """The day's copy of the data. A full disk must not keep the app from opening, so that it is
    only said."""
    try:
        store.backup(setting.paths.backups, at.astimezone())
    except StoreError as error:
        click.echo(f"quizapp: no backup today: {error}", err=True)


def restore(setting: Setting, wanted: str | None) -> int:
    """List the backups, or put one in the place of the data, which is kept beside it."""
    folder = setting.paths.backups
    there = backups(folder)
    if wanted is None:
        if not there:
            click.echo(f"no backups in {folder}; the app makes one on each day that it opens")
        for backup in there:
            size = backup.stat().st_size // 1024
            click.echo(f"{_day(backup)}  {size:>6} KiB  {backup}")
        return 0
    chosen = next((b for b in there if wanted in (_day(b), b.name)), Path(wanted).expanduser())
    if not chosen.is_file():
        days = f"; there are {', '.join(map(_day, there))}" if there else ""
        raise UsageError(f"no backup '{wanted}' in {folder}{days}")
    kept = put_back(chosen, setting.paths.store)
    click.echo(f"restored {chosen}")
    if kept is not None:
        click.echo(f"what was there before is kept in {kept}")
    return 0


def _day(backup: Path) -> str:
    return backup.stem.removeprefix("quizapp-")
