"""Any key at any moment: a drill of every kind of card, driven by hypothesis through the pilot.

Every card of the bank has an output and an answer that no other has, so that a frame that shows
another card's is seen; and runs take their time, so that keys come before, while and after them.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from textual.app import App
from textual.widgets import Markdown

from quizapp import paths
from quizapp.banks.collection import read_collection
from quizapp.config import Config
from quizapp.core.run import Event, Finished, Job, Output
from quizapp.runner import Runner
from quizapp.store.store import Store
from quizapp.study.services import Services
from quizapp.tui.drill.card_view import CardView
from quizapp.tui.drill.drill_screen import DrillScreen
from tests.protections import CONFINED
from tests.small_bank import write_bank
from tests.tui.stub import StubRunner

pytestmark = pytest.mark.timeout(1800)  # by its number of steps it ends; a busy machine is slow

KINDS = {
    "flash": "flashcard", "choice": "choice", "several": "choice", "order": "order",
    "short": "short", "predict": "predict", "bug": "bug", "code": "code",
}  # fmt: skip
FIELDS = {
    "flash": "key_points: [one, two]\n    follow_ups: [{ask: And then?, answer: Then that.}]",
    "choice": "options:\n"
    "      - {text: yes it is, correct: true, why: So it is.}\n"
    "      - {text: no, why: Not so.}",
    "several": "options:\n"
    "      - {text: a, correct: true, why: A.}\n"
    "      - {text: b, correct: true, why: B.}\n"
    "      - {text: c, why: C.}",
    "order": "steps: [first, second, third]",
    "short": 'accept: ["42"]',
    "predict": "output: |\n      printed by predict\n    hints: [It prints.]",
    "bug": "symptom: |\n      printed by bug\n    output: |\n      printed by bug, mended",
    "code": "hints: [Write it.]",
}
KEYS = [
    *("space", "enter", "1", "2", "3", "4", "r", "e", "h", "m", "u", "s", "f", "i", "n", "q"),
    *("escape", "f5", "ctrl+g", "ctrl+s", "down", "up", "shift+down", "x", "question_mark"),
    *("D", "tab", "ctrl+z"),
]


def bank_text() -> str:
    cards = [
        f"  - id: mini/{name}\n"
        f"    kind: {kind}\n"
        "    level: junior\n"
        f"    question: What of {name}?\n"
        f"    answer: The truth of {name}.\n"
        f"    {FIELDS[name]}\n"
        f"    snippet: mini/{name}{'' if name in ('bug', 'code') else '.py'}\n"
        for name, kind in KINDS.items()
    ]
    return "topic: mini\ntitle: Mini\ncards:\n" + "".join(cards)


def scripts() -> dict[str, str]:
    plain = {f"{name}.py": f"print('by {name}')\n" for name in KINDS if name not in ("bug", "code")}
    return {
        **plain,
        "bug/buggy.py": "a = 1\nprint(a)\n",
        "bug/fixed.py": "a = 2\nprint(a)\n",
        "code/starter.py": "def f(x):\n    ...\n",
        "code/solution.py": "def f(x):\n    return x\n",
        "code/checks.py": "def check_f(answer):\n    assert answer.f(1) == 1, 'no'\n",
        "code/wrong_a.py": '"""A."""\n',
        "code/wrong_b.py": '"""B."""\n',
    }


class SlowRunner(StubRunner):
    """Prints which card's script it runs, sooner or later; now and then the run is cut off."""

    def __init__(self, luck: Random) -> None:
        super().__init__()
        self.luck = luck

    async def stream(self, job: Job) -> AsyncIterator[Event]:
        await asyncio.sleep(self.luck.choice([0, 0, 0.01, 0.05, 0.2]))
        name = job.path.parent.name if job.path.parent.name in KINDS else job.path.stem
        yield Output("stdout", f"printed by {name}\n")
        await asyncio.sleep(self.luck.choice([0, 0, 0.02]))
        if self.luck.random() < 0.1:
            yield Finished("timed_out", -9, 10.0)
        else:
            yield Finished("ok", 0, 0.01)


class Base(App[None]):
    """Something to come back to."""


