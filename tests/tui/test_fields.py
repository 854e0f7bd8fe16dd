"""Keys that come together, as over a slow line, work in the order in which they were pressed."""

import pytest
from textual.app import App, ComposeResult
from textual.events import Key

from quizapp.tui.widgets.fields import Area, Line
from tests.tui.waiting import until

BURST = ["a", "b", "c", "backspace", "d", "left", "left", "x", "home", "y", "end", "z"]
TYPED = "yaxbdz"


class Fields(App[None]):
    def compose(self) -> ComposeResult:
        yield Line()
        yield Area()


@pytest.mark.parametrize("kind", [Line, Area])
async def test_no_letter_overtakes_a_key_that_edits(kind: type[Line] | type[Area]) -> None:
    async with Fields().run_test() as pilot:
        field = pilot.app.query_one(kind)
        field.focus()
        await until(pilot, lambda: field.has_focus)
        for key in BURST:
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))

        def text() -> str:
            return field.value if isinstance(field, Line) else field.text

        await until(pilot, lambda: len(text()) >= len(TYPED) and text().endswith("z"))
        await pilot.pause()
        assert text() == TYPED


@pytest.mark.parametrize("kind", [Line, Area])
async def test_a_letter_with_alt_is_not_typed(kind: type[Line] | type[Area]) -> None:
    async with Fields().run_test() as pilot:
        field = pilot.app.query_one(kind)
        field.focus()
        await until(pilot, lambda: field.has_focus)
        for key in (Key("a", "a"), Key("alt+b", "b"), Key("c", "c")):
            pilot.app.post_message(key)

        def text() -> str:
            return field.value if isinstance(field, Line) else field.text

        await until(pilot, lambda: text().endswith("c"))
        assert text() == "ac"


async def test_keys_go_to_either_end_of_a_text_and_select_up_to_it() -> None:
    async with Fields().run_test() as pilot:
        field = pilot.app.query_one(Area)
        field.focus()
        await until(pilot, lambda: field.has_focus)
        await pilot.press("a", "enter", "b", "ctrl+home", "x", "ctrl+end", "y")
        assert field.text == "xa\nby"
        await pilot.press("left", "ctrl+shift+home", "z")
        assert field.text == "zy"
        await pilot.press("ctrl+home", "right", "ctrl+shift+end", "delete")
        assert field.text == "z"
