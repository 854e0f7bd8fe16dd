"""A mock interview while it asks, driven by its keys."""

import asyncio
from functools import partial
from random import Random
from typing import Any

import msgspec
import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Static, TextArea

from quizapp.core.cards.card import Asked, Base
from quizapp.core.grading.grade import Evidence, Judged, Response, Typed
from quizapp.core.mock.mock import Answer, Question
from quizapp.core.run import Output
from quizapp.errors import StoreError
from quizapp.store.store import Store
from quizapp.study.earlier import earlier
from quizapp.study.interview import Interview
from quizapp.study.interview_marking import Marking
from quizapp.study.interview_record import InterviewState, open_mock, scorecards
from quizapp.study.services import Services
from quizapp.tui.keys import HelpScreen, Keyed
from quizapp.tui.mock.mock_review import MockReviewScreen
from quizapp.tui.mock.mock_screen import MockScreen
from quizapp.tui.mock.mock_view import MockView
from quizapp.tui.mock.scorecard_screen import ScorecardScreen
from quizapp.tui.screens.ask import AskScreen
from quizapp.tui.widgets.row_list import RowList
from tests.protections import NOTHING
from tests.study.interviews import Clock, in_store, kept, state
from tests.tui.conftest import Opened
from tests.tui.mock.conftest import Hosted, in_rows, keys, no_room, notices, on, said
from tests.tui.stub import OK, StubRunner
from tests.tui.waiting import until

FOLLOW_UP = "And where do errors go?"


@pytest.fixture
def screen(services: Services, clock: Clock, mock: InterviewState) -> MockScreen:
    mock = in_store(services.store, mock)
    return MockScreen(services, mock)


@pytest.fixture
def mock(request: pytest.FixtureRequest) -> InterviewState:
    """The interview that a test names by `about`."""
    found: InterviewState = request.param
    return found


def about(*cards: str, **fields: object) -> pytest.MarkDecorator:
    """What a test's interview asks."""
    return pytest.mark.parametrize("mock", [state(*cards, **fields)], indirect=True, ids=["mock"])


def view(screen: MockScreen) -> MockView:
    assert screen.view is not None
    return screen.view


def rows(screen: MockScreen) -> RowList:
    return view(screen).query_one(RowList)


def listed(screen: MockScreen) -> list[tuple[str, bool]]:
    """The rows as they stand, and which are picked."""
    return [(row.text, row.index in rows(screen).marked) for row in rows(screen)._rows]


def place(screen: MockScreen, text: str) -> str:
    """The digit of an option, wherever it was shuffled to."""
    return str([row.text for row in rows(screen)._rows].index(text) + 1)


async def ready(pilot: Pilot[None], screen: MockScreen) -> None:
    await until(pilot, lambda: view(screen).ready)


# Asking


@about("mini/choice", "mini/several", "mini/short", "mini/order", "mini/predict", "mini/bug")
async def test_each_kind_is_answered_without_feedback_and_scored_at_the_end(
    hosted: Hosted, screen: MockScreen, store: Store, clock: Clock
) -> None:
    async with hosted(screen) as pilot:

        async def answer(*pressed: str) -> None:
            done = len(screen.state.answers)
            clock.on(10)
            await pilot.press(*pressed)
            await until(pilot, lambda: len(screen.state.answers) > done and view(screen).ready)

        await answer(place(screen, "2"), "enter")
        assert len(kept(store).answers) == 1
        await answer(place(screen, "two"), "enter")
        await answer(*"(2, 3)", "enter")
        await answer("shift+down", "enter")
        await answer(*"sum: 3", "enter", *"sum: 7", "ctrl+s")
        await answer("enter", "ctrl+s")
        await on(pilot, ScorecardScreen)
    answers = kept(store).answers
    assert [answer.score for answer in answers[:3]] == [1.0, 0.5, 1.0]
    assert answers[3].score is not None
    assert [answer.score for answer in answers[4:]] == [0.5, 0.6]
    assert [answer.seconds for answer in answers] == [10.0] * 6


