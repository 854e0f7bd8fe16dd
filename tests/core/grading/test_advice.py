"""What a wrong answer tells, and of whose code it is told."""

import pytest

from quizapp.core.grading.advice import explanation, names, terms, terms_problem

WRONG = """\
\'\'\'squeeze() drops the batch.

# needs: this is text
\'\'\'
# needs: squeeze | view, no_grad
# lacks: zero_grad
# one that says nothing of the kind

x.squeeze(no_grad)
# needs: more
"""


def test_explanations_are_read_without_running() -> None:
    assert explanation('"""You forgot b."""\n') == "You forgot b."
    assert explanation("x = 1") == ""
    assert explanation("def broken(:") == ""


@pytest.mark.parametrize(
    "answer",
    [
        "x.squeeze()\nwith torch.no_grad(): pass",
        "from torch import view, no_grad",
        "import torch.view\nf(no_grad=1)",
        "def view(no_grad): pass",
    ],
)
def test_it_is_told_of_code_that_uses_all_that_it_needs(answer: str) -> None:
    assert terms(WRONG).hold(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "x.squeeze()",
        "no_grad()",
        "no_grad()  # view",
        "no_grad('squeeze')",
        "squeeze(no_grad).zero_grad()",
        "def broken(squeeze, no_grad:",
        "def f(x: squeeze, *, y: no_grad) -> view: z: T[view] = no_grad",
        "class A:\n    view: no_grad\n    async def f(self, x: view = 1) -> no_grad: pass",
        "",
    ],
)
def test_and_of_no_other(answer: str) -> None:
    assert not terms(WRONG).hold(answer)


def test_without_terms_it_is_told_of_any_code() -> None:
    assert terms('"""That squares x."""\nx = 1\n').hold("y = 2")


def test_names_are_those_of_the_code_alone() -> None:
    source = "import a.b as c\nfrom d import e\n@f\ndef g(h, *, i=1):\n    j.k(l=m)  # n\n    'o'\n"
    assert names(source) == set("abdefghijklm")


def test_names_in_annotations_alone_are_none() -> None:
    source = "def f(x: a.B, *y: C, z: D = e) -> F:\n    g: H = i\n    j: K\n"
    assert names(source) == set("fxyzegij")


def test_a_long_sum_has_names_too() -> None:
    assert names(" + ".join(["x"] * 2000)) == {"x"}


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (
            "# need: x",
            "'# need:' below the docstring means nothing; write '# needs:' or '# lacks:'",
        ),
        ("# needs: x.data", "'# needs:' lists names, as in '# needs: detach, clone'; got 'x.data'"),
        ("# needs: x,", "'# needs:' lists names, as in '# needs: detach, clone'; got ''"),
        ("# needs: z | y", "'# needs: y | z', but it uses no such name itself"),
        ("# lacks: y, x", "'# lacks: x', but it uses that itself"),
        ("# needs: x | y\n# lacks: z", ""),
        ("# x is squared", ""),
    ],
)
def test_terms_that_make_no_sense_are_told_in_one_line(header: str, said: str) -> None:
    assert terms_problem(f'"""That squares x."""\n{header}\n\nx = x * x\n') == said


STARTER = "import torch\n\n\ndef f(x: torch.Tensor) -> int:\n    return torch.zeros(1)\n"


def test_a_name_that_every_answer_begins_with_is_refused() -> None:
    wrong = '"""That squares x."""\n# needs: ones | zeros\n\ny = torch.zeros(1)\n'
    assert terms_problem(wrong, STARTER) == (
        "'# needs: ones | zeros' says nothing: answers begin with a starter that uses zeros"
    )


def test_one_that_stands_only_in_its_annotations_is_not() -> None:
    wrong = '"""That squares x."""\n# needs: Tensor\n\ny = torch.Tensor(1)\n'
    assert terms_problem(wrong, STARTER) == ""
