"""What an edited run printed beside what the original did."""

import pytest

from quizapp.core.run import Finished, Transcript
from quizapp.tui.widgets.run_pane import changes


def told(original: str, printed: str) -> list[tuple[str, str]]:
    return changes(original.split(), Transcript(Finished("ok", 0, 0.1), "\n".join(printed.split())))


@pytest.mark.parametrize(
    ("original", "printed", "expected"),
    [
        ("a b c", "a b c", "  a   b   c"),
        ("a b c", "a x c", "  a - b + x   c"),
        ("a b", "a b c", "  a   b + c"),
        ("b c", "a b c", "+ a   b   c"),
        ("a a a", "a a", "  a   a - a"),
        ("", "a", "+ a"),
        ("a b c d e", "a c d x e", "  a - b   c   d + x   e"),
    ],
)
def test_lines_that_came_and_went(original: str, printed: str, expected: str) -> None:
    signs = {"stdout": " ", "gone": "-", "added": "+"}
    assert " ".join(f"{signs[how]} {line}" for how, line in told(original, printed)) == expected


def test_of_much_that_differs_nothing_is_lost() -> None:
    original = "s " + "0 1 " * 1000 + "e"
    printed = "s " + "1 1 0 " * 700 + "e"
    found = told(original, printed)
    assert [line for how, line in found if how != "added"] == original.split()
    assert [line for how, line in found if how != "gone"] == printed.split()
    assert (found[0], found[-1]) == (("stdout", "s"), ("stdout", "e"))