@about(questions=[Question("mini/flash", [FOLLOW_UP])])
async def test_a_talk_is_followed_up(hosted: Hosted, screen: MockScreen, store: Store) -> None:
    async with hosted(screen) as pilot:
        await pilot.press(*"it writes", "ctrl+s")
        await until(pilot, lambda: screen.state.said_parts == ["it writes"] and view(screen).ready)
        assert "follow-up" in said(pilot, "#what")
        await pilot.press(*"to stderr", "ctrl+s")
        await on(pilot, MockReviewScreen)
    assert kept(store).answers[0].said == f"it writes\n\n{FOLLOW_UP}\nto stderr"


@about("mini/flash")
async def test_what_was_said_aloud_needs_no_typing(
    hosted: Hosted, screen: MockScreen, store: Store
) -> None:
    async with hosted(screen) as pilot:
        await pilot.press("ctrl+s")
        await on(pilot, MockReviewScreen)
    assert kept(store).answers[0].score == 0.0


@about("mini/predict", "mini/bug")
async def test_letters_right_behind_the_hand_in_are_no_part_of_the_answer(
    hosted: Hosted, screen: MockScreen, store: Store
) -> None:
    async with hosted(screen) as pilot:
        await ready(pilot, screen)
        for key in ("x", "y", "ctrl+s", "q", "n", "backspace"):
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: screen.state.answers)
        assert screen.state.answers[0].said == "xy"
        await ready(pilot, screen)
        await pilot.press("enter", "ctrl+s")
        await until(pilot, lambda: len(screen.state.answers) == 2)


@about("mini/short", "mini/flash")
async def test_a_field_that_was_handed_in_empty_takes_letters_again(
    hosted: Hosted, screen: MockScreen
) -> None:
    async with hosted(screen) as pilot:
        await ready(pilot, screen)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: any("n skips" in notice for notice in notices(pilot)))
        await pilot.press("7")
        assert view(screen).text == "7"


@about("mini/predict", "mini/short")
async def test_an_unanswered_question_is_not_handed_in_but_can_be_skipped(
    hosted: Hosted, screen: MockScreen, store: Store
) -> None:
    async with hosted(screen) as pilot:
        await pilot.press("ctrl+s")
        await until(pilot, lambda: any("n skips" in notice for notice in notices(pilot)))
        assert screen.state.answers == []
        await pilot.press("escape", "n")
        await until(pilot, lambda: kept(store).answers == [Answer(None, 0.0)])


