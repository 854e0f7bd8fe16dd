"""A bug hunt: real broken code and its symptom; find the faulty line."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Annotated

from msgspec import Meta

from quizapp.core.cards.card import (
    Asked,
    Base,
    Claim,
    Effort,
    Line,
    Place,
    Template,
    wrong_response,
)
from quizapp.core.cards.kinds.reading import numbers
from quizapp.core.grading.bug_lines import faulty_lines
from quizapp.core.grading.grade import Evidence, Judged, Response

BUGGY, FIXED = "buggy.py", "fixed.py"
_SCRIPT = """\
import torch

w = torch.tensor(1.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
for step in (1, 2):
    optimizer.zero_grad
    (3 * w).backward()
    optimizer.step()
    print(f"gradient in step {step}: {w.grad.item()}")
"""


class Pointed(Response, frozen=True):
    """The line (1-based) that the learner takes for faulty; 0 for none."""

    line: int


class Bug(Base, tag="bug", kw_only=True, frozen=True, omit_defaults=True):
    """Find the faulty line of `buggy.py`; `symptom` is what that prints, `output` what
    `fixed.py` prints."""

    symptom: Annotated[str, Meta(description="what buggy.py prints")]
    raises: Annotated[
        Line | None, Meta(description="the last line of buggy.py's traceback, if it ends in one")
    ] = None

    needs = (BUGGY, FIXED)
    runs = BUGGY
    solves = FIXED
    code_is_asked = True
    runs_first = True
    effort = Effort(minutes=3.0, share=0.16, phase=1, ease=5)
    template = Template(
        {
            BUGGY: _SCRIPT,
            FIXED: _SCRIPT.replace("optimizer.zero_grad\n", "optimizer.zero_grad()\n"),
        },
        {
            "hints": ["Which line should have emptied the gradient?"],
            "symptom": "gradient in step 1: 3.0\ngradient in step 2: 6.0\n",
            "output": "gradient in step 1: 3.0\ngradient in step 2: 3.0\n",
        },
    )

    def problems(self) -> Iterator[tuple[Place, str]]:
        if self.output is None and self.device == "any":
            yield (), f"missing key 'output': what {FIXED} prints"

    def file_problems(self, files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        if not faulty_lines(files[BUGGY], files[FIXED]):
            yield "snippet", f"{BUGGY} and {FIXED} have no line that differs"

    def asked(self, luck: Random) -> Asked:
        return Asked([], "Which line is at fault? Answer with its number.")

    def read(self, text: str, asked: Asked) -> Pointed:
        return Pointed(next(iter(numbers(text)), 0))

    def judge(self, response: Response, evidence: Evidence) -> Judged:
        if not isinstance(response, Pointed):
            raise wrong_response(self, response)
        faulty = faulty_lines(evidence.files[BUGGY], evidence.files[FIXED])
        if response.line in faulty:
            return Judged(1.0, f"Right, line {response.line}.")
        where = " and ".join(str(line) for line in sorted(faulty))
        lines = "lines" if len(faulty) > 1 else "line"
        if not response.line:
            return Judged(0.0, f"It is {lines} {where}.")
        return Judged(0.0, f"Not line {response.line}; look at {lines} {where}.")

    def claims(self) -> dict[str, Claim]:
        return {
            BUGGY: Claim("symptom", self.symptom, self.raises, mended_by=FIXED),
            FIXED: Claim("output", self.output),
        }
