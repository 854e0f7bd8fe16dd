"""Mock interviews, driven by their keys."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Static, TextArea

from quizapp.core.memory.review import CardState, Rating
from quizapp.core.mock.mock import Answer, Question
from quizapp.core.run import Finished, Output
from quizapp.store.store import Store
from quizapp.study.interview import Interview, Settings, begin, plan
from quizapp.study.interview_marking import Marking
from quizapp.study.interview_record import Kept, keep, open_mock, scorecards
from quizapp.tui.drill.drill_screen import DrillScreen
from quizapp.tui.mock.mock_review import MockReviewScreen
from quizapp.tui.mock.mock_screen import MockScreen, clock_text
from quizapp.tui.mock.mock_setup import MockSetupScreen
from quizapp.tui.mock.mock_view import Given, MockView
from quizapp.tui.mock.scorecard_screen import ScorecardScreen
from quizapp.tui.screens.ask import AskScreen
from quizapp.tui.services import Parts
from quizapp.tui.widgets.key_bar import KeyBar
from quizapp.tui.widgets.row_list import Row, RowList
from tests.tui.conftest import NOON, Opened
from tests.tui.stub import StubRunner
from tests.tui.waiting import until

FOLLOW_UP = "And where do errors go?"


@dataclass
class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def on(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock(parts: Parts) -> Clock:
    parts.now = Clock()
    return parts.now


def state(*cards: str, **fields: object) -> Kept:
    questions = [Question(card) for card in cards]
    values: dict[str, object] = {"id": "m1", "started": NOON, "questions": questions}
    return Kept(**(values | fields))  # type: ignore[arg-type]


def kept(store: Store) -> Kept:
    return msgspec.json.decode(store.mocks()[-1].state, type=Kept)


async def ask(pilot: Pilot[None], parts: Parts, mock: Kept) -> MockScreen:
    screen = MockScreen(parts, mock)
    await pilot.app.push_screen(screen)
    await pilot.pause()
    return screen


async def on(pilot: Pilot[None], screen: type) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))


def said(pilot: Pilot[None], place: str) -> str:
    return str(pilot.app.screen.query_one(place, Static).render())


def keys(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one(KeyBar).query_one(Static).render())


# Asking


async def test_each_kind_is_answered_without_feedback_and_scored_at_the_end(
    opened: Opened, parts: Parts, store: Store, clock: Clock
) -> None:
    cards = ("choice", "several", "short", "order", "predict", "bug")
    async with opened() as pilot:
        screen = await ask(pilot, parts, state(*(f"mini/{card}" for card in cards)))

        async def answer(*pressed: str) -> None:
            done = len(screen._interview.state.answers)
            clock.on(10)
            await pilot.press(*pressed)
            await until(pilot, lambda: len(screen._interview.state.answers) > done)

        rows = screen.query_one(RowList)
        right = str([row.text for row in rows._rows].index("2") + 1)
        await answer(right, "enter")
        assert len(kept(store).answers) == 1
        await until(pilot, lambda: "two" in [row.text for row in screen.query("Row").results(Row)])
        texts = [row.text for row in screen.query_one(RowList)._rows]
        await answer(str(texts.index("two") + 1), "enter")
        await answer(*"(2, 3)", "enter")
        await answer("enter")
        await answer(*"sum: 3", "enter", *"sum: 7", "ctrl+s")
        await answer("enter")
        await on(pilot, ScorecardScreen)
        scores = [answer.score for answer in kept(store).answers]
        assert scores[:3] == [1.0, 0.5, 1.0]
        assert scores[3] is not None
        assert scores[3] < 1
        assert scores[4:] == [0.5, 1.0]
        assert [answer.seconds for answer in kept(store).answers] == [10.0] * 6


async def test_a_talk_is_followed_up_and_its_points_are_ticked_afterwards(
    opened: Opened, parts: Parts, store: Store, clock: Clock
) -> None:
    mock = state(questions=[Question("mini/flash", [FOLLOW_UP])])
    async with opened() as pilot:
        screen = await ask(pilot, parts, mock)
        await pilot.press(*"it writes", "ctrl+s")
        await until(pilot, lambda: screen._interview.state.parts == ["it writes"])
        assert "follow-up" in said(pilot, "#what")
        await pilot.press(*"to stderr", "ctrl+s")
        await on(pilot, MockReviewScreen)
        review = pilot.app.screen
        assert isinstance(review, MockReviewScreen)
        await until(pilot, lambda: bool(review.query(RowList)))
        assert "it writes" in said(pilot, "#yours")
        assert f"{FOLLOW_UP}\nto stderr" in said(pilot, "#yours")
        await pilot.press("1", "3")
        await until(pilot, lambda: kept(store).ticks == {0: [0, 2]})
        await pilot.press("enter")
        await on(pilot, ScorecardScreen)
        answer = kept(store).answers[0]
        assert answer.score == pytest.approx(2 / 3)
        assert answer.missed == ["to stdout"]
        assert "to stdout" in said(pilot, "#questions")


async def test_what_was_said_aloud_needs_no_typing(
    opened: Opened, parts: Parts, store: Store, clock: Clock
) -> None:
    async with opened() as pilot:
        await ask(pilot, parts, state("mini/flash"))
        await pilot.press("ctrl+s")
        await on(pilot, MockReviewScreen)
        assert kept(store).answers[0].score == 0.0


async def test_an_unanswered_question_is_not_handed_in_but_can_be_skipped(
    opened: Opened, parts: Parts, store: Store, clock: Clock
) -> None:
    async with opened() as pilot:
        screen = await ask(pilot, parts, state("mini/predict", "mini/short"))
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert screen._interview.state.answers == []
        await pilot.press("escape", "n")
        await until(pilot, lambda: kept(store).answers == [Answer(None, 0.0)])


async def test_code_is_written_run_and_judged_by_its_checks(
    opened: Opened, parts: Parts, store: Store, clock: Clock, runner: StubRunner
) -> None:
    async with opened() as pilot:
        screen = await ask(pilot, parts, state("mini/code"))
        await until(pilot, lambda: bool(screen.query("SnippetPanel TextArea")))
        screen.query_one(
            "SnippetPanel TextArea", TextArea
        ).text = "def double(x):\n    return 2*x\n"
        await pilot.press("f5")
        await until(pilot, lambda: len(runner.jobs) == 1)
        assert "check_twice" not in (runner.jobs[0].source or "")
        await pilot.press("ctrl+s")
        await on(pilot, ScorecardScreen)
        assert "check_twice" in (runner.jobs[1].source or "")
        assert kept(store).answers[0].said.startswith("def double")


async def test_a_prediction_cannot_be_run_before_it_is_made(
    opened: Opened, parts: Parts, clock: Clock, runner: StubRunner
) -> None:
    async with opened() as pilot:
        screen = await ask(pilot, parts, state("mini/predict", "mini/bug"))
        assert keys(pilot).split("  ") == ["^s hand in", "esc leave field"]
        await pilot.press("f5", "escape")
        assert not screen.query_one(MockView).can_run
        assert "run" not in keys(pilot)
        await pilot.press("r")
        assert runner.jobs == []


# The clock, leaving and coming back


async def test_the_clock_runs_out_and_what_is_typed_counts(
    opened: Opened, parts: Parts, store: Store, clock: Clock
) -> None:
    async with opened() as pilot:
        screen = await ask(pilot, parts, state("mini/short", "mini/choice", limit=60.0))
        await pilot.press(*"(2, 3)")
        assert "1:00 left" in said(pilot, "#left")
        clock.on(61)
        screen._tick()
        await on(pilot, ScorecardScreen)
        assert [answer.score for answer in kept(store).answers] == [1.0]
        assert "not reached" in said(pilot, "#questions")


async def test_leaving_asks_and_a_later_return_goes_on_with_draft_and_clock(
    opened: Opened, parts: Parts, store: Store, clock: Clock
) -> None:
    async with opened() as pilot:
        mock = state("mini/short", "mini/flash", limit=600.0)
        keep(store, mock)
        screen = await ask(pilot, parts, mock)
        await pilot.press(*"(2, 3)", "enter")
        await until(pilot, lambda: len(kept(store).answers) == 1)
        await pilot.press(*"half a thought")
        clock.on(100)
        await pilot.press("escape", "q")
        await on(pilot, AskScreen)
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)
        await pilot.press("q")
        await on(pilot, AskScreen)
        await pilot.press("l")
        await until(pilot, lambda: not isinstance(pilot.app.screen, MockScreen | AskScreen))
        clock.on(86_400)
        again = open_mock(store)
        assert again is not None
        assert again.spent == 100.0
        screen = await ask(pilot, parts, again)
        assert "2 of 2" in said(pilot, "#what")
        assert screen.query_one(TextArea).text == "half a thought"
        assert "8:20 left" in said(pilot, "#left")


async def test_ending_early_counts_what_was_reached(
    opened: Opened, parts: Parts, store: Store, clock: Clock
) -> None:
    async with opened() as pilot:
        screen = await ask(pilot, parts, state("mini/short", "mini/choice", "mini/bug"))
        await pilot.press(*"(2, 3)", "enter")
        await until(pilot, lambda: len(screen._interview.state.answers) == 1)
        await pilot.press("2", "q")
        await on(pilot, AskScreen)
        await pilot.press("e")
        await on(pilot, ScorecardScreen)
        card = scorecards(parts)[0]
        assert [row.reached for row in card.rows] == [True, True, False]
        assert card.rows[0].score == 1.0
        assert open_mock(store) is None


async def test_an_interview_without_an_answer_is_not_kept(
    opened: Opened, parts: Parts, store: Store, clock: Clock
) -> None:
    mock = state("mini/short")
    keep(store, mock)
    async with opened() as pilot:
        screen = await ask(pilot, parts, mock)
        await pilot.press("escape", "q")
        await on(pilot, AskScreen)
        await pilot.press("e")
        await until(pilot, lambda: pilot.app.screen is not screen and store.mocks() == [])
        assert not isinstance(pilot.app.screen, ScorecardScreen | AskScreen)


async def test_the_clock_is_kept_while_nothing_is_typed(
    opened: Opened, parts: Parts, store: Store, clock: Clock
) -> None:
    mock = state("mini/choice", limit=600.0)
    async with opened() as pilot:
        screen = await ask(pilot, parts, mock)
        clock.on(42)
        for _ in range(10):
            screen._tick()
        assert kept(store).spent == 42.0


async def test_an_interview_cut_off_while_it_was_marked_is_marked_on_return(
    opened: Opened, parts: Parts, store: Store, clock: Clock
) -> None:
    answers = [Answer(0.0, 5.0, [], "sum: 3\nsum: 6")]
    async with opened() as pilot:
        await ask(pilot, parts, state("mini/predict", answers=answers, unmarked=[0]))
        await on(pilot, ScorecardScreen)
        assert kept(store).answers[0].score == 1.0
        assert len(store.reviews()) == 1


def test_a_card_that_has_gone_is_passed_over(parts: Parts, clock: Clock):
    interview = Interview(parts, state("mini/gone", "mini/short"))
    current = interview.current
    assert current is not None
    assert current.entry.card.id == "mini/short"
    assert interview.state.answers == [Answer(None, 0.0)]


def test_an_unfinished_follow_up_still_counts_when_the_interview_ends(parts: Parts, clock: Clock):
    interview = Interview(parts, state(questions=[Question("mini/flash", [FOLLOW_UP])]))
    interview.start(clock())
    interview.give(Given(None, "to stdout", False), clock())
    assert interview.state.answers == []
    interview.stop(clock())
    assert [answer.said for answer in interview.state.answers] == ["to stdout"]


async def test_a_run_that_was_cut_off_is_replaced_by_the_recorded_output(
    parts: Parts, clock: Clock, runner: StubRunner
) -> None:
    runner.outputs["sums.py"] = [Output("stdout", ""), Finished("timed_out", None, 10.0)]
    answers = [Answer(0.0, 5.0, [], "sum: 3\nsum: 6")]
    marking = Marking(parts, state("mini/predict", answers=answers, unmarked=[0]))
    await marking.mark(0)
    assert marking.state.answers[0].score == 1.0
    assert marking.unmarked == ()


# Afterwards


@pytest.mark.parametrize("counts", [True, False])
async def test_answers_join_the_log_and_the_schedule_only_if_wished(
    opened: Opened, parts: Parts, store: Store, clock: Clock, counts: bool
) -> None:
    answers = [Answer(1.0, 5.0), Answer(None, 3.0)]
    mock = state("mini/short", "mini/choice", answers=answers, counts=counts)
    marking = Marking(parts, mock)
    marking.finish(clock())
    marking.finish(clock())  # as after a crash in between
    assert [(one.card, one.rating, one.origin) for one in store.reviews()] == [
        ("mini/short", Rating.GOOD, "mock"),
        ("mini/choice", Rating.AGAIN, "mock"),
    ]
    assert set(store.memories()) == ({"mini/short", "mini/choice"} if counts else set())


def finished(parts: Parts, name: str, score: float, days: int) -> None:
    mock = state(
        "mini/short",
        "mini/choice",
        id=name,
        started=NOON + timedelta(days=days),
        answers=[Answer(score, 30.0), Answer(0.0, 60.0, ["Not that one."])],
    )
    Marking(parts, mock).finish(NOON + timedelta(days=days))


async def test_the_scorecard_compares_drills_and_exports(
    opened: Opened, parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    finished(parts, "m1", 0.0, -3)
    finished(parts, "m2", 1.0, -1)
    async with opened() as pilot:
        screen = ScorecardScreen(parts, "m2")
        await pilot.app.push_screen(screen)
        await pilot.pause()
        assert "50%" in said(pilot, "#summary")
        assert "50 points better than the one before (0%)" in said(pilot, "#summary")
        assert "Not that one." in said(pilot, "#questions")
        await pilot.press("m", "J")
        await until(pilot, lambda: len(list(tmp_path.glob("mock-2026-11-19-*"))) == 2)
        written = next(tmp_path.glob("mock-*.md")).read_text(encoding="utf-8")
        assert "How is a shape of two by three written?" in written
        data = msgspec.json.decode(next(tmp_path.glob("mock-*.json")).read_bytes())
        assert data["score"] == 0.5
        await pilot.press("d")
        await on(pilot, DrillScreen)
        drill = pilot.app.screen
        assert isinstance(drill, DrillScreen)
        assert drill._session.upcoming == ("mini/choice",)


async def test_a_folder_that_cannot_be_written_to_is_said(
    opened: Opened, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished(parts, "m1", 0.0, -3)

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    async with opened() as pilot:
        await pilot.app.push_screen(ScorecardScreen(parts, "m1"))
        await pilot.press("m")
        notices = pilot.app._notifications
        await until(pilot, lambda: any("Permission denied" in one.message for one in notices))


async def test_a_mock_that_is_gone_is_said(opened: Opened, parts: Parts) -> None:
    async with opened() as pilot:
        await pilot.app.push_screen(ScorecardScreen(parts, "nowhere"))
        await pilot.pause()
        assert "drill" not in keys(pilot)


# Before


def settings(**fields: object) -> Settings:
    values: dict[str, object] = {
        "minutes": 30,
        "number": None,
        "level": None,
        "topics": ("mini",),
        "counts": False,
    }
    return Settings(**(values | fields))  # type: ignore[arg-type]


def test_suspended_cards_and_topics_not_chosen_are_not_asked(parts: Parts, store: Store):
    store.set_state("mini/flash", CardState(suspended=True))
    asked = {question.card for question in plan(parts, settings(minutes=None, number=30))}
    assert asked == set(parts.collection.entries) - {"mini/flash"}
    assert plan(parts, settings(topics=())) == []


def test_an_interview_is_in_the_store_from_the_start(parts: Parts, store: Store):
    mock = begin(parts, settings(minutes=15))
    assert mock.limit == 900.0
    assert open_mock(store) == mock


async def test_the_setup_starts_what_is_chosen(
    opened: Opened, parts: Parts, store: Store, clock: Clock
) -> None:
    async with opened() as pilot:
        await pilot.app.push_screen(MockSetupScreen(parts))
        await pilot.pause()
        assert "questions" in said(pilot, "#size")
        await pilot.press("left", "down", "down", "right", "enter")
        await on(pilot, MockScreen)
        mock = kept(store)
        assert mock.limit == 900.0
        assert mock.counts
        assert mock.topics == ["mini"]


async def test_without_a_topic_there_is_nothing_to_start(
    opened: Opened, parts: Parts, store: Store
) -> None:
    async with opened() as pilot:
        await pilot.app.push_screen(MockSetupScreen(parts))
        await pilot.press("tab", "space")
        await until(pilot, lambda: "no question fits" in said(pilot, "#size"))
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, MockSetupScreen)
        assert store.mocks() == []


@pytest.mark.parametrize("key", ["g", "y", "n"])
async def test_an_open_interview_is_offered_first(
    opened: Opened, parts: Parts, store: Store, clock: Clock, key: str
) -> None:
    keep(store, state("mini/short", "mini/choice"))
    async with opened() as pilot:
        await pilot.app.push_screen(MockSetupScreen(parts))
        await pilot.pause()
        assert "open at question 1 of 2. r goes on" in said(pilot, "#resume")
        await pilot.press("enter")
        await on(pilot, AskScreen)
        await pilot.press(key)
        await on(pilot, MockSetupScreen if key == "n" else MockScreen)
        assert len(store.mocks()) == 1
        assert (store.mocks()[0].id == "m1") == (key != "y")


async def test_earlier_interviews_are_listed_and_opened(opened: Opened, parts: Parts) -> None:
    finished(parts, "m1", 0.0, -3)
    finished(parts, "m2", 1.0, -1)
    async with opened() as pilot:
        screen = MockSetupScreen(parts)
        await pilot.app.push_screen(screen)
        await pilot.pause()
        await pilot.press("tab", "tab")
        assert screen.focused is screen.query_one("#history")
        await pilot.press("down", "down", "enter")
        await on(pilot, ScorecardScreen)
        assert "0%" in said(pilot, "#summary")


def test_the_clock_reads_as_minutes_and_seconds():
    assert [clock_text(seconds) for seconds in (545.4, 59.6, -3)] == ["9:05", "1:00", "0:00"]
