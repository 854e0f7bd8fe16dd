"""A choice: pick the right option, or all the right ones."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Annotated

import msgspec
from msgspec import Meta

from quizapp.core.cards.card import (
    Asked,
    Base,
    Effort,
    Offer,
    Place,
    Template,
    Text,
    wrong_response,
)
from quizapp.core.cards.kinds.reading import numbers
from quizapp.core.cards.kinds.samples import SQUARES, SQUARES_OUTPUT
from quizapp.core.grading.grade import Evidence, Judged, Response

_BY_PLACE = re.compile(
    r"\b(?i:(?:all|none|both|neither) of (?:the|these) (?:above|below))\b"
    r"|\b[Oo]ptions? (?:[A-D]|[1-9])\b"
)


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One option of a choice; `why` answers whoever picked it."""

    text: Text
    why: Text
    correct: bool = False


class Picked(Response, frozen=True):
    """Which options (0-based, in the bank's order)."""

    options: frozenset[int]


class Choice(Base, tag="choice", kw_only=True, frozen=True, omit_defaults=True):
    """Pick the right option, or all the right ones."""

    options: Annotated[list[Option], Meta(min_length=2, max_length=9)]

    effort = Effort(minutes=1.0, share=0.08, phase=0, ease=0)
    template = Template(
        {"": SQUARES},
        {
            "options": [
                {
                    "text": "A misconception that people really have",
                    "why": "Why it is wrong, and what is true instead.",
                },
                {"text": "The right option", "correct": True, "why": "Why it is right."},
                {
                    "text": "Another misconception",
                    "why": "Every wrong option is answered with its own why.",
                },
            ],
            "output": SQUARES_OUTPUT,
        },
    )

    @property
    def several(self) -> bool:
        return sum(option.correct for option in self.options) > 1

    def problems(self) -> Iterator[tuple[Place, str]]:
        right = sum(option.correct for option in self.options)
        if right == 0:
            yield ("options",), "no option is right; mark at least one with 'correct: true'"
        if right == len(self.options):
            yield ("options",), "every option is right; at least one must be wrong"
        texts = [option.text.strip() for option in self.options]
        if len(set(texts)) < len(texts):
            yield ("options",), "two options have the same text; tell them apart"

    def file_problems(self, files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for option in self.options:
            found = _BY_PLACE.search(f"{option.text}\n{option.why}")
            if found is not None:
                yield "options", f"{found[0]!r} names a place, but options are shuffled; say which"
                return

    def offers(self) -> Sequence[Offer]:
        return [Offer(one.text.strip(), one.correct, one.why.strip()) for one in self.options]

    def named(self, chosen: Iterable[int]) -> str:
        """In the bank's order, however they were shuffled."""
        return super().named(sorted(chosen))

    def right_answer(self) -> list[str]:
        return [option.text.strip() for option in self.options if option.correct]

    def shuffled(self, luck: Random) -> tuple[int, ...]:
        """The options' numbers in a new order; true and false keep theirs."""
        order = list(range(len(self.options)))
        if {option.text.strip().casefold() for option in self.options} != {"true", "false"}:
            luck.shuffle(order)
        return tuple(order)

    def asked(self, luck: Random) -> Asked:
        order = self.shuffled(luck)
        lines = [f"  {at}. {self.options[one].text.strip()}" for at, one in enumerate(order, 1)]
        what = "the numbers of all right ones" if self.several else "a number"
        return Asked(lines, f"Answer with {what}.", order=order)

    def read(self, text: str, asked: Asked) -> Picked:
        chosen = numbers(text, len(asked.order))
        return Picked(frozenset(asked.order[number - 1] for number in chosen))

    def judge(self, response: Response, evidence: Evidence) -> Judged:
        if not isinstance(response, Picked):
            raise wrong_response(self, response)
        right = {at for at, option in enumerate(self.options) if option.correct}
        hits, misses = len(right & response.options), len(response.options - right)
        score = max(0.0, (hits - misses) / len(right))
        if not self.several:
            return Judged(score, "Right." if score == 1 else "Not that one.")
        if score == 1:
            return Judged(score, f"All {len(right)} right.")
        missed = len(right) - hits
        parts = [f"{hits} of {len(right)} right ones found"]
        if misses:
            parts.append(f"{misses} picked that is wrong" if misses == 1 else f"{misses} wrong")
        if missed:
            parts.append(f"{missed} missed")
        return Judged(score, ", ".join(parts) + ".")
