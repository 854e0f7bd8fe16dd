"""Expected output against printed output."""

import pytest

from quizapp.core.grading.same_output import Mismatch, first_mismatch, matches


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ("tensor(4.)", "tensor(4.)"),
        ("a\nb\n", "a\nb"),
        ("trailing   ", "trailing"),
        ("0.97", "0.9731"),
        ("0.97", "0.974999"),
        ("loss ... end", "loss 0.123 end"),
        ("a\n...\nz", "a\nb\nc\nz"),
        ("accuracy 0...", "accuracy 0.932"),
        ("[1.50, 2.25]", "[1.5012, 2.2499]"),
        ("1e-3", "0.001"),
        ("-0.05", "-0.0500001"),
        ("lr 1.0e-03", "lr 1.0e-03"),
    ],
)
def test_the_two_match(expected: str, actual: str) -> None:
    assert matches(expected, actual)
    assert first_mismatch(expected, actual) is None


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ("tensor(4.)", "tensor(4.4)"),
        ("tensor(4)", "tensor(5)"),
        ("0.97", "0.98"),
        ("0.97", "0.9651 more"),
        ("a\nb", "a\nb\nc"),
        ("a", ""),
        ("version 2.13.0", "version 2.14.0"),
        ("value 12", "value 12.5"),
    ],
)
def test_the_two_differ(expected: str, actual: str) -> None:
    assert not matches(expected, actual)
    assert first_mismatch(expected, actual) is not None


def test_a_mismatch_names_its_line_and_both_texts() -> None:
    assert first_mismatch("a\nb\nc", "a\nx\nc") == Mismatch(2, "b", "x")


def test_a_missing_line_is_nothing() -> None:
    assert first_mismatch("a\nb", "a") == Mismatch(2, "b", "(nothing)")


def test_a_line_too_many_is_named() -> None:
    assert first_mismatch("a", "a\nb") == Mismatch(2, "(nothing)", "b")


def test_after_an_ellipsis_the_search_goes_on_at_the_next_line_that_fits() -> None:
    assert first_mismatch("a\n...\nd\ne", "a\nb\nc\nd\nx") == Mismatch(4, "e", "x")
