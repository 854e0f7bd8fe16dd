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
