"""The memory model, fitted to the learner's own answers."""

import asyncio
from contextlib import aclosing

import click

from quizapp.cli.options import Setting, everywhere
from quizapp.cli.progress import say_share
from quizapp.cli.saying import say
from quizapp.core.memory.fit_judge import Fit
from quizapp.core.memory.model import MemoryModel
from quizapp.core.wording import plural
from quizapp.store.store import Store
from quizapp.study.today import adopt, memory_model


@click.command()
@click.option("--reset", is_flag=True, help="Go back to the usual parameters.")
@everywhere
def fit(setting: Setting, reset: bool) -> int:
    """Fit the memory model to your own answers; adopted only if it predicts you better."""
    with setting.store() as store:
        model = memory_model(store, setting.config)
        retention, days = model.desired_retention, model.days
        if reset:
            usual = MemoryModel(desired_retention=retention, days=days)
            changed = _memories(adopt(store, usual, fitted=False))
            say(f"the usual parameters again; {changed} changed")
            return 0
        found = asyncio.run(_fitted(store, model))
        say(
            f"on {plural(found.held_out, 'answer')} held back, the log loss is "
            f"{found.after:.4f} with fitted parameters, {found.before:.4f} with those used so far"
        )
        if not found.helped:
            say("that is no better, so nothing changes")
            return 1
        changed = _memories(adopt(store, MemoryModel(found.parameters, retention, days)))
        say(f"adopted; {changed} changed. `quizapp fit --reset` goes back")
    return 0


async def _fitted(store: Store, model: MemoryModel) -> Fit:
    """Fit in a process of its own, with a bar on a terminal; ctrl+c ends both."""
    from quizapp.study import fitting

    found: Fit | None = None
    async with aclosing(fitting.fit(store.reviews(), model)) as events:
        async for event in events:
            if isinstance(event, fitting.Progress):
                say_share(event.done)
            else:
                found = event
    say_share(None)
    assert found is not None
    return found


def _memories(count: int) -> str:
    return f"{count:,} {'memory' if count == 1 else 'memories'}"
