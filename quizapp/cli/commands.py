"""The command tree. Each command's own imports come when it runs, so that none pays for another."""

from pathlib import Path

import click

from quizapp.cli.options import Setting, everywhere, version
from quizapp.core.cards.card import KINDS

DEVICES = click.Choice(["auto", "cpu", "cuda", "mps"])
KIND = click.Choice([str(kind.__struct_config__.tag) for kind in KINDS])
LEVEL = click.Choice(["junior", "mid", "senior"])


class _InOrder(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(
    cls=_InOrder,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(version(), prog_name="quizapp")
@click.option("--device", type=DEVICES, help="Where snippets run.  [QUIZAPP_DEVICE]")
@everywhere
@click.pass_context
def quizapp(context: click.Context, setting: Setting, device: str | None) -> int:
    """Prepare for ML and PyTorch interviews: every answer is proven by running it.

    Without a command the app opens.
    """
    if context.invoked_subcommand is None:
        from quizapp.cli.learning import open_app

        return open_app(setting, device)
    return 0


@quizapp.command()
@click.option("--topic", "-t", multiple=True, help="Only this topic; repeatable.")
@click.option("--plain", is_flag=True, help="Line by line, for screen readers, pipes and logs.")
@click.option("--device", type=DEVICES, help="Where snippets run.")
@everywhere
def drill(setting: Setting, topic: tuple[str, ...], plain: bool, device: str | None) -> int:
    """Drill what is due, then new cards."""
    from quizapp.cli import learning

    return learning.drill(setting, topic, plain, device)


@quizapp.command()
@click.argument("banks", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--run", "run_all", is_flag=True, help="Prove every card by running its snippet.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--coverage", is_flag=True, help="Print which cards cover each source.")
@click.option("--record", is_flag=True, help="Keep what cards print that need CUDA or a package.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until ctrl+c.")
@click.option("--device", type=DEVICES, help="Where snippets run.")
@everywhere
def check(
    setting: Setting,
    banks: tuple[Path, ...],
    run_all: bool,
    as_json: bool,
    coverage: bool,
    record: bool,
    watch: bool,
    device: str | None,
) -> int:
    """Look for mistakes in banks (all known ones, or each PATH: a bank root or file)."""
    from quizapp.cli import authors

    if watch:
        return authors.watch(setting, banks, run_all, as_json or coverage, device)
    if record:
        return authors.record(setting, banks)
    if coverage:
        return authors.coverage(setting, banks, as_json)
    return authors.check(setting, banks, run_all, as_json, device)


@quizapp.command()
@click.option("--kind", "-k", type=KIND, help="What kind of question.")
@click.option("--topic", "-t", help="Its topic, such as autograd; a new one gets a bank file.")
@click.option("--id", "name", help="A name for the idea, such as zero-grad, or topic/name.")
@click.option("--level", "-l", type=LEVEL, help="For whom; junior if not given.")
@click.option("--question", "-q", help="What the interviewer asks, in Markdown.")
@click.option("--title", help="Title of a new topic.")
@everywhere
def new(setting: Setting, **given: str | None) -> int:
    """Make a card with its snippet, to be written over; asks for what is not given.

    It goes to your own cards, in a checkout to the shipped banks, or to the bank root of --bank.
    """
    from quizapp.cli import authors

    return authors.new(setting, given)


@quizapp.command()
@click.argument("snippet")
@click.option("--json", "as_json", is_flag=True, help="Print outcome and output as JSON.")
@click.option("--device", type=DEVICES, help="Where it runs.")
@click.option("--timeout", type=click.FloatRange(min=0.1), help="Seconds until it is stopped.")
@everywhere
def run(
    setting: Setting, snippet: str, as_json: bool, device: str | None, timeout: float | None
) -> int:
    """Run a SNIPPET: a path, a name below snippets/, or a card's id."""
    from quizapp.cli import running

    return running.run(setting, snippet, as_json, device, timeout)


@quizapp.command()
@click.option("--json", "as_json", is_flag=True, help="Print the numbers as JSON.")
@everywhere
def stats(setting: Setting, as_json: bool) -> int:
    """What you know now, whole and by topic."""
    from quizapp.cli import learning

    return learning.stats(setting, as_json)


@quizapp.command()
@click.option("--json", "as_json", is_flag=True, help="Print the ids as JSON.")
@everywhere
def due(setting: Setting, as_json: bool) -> int:
    """The cards that a drill would ask now, in their order."""
    from quizapp.cli import learning

    return learning.due(setting, as_json)


@quizapp.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@everywhere
def doctor(setting: Setting, as_json: bool) -> int:
    """What is installed, where data lives, what protects runs, and what is wrong."""
    from quizapp.cli import running

    return running.doctor(setting, as_json)


@quizapp.group()
def banks() -> None:
    """Other people's banks, and your own: add, list, remove."""


@banks.command("add")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@everywhere
def banks_add(setting: Setting, folder: Path) -> int:
    """Make the bank root DIR known: a folder with questions/ and snippets/."""
    from quizapp.cli import banks

    return banks.add(setting, folder)


@banks.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@everywhere
def banks_list(setting: Setting, as_json: bool) -> int:
    """All known bank roots, with their cards and problems, and where each comes from."""
    from quizapp.cli import banks

    return banks.show(setting, as_json)


@banks.command("remove")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@everywhere
def banks_remove(setting: Setting, folder: Path) -> int:
    """Forget the bank root DIR; its files and your history stay."""
    from quizapp.cli import banks

    return banks.remove(setting, folder)


@quizapp.command()
@click.argument("key", required=False)
@click.argument("value", nargs=-1)
@click.option("--unset", is_flag=True, help="Put the default of KEY back.")
@click.option("--path", "path_only", is_flag=True, help="Print where the config file is.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@everywhere
def config(
    setting: Setting,
    key: str | None,
    value: tuple[str, ...],
    unset: bool,
    path_only: bool,
    as_json: bool,
) -> int:
    """All settings; or KEY's value; or set KEY to VALUE."""
    from quizapp.cli import banks

    return banks.config(setting, key, value, unset, path_only, as_json)


@quizapp.command()
@click.argument("form", type=click.Choice(["anki", "csv", "json", "markdown"]))
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The file to write.")
@click.option("--topic", "-t", multiple=True, help="Only this topic; repeatable.")
@click.option("--no-run", is_flag=True, help="anki: recorded output instead of a run of each card.")
@click.option("--device", type=DEVICES, help="anki: where snippets run.")
@everywhere
def export(
    setting: Setting,
    form: str,
    output: Path | None,
    topic: tuple[str, ...],
    no_run: bool,
    device: str | None,
) -> int:
    """Cards as an Anki deck, a CSV table or a Markdown cheat sheet; all your data as JSON."""
    from quizapp.cli import data

    return data.export(setting, form, output, topic, not no_run, device)


@quizapp.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "topic", metavar="TOPIC", help="The topic that imported cards get.")
@everywhere
def import_(setting: Setting, file: Path, topic: str | None) -> int:
    """Bring in FILE: an Anki package or a CSV table as cards of yours, or a JSON export."""
    from quizapp.cli import data

    return data.import_file(setting, file, topic)


@quizapp.command()
@click.argument("backup", required=False)
@everywhere
def restore(setting: Setting, backup: str | None) -> int:
    """Put a daily BACKUP (its date, or a file) in the place of your data; without it, list them."""
    from quizapp.cli import backups

    return backups.restore(setting, backup)


@quizapp.command()
@click.argument("day", nargs=-1)
@click.option("--minutes", type=click.IntRange(1, 1440), help="Minutes a day there are.")
@click.option("--weight", multiple=True, metavar="TOPIC=N", help="0 leaves out, 2 counts double.")
@click.option("--clear", is_flag=True, help="Forget the day.")
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
@everywhere
def plan(
    setting: Setting,
    day: tuple[str, ...],
    minutes: int | None,
    weight: tuple[str, ...],
    clear: bool,
    as_json: bool,
) -> int:
    """Set the DAY of your interview (2026-12-05, friday, in 12 days), and see what it will find."""
    from quizapp.cli import planning

    return planning.plan(setting, " ".join(day), minutes, weight, clear, as_json)


@quizapp.command()
@click.option("--device", type=DEVICES, help="Where snippets run.")
@everywhere
def mock(setting: Setting, device: str | None) -> int:
    """Sit a mock interview against the clock, and read its scorecard."""
    from quizapp.cli.learning import open_app

    return open_app(setting, device, screen="mock")


@quizapp.command()
@click.option("--reset", is_flag=True, help="Go back to the usual parameters.")
@everywhere
def fit(setting: Setting, reset: bool) -> int:
    """Fit the memory model to your own answers; adopted only if it predicts you better."""
    from quizapp.cli import planning

    return planning.fit(setting, reset)
