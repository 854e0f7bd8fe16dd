"""The pictures of the app: what every state looks like, and that it goes on to.

A change of looks is seen in `git diff` of the pictures; `make looks` draws them again. Open them
before they are committed.
"""

import pytest
from syrupy.assertion import SnapshotAssertion

from quizapp.study.services import Services
from quizapp.tui.app import QuizApp
from tests.looks.conftest import study
from tests.looks.states import STATES, settled

pytestmark = pytest.mark.asyncio(loop_scope="session")

EVERY = [((80, 24), "quizapp-dark"), ((120, 36), "quizapp-light")]
SOME = [((60, 20), "quizapp-light"), ((160, 50), "quizapp-dark")]
AT_ALL_SIZES = {
    "welcome", "home", "plan", "progress", "browse", "flashcard_revealed", "several_partly",
    "predict_partly", "code", "summary", "scorecard",
}  # fmt: skip
SHOTS = [
    pytest.param(
        name, size, theme, id=f"{name}-{size[0]}x{size[1]}-{theme.removeprefix('quizapp-')}"
    )
    for name in STATES
    for size, theme in EVERY + (SOME if name in AT_ALL_SIZES else [])
]


@pytest.mark.parametrize(("name", "size", "theme"), SHOTS)
async def test_it_looks_as_it_did(
    name: str, size: tuple[int, int], theme: str, services: Services, picture: SnapshotAssertion
) -> None:
    shown = STATES[name]
    if not shown.newcomer:
        study(services)
    services.greets = not shown.screen
    services.config.theme = theme
    app = QuizApp(services, shown.cards, shown.screen)
    async with app.run_test(size=size) as pilot:
        app.animation_level = "none"
        await settled(pilot)
        await shown.reach(pilot)
        await settled(pilot)
        drawn = app.export_screenshot(title="quizapp")
    assert drawn == picture