@about("mini/choice", "mini/short")
async def test_a_question_that_is_not_yet_there_takes_no_key(
    hosted: Hosted, screen: MockScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hosted(screen) as pilot:
        await ready(pilot, screen)
        monkeypatch.setattr(view(screen), "ready", False)
        await pilot.press("n", "1", "enter")
        assert screen.state.answers == []
        assert view(screen).given().empty


@about("mini/code")
async def test_code_is_written_run_and_judged_by_its_checks(
    hosted: Hosted, screen: MockScreen, store: Store, runner: StubRunner
) -> None:
    async with hosted(screen) as pilot:
        await ready(pilot, screen)
        text = "def double(x):\n    return 2*x\n"
        view(screen).query_one("SnippetPanel TextArea", TextArea).text = text
        await pilot.press("f5")
        await until(pilot, lambda: len(runner.jobs) == 1)
        assert "check_twice" not in (runner.jobs[0].source or "")
        await pilot.press("ctrl+s")
        await on(pilot, ScorecardScreen)
        assert "check_twice" in (runner.jobs[1].source or "")
    assert kept(store).answers[0].said == text


@about("mini/predict", "mini/bug")
async def test_a_prediction_cannot_be_run_before_it_is_made(
    hosted: Hosted, screen: MockScreen, runner: StubRunner
) -> None:
    async with hosted(screen) as pilot:
        assert keys(pilot).split("  ") == ["^s hand in", "esc leave field", "F1 help"]
        await pilot.press("f5", "escape")
        assert not view(screen).can_run
        assert "run" not in keys(pilot)
        await pilot.press("r")
        assert runner.jobs == []


@about("mini/bug")
async def test_what_a_bug_prints_is_part_of_the_question(
    hosted: Hosted, screen: MockScreen, runner: StubRunner
) -> None:
    async with hosted(screen) as pilot:
        await until(pilot, lambda: runner.ended)
        assert [job.path.name for job in runner.jobs] == ["buggy.py"]
        await pilot.press("r")
        await until(pilot, lambda: len(runner.jobs) == 2)


@about("mini/bug")
async def test_a_bug_of_a_bank_that_may_not_run_says_so(
    hosted: Hosted, screen: MockScreen, services: Services, runner: StubRunner
) -> None:
    services.bench._protect = lambda: NOTHING
    async with hosted(screen) as pilot:
        await until(pilot, lambda: "not allowed" in said(pilot, ".notice"))
        assert not view(screen).can_run
        assert runner.jobs == []


@about("mini/bug", "mini/short")
async def test_the_question_before_takes_its_run_along(
    hosted: Hosted, screen: MockScreen, runner: StubRunner
) -> None:
    runner.hold.clear()
    async with hosted(screen) as pilot:
        await until(pilot, lambda: view(screen).running)
        await pilot.press("n")
        await until(pilot, lambda: len(screen.state.answers) == 1 and runner.ended)
        await ready(pilot, screen)
        assert len(screen.query(MockView)) == 1
        assert not screen.query("SnippetPanel")


# The clock, leaving and coming back


@about("mini/short", "mini/choice", limit=60.0)
async def test_the_clock_runs_out_and_what_is_typed_counts(
    hosted: Hosted, screen: MockScreen, store: Store, clock: Clock
) -> None:
    async with hosted(screen) as pilot:
        await pilot.press(*"(2, 3)")
        assert "1:00 left" in said(pilot, "#left")
        clock.on(61)
        screen._tick()
        await on(pilot, ScorecardScreen)
        assert [answer.score for answer in kept(store).answers] == [1.0]
        assert [row.split()[2] for row in in_rows(pilot)] == ["right", "not"]
        assert "not reached" in in_rows(pilot)[1]


@about("mini/short", limit=60.0)
async def test_when_the_time_runs_out_under_the_help_the_end_waits_for_it_to_close(
    hosted: Hosted, screen: MockScreen, clock: Clock
) -> None:
    async with hosted(screen) as pilot:
        await pilot.press(*"(2, 3)", "escape", "question_mark")
        await on(pilot, HelpScreen)
        clock.on(61)
        screen._tick()
        assert isinstance(pilot.app.screen, HelpScreen)
        screen._end()
        assert isinstance(pilot.app.screen, HelpScreen)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, HelpScreen | MockScreen))


@about("mini/short", "mini/flash", limit=600.0)
async def test_leaving_asks_and_a_later_return_goes_on_with_draft_and_clock(
    hosted: Hosted, screen: MockScreen, services: Services, clock: Clock
) -> None:
    async with hosted(screen) as pilot:
        await pilot.press(*"(2, 3)", "enter")
        await until(pilot, lambda: len(screen.state.answers) == 1 and view(screen).ready)
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
        again = open_mock(services.store)
        assert again is not None
        assert again.spent == 100.0
        back = MockScreen(services, again)
        await pilot.app.push_screen(back)
        await ready(pilot, back)
        assert "2 of 2" in said(pilot, "#what")
        assert back.query_one(TextArea).text == "half a thought"
        assert "8:20 left" in said(pilot, "#left")


@pytest.mark.parametrize(
    ("mock", "pressed"),
    [
        (state("mini/choice", "mini/flash"), "2"),
        (state("mini/choice", "mini/flash"), "space"),
        (state("mini/several", "mini/flash"), "2"),
        (state("mini/order", "mini/flash"), "shift+down"),
    ],
    ids=["choice", "choice at the cursor", "several", "order"],
    indirect=["mock"],
)
async def test_what_is_picked_is_there_again_when_it_is_gone_on_with(
    hosted: Hosted, screen: MockScreen, services: Services, pressed: str
) -> None:
    async with hosted(screen) as pilot:
        before = listed(screen)
        await pilot.press(pressed)
        left = listed(screen)
        assert left != before
        assert screen.state.answers == []
        await pilot.press("q")
        await on(pilot, AskScreen)
        await pilot.press("l")
        await until(pilot, lambda: not isinstance(pilot.app.screen, MockScreen | AskScreen))
        again = open_mock(services.store)
        assert again is not None
        back = MockScreen(services, again)
        await pilot.app.push_screen(back)
        await ready(pilot, back)
        assert listed(back) == left
        await pilot.press("enter")
        await until(pilot, lambda: len(back.state.answers) == 1)
        assert back.state.answers[0].said != ""


