"""One history on several machines, by a folder that another program carries between them."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from quizapp.cli.options import Setting, everywhere, json_option
from quizapp.cli.saying import say, say_json
from quizapp.config import change_config
from quizapp.core.wording import plural
from quizapp.errors import UsageError
from quizapp.study.wishes import utc_now

if TYPE_CHECKING:
    from quizapp.interchange.syncing import Exchange


@click.command()
@click.argument("folder", required=False, metavar="[DIR]")
@json_option("what was sent and received")
@everywhere
def sync(setting: Setting, folder: str | None, as_json: bool) -> int:
    """Share answers by DIR, a folder that Syncthing, Dropbox, git or the like carries.

    Run it on each machine. Without DIR it is the folder that was used last.
    """
    from quizapp.interchange.syncing import sync as exchange

    chosen = _chosen(setting, folder)
    with setting.store() as store:
        done = exchange(store, chosen, setting.config, utc_now())
    if as_json:
        say_json(msgspec.to_builtins(done))
    else:
        say(_said(done))
    if str(chosen) != setting.config.sync:
        change_config(setting.paths.config, "sync", str(chosen))
    if done.unread:
        lines = plural(done.unread, "line")
        say(
            f"quizapp: {lines} left out, the first: {done.first_unread}; what was half carried"
            " comes with a later sync",
            err=True,
        )
    return 0


def _chosen(setting: Setting, folder: str | None) -> Path:
    name = setting.config.sync if folder is None else folder
    if not name.strip():
        raise UsageError("name the folder: quizapp sync DIR; from then on it is known")
    return Path(name).expanduser().absolute()


def _said(done: "Exchange") -> str:
    said = f"sent {done.sent:,}, received {done.received:,}"
    if done.machines:
        said += f" (from {plural(done.machines, 'machine')})"
    if done.changes_sent or done.changes_received:
        said += f"; not answers: sent {done.changes_sent:,}, received {done.changes_received:,}"
    return said
