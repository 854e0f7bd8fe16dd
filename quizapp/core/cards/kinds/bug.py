"""A bug hunt: real broken code and its symptom; find the faulty line."""

import re
from collections.abc import Iterable, Iterator, Mapping
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
from quizapp.core.cards.kinds.mistakes import unexplained, wrong_answers
from quizapp.core.cards.kinds.reading import numbers
from quizapp.core.grading.bug_lines import faulty_lines, with_edits
from quizapp.core.grading.grade import PASS, Evidence, Judged, Response
from quizapp.core.grading.same_output import first_mismatch, matches
from quizapp.core.run import Transcript

BUGGY, FIXED = "buggy.py", "fixed.py"
_EDIT = re.compile(r"\s*(?:line )?(\d{1,4})(\+?):(.*)")
_JOIN = "&&"
_POINTED = re.compile(r"\s*(\d{1,4})(?:\t(.*)|\s*)")  # and the text of the line
_SHORT, _MOST_OF_IT = 8, 0.5
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
    """The line (1-based) that the learner takes for faulty, 0 for none; `mend` is the whole script
    as they would have it, or lines of it in short (`6: code`), empty for none."""

    line: int
    mend: str = ""


class Bug(Base, tag="bug", kw_only=True, frozen=True, omit_defaults=True):
    """Find the faulty line of `buggy.py`, and mend it; `symptom` is what that prints, `output`
    what `fixed.py` prints, and every other mend."""

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
        buggy = files[BUGGY]
        for name in fixes(files):
            if not faulty_lines(buggy, files[name]):
                yield "snippet", f"{BUGGY} and {name} have no line that differs"
        yield from unexplained(files, "why it mends nothing")
        faulty, lines = faulty_lines(buggy, files[FIXED]), buggy.splitlines()
        if len(lines) >= _SHORT and len(faulty) > len(lines) * _MOST_OF_IT:
            what = f"changes {len(faulty)} of {len(lines)} lines; nobody could point at the fault"
            yield "snippet", f"{FIXED} {what}"

    def mistakes(self, files: Mapping[str, str]) -> Mapping[str, str]:
        return wrong_answers(files)

    def asked(self, luck: Random) -> Asked:
        said = "Which line is at fault? Answer with its number, or mend it: `7: new code` is run"
        return Asked([], f"{said} (`7:` takes the line out, `7+: code` adds one, `&&` joins them).")

    def read(self, text: str, asked: Asked) -> Pointed:
        first, _, rest = text.lstrip("\n").partition("\n")
        pointed = _POINTED.fullmatch(first)
        if pointed:
            return Pointed(int(pointed[1]), rest if rest.strip() else "")
        if rest.strip():
            return Pointed(0, text)
        edits = _edits(first)
        if edits:
            return Pointed(min(int(edit[1]) for edit in edits), first)
        return Pointed(next(iter(numbers(first)), 0))

    def mended(self, response: Response, files: Mapping[str, str]) -> str | None:
        if not isinstance(response, Pointed) or not response.mend.strip():
            return None
        edits = _edits(response.mend)
        if not edits:
            return response.mend
        put: dict[int, list[str]] = {}
        added: dict[int, list[str]] = {}
        for edit in edits:
            text = edit[3].removeprefix(" ").rstrip()
            if edit[2]:
                added.setdefault(int(edit[1]), []).append(text)
            else:
                put[int(edit[1])] = [text] if text else []
        return with_edits(files[BUGGY], put, added)

    def judge(self, response: Response, evidence: Evidence) -> Judged:
        if not isinstance(response, Pointed):
            raise wrong_response(self, response)
        faulty = self.faulty(evidence.files)
        pointed = response.line in faulty
        if self.mended(response, evidence.files) is not None:
            if evidence.run is None:
                raise TypeError("a mend is judged by its run")
            wrong = self._unmended(evidence.run)
            if not wrong:
                return Judged(1.0, "Mended: it prints what it should.")
            right = f" Line {response.line} is the right place, though." if pointed else ""
            return Judged(PASS if pointed else 0.0, f"Not mended: {wrong}.{right}")
        if pointed and evidence.can_run:
            return Judged(PASS, f"Line {response.line} is at fault. Not mended, though.")
        if pointed:
            return Judged(1.0, f"Right, line {response.line}.")
        *others, last = (str(line) for line in sorted(faulty))
        where = f"{', '.join(others)} or {last}" if others else last
        if not response.line:
            return Judged(0.0, f"It is line {where}.")
        return Judged(0.0, f"Not line {response.line}; look at line {where}.")

    @staticmethod
    def said(line: int, mend: str, buggy: str = "") -> str:
        """What `read` makes this response of, with the text of the line that was pointed at."""
        lines = buggy.splitlines()
        code = f"\t{lines[line - 1].strip()}" if 0 < line <= len(lines) else ""
        return f"{line}{code}\n{mend}" if mend else f"{line}{code}" if line else ""

    def kept(self, said: str, files: Mapping[str, str]) -> str:
        pointed = _POINTED.fullmatch(said.strip())
        if pointed is None or pointed[2] is not None:
            return said
        return self.said(int(pointed[1]), "", files[BUGGY])

    def still(self, draft: str, files: Mapping[str, str]) -> str:
        """The line that was pointed at may have moved: it has another number then. Where it is
        gone, or there are several like it, none is pointed at."""
        pointed = _POINTED.fullmatch(draft.lstrip("\n").partition("\n")[0])
        if pointed is None or pointed[2] is None:
            return draft
        lines = [line.strip() for line in files[BUGGY].splitlines()]
        line, code = int(pointed[1]), pointed[2].strip()
        if not (line <= len(lines) and lines[line - 1] == code):
            line = lines.index(code) + 1 if lines.count(code) == 1 else 0
        return self.said(line, self.read(draft, Asked([], "")).mend, files[BUGGY])

    def faulty(self, files: Mapping[str, str]) -> frozenset[int]:
        """Every line (1-based) at which one of the known mends works."""
        return faulty_lines(files[BUGGY], *(files[name] for name in fixes(files)))

    def _unmended(self, run: Transcript) -> str:
        """Why a run is not that of a mended script; empty if it is."""
        finished = run.finished
        if finished.raised is not None:
            return f"it ends in {finished.raised.line.rstrip('.?')}"
        if finished.outcome != "ok":
            return f"it ends with exit code {finished.exit_code}"
        if self.output is None:
            return "it still shows the symptom" if matches(self.symptom, run.stdout) else ""
        found = first_mismatch(self.output, run.stdout)
        if found is None:
            return ""
        came = repr(found.actual) if found.actual else "missing"
        return f"line {found.line} should be {found.expected!r}, and is {came}"

    def claims(self, names: Iterable[str] = ()) -> dict[str, Claim]:
        return {
            BUGGY: Claim("symptom", self.symptom, self.raises, mended_by=FIXED),
            **{name: Claim("output", self.output) for name in [FIXED, *fixes(names)]},
        }


def _edits(text: str) -> list[re.Match[str]]:
    """The lines to change that a text names; none if it is anything else."""
    found = [_EDIT.fullmatch(part) for part in text.split(_JOIN)]
    return [edit for edit in found if edit] if all(found) else []


def fixes(names: Iterable[str]) -> list[str]:
    """Those of a folder's files that are a mended script, `fixed.py` first."""
    return sorted(name for name in names if name.startswith("fixed") and name.endswith(".py"))
