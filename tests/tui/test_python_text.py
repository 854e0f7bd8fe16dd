"""What follows of code that is still being written."""

import pytest

from quizapp.tui.widgets.python_text import (
    commented,
    indented,
    next_indent,
    open_at_end,
    outdented,
    pairs_up,
    steps_over,
)


@pytest.mark.parametrize(
    ("before", "blanks"),
    [
        ("", 0),
        ("    x = 1", 4),
        ("    ", 4),
        ("def f(x):", 4),
        ("    if x:  # why: because", 8),
        ("    # not a colon:", 4),
        ("    s = 'a:'", 4),
        ("    return x", 0),
        ("        pass", 4),
        ("        raise ValueError(\n            x\n        )", 4),
        ("    returned = 1", 4),
        ("return", 0),
        ("x = foo(", 4),
        ("    x = [  # note (", 8),
        ("x = foo(a,", 4),
        ("    x = foo(\n          a,", 10),
        ("    x = foo(\n        a)", 4),
        ("def f(\n    a,\n    b,\n):", 4),
        ("x = {'a': [1,", 4),
        ("    x = 1 + \\", 8),
        ("    x = 1 + \\\n        2", 4),
        ('def f():\n    """Doc:\n\n      more(', 6),
        ("    x = 'broken off (", 4),
        ("    x = 'broken off (\n    y = 2", 4),
    ],
)
def test_a_new_line_is_indented_as_python_goes_on(before: str, blanks: int) -> None:
    assert next_indent(before) == " " * blanks


def test_what_closes_a_bracket_goes_back_to_the_line_that_opens_it() -> None:
    assert next_indent("    x = foo(\n        a,", ")") == "    "


def test_a_long_text_of_backslashes_is_read_at_once() -> None:
    assert open_at_end('"""' + "\\" * 50_001).quote == '"""'


@pytest.mark.parametrize(
    ("typed", "before", "after", "pairs"),
    [
        ("(", "foo", "", True),
        ("(", "foo", ")", True),
        ("(", "foo", " + 1", True),
        ("(", "foo", "bar", False),
        ("(", "# a", "", False),
        ("(", "x = 'a", "", False),
        ("'", "", "", True),
        ("'", "x = ", "", True),
        ("'", "x = f", "", True),
        ("'", "don", "", False),
        ("'", "x_", "", False),
        ('"', '""', "", False),
    ],
)
def test_an_opening_one_brings_its_closing_one_where_that_helps(
    typed: str, before: str, after: str, pairs: bool
) -> None:
    assert pairs_up(typed, before, after) is pairs


def test_a_closing_one_that_is_there_is_stepped_over() -> None:
    assert steps_over(")", "foo(a", ")")
    assert not steps_over(")", "foo(a", "]")
    assert steps_over('"', 'x = "a', '"')
    assert not steps_over('"', "x = ", '"a"')


def test_lines_become_comments_and_code_again() -> None:
    lines = ["    a", "", "      b"]
    assert commented(lines) == ["    # a", "", "    #   b"]
    assert commented(commented(lines)) == lines
    assert commented(["# a", "b"]) == ["# # a", "# b"]
    assert commented([""]) == [""]


def test_lines_go_in_and_out_by_a_step() -> None:
    assert indented(["a", "", "  b"]) == ["    a", "", "      b"]
    assert outdented(["      a", "  b", "\tc", "d", ""]) == ["  a", "b", "c", "d", ""]
