"""All that a command says goes through here: what came from a bank, a path or a run steers no
terminal."""

import sys
from typing import Any, TextIO

import click
import msgspec

from quizapp.core.printable import Stream, escaped, printable


def say(text: object, *, err: bool = False) -> None:
    """A line, or some, on stdout or stderr."""
    click.echo(printable(str(text)), err=err)


def say_json(value: Any) -> None:
    """Print a value as indented JSON; nothing else goes to stdout."""
    text = msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=2)
    sys.stdout.write(escaped(text.decode()) + "\n")
    sys.stdout.flush()


class Passing:
    """Passes a run's output on as it comes: to a terminal cleaned, to anything else as it is."""

    def __init__(self, to: TextIO) -> None:
        self._to = to
        self._stream = Stream() if to.isatty() else None

    def write(self, text: str) -> None:
        """The next piece of it."""
        self._to.write(text if self._stream is None else self._stream.clean(text))
        self._to.flush()
