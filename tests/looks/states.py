"""What the app can look like: each state, and how it is reached with the keys."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from textual.command import CommandList
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from quizapp.tui.app import Palette
from quizapp.tui.browse.card_info import CardInfoScreen
from quizapp.tui.browse.reading_screen import ReadingScreen
from quizapp.tui.drill.card_view import CardView
from quizapp.tui.drill.drill_screen import DrillScreen
from quizapp.tui.drill.summary import SummaryScreen
from quizapp.tui.keys import HelpScreen
from quizapp.tui.mock.mock_screen import MockScreen
from quizapp.tui.mock.question_rows import QuestionRows
from quizapp.tui.mock.scorecard_screen import ScorecardScreen
from quizapp.tui.screens.note import NoteScreen
from quizapp.tui.screens.plan import PlanScreen
from quizapp.tui.widgets.row_list import RowList
from tests.tui.waiting import until

Reach = Callable[[Pilot[None]], Awaitable[None]]
_FOR_EVER = ("_watch_banks",)  # workers that end with the app


@dataclass(frozen=True)
class State:
    """A state of the app. It opens on `cards` or on a `screen`, for one who has studied for twelve
    days, or for a newcomer."""

    reach: Reach
    cards: tuple[str, ...] = ()
    screen: str = ""
    newcomer: bool = False


STATES: dict[str, State] = {}


def state(*cards: str, screen: str = "", newcomer: bool = False) -> Callable[[Reach], Reach]:
    def kept(reach: Reach) -> Reach:
        STATES[reach.__name__] = State(reach, cards, screen, newcomer)
        return reach

    return kept


async def settled(pilot: Pilot[None]) -> None:
    """Wait until nothing goes on any more that would change the picture."""

    def still() -> bool:
        screen = pilot.app.screen
        working = [w for w in pilot.app.workers if not w.is_finished and w.name not in _FOR_EVER]
        drilling = isinstance(screen, DrillScreen) and (screen.view is None or screen.running)
        planning = isinstance(screen, PlanScreen) and screen.waiting
        listing = isinstance(screen, Palette) and not screen.query_one(CommandList).option_count
        return not (working or drilling or planning or listing)

    await pilot.pause()
    await until(pilot, still)
    for field in pilot.app.screen.query("*"):
        if isinstance(field, Input | TextArea):
            field.cursor_blink = False
    await pilot.pause()
    await pilot.pause()


def _view(pilot: Pilot[None]) -> CardView | None:
    screen = pilot.app.screen
    return screen.view if isinstance(screen, DrillScreen) else None


async def _asked(pilot: Pilot[None]) -> CardView:
    await until(pilot, lambda: _view(pilot) is not None)
    await settled(pilot)
    view = _view(pilot)
    assert view is not None
    return view


async def _revealed(pilot: Pilot[None]) -> None:
    await until(pilot, lambda: (view := _view(pilot)) is not None and view.revealed)
    await settled(pilot)


async def _on(pilot: Pilot[None], screen: type[Any]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))
    await settled(pilot)


async def _pick(pilot: Pilot[None], *wanted: str) -> None:
    """Pick the rows that begin so, by their digits."""
    view = await _asked(pilot)
    rows = [row.text for row in view.query_one(RowList)._rows]
    for text in wanted:
        (at,) = (n for n, row in enumerate(rows) if row.startswith(text))
        await pilot.press(str(at + 1))


async def _type(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*("space" if letter == " " else letter for letter in text))


# The first minute


@state(newcomer=True)
async def welcome(pilot: Pilot[None]) -> None:
    """An empty store."""


@state(newcomer=True)
async def placement(pilot: Pilot[None]) -> None:
    await settled(pilot)
    await pilot.press("f5")
    await _asked(pilot)


@state(newcomer=True)
async def home_new(pilot: Pilot[None]) -> None:
    await settled(pilot)
    await pilot.press("escape")


# Around the drill


@state()
async def home(pilot: Pilot[None]) -> None:
    """Twelve days of answers."""


@state()
async def home_help(pilot: Pilot[None]) -> None:
    await settled(pilot)
    await pilot.press("question_mark")
    await _on(pilot, HelpScreen)


@state()
async def palette(pilot: Pilot[None]) -> None:
    await settled(pilot)
    await pilot.press("ctrl+p")
    await _on(pilot, Palette)


@state(screen="plan")
async def plan(pilot: Pilot[None]) -> None:
    """A date, and the calendar until then."""


@state(screen="plan", newcomer=True)
async def plan_new(pilot: Pilot[None]) -> None:
    """No date yet."""


@state(screen="progress")
async def progress(pilot: Pilot[None]) -> None:
    """What twelve days of answers say."""


@state(screen="progress", newcomer=True)
async def progress_new(pilot: Pilot[None]) -> None:
    """Nothing answered yet."""


@state(screen="browse")
async def browse(pilot: Pilot[None]) -> None:
    await settled(pilot)
    await pilot.press("down", "down")


@state(screen="browse")
async def browse_found_nothing(pilot: Pilot[None]) -> None:
    await settled(pilot)
    await pilot.press("slash")
    await _type(pilot, "transformer")


@state(screen="browse")
async def reading(pilot: Pilot[None]) -> None:
    await settled(pilot)
    await pilot.press("enter")
    await _on(pilot, ReadingScreen)
    await pilot.press("r")


@state(screen="browse")
async def info(pilot: Pilot[None]) -> None:
    await settled(pilot)
    await pilot.press("i")
    await _on(pilot, CardInfoScreen)


@state(screen="browse")
async def note(pilot: Pilot[None]) -> None:
    await settled(pilot)
    await pilot.press("N")
    await _on(pilot, NoteScreen)
    await _type(pilot, "asked at the last one")


# Drilling, kind by kind


@state("gradients/item-or-detach")
async def flashcard(pilot: Pilot[None]) -> None:
    await _asked(pilot)


@state("gradients/item-or-detach")
async def flashcard_revealed(pilot: Pilot[None]) -> None:
    await _asked(pilot)
    await pilot.press("space")
    await _revealed(pilot)
    await pilot.press("space", "down", "space")


@state("shapes/view-or-reshape")
async def choice(pilot: Pilot[None]) -> None:
    await _asked(pilot)


@state("shapes/view-or-reshape")
async def choice_wrong(pilot: Pilot[None]) -> None:
    await _pick(pilot, "Both return a copy")
    await _revealed(pilot)


@state("shapes/keeps-storage")
async def several_partly(pilot: Pilot[None]) -> None:
    """One found, one missed, one wrongly picked."""
    await _pick(pilot, "`x.t()`", "`x.clone()`")
    await pilot.press("enter")
    await _revealed(pilot)


@state("gradients/six-steps")
async def order(pilot: Pilot[None]) -> None:
    await _asked(pilot)


@state("gradients/six-steps")
async def order_revealed(pilot: Pilot[None]) -> None:
    await _asked(pilot)
    await pilot.press("enter")
    await _revealed(pilot)


@state("shapes/mean-dtype")
async def short(pilot: Pilot[None]) -> None:
    await _asked(pilot)
    await _type(pilot, "floa")


@state("shapes/mean-dtype")
async def short_wrong(pilot: Pilot[None]) -> None:
    await _asked(pilot)
    await _type(pilot, "float64")
    await pilot.press("enter")
    await _revealed(pilot)


@state("shapes/broadcast")
async def predict(pilot: Pilot[None]) -> None:
    await _asked(pilot)


@state("shapes/broadcast")
async def predict_hint(pilot: Pilot[None]) -> None:
    await _asked(pilot)
    await pilot.press("f2")


@state("shapes/broadcast")
async def predict_partly(pilot: Pilot[None]) -> None:
    await _asked(pilot)
    for line in ("(3, 1)", "(4,)", "(4, 3)"):
        await _type(pilot, line)
        await pilot.press("enter")
    await pilot.press("f5")
    await _revealed(pilot)


@state("gradients/adds-up")
async def bug(pilot: Pilot[None]) -> None:
    await _asked(pilot)


@state("gradients/adds-up")
async def bug_pointed(pilot: Pilot[None]) -> None:
    """Not the line; and the code is open to be mended."""
    await _asked(pilot)
    await pilot.press("down", "enter")


@state("gradients/adds-up")
async def bug_mended(pilot: Pilot[None]) -> None:
    view = await _asked(pilot)
    await pilot.press("down", "enter")
    await settled(pilot)
    editor = view.query_one(TextArea)
    editor.text = editor.text.replace("    loss = ", "    weight.grad = None\n    loss = ")
    await pilot.press("f5")
    await _revealed(pilot)


@state("gradients/clip-by-norm")
async def code(pilot: Pilot[None]) -> None:
    await _asked(pilot)


@state("gradients/clip-by-norm")
async def code_failed(pilot: Pilot[None]) -> None:
    view = await _asked(pilot)
    view.query_one(TextArea).text = (
        "import torch\n\n\ndef clip(grads, max_norm):\n"
        "    return [grad * min(1.0, max_norm / float(grad.norm())) for grad in grads]\n"
    )
    await pilot.press("f5")
    await settled(pilot)


@state("gradients/clip-by-norm")
async def code_passed(pilot: Pilot[None]) -> None:
    view = await _asked(pilot)
    view.query_one(TextArea).text = (
        "import torch\n\n\ndef clip(grads, max_norm):\n"
        "    norm = sum(float(grad.pow(2).sum()) for grad in grads) ** 0.5\n"
        "    if norm <= max_norm:\n        return grads\n"
        "    return [grad * max_norm / norm for grad in grads]\n"
    )
    await pilot.press("f5")
    await _revealed(pilot)


@state("gradients/clip-by-norm")
async def code_diff(pilot: Pilot[None]) -> None:
    await code_passed(pilot)
    await pilot.press("D")


@state("gradients/no-graph")
async def run_failed(pilot: Pilot[None]) -> None:
    """The learner's change to the snippet raises."""
    await _asked(pilot)
    await pilot.press("f5")
    await _revealed(pilot)
    await pilot.press("e")
    await settled(pilot)
    view = _view(pilot)
    assert view is not None
    view.query_one(
        TextArea
    ).text = "import torch\n\nlayer = torch.nn.Linear(4, 2)\nlayer(torch.ones(3, 5))\n"
    await pilot.press("f5")


