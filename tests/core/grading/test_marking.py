"""What is a value and what is a label is read in the code of a script, which runs as it was."""

import contextlib
import io

import pytest

from quizapp.core.grading.marking import marked, printed_lines, text_of, unmarked


def shown(source: str) -> list[str]:
    """What a script prints: [values], <given>, labels as they are."""
    text = marked(source)
    assert text is not None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(text, "script", "exec"), {"__name__": "__main__"})
    plain = io.StringIO()
    with contextlib.redirect_stdout(plain):
        exec(compile(source, "script", "exec"), {"__name__": "__main__"})
    without_marks = str.maketrans(dict.fromkeys("\uf8f0\uf8f1\uf8f2", ""))
    assert printed.getvalue().translate(without_marks) == plain.getvalue()
    signs = {"value": "[{}]", "given": "<{}>", "label": "{}"}
    return [
        "".join(signs[piece.kind].format(piece.text) for piece in line)
        for line in printed_lines(printed.getvalue())
    ]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("print('sum:', 1 + 2)", ["sum: [3]"]),
        ("print(f'sum: {1 + 2} of {2!r:>3}')", ["sum: [3] of [  2]"]),
        ("print(f'{1 + 2=}')", ["1 + 2=[3]"]),
        ("print('a', 1, 'b', [2, 3], sep=' | ')", ["a | [1] | b | [[2, 3]]"]),
        ("print('a', end=': ')\nprint(2)", ["a: [2]"]),
        ("print(*[1, 2], sep='\\n')", ["[1]", "[2]"]),
        ("print('fine: RuntimeError')", ["fine: [RuntimeError]"]),
        ("print('done')", ["[done]"]),
        ("print()\nprint(1)", ["[1]"]),
        ("print('[[1,', '\\n 2]]')", ["[[[1,]", "[ 2]]]"]),
        ("import sys\nprint('a', 1, file=sys.stdout)", ["[a 1]"]),
        ("def f(x):\n    print('in', x)\n    return x\nprint('out', f(1) + 1)",
         ["in [1]", "out [2]"]),
    ],
)  # fmt: skip
def test_arguments_and_fields_are_values_and_text_is_a_label(source: str, lines: list[str]) -> None:
    assert shown(source) == lines


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("for n in (1, 2):\n    print(f'x={n}: {n * n}')", ["x=<1>: [1]", "x=<2>: [4]"]),
        ("for n in range(2):\n    print(n, n + 1)", ["<0> [1]", "<1> [2]"]),
        ("for n in (1, 2):\n    print(n)", ["[1]", "[2]"]),
        ("for n in [x + 1 for x in (1, 2)]:\n    print('n', n)", ["n [2]", "n [3]"]),
        ("for k, v in {'a': 1 + 1}.items():\n    print(k, v)", ["<a> [2]"]),
        ("d = {'a': 1 + 1}\nfor k, v in d.items():\n    print(k, v)", ["<a> [2]"]),
        ("for k, (a, b) in [('x', (1, 2))]:\n    print(k, a + b)", ["<x> [3]"]),
        ("for i, n in enumerate(['p', 'q']):\n    print(i, n, n * 2)",
         ["<0> <p> [pp]", "<1> <q> [qq]"]),
        ("for a, b in zip('xy', [1, 2]):\n    print(a, b)", ["[x] [1]", "[y] [2]"]),
        ("for f in (min, max):\n    print(f.__name__, f(1, 2))", ["<min> [1]", "<max> [2]"]),
        ("class A: ...\nfor o in (A(),):\n    print(type(o).__name__, len(vars(o)))",
         ["<A> [0]"]),
        ("for v in (int('3'), float('1.5')):\n    print(type(v).__name__, v)",
         ["[int] [3]", "[float] [1.5]"]),
        ("def f(name, x):\n    print(name, x * 2)\nf('a', 1)\nf('b', 2)",
         ["<a> [2]", "<b> [4]"]),
        ("def f(name):\n    print(name, 1)\nf('a')\nf(str(2))", ["[a] [1]", "[2] [1]"]),
        ("for n in ('a',):\n    print(f'{n}: refused')", ["<a>: [refused]"]),
    ],
)  # fmt: skip
def test_what_the_code_shows_to_loop_over_is_given(source: str, lines: list[str]) -> None:
    assert shown(source) == lines


@pytest.mark.parametrize(
    "source",
    [
        "print = repr",
        "def print(x): ...",
        "def f(print): ...",
        "from a import print",
        "from a import b as print",
        "print('\uf8f0')",
        "print(",
        "\0",
    ],
)
def test_where_no_marks_can_be_set(source: str) -> None:
    assert marked(source) is None


@pytest.mark.parametrize(
    ("line", "label", "value"),
    [
        ("after 1: 6.0", "after 1: ", "6.0"),
        ("x = 3", "x = ", "3"),
        ("torch.Size([2, 3])", "", "torch.Size([2, 3])"),
        ("[a: b]", "", "[a: b]"),
        ("plain", "", "plain"),
    ],
)
def test_a_line_without_marks_has_a_value_behind_its_label(
    line: str, label: str, value: str
) -> None:
    pieces = unmarked(line)
    assert text_of(pieces) == line
    assert [piece.text for piece in pieces] == [text for text in (label, value) if text]
    assert pieces[-1].kind == "value"
