"""What a card's scripts print: as they run here and now, or else as the bank says."""

import asyncio
import difflib
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from quizapp.banks.collection import Entry, obstacle
from quizapp.core.cards.card import Bug, CardId, Code, Predict
from quizapp.core.grading.grade import exception_line
from quizapp.core.printable import printable
from quizapp.core.run import Job, Transcript
from quizapp.runner import Runner

Texts = dict[str, str]
Printed = Mapping[CardId, Texts]
Progress = Callable[[int, int, str], None]


def scripts_to_run(entry: Entry) -> list[Path]:
    """The scripts whose output belongs to a card's answer; an exercise has none."""
    if isinstance(entry.card, Code):
        return []
    if isinstance(entry.card, Bug):
        return [entry.snippet / "buggy.py", entry.snippet / "fixed.py"]
    return [entry.script]


def recorded(entry: Entry) -> Texts:
    """What the bank says that each script prints, by the script's name."""
    card = entry.card
    if isinstance(card, Bug):
        symptom = "\n".join(filter(None, [card.symptom.rstrip(), card.raises]))
        return {"buggy.py": symptom, "fixed.py": card.output or ""}
    if isinstance(card, Code):
        return {}
    raises = card.raises if isinstance(card, Predict) else None
    text = "\n".join(filter(None, [(card.output or "").rstrip(), raises]))
    return {entry.script.name: text}


async def real_outputs(
    entries: Sequence[Entry],
    runner: Runner,
    device: str = "auto",
    progress: Progress | None = None,
) -> dict[CardId, Texts]:
    """Run the cards' scripts; a card that can't run here, or whose run goes wrong, is left out."""
    found: dict[CardId, Texts] = {}
    devices = await runner.devices()
    room = asyncio.Semaphore(os.cpu_count() or 2)
    done = 0

    async def one(entry: Entry) -> None:
        nonlocal done
        async with room:
            if not obstacle(entry, devices):
                texts = await _run(entry, runner, device)
                if texts is not None:
                    found[entry.card.id] = texts
        done += 1
        if progress is not None:
            progress(done, len(entries), entry.card.id)

    async with asyncio.TaskGroup() as tasks:
        for entry in entries:
            tasks.create_task(one(entry))
    return found


async def _run(entry: Entry, runner: Runner, device: str) -> Texts | None:
    texts: Texts = {}
    for script in scripts_to_run(entry):
        run = await runner.run(Job(path=script, device=device, readable=(entry.root,)))
        if run.finished.outcome != "ok" and not _meant_to_raise(entry, script, run):
            return None
        raised = exception_line(run) if run.finished.outcome == "error" else ""
        texts[script.name] = printable("\n".join(filter(None, [run.stdout.rstrip(), raised])))
    return texts


def _meant_to_raise(entry: Entry, script: Path, run: Transcript) -> bool:
    card = entry.card
    raises = card.raises if isinstance(card, Predict | Bug) else None
    return bool(raises) and run.finished.outcome == "error" and script.name != "fixed.py"


def read_script(path: Path) -> str:
    """A script's text; characters that are not UTF-8 are replaced."""
    return path.read_text(encoding="utf-8", errors="replace")


def the_fix(entry: Entry) -> str:
    """A bug card's fix, as the lines that change with a few around them."""
    buggy, fixed = (
        read_script(entry.snippet / name).splitlines() for name in ("buggy.py", "fixed.py")
    )
    lines = list(difflib.unified_diff(buggy, fixed, lineterm="", n=1))
    return "\n".join(line for line in lines[2:] if not line.startswith("@@"))
