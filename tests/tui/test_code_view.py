"""Code is shown whole, however narrow the terminal is."""

from pathlib import Path

import pytest
from textual.app import App, ComposeResult

from quizapp import paths
from quizapp.tui.widgets.code_view import CodeView

LONG = "    result = function(first_argument, second_argument=[1, 2, 3], third='a text of words')"
CODE = f"import torch\n\n{LONG}\nprint(result)\n"


_GUTTER = 4  # columns: a sign, the number, a space on both its sides


class Shows(App[None]):
    def __init__(self, code: str) -> None:
        super().__init__()
        self.view = CodeView(code)

    def compose(self) -> ComposeResult:
        yield self.view


def rows(app: Shows) -> list[str]:
    """As they stand on the screen, without what is filled up at their ends."""
    strips = [app.view._body.render_line(y) for y in range(app.view._body.size.height)]
    return [strip.text.rstrip() for strip in strips]


def letters(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("width", [40, 60, 200])
async def test_a_long_line_goes_on_below_itself(width: int) -> None:
    app = Shows(CODE)
    async with app.run_test(size=(width, 30)) as pilot:
        await pilot.pause()
        shown = rows(app)
        assert all(len(row) <= width - 1 for row in shown)
        assert letters("".join(row[_GUTTER:] for row in shown)) == letters(CODE)
        assert (len(shown) > 4) == (width < 100)
        assert app.view.max_scroll_x == 0


async def test_two_texts_are_compared_line_by_line() -> None:
    app = Shows("a = 1\n")
    async with app.run_test(size=(40, 30)) as pilot:
        app.view.compare(
            "a = 1\nb = 2\nc = 3\n", "a = 1\nc = 3\nd = 'long, ' + 'longer, ' + 'the_very_last'\n"
        )
        await pilot.pause()
        assert rows(app) == [
            " 1  a = 1",
            "-2  b = 2",
            " 2  c = 3",
            "+3  d = 'long, ' + 'longer, ' +",
            "        'the_very_last'",
        ]
        assert not app.view.same
        app.view.compare("a = 1\n", "a = 1  \n\n")
        assert app.view.same
        app.view.code = "a = 1\n"
        await pilot.pause()
        assert rows(app) == [" 1  a = 1"]


async def test_the_cursor_and_the_mouse_know_the_lines_that_rows_are_of() -> None:
    app = Shows(CODE)
    async with app.run_test(size=(40, 30)) as pilot:
        app.view.picking = True
        await pilot.pause()
        app.view.focus()
        await pilot.press("down", "down", "down")
        assert app.view.cursor == 4
        last = len(rows(app)) - 1
        await pilot.click(CodeView, offset=(6, last - 1))
        assert app.view.cursor == 3
        await pilot.click(CodeView, offset=(6, last))
        assert app.view.cursor == 4


async def test_no_line_of_a_shipped_snippet_is_cut() -> None:
    scripts = sorted((paths.shipped_banks() / "snippets").rglob("*.py"))[::25]
    for width in (60, 80, 120):
        for script in scripts:
            app = Shows(Path(script).read_text(encoding="utf-8"))
            async with app.run_test(size=(width, 40)):
                body = app.view._body
                wide = [row for _, row in body._at(body.content_size.width)]
                assert all(row.cell_length <= body.content_size.width for row in wide), script
