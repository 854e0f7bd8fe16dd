"""Texts of the banks on the screen."""

from quizapp.tui.text import inline


def test_a_line_break_of_the_bank_is_a_space_as_in_markdown() -> None:
    shown = inline("Deep\n  learning is `one` part of it.\n")
    assert shown.plain == "Deep learning is one part of it."
    assert [shown.plain[span.start : span.end] for span in shown.spans] == ["one"]


def test_a_line_break_that_is_meant_shows_no_sign() -> None:
    assert inline("One\\\ntwo C:\\\n").plain == "One two C:\\"


def test_what_is_no_tag_shows_no_sign_before_it() -> None:
    assert inline("List\\<int>, `a\\<b` and \\<pad>").plain == "List<int>, a\\<b and <pad>"
