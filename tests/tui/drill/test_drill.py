"""The drill, driven by its keys."""

import asyncio
from datetime import date, timedelta
from pathlib import Path
from random import Random
from threading import Event

import msgspec
import pytest
from textual.events import Key, MouseDown, MouseUp
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static, TextArea

from quizapp.banks.collection import Entry, read_collection
from quizapp.banks.recording import Recording, write_recording
from quizapp.config import read_config
from quizapp.core.cards.card import Asked, Base
from quizapp.core.grading.exercise import CheckResult, Verdict, verdict
from quizapp.core.grading.grade import Evidence, Judged, Response, Typed
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.review import CardState
from quizapp.core.run import Finished, Outcome, Output, Transcript
from quizapp.errors import StoreError
from quizapp.runner import Protection
from quizapp.store.store import Store
from quizapp.study.bench import Bench
from quizapp.study.services import NextDay, Services
from quizapp.study.sitting import Sitting
from quizapp.study.wishes import Wishes, keep_wishes
from quizapp.tui.browse.reading_screen import ReadingScreen
from quizapp.tui.drill.card_view import CardView
from quizapp.tui.drill.drill_screen import DrillScreen
from quizapp.tui.drill.panes.coding import BugPane
from quizapp.tui.drill.panes.form import Form
from quizapp.tui.drill.summary import SummaryScreen
from quizapp.tui.keys import HelpScreen, Keyed
from quizapp.tui.screens.consent import ConsentScreen
from quizapp.tui.widgets.key_bar import KeyBar
from quizapp.tui.widgets.output_view import MAX_LINES
from quizapp.tui.widgets.row_list import ListRow, RowList
from tests.protections import CONFINED, NOTHING
from tests.tui.conftest import NOON, Opened
from tests.tui.stub import OK, StubRunner
from tests.tui.waiting import until


def view(pilot: Pilot[None]) -> CardView:
    screen = pilot.app.screen
    assert isinstance(screen, DrillScreen)
    assert screen.view is not None
    return screen.view


def card(pilot: Pilot[None]) -> str:
    screen = pilot.app.screen
    if not isinstance(screen, DrillScreen) or screen.view is None:
        return ""
    return screen.view.entry.card.id


def score(pilot: Pilot[None]) -> float | None:
    grade = view(pilot).grade
    return grade.score if grade else None


def output(pilot: Pilot[None], beside: bool = False) -> str:
    panel = view(pilot).panel
    return (panel.second if beside else panel.first).output.text


def notice(pilot: Pilot[None]) -> str:
    return str(view(pilot).query_one("#notice", Static).render())


def prompt(pilot: Pilot[None]) -> str:
    return str(view(pilot).pane.prompt.render())


def said(pilot: Pilot[None]) -> list[str]:
    return [str(one.message) for one in pilot.app._notifications]


def keys(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one(KeyBar).query_one(Static).render())


def ratings(store: Store) -> list[tuple[str, Rating]]:
    return [(review.card, review.rating) for review in store.reviews()]


async def test_a_flashcard_is_revealed_ticked_rated_and_kept(opened: Opened, store: Store) -> None:
    async with opened("mini/flash", "mini/choice") as pilot:
        assert not view(pilot).panel.display
        await pilot.press("space")
        await until(pilot, lambda: output(pilot) == "hello")
        assert score(pilot) == 0
        await pilot.press("space", "down", "space")
        await until(pilot, lambda: score(pilot) == 1)
        await pilot.press("enter")
        await until(pilot, lambda: card(pilot) == "mini/choice")
        assert ratings(store) == [("mini/flash", Rating.GOOD)]
        assert store.memories()["mini/flash"].reps == 1


async def test_the_learner_can_override_the_rating(opened: Opened, store: Store) -> None:
    async with opened("mini/flash", "mini/choice") as pilot:
        await pilot.press("space")
        await until(pilot, lambda: view(pilot).revealed)
        await pilot.press("4")
        await until(pilot, lambda: card(pilot) == "mini/choice")
        assert ratings(store) == [("mini/flash", Rating.EASY)]


async def test_where_digits_rate_no_row_has_a_number(opened: Opened) -> None:
    """One who saw "1" beside a key point pressed it to tick, and had rated "again"."""
    async with opened("mini/flash", "mini/choice") as pilot:
        await pilot.press("space")
        await until(pilot, lambda: view(pilot).revealed)
        signs = [str(one.render()) for one in view(pilot).query("ListRow .sign").results(Static)]
        assert signs
        assert not any(any(letter.isdigit() for letter in sign) for sign in signs)
        await pilot.press("3")
        await until(pilot, lambda: card(pilot) == "mini/choice")
        signs = [str(one.render()) for one in view(pilot).query("ListRow .sign").results(Static)]
        assert "1" in signs[0]


async def test_a_wrong_pick_is_answered_with_its_own_why(opened: Opened, store: Store) -> None:
    async with opened("mini/choice") as pilot:
        rows = [row.text for row in view(pilot).query(ListRow)]
        await pilot.press(str(rows.index("3") + 1))
        await until(pilot, lambda: view(pilot).revealed)
        assert score(pilot) == 0
        shown = " ".join(
            str(text.render()) for text in view(pilot).query("ListRow .text").results(Static)
        )
        assert "That is one too many." in shown


async def test_several_right_options_are_ticked_and_handed_in(opened: Opened) -> None:
    async with opened("mini/several") as pilot:
        rows = [row.text for row in view(pilot).query(ListRow)]
        await pilot.press(str(rows.index("two") + 1), str(rows.index("four") + 1), "enter")
        await until(pilot, lambda: score(pilot) == 1)


async def test_steps_are_moved_by_keys(opened: Opened) -> None:
    async with opened("mini/order") as pilot:
        rows = view(pilot).query_one(RowList)
        wanted = ["one", "two", "three"]
        for place, step in enumerate(wanted):
            texts = [row.text for row in rows._rows]
            at = texts.index(step)
            while rows.cursor != at:
                await pilot.press("down" if rows.cursor < at else "up")
            for _ in range(at - place):
                await pilot.press("shift+up")
        await pilot.press("enter")
        await until(pilot, lambda: score(pilot) == 1)


async def test_a_digit_before_the_reveal_ticks_no_point_that_is_not_shown(opened: Opened) -> None:
    async with opened("mini/flash") as pilot:
        await pilot.press("1", "2", "space")
        await until(pilot, lambda: view(pilot).revealed)
        assert view(pilot).query_one(RowList).marked == set()


async def test_a_digit_goes_to_a_step(opened: Opened) -> None:
    async with opened("mini/order") as pilot:
        rows = view(pilot).query_one(RowList)
        before = [row.text for row in rows._rows]
        await pilot.press("3", "K")
        await until(pilot, lambda: rows.cursor == 1)
        assert [row.text for row in rows._rows] == [before[0], before[2], before[1]]


async def test_a_short_answer_is_typed(opened: Opened) -> None:
    async with opened("mini/short") as pilot:
        await pilot.press(*"torch.Size", "left_parenthesis", "[", "2", "comma", "3", "]", "enter")
        await until(pilot, lambda: view(pilot).revealed)
        assert score(pilot) == 1


async def test_a_right_prediction_is_graded_by_the_live_run(
    opened: Opened, store: Store, runner: StubRunner
) -> None:
    async with opened("mini/predict", "mini/flash") as pilot:
        assert view(pilot).panel.display
        assert output(pilot) == ""
        await pilot.press("3", "enter", "6", "f5")
        await until(pilot, lambda: score(pilot) == 1)
        assert {job.path.name for job in runner.jobs} == {"sums.py"}
        await pilot.press("enter")
        await until(pilot, lambda: card(pilot) == "mini/flash")
        assert ratings(store) == [("mini/predict", Rating.GOOD)]


async def test_a_wrong_prediction_shows_both_and_comes_back(opened: Opened, store: Store) -> None:
    async with opened("mini/predict", "mini/flash") as pilot:
        await pilot.press("5", "enter", "6", "f5")
        await until(pilot, lambda: score(pilot) == 0.5)
        assert "sum: 3" in str(view(pilot).query_one("#diff", Static).render())
        await pilot.press("enter")
        await until(pilot, lambda: card(pilot) == "mini/flash")
        assert ratings(store) == [("mini/predict", Rating.AGAIN)]
        await pilot.press("space")
        await until(pilot, lambda: view(pilot).revealed)
        await pilot.press("4")
        await until(pilot, lambda: card(pilot) == "mini/predict")


async def test_what_the_run_prints_wins_over_what_the_bank_says(
    opened: Opened, runner: StubRunner
) -> None:
    runner.outputs["sums.py"] = [Output("stdout", "sum: 8\n"), OK]
    async with opened("mini/predict") as pilot:
        await pilot.press("8", "f5")
        await until(pilot, lambda: score(pilot) == 1)


async def test_a_bug_shows_its_symptom_and_then_the_fix_beside(opened: Opened) -> None:
    async with opened("mini/bug") as pilot:
        await until(pilot, lambda: output(pilot) == "7")
        await until(pilot, lambda: keys(pilot).startswith("enter pick line"))
        await pilot.press("enter")
        await until(pilot, lambda: view(pilot).panel.editing)
        assert "pick line" not in keys(pilot)
        assert prompt(pilot).startswith("Line 1 is at fault.")
        assert not view(pilot).revealed
        await pilot.press("escape", "space")
        await until(pilot, lambda: score(pilot) == 0.6)
        await until(pilot, lambda: output(pilot, beside=True) == "6")


async def test_a_line_that_is_not_at_fault_is_told_apart(opened: Opened) -> None:
    async with opened("mini/bug") as pilot:
        await pilot.press("j", "j", "enter")
        await until(pilot, lambda: view(pilot).panel.editing)
        assert prompt(pilot).startswith("Line 3 is not at fault.")
        await pilot.press("escape", "space")
        await until(pilot, lambda: score(pilot) == 0)


