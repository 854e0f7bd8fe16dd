"""Whatever is pressed, in whatever order and however quickly: no screen raises.

The drill and the mock interview are left out; they have walks of their own.
"""

from datetime import timedelta
from random import Random

import pytest
from textual.pilot import Pilot

from quizapp.core.grading.rating import Rating
from quizapp.core.memory.review import CardState
from quizapp.store.store import Store
from quizapp.study.services import Services
from quizapp.study.wishes import Wishes, keep_wishes
from quizapp.tui.screens.home import HomeScreen
from tests.tui.conftest import NOON, Opened, stopped

KEYS = (
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab"),
    *("enter", "enter", "space", "escape", "escape", "question_mark", "slash", "ctrl+p"),
    *("backspace", "delete", "f5", "ctrl+s", "plus", "minus"),
    *"abdefhjklnopqrstuxyPNzi:13459",
)
SIZES = ((60, 20), (120, 36), (60, 15), (160, 50), (80, 24))
MOMENT = 0.002  # seconds


@pytest.fixture
def _some_past(services: Services, store: Store) -> None:
    """Answers of every kind, a plan, and cards that were put away."""
    for days, card, rating in (
        (9, "mini/flash", Rating.GOOD),
        (4, "mini/short", Rating.AGAIN),
        (0.001, "mini/bug", Rating.AGAIN),
        (0.2, "mini/order", Rating.HARD),
    ):
        services.now = stopped(NOON - timedelta(days=days))
        services.sitting([card]).rate(rating, None)
    services.now = stopped(NOON)
    store.set_states({"mini/code": CardState(suspended=True), "mini/predict": CardState(flag=1)})
    keep_wishes(store, Wishes(), Wishes((NOON + timedelta(days=3)).date()))


@pytest.fixture
def _no_mock(monkeypatch: pytest.MonkeyPatch) -> None:
    opening = HomeScreen.open_screen

    def open_screen(screen: HomeScreen, name: str, **more: bool) -> None:
        if name != "mock":
            opening(screen, name, **more)

    monkeypatch.setattr(HomeScreen, "open_screen", open_screen)


async def walk(pilot: Pilot[None], luck: Random, steps: int) -> list[str]:
    """Press keys in bursts, some faster than any screen can follow, and change the size. Ends
    early where a key ends the app."""
    pressed: list[str] = []
    while len(pressed) < steps and not pilot.app._exit:
        for key in luck.choices(KEYS, k=luck.randint(1, 6)):
            if key == "q" and isinstance(pilot.app.screen, HomeScreen):
                continue
            pressed.append(key)
            pilot.app.simulate_key(key)
            if luck.random() < 0.5 and not pilot.app._exit:
                await pilot.pause(MOMENT)
        if luck.random() < 0.08 and not pilot.app._exit:
            await pilot.resize_terminal(*luck.choice(SIZES))
    return pressed


@pytest.mark.usefixtures("_some_past", "_no_mock", "started")
@pytest.mark.parametrize("size", [(60, 20), (120, 36)])
@pytest.mark.parametrize("seed", range(3))
async def test_no_order_of_keys_raises(
    opened: Opened,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    seed: int,
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with opened(size=size) as pilot:
        pressed = await walk(pilot, Random(seed), 150)
        assert pilot.app._exception is None, pressed[-12:]
