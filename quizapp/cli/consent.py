"""Ask before a stranger's bank runs where nothing confines it."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from quizapp.cli.options import Setting
from quizapp.errors import UsageError
from quizapp.paths import shipped_banks
from quizapp.runner import protection
from quizapp.study.trust import Trust, question, scripts

_SHOWN = 20


def ask_for(setting: Setting, roots: Iterable[Path]) -> None:
    """Return if all these bank roots may run; raise UsageError if one may not."""
    foreign = [root for root in dict.fromkeys(roots) if root != shipped_banks()]
    if not foreign or protection().confined:
        return
    with setting.store() as store:
        trust = Trust(store, shipped_banks(), confined=False)
        for root in foreign:
            if not trust.allows(root):
                _ask(trust, root)


def _ask(trust: Trust, root: Path) -> None:
    if not sys.stdin.isatty():
        raise UsageError(f"{question(root)} Run it once in a terminal to say yes.")
    click.echo(question(root), err=True)
    found = scripts(root)
    for script in found[:_SHOWN]:
        click.echo(f"  {script}", err=True)
    if len(found) > _SHOWN:
        click.echo(f"  … and {len(found) - _SHOWN} more", err=True)
    if not click.confirm("Read them first. Run them?", default=False, err=True):
        raise UsageError("not run")
    trust.allow(root)
