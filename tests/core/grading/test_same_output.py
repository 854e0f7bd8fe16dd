"""Expected output against printed output."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

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
        ("...", "anything\nat all"),
        ("...", ""),
        ("a...", "a"),
        ("a...a", "aa"),
        ("a...b...c", "a b a b c"),
        ("...0.5...", "loss 0.9\nloss 0.5\nloss 0.9"),
        ("...\nloss 0.5", "loss 0.5\nloss 0.9\nloss 0.5"),
        ("first\n...\nx 0.5\ny 0.5", "first\nx 0.5\ny 0.9\nx 0.5\ny 0.5"),
        ("1e999", "inf"),
        ("[... nan, 1.0]", "[0.1, nan, 1.0]"),
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
        ("a...a", "a"),
        ("a...b...c", "a c b"),
        ("...0.5", "10.5"),
        ("...0.5", "-0.5"),
        ("a...b", "a b c"),
        ("1e999", "1e5"),
        ("1e-99999999999999999999", "1.0"),
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


LINES = "\n".join(f"step {step} loss 0.{step % 97:02d}" for step in range(20_000))


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ("\n...\n".join("abcdef") + "\nz", "\n".join("abcdefghij" * 6)),
        ("...\n".join(["step"] * 20) + "\nend", LINES),
        ("\n...\nloss 0.5" * 20 + "\nend", LINES),
        ("..." * 5_000 + "end", LINES),
        ("..." + "0.5\n" * 2_000 + "end...", "0.5\n" * 20_000),
        ("...0.5", "1" * 200_000),
        ("...1.5...", "-" * 200_000),
        ("1e" + "9" * 5_000, "1"),
    ],
    ids=["six", "twenty", "numbers", "only dots", "long", "digits", "signs", "exponent"],
)
def test_a_search_that_fails_comes_to_an_end(expected: str, actual: str) -> None:
    assert not matches(expected, actual)
    assert first_mismatch(expected, actual) is not None


words = st.text("ab \n")


@given(st.lists(words, min_size=1, max_size=5), words)
@example(["", ""], "")
def test_without_numbers_an_ellipsis_is_any_text(pieces: list[str], other: str) -> None:
    expected = "...".join(pieces)
    for actual in (other.join(pieces), other):
        pattern = "(?s:.*)".join(map(re.escape, _lines(expected).split("...")))
        assert matches(expected, actual) == bool(re.fullmatch(pattern, _lines(actual)))


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.rstrip().splitlines())


@given(st.text(), st.text())
def test_no_two_texts_stop_it(expected: str, actual: str) -> None:
    assert matches(expected, actual) == (first_mismatch(expected, actual) is None)
