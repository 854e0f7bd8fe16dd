"""An order: put the steps into the one that is right."""

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Annotated

from msgspec import Meta

from quizapp.core.cards.card import (
    Asked,
    Base,
    Effort,
    Line,
    Offer,
    Place,
    Template,
    wrong_response,
)
from quizapp.core.cards.kinds.reading import numbers
from quizapp.core.grading.grade import Evidence, Judged, Response

_NUMBERED = re.compile(r"\(?(?:step\s+)?\d{1,2}[.):]\s", re.IGNORECASE)
_SCRIPT = """\
import torch

model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

optimizer.zero_grad()
print("gradient after zero_grad:", model.weight.grad)
loss = model(torch.ones(4, 2)).mean()
print("loss has a graph:", loss.grad_fn is not None)
loss.backward()
print("gradient after backward:", model.weight.grad.tolist())
before = model.weight.detach().clone()
optimizer.step()
print("weights changed by step:", not torch.equal(before, model.weight))
"""
_OUTPUT = """\
gradient after zero_grad: None
loss has a graph: True
gradient after backward: [[1.0, 1.0]]
weights changed by step: True
"""


class Arranged(Response, frozen=True):
    """The steps (0-based, in the bank's order) as the learner put them; none for no answer."""

    steps: tuple[int, ...]


class Order(Base, tag="order", kw_only=True, frozen=True, omit_defaults=True):
    """Put the steps into their order; the bank lists them in the right one."""

    steps: Annotated[list[Line], Meta(min_length=3, max_length=9)]

    effort = Effort(minutes=1.5, share=0.06, phase=1, ease=3)
    template = Template(
        {"": _SCRIPT},
        {
            "steps": [
                "clear the old gradients",
                "run the forward pass and compute the loss",
                "call backward() on the loss",
                "call step() on the optimizer",
            ],
            "output": _OUTPUT,
        },
    )

    def problems(self) -> Iterator[tuple[Place, str]]:
        if len(set(self.steps)) < len(self.steps):
            yield ("steps",), "two steps are the same; make each one tell"

    def file_problems(self, files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        if all(map(_NUMBERED.match, self.steps)):
            yield "steps", "the steps' numbers give their order away; remove them"

    def offers(self) -> Sequence[Offer]:
        return [Offer(step) for step in self.steps]

    def right_answer(self) -> list[str]:
        return [f"{number}. {step}" for number, step in enumerate(self.steps, 1)]

    def shuffled(self, luck: Random) -> tuple[int, ...]:
        """The steps' numbers in an order that is not the right one."""
        order = list(range(len(self.steps)))
        luck.shuffle(order)
        if order == sorted(order):
            order.append(order.pop(0))
        return tuple(order)

    def asked(self, luck: Random) -> Asked:
        order = self.shuffled(luck)
        lines = [f"  {at}. {self.steps[step]}" for at, step in enumerate(order, 1)]
        return Asked(lines, "Answer with the numbers in the right order.", order=order)

    def read(self, text: str, asked: Asked) -> Arranged:
        chosen = numbers(text, len(asked.order))
        if len(chosen) != len(asked.order):
            return Arranged(())
        return Arranged(tuple(asked.order[number - 1] for number in chosen))

    def judge(self, response: Response, evidence: Evidence) -> Judged:
        if not isinstance(response, Arranged):
            raise wrong_response(self, response)
        steps = response.steps
        if not steps:
            return Judged(0.0, "An order names every step once.")
        if sorted(steps) != list(range(len(self.steps))):
            raise TypeError("an arrangement holds every step once")
        wrong = next((at for at, step in enumerate(steps) if at != step), None)
        if wrong is None:
            return Judged(1.0, "Right, every step in its place.")
        pairs = [(i, j) for i in range(len(steps)) for j in range(i + 1, len(steps))]
        score = sum(steps[i] < steps[j] for i, j in pairs) / len(pairs)
        said, is_ = (self.steps[at].replace("`", "") for at in (steps[wrong], wrong))
        feedback = f"First wrong place: {wrong + 1}. You put “{said}”, it is “{is_}”."
        return Judged(min(score, 0.99), feedback)
