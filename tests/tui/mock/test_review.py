"""A mock interview after its last question: the runs, what they could not judge, the ticks."""

import pytest
from textual.widgets import Static

from quizapp.core.mock.mock import Answer, Question
from quizapp.core.run import Event, Finished, Output
from quizapp.store.store import Store
from quizapp.study.interview_marking import Marking
from quizapp.study.interview_record import keep, open_mock, scorecards
from quizapp.study.services import Services
from quizapp.tui.keys import HelpScreen
from quizapp.tui.mock.mock_review import MockReviewScreen, TalkView
from quizapp.tui.mock.question_screen import QuestionScreen
from quizapp.tui.mock.scorecard_screen import ScorecardScreen
from tests.study.interviews import Clock, kept, state
from tests.tui.conftest import Opened
from tests.tui.mock.conftest import Hosted, in_rows, keys, no_room, notices, on, said, told
from tests.tui.stub import OK, StubRunner
from tests.tui.waiting import until

FOLLOW_UP = "And where do errors go?"
TALK = Answer(0.0, 9.0, ["writes text", "to stdout"], "it writes")
GUESS = Answer(0.0, 5.0, [], "sum: 3\nsum: 6")
SLOW: list[Event] = [Finished("timed_out", None, 10.0)]
WHOLE: list[Event] = [Output("stdout", "sum: 3\nsum: 6\n"), OK]


async def test_a_talk_is_ticked_beside_what_it_should_have_held(
    hosted: Hosted, services: Services, store: Store, clock: Clock
) -> None:
    answer = Answer(0.0, 9.0, [], f"it writes\n\n{FOLLOW_UP}\nto stderr")
    mock = state(questions=[Question("mini/flash", [FOLLOW_UP])], answers=[answer], over=True)
    async with hosted(MockReviewScreen(services, mock)) as pilot:
        await until(pilot, lambda: pilot.app.screen.query(TalkView))
        assert f"{FOLLOW_UP}\nto stderr" in said(pilot, ".yours")
        await pilot.press("1", "3")
        await until(pilot, lambda: kept(store).ticks == {0: [0, 2]})
        await pilot.press("enter")
        await on(pilot, ScorecardScreen)
        assert "partly 67%" in in_rows(pilot)[0]
    assert kept(store).answers[0].score == pytest.approx(2 / 3)


async def test_the_points_to_tick_stay_in_sight_while_a_long_answer_is_read(
    hosted: Hosted, services: Services, clock: Clock
) -> None:
    answer = Answer(0.0, 9.0, [], "\n".join(["it writes"] * 40))
    screen = MockReviewScreen(services, state("mini/flash", answers=[answer], over=True))
    async with hosted(screen, (60, 20)) as pilot:
        await until(pilot, lambda: screen.talking)
        view = screen.query_one(TalkView)
        await until(pilot, lambda: view.rows.region.height)
        assert "pgdn scroll" in keys(pilot)
        await pilot.press("pagedown")
        await until(pilot, lambda: screen.query_one("#page").scroll_y > 0)
        assert screen.region.contains_region(view.rows.region)


async def test_enter_pressed_twice_goes_no_further_than_the_end(
    hosted: Hosted, services: Services, store: Store, clock: Clock
) -> None:
    mock = state("mini/flash", "mini/flash", answers=[TALK, TALK], over=True)
    screen = MockReviewScreen(services, mock)
    async with hosted(screen) as pilot:
        await until(pilot, lambda: screen.talking)
        await screen.action_next()
        await screen.action_next()
        await screen.action_next()
        await on(pilot, ScorecardScreen)
        assert len(pilot.app.screen_stack) == 2


async def test_one_goes_back_to_the_talk_before_and_finds_its_ticks(
    hosted: Hosted, services: Services, clock: Clock
) -> None:
    mock = state("mini/flash", "mini/flash", answers=[TALK, TALK], over=True)
    screen = MockReviewScreen(services, mock)
    async with hosted(screen) as pilot:
        await until(pilot, lambda: screen.talking)
        assert "one back" not in keys(pilot)
        await pilot.press("2", "enter")
        await until(pilot, lambda: "2 of 2" in said(pilot, "#bar"))
        await until(pilot, lambda: "one back" in keys(pilot))
        await pilot.press("u")
        await until(pilot, lambda: "1 of 2" in said(pilot, "#bar"))
        await until(pilot, lambda: len(screen.query(TalkView)) == 1)
        assert screen.query_one(TalkView).rows.marked == {1}
        signs = [
            str(one.render()) for one in screen.query_one(TalkView).query(".sign").results(Static)
        ]
        assert [sign[-2] for sign in signs] == ["☐", "☑"]


