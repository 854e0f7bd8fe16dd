"""The command line: one function per command, and the only place that wires the rooms together."""

import sys
from io import TextIOWrapper

TYPE_CHECKING = False  # that of `typing`, which takes long enough to load for a ctrl+c to come in
if TYPE_CHECKING:
    import click

INTERRUPTED = 130


def main() -> None:
    """Entry point: errors become one line on stderr and an exit code, never a traceback."""
    try:
        code = _called()
    except KeyboardInterrupt:  # also while the imports run
        code = INTERRUPTED
    sys.exit(code)


def _called() -> int:
    import click

    from quizapp.cli.saying import say
    from quizapp.errors import QuizError

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal may know fewer characters than we write
            stream.reconfigure(errors="replace")
    try:
        from quizapp.cli.commands import quizapp

        code = quizapp.main(prog_name="quizapp", standalone_mode=False)
    except click.exceptions.Exit as ending:
        code = ending.exit_code
    except click.Abort:
        say("interrupted", err=True)
        code = INTERRUPTED
    except click.ClickException as error:
        say(f"quizapp: {_in_one_line(error)}", err=True)
        code = error.exit_code
    except QuizError as error:
        say(f"quizapp: {error}", err=True)
        code = error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        code = 1
    except Exception as error:  # noqa: BLE001 - our own bug, whatever it is; nowhere else
        code = _unexpected(error)
    return code if isinstance(code, int) else 0


def _in_one_line(error: "click.ClickException") -> str:
    """What click says in four lines."""
    context = getattr(error, "ctx", None)
    said = " ".join(error.format_message().split()).rstrip(".")
    return said if context is None else f"{said}; {context.command_path} -h tells more"


def _unexpected(error: Exception) -> int:
    import traceback

    from quizapp.core.printable import printable
    from quizapp.error_log import in_one_line, record

    log = record(error)
    if log is None:
        print(printable("".join(traceback.format_exception(error))), file=sys.stderr)
    print(f"quizapp: {in_one_line(error, log)}", file=sys.stderr)
    return 1