async def test_a_mend_is_right_when_its_run_shows_what_it_should(
    opened: Opened, store: Store, runner: StubRunner
) -> None:
    async with opened("mini/bug", "mini/flash") as pilot:
        await pilot.press("j", "j", "enter")  # not the line, but that is no matter
        await until(pilot, lambda: view(pilot).panel.editing)
        await pilot.press("x", "f5")
        await until(pilot, lambda: prompt(pilot).startswith("Not mended: line 1 should be '6'"))
        assert not view(pilot).revealed
        runner.outputs["buggy.py"] = [Output("stdout", "6\n"), OK]
        burst(pilot, "y", "f5")  # the letter is part of what runs
        await until(pilot, lambda: score(pilot) == 1)
        assert any("    xytotal += n" in (job.source or "") for job in runner.jobs)
        await until(pilot, lambda: not view(pilot).panel.editing)
        await pilot.press("enter")
        await until(pilot, lambda: card(pilot) == "mini/flash")
        [review] = store.reviews()
        assert (review.rating, review.said.splitlines()[0]) == (Rating.GOOD, "3\ttotal += n")


async def test_a_mend_survives_leaving_and_one_not_tried_is_asked_about(opened: Opened) -> None:
    async with opened("mini/bug") as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: view(pilot).panel.editing)
        await pilot.press("x", "escape", "q")
    async with opened("mini/bug") as pilot:
        await until(pilot, lambda: view(pilot).panel.source.startswith("xtotal = 1"))
        await pilot.press("escape", "space")
        assert not view(pilot).revealed
        await until(pilot, lambda: "F5 runs your version" in said(pilot)[-1])
        await pilot.press("space")
        await until(pilot, lambda: score(pilot) == 0.6)


async def test_who_types_on_while_a_mend_runs_loses_no_letter(
    opened: Opened, runner: StubRunner, store: Store
) -> None:
    async with opened("mini/bug") as pilot:
        await until(pilot, lambda: output(pilot) == "7")
        await pilot.press("enter")
        await until(pilot, lambda: view(pilot).panel.editing)
        runner.outputs["buggy.py"] = [Output("stdout", "6\n"), OK]
        runner.hold.clear()
        await pilot.press("x", "f5")
        await until(pilot, lambda: view(pilot).panel.running)
        await pilot.press("4", "s")
        runner.hold.set()
        await until(pilot, lambda: prompt(pilot).startswith("Mended by what you ran"))
        await pilot.press("4", "s")
        assert not view(pilot).revealed
        assert view(pilot).panel.source.startswith("x4s4stotal = 1")
        assert (store.draft("mini/bug") or "").startswith("1\ttotal = 1\nx4s4stotal = 1")
        await pilot.press("f5")
        await until(pilot, lambda: score(pilot) == 1)


async def test_a_mend_that_runs_is_waited_for(opened: Opened, runner: StubRunner) -> None:
    async with opened("mini/bug") as pilot:
        await until(pilot, lambda: output(pilot) == "7")
        await pilot.press("enter")
        await until(pilot, lambda: view(pilot).panel.editing)
        runner.hold.clear()
        await pilot.press("x", "f5")
        await until(pilot, lambda: view(pilot).panel.running)
        view(pilot).panel.action_leave_editor()
        await pilot.press("space", "space")
        assert not view(pilot).revealed
        runner.outputs["buggy.py"] = [Output("stdout", "6\n"), OK]
        runner.hold.set()
        await until(pilot, lambda: score(pilot) == 1)


async def test_a_run_without_an_end_is_no_mend_and_no_failure(
    opened: Opened, runner: StubRunner
) -> None:
    async with opened("mini/bug") as pilot:
        await until(pilot, lambda: output(pilot) == "7")
        await pilot.press("enter")
        await until(pilot, lambda: view(pilot).panel.editing)
        runner.outputs["buggy.py"] = [Finished("timed_out", None, 10.0)]
        await pilot.press("x", "f5")
        await until(pilot, lambda: prompt(pilot).startswith("Not judged: the run was stopped"))
        assert not view(pilot).revealed


async def test_where_nothing_may_run_no_run_is_promised(opened: Opened, services: Services) -> None:
    services.protect = lambda: NOTHING
    del services.bench
    async with opened("mini/bug", "mini/flash") as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: score(pilot) == 1)
        await pilot.press("enter")
        await until(pilot, lambda: card(pilot) == "mini/flash")
        await pilot.press("u")
        await until(pilot, lambda: card(pilot) == "mini/bug")
        await until(pilot, lambda: prompt(pilot).endswith("enter picks it: that is the answer."))
        assert "F5" not in prompt(pilot)
        assert "i write" not in keys(pilot)
        await pilot.press("escape", "i")
        assert not view(pilot).panel.editing


async def test_a_script_that_has_gone_is_not_run(
    opened: Opened, services: Services, runner: StubRunner
) -> None:
    services.collection.entries["mini/flash"].script.unlink()
    async with opened("mini/flash") as pilot:
        await pilot.press("escape", "space")
        await until(pilot, lambda: "hello.py: cannot be read" in output(pilot))
        assert runner.jobs == []


async def test_letters_behind_the_pick_are_typed_into_the_code(opened: Opened) -> None:
    async with opened("mini/bug") as pilot:
        await until(pilot, lambda: output(pilot) == "7")
        burst(pilot, "enter", "s", "q", "1")
        await until(pilot, lambda: view(pilot).panel.source.startswith("sq1total = 1"))
        assert view(pilot).panel.editing


async def test_arrows_and_the_pick_work_in_their_order(opened: Opened) -> None:
    async with opened("mini/bug") as pilot:
        await until(pilot, lambda: output(pilot) == "7")
        burst(pilot, "down", "j", "enter", "x")
        await until(pilot, lambda: prompt(pilot).startswith("Line 3 is not at fault"))
        await until(pilot, lambda: view(pilot).panel.source.splitlines()[2].strip()[:1] == "x")


async def test_letters_behind_a_short_answer_are_no_part_of_it(opened: Opened) -> None:
    async with opened("mini/short") as pilot:
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
        burst(pilot, "4", "2", "enter", "3", "q")
        await until(pilot, lambda: view(pilot).revealed)
        assert view(pilot).pane.text == "42"


async def test_a_stopped_mend_says_so(opened: Opened, runner: StubRunner) -> None:
    async with opened("mini/bug") as pilot:
        await until(pilot, lambda: output(pilot) == "7")
        await pilot.press("enter", "x", "f5")
        await until(pilot, lambda: prompt(pilot).startswith("Not mended"))
        runner.hold.clear()
        await pilot.press("f5")
        await until(pilot, lambda: prompt(pilot).startswith("Your version runs"))
        await until(pilot, lambda: "esc stop" in keys(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: prompt(pilot).startswith("Stopped, and not judged"))
        runner.hold.set()


async def test_a_right_mend_counts_whatever_was_typed_since(
    opened: Opened, runner: StubRunner
) -> None:
    async with opened("mini/bug") as pilot:
        await until(pilot, lambda: output(pilot) == "7")
        await pilot.press("enter")
        await until(pilot, lambda: view(pilot).panel.editing)
        runner.outputs["buggy.py"] = [Output("stdout", "6\n"), OK]
        runner.hold.clear()
        await pilot.press("x", "f5")
        await until(pilot, lambda: view(pilot).panel.running)
        await pilot.press("4")
        runner.hold.set()
        await until(pilot, lambda: prompt(pilot).startswith("Mended by what you ran"))
        await pilot.press("escape", "space")
        await until(pilot, lambda: score(pilot) == 1)


async def test_the_original_comes_back_behind_the_letters_before_it(opened: Opened) -> None:
    async with opened("mini/bug") as pilot:
        await until(pilot, lambda: output(pilot) == "7")
        await pilot.press("enter")
        await until(pilot, lambda: view(pilot).panel.editing)
        await pilot.press("a")
        burst(pilot, "b", "ctrl+g")
        await until(pilot, lambda: view(pilot).panel.wiped and not view(pilot).panel.edited)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: view(pilot).panel.source.startswith("abtotal"))


async def test_where_nothing_may_run_the_line_alone_is_the_answer(
    opened: Opened, services: Services
) -> None:
    services.protect = lambda: NOTHING
    del services.bench
    async with opened("mini/bug") as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: score(pilot) == 1)
        assert not view(pilot).panel.editing


async def test_before_the_answer_no_name_tells_it(opened: Opened, runner: StubRunner) -> None:
    async with opened("mini/bug") as pilot:
        folder = view(pilot).entry.snippet
        runner.outputs["buggy.py"] = [
            Output("stderr", f'  File "{folder}/buggy.py", line 1, in <module>\n'),
            Finished("error", 1, 0.1),
        ]
        await pilot.press("r")
        await until(pilot, lambda: 'File "buggy.py", line 1' in output(pilot))
        screen = "\n".join(str(text.render()) for text in view(pilot).query(Static))
        assert "off_by_one" not in screen
        await pilot.press("enter", "escape", "space")
        await until(pilot, lambda: view(pilot).revealed)
        assert "off_by_one" in str(view(pilot).query_one("#code-bar", Static).render())


# A form for what is printed

MARKED = "sum: \uf8f03\uf8f2\nsum: \uf8f06\uf8f2\n"


