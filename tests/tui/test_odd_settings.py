"""Settings that make no sense, as a backup or another program may leave them, are as if not set."""

import sqlite3
from contextlib import closing
from functools import partial
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from quizapp.cli.standing import _as_json
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import DEFAULT_PARAMETERS
from quizapp.interchange.backup_faults import setting_faults
from quizapp.store.store import Store
from quizapp.study.services import Services
from quizapp.study.wishes import Wishes
from quizapp.tui.mock.mock_setup import MockSetupScreen
from quizapp.tui.screens.home import HomeScreen
from quizapp.tui.screens.plan import PlanScreen
from quizapp.tui.screens.progress import ProgressScreen
from tests.protections import NOTHING
from tests.tui.conftest import Opened
from tests.tui.test_home import home, said
from tests.tui.waiting import until

KEYS = {"wishes", "parameters", "starts", "placement", "welcomed", "trusted"}
ODD: list[Any] = [
    [1],
    5,
    -1.5,
    10**400,
    "x",
    "",
    {"mini": {"a": 1}, "weights": 5},
    {"mini": "expert", "weights": {"mini": None}},
    {"minutes": 10**30},
    {"minutes": 0},
    {"minutes": 30, "weights": {"mini": 1e308}},
    {"minutes": 30, "weights": {"mini": -1}},
    {"interview": "soon"},
    [1e308] * len(DEFAULT_PARAMETERS),
    [10**400] * len(DEFAULT_PARAMETERS),
    [None] * len(DEFAULT_PARAMETERS),
    [[[]]],
]


def shows(pilot: Pilot[None], kind: type[Screen[Any]]) -> bool:
    return isinstance(pilot.app.screen, kind)


@pytest.mark.parametrize("value", ODD, ids=lambda value: str(value)[:30])
@pytest.mark.parametrize("key", sorted(KEYS))
def test_everything_is_said_as_if_it_were_not_set(services: Services, key: str, value: Any) -> None:
    usual = services.today()
    services.store.set(key, value)
    services.bench.trust.protection = NOTHING
    assert services.newcomer
    assert services.today() == usual
    assert services.wishes == Wishes()
    assert services.model.parameters == DEFAULT_PARAMETERS
    assert services.outlook() is None
    assert _as_json(services.standing(), None, 0, 0)["cards"] == 8
    root = services.collection.entries["mini/flash"].root
    assert not services.bench.trust.allows(root)


@pytest.mark.parametrize("value", [*ODD, None], ids=lambda value: str(value)[:30])
async def test_the_app_opens_and_drills(
    opened: Opened, services: Services, monkeypatch: pytest.MonkeyPatch, value: Any
) -> None:
    asked: set[str] = set()
    get = Store.get

    def watched(store: Store, key: str, default: Any = None) -> Any:
        asked.add(key)
        return get(store, key, default)

    monkeypatch.setattr(Store, "get", watched)
    for key in KEYS:
        services.store.set(key, value)
    services.bench.trust.protection = NOTHING
    assert services.newcomer
    assert not services.bench.trust.allows(services.collection.entries["mini/flash"].root)
    services.sitting(["mini/flash"]).rate(Rating.GOOD, None)
    async with opened() as pilot:
        assert "1 of 8 cards seen" in said(home(pilot))
        for screen, kind in (("5", PlanScreen), ("4", ProgressScreen), ("2", MockSetupScreen)):
            await pilot.press(screen)
            await until(pilot, partial(shows, pilot, kind))
            await pilot.press("escape")
            await until(pilot, partial(shows, pilot, HomeScreen))
    async with opened("mini/predict"):
        pass
    assert asked == KEYS


def test_what_nobody_can_read_is_not_set(services: Services) -> None:
    with closing(sqlite3.connect(services.store.path, isolation_level=None)) as raw:
        for key in KEYS:
            raw.execute("INSERT INTO settings VALUES (?, '{bad')", (key,))
    assert services.wishes == Wishes()
    assert services.newcomer
    assert services.today().new == 8
    assert services.store.settings() == {}


@pytest.mark.parametrize("key", sorted(KEYS - {"trusted"}))
def test_no_backup_brings_one(key: str) -> None:
    for value in ODD:
        assert [*setting_faults(key, value)] != [], value
