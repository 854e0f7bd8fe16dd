"""A short answer: type a word, a number or a shape."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Annotated

from msgspec import Meta

from quizapp.core.cards.card import Asked, Base, Effort, Template, wrong_response
from quizapp.core.grading.grade import Evidence, Judged, Response, Typed
from quizapp.core.grading.values import as_number, compare, nearly, places

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.\w+)+")  # torch.nn
_SCRIPT = """\
import torch

column, row = torch.ones(2, 1), torch.ones(3)
print("shape of the sum:", tuple((column + row).shape))
"""


class Short(Base, tag="short", kw_only=True, frozen=True, omit_defaults=True):
    """Type a word, a number or a shape."""

    accept: Annotated[list[str | int | float], Meta(min_length=1, max_length=500)]
    tolerance: Annotated[float, Meta(ge=0)] | None = None

    effort = Effort(minutes=1.0, share=0.06, phase=0, ease=1)
    template = Template(
        {"": _SCRIPT}, {"accept": ["(2, 3)"], "output": "shape of the sum: (2, 3)\n"}
    )

    def file_problems(self, files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for form in map(str, self.accept):
            if not re.search(r"[^\W_]", form):
                yield "accept", f"{form!r} in 'accept' has no letter and no digit"
            elif self._gives(form, self.hints, 2):
                yield "hints", f"a hint gives the answer {form!r}; lead to it"
            elif self._gives(form, [self.question], 4):
                yield "question", f"the question gives the answer {form!r} away"
        numbers = [one for one in map(as_number, map(str, self.accept)) if one is not None]
        if self.tolerance is not None and not numbers:
            yield "tolerance", "'tolerance' is between numbers, and 'accept' has none; remove it"
        elif self.tolerance and all(self.tolerance > abs(one) / 2 for one in numbers if one):
            yield (
                "tolerance",
                f"'tolerance' {self.tolerance:g} takes nearly everything for right",
            )

    def unproven(self, output: str) -> Iterator[tuple[str, str]]:
        """A number or a shape that is asked for is printed; words can be about what is."""
        wanted = [str(form) for form in self.accept]
        numeric = any(as_number(form) is not None for form in wanted)
        if not numeric and not re.search(r"\d", wanted[0]):
            return
        printed = [as_number(found) for found in re.findall(r"[-+]?\d[\d.,_]*(?:e-?\d+)?", output)]
        shown = "".join(output.split())
        for form in wanted:
            number = as_number(form)
            if number is not None and number in printed:
                return
            whole = re.escape("".join(form.split()).strip("[]()"))
            if re.search(rf"(?<![\d.]){whole}(?![\d.]*\d)", shown):
                return
        yield (
            "accept",
            f"the snippet prints none of 'accept', such as {wanted[0]!r}; let it show it",
        )

    def _gives(self, form: str, texts: Iterable[str], least: int) -> bool:
        if len(form) < least:
            return False
        word = re.compile(rf"(?<![\w.]){re.escape(form)}(?!\w|\.\d)", re.IGNORECASE)
        return any(word.search(text) for text in texts)

    def _forms(self, said: str) -> Sequence[str | int | float]:
        """What is accepted, to be set against what was said: a dotted name has to be the end of one
        of the dotted names, if there are any."""
        number = as_number(said)
        if number is not None:
            return [form for form in self.accept if not self._too_coarse(form, number)]
        name = said.strip("`.() ")
        dotted = [form for form in map(str, self.accept) if _DOTTED.fullmatch(form)]
        if not dotted or not _DOTTED.fullmatch(name):
            return self.accept
        if any(f".{form}".casefold().endswith(f".{name}".casefold()) for form in dotted):
            return self.accept
        return [form for form in self.accept if "." in str(form)]

    def _too_coarse(self, form: str | int | float, said: Decimal) -> bool:
        """Whether an accepted number is another one rounded to fewer places than were said."""
        mine = as_number(str(form))
        if mine is None or places(mine) >= places(said):
            return False
        finer = [one for one in map(as_number, map(str, self.accept)) if one is not None]
        return any(round(one, places(mine)) == mine != one for one in finer)

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
        found = [compare(said, str(form), self.tolerance) for form in self._forms(said)]
        best = max(found, key=lambda match: match.credit)
        if best.right:
            return Judged(1.0, "Right.")
        if any(nearly(said, str(form)) for form in self.accept):
            return Judged(0.7, f"Nearly: it is spelled {wanted}.")
        remark = best.remark or found[0].remark
        said_so = f"{remark[:1].upper()}{remark[1:]}: it is {wanted}." if remark else ""
        return Judged(best.credit, said_so or f"No: it is {wanted}.")
