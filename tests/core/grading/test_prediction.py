"""What was said, laid along what was printed."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.grading.fields import fields_of, filled
from quizapp.core.grading.marking import Kind, Piece, PrintedLine, unmarked
from quizapp.core.grading.prediction import grade_lines

_KINDS: dict[str, Kind] = {"[": "value", "<": "given"}


def printed(text: str) -> list[PrintedLine]:
    """`x=<1>: nodes=[2]`: a given and a value between labels; brackets in values are doubled."""
    lines: list[PrintedLine] = []
    for line in text.splitlines():
        parts = re.split(r"(\[(?:\[\[|\]\]|[^\[\]])*\]|<[^>]*>)", line)
        lines.append(
            tuple(
                Piece(
                    _KINDS.get(part[0], "label"), part[1:-1].replace("[[", "[").replace("]]", "]")
                )
                if part[0] in _KINDS
                else Piece("label", part)
                for part in parts
                if part
            )
        )
    return lines


def credits(said: str, text: str) -> list[float]:
    return [round(grade.credit, 2) for grade in grade_lines(said, printed(text))]


FOUR = "after <1>: [7.0]\nafter <2>: [14.0]\nafter <3>: [21.0]\nafter a reset: [7.0]"
NODES = "x=<1>: nodes=[1] gradient=[2]\nx=<2>: nodes=[2] gradient=[12]"
GRADS = "x.grad: [5.0]\nh.grad: [1.0]"
OBJECTS = "x: [torch.float32]\nlayer: [torch.float64]\nsame object: [True]"
FIGURES = "precision: [0.5]\nrecall: [0.75]"
ROWS = "[[[0, 1]]]\n[[[2, 3]]]"
RULES = "d + d: [False]\nd + w: [True]\nd + w.detach(): [False]\nw > 0: [False]"
STACKS = "conv: [3]\nconv, conv: [5]\nconv, pool, conv: [8]"
LAYERS = "first conv: [160]\nsecond conv: [4640]\npooling: [0]\nbatch norm: [64]"
STARTS = (
    "start: loss below 1: [False]\nafter loss: loss below 1: [True]\nlast: loss below 1: [True]"
)
FORMATS = "70000 in float16: [inf]\n257 in float16: [257.0]\n257 in bfloat16: [256.0]"
INT32 = "the dtype is int64, not int32"
TABLES = "a * a: [[[[[1, 4]], [[9, 16]]]]]\nsum: [30]"
FACTS = "x: [torch.Size([[2, 2]])] [cpu] [torch.int64]"


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("7\n14\n21\n7", FOUR),
        ("loss below 1: False\nloss below 1: True\nloss below 1: True", STARTS),
        ("below 1: no\nbelow 1: yes\nbelow 1: yes", STARTS),
        ("7 14 21 7", FOUR),
        ("7, 14, 21, 7", FOUR),
        ("[7, 14, 21, 7]", FOUR),
        ("after 1: 7.0\nafter 2: 14\n21\n7", FOUR),
        ("1: 7\n2: 14\n3: 21\n7", FOUR),
        ("1: 7, 2: 14, 3: 21, reset: 7", FOUR),
        ("1. 7\n2. 14\n3. 21\n4. 7", FOUR),
        ("(1) 7\n(2) 14\n(3) 21\n(4) 7", FOUR),
        ("one: 7\ntwo: 14\nthree: 21\nfour: 7", FOUR),
        ("after 1: 7, after 2: 14, after 3: 21, after a reset: 7", FOUR),
        ("1 2\n2 12", NODES),
        ("1 -> 2\n2 → 12", NODES),
        ("prec: 0.5, rec: 0.75", FIGURES),
        ("first conv: 160, second: 4640, pool: 0, bn: 64", LAYERS),
        ("first conv: 160, second conv: 4640, pool: 0, batch norm: 64", LAYERS),
        ("160 first conv, 4640 second conv, 0 pooling, 64 batch norm", LAYERS),
        ("x: float32, layer: float64, same: True", OBJECTS),
        ("conv 3, conv, conv 5, conv, pool, conv 8", STACKS),
        ("conv: 3\nconv conv: 5\nconv pool conv: 8", STACKS),
        ("cuda cpu mps", "cpu: [cuda]\nmps: [cpu]\ncuda: [mps]"),
        ("tensor([[1, 4],\n        [9, 16]])\n30", TABLES),
        ("(1, 2), (2, 12)", NODES),
        ("conv1: 160\nconv2: 4640\npooling: 0\nbatch norm: 64", LAYERS),
        ("[4, 4]\n(3, 2)", "kept: [[[4, 4]]]\nlengths: [3] [2]"),
        ("rows: 2\nrows: 3", "rows: [2]\nrows, red to blue: [3]"),
        ("P: 0.5\nR: 0.75", FIGURES),
        ("1\n2\n2\n12", NODES),
        ("x=1: nodes=1 gradient=2\nx=2: nodes=2 gradient=12", NODES),
        ("nodes 1, gradient 2\n2, 12", NODES),
        ("nod. 1, grad 2\n2, 12", NODES),
        ("1: 1, 2\n2: 2, 12", NODES),
        ("1, 2, 2, 12", NODES),
        ("(2,2), cpu, int64", FACTS),
        ("2x2 cpu long", FACTS),
        ("2,2,cpu,int64", FACTS),
        ("x: torch.Size([2, 2]) cpu torch.int64", FACTS),
        ("2,500,050,000", "parameters: [2500050000]"),
        ("2500050000 parameters", "parameters: [2500050000]"),
        ("257\n256", "257 in float16: [257.0]\n257 in bfloat16: [256.0]"),
        ("True", "within 0.01 of 8.0: [True]"),
        ("drinks", "<cat> ___ <milk> -> [drinks]"),
        ("cat ___ milk -> drinks", "<cat> ___ <milk> -> [drinks]"),
        ("2 numbers, 4 MB", "<slice.pt>: [2] numbers, [4] MB"),
        ("2, 4", "<slice.pt>: [2] numbers, [4] MB"),
        ("2, 4MB", "<slice.pt>: [2] numbers, [4] MB"),
        ("2numbers, 4mb", "<slice.pt>: [2] numbers, [4] MB"),
        ("on: False, True", "<train>, grad <on>: same=[False] tracked=[True]"),
        ("False False True", "[[[False, False, True]]]"),
        ("[[0, 1], [2, 3]]", ROWS),
        ("[[0, 1],\n [2, 3]]", ROWS),
        ("shape (2, 2), cpu, dtype int64", FACTS),
        ("(2, 2) cpu dtype=torch.int64", FACTS),
        ("a*a: 4, b@b: 7", "a * a: [4], b @ b: [7]"),
        ("x=1: nodes=1 gradient=2 x=2: nodes=2 gradient=12", NODES),
        ("x=1: nodes=1, gradient=2; x=2: nodes=2, gradient=12", NODES),
        ("after 1: 7, after 2: 14\nafter 3: 21, after a reset: 7", FOUR),
        ("- after 1: 7\n- after 2: 14\n- after 3: 21\n- after a reset: 7", FOUR),
        (">>> 7\n>>> 14\n>>> 21\n>>> 7", FOUR),
        ("1. after 1: 7\n2. after 2: 14\n3. after 3: 21\n4. after a reset: 7", FOUR),
        ("7 / 14 / 21 / 7", FOUR),
        ("step 1: 7\nstep 2: 14\nstep 3: 21\nreset: 7", FOUR),
        ("call 1 = 7, call 2 = 14, call 3 = 21, at last = 7", FOUR),
        ("after 1 7\nafter 2 = 14\nafter 3 -> 21\nafter a reset 7", FOUR),
        ("a*a 4, b@b=7", "a * a: [4], b @ b: [7]"),
        ("a+b=True\na>0 False", "a + b: [True]\na > 0: [False]"),
        ("after 1: 7\u200b\n14\x1b[0m\n21\n\ufeff7", FOUR),
        ("1. (3, 3) 2. 5", "a: [(3, 3)]\nb: [5]"),
        ("sum = [1, 2]\nend -> 3", "sum [[[1, 2]]]\nend [3]"),
        ("steps 1-3 -> True\nsteps 4-6 -> False", "steps 1-3: [True]\nsteps 4-6: [False]"),
        ("7" + " " * 30_000 + "\n14\n21\n7", FOUR),
        ("a  * a :4 , b@ b: 7", "a * a: [4], b @ b: [7]"),
        ("x: float32, layer: float64, same object: True", OBJECTS),
        ("x is float32\nlayer is float64\nyes", OBJECTS),
        ("x: (2, 2), cpu, int64", FACTS),
        ("torch.Size([2,2]), device(type='cpu'), torch.int64", FACTS),
        ("nodes 1, grad 2\nnodes 2, grad 12", NODES),
        ("nodes: 1, grad: 2\nnodes: 2, grad: 12", NODES),
        ("mults=1, slope=2\nmults=2, slope=12", NODES),
        ("x: 5\nh: 1", GRADS),
        ("grad x 5\ngrad h 1", GRADS),
        ("7, then 14, then 21, then 7", FOUR),
        ("RuntimeError: item() can't be called on any tensor of meta", "sum: [RuntimeError]"),
        ("1) 7 2) 14 3) 21 4) 7", FOUR),
        ("- 7\n- 14\n- 21\n- 7", FOUR),
        ("7, 14, 21 and 7", FOUR),
        ("after 1: 7; after 2: 14; after 3: 21; after a reset: 7", FOUR),
        ("after 1 -> 7\nafter 2 -> 14\nafter 3 -> 21\nafter a reset -> 7", FOUR),
        ("(1, 2)\n(2, 12)", NODES),
        ("True/False\nFalse/True", "a [True] [False]\nb [False] [True]"),
        ("weight: True\nscale: False", "layer.weight: [True]\nscale: [False]"),
        ("x.grad: 2, y.grad: 3", "x: [2.0]\ny: [3.0]"),
        ("BatchNorm True\nReLU False", "BatchNorm1d: [True]\nReLU: [False]"),
        ("0-3", "moved: [[[0, 1, 2, 3]]]"),
        ("0 to 3", "moved: [[[0, 1, 2, 3]]]"),
    ],
)
def test_right_values_are_right_in_whatever_form(said: str, text: str) -> None:
    assert set(credits(said, text)) == {1.0}


@pytest.mark.parametrize(
    ("said", "text", "expected"),
    [
        ("7\n7\n7\n7", FOUR, [1, 0, 0, 1]),
        ("7\n14\n7", FOUR, [1, 1, 0, 1]),
        ("1. 7\n2. 14\n3. 7\n4. 21", FOUR, [1, 1, 0, 0]),
        ("2. 7\n1. 14\n3. 21\n4. 7", FOUR, [0, 0, 1, 0]),
        ("7\n14\n21\n7\n9", FOUR, [1, 1, 1, 1, 0]),
        ("", FOUR, [0, 0, 0, 0]),
        ("recall: 0.5\nprecision: 0.75", FIGURES, [0, 0]),
        ("d + d: False\nd + w.detach(): True\nd + w: False\nw > 0: False", RULES, [1, 0, 1, 1]),
        ("d + d False, d + w.detach() True, d + w False, w > 0 False", RULES, [1, 0, 1, 1]),
        ("conv2: 160\nconv1: 4640\npooling: 0\nbatch norm: 64", LAYERS, [0, 0, 1, 1]),
        ("r_grad: 5\nx.grad: 1", "x.grad: [5.0]\nr.grad: [1.0]", [0, 0]),
        ("tensor([5.], dtype=torch.float64)", "x: [tensor([[5.]])]", [0]),
        ("conv, conv: 3\nconv: 5\nconv, pool, conv: 8", STACKS, [0, 1, 1]),
        ("160 pooling 4640 second conv 0 64", LAYERS, [1, 0, 1, 1]),
        ("[1, 4, 9, 16]\n30", TABLES, [0.5, 1]),
        ("KeyError, KeyError", "a: [KeyError]", [0]),
        ("rec: 0.5, prec: 0.75", FIGURES, [0, 0]),
        ("recall = 0.5\nprecision = 0.75", FIGURES, [0, 0]),
        ("[[0, 1], [3, 2]]", ROWS, [1, 0]),
        ("[7, 14, 21, 8]", FOUR, [1, 1, 1, 0]),
        ("after 1: 7, after 2: 14, after 3: 21", FOUR, [1, 1, 1, 0]),
        ("nodes 1, gradient 2\n2, 13", NODES, [1, 0.5]),
        ("1 -> 2\n2 -> 13", NODES, [1, 0.5]),
        ("nodes 1, grad 3\n2, 12", NODES, [0.5, 1]),
        ("2: 1, 2\n1: 2, 12", NODES, [0, 0]),
        ("after 1: 7 after 2: 15 after 3: 21 after a reset: 7", FOUR, [1, 0, 1, 1]),
        ("after 1: 7 after 2: 14", FOUR, [1, 1, 0, 0]),
        ("(2,2) cpu", FACTS, [0.67]),
        ("[2, 2] cuda int64", FACTS, [0.67]),
        ("True False", "same: [True]", [0]),
        ("True or False", "same: [True]", [0]),
        ("2500050001", "parameters: [2500050000]", [0]),
        ("3\n1.5", "[int] [3]\n[float] [1.5]", [0.5, 0.5]),
        ("256\n256", "257 in float16: [257.0]\n257 in bfloat16: [256.0]", [0, 1]),
        ("step 2: 7\nstep 1: 14\nstep 3: 21\nreset: 7", FOUR, [0, 0, 1, 1]),
        ("after 1: 7 (or 8)\n14\n21\n7", FOUR, [0, 1, 1, 1]),
        ("x is on: cuda, cpu", "x is on: [cpu]", [0]),
        ("cuda -> cpu", "x is on: [cpu]", [0]),
        ("KeyError 2\n2", "a: [KeyError]\nb: [2]", [0, 1]),
        ("same: True (or False)", "same: [True]", [0]),
        ("same: True which is False", "same: [True]", [0]),
        ("n: 2 (nan)", "n: [2]", [0]),
        ("cpu, meta, meta, KeyError", "<cpu>: [cpu]\n<meta>: [meta]\n<x>: [KeyError]", [1, 1, 0]),
        ("False\nTrue\nTrue", "<True>: [False]\n<False>: [True]", [1, 1, 0]),
        ("int64\nint64 -> float32", "a: [torch.int64]\nb: [torch.float32]", [1, 0]),
        ("0.01", "within 0.01 of 8.0: [True]", [0]),
        ("2, 5MB", "<slice.pt>: [2] numbers, [4] MB", [0.5]),
        ("h: 5\nx: 1", GRADS, [0, 0]),
        ("h = 5\nx = 1", GRADS, [0, 0]),
        ("h.grad: 5\nx.grad: 1", GRADS, [0, 0]),
        ("grad: 1, nodes: 2\nnodes 2, grad 12", NODES, [0, 1]),
        ("x: float32, layer: float32, same object: True", OBJECTS, [1, 0, 1]),
        ("float32\nfloat64\nnot: True", OBJECTS, [1, 1, 0]),
        ("float32\nfloat64\nobject False", OBJECTS, [1, 1, 0]),
        ("1. 7\n2. 14\n3. 20\n4. 7", FOUR, [1, 1, 0, 1]),
        ("after 1: 7, after 2: 14, after 3: 20, after a reset: 7", FOUR, [1, 1, 0, 1]),
        ("0-4", "moved: [[[0, 1, 2, 3]]]", [0]),
        ("scale: True\nweight: False", "layer.weight: [True]\nscale: [False]", [0, 0]),
    ],
)
def test_wrong_and_missing_values_are_told_one_by_one(
    said: str, text: str, expected: list[float]
) -> None:
    assert credits(said, text) == expected


@pytest.mark.parametrize(
    ("said", "text", "remark"),
    [
        ("2, 13", "n=[2] m=[12]", "off by one"),
        ("-3", "a: [3]", "the sign is wrong"),
        ("2", "n=[2] m=[12]", "a value is missing"),
        ("True False", "same: [True]", "'False' is too much here"),
        ("5", "a: [tensor(5.)]", "it prints as a tensor"),
    ],
)
def test_the_remark_is_about_the_first_value_that_is_wrong(
    said: str, text: str, remark: str
) -> None:
    assert grade_lines(said, printed(text))[0].remark == remark


MAPS = "<None>: [cpu]\n<cpu>: [cpu]\n<function>: [cpu]"
GRAPHS = "<1.0> <False>: graphs [1]\n<-5.0> <False>: graphs [1]\n<1.0> <True>: graphs [2]"
TYPES = "[int] [3]\n[float] [1.5]\n[bool] [True]\n[float] [2.0]"


@pytest.mark.parametrize(
    ("said", "text", "expected"),
    [
        ("cpu: cpu\nfunction: cpu", MAPS, [0, 1, 1]),
        ("None: cpu\nfunction: cpu", MAPS, [1, 0, 1]),
        ("1.0 False: graphs 1\n1.0 True: graphs 2", GRAPHS, [1, 0, 1]),
        ("sum: 6", "sum: [3]\nsum: [6]", [0, 1]),
        ("27\n18\nNone\nNone\nFalse", "d: [27.0]\ne: [18.0]\nf: [None] [False]", [1, 1, 0.5, 0]),
        ("int 3\nfloat 1.5\nbool True\nbool True\nfloat 2", TYPES, [1, 1, 1, 0.5]),
        ("5.0 10", FOUR, [0, 0, 0, 0]),
    ],
)
def test_a_line_left_out_or_too_many_is_wrong(said: str, text: str, expected: list[float]) -> None:
    assert credits(said, text) == expected


@pytest.mark.parametrize(
    ("said", "text", "remark"),
    [
        ("after a reset: -7.0", "after a reset: [7.0]", "the sign is wrong"),
        ("after a reset: ?", "after a reset: [7.0]", "a value is missing"),
        ("r: [2, 4] cpu int64", "r: [torch.Size([[2, 3]])] [cpu] [torch.int64]", "off by one"),
        ("<1.0>: graphs 2", "<1.0>: graphs [1]", "off by one"),
    ],
)
def test_what_is_wrong_in_a_field_of_the_form_is_told(said: str, text: str, remark: str) -> None:
    [grade] = grade_lines(said.replace("<", "").replace(">", ""), printed(text))
    assert (grade.credit < 1, grade.remark) == (True, remark)


@pytest.mark.parametrize(
    "fields", [["torch.Size([2, 2])", "cpu", "torch.int64"], ["(2, 3)", "", ""], ["", "cpu", ""]]
)
def test_a_form_takes_its_own_text_back(fields: list[str]) -> None:
    [line] = printed(FACTS)
    assert fields_of(line, filled(line, fields)) == fields


@pytest.mark.parametrize("said", ["3", "a.grad: 3", "a.grad = 3", "a.grad=3", "a.grad is 3"])
def test_a_label_that_was_typed_into_a_form_is_not_said_twice(said: str) -> None:
    [line] = printed("a.grad: [3], all equal: [True]")
    assert filled(line, [said, "True"]) == "a.grad: 3, all equal: True"
    assert filled(line, [said, "all equal: True"]) == "a.grad: 3, all equal: True"


@pytest.mark.parametrize("said", ["4", "4 MB", "4MB", "4 mb", "4 "])
def test_a_unit_that_was_typed_into_a_form_is_not_said_twice(said: str) -> None:
    [line] = printed("<slice.pt>: [2] numbers, [4] MB")
    assert filled(line, ["2", said]) == "slice.pt: 2 numbers, 4 MB"
    assert filled(line, ["2 numbers", said]) == "slice.pt: 2 numbers, 4 MB"


def test_a_long_answer_takes_no_long_time_and_is_compared_line_by_line() -> None:
    text = "\n".join(f"line {number}: [{number}]" for number in range(300))
    said = "\n".join(map(str, range(300)))
    assert set(credits(said, text)) == {1.0}
    assert credits("9 " * 50_000, "a: [1]\nb: [2]") == [0, 0]
    many = "a: [1], [2], [3], [4], [5], [6] end\nb: [7]"
    assert credits("a: " + "1, " * 100, many)[1] == 0  # this was tried in all ways once


words = st.sampled_from(
    ["1", "2", "True", "x=", "[1, 2]", "(", "]", ",", "\n", "after", "'", "0.5"]
)


@given(st.lists(words, max_size=12).map(" ".join), st.sampled_from([FOUR, NODES, FACTS]))
def test_whatever_is_said_is_graded_line_for_line(said: str, text: str) -> None:
    lines = printed(text)
    grades = grade_lines(said, lines)
    assert len(grades) >= len(lines)
    assert all(0 <= grade.credit <= 1 for grade in grades)
    assert all(one.printed or not two.printed for one, two in pairwise(grades))


def test_a_script_that_prints_much_is_judged_line_by_line() -> None:
    printed = [unmarked(f"step {number} of 1000") for number in range(1000)]
    grades = grade_lines("\n".join(f"step {number} of 1000" for number in range(1000)), printed)
    assert len(grades) == 1000
    assert all(one.right for one in grades)
    grades = grade_lines("\n".join(f"step {number} of 999" for number in range(900)), printed)
    assert (len(grades), any(one.right for one in grades)) == (1000, False)


@pytest.mark.parametrize(
    ("said", "text", "remarks"),
    [
        ("inf\n257\n257", FORMATS, ["", "", ""]),
        ("70000\n257\n256", FORMATS, ["", "", ""]),
        ("int\nfloat32", "ints: [torch.int64]\nmixed: [torch.float32]", [INT32, ""]),
        ("inf\n257", FORMATS, ["", "", "a line is missing"]),
    ],
)
def test_a_line_that_was_said_is_not_missing(said: str, text: str, remarks: list[str]) -> None:
    assert [grade.remark for grade in grade_lines(said, printed(text))] == remarks


HALVES = (
    "1e-8 survives in float16: [False]\n1e-8 * 65536 survives in float16: [True]\n"
    "1e-8 survives in bfloat16: [True]\n70000 in float16: [inf]\n"
    "257 in float16: [257.0]\n257 in bfloat16: [256.0]"
)
RIGHT_HALVES = [
    "1e-8 in fp16: False",
    "1e-8 * 65536 in fp16: True",
    "1e-8 in bf16: True",
    "70000 in fp16: inf",
    "257 in fp16: 257.0",
    "257 in bf16: 256.0",
]
DIRECTIONS = "output: [(5, 2, 16)]\nforward: [True]\nbackward: [False]"


def test_names_that_are_in_common_use_belong_to_what_they_name() -> None:
    assert credits("\n".join(RIGHT_HALVES), HALVES) == [1] * 6
    swapped = [*RIGHT_HALVES[:4], "257 in bf16: 257.0", "257 in fp16: 256.0"]
    assert credits("\n".join(swapped), HALVES) == [1, 1, 1, 1, 0, 0]
    swapped = ["1e-8 in bf16: False", RIGHT_HALVES[1], "1e-8 in fp16: True", *RIGHT_HALVES[3:]]
    assert credits("\n".join(swapped), HALVES) == [0, 1, 0, 1, 1, 1]
    short = "fp16: False\nfp16: True\nbf16: True\nfp16: inf\nbf16: 257.0\nfp16: 256.0"
    assert credits(short, HALVES)[4:] == [0, 0]
    assert credits("(5, 2, 16)\nfwd: True\nbwd: False", DIRECTIONS) == [1, 1, 1]
    assert credits("(5, 2, 16)\nbwd: True\nfwd: False", DIRECTIONS) == [1, 0, 0]


SKIPS = "without skip: [False]\nwith skip: [True]"
PLAIN = "x: [torch.float32]\ny: [torch.float64]\nsame: [True]"


@pytest.mark.parametrize(
    ("said", "text", "expected"),
    [
        ("without: no\nwith: yes", SKIPS, [1, 1]),
        ("with skip: False\nwithout skip: True", SKIPS, [0, 0]),
        ("with: no\nwithout: yes", SKIPS, [0, 0]),
        ("fp32\nfp64\nTrue", PLAIN, [1, 1, 1]),
        ("fp64\nfp32\nTrue", PLAIN, [0, 0, 1]),
        ("1st conv: 160\n2nd conv: 4640\npooling: 0\nbatch norm: 64", LAYERS, [1, 1, 1, 1]),
        ("2nd conv: 160\n1st conv: 4640\npooling: 0\nbatch norm: 64", LAYERS, [0, 0, 1, 1]),
        ("1st: 27\n2nd: 18", "first: [27.0]\nsecond: [18.0]", [1, 1]),
        ("2nd: 27\n1st: 18", "first: [27.0]\nsecond: [18.0]", [0, 0]),
    ],
)
def test_words_of_another_spelling_and_opposites(said: str, text: str, expected: list[int]) -> None:
    assert credits(said, text) == expected


def test_labels_that_are_told_of_another_line_are_wrong() -> None:
    said = "after loss: loss below 1: False\nstart: loss below 1: True\nlast: loss below 1: True"
    assert credits(said, STARTS) == [0, 0, 1]


SCORES = "<calm>: accuracy [0.50], loss about [1]"
MODES = "<train>, grad <on>: same=[False]\n<train>, grad <off>: same=[True]"
MASK = "causal=<True>, changed: [[[4, 5]]]\ncausal=<False>, changed: [[[0, 1]]]"


@pytest.mark.parametrize(
    ("said", "text", "expected"),
    [
        ("0.5 accuracy, 1 loss", SCORES, [1]),
        ("50% accuracy, loss 1", SCORES, [1]),
        ("loss 1, accuracy 50%", SCORES, [1]),
        ("calm: loss 1, accuracy 50%", SCORES, [1]),
        ("0.5 loss, 1 accuracy", SCORES, [0]),
        ("loss 0.5, accuracy 1", SCORES, [0]),
        ("2 gradient, 1 node", "x=<1>: nodes=[1] gradient=[2]", [1]),
        ("1 gradient, 2 nodes", "x=<1>: nodes=[1] gradient=[2]", [0]),
        ("0.75 recall, 0.5 precision", "precision [0.5], recall [0.75]", [1]),
        ("0.5 precision, 0.75 recall", "precision: [0.5]\nrecall: [0.75]", [1, 1]),
        ("recall 0.75\nprecision 0.5", "precision: [0.5]\nrecall: [0.75]", [0, 0]),
        ("0.75 precision, 0.5 recall", "precision: [0.5]\nrecall: [0.75]", [0, 0]),
        ("2nd: 18, 1st: 27", "first: [27.0], second: [18.0]", [1]),
        ("4 MB, 2 numbers", "<a.pt>: [2] numbers, [4] MB", [1]),
        ("4 numbers, 2 MB", "<a.pt>: [2] numbers, [4] MB", [0]),
        ("a 1, a 2", "a: [1]\nb: [2]", [1, 0]),
    ],
)
def test_values_are_told_by_their_names_in_any_order(
    said: str, text: str, expected: list[int]
) -> None:
    """Of a line; the order of lines is part of what is asked."""
    assert credits(said, text) == expected


@pytest.mark.parametrize(
    ("said", "text", "expected"),
    [
        ("train, grad: False\ntrain, no grad: True", MODES, [1, 1]),
        ("train, no_grad: False\ntrain, grad: True", MODES, [0, 0]),
        ("grad off: False\ngrad on: True", MODES, [0, 0]),
        ("causal: 4, 5\nnot causal: 0, 1", MASK, [1, 1]),
        ("not causal: 4, 5\ncausal: 0, 1", MASK, [0, 0]),
        ("causal=True: 4, 5\ncausal=False: 0, 1", MASK, [1, 1]),
    ],
)
def test_a_label_may_say_the_opposite(said: str, text: str, expected: list[int]) -> None:
    assert credits(said, text) == expected


@pytest.mark.parametrize(
    ("said", "text", "expected"),
    [
        ("(2, 2) int64 cpu", FACTS, [1]),
        ("device cpu, dtype int64, shape (2, 2)", FACTS, [1]),
        ("shape (2, 2), device cpu, int32", FACTS, [0.67]),
        ("3 int", "[int] [3]", [1]),
    ],
)
def test_values_of_different_kinds_need_no_order(
    said: str, text: str, expected: list[float]
) -> None:
    assert credits(said, text) == expected


@pytest.mark.parametrize(
    ("name", "right"), [("out [-1]", 1), ("output[-1].shape", 1), ("[-1]", 1), ("out [0]", 0)]
)
def test_an_item_may_be_named_shortly(name: str, right: int) -> None:
    lines = labelled(("output: ", "(5, 20)"), ("output[-1]: ", "(3, 20)"))
    grades = grade_lines(f"(5, 20)\n{name}: (3, 20)", lines)
    assert [grade.right for grade in grades] == [True, bool(right)]


def test_values_of_one_kind_in_another_order_are_told_so() -> None:
    [grade] = grade_lines("12 2", printed("x=<2>: nodes=[2] gradient=[12]"))
    assert grade.credit < 1
    assert grade.remark == "the right values in another order"


def test_what_is_given_is_no_value() -> None:
    assert credits("x=1: gradient 2", "x=<1>: nodes=[1] gradient=[2]") == [0.5]


def labelled(*lines: tuple[str, str]) -> list[PrintedLine]:
    """Lines with a label, which may have brackets, and a value."""
    return [(Piece("label", label), Piece("value", value)) for label, value in lines]


INDEXED = labelled(("output: ", "(5, 3, 20)"), ("h_n: ", "(2, 3, 20)"), ("output[-1]: ", "(3, 20)"))
ENDS = labelled(
    ("output[-1] has forward_final: ", "True"),
    ("output[-1] has backward_final: ", "False"),
    ("output[0] has backward_final: ", "True"),
)


@pytest.mark.parametrize(
    ("said", "lines", "expected"),
    [
        ("output: (5, 3, 20)\nh_n: (2, 3, 20)\nout[-1]: (3, 20)", INDEXED, [1, 1, 1]),
        ("out (5, 3, 20)\nh_n (2, 3, 20)\nOut[-1] = (3, 20)", INDEXED, [1, 1, 1]),
        ("output: (5, 3, 20)\nh_n: (2, 3, 20)\nout: (3, 20)", INDEXED, [1, 1, 1]),
        ("output: (5, 3, 20)\nh_n: (2, 3, 20)\nout[0]: (3, 20)", INDEXED, [1, 1, 0]),
        ("output: (5, 3, 20)\nh_n: (2, 3, 20)\nouter[-1]: (3, 20)", INDEXED, [1, 1, 0]),
        ("out[-1]: (5, 3, 20)\nh_n: (2, 3, 20)\nout[-1]: (3, 20)", INDEXED, [0, 1, 1]),
        (
            "out[-1] has forward_final: True\nout[-1] has backward_final: False\n"
            "out[0] has backward_final: True",
            ENDS,
            [1, 1, 1],
        ),
        (
            "out[0] has forward_final: True\nout[-1] has backward_final: False\n"
            "out[0] has backward_final: True",
            ENDS,
            [0, 1, 1],
        ),
        (
            "out[-1] has forward_final: True\nout[0] has backward_final: False\n"
            "out[-1] has backward_final: True",
            ENDS,
            [1, 0, 0],
        ),
    ],
)
def test_a_label_cut_short_keeps_its_index(
    said: str, lines: list[PrintedLine], expected: list[float]
) -> None:
    assert [grade.credit for grade in grade_lines(said, lines)] == expected