@pytest.fixture
def formed(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """Predictions are filled into a form; the marked run of the stub has its marks."""
    services.config.form = True

    async def marked(_: object, __: object) -> str:
        return MARKED

    monkeypatch.setattr(Bench, "marked", marked)


def fields(pilot: Pilot[None]) -> list[str]:
    return [one.value for one in view(pilot).query("Form Input").results(Input)]


@pytest.mark.usefixtures("formed")
async def test_a_prediction_is_filled_into_a_form_with_its_labels(
    opened: Opened, store: Store
) -> None:
    async with opened("mini/predict") as pilot:
        await until(pilot, lambda: fields(pilot) == ["", ""])
        labels = [str(one.render()) for one in view(pilot).query("Form Static").results(Static)]
        assert labels == ["sum: ", "sum: "]
        await pilot.press("3", "enter")
        assert store.draft("mini/predict") == "sum: 3\nsum: ?"
        await pilot.press("6", "enter")
        await until(pilot, lambda: score(pilot) == 1)


@pytest.mark.usefixtures("formed")
async def test_keys_that_come_together_are_filled_in_where_they_belong(opened: Opened) -> None:
    async with opened("mini/predict") as pilot:
        await until(pilot, lambda: fields(pilot) == ["", ""])
        burst(pilot, "3", "1", "enter", "4", "2", "f5", "9")
        await until(pilot, lambda: view(pilot).revealed)
        assert view(pilot).pane.text == "sum: 31\nsum: 42"


@pytest.mark.usefixtures("formed")
async def test_tab_and_the_box_wait_for_the_letters_before_them(opened: Opened) -> None:
    async with opened("mini/predict") as pilot:
        await until(pilot, lambda: fields(pilot) == ["", ""])
        burst(pilot, "3", "1", "tab", "4", "shift+tab", "2")
        await until(pilot, lambda: fields(pilot) == ["312", "4"])
        burst(pilot, "5", "ctrl+t", "backspace", "7")
        area = view(pilot).pane.query_one(TextArea)
        await until(pilot, lambda: area.display and area.text == "sum: 3125\nsum: 7")
        burst(pilot, "8", "ctrl+t", "9")
        await until(pilot, lambda: fields(pilot) == ["31259", "78"])


async def test_the_end_of_a_long_value_shows_while_it_is_typed(opened: Opened) -> None:
    async with opened("mini/short", size=(60, 20)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
        await pilot.press(*("0123456789" * 8), *"end")

        def shown() -> str:
            strips = pilot.app.screen._compositor.render_strips()
            return "\n".join(strip.text for strip in strips)

        await until(pilot, lambda: "6789end" in shown())


@pytest.mark.usefixtures("formed")
async def test_a_form_that_comes_late_takes_nothing_from_under_the_fingers(
    opened: Opened, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    come = asyncio.Event()

    async def marked(_: object, __: object) -> str:
        await come.wait()
        return MARKED

    monkeypatch.setattr(Bench, "marked", marked)
    async with opened("mini/predict") as pilot:
        await pilot.press("3")
        come.set()
        await until(pilot, lambda: len(view(pilot).query(Form)) == 1)
        await pilot.press("5")
        assert view(pilot).pane.text == "35"
        assert store.draft("mini/predict") == "35"
        await pilot.press("backspace", "enter", "6", "ctrl+t")
        await until(pilot, lambda: not any(fields(pilot)))  # labels are missing: it stays a box


@pytest.mark.usefixtures("formed")
async def test_the_first_key_adds_to_what_a_field_holds(opened: Opened, store: Store) -> None:
    store.save_draft("mini/predict", "sum: 4\nsum: 5")
    async with opened("mini/predict") as pilot:
        await until(pilot, lambda: fields(pilot) == ["4", "5"])
        await pilot.press("2")
        assert fields(pilot) == ["42", "5"]


@pytest.mark.usefixtures("formed")
async def test_the_form_and_the_box_hold_the_same(opened: Opened, store: Store) -> None:
    async with opened("mini/predict") as pilot:
        await until(pilot, lambda: fields(pilot) == ["", ""])
        await pilot.press("3", "ctrl+t")
        area = view(pilot).pane.query_one(TextArea)
        assert (area.text, area.display, area.has_focus) == ("sum: 3\nsum: ?", True, True)
        await pilot.press("backspace", "8", "ctrl+t")
        await until(pilot, lambda: fields(pilot) == ["3", "8"])
        await pilot.press("ctrl+t", "x", "enter", "y", "ctrl+t")  # that is no line of the form
        assert area.display
        await pilot.press("escape", "q")
    async with opened("mini/predict") as pilot:
        await until(pilot, lambda: view(pilot).pane.text.endswith("x\ny"))
        await pilot.press("f5")
        await until(pilot, lambda: view(pilot).revealed)


@pytest.mark.usefixtures("formed")
async def test_a_draft_goes_into_the_form_and_one_that_does_not_fit_stays_in_the_box(
    opened: Opened, store: Store
) -> None:
    store.save_draft("mini/predict", "sum: 4\nsum: ?")
    async with opened("mini/predict") as pilot:
        await until(pilot, lambda: fields(pilot) == ["4", ""])
        assert view(pilot).query("Form Input")[1].has_focus
        await pilot.press("escape", "q")
    store.save_draft("mini/predict", "3 6")
    async with opened("mini/predict") as pilot:
        await until(pilot, lambda: len(view(pilot).query(Form)) == 1)
        assert view(pilot).pane.text == "3 6"


async def test_what_is_typed_into_an_exercise_is_kept_when_leaving(
    opened: Opened, store: Store
) -> None:
    async with opened("mini/code") as pilot:
        area = view(pilot).panel.query_one(TextArea)
        area.text = "def double(x):\n    return x + x\n"
        await until(pilot, lambda: store.draft("mini/code") == area.text)
        await pilot.press("escape", "q")
    async with opened("mini/code") as pilot:
        await until(pilot, lambda: "x + x" in view(pilot).panel.source)


async def test_giving_up_an_exercise_asks_first_and_shows_the_solution(opened: Opened) -> None:
    async with opened("mini/code") as pilot:
        await pilot.press("escape", "space")
        assert not view(pilot).revealed
        await pilot.press("space")
        await until(pilot, lambda: view(pilot).revealed)
        await until(pilot, lambda: "return 2 * x" in view(pilot).panel.code.code)


async def test_hints_lower_the_suggested_rating(opened: Opened, store: Store) -> None:
    async with opened("mini/predict", "mini/flash") as pilot:
        await pilot.press("escape", "h")
        await until(
            pilot, lambda: "Hint 1" in str(view(pilot).query_one("#hints", Static).render())
        )
        await pilot.press("i", "3", "enter", "6", "f5")
        await until(pilot, lambda: score(pilot) == 1)
        await pilot.press("enter")
        await until(pilot, lambda: card(pilot) == "mini/flash")
        assert ratings(store) == [("mini/predict", Rating.HARD)]
        assert store.reviews()[0].hints == 1


async def test_undo_takes_back_the_last_answer_and_its_memory(opened: Opened, store: Store) -> None:
    async with opened("mini/flash", "mini/choice") as pilot:
        await pilot.press("space")
        await until(pilot, lambda: view(pilot).revealed)
        await pilot.press("3")
        await until(pilot, lambda: card(pilot) == "mini/choice")
        await pilot.press("u")
        await until(pilot, lambda: card(pilot) == "mini/flash")
        assert ratings(store) == []
        assert store.memories() == {}


async def summed_up(pilot: Pilot[None], *ratings: str) -> SummaryScreen:
    for rating in ratings:
        await until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen))
        await pilot.press("space")
        await until(pilot, lambda: view(pilot).revealed)
        await pilot.press(rating)
    await until(pilot, lambda: isinstance(pilot.app.screen, SummaryScreen))
    screen = pilot.app.screen
    assert isinstance(screen, SummaryScreen)
    return screen


async def test_what_was_missed_is_named_by_its_question_looked_at_and_asked_again(
    opened: Opened, store: Store
) -> None:
    async with opened("mini/flash") as pilot:
        screen = await summed_up(pilot, "1", "3")
        missed = screen.query_one(OptionList)
        assert "What does print do?" in str(missed.get_option_at_index(0).prompt)
        await pilot.press("right")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReadingScreen))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)
        await pilot.press("d")
        await until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen))
        await until(pilot, lambda: card(pilot) == "mini/flash")
        assert len(store.reviews()) == 2


async def test_the_summary_goes_on_with_what_is_to_be_asked_next(
    opened: Opened, services: Services, store: Store
) -> None:
    async with opened("mini/flash") as pilot:
        screen = await summed_up(pilot, "3")
        assert screen.missed == []
        first = services.today().queue[0]
        assert first != "mini/flash"
        await pilot.press("g")
        await until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen))
        await until(pilot, lambda: card(pilot) == first)


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2026, 11, 23), "By the plan the next of these comes back on Mon."),
        (None, "By the plan none of these comes back before the interview."),
    ],
)
async def test_the_summary_says_what_the_ratings_said(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, day: date | None, line: str
) -> None:
    monkeypatch.setattr(Services, "asked_next", lambda *_: NextDay(day))
    async with opened("mini/flash") as pilot:
        screen = await summed_up(pilot, "4")
        await until(
            pilot,
            lambda: line in str(screen.query("VerticalScroll > Static").last(Static).render()),
        )


async def test_a_drill_that_is_left_open_takes_up_the_plan_of_the_new_day(
    opened: Opened, services: Services
) -> None:
    keep_wishes(services.store, Wishes(), Wishes(interview=date(2026, 11, 28)))
    async with opened("mini/choice") as pilot:
        await until(pilot, lambda: services.has_calendar)
        services.now = lambda: NOON + timedelta(days=1)
        assert not services.has_calendar
        screen = pilot.app.screen
        assert isinstance(screen, DrillScreen)
        screen._keep_time()
        await until(pilot, lambda: services.has_calendar)


async def test_no_rating_is_cut_on_a_small_terminal(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Sitting,
        "coming",
        lambda _: dict(zip(Rating, ("46 cards", "47 cards", "Thu", "done"), strict=True)),
    )
    async with opened("mini/choice", size=(60, 20)) as pilot:
        await pilot.press("1")
        await until(pilot, lambda: view(pilot).revealed)
        choices = list(pilot.app.screen.query("RatingBar > Static").results(Static))
        await until(pilot, lambda: all(choice.size.width for choice in choices))
        said = [str(choice.render()) for choice in choices]
        assert said[0].endswith("1 again 46 cards")
        assert all(
            choice.size.width >= len(text) for choice, text in zip(choices, said, strict=True)
        )


@pytest.mark.parametrize("name", ["mini/code", "mini/bug"])
async def test_the_footer_says_that_the_solution_is_shown_where_space_gives_up(
    opened: Opened, name: str
) -> None:
    async with opened(name) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: view(pilot).panel.editing)
        await pilot.press("escape")
        await until(pilot, lambda: "space show the solution" in keys(pilot))
        assert "answer" not in keys(pilot)


async def test_no_code_is_seen_beside_what_is_asked_below_it(
    opened: Opened, services: Services
) -> None:
    entry = services.collection.entries["mini/predict"]
    path = entry.snippet
    path.write_text(path.read_text() + f"# {'long ' * 19}\n" * 40)
    async with opened("mini/predict", size=(120, 36)) as pilot:
        reply, panel = view(pilot).query_one("#reply"), view(pilot).panel
        await until(pilot, lambda: reply.region.width)
        assert panel.region.bottom > reply.region.y  # it goes on behind
        assert reply.region.right >= panel.region.right