class AnyMoment(RuleBasedStateMachine):
    """One sitting after the other; after each step the screen shows nothing of another card."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = TemporaryDirectory()
        root = write_bank(Path(self.folder.name) / "bank", bank_text(), scripts())
        collection, problems = read_collection([root])
        assert problems == []
        self.store = Store(Path(self.folder.name) / "quizapp.db")
        self.services = Services(
            collection,
            [],
            self.store,
            cast("Runner", SlowRunner(Random(7))),
            Config(),
            paths.find(Path(self.folder.name) / "data"),
            lambda: datetime(2026, 11, 20, 12, tzinfo=UTC),
            Random(3),
            lambda: CONFINED,
        )
        self.app = Base()
        self.work: asyncio.Queue[tuple[Coroutine[Any, Any, Any], asyncio.Future[Any]] | None]
        self.work = asyncio.Queue()
        self.driver = self.loop.create_task(self.drive())
        self.wait(asyncio.sleep(0))

    async def drive(self) -> None:
        """The app lives in one task, as Textual wants it; the steps are handed in."""
        async with self.app.run_test(size=(100, 30)) as self.pilot:
            while (order := await self.work.get()) is not None:
                work, done = order
                done.set_result(await work)

    def wait(self, work: Coroutine[Any, Any, Any]) -> None:
        done = self.loop.create_future()
        self.work.put_nowait((work, done))
        both = asyncio.wait([done, self.driver], return_when=asyncio.FIRST_COMPLETED)
        self.loop.run_until_complete(both)
        if self.driver.done():
            self.driver.result()

    def teardown(self) -> None:
        self.work.put_nowait(None)
        self.loop.run_until_complete(self.driver)
        self.store.close()
        self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        self.loop.close()
        self.folder.cleanup()

    async def press_keys(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def pause_for(self, seconds: float) -> None:
        await self.pilot.pause(seconds)

    async def push(self, screen: DrillScreen) -> None:
        await self.app.push_screen(screen)

    @property
    def view(self) -> CardView | None:
        screen = self.app.screen
        return screen.view if isinstance(screen, DrillScreen) else None

    @precondition(lambda self: len(self.app.screen_stack) == 1)
    @rule(start=st.integers(0, len(KINDS) - 1))
    def drill(self, start: int) -> None:
        cards = [f"mini/{name}" for name in KINDS]
        sitting = self.services.sitting(cards[start:] + cards[:start])
        self.wait(self.push(DrillScreen(self.services, sitting)))

    @precondition(lambda self: len(self.app.screen_stack) > 1)
    @rule(keys=st.lists(st.sampled_from(KEYS), min_size=1, max_size=4))
    def press(self, keys: list[str]) -> None:
        self.wait(self.press_keys(*keys))

    @precondition(lambda self: len(self.app.screen_stack) > 1)
    @rule(seconds=st.sampled_from([0.0, 0.01, 0.06, 0.3]))
    def pause(self, seconds: float) -> None:
        self.wait(self.pause_for(seconds))

    @precondition(lambda self: self.view is not None)
    @rule(rating=st.sampled_from("1234"), seconds=st.sampled_from([0.0, 0.01, 0.06, 0.3]))
    def answer(self, rating: str, seconds: float) -> None:
        """The way of every learner: answer, wait a little or not at all, rate."""
        self.wait(self.press_keys("escape", "f5", "enter"))
        self.wait(self.pause_for(seconds))
        self.wait(self.press_keys(rating))

    @invariant()
    def nothing_was_raised(self) -> None:
        assert self.app._exception is None

    @invariant()
    def only_this_card_is_shown(self) -> None:
        view = self.view
        if view is None:
            return
        name = view.entry.card.id.removeprefix("mini/")
        shown = view.panel.first.output.text + view.panel.second.output.text
        foreign = [other for other in KINDS if other != name and f"by {other}" in shown]
        assert not foreign
        answers = [one._markdown or "" for one in view.query("#answer Markdown").results(Markdown)]
        assert all(f"The truth of {name}." in one for one in answers)
        assert not (answers and not view.revealed)
        if not view.revealed and not view.waiting and name not in ("bug", "code"):
            assert view.panel.display == (name == "predict")

    @invariant()
    def a_rating_is_offered_for_what_was_judged(self) -> None:
        screen, view = self.app.screen, self.view
        if isinstance(screen, DrillScreen) and screen._ratings.has_class("-open"):
            assert view is not None
            assert view.revealed

    @invariant()
    def every_rating_is_kept(self) -> None:
        screen = self.app.screen
        if isinstance(screen, DrillScreen):
            given = [one.id for one in screen._sitting.reviews]
            kept = [one.id for one in self.store.reviews()]
            assert given == kept[len(kept) - len(given) :]


AnyMoment.TestCase.settings = settings(
    max_examples=int(os.environ.get("QUIZAPP_ROUNDS", "5")),
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestAnyMoment = AnyMoment.TestCase
