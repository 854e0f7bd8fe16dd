"""What a run prints: code keeps its lines, and what an exception says is read whole."""

from textual.app import App, ComposeResult

from quizapp.tui.widgets.output_view import OutputView
from tests.tui.waiting import until

SAID = "RuntimeError: " + "the graph was walked a second time and is gone " * 4
CODE = "    " + " + ".join(["loss"] * 20)


class Printed(App[None]):
    def compose(self) -> ComposeResult:
        yield OutputView()


async def test_what_an_exception_says_is_broken_at_spaces_and_code_is_not() -> None:
    async with Printed().run_test(size=(60, 20)) as pilot:
        view = pilot.app.query_one(OutputView)
        await until(pilot, lambda: view.size.width)
        view.append("stdout", "a" * 100 + "\n")
        view.append("stderr", f"Traceback (most recent call last):\n{CODE}\n{SAID}\n")
        view.fold()
        first, head, code, *said = view.text.split("\n")
        assert (first, head, code) == ("a" * 100, "Traceback (most recent call last):", CODE)
        assert len(said) == 4
        assert all(len(line) < view.size.width for line in said)
        assert " ".join(" ".join(said).split()) == SAID.strip()


async def test_a_flood_of_errors_is_broken_at_its_end_alone() -> None:
    async with Printed().run_test(size=(60, 20)) as pilot:
        view = pilot.app.query_one(OutputView)
        await until(pilot, lambda: view.size.width)
        view.append("stderr", f"{SAID}\n" * 500)
        view.fold()
        assert view.text.count(f"{SAID.rstrip()} \n") == 480
        assert len(view.text.split("\n")) == 480 + 20 * 4