async def test_undo_works_from_the_summary_too(opened: Opened, store: Store) -> None:
    async with opened("mini/flash") as pilot:
        await pilot.press("space")
        await until(pilot, lambda: view(pilot).revealed)
        await pilot.press("4")
        await until(pilot, lambda: isinstance(pilot.app.screen, SummaryScreen))
        assert len(store.reviews()) == 1
        await pilot.press("u")
        await until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen))
        await until(pilot, lambda: card(pilot) == "mini/flash")
        assert store.reviews() == []


async def test_a_suspended_card_is_not_asked_and_can_be_brought_back(
    opened: Opened, store: Store
) -> None:
    async with opened("mini/flash", "mini/choice") as pilot:
        await pilot.press("s")
        await until(pilot, lambda: card(pilot) == "mini/choice")
        assert store.states()["mini/flash"].suspended
        await pilot.press("u")
        await until(pilot, lambda: card(pilot) == "mini/flash")
        assert "mini/flash" not in store.states()


async def test_a_flag_is_kept(opened: Opened, store: Store) -> None:
    async with opened("mini/flash") as pilot:
        await pilot.press("f")
        assert store.states()["mini/flash"].flag == 1
        await pilot.press("f")
        assert "mini/flash" not in store.states()


async def test_f_does_what_the_line_at_the_top_offers(opened: Opened, store: Store) -> None:
    async with opened("mini/flash") as pilot:
        store.set_states({"mini/flash": CardState(flag=1)})  # elsewhere
        await pilot.press("f")
        assert store.states()["mini/flash"].flag == 1
        await pilot.press("f")
        assert "mini/flash" not in store.states()


async def test_an_edit_runs_in_place_of_the_file_and_shows_what_changed(
    opened: Opened, runner: StubRunner
) -> None:
    async with opened("mini/flash") as pilot:
        await pilot.press("space")
        await until(pilot, lambda: output(pilot) == "hello")
        await pilot.press("e")
        runner.outputs["hello.py"] = [Output("stdout", "bye\n"), OK]
        view(pilot).panel.query_one(TextArea).text = 'print("bye")\n'
        await pilot.press("f5")
        await until(pilot, lambda: output(pilot) == "hello\nbye")
        assert runner.jobs[-1].source == 'print("bye")\n'


async def test_leaving_the_screen_ends_the_run(opened: Opened, runner: StubRunner) -> None:
    async with opened("mini/flash") as pilot:
        runner.hold.clear()
        await pilot.press("space")
        await until(pilot, lambda: runner.jobs)
        await pilot.press("q")
        await until(pilot, lambda: len(runner.ended) == 1)


async def test_a_run_that_fails_is_an_ordinary_result(opened: Opened, runner: StubRunner) -> None:
    runner.outputs["hello.py"] = [Output("stderr", "boom\n"), Finished("timed_out", -9, 10.0)]
    async with opened("mini/flash") as pilot:
        await pilot.press("space")
        await until(pilot, lambda: "boom" in output(pilot))
        bar = view(pilot).panel.first.query(Static).first()
        await until(pilot, lambda: "time limit" in str(bar.render()))
        assert view(pilot).revealed


async def test_a_flood_is_cut_and_said_to_be(opened: Opened, runner: StubRunner) -> None:
    runner.outputs["hello.py"] = [Output("stdout", "x\n" * (MAX_LINES + 5)), OK]
    async with opened("mini/flash") as pilot:
        await pilot.press("space")
        await until(pilot, lambda: output(pilot).endswith("what is shown here ends"))
        assert output(pilot).count("\n") == MAX_LINES


async def test_the_footer_shows_only_keys_that_work_now(opened: Opened) -> None:
    async with opened("mini/flash") as pilot:
        assert "space reveal" in keys(pilot)
        assert "undo" not in keys(pilot)
        assert "run" not in keys(pilot)
        await pilot.press("space")
        await until(pilot, lambda: "enter next" in keys(pilot))
        assert "r run" in keys(pilot)


async def test_no_key_is_clipped_on_a_small_terminal(opened: Opened) -> None:
    async with opened("mini/flash", size=(60, 20)) as pilot:
        await pilot.press("space")
        await until(pilot, lambda: "enter next" in keys(pilot))
        assert len(keys(pilot)) <= 58
        assert keys(pilot).endswith("? help  q back")
        assert pilot.app.screen.query_one(KeyBar).size.height == 1


async def test_a_strangers_bank_is_asked_about_before_it_runs(
    opened: Opened, services: Services, runner: StubRunner
) -> None:
    services.protect = lambda: NOTHING
    del services.bench  # made anew, with these walls
    async with opened("mini/bug") as pilot:
        await until(pilot, lambda: "allow this bank" in keys(pilot))
        assert runner.jobs == []
        await pilot.press("y")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConsentScreen))
        shown = pilot.app.screen.query_one("CodeView > _Lines", Widget)
        await until(pilot, lambda: "total = 1" in str(shown.render()))
        await pilot.press("y")
        await until(pilot, lambda: len(runner.jobs) == 1)
        assert services.bench.trust.allows(services.collection.roots[0])


async def test_two_devices_are_compared_side_by_side(
    opened: Opened, services: Services, runner: StubRunner
) -> None:
    runner.there = ["cpu", "cuda"]
    async with opened("mini/flash") as pilot:
        await until(pilot, lambda: services.bench.devices == ["cpu", "cuda"])
        await pilot.press("space")
        await until(pilot, lambda: output(pilot) == "hello")
        await pilot.press("c")
        await until(pilot, lambda: [job.device for job in runner.jobs[-2:]] == ["cpu", "cuda"])
        await until(pilot, lambda: output(pilot, beside=True) == "hello")
        titles = [
            str(bar.render()) for bar in view(pilot).query("RunPane > Static").results(Static)
        ]
        assert [title.split(" · ")[0] for title in titles] == ["on cpu", "on cuda"]


async def test_here_and_there_are_compared_side_by_side(
    opened: Opened, services: Services, runner: StubRunner
) -> None:
    runner.place = "gpu-box:8888"
    runner.there = ["cpu", "cuda", "here"]
    runner.packages = frozenset({"torch", "numpy", "scikit-learn", "matplotlib", "pandas"})
    async with opened("mini/flash") as pilot:
        await until(pilot, lambda: services.bench.devices == ["cpu", "cuda", "here"])
        await pilot.press("space")
        await until(pilot, lambda: output(pilot) == "hello")
        await pilot.press("c")
        await until(pilot, lambda: {job.device for job in runner.jobs[-2:]} == {"here", "cuda"})
        await until(pilot, lambda: output(pilot, beside=True) == "hello")
        titles = [
            str(bar.render()) for bar in view(pilot).query("RunPane > Static").results(Static)
        ]
        assert [title.split(" · ")[0] for title in titles] == ["here", "there"]


async def test_the_device_is_switched_and_remembered(
    opened: Opened, services: Services, runner: StubRunner
) -> None:
    runner.there = ["cpu", "cuda"]
    async with opened("mini/flash") as pilot:
        await until(pilot, lambda: "d device" in keys(pilot))
        await pilot.press("d", "d")
        assert read_config(services.paths.config).device == "cuda"
        await pilot.press("space")
        await until(pilot, lambda: runner.jobs)
        assert runner.jobs[0].device == "cuda"


async def test_a_card_for_another_machine_shows_its_recording(
    opened: Opened, services: Services, runner: StubRunner, bank_root: Path
) -> None:
    bank = bank_root / "questions" / "mini.yaml"
    text = bank.read_text().replace(
        "    snippet: mini/sums.py\n", "    snippet: mini/sums.py\n    device: cuda\n"
    )
    bank.write_text(text)
    services.collection, _ = read_collection([bank_root])
    kept = Recording(device="H100", torch="2.13.0", date="2026-11-20", stdout="sum: 3\nsum: 6\n")
    write_recording(services.collection.entries["mini/predict"], kept)
    async with opened("mini/predict") as pilot:
        assert "needs a CUDA device" in notice(pilot)
        await pilot.press("3", "enter", "6", "f5")
        await until(pilot, lambda: score(pilot) == 1)
        await until(pilot, lambda: output(pilot) == "sum: 3\nsum: 6")
        bar = view(pilot).panel.first.query(Static).first()
        assert str(bar.render()) == "recorded on H100, torch 2.13.0, 2026-11-20"
        assert runner.jobs == []


async def test_a_leech_is_noticed_when_it_fails_again(opened: Opened, store: Store) -> None:
    from datetime import timedelta

    from quizapp.core.memory.review import Memory
    from tests.tui.conftest import NOON

    last = NOON - timedelta(days=9)
    worn = Memory("review", None, 2.0, 9.0, last + timedelta(days=2), last, reps=20, lapses=7)
    store.set_memories({"mini/flash": worn})
    async with opened("mini/flash", "mini/choice") as pilot:
        await pilot.press("space")
        await until(pilot, lambda: view(pilot).revealed)
        await pilot.press("1")
        await until(pilot, lambda: card(pilot) == "mini/choice")
        assert any("mini/flash is a leech" in text for text in said(pilot))


# What is typed is never lost


@pytest.mark.parametrize("name", ["mini/flash", "mini/short", "mini/predict"])
@pytest.mark.parametrize("leaving", [("escape", "q"), ("escape", "escape", "s", "u"), ()])
async def test_typed_words_survive(
    name: str, leaving: tuple[str, ...], opened: Opened, store: Store
) -> None:
    """Leaving, putting away and bringing back, and being killed: `run_test` ends without a word."""
    async with opened(name, "mini/choice") as pilot:
        to_the_field = ["i"] if name == "mini/flash" else []
        await pilot.press(*to_the_field, "4", "2", *leaving)
    assert store.draft(name) == "42"
    async with opened(name) as pilot:
        assert view(pilot).pane.text == "42"


def steps(pilot: Pilot[None]) -> list[str]:
    """A list as it stands, with a sign on what is ticked."""
    rows = view(pilot).query_one(RowList)
    return [f"{'x' if row.index in rows.marked else ''}{row.text}" for row in rows._rows]


@pytest.mark.parametrize(("name", "pressed"), [("mini/several", "2"), ("mini/order", "shift+down")])
@pytest.mark.parametrize("leaving", [("q",), ("s", "u"), ()])
async def test_what_is_ticked_or_moved_survives(
    name: str, pressed: str, leaving: tuple[str, ...], opened: Opened
) -> None:
    async with opened(name, "mini/choice") as pilot:
        before = steps(pilot)
        await pilot.press(pressed)
        left = steps(pilot)
        assert left != before
        await pilot.press(*leaving)
    async with opened(name) as pilot:
        assert steps(pilot) == left
        await pilot.press("enter")
        await until(pilot, lambda: view(pilot).revealed)
        await pilot.press("1")
        await until(pilot, lambda: not view(pilot).revealed)
        assert sorted(steps(pilot)) == sorted(before)  # it is asked anew, with nothing ticked


