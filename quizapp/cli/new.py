"""A new card, out of flags, and out of answers where there is a terminal to ask on."""

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from quizapp.authoring.scaffold import Wanted, bank_of, scaffold, taken_ids
from quizapp.banks.collection import read_collection
from quizapp.cli.options import Setting, everywhere
from quizapp.cli.saying import say
from quizapp.core.cards.card import LEVELS
from quizapp.core.cards.kinds import kinds
from quizapp.errors import UsageError
from quizapp.paths import shipped_banks

_KIND, _LEVEL = click.Choice(list(kinds())), click.Choice(LEVELS)


@click.command()
@click.option("--kind", "-k", type=_KIND, help="What kind of question.")
@click.option("--topic", "-t", help="Its topic, such as autograd; a new one gets a bank file.")
@click.option("--id", "name", help="A name for the idea, such as zero-grad, or topic/name.")
@click.option("--level", "-l", type=_LEVEL, help="For whom; junior if not given.")
@click.option("--question", "-q", help="What the interviewer asks, in Markdown.")
@click.option("--title", help="Title of a new topic.")
@everywhere
def new(setting: Setting, **given: str | None) -> int:
    """Make a card with its snippet, to be written over; asks for what is not given.

    It goes to your own cards, in a checkout to the shipped banks, or to the bank root of --bank.
    """
    root = _root(setting)
    wanted = _wanted(given, root)
    roots = list(dict.fromkeys([*setting.roots(), shipped_banks(), root]))
    known, _ = read_collection(roots, setting.paths.cache)
    bank = bank_of(root, wanted.topic)
    taken = known.entries.keys() | (taken_ids(bank) if bank.exists() else set())
    made = scaffold(root, wanted, taken)
    say(f"made card {wanted.id}")
    say(f"  {made.bank}:{made.line}")
    for script in made.scripts:
        say(f"  {script}")
    say(f"Write over the example, then: quizapp check --run {made.bank}")
    return 0


def _root(setting: Setting) -> Path:
    """--bank, or the checkout that this is called in, or else the learner's own cards."""
    if setting.paths.banks:
        root = setting.paths.banks[0]
        if root.is_file():
            raise UsageError(f"--bank {root} is a file; give the folder that holds questions/")
        return root
    shipped = shipped_banks()
    if (shipped / "pyproject.toml").is_file() and Path.cwd().is_relative_to(shipped):
        return shipped
    return setting.paths.own_banks / "my-cards"


def _wanted(given: Mapping[str, str | None], root: Path) -> Wanted:
    values = {key: value for key, value in given.items() if value is not None}
    topic, slash, name = values.get("name", "").rpartition("/")
    if slash:
        values["name"] = name
        if values.setdefault("topic", topic) != topic:
            raise UsageError(f"--id {topic}/{name} is not in --topic {values['topic']}")
    asked = [key for key in _QUESTIONS if key not in values]
    if sys.stdin.isatty() and sys.stdout.isatty():
        for key in asked:
            text, choice, default = _QUESTIONS[key]
            values[key] = click.prompt(text, type=choice, default=default)
        if "title" not in values and not bank_of(root, values["topic"]).exists():
            default = values["topic"].replace("-", " ").capitalize()
            values["title"] = click.prompt("Title of this new topic", default=default)
    missing = [f"--{key.replace('name', 'id')}" for key in _QUESTIONS if key not in values]
    needed = [flag for flag in missing if flag != "--level"]
    if needed:
        raise UsageError(f"no terminal to ask on, so give {', '.join(needed)}")
    return Wanted(**{"level": "junior", **values})  # type: ignore[arg-type]


_QUESTIONS: dict[str, tuple[str, click.Choice[str] | None, str | None]] = {
    "kind": ("Kind of question", _KIND, next(iter(kinds()))),
    "topic": ("Topic (small letters, digits, '-')", None, None),
    "name": ("Name of the idea, for the card's id (such as zero-grad)", None, None),
    "level": ("Level", _LEVEL, "junior"),
    "question": ("What the interviewer asks", None, None),
}
