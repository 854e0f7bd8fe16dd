"""The commands by name. Each is a function in a module of its own, declared there with its options,
and imported when it is called or its help is asked for."""

import ast
from importlib import import_module
from pathlib import Path

import click

from quizapp.cli.options import Setting, device_option, everywhere, version
from quizapp.cli.saying import say

COMMANDS = {
    "drill": "app:drill",
    "check": "check:check",
    "new": "new:new",
    "run": "run:run",
    "stats": "standing:stats",
    "due": "standing:due",
    "next": "standing:next_",
    "list": "cards:list_",
    "show": "cards:show",
    "note": "cards:note",
    "doctor": "doctor:doctor",
    "banks": "banks:banks",
    "config": "config:config",
    "export": "export:export",
    "import": "import_:import_",
    "restore": "restore:restore",
    "sync": "sync:sync",
    "reset": "renaming:reset",
    "rename": "renaming:rename",
    "plan": "plan:plan",
    "mock": "mock:mock",
    "fit": "fit:fit",
}


class _OnDemand(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"quizapp.cli.{module}"), function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        room = formatter.width - 6 - max(map(len, COMMANDS))
        rows = [
            (name, click.Command(name, help=_help(place)).get_short_help_str(room))
            for name, place in COMMANDS.items()
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def _help(place: str) -> str:
    """A command's docstring, read and not imported, for `quizapp -h` is asked for often."""
    module, _, function = place.partition(":")
    tree = ast.parse(Path(__file__).with_name(f"{module}.py").read_text("utf-8"))
    [found] = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == function]
    return ast.get_docstring(found) or ""


def _say_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        say(f"quizapp, version {version()}")
        context.exit()


@click.group(
    cls=_OnDemand,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_say_version,
    help="Show the version and exit.",
)
@device_option("Where snippets run.  [QUIZAPP_DEVICE]")
@everywhere
@click.pass_context
def quizapp(context: click.Context, setting: Setting, device: str | None) -> int:
    """Prepare for ML and PyTorch interviews: every answer is proven by running it.

    Without a command the app opens.
    """
    if context.invoked_subcommand is None:
        from quizapp.cli.app import open_app

        return open_app(setting, device)
    return 0
