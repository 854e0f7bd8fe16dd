"""answer (and run result) -> Grade: score, feedback, suggested rating.

Each kind of card has its kind of response; what a learner did is judged by what really happened,
never by what a bank claims a run would print.
"""

import re
from collections.abc import Sequence

import msgspec

from quizapp.core.cards.card import Bug, Card, Choice, Code, Flashcard, Order, Predict, Short
from quizapp.core.grading.exercise import Verdict
from quizapp.core.grading.same_answer import (
    as_number,
    line_remark,
    near,
    same_line,
    same_number,
    same_text,
)
from quizapp.core.memory.review import Rating
from quizapp.core.run import Transcript

PASS = 0.6


class Ticked(msgspec.Struct, frozen=True):
    """Flashcard: which key points (0-based) the learner mentioned."""

    points: frozenset[int]


class Picked(msgspec.Struct, frozen=True):
    """Choice: which options (0-based, in the bank's order)."""

    options: frozenset[int]


class Arranged(msgspec.Struct, frozen=True):
    """Order: the steps (0-based, in the bank's order) as the learner put them."""

    steps: tuple[int, ...]


class Typed(msgspec.Struct, frozen=True):
    """Short and predict: what was typed."""

    text: str


class Pointed(msgspec.Struct, frozen=True):
    """Bug: the line (1-based) that the learner takes for faulty; `faulty` are those that are."""

    line: int
    faulty: frozenset[int]


class Submitted(msgspec.Struct, frozen=True):
    """Code: what the checks said."""

    verdict: Verdict


Response = Ticked | Picked | Arranged | Typed | Pointed | Submitted


class LineGrade(msgspec.Struct, frozen=True):
    """One line of a prediction beside the line that was printed."""

    said: str
    printed: str
    right: bool
    remark: str = ""


class Grade(msgspec.Struct, frozen=True):
    """`score` runs from 0 to 1; `lines` is set for predictions."""

    score: float
    feedback: str
    suggested: Rating
    lines: list[LineGrade] = []

    @property
    def right(self) -> bool:
        return self.score >= 0.999


def grade(card: Card, response: Response, run: Transcript | None = None, hints: int = 0) -> Grade:
    """Judge a response; a predict card needs the `run` of its snippet.

    Every hint taken lowers the suggested rating by one step.
    """
    match card, response:
        case Flashcard(), Ticked():
            score, feedback, lines = _ticked(card, response)
        case Choice(), Picked():
            score, feedback, lines = _picked(card, response)
        case Order(), Arranged():
            score, feedback, lines = _arranged(card, response)
        case Short(), Typed():
            score, feedback, lines = _short(card, response)
        case Predict(), Typed():
            score, feedback, lines = _predicted(card, response, run)
        case Bug(), Pointed():
            score, feedback, lines = _pointed(response)
        case Code(), Submitted():
            score, feedback, lines = _submitted(response)
        case _:
            raise TypeError(f"{type(response).__name__} is no response to a {card.kind} card")
    return Grade(score, feedback, suggest(score, hints), lines)


def suggest(score: float, hints: int = 0) -> Rating:
    """Good for a full answer, Hard for most of it, Again for less; one lower per hint."""
    full = Rating.GOOD if score >= 0.999 else Rating.HARD if score >= PASS else Rating.AGAIN
    return Rating(max(Rating.AGAIN, full - hints))


_Judged = tuple[float, str, list[LineGrade]]


def _ticked(card: Flashcard, response: Ticked) -> _Judged:
    said = len(response.points & set(range(len(card.key_points))))
    total = len(card.key_points)
    return said / total, f"{said} of {total} key points", []


def _picked(card: Choice, response: Picked) -> _Judged:
    right = {i for i, option in enumerate(card.options) if option.correct}
    hits, misses = len(right & response.options), len(response.options - right)
    score = max(0.0, (hits - misses) / len(right))
    if not card.several:
        return score, "Right." if score == 1 else "Not that one.", []
    if score == 1:
        return score, f"All {len(right)} right.", []
    missed = len(right) - hits
    parts = [f"{hits} of {len(right)} right ones found"]
    parts += [f"{misses} picked that is wrong" if misses == 1 else f"{misses} wrong"] * bool(misses)
    parts += [f"{missed} missed"] * bool(missed)
    return score, ", ".join(parts) + ".", []


def _arranged(card: Order, response: Arranged) -> _Judged:
    steps = response.steps
    if sorted(steps) != list(range(len(card.steps))):
        raise TypeError("an arrangement holds every step once")
    wrong = next((at for at, step in enumerate(steps) if at != step), None)
    if wrong is None:
        return 1.0, "Right, every step in its place.", []
    pairs = [(i, j) for i in range(len(steps)) for j in range(i + 1, len(steps))]
    score = sum(steps[i] < steps[j] for i, j in pairs) / len(pairs)
    said, is_ = card.steps[steps[wrong]], card.steps[wrong]
    return min(score, 0.99), f"First wrong place: {wrong + 1}. You put “{said}”, it is “{is_}”.", []