async def test_leaving_keeps_the_ticks_for_another_time(
    hosted: Hosted, services: Services, store: Store, clock: Clock
) -> None:
    mock = state("mini/flash", answers=[TALK], over=True)
    screen = MockReviewScreen(services, mock)
    async with hosted(screen) as pilot:
        await until(pilot, lambda: screen.talking)
        await pilot.press("1", "q")
        await until(pilot, lambda: len(pilot.app.screen_stack) == 1)
    again = open_mock(store)
    assert again is not None
    assert again.ticks == {0: [0]}
    assert store.reviews() == []


# Two windows


@pytest.mark.parametrize(("pressed", "said_so"), [("q", False), ("2", True), ("enter", True)])
async def test_where_another_window_ticks_this_one_gives_way_to_it(
    opened: Opened, services: Services, store: Store, clock: Clock, pressed: str, said_so: bool
) -> None:
    keep(store, state("mini/flash", answers=[TALK], over=True))
    here = kept(store)
    screen = MockReviewScreen(services, here)
    async with opened() as pilot:
        await pilot.app.push_screen(screen)
        await until(pilot, lambda: screen.talking)
        Marking(services, here).tick(0, {0})
        there = kept(store)
        await pilot.press(pressed)
        await until(pilot, lambda: not screen.still_here)
        assert not isinstance(pilot.app.screen, ScorecardScreen)
        told = [one for one in notices(pilot) if one.startswith("Another window went on with")]
        assert bool(told) is said_so
    assert kept(store) == there


async def test_where_another_window_has_ended_it_its_scorecard_comes_up(
    opened: Opened, services: Services, store: Store, clock: Clock
) -> None:
    keep(store, state("mini/flash", answers=[TALK], over=True))
    here = kept(store)
    screen = MockReviewScreen(services, here)
    async with opened() as pilot:
        await pilot.app.push_screen(screen)
        await until(pilot, lambda: screen.talking)
        there = Marking(services, here)
        there.tick(0, {0})
        there.finish(clock())
        await pilot.press("2")
        await on(pilot, ScorecardScreen)
        assert "50%" in said(pilot, "#summary")


# What no run could judge


async def test_a_run_that_was_cut_off_asks_what_to_do(
    hosted: Hosted, services: Services, store: Store, runner: StubRunner, clock: Clock
) -> None:
    runner.outputs["sums.py"] = SLOW
    mock = state("mini/predict", answers=[GUESS], unmarked=[0], over=True)
    screen = MockReviewScreen(services, mock)
    async with hosted(screen) as pilot:
        await until(pilot, lambda: screen.stuck)
        question, why = said(pilot, "#why").splitlines()
        assert question == "1. What does it print?"
        assert why == "not judged: the run was stopped at its time limit"
        assert "r run it again" in keys(pilot)
        assert "n go on without it" in keys(pilot)
        runner.outputs["sums.py"] = WHOLE
        await pilot.press("r")
        await on(pilot, ScorecardScreen)
    assert kept(store).answers[0].score == 1.0


async def test_a_run_that_is_cut_off_again_asks_again(
    hosted: Hosted, services: Services, runner: StubRunner, clock: Clock
) -> None:
    runner.outputs["sums.py"] = SLOW
    mock = state("mini/predict", answers=[GUESS], unmarked=[0], over=True)
    screen = MockReviewScreen(services, mock)
    async with hosted(screen) as pilot:
        await until(pilot, lambda: screen.stuck)
        await pilot.press("r")
        await until(pilot, lambda: len(runner.ended) == 2 and screen.stuck)


