"""A short answer: type a word, a number or a shape."""

from random import Random
from typing import Annotated

from msgspec import Meta

from quizapp.core.cards.card import Asked, Base, Effort, Template, wrong_response
from quizapp.core.grading.grade import Evidence, Judged, Response, Typed
from quizapp.core.grading.same_answer import as_number, near, same_number, same_text

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

    def also_right(self) -> list[str]:
        return [str(form) for form in self.accept[1:]]

    def asked(self, luck: Random) -> Asked:
        return Asked([], "Answer in a word, a number or a shape.")

    def read(self, text: str, asked: Asked) -> Typed:
        return Typed(text)

    def judge(self, response: Response, evidence: Evidence) -> Judged:
        if not isinstance(response, Typed):
            raise wrong_response(self, response)
        said = response.text.strip()
        if any(_accepts(said, wanted, self.tolerance) for wanted in self.accept):
            return Judged(1.0, "Right.")
        wanted = str(self.accept[0])
        if not said:
            return Judged(0.0, f"The answer is {wanted}.")
        if any(isinstance(form, str) and near(said, form) for form in self.accept):
            return Judged(0.7, f"Nearly: it is spelled {wanted}.")
        number, goal = as_number(said), as_number(wanted)
        if number is not None and goal is not None and goal:
            if abs(number + goal) < 1e-9:
                return Judged(0.3, f"The sign is wrong: it is {wanted}.")
            if abs(number - goal) <= 0.1 * abs(goal):
                return Judged(0.3, f"Close, but it is {wanted}.")
        return Judged(0.0, f"No: it is {wanted}.")


def _accepts(said: str, wanted: str | int | float, tolerance: float | None) -> bool:
    number = wanted if not isinstance(wanted, str) else as_number(wanted)
    if number is not None and same_number(said, float(number), tolerance):
        return True
    return same_text(said, str(wanted))
