"""Values in all their spellings, and near misses that are none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.grading.values import Match, as_number, compare, nearly


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("2.5", "2.5"),
        ("7", "7.0"),
        ("1.", "1.00"),
        ("-0.00", "0.00"),
        ("−1", "-1"),
        ("1e-5", "1e-05"),
        ("1/3", "0.33"),
        ("95%", "0.95"),
        ("0.693", "0.6931"),
        ("0.3", "0.30000001192092896"),
        ("2,500,050,000", "2500050000"),
        ("2_500_050_000", "2500050000"),
        ("24 bytes", "24"),
        ("4 training pairs", "4"),
        ("-1 -3", "[-1, -3]"),
        ("-1 -3 -2", "[-1. -3. -2.]"),
        ("[[1 -2] [3 -4]]", "[[1, -2], [3, -4]]"),
        ("nan", "nan"),
        ("infinity", "inf"),
        ("-∞", "-inf"),
        ("about 0.32", "0.32"),
        ("≈0.32", "0.32"),
        ("~ 0.32", "0.32"),
        ("= 5", "5"),
        ("it's 5", "5"),
        ("it is about 1,000", "1000"),
        ("zero", "0.0"),
        ("three", "3"),
        ("three rows", "3"),
        ("total: 40", "40"),
        ("sum: 20 + 20 = 40", "40"),
        ("40, biases included", "40"),
        ("minus two", "-2"),
        ("minus 0.5", "-0.5"),
        ("approx. ten", "10"),
        ("forty two", "42"),
        ("thirteen pixels", "13"),
        ("31.6 percent", "0.316"),
        ("negative 4", "-4"),
        ("10^-2", "0.01"),
        ("w = 4", "4"),
        ("w ends up at 4", "4"),
        ("w == 4", "4"),
        ("20 times", "20"),
        ("2.56k", "2560"),
        ("w: 4", "4"),
        ("precision: nan", "nan"),
        ("0/0 = nan", "nan"),
        ("second conv: 4,640", "4640"),
        ("floor(25/2) + 1 = 13", "13"),
        ("6/19 ≈ 0.316", "0.32"),
        ("the answer is 40", "40"),
        ("0.32 (rounded)", "0.32"),
        ("It has 2,560 parameters.", "2560"),
        ("2.56 thousand", "2560"),
        ("\u200b4\ufeff", "4"),
        ("2'560", "2560"),
        ("2560 weights and biases", "2560"),
        ("2560 (800 + 1600 + 160)", "2560"),
        ("2 (8/4)", "2"),
        ("2 (not 4)", "2"),
        ("40 = 20 + 20", "40"),
        ("macro f1: 0.32", "0.32"),
        ("w ends at 4", "4"),
        ("w becomes 4", "4"),
        ("4, because gradients add up", "4"),
        ("4 since it was never cleared, and 1 + 2 + 3 is 6", "4"),
        ("4 because backward adds each time: 1+2+3", "4"),
    ],
)
def test_numbers_are_forgiven_their_spelling(said: str, printed: str) -> None:
    assert compare(said, printed).right


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("yes", "True"),
        ("No", "False"),
        ("T, F", "(True, False)"),
        ("permute(2,0,1)", "permute(2, 0, 1)"),
        ("4MB", "4 MB"),
        ("4 MB", "4MB"),
        ("a leaf.", "a leaf"),
        ("0 and 1.25", "[0.0, 1.25]"),
        ("True and False", "(True, False)"),
        ("the CPU", "cpu"),
        ("dtype: torch.int64", "torch.int64"),
        ("dtype=int64", "torch.int64"),
        ("it raises a ValueError", "ValueError"),
        ("ValueError: bad sampler", "ValueError"),
        ("ValueError is raised", "ValueError"),
        ("value error", "ValueError"),
        ("an error (ValueError)", "ValueError"),
        ("a tensor", "tensor"),
        ("it is the optimizer", "optimizer"),
        ("the Generator class", "Generator"),
        ("it's called torch.accelerator", "torch.accelerator"),
        ("hidden, depth, and width", "hidden, depth, width"),
        ("hidden; depth; width", "hidden, depth, width"),
        ("1. hidden 2. depth 3. width", "hidden, depth, width"),
        ("1) B 2) D 3) C", "B, D, C"),
        ("autograd / nn / optim", "autograd, nn, optim"),
        ("2 then 0 then 1", "(2, 0, 1)"),
        ("2, 0, 1 (C, H, W)", "2, 0, 1"),
        ("the shape is (2,).", "(2,)"),
        ("a vector of length 2", "(2,)"),
        ("1D tensor of length 2", "(2,)"),
        ("one-dimensional, size 2", "(2,)"),
        ("a vector with two elements", "(2,)"),
        ("3 by 3", "(3, 3)"),
        ("device(type='cpu')", "cpu"),
        ("device(type='cuda', index=0)", "cuda:0"),
        ("is float32", "torch.float32"),
        ("raises RuntimeError", "RuntimeError"),
        ("RuntimeError: not on meta tensors", "RuntimeError"),
        ("torch.rand(), which draws numbers", "torch.rand()"),
        ("torch.rand() returns a tensor", "torch.rand()"),
        ("torch.rand() (a function)", "torch.rand()"),
        ("x = torch.rand()", "torch.rand()"),
        ("import torch\ntorch.rand()", "torch.rand()"),
    ],
)
def test_words_are_forgiven_what_a_reader_would_not_notice(said: str, printed: str) -> None:
    assert compare(said, printed).right


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("yes", "False"),
        ("t", "tanh"),
        ("n", "no"),
        ("permute(2,1,0)", "permute(2, 0, 1)"),
        ("5MB", "4 MB"),
        ("not torch.accelerator", "accelerator"),
        ("12 a", "1 2a"),
        ("1.25 and 0", "[0.0, 1.25]"),
        ("True and False", "True"),
        ("a b", "b"),
        ("the loss", "loss.backward"),
        ("2. hidden 1. depth 3. width", "hidden, depth, width"),
        ("hidden; width; depth", "hidden, depth, width"),
        ("class attribute", "attribute"),
        ("~True", "True"),
        ("True (False on a GPU)", "True"),
        ("float32 (float64 on a CPU)", "torch.float32"),
        ("float64 (the default)", "torch.float32"),
        ("not torch.cuda.is_available()", "torch.cuda.is_available()"),
        ("first b, then a", "a, b"),
        ("dtype int32", "torch.int64"),
        ("not a ValueError", "ValueError"),
        ("no ValueError is raised", "ValueError"),
        ("raises a TypeError", "ValueError"),
        ("TypeError or ValueError", "ValueError"),
        ("a TypeError, then a ValueError", "ValueError"),
        ("an error", "ValueError"),
        ("B, D, C, and E", "B, D, C, A"),
        ("1D", "(1,)"),
        ("2D tensor of length 2", "(2,)"),
        ("two rows", "(2,)"),
        ("device(type='cuda')", "cpu"),
        ("is not float32", "torch.float32"),
        ("ValueError: no RuntimeError", "RuntimeError"),
        ("torch.randn(), which draws numbers", "torch.rand()"),
        ("x = torch.randn()", "torch.rand()"),
        ("torch.rand() or torch.randn()", "torch.rand()"),
        ("not torch.rand(), which draws numbers", "torch.rand()"),
    ],
)
def test_other_words_are_other_words(said: str, printed: str) -> None:
    assert not compare(said, printed).right


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("0.31", "0.316"),
        ("0.326", "0.316"),
        ("0.3", "0.316"),
        ("1.3", "1.33"),
        ("0.00", "0.0001234"),
        ("5100", "5120.0"),
        ("12.0", "6.0"),
        ("-3", "3"),
        ("39", "40"),
        ("4641", "4640"),
        ("2500050001", "2500050000"),
        ("2.51e9", "2500050000"),
        ("24 kB", "24"),
        ("24k", "24"),
        ("2.5k", "2560"),
        ("24 million", "24"),
        ("1" * 4_999, "1"),
        ("two thirds", "2"),
        ("two point five", "2"),
        ("one or two", "1"),
        ("one to two", "1"),
        ("one hundred", "1"),
        ("three", "2"),
        ("about 0.31", "0.32"),
        ("minus 3", "3"),
        ("minus three", "3"),
        ("4 minus one", "4"),
        ("4 plus 1", "4"),
        ("two squared", "2"),
        ("2 millions", "2"),
        ("one trillion", "1"),
        ("one twenty", "1"),
        ("one in ten", "1"),
        ("three eighths", "3"),
        ("four sevenths", "4"),
        ("forty two", "40"),
        ("2560 per gate", "2560"),
        ("13 times two", "13"),
        ("w = 3 or w = 4", "4"),
        ("w is not 4", "4"),
        ("w != 4", "4"),
        ("a: 3, b: 4", "4"),
        ("w: 3 or 4", "4"),
        ("w >= 4", "4"),
        ("4 (or 5)", "4"),
        ("4ish", "4"),
        ("4 is wrong", "4"),
        ("2k", "2"),
        ("1: 3", "1"),
        ("41 = 20 + 20", "40"),
        ("2nd order", "(2,)"),
        ("total: 42, without biases: 40", "40"),
        ("42, biases included", "40"),
        ("40, forty two", "40"),
        ("40, or maybe not", "40"),
        ("40, two times", "40"),
        ("2 dims", "(2,)"),
        ("two dimensions", "(2,)"),
        ("2d", "[2]"),
        ("", "0"),
    ],
)
def test_a_wrong_number_is_never_right(said: str, printed: str) -> None:
    assert compare(said, printed).credit == 0


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("torch.Size([2,3])", "(2, 3)"),
        ("(2,3)", "torch.Size([2, 3])"),
        ("[2, 3]", "torch.Size([2, 3])"),
        ("2x3", "torch.Size([2, 3])"),
        ("2 × 3", "(2, 3)"),
        ("2, 3", "(2, 3)"),
        ("2", "(2,)"),
        ("two", "(2,)"),
        ("x has shape (2,)", "(2,)"),
        ("a vector with 2 elements", "(2,)"),
        ("a 1D tensor of size 2", "(2,)"),
        ("two, zero, one", "2, 0, 1"),
        ("()", "torch.Size([])"),
        ("torch.Size([2, 3]", "torch.Size([2, 3])"),
        ("[[1, 4], [9, 16]", "[[1, 4], [9, 16]]"),
        ("[5,5]", "tensor([5., 5.])"),
        ("5 5", "tensor([5., 5.])"),
        ("[1. 2.]", "tensor([1., 2.])"),
        ("5", "tensor(5., grad_fn=<MulBackward0>)"),
        ("tensor(5.)", "5.0"),
        ("tensor([1,2])", "tensor([1, 2], dtype=torch.int32)"),
        ("[[1,4],[9,16]]", "[[1, 4], [9, 16]]"),
        ("[1,4],[9,16]", "[[1, 4], [9, 16]]"),
        ("1 4 9 16", "[[1, 4], [9, 16]]"),
        ("7.5", "[7.5]"),
        ("spare.weight", "['spare.weight']"),
        ("False, False", "[False, False]"),
    ],
)
def test_shapes_tensors_and_lists_are_forgiven_their_form(said: str, printed: str) -> None:
    assert compare(said, printed).right


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("long", "torch.int64"),
        ("int64", "torch.int64"),
        ("torch.float", "torch.float32"),
        ("float", "torch.float32"),
        ("double", "torch.float64"),
        ("torch.int64", "int64"),
        ("true", "True"),
        ("none", "None"),
        ("linear", "Linear"),
        ("nn.Linear", "Linear"),
        ("`cpu`", "cpu"),
        ("`cpu`, `cuda`", "cpu, cuda"),
        ('"after loss"', "after loss"),
        ("True (they share memory)", "True"),
        ("yes, because they share memory", "True"),
        ("float32 (the default)", "torch.float32"),
        ("usable = torch.cuda.is_available()", "torch.cuda.is_available()"),
        ("state_dict | load_state_dict", "state_dict, load_state_dict"),
        ("torch.accelerator (since 2.6)", "torch.accelerator"),
        ("torch.cuda.is_available();", "torch.cuda.is_available()"),
        (".state_dict(), .load_state_dict(...)", "state_dict, load_state_dict"),
        ("first state_dict, then load_state_dict", "state_dict, load_state_dict"),
        ("hidden,depth,and width", "hidden, depth, width"),
        ("1-B 2-D 3-C 4-A", "B, D, C, A"),
        ("1B 2D 3C 4A", "B, D, C, A"),
    ],
)
def test_words_and_dtypes_are_forgiven_their_spelling(said: str, printed: str) -> None:
    assert compare(said, printed).right


@pytest.mark.parametrize(
    ("said", "printed", "remark"),
    [
        ("float64", "torch.float32", "the dtype is float32, not float64"),
        ("int", "torch.int64", "the dtype is int64, not int32"),
        ("tensor([1], dtype=torch.int64)", "tensor([1], dtype=torch.int32)",
         "the dtype is int32, not int64"),
        ("-3", "3", "the sign is wrong"),
        ("41", "40", "off by one"),
        ("(3, 2)", "(2, 3)", "the right numbers in another order"),
        ("(2, 3, 1)", "(2, 3)", "it holds 2 numbers, not 3"),
        ("[1, 3]", "[1, 2]", "off by one"),
        ("torch", "torch.int64", ""),
        ("apples", "pears", ""),
        ("True", "False", ""),
    ],
)  # fmt: skip
def test_the_usual_mistakes_are_named(said: str, printed: str, remark: str) -> None:
    assert compare(said, printed) == Match(0.0, remark)


@pytest.mark.parametrize(
    ("said", "printed"), [("[1,4,9,16]", "[[1, 4], [9, 16]]"), ("[7.5]", "7.5"), ("(3,)", "3")]
)
def test_brackets_that_say_another_shape_are_half_right(said: str, printed: str) -> None:
    assert compare(said, printed) == Match(0.5, "the values are right, the brackets are not")


def test_a_tensor_that_is_one_is_told_but_not_held_against_anybody() -> None:
    assert compare("4.0", "tensor(4.)") == Match(1.0, "it prints as a tensor")
    assert compare("tensor(4.)", "4.0") == Match(1.0, "it prints without tensor(...)")


def test_a_tolerance_is_kept_on_both_sides() -> None:
    assert compare("0.31", "0.3", 0.01).right
    assert compare("0.29", "0.3", 0.01).right
    assert not compare("0.32", "0.3", 0.01).right
    assert not compare("-0.3", "0.3", 0.01).right


@pytest.mark.parametrize(
    ("text", "number"),
    [("0.5", "0.5"), ("1/2", "0.5"), ("50 %", "0.5"), ("1,000", "1000"), ("-3", "-3")],
)
def test_spellings_of_a_number(text: str, number: str) -> None:
    assert as_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["three", "1/0", "", "1,2", "٣", "²", "1e9999", "9" * 6_000, "0x1"]
)
def test_what_is_no_number(text: str) -> None:
    assert as_number(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "(" * 3_000,
        "[" * 3_000 + "]" * 3_000,
        "1" * 200_000 + "x",
        "size" + " " * 200_000 + "x",
        "1 / " * 100_000,
        "1or 2",
        "f'{",
        "\0",
        "<" * 5_000,
        "4 " + "a" * 4_000 + "!",  # each of these took a pattern for ever, or long
        "4 " + "a " * 2_000 + "!",
        "a, " * 1_500,
        "a" + " " * 4_900 + "b",
    ],
)
def test_no_text_stops_a_comparison(text: str) -> None:
    assert compare(text, "6.0").credit == 0
    assert compare(text, text).right == bool(text.strip())


PIECES = (
    "9" * 400, "/", "1", "e999", ".", "-", "−", "%", "٣", "²", "½", "x", "×", ", ", "(", ")", "[",
    "]", "torch.Size(", "size", "tensor(", "dtype=", "float32", ": ", " = ", "nan", "inf", "'",
    "lambda", "*", "\\", "\n", "<a>",
)  # fmt: skip
texts = st.text() | st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@given(texts, texts, st.none() | st.floats(0, 1e300))
def test_whatever_is_said_is_compared(said: str, printed: str, tolerance: float | None) -> None:
    assert 0 <= compare(said, printed, tolerance).credit <= 1
    nearly(said, printed)


@pytest.mark.parametrize(
    ("said", "wanted", "near"),
    [
        ("overfiting", "overfitting", True),
        ("accelreator", "accelerator", True),
        ("Generatorr", "Generator", True),
        ("detsch", "detach", True),
        ("torch.data", "torch.utils.data", False),
        ("underfitting", "overfitting", False),
        ("int8", "int4", False),
        ("attach", "detach", False),
        ("-0.01", "0.01", False),
        ("38.4", "3.84", False),
        ("1e3", "1e-3", False),
        ("0,01", "0.01", True),
        ("BCDA", "BDCA", False),
        ("2560k", "2560", False),
        ("2, 0, -1", "2, 0, 1", False),
        ("x", "y", False),
    ],
)
def test_a_slip_of_the_fingers_is_near_and_another_word_is_not(
    said: str, wanted: str, near: bool
) -> None:
    assert nearly(said, wanted) == near