@pytest.mark.parametrize(("name", "pressed"), [("mini/several", "2"), ("mini/order", "shift+down")])
async def test_an_undone_list_is_as_it_was_handed_in(
    name: str, pressed: str, opened: Opened
) -> None:
    async with opened(name, "mini/choice") as pilot:
        await pilot.press(pressed)
        left = steps(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: view(pilot).revealed)
        await pilot.press("4")
        await until(pilot, lambda: card(pilot) == "mini/choice")
        await pilot.press("u")
        await until(pilot, lambda: card(pilot) == name)
        assert steps(pilot) == left


async def test_a_choice_that_was_taken_back_is_picked_anew(opened: Opened) -> None:
    async with opened("mini/choice", "mini/short") as pilot:
        await pilot.press("2")
        await until(pilot, lambda: view(pilot).revealed)
        await pilot.press("4")
        await until(pilot, lambda: card(pilot) == "mini/short")
        await pilot.press("escape", "u")
        await until(pilot, lambda: card(pilot) == "mini/choice")
        wanted = [row.text for row in view(pilot).query(ListRow)].index("2")
        await pilot.press(*["down"] * wanted, "enter")
        await until(pilot, lambda: score(pilot) == 1)


async def test_an_undone_answer_has_its_words_again(opened: Opened, store: Store) -> None:
    async with opened("mini/short", "mini/choice") as pilot:
        await pilot.press("4", "2", "enter")
        await until(pilot, lambda: view(pilot).revealed)
        await pilot.press("1")
        await until(pilot, lambda: card(pilot) == "mini/choice")
        assert [one.said for one in store.reviews()] == ["42"]
        assert store.draft("mini/short") is None
        await pilot.press("u")
        await until(pilot, lambda: card(pilot) == "mini/short")
        assert view(pilot).pane.text == "42"


async def test_an_exercise_that_was_given_up_and_undone_has_its_code_again(
    opened: Opened, store: Store
) -> None:
    async with opened("mini/code", "mini/choice") as pilot:
        await pilot.press("x", "escape", "space", "space")
        await until(pilot, lambda: view(pilot).revealed)
        await pilot.press("1")
        await until(pilot, lambda: card(pilot) == "mini/choice")
        assert store.reviews()[0].said.startswith("xdef double")
        await pilot.press("u")
        await until(pilot, lambda: card(pilot) == "mini/code")
        assert view(pilot).panel.source.startswith("xdef double")


@pytest.mark.parametrize("name", ["mini/code", "mini/flash", "mini/short"])
async def test_a_text_that_was_deleted_is_brought_back(opened: Opened, name: str) -> None:
    text = "a text of some twenty letters"
    async with opened(name) as pilot:
        await pilot.press("i" if name == "mini/flash" else "end", *text)
        await until(pilot, lambda: text in view(pilot).pane.text)
        await pilot.press("f7" if name != "mini/short" else "ctrl+u", "backspace")
        await until(pilot, lambda: text not in view(pilot).pane.text)
    async with opened(name) as pilot:
        await pilot.press(*(["i"] if name == "mini/flash" else []))
        await until(pilot, lambda: isinstance(pilot.app.focused, TextArea | Input))
        await pilot.press("ctrl+g")
        await until(pilot, lambda: text in view(pilot).pane.text)


@pytest.mark.usefixtures("formed")
@pytest.mark.parametrize("name", ["mini/code", "mini/bug", "mini/predict"])
async def test_a_slip_of_the_fingers_is_no_text_that_was_deleted(
    opened: Opened, store: Store, name: str
) -> None:
    async with opened(name) as pilot:
        if name == "mini/bug":
            await until(pilot, lambda: output(pilot) == "7")
            await pilot.press("enter")
        if name == "mini/predict":
            await until(pilot, lambda: fields(pilot) == ["", ""])
        await until(pilot, lambda: isinstance(pilot.app.focused, TextArea | Input))
        for slip in "789":
            await pilot.press(slip, "backspace")
        await pilot.press("6")
        await until(pilot, lambda: "6" in view(pilot).pane.text)
    assert not any("#wiped" in one for one in store.drafts())


async def test_a_wiped_exercise_is_brought_back_even_after_a_crash(
    opened: Opened, store: Store
) -> None:
    async with opened("mini/code") as pilot:
        await pilot.press("x", "ctrl+g")
        await until(pilot, lambda: not view(pilot).panel.edited)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: view(pilot).panel.source.startswith("xdef double"))
        await pilot.press("ctrl+g")
        await until(pilot, lambda: not view(pilot).panel.edited)
    async with opened("mini/code") as pilot:
        assert not view(pilot).panel.edited
        await pilot.press("ctrl+g")
        await until(pilot, lambda: view(pilot).panel.source.startswith("xdef double"))


# Nothing of one card reaches another


async def test_a_quick_rating_shows_nothing_of_the_card_before(
    opened: Opened, runner: StubRunner
) -> None:
    async with opened("mini/flash", "mini/several", "mini/short") as pilot:
        runner.hold.clear()
        await pilot.press("space", "3")
        await until(pilot, lambda: card(pilot) == "mini/several")
        runner.hold.set()
        await until(pilot, lambda: len(runner.ended) == len(runner.jobs))
        await pilot.pause()
        assert output(pilot) == ""
        assert not view(pilot).query("#answer Markdown")
        assert not view(pilot).panel.display


@pytest.mark.parametrize(
    "keys", [("space", "q"), ("space", "q", "q"), ("q", "q"), ("space", "u", "q")]
)
async def test_leaving_at_once_ends_on_the_home_screen(
    keys: tuple[str, ...], opened: Opened
) -> None:
    async with opened("mini/flash", "mini/choice") as pilot:
        await pilot.press(*keys)
        await until(pilot, lambda: not isinstance(pilot.app.screen, DrillScreen))
        assert len(pilot.app.screen_stack) >= 1


# A failure of the machine is no failure of the learner


@pytest.mark.parametrize("outcome", ["timed_out", "out_of_memory", "killed", "cancelled"])
async def test_a_prediction_whose_run_was_cut_off_is_not_judged(
    outcome: Outcome, opened: Opened, runner: StubRunner, store: Store
) -> None:
    runner.outputs["sums.py"] = [Output("stdout", "sum: 3\n"), Finished(outcome, -9, 10.0)]
    async with opened("mini/predict") as pilot:
        await pilot.press("9", "f5")
        await until(pilot, lambda: "not judged" in notice(pilot))
        assert not view(pilot).revealed
        assert view(pilot).pane.text == "9"
        assert not view(pilot).panel.first.output.display  # "sum: 3" is still to be predicted
        runner.outputs["sums.py"] = [Output("stdout", "9\n"), OK]
        await pilot.press("f5")
        await until(pilot, lambda: score(pilot) == 1)
        assert view(pilot).panel.first.output.display
        assert "not judged" not in notice(pilot)


async def test_what_nothing_could_judge_is_rated_by_the_learner(
    opened: Opened, runner: StubRunner, store: Store
) -> None:
    runner.outputs["sums.py"] = [Finished("timed_out", -9, 10.0)]
    async with opened("mini/predict", "mini/choice") as pilot:
        await pilot.press("9", "f5")
        await until(pilot, lambda: "v view" in keys(pilot))
        await pilot.press("v")
        await until(pilot, lambda: view(pilot).query("#answer Markdown"))
        assert "enter next" not in keys(pilot)
        await pilot.press("3")
        await until(pilot, lambda: card(pilot) == "mini/choice")
        kept = store.reviews()[0]
        assert (kept.rating, kept.score, kept.suggested, kept.said) == (
            Rating.GOOD,
            None,
            None,
            "9",
        )


async def test_checks_that_were_cut_off_judge_nobody(opened: Opened, runner: StubRunner) -> None:
    runner.outputs["starter.py"] = [Finished("timed_out", -9, 10.0)]
    async with opened("mini/code") as pilot:
        await pilot.press("f5")
        await until(pilot, lambda: "not judged" in prompt(pilot))
        assert not view(pilot).revealed


async def test_checks_that_fail_after_a_cut_off_run_judge_the_answer(
    opened: Opened, runner: StubRunner
) -> None:
    runner.outputs["starter.py"] = [Finished("timed_out", -9, 10.0)]
    async with opened("mini/code") as pilot:
        await pilot.press("f5")
        await until(pilot, lambda: "not judged" in prompt(pilot))
        await until(pilot, lambda: view(pilot).unjudged)
        del runner.outputs["starter.py"]
        await pilot.press("f5")
        await until(pilot, lambda: "not judged" not in prompt(pilot))
        await until(pilot, lambda: not view(pilot).unjudged)
        await pilot.press("escape")
        await until(pilot, lambda: "space show the solution" in keys(pilot))
        assert "view the answer" not in keys(pilot)


async def test_a_run_stopped_by_the_learner_is_not_judged(
    opened: Opened, runner: StubRunner
) -> None:
    async with opened("mini/predict") as pilot:
        runner.hold.clear()
        await pilot.press("9", "f5")
        await until(pilot, lambda: runner.jobs)
        await pilot.press("escape")
        await until(pilot, lambda: len(runner.ended) == 1)
        runner.hold.set()
        assert not view(pilot).revealed
        assert not view(pilot).waiting


# One odd script stops nothing


async def test_a_script_with_a_coding_line_is_shown_as_python_reads_it(
    opened: Opened, services: Services
) -> None:
    script = services.collection.entries["mini/predict"].script
    script.write_bytes("# -*- coding: latin-1 -*-\nprint('é')\n".encode("latin-1"))
    async with opened("mini/predict") as pilot:
        assert "print('é')" in view(pilot).panel.code.code


