"""The command line: one function per command, and the only place that wires the rooms together."""

import sys

import click

from quizapp.cli.options import version
from quizapp.errors import QuizError

INTERRUPTED = 130


def main() -> None:
    """Entry point: errors become one line on stderr and an exit code, never a traceback."""
    from quizapp.cli.commands import quizapp

    try:
        code = quizapp.main(prog_name="quizapp", standalone_mode=False)
    except click.exceptions.Exit as ending:
        code = ending.exit_code
    except click.Abort:
        click.echo("interrupted", err=True)
        code = INTERRUPTED
    except KeyboardInterrupt:
        code = INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except QuizError as error:
        click.echo(f"quizapp: {error}", err=True)
        code = error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        code = 1
    sys.exit(code if isinstance(code, int) else 0)


__all__ = ["main", "version"]
