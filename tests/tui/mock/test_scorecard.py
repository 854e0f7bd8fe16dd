"""What came of a mock interview, on the screen."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from quizapp.core.mock.mock import Answer
from quizapp.study.interview_marking import Marking
from quizapp.study.services import Services
from quizapp.tui.drill.drill_screen import DrillScreen
from quizapp.tui.mock.scorecard_screen import ScorecardScreen
from tests.study.interviews import NOON, state
from tests.tui.mock.conftest import Hosted, keys, notices, on, said
from tests.tui.waiting import until


def finished(services: Services, name: str, score: float, days: int) -> None:
    """An interview of some days ago, its first answer of this score."""
    at = NOON + timedelta(days=days)
    answers = [Answer(score, 30.0), Answer(0.0, 60.0, ["Not that one. Right: 2"])]
    mock = state("mini/short", "mini/choice", id=name, started=at, answers=answers)
    Marking(services, mock).finish(at)


async def test_the_scorecard_is_set_against_those_before(
    hosted: Hosted, services: Services
) -> None:
    finished(services, "m1", 0.0, -3)
    finished(services, "m2", 1.0, -1)
    async with hosted(ScorecardScreen(services, "m2")) as pilot:
        assert "50%" in said(pilot, "#summary")
        assert "2 of 2 questions answered in 1:30 min" in said(pilot, "#summary")
        assert "50 points better than the one before (0%)" in said(pilot, "#summary")
        assert "Not that one. Right: 2" in said(pilot, "#questions")


async def test_what_was_missed_is_drilled(hosted: Hosted, services: Services) -> None:
    finished(services, "m1", 1.0, -1)
    async with hosted(ScorecardScreen(services, "m1")) as pilot:
        await pilot.press("d")
        await on(pilot, DrillScreen)
        drill = pilot.app.screen
        assert isinstance(drill, DrillScreen)
        assert drill._sitting.card == "mini/choice"
        assert drill._sitting.total == 1


async def test_the_scorecard_is_written_beside_ones_work(
    hosted: Hosted, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    finished(services, "m2", 1.0, -1)
    async with hosted(ScorecardScreen(services, "m2")) as pilot:
        await pilot.press("m", "J")
        await until(pilot, lambda: len(list(tmp_path.glob("mock-2026-11-19-*"))) == 2)
    written = next(tmp_path.glob("mock-*.md")).read_text(encoding="utf-8")
    assert "How is a shape of two by three written?" in written
    data = msgspec.json.decode(next(tmp_path.glob("mock-*.json")).read_bytes())
    assert data["score"] == 0.5


async def test_a_folder_that_cannot_be_written_to_is_said(
    hosted: Hosted, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished(services, "m1", 0.0, -3)

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    async with hosted(ScorecardScreen(services, "m1")) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: any("Permission denied" in one for one in notices(pilot)))


async def test_a_mock_that_is_gone_is_said(hosted: Hosted, services: Services) -> None:
    async with hosted(ScorecardScreen(services, "nowhere")) as pilot:
        assert "not in the store any more" in said(pilot, "#body Static, #scroll Static")
        assert "drill" not in keys(pilot)


async def test_a_mock_of_which_nothing_was_judged_has_no_score(
    hosted: Hosted, services: Services
) -> None:
    answers = [Answer(None, 5.0, judged=False, note="not judged: the run was stopped")]
    Marking(services, state("mini/predict", answers=answers)).finish(NOON)
    async with hosted(ScorecardScreen(services, "m1")) as pilot:
        assert said(pilot, "#summary").startswith("no score")
        assert "drill" not in keys(pilot)
