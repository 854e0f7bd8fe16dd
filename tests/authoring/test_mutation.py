"""Mutants: each has one thing changed, and is named by it."""

import ast

import pytest

from quizapp.authoring.mutation import mutants


def made(body: str) -> dict[str, str]:
    """The mutants of a function's body, by name, without the `def`."""
    source = "def f(x, y=2):\n" + "".join(f"    {line}\n" for line in body.splitlines())
    return {
        one.name: "\n".join(line.strip() for line in one.source.splitlines()[1:])
        for one in mutants(source)
    }


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        ("return x + y", "return x - y"),
        ("return x @ y", "return x * y"),
        ("return x < y", "return x <= y"),
        ("return x == y", "return x != y"),
        ("return x and y", "return x or y"),
        ("return not x", "return x"),
        ("return -x", "return x"),
        ("return x.sum(dim=-1)", "return x.sum(dim=1)"),
        ("return x.sum(dim=-2)", "return x.sum(dim=0)"),
        ("return x.sum(dim=1)", "return x.sum(dim=0)"),
        ("return x.sum(dim=1)", "return x.sum()"),
        ("return x.sum(1, keepdim=True)", "return x.sum(1)"),
        ("return x.sum(1, keepdim=True)", "return x.sum(1, keepdim=False)"),
        ("return x.permute(0, 2, 1)", "return x.permute(2, 0, 1)"),
        ("return x.detach().clone()", "return x.clone()"),
        ("return x.detach().clone()", "return x.detach()"),
        ("return copy.deepcopy(x)", "return x"),
        ("return list(x)", "return x"),
        ("return x.to(torch.float32)", "return x.to(torch.float64)"),
        ("return x.float()", "return x.double()"),
        ("return x.max()", "return x.min()"),
        ("return F.mse_loss(x, y, reduction='mean')", "return F.mse_loss(x, y, reduction='sum')"),
        ("return F.mse_loss(x, y)", "return F.mse_loss(y, x)"),
        ("return x[1:]", "return x[:]"),
        ("return x[1:]", "return x[2:]"),
        ("return x * 0.5", "return x * 1.0"),
        ("return x if y else 0", "return x"),
        ("return [a for a in x if a]", "return [a for a in x]"),
        ("model.eval()", "model.train()"),
        ("model.eval()", "pass"),
        ("x += 1", "pass"),
        ("if x:\n    y = 1", "if False:\ny = 1"),
        ("if x:\n    y = 1", "if True:\ny = 1"),
        ("while x:\n    x = y", "while False:\nx = y"),
        ("with torch.no_grad():\n    y = x", "y = x"),
        ("for a in x:\n    break", "for a in x:\ncontinue"),
    ],
)
def test_what_people_get_wrong_is_among_them(statement: str, wrong: str) -> None:
    assert wrong in made(statement).values()


def test_each_is_another_text_that_python_reads_and_its_name_says_what_changed() -> None:
    source = (
        '"""Doc."""\nimport torch\n\n\ndef f(x):\n    """Doc."""\n    return x.sum(dim=1) / 2\n'
    )
    found = mutants(source)
    texts = {one.source for one in found}
    assert len(texts) == len(found) == len({one.name for one in found})
    assert ast.unparse(ast.parse(source)) not in texts
    for one in found:
        ast.parse(one.source)
    assert "return x.sum(dim=1) / 2 -> return x.sum(dim=1) * 2" in {one.name for one in found}


def test_defaults_and_decorators_are_mutated() -> None:
    source = "@torch.no_grad()\ndef f(x, y=2):\n    return x\n"
    texts = [one.source for one in mutants(source)]
    assert any("y=3" in text for text in texts)
    assert any("no_grad" not in text and "y=2" in text for text in texts)


def test_imports_docstrings_annotations_texts_and_demonstrations_are_left_alone() -> None:
    source = (
        "import torch\n\n\ndef f(x: 'int' = None) -> 'list[1]':\n"
        '    "Doc 1."\n    import math\n    raise ValueError(f"got {x + 1}")\n\n\nprint(f(1 + 1))\n'
    )
    assert {one.name for one in mutants(source)} == {
        "raise ValueError(f'got {x + 1}') -> nothing",
    }


def test_long_statements_have_names_that_differ() -> None:
    body = ", ".join(f"layer({n}, {n + 1}, kernel_size={n})" for n in range(2, 12))
    found = mutants(f"def f():\n    return Sequential({body})\n")
    assert len({one.name for one in found}) == len(found) > 60
    assert max(len(one.name) for one in found) < 300


def test_arguments_that_may_be_swapped_are_not() -> None:
    assert "return x.transpose(1, 0)" not in made("return x.transpose(0, 1)").values()
