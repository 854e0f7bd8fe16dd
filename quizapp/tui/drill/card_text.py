"""What a card view says, made of a card and its runs."""

from textual.content import Content

from quizapp.banks.collection import Entry
from quizapp.banks.recording import read_recording
from quizapp.core.cards.card import Bug
from quizapp.core.grading.bug_lines import fixed_lines
from quizapp.core.grading.grade import exception_line
from quizapp.core.run import Finished, Transcript


def the_fix(buggy: str, fixed: str) -> Content:
    """The lines that a fix changed, with their numbers in the fixed script."""
    lines = fixed.splitlines()
    changed = sorted(fixed_lines(buggy, fixed))
    shown = "\n".join(f"{number:>3}  {lines[number - 1]}" for number in changed)
    return Content.assemble(("The fix\n", "bold"), (shown or "the line goes", "$text-success"))


def recorded(entry: Entry) -> Transcript:
    """What the script printed elsewhere: its recording, or else what the bank says."""
    found = read_recording(entry)
    raises = getattr(entry.card, "raises", None)
    finished = Finished("error" if raises else "ok", 1 if raises else 0, 0.0)
    if found is not None:
        return Transcript(finished=finished, stdout=found.stdout, stderr=found.stderr)
    printed = entry.card.symptom if isinstance(entry.card, Bug) else entry.card.output
    return Transcript(finished=finished, stdout=printed or "", stderr=raises or "")


def recorded_label(entry: Entry) -> str:
    """Where and when a recording was made, so that nobody takes it for a run of today."""
    found = read_recording(entry)
    return found.label if found is not None else "not run here; the bank says it prints"


def ending(run: Transcript) -> str:
    """Why an exercise's run stopped before the last check."""
    outcome = run.finished.outcome
    if outcome == "error":
        return exception_line(run) or f"exit code {run.finished.exit_code}"
    words = {"timed_out": "it took too long", "out_of_memory": "it took too much memory"}
    return words.get(outcome, run.finished.note or "it left before the checks were done")