@pytest.mark.parametrize(
    ("mock", "pressed"),
    [
        (state("mini/flash"), "notes"),
        (state("mini/short"), "(2,"),
        (state("mini/predict"), "sum"),
        (state("mini/code"), "# mine"),
    ],
    ids=["talk", "line", "prediction", "code"],
    indirect=["mock"],
)
async def test_every_key_typed_is_in_the_store_at_once(
    hosted: Hosted, screen: MockScreen, services: Services, pressed: str
) -> None:
    def begins(text: str) -> bool:
        again = open_mock(services.store)
        return again is not None and again.draft.startswith(text)

    async with hosted(screen) as pilot:
        await ready(pilot, screen)
        typed = ""
        for key in pressed:
            typed += key
            await pilot.press(key)
            await until(pilot, partial(begins, typed))
    again = open_mock(services.store)
    assert again is not None
    back = MockScreen(services, again)
    async with hosted(back) as pilot:
        await ready(pilot, back)
        assert view(back).text.startswith(pressed)


@pytest.mark.parametrize(
    ("mock", "first"),
    [(state("mini/code"), []), (state("mini/bug"), ["enter"])],
    ids=["code", "bug"],
    indirect=["mock"],
)
async def test_what_the_original_took_the_place_of_is_brought_back(
    hosted: Hosted, screen: MockScreen, services: Services, first: list[str]
) -> None:
    def code(screen: MockScreen) -> str:
        panel = view(screen)._panel
        assert panel is not None
        return panel.source

    async with hosted(screen) as pilot:
        await ready(pilot, screen)
        original = code(screen)
        await pilot.press(*first)
        await until(pilot, lambda: isinstance(screen.focused, TextArea))
        await pilot.press("x", "y", "ctrl+g")
        await until(pilot, lambda: code(screen) == original)
        await pilot.press("b")
        await until(pilot, lambda: code(screen) != original)
    again = open_mock(services.store)
    assert again is not None
    back = MockScreen(services, again)
    async with hosted(back) as pilot:
        await until(pilot, lambda: isinstance(back.focused, TextArea))
        assert "xy" not in code(back)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: code(back) == original)
        await pilot.press("ctrl+g", "ctrl+g")
        await until(pilot, lambda: code(back).startswith("xy"))


@pytest.mark.parametrize("ending", ["the learner", "the clock"])
@about("mini/order", limit=60.0)
async def test_steps_that_nobody_moved_are_no_answer_at_the_end(
    hosted: Hosted, screen: MockScreen, store: Store, clock: Clock, ending: str
) -> None:
    async with hosted(screen) as pilot:
        await ready(pilot, screen)
        if ending == "the clock":
            clock.on(61)
        else:
            await pilot.press("q")
            await on(pilot, AskScreen)
            await pilot.press("e")
        await until(pilot, lambda: "not kept" in "".join(notices(pilot)))
    assert (store.mocks(), store.reviews()) == ([], [])


@about("mini/short", "mini/choice", "mini/bug")
async def test_ending_early_counts_what_was_reached(
    hosted: Hosted, screen: MockScreen, services: Services
) -> None:
    async with hosted(screen) as pilot:
        await pilot.press(*"(2, 3)", "enter")
        await until(pilot, lambda: len(screen.state.answers) == 1 and view(screen).ready)
        await pilot.press("2", "q")
        await on(pilot, AskScreen)
        await pilot.press("e")
        await on(pilot, ScorecardScreen)
    card = scorecards(services)[0]
    assert [row.reached for row in card.rows] == [True, True, False]
    assert card.rows[0].score == 1.0
    assert open_mock(services.store) is None


@about("mini/short")
async def test_an_interview_without_an_answer_is_not_kept(
    hosted: Hosted, screen: MockScreen, store: Store
) -> None:
    async with hosted(screen) as pilot:
        await pilot.press("escape", "q")
        await on(pilot, AskScreen)
        await pilot.press("e")
        await until(pilot, lambda: len(pilot.app.screen_stack) == 1)
        assert store.mocks() == []
        assert any("not kept" in notice for notice in notices(pilot))


