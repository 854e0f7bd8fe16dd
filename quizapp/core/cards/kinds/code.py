"""An exercise: write or repair code until hidden checks pass."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from random import Random
from typing import Annotated

import msgspec
from msgspec import Meta

from quizapp.core.cards.card import (
    Asked,
    Base,
    Claim,
    Effort,
    Line,
    Template,
    wrong_response,
)
from quizapp.core.cards.kinds.mistakes import mistold, unexplained, wrong_answers
from quizapp.core.grading.grade import Evidence, Judged, Response

STARTER, SOLUTION, CHECKS = "starter.py", "solution.py", "checks.py"
_RIGHT = "right_"
_LEAST_WRONG = 2


class Submitted(Response, frozen=True):
    """The code as it was handed in; empty for giving up."""

    source: str


class Equivalent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mutant of the solution that is as right as the solution."""

    mutant: Line
    why: Line


class Code(Base, tag="code", kw_only=True, frozen=True, omit_defaults=True):
    """Write or repair `starter.py` until every check of `checks.py` passes."""

    equivalent: Annotated[
        list[Equivalent],
        Meta(description="mutants of solution.py that may pass every check, and why"),
    ] = msgspec.field(default_factory=list)

    needs = (STARTER, SOLUTION, CHECKS)
    runs = STARTER
    solves = SOLUTION
    code_is_asked = True
    judged_by = "checks"
    effort = Effort(minutes=7.0, share=0.08, phase=2, ease=6)
    template = Template(
        {
            STARTER: '''\
def trainable(model):
    """Return how many numbers an optimizer may change in `model`."""
    return 0  # write this
''',
            SOLUTION: '''\
def trainable(model):
    """Return how many numbers an optimizer may change in `model`."""
    return sum(p.numel() for p in model.parameters() if p.requires_grad)
''',
            "wrong_counts_frozen.py": '''\
"""A frozen parameter is still in parameters(). Count only those with requires_grad."""


def trainable(model):
    return sum(p.numel() for p in model.parameters())
''',
            "wrong_counts_tensors.py": '''\
"""This counts tensors. A weight of shape (3, 4) is one tensor, but twelve numbers."""


def trainable(model):
    return sum(1 for p in model.parameters() if p.requires_grad)
''',
            CHECKS: '''\
from torch import nn


def check_every_number_counts(answer):
    """A Linear(4, 3) has 4 * 3 weights and 3 biases."""
    found = answer.trainable(nn.Linear(4, 3))
    assert found == 15, f"expected 15 for Linear(4, 3), got {found}"


def check_frozen_ones_do_not(answer):
    """A frozen weight does not count."""
    model = nn.Linear(4, 3)
    model.weight.requires_grad_(False)
    found = answer.trainable(model)
    assert found == 3, f"expected 3 with a frozen weight, got {found}"
''',
        },
        {"hints": ["Which attribute of a parameter says whether it is trained?"]},
    )

    def file_problems(self, files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        if self.output is not None:
            yield "output", "a code card has no use for 'output'; its checks judge; remove it"
        wrong = wrong_answers(files)
        if len(wrong) < _LEAST_WRONG:
            yield "snippet", f"needs at least two wrong_*.py, it has {len(wrong)}"
        yield from unexplained(files, "what to tell a learner who made this mistake")
        yield from mistold(files, files.get(STARTER, ""))
        for node in ast.parse(files.get(CHECKS, "")).body:
            if not isinstance(node, ast.FunctionDef) or not node.name.startswith("check_"):
                continue
            if not ast.get_docstring(node):
                said = "has no docstring; its first line tells the learner what is checked"
                yield "snippet", f"{CHECKS}: {node.name} {said}"

    def mistakes(self, files: Mapping[str, str]) -> Mapping[str, str]:
        return wrong_answers(files)

    def solutions(self, files: Mapping[str, str]) -> Mapping[str, str]:
        return {
            name: text
            for name, text in sorted(files.items())
            if name == SOLUTION or name.startswith(_RIGHT)
        }

    def asked(self, luck: Random) -> Asked:
        return Asked([], "Write the whole file; a line with a single . ends it.", ends=".")

    def read(self, text: str, asked: Asked) -> Submitted:
        return Submitted(text if text.strip() else "")

    def judge(self, response: Response, evidence: Evidence) -> Judged:
        if not isinstance(response, Submitted):
            raise wrong_response(self, response)
        verdict = evidence.verdict
        if verdict is None or not verdict.results:
            said = "Not solved." if verdict is None else "Your code stopped before the first check."
            return Judged(0.0, said)
        if verdict.passed:
            count = len(verdict.results)
            return Judged(1.0, "The check passes." if count == 1 else f"All {count} checks pass.")
        passed = sum(result.passed for result in verdict.results)
        first = next(
            (one.message for one in verdict.results if not one.passed), "the checks did not finish"
        )
        score = min(passed / len(verdict.results), 0.99)
        return Judged(score, f"{passed} of {len(verdict.results)} checks pass; {first}")

    def claims(self, names: Iterable[str] = ()) -> dict[str, Claim]:
        return {}
