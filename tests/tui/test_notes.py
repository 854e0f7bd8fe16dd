"""Notes of one's own, written and read in the app."""

from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Static

from quizapp.store.store import Store
from quizapp.study.notes import NoteKeeper
from quizapp.study.services import Services
from quizapp.tui.drill.drill_screen import DrillScreen
from quizapp.tui.screens.note import NoteScreen
from quizapp.tui.widgets.key_bar import KeyBar
from quizapp.tui.widgets.note_view import NoteView
from tests.tui.conftest import Opened, stopped
from tests.tui.waiting import until


def there(pilot: Pilot[None]) -> str:
    """The note on the screen, if one is to be seen."""
    return "\n".join(
        str(one.render()) for one in pilot.app.screen.query(NoteView) if one.display and one.region
    )


def keys(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one(KeyBar).query_one(Static).render())


def writing(pilot: Pilot[None]) -> bool:
    return isinstance(pilot.app.screen, NoteScreen)


def drilling(pilot: Pilot[None]) -> bool:
    screen = pilot.app.screen
    return isinstance(screen, DrillScreen) and screen.view is not None


async def revealed(pilot: Pilot[None]) -> None:
    await pilot.press("space")
    screen = pilot.app.screen
    assert isinstance(screen, DrillScreen)
    await until(pilot, lambda: screen.revealed)


async def test_a_note_is_written_after_the_reveal_and_shown_there_from_then_on(
    opened: Opened, store: Store
) -> None:
    async with opened("mini/flash", "mini/flash") as pilot:
        await pilot.press("N")
        assert drilling(pilot)
        await revealed(pilot)
        assert there(pilot) == ""
        await pilot.press("N", *"not stderr")
        assert writing(pilot)
        await until(pilot, lambda: store.note("mini/flash") == "not stderr")  # kept while typed
        await pilot.press("enter", *"42", "escape")
        await until(pilot, lambda: drilling(pilot) and "not stderr\n42" in there(pilot))
        assert store.reviews() == []
    async with opened("mini/flash") as pilot:
        assert there(pilot) == ""
        await revealed(pilot)
        await until(pilot, lambda: "not stderr\n42" in there(pilot))


async def test_a_note_that_is_emptied_is_gone_and_can_be_brought_back(
    opened: Opened, services: Services, store: Store
) -> None:
    NoteKeeper(store, "mini/flash", services.now).keep("not stderr")
    async with opened("mini/flash") as pilot:
        await revealed(pilot)
        await until(pilot, lambda: "not stderr" in there(pilot))
        await pilot.press("N", "ctrl+u")
        await until(pilot, lambda: store.notes() == {})
        await until(pilot, lambda: "earlier text" in keys(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: drilling(pilot) and there(pilot) == "")
        await pilot.press("N", "ctrl+g")
        await until(pilot, lambda: store.note("mini/flash") == "not stderr")
        await pilot.press("escape")
        await until(pilot, lambda: drilling(pilot) and "not stderr" in there(pilot))


async def test_letters_right_behind_the_key_are_part_of_the_note(
    opened: Opened, store: Store
) -> None:
    async with opened("mini/flash", "mini/choice") as pilot:
        await revealed(pilot)
        for key in "N421":
            pilot.app.post_message(Key(key, key))
        await until(pilot, lambda: store.note("mini/flash") == "421")
        assert store.reviews() == []


async def test_what_another_window_writes_meanwhile_is_not_lost(
    opened: Opened, services: Services, store: Store
) -> None:
    async with opened("mini/flash") as pilot:
        await revealed(pilot)
        await pilot.press("N", *"mine")
        await until(pilot, lambda: store.note("mini/flash") == "mine")
        NoteKeeper(store, "mini/flash", stopped(services.now())).keep("theirs")
        await pilot.press("!")
        await until(pilot, lambda: store.note("mini/flash") == "mine!")
        assert any("Another window" in one.message for one in pilot.app._notifications)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: store.note("mini/flash") == "theirs")