async def test_going_on_without_a_judgment_leaves_the_answer_out(
    hosted: Hosted, services: Services, store: Store, runner: StubRunner, clock: Clock
) -> None:
    runner.outputs["sums.py"] = SLOW
    cards = ("mini/predict", "mini/predict", "mini/short")
    answers = [GUESS, GUESS, Answer(1.0, 5.0)]
    mock = state(*cards, answers=answers, unmarked=[0, 1], over=True)
    screen = MockReviewScreen(services, mock)
    async with hosted(screen) as pilot:
        await until(pilot, lambda: screen.stuck)
        assert "2 answers were not judged" in said(pilot, "#bar")
        await pilot.press("n")
        await until(pilot, lambda: "An answer was not judged" in said(pilot, "#bar"))
        await pilot.press("n")
        await on(pilot, ScorecardScreen)
        assert "100%" in said(pilot, "#summary")
        assert "2 not judged" in said(pilot, "#summary")
        assert ["not judged" in row for row in in_rows(pilot)] == [True, True, False]
        await pilot.press("enter")
        await on(pilot, QuestionScreen)
        await until(pilot, lambda: "not judged: the run was stopped" in told(pilot))
    assert scorecards(services)[0].score == 1.0
    assert [review.card for review in store.reviews()] == ["mini/short"]


async def test_left_while_a_run_goes_on_the_answer_is_judged_another_time(
    hosted: Hosted, services: Services, store: Store, runner: StubRunner, clock: Clock
) -> None:
    runner.hold.clear()
    mock = state("mini/predict", answers=[GUESS], unmarked=[0], over=True)
    async with hosted(MockReviewScreen(services, mock)) as pilot:
        await until(pilot, lambda: runner.jobs)
        await pilot.press("q")
        await until(pilot, lambda: len(pilot.app.screen_stack) == 1)
        runner.hold.set()
        await until(pilot, lambda: runner.ended)
        assert store.reviews() == []
        again = MockReviewScreen(services, mock)
        await pilot.app.push_screen(again)
        await on(pilot, ScorecardScreen)


async def test_runs_that_end_under_the_help_wait_for_it_to_close(
    hosted: Hosted, services: Services, runner: StubRunner, clock: Clock
) -> None:
    runner.hold.clear()
    mock = state("mini/predict", answers=[GUESS], unmarked=[0], over=True)
    screen = MockReviewScreen(services, mock)
    async with hosted(screen) as pilot:
        await until(pilot, lambda: runner.jobs)
        await pilot.press("question_mark")
        await on(pilot, HelpScreen)
        runner.hold.set()
        await until(pilot, lambda: screen._done)
        assert isinstance(pilot.app.screen, HelpScreen)
        await pilot.press("escape")
        await on(pilot, ScorecardScreen)
        assert len(pilot.app.screen_stack) == 2


# A store that takes nothing


async def test_a_tick_that_cannot_be_kept_is_a_line_on_the_screen(
    opened: Opened, services: Services, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock = state("mini/flash", answers=[TALK], over=True)
    screen = MockReviewScreen(services, mock)
    async with opened() as pilot:
        await pilot.app.push_screen(screen)
        await until(pilot, lambda: screen.talking)
        with monkeypatch.context() as patch:
            patch.setattr(Store, "save_mock", no_room)
            await pilot.press("2")
            await until(pilot, lambda: any("Not kept" in one for one in notices(pilot)))
        await pilot.press("enter")
        await on(pilot, ScorecardScreen)
    assert kept(store).ticks == {0: [1]}


async def test_a_marking_whose_end_cannot_be_kept_can_be_ended_later(
    opened: Opened, services: Services, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock = state("mini/short", answers=[Answer(1.0, 5.0)], over=True)
    screen = MockReviewScreen(services, mock)
    async with opened() as pilot:
        with monkeypatch.context() as patch:
            patch.setattr(Store, "save_mock", no_room)
            await pilot.app.push_screen(screen)
            await until(pilot, lambda: screen.unkept)
            assert "the disk is full" in said(pilot, "#why")
            await until(pilot, lambda: "r keep it now" in keys(pilot))
            await pilot.press("r")
            assert pilot.app.screen is screen
        await pilot.press("r")
        await on(pilot, ScorecardScreen)
    assert [review.card for review in store.reviews()] == ["mini/short"]


async def test_who_leaves_with_ticks_that_cannot_be_kept_is_not_held(
    opened: Opened, services: Services, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = MockReviewScreen(services, state("mini/flash", answers=[TALK], over=True))
    async with opened() as pilot:
        await pilot.app.push_screen(screen)
        await until(pilot, lambda: screen.talking)
        monkeypatch.setattr(Store, "save_mock", no_room)
        await pilot.press("2", "q")
        await until(pilot, lambda: not screen.still_here)
        await until(pilot, lambda: any("Not kept" in one for one in notices(pilot)))
