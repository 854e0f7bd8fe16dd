"""The drill, driven by its keys."""

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static, TextArea

from quizapp.banks.collection import read_collection
from quizapp.banks.recording import Recording, write_recording
from quizapp.config import read_config
from quizapp.core.memory.review import Rating
from quizapp.core.run import Finished, Output
from quizapp.runner import Protection
from quizapp.store.store import Store
from quizapp.tui.drill.card_view import CardView
from quizapp.tui.drill.drill_screen import DrillScreen
from quizapp.tui.drill.summary import SummaryScreen
from quizapp.tui.screens.consent import ConsentScreen
from quizapp.tui.services import Parts
from quizapp.tui.widgets.key_bar import KeyBar
from quizapp.tui.widgets.output_view import OutputView
from tests.tui.conftest import Opened
from tests.tui.stub import OK, StubRunner
from tests.tui.waiting import until


def view(pilot: Pilot[None]) -> CardView:
    return pilot.app.screen.query_one(CardView)


def card(pilot: Pilot[None]) -> str:
    attempt = view(pilot).attempt
    return attempt.entry.card.id if attempt else ""


def score(pilot: Pilot[None]) -> float | None:
    attempt = view(pilot).attempt
    return attempt.grade.score if attempt and attempt.grade else None


def output(pilot: Pilot[None], which: str = "#first") -> str:
    return pilot.app.screen.query_one(f"{which} OutputView", OutputView).text


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


async def test_a_wrong_pick_is_answered_with_its_own_why(opened: Opened, store: Store) -> None:
    async with opened("mini/choice") as pilot:
        rows = [row.text for row in view(pilot).query("Row").results()]  # type: ignore[attr-defined]
        await pilot.press(str(rows.index("3") + 1))
        await until(pilot, lambda: view(pilot).revealed)
        assert score(pilot) == 0
        shown = " ".join(
            str(text.render()) for text in view(pilot).query("Row .text").results(Static)
        )
        assert "That is one too many." in shown


async def test_several_right_options_are_ticked_and_handed_in(opened: Opened) -> None:
    async with opened("mini/several") as pilot:
        rows = [row.text for row in view(pilot).query("Row").results()]  # type: ignore[attr-defined]
        await pilot.press(str(rows.index("two") + 1), str(rows.index("four") + 1), "enter")
        await until(pilot, lambda: score(pilot) == 1)


async def test_steps_are_moved_by_keys(opened: Opened) -> None:
    async with opened("mini/order") as pilot:
        rows = view(pilot).query_one("RowList")
        wanted = ["one", "two", "three"]
        for place, step in enumerate(wanted):
            texts = [row.text for row in rows._rows]  # type: ignore[attr-defined]
            at = texts.index(step)
            while rows.cursor != at:  # type: ignore[attr-defined]
                await pilot.press("down" if rows.cursor < at else "up")  # type: ignore[attr-defined]
            for _ in range(at - place):
                await pilot.press("shift+up")
        await pilot.press("enter")
        await until(pilot, lambda: score(pilot) == 1)


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
        assert [job.path.name for job in runner.jobs] == ["sums.py"]
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
        await pilot.press("enter")
        await until(pilot, lambda: score(pilot) == 1)
        await until(pilot, lambda: output(pilot, "#second") == "6")


async def test_a_line_that_is_not_at_fault_is_told_apart(opened: Opened) -> None:
    async with opened("mini/bug") as pilot:
        await pilot.press("j", "j", "enter")
        await until(pilot, lambda: view(pilot).revealed)
        assert score(pilot) == 0


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
        rows = keys(pilot).split("\n")
        assert all(len(row) <= 58 for row in rows)
        assert pilot.app.screen.query_one(KeyBar).size.height == len(rows)


async def test_a_strangers_bank_is_asked_about_before_it_runs(
    opened: Opened, parts: Parts, runner: StubRunner
) -> None:
    parts.protect = lambda: Protection("no walls", False)
    parts.trust.confined = False
    async with opened("mini/bug") as pilot:
        await until(pilot, lambda: "allow this bank" in keys(pilot))
        assert runner.jobs == []
        await pilot.press("y")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConsentScreen))
        shown = pilot.app.screen.query_one("CodeView > Static", Static)
        await until(pilot, lambda: "total = 1" in str(shown.render()))
        await pilot.press("y")
        await until(pilot, lambda: len(runner.jobs) == 1)
        assert parts.trust.allows(parts.collection.roots[0])


async def two_devices() -> list[str]:
    return ["cpu", "cuda"]


async def test_two_devices_are_compared_side_by_side(opened: Opened, runner: StubRunner) -> None:
    runner.devices = two_devices  # type: ignore[method-assign]
    async with opened("mini/flash") as pilot:
        await until(pilot, lambda: view(pilot).devices == ["cpu", "cuda"])
        await pilot.press("space")
        await until(pilot, lambda: output(pilot) == "hello")
        await pilot.press("c")
        await until(pilot, lambda: [job.device for job in runner.jobs[-2:]] == ["cpu", "cuda"])
        await until(pilot, lambda: output(pilot, "#second") == "hello")
        titles = [
            str(bar.render()) for bar in view(pilot).query("RunPane > Static").results(Static)
        ]
        assert [title.split(" · ")[0] for title in titles] == ["on cpu", "on cuda"]


async def test_the_device_is_switched_and_remembered(
    opened: Opened, parts: Parts, runner: StubRunner
) -> None:
    runner.devices = two_devices  # type: ignore[method-assign]
    async with opened("mini/flash") as pilot:
        await until(pilot, lambda: "d device" in keys(pilot))
        await pilot.press("d", "d")
        assert read_config(parts.paths.config).device == "cuda"
        await pilot.press("space")
        await until(pilot, lambda: runner.jobs)
        assert runner.jobs[0].device == "cuda"


async def test_a_card_for_another_machine_shows_its_recording(
    opened: Opened, parts: Parts, runner: StubRunner, bank_root: Path
) -> None:
    bank = bank_root / "questions" / "mini.yaml"
    text = bank.read_text().replace(
        "    snippet: mini/sums.py\n", "    snippet: mini/sums.py\n    device: cuda\n"
    )
    bank.write_text(text)
    parts.collection, _ = read_collection([bank_root])
    kept = Recording(device="H100", torch="2.13.0", date="2026-11-20", stdout="sum: 3\nsum: 6\n")
    write_recording(parts.collection.entries["mini/predict"], kept)
    async with opened("mini/predict") as pilot:
        notice = view(pilot).query_one("#notice", Static)
        assert "needs a CUDA device" in str(notice.render())
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
        said = [notice.message for notice in pilot.app._notifications]
        assert any("mini/flash is a leech" in text for text in said)
