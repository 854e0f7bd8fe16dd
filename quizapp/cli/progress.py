"""How far long work is: click's bar on a terminal's stderr, gone at the end."""

import shutil
import sys
from typing import Any

import click

_PERCENT = 100
_BESIDE = 42  # cells that the bar, the count and the time take
_GONE = "\x1b[A\r\x1b[K"  # click's bar ends with a new line


def say_progress(done: int, total: int, name: str) -> None:
    """Show `done` of `total`, with the name of what was done last."""
    _line.show(done, total, name)
    if done >= total:
        _line.clear()


def say_share(done: float | None) -> None:
    """Show a share from 0 to 1 of the fitting; None takes the bar away."""
    if done is None:
        _line.clear()
    else:
        _line.show(round(done * _PERCENT), _PERCENT, "fitting; ^C stops")


class _Line:
    """The one line there is. It is taken away also when its command is interrupted."""

    def __init__(self) -> None:
        self._bar: Any = None

    def show(self, done: int, total: int, name: str) -> None:
        if not sys.stderr.isatty():
            return
        if self._bar is None:
            self._bar = click.progressbar(
                length=max(1, total),
                file=sys.stderr,
                width=20,
                fill_char="█",
                empty_char="▁",
                bar_template="%(bar)s  %(info)s",
                show_pos=total != _PERCENT,
                item_show_func=_shortened,
            ).__enter__()
            context = click.get_current_context(silent=True)
            if context is not None:
                context.call_on_close(self.clear)
        self._bar.update(done - self._bar.pos, name)

    def clear(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
            click.echo(_GONE, nl=False, err=True)


def _shortened(name: str | None) -> str | None:
    room = max(0, shutil.get_terminal_size().columns - _BESIDE)
    return name[:room] if name else None


_line = _Line()
