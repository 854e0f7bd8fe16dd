"""The editor of exercises, driven by its keys."""

from collections.abc import Sequence

import pytest
from textual.app import App, ComposeResult
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets.text_area import Selection

from quizapp.tui.widgets.code_editor import CodeEditor
from quizapp.tui.widgets.code_view import CodeView
from tests.tui.waiting import until

NAMED = {
    "\n": "enter", "(": "left_parenthesis", ")": "right_parenthesis", "[": "left_square_bracket",
    "]": "right_square_bracket", ":": "colon", '"': "quotation_mark", "'": "apostrophe",
    " ": "space", "=": "equals_sign", ",": "comma", "#": "number_sign", ".": "full_stop",
    "_": "underscore", "{": "left_curly_bracket", "}": "right_curly_bracket", "+": "plus",
}  # fmt: skip


def keys(text: str) -> list[str]:
    """The keys that type a text."""
    return [NAMED.get(letter, letter) for letter in text]


class Edits(App[None]):
    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.editor = CodeEditor(text)

    def compose(self) -> ComposeResult:
        yield self.editor


async def edited(start: str, presses: Sequence[str], at: tuple[int, int] | None = None) -> str:
    """The text after these keys, with a | where the cursor is."""
    app = Edits(start)
    async with app.run_test() as pilot:
        app.editor.move_cursor(app.editor.document.end if at is None else at)
        await pilot.press(*presses)
        await pilot.pause()
        return marked(app.editor)


def marked(editor: CodeEditor) -> str:
    lines = editor.text.split("\n")
    row, column = editor.cursor_location
    lines[row] = f"{lines[row][:column]}|{lines[row][column:]}"
    return "\n".join(lines)


async def test_a_function_is_typed_as_it_is_written() -> None:
    typed = 'def f(x):\nif x == [1, 2]:\nreturn "a"\nprint(f"{x}", end="")'
    assert await edited("", keys(typed)) == (
        "def f(x):\n"
        "    if x == [1, 2]:\n"
        '        return "a"\n'
        '    print(f"{x}", end="")|'
    )  # fmt: skip


async def test_a_docstring_is_typed_with_its_three_quotes() -> None:
    assert await edited("    ", keys('"""Doc."""')) == '    """Doc."""|'


@pytest.mark.parametrize(
    ("start", "at", "presses", "left"),
    [
        ("f()", (0, 2), ["enter"], "f(\n    |\n)"),
        ("    f(a)", (0, 7), ["enter"], "    f(a\n    |)"),
        ("a = b  + c", (0, 5), ["enter"], "a = b\n|+ c"),
        ("    ", None, ["enter"], "\n    |"),
        ("    x", (0, 0), ["enter"], "\n|    x"),
        ("    x", (0, 4), ["enter"], "    \n    |x"),
        ("        x", (0, 8), ["backspace"], "    |x"),
        ("      x", (0, 6), ["backspace"], "    |x"),
        ("x\n    y", (1, 0), ["backspace"], "x|    y"),
        ("f()", (0, 2), ["backspace"], "f|"),
        ("f('')", (0, 3), ["backspace"], "f(|)"),
        ("f(a)", (0, 3), ["backspace"], "f(|)"),
        ("f(]", (0, 2), ["backspace"], "f|]"),
        ("x", None, ["tab"], "x   |"),
        ("    x = 1", (0, 6), ["shift+tab"], "x |= 1"),
        ("x\n\nlast", (0, 1), ["ctrl+underscore"], "# x|\n\nlast"),
        ("# x", (0, 3), ["ctrl+underscore"], "x|"),
    ],
)
async def test_a_key_does_what_it_does_in_editors_of_code(
    start: str, at: tuple[int, int] | None, presses: list[str], left: str
) -> None:
    assert await edited(start, presses, at) == left


async def selected(start: str, selection: Selection, *presses: str) -> CodeEditor:
    app = Edits(start)
    async with app.run_test() as pilot:
        app.editor.selection = selection
        await pilot.press(*presses)
        await pilot.pause()
    return app.editor


async def test_the_lines_that_are_selected_go_in_and_out_and_stay_selected() -> None:
    three = "a\n    b\nc"
    editor = await selected(three, Selection((0, 0), (2, 0)), "tab")
    assert editor.text == "    a\n        b\nc"
    assert editor.selection == Selection((0, 0), (2, 0))
    editor = await selected(three, Selection((0, 1), (1, 5)), "tab", "shift+tab", "shift+tab")
    assert editor.text == "a\nb\nc"
    assert editor.selection == Selection((0, 1), (1, 1))


async def test_a_bracket_takes_the_place_of_what_is_selected() -> None:
    editor = await selected("abc", Selection((0, 0), (0, 3)), "left_parenthesis")
    assert editor.text == "("


async def test_undo_and_redo_go_step_by_step() -> None:
    assert await edited("x\ny", ["f7", "tab", "ctrl+z"]) == "x\ny|"
    assert await edited("", [*keys("f(a"), "ctrl+z"]) == "f(|)"
    assert await edited("", [*keys("if x:\na"), "ctrl+z", "ctrl+z", "ctrl+y"]) == "if x:\n    |"


async def test_what_is_pasted_stays_as_it_is() -> None:
    app = Edits("    if x:\n")
    text = "        y = (\n  1)\n"
    async with app.run_test() as pilot:
        app.editor.move_cursor(app.editor.document.end)
        app.editor.focus()
        await pilot.pause()
        app.post_message(Paste(text))
        await pilot.pause()
        assert app.editor.text == "    if x:\n" + text


async def test_the_bracket_that_matches_is_told_apart() -> None:
    app = Edits("f(a, [b])")
    async with app.run_test() as pilot:
        app.editor.move_cursor((0, 1))
        await pilot.pause()
        assert app.editor.matching_bracket_location == (0, 8)


class Both(App[None]):
    """The same code to be read and to be written."""

    CSS = "CodeView, CodeEditor { height: 1fr; padding: 0; background: $surface; }"

    def __init__(self, code: str) -> None:
        super().__init__()
        self.view, self.editor = CodeView(code), CodeEditor(code)

    def compose(self) -> ComposeResult:
        yield self.view
        yield self.editor


def cells(pilot: Pilot[None], y: int) -> list[tuple[str, str]]:
    """The letters of a row of the screen, each with its color."""
    strips = pilot.app.screen._compositor.render_strips()
    return [
        (letter, str(segment.style.color.triplet if segment.style and segment.style.color else ""))
        for segment in strips[y]
        for letter in segment.text
    ]


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
@pytest.mark.parametrize("lines", [4, 9, 12])
async def test_code_looks_the_same_where_it_is_read_and_where_it_is_written(
    theme: str, lines: int
) -> None:
    code = 'import torch\n\n\ndef f(x: int) -> str:\n    """Doc."""\n    return f"{x}"  # 7\n'
    code += "y = None\n" * (lines - code.count("\n"))
    app = Both(code)
    async with app.run_test(size=(60, 40)) as pilot:
        app.theme = theme
        app.editor.focus()  # else the other is lit up
        app.editor.move_cursor(app.editor.document.end)
        await pilot.pause()
        await until(pilot, lambda: all("1" in dict(cells(pilot, row)) for row in (0, 20)))
        await pilot.pause()
        for row in range(code.count("\n")):
            read, written = cells(pilot, row), cells(pilot, 20 + row)
            seen = "".join(letter for letter, _ in read).rstrip()
            assert seen == "".join(letter for letter, _ in written).rstrip()
            for column in range(len(seen)):
                if seen[column] != " ":
                    assert read[column] == written[column], (row, column)
