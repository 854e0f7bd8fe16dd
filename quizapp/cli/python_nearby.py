"""Ask once whether snippets may run in an environment nearby, where the app's own has no torch."""

from dataclasses import replace

import click
import msgspec

from quizapp.cli.options import Setting, is_terminal
from quizapp.cli.saying import say
from quizapp.config import change_config

_ASKED = "asked_about_python"


def offer_python(setting: Setting) -> Setting:
    """The setting with the learner's choice; as it was where there is nothing to choose, or no
    terminal to ask at."""
    from quizapp.banks.packages import missing_packages
    from quizapp.runner.interpreter import with_torch_nearby

    if (
        setting.config.python
        or setting.config.remote
        or not is_terminal()
        or not missing_packages(["torch"])
    ):
        return setting
    found = next(with_torch_nearby(), None)
    if found is None:
        return setting
    with setting.store() as store:
        if store.get(_ASKED):
            return setting
        store.set(_ASKED, True)
    say("Snippets need torch, which is not installed beside quizapp.")
    if not click.confirm(f"There is torch in {found}. Run them there?", default=True):
        say("`quizapp config python PATH` names a Python at any time.")
        return setting
    change_config(setting.paths.config, "python", str(found))
    config = msgspec.structs.replace(setting.config, python=str(found))
    return replace(setting, config=config)
