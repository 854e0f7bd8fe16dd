"""Short answers and their spellings."""

from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.grading.same_answer import (
    as_number,
    as_shape,
    line_remark,
    near,
    same_line,
    same_number,
    same_text,
    without_label,
)


@pytest.mark.parametrize("text", ["torch.Size([2, 3])", "(2, 3)", "[2,3]", "2x3", "2X3", "2, 3"])
def test_spellings_of_a_shape_are_one(text: str) -> None:
    assert as_shape(text) == (2, 3)
    assert same_text(text, "torch.Size([2, 3])")


@pytest.mark.parametrize(
    ("text", "shape"),
    [("(3,)", (3,)), ("torch.Size([])", ()), ("()", ()), ("5", None), ("x", None)],
)
def test_odd_shapes(text: str, shape: tuple[int, ...] | None) -> None:
    assert as_shape(text) == shape


@pytest.mark.parametrize(
    ("text", "number"),
    [("0.5", 0.5), ("1/2", 0.5), ("50 %", 0.5), ("1,000", 1000), ("-3", -3), ("1e-3", 0.001)],
)
def test_spellings_of_a_number(text: str, number: float) -> None:
    assert as_number(text) == pytest.approx(number)


def test_words_are_no_numbers() -> None:
    assert as_number("three") is None
    assert as_number("1/0") is None


@pytest.mark.parametrize(
    "text",
    [
        "9" * 400 + "/1",
        "9" * 5_000 + "/" + "9" * 5_000,
        "1/" + "0" * 400,
        "1e999",
        "-1e999",
        "٣",
        "²",
    ],
)
def test_what_no_float_can_hold_is_no_number(text: str) -> None:
    assert as_number(text) is None
    assert not same_number(text, 1.0, 1e300)


def test_a_size_of_thousands_of_digits_is_no_shape() -> None:
    assert as_shape("(" + "9" * 5_000 + ", 2)") is None
    assert line_remark("(" + "9" * 5_000 + ", 2)", "(2, 3)") == ""


@pytest.mark.parametrize(
    "text", ["1" * 200_000 + "x", "size" + " " * 200_000 + "x", "1 / " * 100_000, ": " * 100_000]
)
def test_a_long_text_is_read_once(text: str) -> None:
    assert as_number(text) is None
    assert as_shape(text) is None
    assert not near(text, "6.0")
    assert not same_line(text, "6.0")


PIECES = (
    "9" * 400, "9" * 5_000, "/", "1", "e999", ".", "-", "−", "%", "٣", "²", "½", "x", "X", "×",
    ", ", "(", ")", "[", "]", "torch.Size(", "size", "tensor(", "float32", ": ",
    " = ", "nan", "inf",
)  # fmt: skip
pieces = st.sampled_from(PIECES)
texts = st.text() | st.lists(pieces, max_size=8).map("".join)


@given(texts, texts, st.floats(), st.none() | st.floats(0))
def test_no_text_stops_a_comparison(
    said: str, other: str, number: float, tolerance: float | None
) -> None:
    value = as_number(said)
    assert value is None or isfinite(value)
    as_shape(said)
    same_number(said, number, tolerance)
    for compare in (same_text, same_line, near, line_remark):
        compare(said, other)
        compare(said, said)


def test_a_tolerance_is_kept_on_both_sides() -> None:
    assert same_number("0.31", 0.3, 0.01)
    assert not same_number("0.32", 0.3, 0.01)


def test_a_rounded_number_needs_two_digits() -> None:
    assert same_number("0.33", 1 / 3, None)
    assert not same_number("0.3", 1 / 3, None)


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("6.0", "after 1: 6.0"),
        ("after 1:6", "after 1: 6.0"),
        ("tensor([1,2.])", "tensor([1., 2.])"),
        ("true", "requires grad: True"),
        ("(2, 3)", "shape: torch.Size([2, 3])"),
        ("'a'", '"a"'),
        ("0.33", "x = 0.3333"),
    ],
)
def test_a_prediction_is_forgiven_its_form(said: str, printed: str) -> None:
    assert same_line(said, printed)


@pytest.mark.parametrize(
    ("said", "printed"),
    [("12.0", "after 2: 6.0"), ("False", "True"), ("4.0", "tensor(4.)"), ("(3, 2)", "(2, 3)")],
)
def test_another_value_is_wrong(said: str, printed: str) -> None:
    assert not same_line(said, printed)


@pytest.mark.parametrize(
    ("said", "printed", "remark"),
    [
        ("float64", "torch.float32", "the dtype is float32, not float64"),
        ("4.0", "tensor(4.)", "the value is right, but it prints as a tensor"),
        ("(3, 2)", "torch.Size([2, 3])", "the shape is (2, 3), not (3, 2)"),
        ("[2, 1]", "[1, 2]", "the shape is (1, 2), not (2, 1)"),
        ("apples", "pears", ""),
    ],
)
def test_the_usual_mistakes_are_named(said: str, printed: str, remark: str) -> None:
    assert line_remark(said, printed) == remark


def test_a_slip_of_the_fingers_is_near_but_another_digit_is_not() -> None:
    assert near("acumulate", "accumulate")
    assert not near("float32", "float64")
    assert not near("no", "on")


def test_a_label_ends_at_its_colon() -> None:
    assert without_label("after 1: 6.0") == "6.0"
    assert without_label("tensor([1: 2])") == "tensor([1: 2])"