@pytest.mark.parametrize("name", ["mini/predict", "mini/bug", "mini/code", "mini/flash"])
@pytest.mark.parametrize("fault", ["gone", "no text"])
async def test_a_script_that_cannot_be_read_is_a_line(
    name: str, fault: str, opened: Opened, services: Services, store: Store
) -> None:
    for path in services.collection.entries[name].files.values():
        if fault == "gone":
            path.unlink()
        else:
            path.write_bytes(b"\xff\xfe\xfa")
    async with opened(name, "mini/choice") as pilot:
        assert "cannot be read" in notice(pilot) or "not UTF-8" in notice(pilot)
        await pilot.press("escape", "s")
        await until(pilot, lambda: card(pilot) == "mini/choice")


async def test_a_kind_without_a_pane_of_its_own_is_answered_in_a_field(
    opened: Opened, services: Services, store: Store
) -> None:
    entry = services.collection.entries["mini/short"]
    card_ = Backwards(
        id="mini/short", level="junior", question="?", answer="!", snippet=entry.card.snippet
    )
    services.collection.entries["mini/short"] = msgspec.structs.replace(entry, card=card_)
    async with opened("mini/short", "mini/choice") as pilot:
        await pilot.press("o", "l", "l", "e", "h", "ctrl+s")
        await until(pilot, lambda: score(pilot) == 1)
        await pilot.press("enter")
        await until(pilot, lambda: card(pilot) == "mini/choice")
        assert ratings(store) == [("mini/short", Rating.GOOD)]


async def test_a_draft_that_names_shuffled_places_still_means_the_same(
    opened: Opened, services: Services
) -> None:
    entry = services.collection.entries["mini/short"]
    card_ = Second(
        id="mini/short", level="junior", question="?", answer="!", snippet=entry.card.snippet
    )
    services.collection.entries["mini/short"] = msgspec.structs.replace(entry, card=card_)
    async with opened("mini/short") as pilot:
        shown = str(view(pilot).pane.query_one(Static).render())
        wanted = shown.splitlines().index("b") + 1
        await pilot.press(str(wanted), "escape", "q")
        await until(pilot, lambda: card(pilot) == "")
    async with opened("mini/short") as pilot:
        assert str(view(pilot).pane.query_one(Static).render()) == shown
        await pilot.press("ctrl+s")
        await until(pilot, lambda: score(pilot) == 1)


class Second(Base, tag="second", kw_only=True, frozen=True, omit_defaults=True):
    """Name the place of `b`."""

    def asked(self, luck: Random) -> Asked:
        order = luck.sample(range(6), 6)
        return Asked(["abcdef"[at] for at in order], "Which place?", order=tuple(order))

    def read(self, text: str, asked: Asked) -> Response:
        return Typed("abcdef"[asked.order[int(text) - 1]])

    def judge(self, response: Response, evidence: Evidence) -> Judged:
        assert isinstance(response, Typed)
        return Judged(float(response.text == "b"), "Done.")


class Backwards(Base, tag="backwards", kw_only=True, frozen=True, omit_defaults=True):
    """Type `hello` backwards."""

    def asked(self, luck: Random) -> Asked:
        return Asked([], "Backwards, please.")

    def read(self, text: str, asked: Asked) -> Response:
        return Typed(text)

    def judge(self, response: Response, evidence: Evidence) -> Judged:
        assert isinstance(response, Typed)
        return Judged(float(response.text.strip() == "olleh"), "Done.")


# Who types on gives no commands


async def test_a_burst_of_keys_is_no_command_on_the_card_that_came_up(
    opened: Opened, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Keyed, "HASTE", 30.0)
    async with opened("mini/flash", "mini/several", "mini/short") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, DrillScreen)
        screen._hasty_until = 0.0
        await pilot.press("space")
        await until(pilot, lambda: view(pilot).revealed)
        screen._hasty_until = 0.0
        await pilot.press("3", *"squares 1 of q")
        await until(pilot, lambda: card(pilot) == "mini/several")
        assert not view(pilot).revealed
        assert store.states() == {}
        assert len(store.reviews()) == 1
        assert pilot.app.screen is screen


@pytest.mark.parametrize("card", ["mini/bug", "mini/flash"])
async def test_keys_in_haste_pick_no_line_take_no_hint_and_run_nothing(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, card: str
) -> None:
    monkeypatch.setattr(Keyed, "HASTE", 30.0)
    async with opened(card) as pilot:
        await pilot.press("enter", "space", "h", "r", "e", "o", "y", "enter")
        assert isinstance(pilot.app.screen, DrillScreen)
        assert not view(pilot).revealed
        assert view(pilot).hints == 0
        assert not view(pilot).panel.running


def burst(pilot: Pilot[None], *keys: str, at: float | None = None) -> None:
    """Keys that arrive together, none of them awaited; `at` is when they were pressed."""
    for key in keys:
        event = Key(key, key if len(key) == 1 else None)
        event.time = event.time if at is None else at
        pilot.app.post_message(event)


async def test_what_is_written_for_a_flashcard_is_handed_in(opened: Opened, store: Store) -> None:
    async with opened("mini/flash", "mini/choice") as pilot:
        await pilot.press("i")
        burst(pilot, "a", "b", "ctrl+s", "q", "1")
        await until(pilot, lambda: view(pilot).revealed)
        assert view(pilot).pane.text == "ab"
        await pilot.press("2", "3")
        await until(pilot, lambda: card(pilot) == "mini/choice")
        assert store.reviews()[0].said == "ab"


