"""A short answer: type a word, a number or a shape."""

from random import Random
from typing import Annotated

from msgspec import Meta

from quizapp.core.cards.card import Asked, Base, Effort, Template, wrong_response
from quizapp.core.grading.grade import Evidence, Judged, Response, Typed
from quizapp.core.grading.values import compare, nearly

_SCRIPT = """\
import torch

column, row = torch.ones(2, 1), torch.ones(3)
print("shape of the sum:", tuple((column + row).shape))
"""


class Short(Base, tag="short", kw_only=True, frozen=True, omit_defaults=True):
    """Type a word, a number or a shape."""

    accept: Annotated[list[str | int | float], Meta(min_length=1)]
    tolerance: Annotated[float, Meta(ge=0)] | None = None

    effort = Effort(minutes=1.0, share=0.06, phase=0, ease=1)
    template = Template(
        {"": _SCRIPT}, {"accept": ["(2, 3)"], "output": "shape of the sum: (2, 3)\n"}
    )

    def right_answer(self) -> list[str]:
        return [str(self.accept[0])]

    def spellings(self) -> list[str]:
        return [str(form) for form in self.accept[1:]]

    def asked(self, luck: Random) -> Asked:
        return Asked([], "Answer in a word, a number or a shape.")

    def read(self, text: str, asked: Asked) -> Typed:
        return Typed(text)

    def judge(self, response: Response, evidence: Evidence) -> Judged:
        if not isinstance(response, Typed):
            raise wrong_response(self, response)
        said = response.text.strip()
        wanted = str(self.accept[0])
        if not said:
            return Judged(0.0, f"The answer is {wanted}.")
        found = [compare(said, str(form), self.tolerance) for form in self.accept]
        best = max(found, key=lambda match: match.credit)
        if best.right:
            return Judged(1.0, "Right.")
        if any(nearly(said, str(form)) for form in self.accept):
            return Judged(0.7, f"Nearly: it is spelled {wanted}.")
        remark = best.remark or found[0].remark
        said_so = f"{remark[:1].upper()}{remark[1:]}: it is {wanted}." if remark else ""
        return Judged(best.credit, said_so or f"No: it is {wanted}.")