@about("mini/choice", limit=600.0)
async def test_the_clock_is_kept_while_nothing_is_typed(
    hosted: Hosted, screen: MockScreen, services: Services, clock: Clock
) -> None:
    async with hosted(screen) as pilot:
        await ready(pilot, screen)
        clock.on(42)
        for _ in range(10):
            screen._tick()
        again = open_mock(services.store)
        assert again is not None
        assert again.spent == 42.0


@about("mini/predict", answers=[Answer(0.0, 5.0, [], "sum: 3\nsum: 6")], unmarked=[0])
async def test_an_interview_cut_off_while_it_was_marked_is_marked_on_return(
    hosted: Hosted, screen: MockScreen, store: Store
) -> None:
    async with hosted(screen) as pilot:
        await on(pilot, ScorecardScreen)
    assert kept(store).answers[0].score == 1.0
    assert len(store.reviews()) == 1


@about("mini/short")
async def test_leaving_twice_at_once_leaves_one_screen(
    hosted: Hosted, screen: MockScreen, services: Services
) -> None:
    async with hosted(screen) as pilot:
        await ready(pilot, screen)
        screen._leave_as("l")
        screen._leave_as("l")
        await until(pilot, lambda: len(pilot.app.screen_stack) == 1)


@about("mini/predict", "mini/short")
async def test_the_field_and_what_to_do_are_seen_on_a_small_terminal(
    hosted: Hosted, screen: MockScreen
) -> None:
    async with hosted(screen, (80, 24)) as pilot:
        await ready(pilot, screen)
        prompt = view(screen).query_one("AnswerPane > .prompt", Static)
        assert "What does it print" in str(prompt.render())
        assert screen.focused is view(screen).query_one(TextArea)


