"""A prediction: type what the code prints; the live run judges it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from quizapp.core.grading.grade import FULL, Evidence, Judged, LineGrade, Response, Typed
from quizapp.core.grading.marking import PrintedLine, printed_lines, text_of, unmarked
from quizapp.core.grading.prediction import MOST_LINES, grade_lines, near_misses, values_alone
from quizapp.core.printable import printable
from quizapp.core.run import Raised, Transcript

_SCRIPT = """\
import torch

w = torch.tensor(1.0, requires_grad=True)
for step in (1, 2):
    (3 * w).backward()
    print(f"w.grad after {step}: {w.grad.item()}")
"""
_HALF = 0.5  # for a base class of the exception
_EXCEPTION = re.compile(r"[A-Za-z]\w*(?:Error|Exception|Warning|Interrupt|Iteration|Exit)\b")
_LEAD = r"(?:(?:and|then|it|is|ends|in|with|raises|an?)\s+)*"
_IN_WORDS = r"[a-z]+ (?:error|exception|warning)\b"
_ON_ONE_LINE = re.compile(rf"(.*?[^\s,;])[\s,;]+({_LEAD}(?:{_EXCEPTION.pattern}|{_IN_WORDS}).*)")
_NEGATIONS = {"no", "not", "never", "without"}
_ANY_EXCEPTION = {"exception", "baseexception"}


class Predict(Base, tag="predict", kw_only=True, frozen=True, omit_defaults=True):
    """Type what the code prints; `raises` names the exception that ends it, if one does."""

    raises: Annotated[
        Line | None, Meta(description="the traceback's last line; `...` stands for anything")
    ] = None

    code_is_asked = True
    judged_by = "run"
    effort = Effort(minutes=2.0, share=0.2, phase=1, ease=4)
    template = Template(
        {"": _SCRIPT},
        {
            "hints": ["Where does the second backward() put its gradient?"],
            "output": "w.grad after 1: 3.0\nw.grad after 2: 6.0\n",
        },
    )

    @property
    def printed_lines(self) -> int:
        """How many lines there are to predict, as the bank has it."""
        said = [line for line in (self.output or "").splitlines() if line.strip()]
        return len(said) + bool(self.raises)

    def problems(self) -> Iterator[tuple[Place, str]]:
        if self.output is None and self.device == "any":
            yield (), "missing key 'output': what the snippet prints"
        if self.printed_lines > MOST_LINES:
            many = f"prints {self.printed_lines:,} lines; nobody predicts more than {MOST_LINES}"
            yield ("output",), many
        if self.output is not None and not self.output.strip() and not self.raises:
            yield ("output",), "'output' is empty, so there is nothing to predict"

    def file_problems(self, files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """A prediction is no question when its answer stands beside it."""
        comments = " ".join(re.findall(r"#\s?(.*)$", files[""], re.MULTILINE))
        for line in (self.output or "").splitlines():
            value = unmarked(line)[-1].text.strip() if line.strip() else ""
            if len(value) < 4 or not re.search(r"\d", value) or "..." in value:
                continue
            shown = re.compile(rf"(?<![\w.]){re.escape(value)}(?![\w.]*\w)")
            for key, gives, text in (
                ("question", "the question gives", self.question),
                ("question", "the snippet's comments give", comments),
                ("hints", "the hints give", " ".join(self.hints)),
            ):
                if shown.search(text):
                    yield key, f"{gives} away the output {value!r}; take it out"
                    return

    def asked(self, luck: Random) -> Asked:
        return Asked([], "What does it print? Line by line; an empty line ends it.", ends="")

    def read(self, text: str, asked: Asked) -> Typed:
        return Typed(text)

    def judge(self, response: Response, evidence: Evidence) -> Judged:
        if not isinstance(response, Typed):
            raise wrong_response(self, response)
        if evidence.run is None:
            raise TypeError("a prediction is judged by a run")
        said = [line for line in response.text.strip("\n").splitlines() if line.strip()]
        lines = _graded(said, evidence.run, evidence.marked)
        right = sum(line.right for line in lines)
        score = sum(line.credit for line in lines) / max(1, len(lines))
        if right == len(lines):
            return Judged(1.0, "Right, every line." if len(lines) > 1 else "Right.", lines)
        remarks = [line.remark for line in lines if line.remark]
        printed = sum(bool(line.printed) for line in lines)
        feedback = f"{right} of {printed} line{'s' * (printed != 1)} right"
        return Judged(score, f"{feedback}; {remarks[0]}." if remarks else f"{feedback}.", lines)

    def misjudged(self, evidence: Evidence) -> Iterator[tuple[str, str]]:
        """Also the values alone, which are right, and each of them a little off, which is wrong."""
        yield from super().misjudged(evidence)
        assert evidence.run is not None
        printed = _printed(evidence.run, evidence.marked)
        raised = evidence.run.finished.raised
        end = [] if raised is None else [raised.name]
        alone = "\n".join([*map(values_alone, printed), *end])
        judged = self.judge(Typed(alone), evidence)
        if judged.score < FULL:
            yield "output", f"its values without labels are not taken for right: {judged.feedback}"
        for at, line in enumerate(printed):
            for wrong in near_misses(line):
                lines = [wrong if n == at else text_of(one) for n, one in enumerate(printed)]
                if self.judge(Typed("\n".join([*lines, *end])), evidence).score >= FULL:
                    yield "output", f"{wrong!r} is taken for {text_of(line)!r}"

    def claims(self, names: Iterable[str] = ()) -> dict[str, Claim]:
        return {"": Claim("output", self.output, self.raises)}


def form(marked: str) -> list[PrintedLine]:
    """What is to be filled in, out of what the marked script printed."""
    return printed_lines(printable(marked))


def _printed(run: Transcript, marked: str) -> list[PrintedLine]:
    """The lines that a run printed, with their values where the marked run printed the same."""
    plain = [line.rstrip() for line in printable(run.stdout).splitlines() if line.strip()]
    lines = form(marked)
    if len(lines) != len(plain):
        return [unmarked(line) for line in plain]
    return [
        line if text_of(line) == text else unmarked(text)
        for line, text in zip(lines, plain, strict=True)
    ]


def _graded(said: Sequence[str], run: Transcript, marked: str) -> list[LineGrade]:
    """Each line said beside the line printed; the exception that ended the run is the last."""
    printed = _printed(run, marked)
    raised = run.finished.raised
    if raised is None:
        return grade_lines("\n".join(said), printed)
    found = _ON_ONE_LINE.fullmatch(said[0]) if printed and len(said) == 1 else None
    if found is not None and not _NEGATIONS.intersection(found[1].casefold().split()):
        said, names = list(found.groups()), True
    else:
        too_many = len(said) > len(printed)
        names = bool(said) and (too_many or bool(_EXCEPTION.search(said[-1])))
    *before, last = said if names else [*said, ""]
    credit, remark = _names(last, raised) if last else (0.0, "the exception is missing")
    end = LineGrade(last, printable(raised.line), credit, remark)
    return [*grade_lines("\n".join(before), printed), end]


def _names(said: str, raised: Raised) -> tuple[float, str]:
    """Does a line name the exception? Its message need not be known by heart."""
    words = set(re.findall(r"\w+", said.casefold()))
    own = raised.name.rpartition(".")[2]
    if words & _NEGATIONS:
        return 0.0, f"it ends in {own}"
    spelled = r"\s?".join(re.findall("[A-Z]+[a-z0-9]*|_?[a-z0-9]+", own))  # a runtime error
    if own.casefold() in words or re.search(rf"\b{spelled}\b", said, re.I):
        return 1.0, ""
    for base in raised.bases:
        name = base.rpartition(".")[2]
        if name.casefold() in words - _ANY_EXCEPTION:
            return _HALF, f"a {name}, yes: name the one it is, {own}"
    return 0.0, f"it ends in {own}"
