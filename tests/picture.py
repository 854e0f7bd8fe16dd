"""Makes the picture in the README out of the real app: `python -m tests.picture`.

A predict card is answered half right; what stands in the picture was printed by the run.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from quizapp import paths
from quizapp.banks.collection import read_collection
from quizapp.config import Config
from quizapp.runner import Runner
from quizapp.store.store import Store
from quizapp.study.services import Services
from quizapp.tui.app import QuizApp
from quizapp.tui.drill.drill_screen import DrillScreen
from tests.tui.waiting import until

CARD = "autograd/accumulate"
SAID = ("7", "14", "14", "7")
TARGET = Path(".github/drill.svg")


async def draw(target: Path, theme: str) -> None:
    """Answer the card and save the screen as SVG."""
    collection, problems = read_collection([paths.shipped_banks()])
    with tempfile.TemporaryDirectory() as folder:
        where = paths.find(Path(folder))
        async with Runner() as runner:
            await runner.wait_ready()
            with Store(where.store) as store:
                config = Config(theme=theme)
                services = Services(collection, problems, store, runner, config, where)
                app = QuizApp(services, [CARD])
                async with app.run_test(size=(112, 30)) as pilot:
                    await answer(pilot)
                    target.write_text(app.export_screenshot(title="quizapp"), encoding="utf-8")


async def answer(pilot: Pilot[None]) -> None:
    """Type what is said, and wait until the run has shown what is true."""

    def drill() -> DrillScreen | None:
        return pilot.app.screen if isinstance(pilot.app.screen, DrillScreen) else None

    await until(pilot, lambda: (screen := drill()) and screen.view)
    await pilot.pause()
    for line in SAID:
        await pilot.press(*line, "enter")
    await pilot.press("f5")
    await until(pilot, lambda: (screen := drill()) and screen.revealed and not screen.running)
    await pilot.pause()


if __name__ == "__main__":
    asyncio.run(draw(TARGET, sys.argv[1] if len(sys.argv) > 1 else "quizapp-dark"))