# After the drill


@state("shapes/view-or-reshape", "shapes/mean-dtype")
async def summary(pilot: Pilot[None]) -> None:
    await choice_wrong(pilot)
    await pilot.press("2")
    await until(pilot, lambda: (view := _view(pilot)) is not None and not view.revealed)
    await short_wrong(pilot)
    await pilot.press("1")
    await settled(pilot)
    await pilot.press("q")
    await _on(pilot, SummaryScreen)


# Mock interviews


@state(screen="mock")
async def mock_setup(pilot: Pilot[None]) -> None:
    """Before it begins."""


@state(screen="mock")
async def mock_question(pilot: Pilot[None]) -> None:
    await settled(pilot)
    await pilot.press("enter")
    await _on(pilot, MockScreen)


async def _through_mock(pilot: Pilot[None]) -> None:
    await mock_question(pilot)
    while isinstance(pilot.app.screen, MockScreen):
        await pilot.press("escape", "n")
        await settled(pilot)


@state(screen="mock")
async def scorecard(pilot: Pilot[None]) -> None:
    await _through_mock(pilot)
    await _on(pilot, ScorecardScreen)


@state(screen="mock")
async def scorecard_question(pilot: Pilot[None]) -> None:
    await scorecard(pilot)
    pilot.app.screen.query_one(QuestionRows).focus()
    await pilot.press("enter")
