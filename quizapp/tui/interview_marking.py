"""Marking the answers of a mock that only a run can judge."""

from quizapp.collection import Entry
from quizapp.core.card import Card, Code
from quizapp.core.grading import Grade, Submitted, Typed, grade
from quizapp.core.run import Finished, Job, Transcript
from quizapp.runner import Runner
from quizapp.runner.judging import judge


async def mark_run(runner: Runner, entry: Entry, said: str, device: str) -> Grade:
    """Judge an exercise by its checks, a prediction by what its snippet prints; by what the bank
    says it prints, where the run was cut off."""
    card = entry.card
    if isinstance(card, Code):
        verdict, _ = await judge(runner, entry.snippet, entry.root, said, device)
        return grade(card, Submitted(verdict))
    run = await runner.run(Job(path=entry.script, device=device, readable=(entry.root,)))
    if run.finished.outcome not in ("ok", "error"):
        run = _recorded(card)
    return grade(card, Typed(said), run)


def _recorded(card: Card) -> Transcript:
    raises = getattr(card, "raises", None)
    finished = Finished("error" if raises else "ok", 1 if raises else 0, 0.0)
    return Transcript(finished=finished, stdout=card.output or "", stderr=raises or "")
