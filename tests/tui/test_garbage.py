"""Garbage is collected while nobody types."""

import gc
from collections.abc import Iterator

import pytest

from quizapp.tui import garbage
from quizapp.tui.garbage import Garbage


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(garbage, "time", found)
    return found


@pytest.fixture
def collected(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Iterator[list[float]]:
    """The moments of whole collections."""
    moments: list[float] = []
    monkeypatch.setattr(gc, "collect", lambda: moments.append(clock.now))
    yield moments
    gc.unfreeze()


def seconds(found: Garbage, clock: Clock, count: int, *, typing: bool) -> None:
    for _ in range(count):
        clock.now += 1
        if typing:
            found.touch()
        found.look()


def test_it_is_collected_when_nobody_has_typed_for_a_moment(
    clock: Clock, collected: list[float]
) -> None:
    found = Garbage()
    seconds(found, clock, 100, typing=True)
    assert collected == []
    seconds(found, clock, 1, typing=False)
    assert collected == []
    seconds(found, clock, 60, typing=False)
    assert collected == [102.0, 123.0, 144.0]


def test_who_types_without_end_does_not_keep_it_for_ever(
    clock: Clock, collected: list[float]
) -> None:
    seconds(Garbage(), clock, 700, typing=True)
    assert collected == [301.0, 602.0]


def test_after_the_app_all_is_as_it_was() -> None:
    usual = gc.get_threshold()
    found = Garbage()
    found.begin()
    assert gc.get_threshold()[2] > 1000
    found.end()
    assert gc.get_threshold() == usual
    assert gc.get_freeze_count() == 0
