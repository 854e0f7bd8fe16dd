"""Faulty lines out of a bug and its fix."""

from quizapp.core.grading.bug_lines import faulty_lines, fixed_lines


def test_a_replaced_line_is_the_faulty_one() -> None:
    assert faulty_lines("a\nb\nc\n", "a\nB\nc\n") == {2}


def test_a_removed_line_is_faulty_and_a_moved_one_too() -> None:
    assert faulty_lines("a\nb\nc\n", "a\nc\n") == {2}
    assert 1 in faulty_lines("x\na\nb\n", "a\nx\nb\n") or 2 in faulty_lines(
        "x\na\nb\n", "a\nx\nb\n"
    )


def test_where_the_fix_only_adds_both_sides_of_the_gap_count() -> None:
    assert faulty_lines("a\n\nb\n", "a\n\nnew\nb\n") == {1, 3}


def test_the_same_text_has_no_faulty_line() -> None:
    assert faulty_lines("a\n", "a\n") == set()


def test_fixed_lines_are_those_of_the_fix() -> None:
    assert fixed_lines("a\nb\n", "a\nx\ny\n") == {2, 3}
