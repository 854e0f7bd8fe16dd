"""Look whether the Jupyter server is there that is to run snippets, before anything begins."""

import asyncio
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from quizapp.cli.options import Setting
from quizapp.errors import RunnerError, UsageError

if TYPE_CHECKING:
    from quizapp.core.remote_address import Address

GET_REMOTE = "needs `pip install 'quizapp[remote]'`"


def reach(setting: Setting) -> Setting:
    """The setting with a token that the server takes, which is asked for where somebody is there
    to type it; as it was, where runs are on this machine. Raises UsageError, with one line that
    says what is wrong."""
    address = setting.address()
    if address is None:
        return setting
    try:
        from quizapp.runner.remote.jupyter import Refused, look
    except ModuleNotFoundError:
        raise UsageError(f"--remote {GET_REMOTE}") from None
    try:
        asyncio.run(look(address))
    except Refused as error:
        if not sys.stdin.isatty():
            raise UsageError(_said(error)) from None
        return _asked(setting, address)
    except RunnerError as error:
        raise UsageError(_said(error)) from None
    return setting


def _asked(setting: Setting, address: "Address") -> Setting:
    """The same with a token that was typed."""
    from quizapp.runner.remote.jupyter import look

    wrong = "refuses its token" if address.token else "wants a token"
    token = click.prompt(f"{address.shown} {wrong}. Token", hide_input=True, err=True).strip()
    try:
        asyncio.run(look(replace(address, token=token)))
    except RunnerError as error:
        raise UsageError(_said(error)) from None
    return replace(setting, token=token)


def _said(error: RunnerError) -> str:
    return f"{error}; to run here instead: --remote ''"
