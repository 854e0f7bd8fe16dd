"""The command tree. Each command's own imports come when it runs, so that none pays for another."""

from pathlib import Path

import click

from quizapp.cli.options import Setting, everywhere, version

DEVICES = click.Choice(["auto", "cpu", "cuda", "mps"])


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
def quizapp(context: click.Context, setting: Setting, device: str | None) -> None:
    """Prepare for ML and PyTorch interviews: every answer is proven by running it.

    Without a command the app opens.
    """
    if context.invoked_subcommand is None:
        from quizapp.cli.learning import open_app

        open_app(setting, device)


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
@click.option("--device", type=DEVICES, help="Where snippets run.")
@everywhere
def check(
    setting: Setting,
    banks: tuple[Path, ...],
    run_all: bool,
    as_json: bool,
    coverage: bool,
    device: str | None,
) -> int:
    """Look for mistakes in banks (all known ones, or each PATH: a bank root or file)."""
    from quizapp.cli import authors

    if coverage:
        return authors.coverage(setting, banks, as_json)
    return authors.check(setting, banks, run_all, as_json, device)


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
