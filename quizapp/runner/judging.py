"""A code card's answer, put through its hidden checks in the same sandbox as every run."""

import secrets
from pathlib import Path

from quizapp.core.grading.exercise import Verdict, explanation, harness, verdict
from quizapp.core.run import Job, Transcript
from quizapp.runner.client import Runner


async def judge(
    runner: Runner, folder: Path, root: Path, answer: str, device: str = "auto"
) -> tuple[Verdict, Transcript]:
    """Run `checks.py` of an exercise's `folder` on the text of an answer."""
    mark = secrets.token_hex(8)
    checks = (folder / "checks.py").read_text(encoding="utf-8")
    job = Job(
        path=folder / "starter.py",
        source=harness(answer, checks, mark),
        device=device,
        readable=(root,),
    )
    run = await runner.run(job)
    return verdict(run, mark), run


async def foreseen(
    runner: Runner, folder: Path, root: Path, found: Verdict, device: str = "auto"
) -> str:
    """What the bank tells a learner whose answer fails as one of its `wrong_*.py` does; else
    empty. The wrong answers are run, so that no list of messages has to be kept in step."""
    for script in sorted(folder.glob("wrong_*.py")):
        source = script.read_text(encoding="utf-8")
        theirs, _ = await judge(runner, folder, root, source, device)
        if theirs.signature and theirs.signature == found.signature:
            return explanation(source)
    return ""
