"""What has the keys is on the screen: the editor, the hint that was paid for, the line of the
cursor; and a card comes up whole."""

from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from quizapp import paths
from quizapp.banks.collection import read_collection
from quizapp.core.grading.exercise import CheckResult, Verdict
from quizapp.core.run import Finished, Output, Raised, Transcript
from quizapp.study.bench import Bench
from quizapp.study.services import Services
from quizapp.tui.app import QuizApp
from quizapp.tui.drill.card_view import CardView
from quizapp.tui.drill.drill_screen import DrillScreen
from quizapp.tui.screens.home import HomeScreen
from quizapp.tui.widgets.code_editor import CodeEditor
from quizapp.tui.widgets.key_bar import KeyBar
from tests.tui.conftest import Opened
from tests.tui.stub import OK, StubRunner
from tests.tui.waiting import until

SMALL = (60, 20)
USUAL = (80, 24)
LONG = "\n\n".join(f"Sentence {n} of a task that fills more than a screen." for n in range(24))


def view(pilot: Pilot[None]) -> CardView:
    screen = pilot.app.screen
    assert isinstance(screen, DrillScreen)
    assert screen.view is not None
    return screen.view


def card(pilot: Pilot[None]) -> str:
    screen = pilot.app.screen
    return screen.view.entry.card.id if isinstance(screen, DrillScreen) and screen.view else ""


def editor(pilot: Pilot[None]) -> CodeEditor:
    return view(pilot).query_one(CodeEditor)


def rows_in_sight(pilot: Pilot[None], widget: Widget) -> int:
    """How many rows of a widget are seen, with all that lies above it on the page."""
    seen = widget.region
    for above in widget.ancestors:
        if isinstance(above, Widget):
            seen = seen.intersection(above.region)
    docked = view(pilot).query_one("#reply")
    if docked.styles.dock != "none":
        return max(0, min(seen.bottom, docked.region.y) - seen.y)
    return seen.height


def text(pilot: Pilot[None], name: str) -> str:
    return str(view(pilot).query_one(name, Static).render())


def ask_at_length(services: Services, *names: str, hints: tuple[str, ...] = ()) -> None:
    for name in names:
        entry = services.collection.entries[name]
        longer = msgspec.structs.replace(entry.card, question=LONG, hints=list(hints))
        services.collection.entries[name] = msgspec.structs.replace(entry, card=longer)


def lengthen(services: Services, name: str, script: str, lines: int) -> None:
    path = services.collection.entries[name].path(script)
    path.write_text(path.read_text() + "# more\n" * lines)


async def _asked(pilot: Pilot[None], name: str) -> None:
    """Wait until an exercise has come up."""
    await until(pilot, lambda: card(pilot) == name and editor(pilot).size.height)
    await pilot.pause()


# The editor


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_the_editor_of_every_shipped_exercise_is_in_sight_when_it_is_asked(
    services: Services, opened: Opened, size: tuple[int, int]
) -> None:
    collection, problems = read_collection([paths.shipped_banks()])
    assert not problems
    services.collection = collection
    exercises = [one.id for one in collection.cards if one.judged_by == "checks"]
    assert len(exercises) >= 18
    seen = {}
    async with opened(*exercises, size=size) as pilot:
        for name in exercises:
            await _asked(pilot, name)
            assert editor(pilot).has_focus
            assert rows_in_sight(pilot, view(pilot).query_one("#question")) >= 7
            seen[name] = rows_in_sight(pilot, editor(pilot))
            await pilot.press("escape", "s")
    assert min(seen.values()) >= 6, seen


async def test_a_long_task_is_read_on_from_within_the_editor(
    services: Services, opened: Opened
) -> None:
    ask_at_length(services, "mini/code")
    lengthen(services, "mini/code", "starter.py", 30)
    async with opened("mini/code", size=SMALL) as pilot:
        ask = view(pilot).query_one("#ask")
        await until(pilot, lambda: text(pilot, "#fold") == "… pgdn: the question goes on")
        while ask.scroll_y < ask.max_scroll_y:
            await pilot.press("pagedown")
            await pilot.pause()
        assert text(pilot, "#fold") == "pgup: the question from its beginning"
        await pilot.press("x")
        assert "x" in editor(pilot).text
        await until(pilot, lambda: rows_in_sight(pilot, ask) == 0)
        bar = view(pilot).panel._bar
        assert rows_in_sight(pilot, bar) == 1
        await until(pilot, lambda: str(bar.render()).endswith("· pgup: the question"))
        for _ in range(8):
            await pilot.press("pageup")
            await pilot.pause()
        assert rows_in_sight(pilot, ask) >= 7
        assert ask.scroll_y == 0
        assert rows_in_sight(pilot, editor(pilot)) >= 6


