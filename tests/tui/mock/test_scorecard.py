"""What came of a mock interview, on the screen."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from quizapp.core.mock.mock import Answer
from quizapp.store.rows import CardNote
from quizapp.study.interview_marking import Marking
from quizapp.study.services import Services
from quizapp.tui.drill.drill_screen import DrillScreen
from quizapp.tui.mock.question_screen import QuestionScreen
from quizapp.tui.mock.scorecard_screen import ScorecardScreen
from quizapp.tui.screens.consent import ConsentScreen
from quizapp.tui.widgets.note_view import NoteView
from tests.protections import NOTHING
from tests.study.interviews import NOON, state
from tests.tui.mock.conftest import Hosted, in_rows, keys, notices, on, said, told
from tests.tui.stub import StubRunner
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
        trend = [line.split() for line in said(pilot, "#trend").splitlines()[1:]]
        assert [(line[0], line[1], line[6]) for line in trend] == [
            ("Tue", "17", "0%"),
            ("▸Thu", "19", "50%"),
        ]
        assert "+50 points" in said(pilot, "#trend")


async def test_each_question_is_a_row_with_what_became_of_it(
    hosted: Hosted, services: Services
) -> None:
    answers = [
        Answer(1.0, 30.0),
        Answer(0.5, 65.0),
        Answer(0.0, 5.0),
        Answer(None, 2.0),
        Answer(None, 3.0, judged=False, note="not judged: stopped"),
    ]
    cards = ("short", "flash", "choice", "order", "predict", "bug")
    mock = state(*(f"mini/{card}" for card in cards), answers=answers)
    Marking(services, mock).finish(NOON)
    async with hosted(ScorecardScreen(services, "m1")) as pilot:
        assert [" ".join(row.split()) for row in in_rows(pilot)] == [
            "1 ✓ right 0:30 mini How is a shape of two by three written?",
            "2 ◐ partly 50% 1:05 mini What does print do?",
            "3 ✗ wrong 0:05 mini What is 1 + 1?",
            "4 ✗ skipped 0:02 mini From small to large.",
            "5 ○ not judged 0:03 mini What does it print?",
            "6 – not reached mini It should print 6.",
        ]


async def test_a_question_opens_with_what_was_said_and_what_is_right(
    hosted: Hosted, services: Services
) -> None:
    finished(services, "m1", 1.0, -1)
    services.store.save_note("mini/choice", CardNote("count thumbs", NOON))
    screen = ScorecardScreen(services, "m1")
    async with hosted(screen, (80, 24)) as pilot:
        assert "enter open" in keys(pilot)
        await pilot.press("down", "enter")
        await on(pilot, QuestionScreen)
        await until(pilot, lambda: "what came of it" in told(pilot))
        assert "Not that one." in told(pilot)
        assert "right and not picked" in told(pilot)
        assert "One and one is two." in told(pilot)
        assert "count thumbs" in str(pilot.app.screen.query_one(NoteView).render())
        await pilot.press("b")
        await until(pilot, lambda: "1. ✓ right" in told(pilot))
        assert "one back" not in keys(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert screen._rows.at == 0


async def test_an_opened_question_runs_its_code(
    hosted: Hosted, services: Services, runner: StubRunner
) -> None:
    mock = state("mini/bug", "mini/code", answers=[Answer(0.0, 5.0), Answer(0.0, 5.0)])
    Marking(services, mock).finish(NOON)
    async with hosted(ScorecardScreen(services, "m1")) as pilot:
        await pilot.press("enter")
        await on(pilot, QuestionScreen)
        await until(pilot, lambda: "r run" in keys(pilot))
        await pilot.press("r")
        await until(pilot, lambda: len(runner.ended) == 2)
        assert {job.path.name for job in runner.ended} == {"buggy.py", "fixed.py"}
        await until(pilot, lambda: "esc back" in keys(pilot))
        await pilot.press("n")
        await until(pilot, lambda: "2. ✗ wrong" in told(pilot))
        await until(pilot, lambda: "next" not in keys(pilot))
        assert "r run" not in keys(pilot)  # an exercise prints nothing by itself


async def test_a_run_of_an_opened_question_is_stopped_before_it_is_left(
    hosted: Hosted, services: Services, runner: StubRunner
) -> None:
    finished(services, "m1", 1.0, -1)
    runner.hold.clear()
    screen = ScorecardScreen(services, "m1")
    async with hosted(screen) as pilot:
        await pilot.press("enter")
        await on(pilot, QuestionScreen)
        await until(pilot, lambda: "r run" in keys(pilot))
        await pilot.press("r")
        await until(pilot, lambda: "esc stop" in keys(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "esc back" in keys(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)


async def test_an_opened_question_of_a_bank_that_may_not_run_says_so_and_asks(
    hosted: Hosted, services: Services, runner: StubRunner
) -> None:
    services.bench._protect = lambda: NOTHING
    mock = state("mini/predict", answers=[Answer(0.0, 5.0)])
    Marking(services, mock).finish(NOON)
    async with hosted(ScorecardScreen(services, "m1")) as pilot:
        await pilot.press("enter")
        await on(pilot, QuestionScreen)
        await until(pilot, lambda: "y allow its bank" in keys(pilot))
        assert "not allowed" in said(pilot, "#code-bar")
        assert "r run" not in keys(pilot)
        await pilot.press("y")
        await on(pilot, ConsentScreen)
        await pilot.press("y")
        await on(pilot, QuestionScreen)
        await until(pilot, lambda: "r run" in keys(pilot))
        assert "not allowed" not in said(pilot, "#code-bar")
        assert runner.jobs == []
        await pilot.press("r")
        await until(pilot, lambda: len(runner.ended) == 1)


async def test_an_opened_question_is_practiced(hosted: Hosted, services: Services) -> None:
    finished(services, "m1", 1.0, -1)
    async with hosted(ScorecardScreen(services, "m1")) as pilot:
        await pilot.press("enter")
        await on(pilot, QuestionScreen)
        await pilot.press("p")
        await on(pilot, DrillScreen)
        drill = pilot.app.screen
        assert isinstance(drill, DrillScreen)
        assert drill._sitting.card == "mini/short"


async def test_where_there_is_room_the_question_is_read_beside_its_row(
    hosted: Hosted, services: Services
) -> None:
    finished(services, "m1", 1.0, -1)
    async with hosted(ScorecardScreen(services, "m1"), (160, 50)) as pilot:
        await until(pilot, lambda: "1. ✓ right" in told(pilot))
        await pilot.press("down")
        await until(pilot, lambda: "Not that one." in told(pilot))
        assert "1. ✓ right" not in told(pilot)


async def test_a_question_whose_card_has_gone_is_said(hosted: Hosted, services: Services) -> None:
    finished(services, "m1", 1.0, -1)
    async with hosted(ScorecardScreen(services, "m1")) as pilot:
        del services.collection.entries["mini/short"]
        await pilot.press("enter")
        await until(pilot, lambda: any("In no bank any more" in one for one in notices(pilot)))


async def test_the_cursor_takes_the_page_along(hosted: Hosted, services: Services) -> None:
    mock = state(*["mini/short"] * 30, answers=[Answer(1.0, 5.0)] * 30)
    Marking(services, mock).finish(NOON)
    screen = ScorecardScreen(services, "m1")
    async with hosted(screen, (60, 20)) as pilot:
        await pilot.press("end")
        await until(pilot, lambda: screen._scroll.scroll_y > 10)
        last = screen._rows.region.y + 29
        assert 0 < last < 20
        await pilot.press("home")
        await until(pilot, lambda: screen._scroll.scroll_y == 0)


async def test_what_was_missed_is_drilled(hosted: Hosted, services: Services) -> None:
    finished(services, "m1", 1.0, -1)
    async with hosted(ScorecardScreen(services, "m1")) as pilot:
        await pilot.press("p")
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
    assert "1. How is a shape of two by three written? (100% in 0:30 min" in written
    assert "   - right: 2\n" in written
    data = msgspec.json.decode(next(tmp_path.glob("mock-*.json")).read_bytes())
    assert data["score"] == 0.5
    assert [row["right"] for row in data["rows"]] == [["(2, 3)"], ["2"]]


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
        assert "practice" not in keys(pilot)


async def test_a_mock_of_which_nothing_was_judged_has_no_score(
    hosted: Hosted, services: Services
) -> None:
    answers = [Answer(None, 5.0, judged=False, note="not judged: the run was stopped")]
    Marking(services, state("mini/predict", answers=answers)).finish(NOON)
    async with hosted(ScorecardScreen(services, "m1")) as pilot:
        assert said(pilot, "#summary").startswith("no score")
        assert "practice" not in keys(pilot)
