"""Ask before a stranger's bank runs where nothing confines it."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from quizapp.banks.collection import Entry
from quizapp.cli.saying import say
from quizapp.core.printable import printable
from quizapp.errors import UsageError
from quizapp.study.bench import Bench
from quizapp.study.trust import fingerprint, scripts, why_not

_SHOWN = 20


def ask_for(bench: Bench, entries: Iterable[Entry], instead: str = "") -> None:
    """Return if the code of all these cards may run; ask where the learner can say so.

    Raises UsageError if one may not, or if there is no terminal to ask on; `instead` is a sentence
    that says what else could be done.
    """
    ask_about(bench, bench.unasked(entries), instead)


def ask_about(bench: Bench, roots: Iterable[Path], instead: str = "") -> None:
    """The same for bank roots."""
    unasked = [root for root in roots if bench.refusal_of(root) is not None]
    if not unasked:
        return
    bench.confine()
    for root in unasked:
        if bench.refusal_of(root) is not None:
            _ask(bench, root, instead)


def _ask(bench: Bench, root: Path, instead: str) -> None:
    if not sys.stdin.isatty():
        said = [bench.trust.question(root), "Call it once in a terminal to say yes.", instead]
        raise UsageError(printable(" ".join(filter(None, said))))
    seen = fingerprint(root)
    say(bench.trust.question(root), err=True)
    found = scripts(root)
    for script in found[:_SHOWN]:
        say("  " + " ".join(str(script).splitlines()), err=True)
    if len(found) > _SHOWN:
        say(f"  … and {len(found) - _SHOWN} more", err=True)
    if not click.confirm("Read them first. Run them?", default=False, err=True):
        raise UsageError(" ".join(filter(None, ["not run.", instead])))
    if not bench.trust.allow(root, seen):
        raise UsageError(printable(why_not(root, seen)))