async def test_the_key_that_opened_the_field_is_a_letter_of_what_is_handed_in(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened("mini/flash", "mini/several") as pilot:
        await pilot.press("i")
        monkeypatch.setattr(Keyed, "HASTE", 30.0)
        burst(pilot, *"his wit", "ctrl+s")
        await until(pilot, lambda: view(pilot).revealed)
        assert view(pilot).pane.text == "his wit"


async def test_a_second_space_ticks_nothing_unseen(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened("mini/flash") as pilot:
        monkeypatch.setattr(Keyed, "HASTE", 30.0)
        burst(pilot, "space", "space")
        await until(pilot, lambda: view(pilot).revealed)
        await pilot.pause()
        assert score(pilot) == 0


async def test_a_second_enter_rates_nothing_unseen(
    opened: Opened, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened("mini/short", "mini/choice") as pilot:
        monkeypatch.setattr(Keyed, "HASTE", 30.0)
        burst(pilot, "4", "2", "enter", "enter")
        await until(pilot, lambda: view(pilot).revealed)
        await pilot.pause()
        assert card(pilot) == "mini/short"
        assert store.reviews() == []


async def test_letters_that_come_with_the_key_that_hands_in_are_no_part_of_a_prediction(
    opened: Opened, runner: StubRunner
) -> None:
    async with opened("mini/predict") as pilot:
        burst(pilot, "3", "enter", "6", "f5", "7", "8")
        await until(pilot, lambda: view(pilot).revealed)
        assert view(pilot).pane.text == "3\n6"
        assert score(pilot) == 1


async def test_a_prediction_that_was_stopped_is_written_on(
    opened: Opened, runner: StubRunner
) -> None:
    async with opened("mini/predict") as pilot:
        runner.hold.clear()
        await pilot.press("3", "f5")
        await until(pilot, lambda: view(pilot).panel.running)
        await pilot.press("escape")
        await until(pilot, lambda: not view(pilot).running)
        await pilot.press("i", "enter", "6")
        assert view(pilot).pane.text == "3\n6"
        runner.hold.set()
        await pilot.press("f5")
        await until(pilot, lambda: score(pilot) == 1)


async def test_checks_that_run_are_stopped_by_escape_and_run_again(
    opened: Opened, runner: StubRunner
) -> None:
    async with opened("mini/code") as pilot:
        runner.hold.clear()
        await pilot.press("f5")
        await until(pilot, lambda: len(runner.jobs) == 1)
        assert "stop" in keys(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: runner.ended == runner.jobs)
        await until(pilot, lambda: prompt(pilot).startswith("Stopped, and not judged."))
        assert view(pilot).panel.editing
        assert not view(pilot).running
        await pilot.press("f5")
        await until(pilot, lambda: len(runner.jobs) == 2)
        assert prompt(pilot) == "checking …"


async def test_a_rating_pressed_twice_is_not_typed_into_the_next_field(
    opened: Opened, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened("mini/flash", "mini/short") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, DrillScreen)
        await pilot.press("space")
        await until(pilot, lambda: view(pilot).revealed)
        monkeypatch.setattr(Keyed, "HASTE", 30.0)
        await pilot.press("4")
        await until(pilot, lambda: card(pilot) == "mini/short" and screen.in_field)
        await pilot.press("4", "4", "x", "4")
        assert view(pilot).pane.text == "x4"


async def test_a_second_digit_behind_a_pick_picks_nothing_else(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened("mini/choice") as pilot:
        rows = [row.text for row in view(pilot).query(ListRow)]
        right = rows.index("2") + 1
        monkeypatch.setattr(Keyed, "HASTE", 30.0)
        burst(pilot, str(right), str(right % 3 + 1))
        await until(pilot, lambda: view(pilot).revealed)
        assert score(pilot) == 1


async def test_a_click_on_a_rating_is_not_overtaken_by_a_key(
    opened: Opened, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened("mini/flash", "mini/choice") as pilot:
        await pilot.press("space")
        await until(pilot, lambda: view(pilot).revealed)
        monkeypatch.setattr(Keyed, "HASTE", 30.0)
        await pilot.click(".again")
        burst(pilot, "n")
        await until(pilot, lambda: card(pilot) == "mini/choice")
        assert ratings(store) == [("mini/flash", Rating.AGAIN)]


# Another program holds the store


async def test_a_rating_that_cannot_be_kept_leaves_the_card_and_can_be_given_again(
    opened: Opened, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(store: Store, review: object) -> None:
        raise StoreError("quizapp.db: database is locked: another program holds it")

    async with opened("mini/flash", "mini/choice") as pilot:
        await pilot.press("space")
        await until(pilot, lambda: view(pilot).revealed)
        with monkeypatch.context() as patch:
            patch.setattr(Store, "append", held)
            await pilot.press("3")
            await until(pilot, lambda: any("Not kept" in one for one in said(pilot)))
        assert card(pilot) == "mini/flash"
        assert store.reviews() == []
        await pilot.press("3")
        await until(pilot, lambda: card(pilot) == "mini/choice")
        assert ratings(store) == [("mini/flash", Rating.GOOD)]
        await until(pilot, lambda: not said(pilot))  # for now it is


async def test_a_key_pressed_while_the_store_was_waited_for_rates_nothing(
    opened: Opened, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(store: Store, review: object) -> None:
        raise StoreError("quizapp.db: database is locked: another program holds it")

    async with opened("mini/flash", "mini/choice") as pilot:
        await pilot.press("space")
        await until(pilot, lambda: view(pilot).revealed)
        monkeypatch.setattr(Keyed, "HASTE", 30.0)
        with monkeypatch.context() as patch:
            patch.setattr(Store, "append", held)
            await pilot.press("3")
            await until(pilot, lambda: any("Not kept" in one for one in said(pilot)))
        await pilot.press("1", "enter")
        assert card(pilot) == "mini/flash"
        assert store.reviews() == []


async def test_what_was_typed_before_is_written_on_at_its_end(opened: Opened, store: Store) -> None:
    for name in ("mini/short", "mini/predict", "mini/flash"):
        store.save_draft(name, "abc")
        async with opened(name) as pilot:
            await pilot.press(*("i" if name == "mini/flash" else ""), "d")
            assert view(pilot).pane.text == "abcd"


async def test_what_a_key_cannot_keep_is_a_line_on_the_screen(
    opened: Opened, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(store: Store, *change: object) -> None:
        raise StoreError("quizapp.db: database is locked: another program holds it")

    monkeypatch.setattr(Store, "change_states", held)
    async with opened("mini/flash", "mini/choice") as pilot:
        await pilot.press("s")
        await until(pilot, lambda: "Not kept" in "".join(said(pilot)))
        pilot.app.clear_notifications()
        await pilot.press("f", "f")
        await until(pilot, lambda: "Not kept" in "".join(said(pilot)))
        assert len(said(pilot)) == 1  # the same line is said once
        assert card(pilot) == "mini/flash"
        assert isinstance(pilot.app.screen, DrillScreen)


async def test_a_second_click_is_none_on_the_card_that_came_up(
    opened: Opened, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened("mini/flash", "mini/choice") as pilot:
        await pilot.press("space")
        await until(pilot, lambda: view(pilot).revealed)
        await pilot.press("3")
        await until(pilot, lambda: card(pilot) == "mini/choice")
        screen = pilot.app.screen
        assert isinstance(screen, DrillScreen)
        monkeypatch.setattr(Keyed, "HASTE", 30.0)
        screen.calm_down()
        x, y = view(pilot).query(ListRow).first().region.offset
        for until_ in (30.0, 0.0):
            screen._hasty_until *= until_ > 0
            for kind in (MouseDown, MouseUp):
                pilot.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
            await pilot.pause()
            assert view(pilot).revealed == (until_ == 0)


async def test_what_was_typed_since_an_undo_is_brought_back(opened: Opened, store: Store) -> None:
    async with opened("mini/short") as pilot:
        await pilot.press(*"first", "enter")
        await until(pilot, lambda: view(pilot).revealed)
        await pilot.press("1")
        await until(pilot, lambda: not view(pilot).revealed)
        await pilot.press(*"second", "escape", "u")
        await until(pilot, lambda: view(pilot).pane.text == "first")
        assert "earlier text" in keys(pilot)
        await pilot.press("ctrl+g")
        assert view(pilot).pane.text == "second"
        await pilot.press("ctrl+g")
        assert view(pilot).pane.text == "first"


async def test_an_exercise_that_changed_on_the_disk_is_asked_anew_when_the_editor_is_left(
    opened: Opened, services: Services
) -> None:
    async with opened("mini/code") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, DrillScreen)
        await pilot.press("x")
        before = view(pilot)
        await screen.take_up(frozenset([before.entry.snippet / "starter.py"]))
        assert view(pilot) is before
        await pilot.press("escape")
        await until(pilot, lambda: view(pilot) is not before)
        assert view(pilot).panel.source.startswith("x")


async def test_a_prediction_of_a_code_that_changed_is_not_judged_but_asked_anew(
    opened: Opened, store: Store
) -> None:
    async with opened("mini/predict") as pilot:
        before = view(pilot)
        script = before.entry.path(before.entry.card.runs)
        await pilot.press("3", "enter", "6")
        script.write_text("print(4)\n")
        await pilot.press("f5")
        await until(pilot, lambda: view(pilot) is not before)
        assert not view(pilot).revealed
        assert view(pilot).panel.source == "print(4)\n"
        assert view(pilot).pane.text == "3\n6"
        assert ratings(store) == []


async def test_a_mend_of_a_code_that_changed_is_not_judged_but_asked_anew(
    opened: Opened, store: Store
) -> None:
    async with opened("mini/bug") as pilot:
        before = view(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: view(pilot).panel.editing)
        for name in ("buggy.py", "fixed.py"):
            script = before.entry.path(name)
            script.write_text(f"# one more line\n{script.read_text()}")
        await pilot.press("x", "f5")
        await until(pilot, lambda: view(pilot) is not before)
        assert not view(pilot).revealed
        assert view(pilot).panel.source.startswith("x")
        assert ratings(store) == []


async def test_a_line_that_was_pointed_at_moves_with_its_code(opened: Opened, store: Store) -> None:
    async with opened("mini/bug") as pilot:
        before = view(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: view(pilot).panel.editing)
        assert isinstance(before.pane, BugPane)
        assert before.pane.line == 1
        for name in ("buggy.py", "fixed.py"):
            script = before.entry.path(name)
            script.write_text(f"# one\n# two\n{script.read_text()}")
        await pilot.press("x")  # what is kept now is of the code that is shown
        await until(pilot, lambda: (store.draft("mini/bug") or "").startswith("1\ttotal = 1"))
        await pilot.press("escape")
        await until(pilot, lambda: view(pilot) is not before)
        pane = view(pilot).pane
        assert isinstance(pane, BugPane)
        await until(pilot, lambda: pane.line == 3)
        assert pane.text.startswith("3\ttotal = 1")


async def test_an_exercise_whose_checks_changed_is_not_judged_but_asked_anew(
    opened: Opened, store: Store
) -> None:
    async with opened("mini/code") as pilot:
        before = view(pilot)
        await pilot.press("x")
        script = before.entry.path("checks.py")
        script.write_text(f"{script.read_text()}\n")
        await pilot.press("f5")
        await until(pilot, lambda: view(pilot) is not before)
        assert view(pilot).panel.source.startswith("x")
        assert ratings(store) == []


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_what_is_said_of_an_answer_is_seen(
    opened: Opened, services: Services, size: tuple[int, int]
) -> None:
    entry = services.collection.entries["mini/short"]
    long = msgspec.structs.replace(entry.card, question="A long question.\n\n" * 7)
    services.collection.entries["mini/short"] = msgspec.structs.replace(entry, card=long)
    async with opened("mini/short", size=size) as pilot:
        await pilot.press("x", "enter")
        await until(pilot, lambda: view(pilot).revealed)
        said = view(pilot).pane.prompt
        await until(pilot, lambda: view(pilot).region.contains_region(said.region))


async def test_whoever_presses_on_is_not_kept_waiting(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr("quizapp.tui.keys._now", lambda: now)
    monkeypatch.setattr(Keyed, "HASTE", 0.3)
    async with opened("mini/flash") as pilot:
        assert isinstance(pilot.app.screen, DrillScreen)
        for after in (0.0, 0.25, 0.5):
            burst(pilot, "space", at=now + after)
            await pilot.pause()
            assert not view(pilot).revealed
        burst(pilot, "space", at=now + 0.75)
        await until(pilot, lambda: view(pilot).revealed)


async def test_a_key_that_is_looked_at_late_is_judged_by_when_it_was_pressed(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr("quizapp.tui.keys._now", lambda: now)
    monkeypatch.setattr(Keyed, "HASTE", 0.3)
    async with opened("mini/flash") as pilot:
        now = 130.0
        burst(pilot, "space", at=100.1)
        await pilot.pause()
        assert not view(pilot).revealed
        burst(pilot, "space", at=100.7)
        await until(pilot, lambda: view(pilot).revealed)


async def test_what_is_typed_at_once_is_in_the_next_cards_field(
    opened: Opened, store: Store
) -> None:
    async with opened("mini/flash", "mini/short") as pilot:
        await pilot.press("space")
        await until(pilot, lambda: view(pilot).revealed)
        await pilot.press("3", *"squares")
        await until(pilot, lambda: card(pilot) == "mini/short")
        assert view(pilot).pane.text == "squares"
        assert store.states() == {}


async def test_typing_on_while_checks_run_keeps_the_editor(
    opened: Opened, runner: StubRunner, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def passed(bench: Bench, entry: Entry, answer: str) -> tuple[Verdict, Transcript]:
        await runner.hold.wait()
        return Verdict([CheckResult("check_twice", "doubles", True)], "", True), Transcript(OK)

    monkeypatch.setattr(Bench, "check", passed)
    async with opened("mini/code", "mini/choice") as pilot:
        runner.hold.clear()
        await pilot.press("x", "f5", *"sq")
        runner.hold.set()
        await until(pilot, lambda: "F5 checks what you have typed since" in prompt(pilot))
        await pilot.press(*"3u")
        assert view(pilot).panel.source.startswith("xsq3udef double")
        assert not view(pilot).revealed
        assert store.draft("mini/code") == view(pilot).panel.source


async def test_a_changed_script_waits_for_who_types(
    opened: Opened, services: Services, store: Store
) -> None:
    async with opened("mini/short", "mini/choice") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, DrillScreen)
        await pilot.press("4")
        before = view(pilot)
        await screen.take_up(frozenset([before.entry.snippet]))
        await pilot.press("2")
        assert view(pilot) is before
        assert before.pane.text == "42"
        await pilot.press("escape")
        await until(pilot, lambda: view(pilot) is not before)
        assert view(pilot).pane.text == "42"


async def test_a_prediction_cannot_be_peeked_at_and_an_edit_leads_to_no_dead_end(
    opened: Opened, runner: StubRunner
) -> None:
    async with opened("mini/predict") as pilot:
        await pilot.press("escape")
        assert "e edit" not in keys(pilot)
        await pilot.press("e")
        assert not view(pilot).panel.editing
        await pilot.press("i", "3", "enter", "6", "f5")
        await until(pilot, lambda: score(pilot) == 1)
        assert runner.jobs[0].source is None


async def test_every_version_of_a_wiped_exercise_is_brought_back(
    opened: Opened, store: Store
) -> None:
    async with opened("mini/code", "mini/choice") as pilot:
        await pilot.press("a", "ctrl+g", "b", "ctrl+g")
        await until(pilot, lambda: not view(pilot).panel.edited)
        seen = set()
        for _ in range(3):
            await pilot.press("ctrl+g")
            await pilot.pause()
            seen.add(view(pilot).panel.source)
        assert seen == {
            "def double(x):\n    ...\n",
            "adef double(x):\n    ...\n",
            "dbef double(x):\n    ...\n",  # the cursor stood behind the d
        }
        await pilot.press("escape", "space", "space")
        await until(pilot, lambda: view(pilot).revealed)
        await pilot.press("1")
        await until(pilot, lambda: card(pilot) == "mini/choice")
        await pilot.press("u")
        await until(pilot, lambda: card(pilot) == "mini/code")
        assert view(pilot).panel.wiped


async def test_a_bank_of_ones_own_is_run_as_soon_as_the_walls_are_known(
    opened: Opened, services: Services, runner: StubRunner
) -> None:
    looked = Event()

    def protect() -> Protection:
        looked.wait(30)
        return CONFINED

    services.protect = protect
    del services.bench
    async with opened("mini/predict") as pilot:
        await pilot.press("3", "enter", "6", "f5")
        await pilot.pause()
        assert notice(pilot) == ""
        assert not view(pilot).revealed
        looked.set()
        await until(pilot, lambda: score(pilot) == 1)
        assert [job.source for job in runner.jobs].count(None) == 1


def test_what_a_check_says_steers_no_terminal() -> None:
    told = 'M{"name":"c","doc":"d","message":"\\u001b]0;title\\u0007boom"}'
    found = verdict(Transcript(OK, told + '\nM{"done":true}'), "M")
    assert [one.message for one in found.results] == ["boom"]


async def test_help_says_what_confines_a_run(opened: Opened, services: Services) -> None:
    async with opened("mini/flash") as pilot:
        await until(pilot, lambda: services.bench.protection)
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        text = str(pilot.app.screen.query_one(Static).render())
        assert "never ask this card again" in text
        assert "stubbed walls" in text


# On a small terminal


def on_screen(pilot: Pilot[None], widget: Widget) -> bool:
    """Whether a widget's first line is seen."""
    shown = view(pilot).region
    return shown.y <= widget.region.y < shown.bottom


@pytest.mark.parametrize("name", ["mini/code", "mini/bug"])
async def test_the_page_goes_where_code_is_typed_and_where_it_is_judged(
    opened: Opened, services: Services, name: str
) -> None:
    entry = services.collection.entries[name]
    long = "\n\n".join(["More is said than a small terminal has room for."] * 24)
    card_ = msgspec.structs.replace(entry.card, question=long)
    services.collection.entries[name] = msgspec.structs.replace(entry, card=card_)
    async with opened(name, size=(60, 20)) as pilot:
        panel, question = view(pilot).panel, view(pilot).query_one("#question")
        await until(pilot, lambda: on_screen(pilot, question))  # it is read first
        await pilot.press("i" if name == "mini/bug" else "down", "x")
        editor = panel.query_one(TextArea)
        await until(pilot, lambda: on_screen(pilot, editor))
        assert "x" in editor.text
        await pilot.press("f5")
        told = view(pilot).pane
        await until(pilot, lambda: on_screen(pilot, told))
        await pilot.press("y")
        await until(pilot, lambda: on_screen(pilot, editor))


async def test_what_is_said_of_a_try_stays_in_sight_on_a_smaller_terminal(
    opened: Opened, services: Services
) -> None:
    entry = services.collection.entries["mini/bug"]
    script = entry.path("buggy.py")
    script.write_text(script.read_text() + "# more\n" * 30)
    async with opened("mini/bug", size=(80, 30)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: view(pilot).panel.editing)
        await pilot.press("x", "f5")
        await until(pilot, lambda: prompt(pilot).startswith("Not mended"))
        told = view(pilot).pane.prompt
        await until(pilot, lambda: on_screen(pilot, told))
        await pilot.resize_terminal(60, 20)
        await pilot.pause(0.2)
        await until(pilot, lambda: on_screen(pilot, told))
        assert told.region.bottom <= view(pilot).region.bottom


async def test_an_answer_is_read_to_its_end_with_keys(opened: Opened, services: Services) -> None:
    entry = services.collection.entries["mini/choice"]
    card_ = msgspec.structs.replace(entry.card, answer="\n\n".join(["Two."] * 40))
    services.collection.entries["mini/choice"] = msgspec.structs.replace(entry, card=card_)
    async with opened("mini/choice", size=(60, 20)) as pilot:
        await pilot.press("1")
        await until(pilot, lambda: view(pilot).revealed)
        await until(pilot, lambda: view(pilot).max_scroll_y > 20)
        assert view(pilot).scroll_y == 0
        await pilot.press("pagedown", "pagedown")
        await until(pilot, lambda: view(pilot).scroll_y > 8)
        at = view(pilot).scroll_y
        await pilot.press("down", "j", "j", "up")
        await until(pilot, lambda: view(pilot).scroll_y == at + 2)
        await pilot.press("pageup", "pageup", "pageup")
        await until(pilot, lambda: view(pilot).scroll_y == 0)


async def test_what_is_written_for_a_flashcard_stays_in_sight(
    opened: Opened, services: Services
) -> None:
    entry = services.collection.entries["mini/flash"]
    card_ = msgspec.structs.replace(entry.card, question="\n\n".join(["So?"] * 12))
    services.collection.entries["mini/flash"] = msgspec.structs.replace(entry, card=card_)
    async with opened("mini/flash", size=(60, 20)) as pilot:
        await pilot.press("i", "x")
        area = view(pilot).query_one(TextArea)
        await until(pilot, lambda: area.region.bottom <= view(pilot).region.bottom)
        assert area.region.height == 6


async def test_a_row_that_is_ticked_is_in_sight(opened: Opened, services: Services) -> None:
    entry = services.collection.entries["mini/several"]
    card_ = msgspec.structs.replace(entry.card, question="\n\n".join(["So?"] * 24))
    services.collection.entries["mini/several"] = msgspec.structs.replace(entry, card=card_)
    async with opened("mini/several", size=(60, 20)) as pilot:
        await pilot.press("pageup", "pageup", "pageup")
        await until(pilot, lambda: view(pilot).scroll_y == 0)
        row = view(pilot).query(ListRow).first()
        assert not on_screen(pilot, row)
        await pilot.press("space")
        await until(pilot, lambda: on_screen(pilot, row))
        assert steps(pilot)[0].startswith("x")


async def test_page_keys_go_on_from_the_card_to_its_code_and_what_that_prints(
    opened: Opened, services: Services, runner: StubRunner
) -> None:
    entry = services.collection.entries["mini/bug"]
    buggy = entry.script
    buggy.write_text("total = 1\n" * 60)
    runner.outputs["buggy.py"] = [Output("stdout", "7\n" * 60), OK]
    async with opened("mini/bug", size=(160, 30)) as pilot:
        panel = view(pilot).panel
        await until(pilot, lambda: panel.code.max_scroll_y > 0 and panel._outputs.max_scroll_y > 0)
        await pilot.press(*["pagedown"] * 30)
        await until(pilot, lambda: panel._outputs.scroll_y == panel._outputs.max_scroll_y)
        assert panel.code.scroll_y == panel.code.max_scroll_y
        await pilot.press(*["pageup"] * 40)
        await until(pilot, lambda: panel.code.scroll_y == 0)
        assert panel._outputs.scroll_y == 0


async def test_ticks_that_are_brought_back_are_kept(opened: Opened, store: Store) -> None:
    store.save_draft("mini/several#wiped", '["four\\ntwo"]')
    async with opened("mini/several") as pilot:
        await pilot.press("1", "ctrl+g")
        await until(pilot, lambda: len(view(pilot).query_one(RowList).marked) == 2)
        assert store.draft("mini/several") == "two\nfour"


async def test_texts_that_were_kept_twice_come_back_once(opened: Opened, store: Store) -> None:
    """As a draft with its line, and as code."""
    code = "total = 2\\nprint(total)\\n"
    store.save_draft("mini/bug#wiped", f'["1\\n{code}", "{code}"]')
    async with opened("mini/bug") as pilot:
        panel = view(pilot).panel
        original = panel.source
        await pilot.press("enter")
        await until(pilot, lambda: panel.editing)
        assert panel.wiped == ["total = 2\nprint(total)\n"]
        await pilot.press("ctrl+g")
        await until(pilot, lambda: panel.source != original)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: panel.source == original)


async def test_what_another_window_typed_is_offered_at_once(opened: Opened, store: Store) -> None:
    async with opened("mini/short") as pilot:
        assert not view(pilot).has_earlier
        store.save_draft("mini/short", "theirs")
        await pilot.press("o", "u", "r", "s")
        await until(pilot, lambda: view(pilot).has_earlier)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: view(pilot).pane.text == "theirs")
        await pilot.press("ctrl+g")
        await until(pilot, lambda: view(pilot).pane.text == "ours")


@pytest.mark.parametrize(
    ("size", "heights"), [((60, 20), [34]), ((80, 24), [34]), ((120, 36), [29, 30, 31, 32, 43])]
)
async def test_every_line_of_long_code_is_reached_with_keys(
    opened: Opened, services: Services, size: tuple[int, int], heights: list[int]
) -> None:
    """Also where a bar for long lines takes the last row."""
    entry = services.collection.entries["mini/predict"]
    last = "print('the last line')"
    for lines in heights:
        entry.script.write_text("x = 1\n" * (lines - 1) + f"{last}  # {'long ' * 40}\n")
        async with opened("mini/predict", size=size) as pilot:
            await pilot.press("escape")

            def bottom(pilot: Pilot[None] = pilot, lines: int = lines) -> bool:
                code = view(pilot).panel.code
                at = code.region.y + lines - 1 - int(code.scroll_y)
                seen = view(pilot).region.intersection(code.region)
                bar = 1 if code.show_horizontal_scrollbar else 0
                return seen.y <= at < min(seen.bottom, code.region.bottom - bar)

            for _ in range(40):
                if bottom():
                    break
                await pilot.press("pagedown")
            assert bottom(), (lines, size)