def _short(card: Short, response: Typed) -> _Judged:
    said = response.text.strip()
    if any(_accepts(said, wanted, card.tolerance) for wanted in card.accept):
        return 1.0, "Right.", []
    wanted = str(card.accept[0])
    if not said:
        return 0.0, f"The answer is {wanted}.", []
    if any(isinstance(form, str) and near(said, form) for form in card.accept):
        return 0.7, f"Nearly: it is spelled {wanted}.", []
    number, goal = as_number(said), as_number(wanted)
    if number is not None and goal is not None and goal:
        if abs(number + goal) < 1e-9:
            return 0.3, f"The sign is wrong: it is {wanted}.", []
        if abs(number - goal) <= 0.1 * abs(goal):
            return 0.3, f"Close, but it is {wanted}.", []
    return 0.0, f"No: it is {wanted}.", []


def _accepts(said: str, wanted: str | int | float, tolerance: float | None) -> bool:
    number = wanted if not isinstance(wanted, str) else as_number(wanted)
    if number is not None and same_number(said, float(number), tolerance):
        return True
    return same_text(said, str(wanted))


def _predicted(card: Predict, response: Typed, run: Transcript | None) -> _Judged:
    if run is None:
        raise TypeError("a prediction is graded by a run")
    printed = printed_lines(run)
    said = [line for line in response.text.strip("\n").splitlines() if line.strip()]
    lines = _line_grades(said, printed)
    right = sum(line.right for line in lines)
    partial = sum(0.5 for line in lines if not line.right and "value is right" in line.remark)
    score = (right + partial) / max(1, len(lines))
    if right == len(lines):
        return 1.0, "Right, every line." if len(lines) > 1 else "Right.", lines
    remarks = [line.remark for line in lines if line.remark]
    feedback = f"{right} of {len(lines)} lines right"
    return score, f"{feedback}; {remarks[0]}." if remarks else f"{feedback}.", lines


def printed_lines(run: Transcript) -> list[str]:
    """The lines a prediction is held against: stdout, and the exception that ended the run."""
    printed = [line.rstrip() for line in run.stdout.splitlines() if line.strip()]
    ending = exception_line(run)
    return [*printed, ending] if ending else printed


def exception_line(run: Transcript) -> str:
    """The last line of the traceback that ended a run, such as `RuntimeError: ...`; else empty.

    A message of several lines gives its first.
    """
    if run.finished.outcome not in ("error", "out_of_memory"):
        return ""
    marks = [
        line
        for line in run.stderr.splitlines()
        if re.match(
            r"[A-Za-z_][\w.]*(?:Error|Exception|Interrupt|Exit|Warning|Unsupported)\b", line
        )
    ]
    return marks[-1] if marks else ""


def _line_grades(said: Sequence[str], printed: Sequence[str]) -> list[LineGrade]:
    graded: list[LineGrade] = []
    for at in range(max(len(said), len(printed))):
        mine = said[at] if at < len(said) else ""
        theirs = printed[at] if at < len(printed) else ""
        right = bool(mine) and bool(theirs) and _same(mine, theirs)
        remark = "" if right else _remark(mine, theirs)
        graded.append(LineGrade(mine.strip(), theirs, right, remark))
    return graded


def _same(said: str, printed: str) -> bool:
    raised = re.match(r"([\w.]+(?:Error|Exception|Interrupt|Exit))\b", printed)
    if raised:
        name = raised[1].rpartition(".")[2].casefold()
        return name in re.findall(r"\w+", said.casefold())
    return same_line(said, printed)


def _remark(said: str, printed: str) -> str:
    if not said:
        return "a line is missing"
    if not printed:
        return "one line too many"
    return line_remark(said, printed)


def _pointed(response: Pointed) -> _Judged:
    where = " and ".join(str(line) for line in sorted(response.faulty))
    if response.line in response.faulty:
        return 1.0, f"Right, line {response.line}.", []
    plural = "lines" if len(response.faulty) > 1 else "line"
    return 0.0, f"Not line {response.line}; look at {plural} {where}.", []


def _submitted(response: Submitted) -> _Judged:
    verdict = response.verdict
    if verdict.passed:
        return 1.0, f"All {len(verdict.results)} checks pass.", []
    if not verdict.results:
        return 0.0, "Your code stopped before the first check.", []
    passed = sum(result.passed for result in verdict.results)
    first = next((r.message for r in verdict.results if not r.passed), "the checks did not finish")
    score = min(passed / len(verdict.results), 0.99)
    return score, f"{passed} of {len(verdict.results)} checks pass; {first}", []
