"""Faulty lines out of a bug and its fix."""

import pytest

from quizapp.core.grading.bug_lines import faulty_lines, fixed_lines, with_edits


def test_a_replaced_line_is_the_faulty_one() -> None:
    assert faulty_lines("a\nb\nc\n", "a\nB\nc\n") == {2}


def test_a_removed_line_is_faulty_and_a_moved_one_too() -> None:
    assert faulty_lines("a\nb\nc\n", "a\nc\n") == {2}
    assert 1 in faulty_lines("x\na\nb\n", "a\nx\nb\n") or 2 in faulty_lines(
        "x\na\nb\n", "a\nx\nb\n"
    )


def test_where_the_fix_only_adds_both_sides_of_the_gap_count() -> None:
    assert faulty_lines("a\n\nb\n", "a\n\nnew\nb\n") == {1, 3}


def test_around_the_place_that_a_line_moves_to_is_faulty_too() -> None:
    buggy = "clip\nloss\nunscale\nstep\n"
    assert faulty_lines(buggy, "loss\nunscale\nclip\nstep\n") == {1, 3, 4}
    assert faulty_lines("a\nb\nc\n", "a\nB\nnew\nc\n") == {2}  # what is new has not moved


def test_every_known_mend_has_its_lines() -> None:
    assert faulty_lines("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n") == {1, 3}


def test_a_comment_is_at_fault_in_nothing() -> None:
    assert faulty_lines("# why\na\nb\n", "# so\na\nB\n") == {3}
    assert faulty_lines("a\n# why\nb\n", "a\nnew\n# why\nb\n") == {1, 3}


@pytest.mark.parametrize(
    ("edits", "after", "mended"),
    [
        ({2: ["c()"]}, {}, "if a:\n    c()\nd\n"),
        ({2: []}, {}, "if a:\nd\n"),
        ({}, {2: ["c()"]}, "if a:\n    b\n    c()\nd\n"),
        ({3: ["    e"]}, {1: ["    pass"]}, "if a:\n    pass\n    b\n    e\n"),
        ({9: ["e"]}, {}, "if a:\n    b\nd\n"),
    ],
)
def test_lines_are_put_in_changed_and_taken_out(
    edits: dict[int, list[str]], after: dict[int, list[str]], mended: str
) -> None:
    assert with_edits("if a:\n    b\nd\n", edits, after) == mended


def test_the_same_text_has_no_faulty_line() -> None:
    assert faulty_lines("a\n", "a\n") == set()


def test_fixed_lines_are_those_of_the_fix() -> None:
    assert fixed_lines("a\nb\n", "a\nx\ny\n") == {2, 3}