@about("mini/flash", "mini/bug")
async def test_keys_in_haste_hand_in_nothing(
    opened: Opened, screen: MockScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as pilot:
        monkeypatch.setattr(Keyed, "HASTE", 30.0)
        await pilot.app.push_screen(screen)
        await ready(pilot, screen)
        await pilot.press("ctrl+s", "ctrl+s", "escape", "n", "enter")
        assert screen.state.answers == []
        screen._hasty_until = 0.0
        await pilot.press("escape", "n")
        await until(pilot, lambda: len(screen.state.answers) == 1)
        await ready(pilot, screen)
        await pilot.press("n", "enter", "space", "ctrl+s")
        assert len(screen.state.answers) == 1


# A kind without a pane of its own


class Place(Base, tag="place", kw_only=True, frozen=True, omit_defaults=True):
    """Name the place of `b`, which a run confirms."""

    judged_by = "run"

    def asked(self, luck: Random) -> Asked:
        order = luck.sample(range(6), 6)
        return Asked(["abcdef"[at] for at in order], "Which place has b?", order=tuple(order))

    def read(self, text: str, asked: Asked) -> Response:
        return Typed("abcdef"[asked.order[int(text) - 1]])

    def judge(self, response: Response, evidence: Evidence) -> Judged:
        assert isinstance(response, Typed)
        return Judged(float(response.text == "b"), f"You picked {response.text}.")


@about("mini/short", "mini/choice")
async def test_a_new_kind_is_asked_with_its_own_offers_and_judged_by_them(
    hosted: Hosted, services: Services, clock: Clock, mock: InterviewState
) -> None:
    entry = services.collection.entries["mini/short"]
    card = Place(
        id="mini/short", level="junior", question="?", answer="!", snippet=entry.card.snippet
    )
    services.collection.entries["mini/short"] = msgspec.structs.replace(entry, card=card)
    mock = in_store(services.store, mock)
    screen = MockScreen(services, mock)
    async with hosted(screen) as pilot:
        await ready(pilot, screen)
        offers = str(view(screen)._pane.query_one(Static).render()).splitlines()
        assert sorted(offers) == list("abcdef")
        await pilot.press(str(offers.index("b") + 1), "ctrl+s")
        await until(pilot, lambda: len(screen.state.answers) == 1)
        marking = Marking(services, screen.state)
        assert await marking.mark(0) == ""
        assert marking.state.answers[0].score == 1.0


@pytest.mark.parametrize(
    ("mock", "pressed", "aside"),
    [
        (state("mini/short", "mini/choice"), ["9", "enter"], ["9"]),
        (state("mini/several", "mini/choice"), ["2"], []),
    ],
    ids=["typed", "ticked"],
    indirect=["mock"],
)
async def test_an_interview_that_went_on_in_another_window_is_left(
    hosted: Hosted,
    screen: MockScreen,
    services: Services,
    clock: Clock,
    mock: InterviewState,
    pressed: list[str],
    aside: list[str],
) -> None:
    """What was typed is brought back by ctrl+g in a drill; of options nothing is promised."""
    async with hosted(screen) as pilot:
        await ready(pilot, screen)
        Interview(services, kept(services.store)).give(None, clock())
        await pilot.press(*pressed)
        await until(pilot, lambda: not screen.still_here)
        assert "Another window went on with this interview" in notices(pilot)[-1]
        assert ("stays with its card" in notices(pilot)[-1]) == bool(aside)
    assert [answer.score for answer in kept(services.store).answers] == [None]
    assert earlier(services.store, mock.questions[0].card) == aside


@about("mini/bug", "mini/short")
async def test_a_bug_is_mended_and_its_run_decides_at_the_end(
    hosted: Hosted, screen: MockScreen, store: Store, runner: StubRunner
) -> None:
    async with hosted(screen) as pilot:
        await until(pilot, lambda: view(screen).can_run)
        await pilot.press("enter")
        await until(pilot, lambda: view(screen)._panel.editing)  # type: ignore[union-attr]
        runner.outputs["buggy.py"] = [Output("stdout", "6\n"), OK]
        await pilot.press("x", "ctrl+s")
        await until(pilot, lambda: len(screen.state.answers) == 1 and view(screen).ready)
        assert screen.state.answers[0].said.splitlines()[:2] == ["1\ttotal = 1", "xtotal = 1"]
        await pilot.press(*"(2, 3)", "ctrl+s")
        await on(pilot, ScorecardScreen)
    assert [one.score for one in kept(store).answers] == [1.0, 1.0]


@about("mini/order", "mini/short")
async def test_a_key_right_behind_an_answer_does_not_overtake_it(
    opened: Opened, screen: MockScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as pilot:
        await pilot.app.push_screen(screen)
        await ready(pilot, screen)
        monkeypatch.setattr(Keyed, "HASTE", 30.0)
        for key in ("enter", "n"):
            pilot.app.post_message(Key(key, None if key == "enter" else key))
        await until(pilot, lambda: len(screen.state.answers) == 1)
        await pilot.pause()
        assert [answer.score is None for answer in screen.state.answers] == [False]


@about("mini/predict", "mini/short")
async def test_letters_right_before_the_key_that_hands_in_belong_to_the_answer(
    opened: Opened, screen: MockScreen
) -> None:
    async with opened() as pilot:
        await pilot.app.push_screen(screen)
        await ready(pilot, screen)
        for key in (*"abc", "ctrl+s"):
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: len(screen.state.answers) == 1)
        assert screen.state.answers[0].said == "abc"


@about("mini/predict", "mini/short")
async def test_an_end_that_cannot_be_kept_is_a_line_on_the_screen(
    opened: Opened, screen: MockScreen, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object, **__: object) -> bool:
        raise StoreError("quizapp.db: database is locked: another program holds it")

    async with opened() as pilot:
        await pilot.app.push_screen(screen)
        await ready(pilot, screen)
        with monkeypatch.context() as patch:
            patch.setattr(Store, "replace_mock", held)
            await pilot.press("7", "escape", "q")
            await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
            await pilot.press("e")
            await until(pilot, lambda: any("Not kept" in one for one in notices(pilot)))
        assert pilot.app.screen is screen
        assert not screen.over
        await pilot.press("q", "e")
        await until(pilot, lambda: screen.over)


@about("mini/flash", "mini/flash", "mini/short")
async def test_the_answer_that_an_end_takes_along_is_given_once(
    opened: Opened, screen: MockScreen, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two writes the second would fail on a disk that fills up: it is one."""
    writes = 0

    def fills_up(store: Store, *given: Any, **named: Any) -> bool:
        nonlocal writes
        writes += 1
        if writes > 1:
            raise StoreError("quizapp.db: database or disk is full: the disk is full")
        return replace_mock(store, *given, **named)

    replace_mock = Store.replace_mock
    async with opened() as pilot:
        await pilot.app.push_screen(screen)
        await ready(pilot, screen)
        monkeypatch.setattr(Store, "replace_mock", fills_up)
        await pilot.press(*"it writes", "escape", "q")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        await pilot.press("e")
        await until(pilot, lambda: screen.over)
    assert [answer.said for answer in kept(store).answers] == ["it writes"]


@about("mini/short", "mini/flash")
async def test_an_answer_whose_next_question_could_not_be_kept_is_given_once(
    opened: Opened, screen: MockScreen, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last answer is kept, the end after it is not: the field that still stands there is no
    answer to anything else."""
    async with opened() as pilot:
        await pilot.app.push_screen(screen)
        await ready(pilot, screen)
        await pilot.press(*"(2, 3)", "ctrl+s")
        await until(pilot, lambda: len(screen.state.answers) == 1 and view(screen).ready)
        with monkeypatch.context() as patch:
            patch.setattr(Interview, "stop", no_room)
            await pilot.press(*"it writes", "ctrl+s")
            await until(pilot, lambda: any("Not kept" in one for one in notices(pilot)))
        assert not screen.over
        await pilot.press(*" more", "ctrl+s")
        await until(pilot, lambda: screen.over)
    assert [answer.said for answer in kept(store).answers] == ["(2, 3)", "it writes"]


async def test_an_interview_whose_end_cannot_be_kept_is_left_as_it_is(
    opened: Opened, services: Services, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock = state("mini/short", answers=[Answer(1.0, 5.0)])
    mock = in_store(services.store, mock)
    screen = MockScreen(services, mock)
    async with opened() as pilot:
        before = pilot.app.screen
        with monkeypatch.context() as patch:
            patch.setattr(Store, "replace_mock", no_room)
            await pilot.app.push_screen(screen)
            await until(pilot, lambda: pilot.app.screen is before)
            await until(pilot, lambda: any("Not kept" in one for one in notices(pilot)))
        await pilot.app.push_screen(MockScreen(services, mock))
        await on(pilot, ScorecardScreen)


@about("mini/bug", "mini/short")
async def test_a_line_picked_before_it_is_known_what_runs_here_hands_nothing_in(
    hosted: Hosted, screen: MockScreen, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = asyncio.Event()
    learn = services.bench.learn

    async def slowly() -> None:
        await known.wait()
        await learn()

    monkeypatch.setattr(services.bench, "learn", slowly)
    async with hosted(screen) as pilot:
        await ready(pilot, screen)
        await pilot.press("j", "enter")
        assert screen.state.answers == []
        known.set()
        await until(pilot, lambda: view(screen)._panel.editing)  # type: ignore[union-attr]
        assert screen.state.answers == []


@about("mini/flash", limit=60.0)
async def test_who_types_on_when_the_time_is_up_presses_no_key(
    opened: Opened, screen: MockScreen, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as pilot:
        await pilot.app.push_screen(screen)
        await ready(pilot, screen)
        await pilot.press(*"half a")
        clock.on(61)
        monkeypatch.setattr(Keyed, "HASTE", 0.3)
        screen._tick()
        await on(pilot, MockReviewScreen)
        review = pilot.app.screen
        assert isinstance(review, MockReviewScreen)
        begun = Key("x", "x").time
        for number, key in enumerate("nxmzx1xq" * 3):  # for longer than any key is waited for
            event = Key(key, key)
            event.time = begun + 0.5 * number
            pilot.app.post_message(event)
        await until(pilot, lambda: review.talking)
        await pilot.pause()
        assert pilot.app.screen is review
        assert screen.state.answers[0].said == "half a"
        later = Key("q", "q")
        later.time = begun + 20  # after a pause, keys are keys again
        pilot.app.post_message(later)
        await until(pilot, lambda: pilot.app.screen is not review)


@about("mini/predict")
async def test_a_prediction_that_is_deleted_stays_with_its_card(
    hosted: Hosted, screen: MockScreen, store: Store
) -> None:
    async with hosted(screen) as pilot:
        await ready(pilot, screen)
        await pilot.press(*"sum: 3 and more")
        await until(pilot, lambda: view(screen).text == "sum: 3 and more")
        await pilot.press("f7", "backspace")
        await until(pilot, lambda: earlier(store, "mini/predict") == ["sum: 3 and more"])