async def test_the_page_keys_turn_a_text_that_is_longer_than_the_editor(
    services: Services, opened: Opened
) -> None:
    async with opened("mini/code", size=SMALL) as pilot:
        editor(pilot).text = "\n".join(f"x = {n}" for n in range(60))
        await pilot.pause()
        for _ in range(12):
            await pilot.press("pagedown")
            await pilot.pause()
        assert editor(pilot).scroll_y == editor(pilot).max_scroll_y > 0
        for _ in range(12):
            await pilot.press("pageup")
            await pilot.pause()
        assert editor(pilot).scroll_y == 0


async def test_a_short_task_is_not_folded(opened: Opened) -> None:
    async with opened("mini/code", size=SMALL) as pilot:
        await until(pilot, lambda: editor(pilot).size.height)
        assert text(pilot, "#fold") == ""


async def test_what_a_try_came_to_is_read_on_from_within_the_editor(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = [CheckResult(f"check_{n}", f"check {n}", False, "no") for n in range(20)]

    async def check(*_: object) -> tuple[Verdict, Transcript]:
        return Verdict(results, "", True), Transcript(OK)

    monkeypatch.setattr(Bench, "check", check)
    async with opened("mini/code", size=USUAL) as pilot:
        await pilot.press("f5")
        reply = view(pilot).query_one("#reply")
        await until(pilot, lambda: reply.styles.dock != "none" and reply.max_scroll_y)
        assert editor(pilot).has_focus
        for _ in range(30):
            await pilot.press("pagedown")
            await pilot.pause()
        assert reply.scroll_y == reply.max_scroll_y
        assert rows_in_sight(pilot, editor(pilot)) >= 3


@pytest.mark.parametrize("name", ["mini/code", "mini/bug"])
async def test_the_key_for_a_hint_is_in_the_footer_of_a_small_editor(
    services: Services, opened: Opened, name: str
) -> None:
    ask_at_length(services, name, hints=("Look at the sign.",))
    async with opened(name, size=SMALL) as pilot:
        if name == "mini/bug":
            await pilot.press("enter")
        await until(pilot, lambda: editor(pilot).has_focus)
        await pilot.press("x")
        footer = pilot.app.screen.query_one(KeyBar).query_one(Static)
        await until(pilot, lambda: "F2 hint" in str(footer.render()))
        assert "F5" in str(footer.render())


# A hint


@pytest.mark.parametrize("name", ["mini/code", "mini/bug"])
async def test_a_hint_is_in_sight_beside_the_code_and_stays_there(
    services: Services, opened: Opened, name: str
) -> None:
    ask_at_length(services, name, hints=("Look at the sign.", "And at the sum."))
    async with opened(name, size=SMALL) as pilot:
        if name == "mini/bug":
            await pilot.press("enter")
            await until(pilot, lambda: view(pilot).panel.editing)
        hinted = view(pilot).query_one("#hinted")
        await pilot.press("x", "f2")
        await until(pilot, lambda: rows_in_sight(pilot, hinted) == 1)
        await pilot.press("f2")
        await until(pilot, lambda: rows_in_sight(pilot, hinted) == 2)
        assert text(pilot, "#hints") == "Hint 1: Look at the sign.\nHint 2: And at the sum."
        await pilot.press("y", "z")
        await pilot.pause()
        assert rows_in_sight(pilot, hinted) == 2
        assert rows_in_sight(pilot, editor(pilot)) >= 2


async def test_a_hint_of_a_card_that_is_read_comes_into_view(
    services: Services, opened: Opened
) -> None:
    ask_at_length(services, "mini/predict", hints=("Look at the sign.",))
    async with opened("mini/predict", size=SMALL) as pilot:
        hinted = view(pilot).query_one("#hinted")
        await pilot.press("f2")
        await until(pilot, lambda: rows_in_sight(pilot, hinted) == 1)


# The line that is changed


async def test_the_line_of_the_cursor_is_in_sight_after_a_mend_that_failed(
    services: Services, opened: Opened, runner: StubRunner
) -> None:
    ask_at_length(services, "mini/bug")
    lengthen(services, "mini/bug", "buggy.py", 30)
    raised = Raised("NameError", ["Exception"], "name 'y' is not defined")
    runner.outputs["buggy.py"] = [
        Output("stdout", "7\n" * 12),
        Finished("error", 1, 0.007, raised=raised),
    ]
    async with opened("mini/bug", size=SMALL) as pilot:
        await pilot.press(*["down"] * 20, "enter")
        await until(pilot, lambda: view(pilot).panel.editing)
        await pilot.press("y", "f5")
        pane = view(pilot).pane
        await until(pilot, lambda: str(pane.prompt.render()).startswith("Not mended"))
        await until(pilot, lambda: rows_in_sight(pilot, editor(pilot)) >= 4)
        await pilot.pause()
        line = editor(pilot).cursor_screen_offset.y
        seen = editor(pilot).region
        assert seen.y <= line < seen.y + rows_in_sight(pilot, editor(pilot))
        assert view(pilot).region.contains_region(pane.prompt.region)


async def test_nothing_that_was_asked_before_hides_the_ratings(opened: Opened) -> None:
    async with opened("mini/code", size=USUAL) as pilot:
        asked = pilot.app._notifications
        await pilot.press("escape", "space")
        await until(pilot, lambda: any("Space once more" in str(one.message) for one in asked))
        await pilot.press("space")
        await until(pilot, lambda: view(pilot).revealed)
        await until(pilot, lambda: not any("once more" in str(one.message) for one in asked))


# A card comes up whole

WRITTEN = {
    "mini/predict": ("What does it print?", "for step in (3, 3):", "line by line"),
    "mini/code": ("Write double(x)", "def double(x):"),
    "mini/bug": ("It should print 6.", "for n in (1, 2, 3):"),
    "mini/choice": ("What is 1 + 1?", "11"),
}


@dataclass
class Frames:
    """What the terminal was sent, frame by frame, of drills."""

    seen: list[list[str]] = field(default_factory=list)

    def keep(self, app: QuizApp, screen: Screen[Any]) -> None:
        if isinstance(screen, DrillScreen) and screen is app.screen and not app._batch_count:
            strips = screen._compositor.render_strips(screen.size)
            self.seen.append([strip.text.rstrip() for strip in strips])


@pytest.fixture
def frames(monkeypatch: pytest.MonkeyPatch) -> Frames:
    found, display = Frames(), QuizApp._display

    def displayed(app: QuizApp, screen: Screen[Any], drawn: Any) -> None:
        found.keep(app, screen)
        display(app, screen, drawn)

    monkeypatch.setattr(QuizApp, "_display", displayed)
    return found


@pytest.mark.parametrize("size", [SMALL, USUAL, (120, 36), (160, 50)])
@pytest.mark.parametrize("name", ["mini/predict", "mini/code", "mini/bug", "mini/choice"])
async def test_the_first_card_of_a_sitting_is_whole_in_its_first_frame(
    opened: Opened, frames: Frames, size: tuple[int, int], name: str
) -> None:
    async with opened(size=size) as pilot:
        home = pilot.app.screen
        assert isinstance(home, HomeScreen)
        home.drill([name])
        await until(pilot, lambda: card(pilot) == name)
        await pilot.pause()
        await pilot.pause()
    first, last = frames.seen[0], frames.seen[-1]
    there = WRITTEN[name]
    assert all(any(text in row for row in first) for text in there)
    for row, later in zip(first[:-1], last[:-1], strict=True):  # the footer learns what can run
        assert not row.strip(" ▏") or row == later


@pytest.mark.parametrize("name", ["mini/predict", "mini/code"])
async def test_the_next_card_is_whole_in_its_first_frame(
    opened: Opened, frames: Frames, name: str
) -> None:
    async with opened("mini/choice", name, size=USUAL) as pilot:
        frames.seen.clear()
        await pilot.press("s")
        await until(pilot, lambda: card(pilot) == name)
        await pilot.pause()
        await pilot.pause()
    kind = name.removeprefix("mini/")
    there = [frame for frame in frames.seen if f"mini · {kind}" in frame[0]]
    assert there[0][1:18] == there[-1][1:18]  # above what is said of the suspension
